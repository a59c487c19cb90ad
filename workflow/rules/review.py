"""The words of a review: what a reviewer may decide, how a decision ends, what a line of a record covers,
and when somebody last looked at a provision, by which nothing is decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.words import Language, Words

LONGEST_OPINION = 10_000


class Decision(StrEnum):
    """What a reviewer decided. A reservation covers as an approval does and is printed; seen decides nothing."""

    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    RESERVATION = "reservation"
    SEEN = "seen"


DECISION_WORDS = {
    Decision.APPROVE: Words("通过", "Approved"),
    Decision.REQUEST_CHANGES: Words("要求修改", "Changes requested"),
    Decision.RESERVATION: Words("保留意见", "Reservation"),
    Decision.SEEN: Words("已阅", "Seen"),
}
#: What each asks for in words.
OPINION_NEEDED = {
    Decision.REQUEST_CHANGES: Words("请写明需要怎样修改。", "Say what should be changed."),
    Decision.RESERVATION: Words("请写明保留的意见。", "Say what your reservation is."),
}
#: Decisions that let a text pass.
COVERING = frozenset({Decision.APPROVE, Decision.RESERVATION})


class CallManner(StrEnum):
    """How somebody is called into a review besides those whom the procedure names: to approve, or only to be heard."""

    REQUIRED = "required"  # 加签
    OPINION = "opinion"  # 征求意见


CALL_WORDS = {
    CallManner.REQUIRED: Words("加签（须通过）", "must approve"),
    CallManner.OPINION: Words("征求意见（不阻止）", "asked for an opinion, which holds nothing up"),
}


class Ending(StrEnum):
    """How a decision ends: its author takes it back, as if never made; or the chair lifts the block of a request."""

    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"


ENDING_WORDS = {
    Ending.WITHDRAWN: Words("已由本人撤回", "withdrawn by its author"),
    Ending.DISMISSED: Words("已由主持人解除", "lifted by the chair"),
}


class CoverKind(StrEnum):
    """What one line of an approval says: an item that it covers, the order, or a text that was shown, as a whole."""

    PROVISION = "key"
    STRUCTURE = "structure"
    WHOLE = "whole"


#: A language and the permanent key of an item in it.
Item = tuple[Language, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark of having viewed one item: in which text, in which words ("" for its absence), when."""

    text: int
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision of one's own: on which text of each language, on which items alone (None for all of them), when."""

    texts: Mapping[Language, int]
    items: frozenset[Item] | None
    at: datetime

    def is_about(self, key: Item) -> bool:
        """Whether the item was before them when they decided."""
        return key[0] in self.texts and (self.items is None or key in self.items)


@dataclass(frozen=True, slots=True)
class Looks:
    """Everything that one person marked and decided in an edition."""

    marks: Mapping[Item, Marked]
    judged: tuple[Judged, ...]

    def is_viewed(self, key: Item, words: str) -> bool:
        """Whether the mark of an item stands: it falls off exactly when its words are others than those it was put on.

        words  a digest of what the item says now, "" when it is no more
        """
        mark = self.marks.get(key)
        return mark is not None and mark.words == words

    def text_of(self, key: Item) -> int | None:
        """The text in which they last looked at an item, None when they never did."""
        seen = [(one.at, one.texts[key[0]]) for one in self.judged if one.is_about(key)]
        mark = self.marks.get(key)
        if mark is not None:
            seen.append((mark.at, mark.text))
        return max(seen)[1] if seen else None

    def texts(self, language: Language) -> frozenset[int]:
        """Every text of a language in which they looked at something."""
        marked = {one.text for key, one in self.marks.items() if key[0] == language}
        return frozenset(marked | {one.texts[language] for one in self.judged if language in one.texts})

    def is_returning(self, now: Iterable[tuple[Language, int]]) -> bool:
        """Whether they looked at an earlier text than those of now: then the page begins with what is new to them."""
        return any(self.texts(language) - {text} for language, text in now)


NEVER = Looks({}, ())
