"""What an amending decision can say, as plain values: places, operations, items. Knows neither sentences nor trees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from workflow.text.tree import Kind
from workflow.words import Vocabulary, Words

#: A quotation is a list of lines, a run several quotations that stand side by side.
Quotation = list[str]
Run = list[Quotation]


class Verb(Vocabulary):
    """What an operation does."""

    RESTATE = "restate"
    EXCHANGE = "exchange"  # words for words
    STRIKE = "strike"  # words out
    INSERT = "insert"  # words next to words
    APPEND = "append"  # words at an end
    STOP = "stop"  # the last stop becomes other words
    DESIGNATE = "designate"  # what has no label gets one
    DELETE = "delete"  # units
    ADD = "add"
    RENUMBER = "renumber"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    ADJUST = "adjust"  # 条文顺序作相应调整
    ELSEWHERE = "elsewhere"  # what was taken out is said by other items
    UNREAD = "unread"  # its text is why
    PASSED = "passed"  # another regulation's


class Side(Vocabulary):
    """Where something stands that comes next to or into a place."""

    AFTER = "after"
    BEFORE = "before"
    IN = "in"
    START = "start"
    END = "end"
    AMID = "amid"  # 中, which of an article does not say where


#: A side as a decision names it; "" where it names none.
Beside = Side | Literal[""]


class Less(Vocabulary):
    """What there is inside the words of one unit."""

    SENTENCE = "sentence"
    SENTENCES = "sentences"
    PROVISO = "proviso"
    HALF = "half"


class Piece(NamedTuple):
    """Less than a unit: 第二句, 末句 (-1), 前两句 (2), 后两句 (-2), 但书 (0: there is one only), 前半段 (1), 后半段 (2)."""

    what: Less
    number: int = 0

    @property
    def is_of_sentences(self) -> bool:
        return self.what in (Less.SENTENCE, Less.SENTENCES)


class Portion(Vocabulary):
    """What a place can be less than its unit, other than a sentence of it."""

    LEAD = "lead"  # the words before a list
    START = "start"
    END = "end"
    HEADING = "heading"
    WORDS = "words"  # loose words under a heading


class Reach(Vocabulary):
    """What a decision can name that no single unit of the tree has for its kind."""

    CONTAINER = "container"  # a chapter, a section …: the label says which
    EVERYWHERE = "everywhere"
    TEXT = "main text"  # everywhere but in what frames it: the title, the title note, the contents
    ARTICLES = "all articles"  # in articles and nowhere else
    ENTRY = "entry"  # one line of a list in a table or a schedule
    SENTENCE = "sentence"
    UNREAD = "unread"


#: Places that are no single unit of the text.
THROUGHOUT = frozenset({Reach.EVERYWHERE, Reach.TEXT, Reach.ARTICLES})


#: A unit as a decision names it; "" where it names none.
Unit = Kind | Reach | Literal[""]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an operation works.

    unit       "" for the place named last
    label      第五条 of an article, 第三章 of a container, 附件1 of an annex
    within     the container of a section, the annex of an article
    paragraph  of 款, from 1; 0 for none named; -1 for the last
    item       of 项, from 1; 0 for none named; subitem of 目 in the same way
    path       labels of nested list units, outermost first: (b), (2), (A)
    part       a portion of it, or "" for the whole
    piece      less than a unit, None for all of it
    under      the headings an article was said to stand under, outermost first, each with its words when they were given
    quoted     words by which the 款 was named
    foreign    whether it is a place of another regulation
    """

    unit: Unit = ""
    label: str = ""
    within: str = ""
    paragraph: int = 0
    item: int = 0
    subitem: int = 0
    part: Portion | Literal[""] = ""
    path: tuple[str, ...] = ()
    piece: Piece | None = None
    under: tuple[tuple[str, str], ...] = ()
    quoted: str = ""
    foreign: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the place is a unit by itself and nothing inside one."""
        inside = self.paragraph or self.item or self.subitem or self.part or self.path or self.piece or self.quoted
        return not inside


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to do.

    verb    what is done
    places  where, in the numbers of the text as it was
    unit    what is added or adjusted: article, paragraph, item, subitem, part, chapter, section, annex, preamble, note, toc
    labels  the new labels or ordinals (作为第四条, 改为第六条), as printed
    words   what is exchanged, struck, or stands next to an insertion
    text    the new wording
    side    where, of what comes in or moves; "" where it is not said
    nth     which occurrence of the words is meant (第一处), -1 for the last, 0 for every one; how many units are added
    sole    whether the words have to stand there exactly once
    times   how many times the words have to stand there, 0 where it is not said
    about   words that have to stand in front of them in the same clause, "" for none
    """

    verb: Verb
    places: tuple[Place, ...] = ()
    unit: Unit = ""
    labels: tuple[str, ...] = ()
    words: tuple[Quotation, ...] = ()
    text: tuple[Quotation, ...] = ()
    side: Beside = ""
    nth: int = 0
    sole: bool = False
    times: int = 0
    about: str = ""


@dataclass(slots=True)
class Item:
    """One item of a decision: its number as printed, its words, the labels of the articles it speaks of.

    operations  what it does; empty for an item that changes nothing (本决定自…起施行)
    law         the title in 《》 it amends, "" when none is named
    line        line of the decision, from 1
    under       the words of the item it stands under
    """

    number: str
    words: str
    law: str = ""
    line: int = 0
    act: int = 0
    labels: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    under: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """An item that was not carried out, and why."""

    number: str
    words: str
    reason: Words


class CannotCarry(Exception):
    """Raised inside the engine when a sentence cannot be read or finds no place; `reason` reaches the person as an `Undone`."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.reason = Words(zh, en)
