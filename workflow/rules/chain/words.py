"""The steps of the company's own chain, in a fixed vocabulary, with what each word is called on a page and a paper.

Some enterprises have to: a state-owned one puts what is weighty before its Party committee first (《中国共产党国有企业基层组织工作条例
（试行）》), a central one has each regulation reviewed for legality (《中央企业合规管理办法》), a board decides on basic rules (公司法).
None of this asks it of every enterprise, so each step is off until an enterprise puts down that it has it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from workflow.words import Words

#: Characters of an opinion, of who spoke, of a minute number, of what a rule is based on; copies that one sealing makes.
OPINION, WHO, MINUTES, BASIS, COPIES = 2000, 200, 80, 200, 100_000


class Step(StrEnum):
    """One step, in the order in which they are taken."""

    COUNTERSIGN = "countersign"
    LEGALITY = "legality"
    PARTY = "party"
    MANAGERS = "managers"
    BOARD = "board"
    SIGNING = "signing"
    SEALING = "sealing"

    @property
    def is_meeting(self) -> bool:
        """Whether a meeting takes it, whose minutes have a number."""
        return self in (Step.PARTY, Step.MANAGERS, Step.BOARD)

    @property
    def is_legality(self) -> bool:
        """Whether it ends in a numbered opinion."""
        return self is Step.LEGALITY

    @property
    def is_sealing(self) -> bool:
        """Whether copies are counted rather than something decided."""
        return self is Step.SEALING

    @property
    def comes_after_adoption(self) -> bool:
        """Whether it is taken between the adoption and the issue."""
        return self in (Step.SIGNING, Step.SEALING)


STEP_WORDS: Mapping[Step, Words] = MappingProxyType(
    {
        Step.COUNTERSIGN: Words("会签", "Countersigning"),
        Step.LEGALITY: Words("合法性审查", "Legality review"),
        Step.PARTY: Words("党委前置研究", "Prior study by the Party committee"),
        Step.MANAGERS: Words("总经理办公会", "General manager's meeting"),
        Step.BOARD: Words("董事会", "Board of directors"),
        Step.SIGNING: Words("签发", "Signing for issue"),
        Step.SEALING: Words("用印", "Sealing"),
    }
)
#: Who is named at each step, and an example of how.
WHO_WORDS: Mapping[Step, Words] = MappingProxyType(
    {
        Step.COUNTERSIGN: Words("会签部门和会签人", "Departments and who signed for them"),
        Step.LEGALITY: Words("审查人", "Who reviewed it"),
        Step.PARTY: Words("主持人", "Chaired by"),
        Step.MANAGERS: Words("主持人", "Chaired by"),
        Step.BOARD: Words("主持人", "Chaired by"),
        Step.SIGNING: Words("签发人", "Signed by"),
        Step.SEALING: Words("监印人", "Sealed under the eyes of"),
    }
)
#: Step → the verb that records it: a row of the page of moves each, which names the offices that may.
VERBS: Mapping[Step, str] = MappingProxyType(
    {
        Step.COUNTERSIGN: "countersign",
        Step.LEGALITY: "review_legality",
        Step.PARTY: "study_by_party",
        Step.MANAGERS: "meet_managers",
        Step.BOARD: "meet_board",
        Step.SIGNING: "sign_for_issue",
        Step.SEALING: "use_seal",
    }
)


def step_of(verb: str) -> Step | None:
    """The step that `verb` records; None for any other verb."""
    return next((step for step, one in VERBS.items() if one == verb), None)


class Verdict(StrEnum):
    """What a step came to. Only agreement lets a text go on; what was to be changed first is looked at again once it is."""

    AGREED = "agreed"
    AFTER_CHANGES = "after_changes"
    REFUSED = "refused"

    @property
    def passes(self) -> bool:
        """Whether the text may go on as it stands."""
        return self is Verdict.AGREED

    @property
    def needs_words(self) -> bool:
        """Whether what is to be changed, or why not, has to be said."""
        return not self.passes


VERDICT_WORDS: Mapping[Verdict, Words] = MappingProxyType(
    {
        Verdict.AGREED: Words("同意", "Agreed"),
        Verdict.AFTER_CHANGES: Words("修改后再报", "To be changed and shown again"),
        Verdict.REFUSED: Words("不同意", "Not agreed"),
    }
)
