"""Counting a vote: integers only, the denominator in every name, the comparison (> or ≥) as data.

Sources: 企业民主管理规定 arts 17 and 20 (quorum of two thirds, more than half of all delegates); 民法典 art. 1259 (以上 includes
the number itself, 过半数 does not); 选举法 art. 44 by analogy (more papers returned than issued: the vote is void).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.text.labels.numerals import chinese
from workflow.words import Words

_FRACTIONS = {(1, 3): "one third", (2, 3): "two thirds", (3, 4): "three quarters"}


class Comparison(StrEnum):
    """How a number is held against a share: 以上 includes the number, 过半数 is more than it."""

    AT_LEAST = ">="
    MORE_THAN = ">"


@dataclass(frozen=True, slots=True)
class Share:
    """A share of all delegates on the frozen roll, such as two thirds or more, or more than half."""

    numerator: int
    denominator: int
    comparison: Comparison

    def reached(self, number: int, all_delegates: int) -> bool:
        """True when `number` of `all_delegates` reaches this share. An empty roll reaches nothing."""
        if all_delegates <= 0:
            return False
        left, right = self.denominator * number, self.numerator * all_delegates
        return left >= right if self.comparison is Comparison.AT_LEAST else left > right

    def words(self) -> Words:
        """The share as it is said: 过半数 is more than half, 以上 includes the number itself (民法典 art. 1259)."""
        more = self.comparison is Comparison.MORE_THAN
        if (self.numerator, self.denominator) == (1, 2):
            return Words("过半数", "more than half") if more else Words("半数以上", "half or more")
        fraction = Words(
            f"{chinese(self.denominator)}分之{chinese(self.numerator)}",
            _FRACTIONS.get((self.numerator, self.denominator), f"{self.numerator}/{self.denominator}"),
        )
        return (
            Words(f"超过{fraction.zh}", f"more than {fraction.en}")
            if more
            else Words(f"{fraction.zh}以上", f"{fraction.en} or more")
        )

    def needed(self, all_delegates: int) -> int:
        """The smallest number of delegates that reaches this share of `all_delegates`."""
        quotient, remainder = divmod(self.numerator * all_delegates, self.denominator)
        if self.comparison is Comparison.MORE_THAN:
            return quotient + 1
        return quotient + (1 if remainder else 0)


@dataclass(frozen=True, slots=True)
class CountSheet:
    """The figures of one paper count at one site, in ballot papers."""

    issued: int
    returned: int
    valid: int
    spoiled: int
    in_favour: int
    against: int
    abstain: int

    def __add__(self, other: "CountSheet") -> "CountSheet":
        return CountSheet(*(getattr(self, name) + getattr(other, name) for name in FIGURES))


FIGURES = ("issued", "returned", "valid", "spoiled", "in_favour", "against", "abstain")
FIGURE_WORDS = {
    "issued": Words("发出", "Issued"),
    "returned": Words("收回", "Returned"),
    "valid": Words("有效", "Valid"),
    "spoiled": Words("废票", "Spoiled"),
    "in_favour": Words("赞成", "For"),
    "against": Words("反对", "Against"),
    "abstain": Words("弃权", "Abstain"),
}
EMPTY_SHEET = CountSheet(0, 0, 0, 0, 0, 0, 0)
#: A figure nobody's hall can reach: keeps a slip of the keyboard out of the database's integers.
LARGEST_FIGURE = 1_000_000


def sheet_problems(sheet: CountSheet, present: int) -> list[Words]:
    """Why these figures cannot be one site's count; empty when they add up.

    present  delegates present at that site when the vote is taken: nobody else gets a ballot paper
    """
    out = []
    for name in FIGURES:
        if not 0 <= getattr(sheet, name) <= LARGEST_FIGURE:
            words = FIGURE_WORDS[name]
            out.append(Words(f"“{words.zh}”应当是0以上的整数。", f"“{words.en}” must be a whole number from 0."))
    if out:
        return out
    if sheet.issued > present:
        out.append(
            Words(
                f"发出{sheet.issued}张，多于本会场实到{present}人。",
                f"{sheet.issued} papers issued, but {present} delegates are present at this site.",
            )
        )
    if sheet.valid + sheet.spoiled != sheet.returned:
        out.append(
            Words(
                f"有效{sheet.valid}＋废票{sheet.spoiled}≠收回{sheet.returned}。",
                f"Valid {sheet.valid} + spoiled {sheet.spoiled} is not returned {sheet.returned}.",
            )
        )
    if sheet.in_favour + sheet.against + sheet.abstain != sheet.valid:
        out.append(
            Words(
                f"赞成{sheet.in_favour}＋反对{sheet.against}＋弃权{sheet.abstain}≠有效{sheet.valid}。",
                f"For {sheet.in_favour} + against {sheet.against} + abstain {sheet.abstain} is not valid {sheet.valid}.",
            )
        )
    return out


class Outcome(StrEnum):
    """What a count comes to."""

    CARRIED = "carried"
    LOST = "lost"
    NO_QUORUM = "no_quorum"
    VOID = "void"

    @property
    def is_carried(self) -> bool:
        """True when the item was adopted, or what was heard was agreed to."""
        return self is Outcome.CARRIED


#: The outcomes that decide an item; after any other the vote is repeated or the item comes again.
DECIDING = frozenset({Outcome.CARRIED, Outcome.LOST})
OUTCOME_WORDS = {
    Outcome.CARRIED: Words("通过", "Carried"),
    Outcome.LOST: Words("未通过", "Not carried"),
    Outcome.NO_QUORUM: Words("不足法定人数，表决无效", "No quorum: the vote has no effect"),
    Outcome.VOID: Words("收回多于发出，表决无效", "More papers returned than issued: the vote is void"),
}
#: A report is heard and deliberated: the delegates agree with it or not, and nothing is adopted.
HEARD_WORDS = {
    **OUTCOME_WORDS,
    Outcome.CARRIED: Words("同意", "Agreed to"),
    Outcome.LOST: Words("未获同意", "Not agreed to"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one vote, with every number it was worked out from."""

    outcome: Outcome
    all_delegates: int
    present: int
    quorum_needed: int
    adoption_needed: int
    sheet: CountSheet
    without_remote: "Verdict | None" = None


def verdict(
    sheets: Mapping[str, CountSheet],
    present: Mapping[str, int],
    all_delegates: int,
    *,
    quorum: Share,
    adoption: Share,
    remote: frozenset[str] = frozenset(),
) -> Verdict:
    """Add the sites' counts and hold them against the quorum and the majority of all delegates on the roll.

    sheets, present  by site
    remote           the sites joined by video: their delegates are counted, and the verdict without them is given beside
                     it, because no rule on attendance by video is known
    A site where more papers came back than went out makes the whole vote void.
    """

    def over(sites: list[str]) -> Verdict:
        total = EMPTY_SHEET
        for site in sites:
            total = total + sheets.get(site, EMPTY_SHEET)
        here = sum(present.get(site, 0) for site in sites)
        if any(sheets[site].returned > sheets[site].issued for site in sites if site in sheets):
            outcome = Outcome.VOID
        elif not quorum.reached(here, all_delegates):
            outcome = Outcome.NO_QUORUM
        else:
            outcome = Outcome.CARRIED if adoption.reached(total.in_favour, all_delegates) else Outcome.LOST
        return Verdict(
            outcome, all_delegates, here, quorum.needed(all_delegates), adoption.needed(all_delegates), total
        )

    everywhere = sorted(set(sheets) | set(present))
    whole = over(everywhere)
    if not remote:
        return whole
    hall = over([site for site in everywhere if site not in remote])
    return Verdict(
        whole.outcome, all_delegates, whole.present, whole.quorum_needed, whole.adoption_needed, whole.sheet, hall
    )
