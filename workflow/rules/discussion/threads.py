"""Threads of a review: what a remark may ask for, how a thread ends, and what it waits for. One rule for gate, desk and page."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workflow.words import Words

#: The longest words that may be suggested, quoted, and given as a reason.
LONGEST_WORDS, LONGEST_QUOTE, LONGEST_REASON = 10_000, 2_000, 2_000


class Disposition(StrEnum):
    """What a remark asks for."""

    BLOCKING = "blocking"
    QUESTION = "question"
    NOTE = "note"


DISPOSITION_WORDS = {
    Disposition.QUESTION: Words("须答复", "needs an answer"),
    Disposition.BLOCKING: Words("须解决", "blocks the text"),
    Disposition.NOTE: Words("仅供参考", "a note"),
}
DISPOSITION_MEANS = {
    Disposition.QUESTION: Words("起草人答复以前不能往下走", "holds the text up until the drafters answer"),
    Disposition.BLOCKING: Words("您认为解决以前不能往下走", "holds the text up until you say that it is resolved"),
    Disposition.NOTE: Words("不影响进度", "holds nothing up"),
}


class Closing(StrEnum):
    """How a thread ends."""

    RESOLVED = "resolved"  # its author says so
    LIFTED = "lifted"  # the chair says so, with a reason: its author may have left


CLOSING_WORDS = {
    Closing.RESOLVED: Words("已由提出人了结", "resolved by its author"),
    Closing.LIFTED: Words("已由主持人解除", "lifted by the chair"),
}


class Wanting(StrEnum):
    """What a thread waits for."""

    DECISION = "decision"  # that its suggestion is accepted or declined
    ANSWER = "answer"  # that the drafters answer
    RESOLUTION = "resolution"  # that its author says that it is resolved


WANTING_WORDS = {
    Wanting.DECISION: Words("待采纳或者不采纳", "to be accepted or declined"),
    Wanting.ANSWER: Words("待起草人答复", "to be answered by the drafters"),
    Wanting.RESOLUTION: Words("待提出人确认已解决", "to be resolved by its author"),
}


@dataclass(frozen=True, slots=True)
class Course:
    """How far one thread has come.

    answered   the drafters answered it
    ended      its author or the chair is done with it
    suggests   it has a suggestion that was neither accepted nor declined
    """

    disposition: Disposition
    answered: bool
    ended: bool
    suggests: bool


def wanting(course: Course) -> Wanting | None:
    """What a thread waits for; None for one that holds nothing up.

    A question is settled by an answer; what blocks only by its author, whatever was answered. Nothing lapses by itself.
    """
    if course.ended:
        return None
    if course.suggests:
        return Wanting.DECISION
    if course.disposition is Disposition.NOTE:
        return None
    if not course.answered:
        return Wanting.ANSWER
    return Wanting.RESOLUTION if course.disposition is Disposition.BLOCKING else None


#: What the drafters owe, before they may put another text before the reviewers; who wrote it reads the answer in that round.
OWED = frozenset({Wanting.ANSWER, Wanting.DECISION})


def counted(courses: Iterable[Course]) -> dict[Wanting, int]:
    """How many of these threads wait for each thing."""
    found = [wanting(one) for one in courses]
    return {one: found.count(one) for one in Wanting}


def unanswered_words(many: int) -> list[Words]:
    """That so many threads wait for the drafters; nothing where none does."""
    if not many:
        return []
    return [
        Words(
            f"还有{many}条意见没有答复，请先答复。",
            f"{many} remark{'s wait' if many > 1 else ' waits'} for an answer of the drafters.",
        )
    ]
