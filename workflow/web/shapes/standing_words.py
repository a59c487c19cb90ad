"""What the pages say of where an edition stands, and in which colour: the one place in the browser that names states.

Words alone: what may be done in a state, and who may read it, is asked of the rules.
"""

from dataclasses import dataclass

from workflow.rules.states import InTime, State
from workflow.words import Words

#: The class of a state's mark: green where a text holds, red where somebody's turn it is, amber while it waits.
TONES: dict[State | InTime, str] = {
    State.DRAFTING: "turn",
    State.RETURNED: "turn",
    State.IN_REVIEW: "wait",
    State.CONSULTING: "wait",
    State.AWAITING: "wait",
    State.ADOPTED: "live",
    State.DELIBERATED: "live",
    State.ISSUED: "live",
    State.REJECTED: "over",
    State.WITHDRAWN: "over",
    InTime.IN_FORCE: "live",
    InTime.NOT_YET: "wait",
    InTime.SUPERSEDED: "over",
    InTime.REPEALED: "over",
}
#: What an edition waits for, said to whoever waits with it. In review it is said by the capacities that it still needs.
WAITS: dict[State, Words] = {
    State.DRAFTING: Words("等待起草人提交审核。", "Waiting for the drafter to submit it for review."),
    State.RETURNED: Words("等待起草人提交审核。", "Waiting for the drafter to submit it for review."),
    State.CONSULTING: Words("等待登记平等协商。", "Waiting for the equal consultation to be recorded."),
    State.AWAITING: Words("等待职工代表大会审议。", "Waiting for the workers' congress."),
    State.ADOPTED: Words("等待印发。", "Waiting to be issued."),
    State.REJECTED: Words("未获通过，等待起草人修改。", "Not adopted; waiting for the drafter to revise it."),
}
#: A report is never up for adoption.
REPORT_WAITS: dict[State, Words] = {
    **WAITS,
    State.REJECTED: Words("未获同意，等待起草人修改。", "Not agreed to; waiting for the drafter to revise it."),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page says above a text that does not hold today; `instead` leads to the text that does."""

    words: Words
    instead: Words | None = None


NOTICES: dict[State | InTime, Notice] = {
    InTime.SUPERSEDED: Notice(
        Words("本版已被替代。", "This edition has been superseded."),
        Words("阅读施行中的文本", "Read the text in force"),
    ),
    InTime.REPEALED: Notice(
        Words("本规章制度已经废止，仅供查阅。", "This regulation has been repealed and is kept for reference only.")
    ),
    InTime.NOT_YET: Notice(Words("本版尚未施行。", "This edition is not in force yet.")),
}
#: What the official file of such a text is called where it is fetched.
_OFFICIAL: dict[State | InTime, Words] = {
    InTime.SUPERSEDED: Words("下载PDF（已被替代）", "PDF (superseded)"),
    InTime.REPEALED: Words("下载PDF（已废止）", "PDF (repealed)"),
}


def pdf_words(shown: State | InTime, *, official: bool, entered: bool) -> Words:
    """What the PDF of a text is called on its page.

    official  it was issued here as a file of its own; entered  the text was entered afterwards from paper
    """
    if official:
        return _OFFICIAL.get(shown, Words("下载正式PDF", "Official PDF"))
    if entered:
        return Words("下载PDF（补录）", "PDF (entered afterwards)")
    if shown is State.DELIBERATED:
        return Words("下载PDF", "PDF")
    return Words("PDF（未印发）", "PDF (not issued)")
