"""Two people who edit one text at once, by chance but seeded: what each does is a row of operations on numbered words.

The right result is known without the engine: the operations of both carried out on the words both began with. Words are
told apart here by a reader of its own (longest word from behind), not by the one that merges.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tests.text.manuscript import Manuscript, manuscript
from workflow.text.reading.write import write
from workflow.text.references.rewrite import renumber_and_rewrite
from workflow.text.strings.lexicon import WORDS
from workflow.text.tree import CONTAINERS, Document, Kind
from workflow.text.workpiece import Workpiece
from workflow.words import Script

_WHOLE = re.compile(  # what is one word whatever the lexicon says
    r"《[^《》]*》|“[^“”]*”"
    r"|第\s*[0-9〇零一二三四五六七八九十百千两]+\s*[条條款项項目章節节编編届次](?:之[一二三四五六七八九十]+)?"
    r"|[0-9０-９]+(?:[.,:：/-][0-9０-９]+)*\s*(?:[%％‰]|个?工作日|个月|[年月日天周元万亿人次])?"
    r"|百分之[一二三四五六七八九十百零〇点]+"
    r"|[一二三四五六七八九十百千万亿零〇两]+(?:分之[一二三四五六七八九十百千万]+|个?工作日|个月|[年月日天元人次])?"
    r"|[A-Za-z§$]+(?:['’.-][A-Za-z0-9]+)*|\s+"
)
_STOPS = "。；！？.;!?"
_MARKS = frozenset("，、：,:()（）“”《》\"'’‘—-|") | frozenset(_STOPS)
_NUMBER = re.compile(r"[0-9一二三四五六七八九十百千]+(?:个?工作日|个月|[年日天元人])?$")
_FIGURES = re.compile(r"[0-9]|[一二三四五六七八九十百千万两][年月日天元人个次名分至]|每[年月日周季天]")
_DUTIES = re.compile(
    r"应|可以|不|得|必须|须|未|非|无|有权|需|允许|禁止"
    r"|\b(?:shall|must|may|should|will|can|not|no|never)\b"
)
_NOUNS = ["职工代表", "监票人", "提案", "福利费", "公示栏", "集体合同", "专门委员会", "承办部门", "主席团", "厂务公开"]
_VERBS = ["审议", "表决", "备案", "归档", "答复", "督办", "核实", "征集", "反馈", "抽查"]
_PUT_IN = ["依法", "及时", "会同有关部门", "按照规定", "逐项", "书面", "公开", "如实", "经民主协商", "在职权范围内"]
_MODALS = ["应当", "可以", "不得", "必须"]
_NUMBERS = ["三日", "五个工作日", "十五日", "六十日", "两个月", "500元", "1000元", "25人"]
_ENGLISH = [
    "committee",
    "delegate",
    "ballot",
    "record",
    "notice",
    "register",
    "quorum",
    "agenda",
    "proposal",
    "auditor",
]
_ENGLISH_IN = ["promptly", "fully", "jointly", "annually", "publicly", "duly"]
_ENGLISH_MODALS = ["shall", "may", "must"]

Place = tuple[int, str, int, int]  # number of the unit in the walk; text, heading or cell; row and column of a cell


class Change(NamedTuple):
    """Words `start` to `end` of a place become `new`; nothing is taken out where both are the same."""

    place: Place
    start: int
    end: int
    new: str


class Shape(NamedTuple):
    """Something done to whole provisions: what, to which unit of the walk, and where."""

    act: str
    unit: int
    at: int = 0
    words: str = ""


@dataclass
class Hand:
    """What one person did."""

    words: list[Change] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)


def words_of(text: str) -> list[str]:
    """The words, marks and blanks of a text; joined they are the text."""
    found: list[str] = []
    at = 0
    for match in _WHOLE.finditer(text):
        found += _backwards(text[at : match.start()])
        found.append(match.group())
        at = match.end()
    return found + _backwards(text[at:])


def _backwards(text: str) -> list[str]:
    found: list[str] = []
    end = len(text)
    while end:
        size = next((size for size in (3, 2) if size <= end and text[end - size : end] in WORDS), 1)
        found.append(text[end - size : end])
        end -= size
    return found[::-1]


class Table(NamedTuple):
    """A text whose words are numbered."""

    document: Document
    words: dict[Place, list[str]]


def numbered(document: Document) -> Table:
    """The words of everything in a text that a person can word anew."""
    words: dict[Place, list[str]] = {}
    for k, unit in enumerate(manuscript(document).root.walk()):
        if unit.kind in (Kind.TOC, Kind.SIGNATURE, Kind.LETTERHEAD):
            continue
        for where in ("text", "heading"):
            if getattr(unit, where) and "\n" not in getattr(unit, where):
                words[k, where, 0, 0] = words_of(getattr(unit, where))
        for i, row in enumerate(unit.rows):
            for j, cell in enumerate(row):
                if cell and "\n" not in cell:
                    words[k, "cell", i, j] = words_of(cell)
    return Table(document, words)


def sentences(words: Sequence[str]) -> list[tuple[int, int]]:
    """From where to where the sentences run."""
    ends = [k + 1 for k, word in enumerate(words) if word in _STOPS]
    edges = sorted({0, *ends, len(words)})
    return list(pairwise(edges))


def wording(table: Table, place: Place, within: tuple[int, int], chance: random.Random) -> Change | None:
    """One change of words as a drafter makes it, inside a stretch of words; None where nothing can be changed."""
    words, english = table.words[place], table.document.language == Script.ENGLISH
    some = [k for k in range(*within) if words[k].strip() and words[k] not in _MARKS and not _is_reference(words[k])]
    if not some:
        return None
    at = chance.choice(some)
    act = chance.random()
    if act < 0.35:
        new = chance.choice(_ENGLISH_IN) + " " if english else chance.choice(_PUT_IN)
        return Change(place, at, at, new)
    end = at + 1
    if act < 0.5 and len(some) > 2:  # taken out, in English with the blank behind it
        if english and end < within[1] and not words[end].strip():
            end += 1
        return Change(place, at, end, "") if words[:at] or words[end:] else None
    if act < 0.65:  # a phrase of several words
        while end < within[1] and end - at < 4 and words[end] not in _MARKS and not _is_reference(words[end]):
            end += 1
        if end > at + 1 and not words[end - 1].strip():
            end -= 1
    new = _instead(words[at], english, chance)
    return Change(place, at, end, new) if new != "".join(words[at:end]) else None


def _is_reference(word: str) -> bool:
    return word.startswith("第") and len(word) > 2


def _instead(word: str, english: bool, chance: random.Random) -> str:
    if english:
        return chance.choice(_ENGLISH_MODALS if word in _ENGLISH_MODALS else _ENGLISH)
    if word in _MODALS:
        return chance.choice([one for one in _MODALS if one != word])
    if _NUMBER.match(word):
        return chance.choice(_NUMBERS)
    return chance.choice(_NOUNS + _VERBS)


def apart(table: Table, one: Change, other: Change) -> bool:
    """Whether a whole word or a mark that neither touched stands between two changes."""
    if one.place != other.place:
        return True
    words = table.words[one.place]
    first, second = sorted((one, other), key=lambda change: (change.start, change.end))
    between = [word for word in words[first.end : second.start] if word.strip()]
    if len(between) == 1 and between[0] not in _MARKS:  # two about figures, or about duties, need more between them
        both = ["".join(words[edit.start : edit.end]) + "|" + edit.new for edit in (one, other)]
        return not any(all(pattern.search(some) for some in both) for pattern in (_FIGURES, _DUTIES))
    return bool(between)


def carried_out(table: Table, hands: Sequence[Hand]) -> str:
    """The canonical text after what all of these did."""
    done = manuscript(table.document)
    walk = list(done.root.walk())
    slots = {place: ["", *words] for place, words in table.words.items()}
    before = {place: [""] * (len(words) + 1) for place, words in table.words.items()}
    for change in (change for hand in hands for change in hand.words):
        row = slots[change.place]
        if change.start == change.end:
            before[change.place][change.start] += change.new
            continue
        row[change.start + 1] = change.new
        for k in range(change.start + 1, change.end):
            row[k + 1] = ""
    parts = {
        place: [before[place][k] + (row[k + 1] if k + 1 < len(row) else "") for k in range(len(row))]
        for place, row in slots.items()
    }
    for (k, where, i, j), row in parts.items():
        if where == "cell":
            walk[k].rows[i][j] = "".join(row)
        else:
            setattr(walk[k], where, "".join(row))
    shapes = [shape for hand in hands for shape in hand.shapes]
    for shape in shapes:
        _shape(done, walk, parts, shape)
    document = done.closed()
    return write(renumber_and_rewrite(document).document if shapes else document)


def _home(done: Manuscript, unit: Workpiece) -> tuple[Workpiece, int]:
    return next(
        (above, k) for above in done.root.walk() for k, below in enumerate(above.children) if below is unit
    )  # fmt: skip


def _shape(done: Manuscript, walk: list[Workpiece], parts: dict[Place, list[str]], shape: Shape) -> None:
    unit = walk[shape.unit]
    home, at = _home(done, unit)
    if shape.act == "split words":
        row = parts[shape.unit, "text", 0, 0]
        unit.text, rest = "".join(row[: shape.at]), "".join(row[shape.at :])
        home.children.insert(at + 1, Workpiece(unit.kind, label=unit.label, text=rest, children=unit.children))
        unit.children = []
    elif shape.act == "join words":
        other = home.children.pop(at + 1)
        unit.text, unit.children = unit.text + other.text, other.children
    elif shape.act == "split article":
        home.children.insert(at + 1, Workpiece(Kind.ARTICLE, label=unit.label, children=unit.children[shape.at :]))
        del unit.children[shape.at :]
    elif shape.act == "join articles":
        unit.children += home.children.pop(at + 1).children
    elif shape.act == "move":
        del home.children[at]
        other, place = _home(done, walk[shape.at])
        other.children.insert(place + 1, unit)
    elif shape.act == "insert":
        new = Workpiece(Kind.ARTICLE, label=unit.label, children=[Workpiece(Kind.PARAGRAPH, text=shape.words)])
        home.children.insert(at + 1, new)


def shaping(table: Table, chance: random.Random) -> tuple[Shape, set[int]] | None:
    """Something done to a provision, and the units of the walk whose words another person may be at work on then."""
    walk = list(manuscript(table.document).root.walk())
    number = {id(unit): k for k, unit in enumerate(walk)}
    articles = [
        (one, after)
        for above_ in walk
        if above_.kind in CONTAINERS
        for one, after in zip(above_.children, [*above_.children[1:], None], strict=False)
        if one.kind == Kind.ARTICLE and not one.heading
    ]
    found = [*_within(table, number, articles), *_among(number, articles, chance)]
    acts = sorted({shape.act for shape, _ in found})
    if not acts:
        return None
    act = chance.choice(acts)
    shape, units = chance.choice([one for one in found if one[0].act == act])
    return shape, {number[id(unit)] for unit in units}


_Articles = list[tuple[Workpiece, Workpiece | None]]  # each with what stands behind it
_Found = Iterator[tuple[Shape, list[Workpiece]]]


def _within(table: Table, number: dict[int, int], articles: _Articles) -> _Found:
    """What can be done inside an article."""
    for one, _ in articles:
        for unit in one.children:
            row = table.words.get((number[id(unit)], "text", 0, 0)) if unit.kind == Kind.PARAGRAPH else None
            for _, end in sentences(row or [])[:-1]:
                if row and row[end - 1] == "。":
                    yield Shape("split words", number[id(unit)], end), [unit]
        for k, (unit, follower) in enumerate(pairwise(one.children)):
            plain = unit.kind == follower.kind == Kind.PARAGRAPH and unit.text.endswith("。")
            if plain and not unit.children:
                yield Shape("join words", number[id(unit)]), [unit, follower]
            if follower.kind == Kind.PARAGRAPH:
                yield Shape("split article", number[id(one)], k + 1), list(one.walk())


def _among(number: dict[int, int], articles: _Articles, chance: random.Random) -> _Found:
    """What can be done with whole articles."""
    for one, after in articles:
        if after is not None and after.kind == Kind.ARTICLE and not after.heading:
            yield Shape("join articles", number[id(one)]), [*one.walk(), *after.walk()]
        others = [other for other, _ in articles if other is not one]
        if len(others) > 2:
            yield Shape("move", number[id(one)], number[id(chance.choice(others))]), list(one.walk())
        words = f"{chance.choice(_NOUNS)}由{chance.choice(_NOUNS)}{chance.choice(_VERBS)}，每年公布{chance.randint(2, 9)}次。"
        yield Shape("insert", number[id(one)], words=words), list(one.walk())


def places(table: Table, units: set[int] | None = None) -> list[Place]:
    """Where words can be changed, all of them or in some units."""
    return [place for place in table.words if units is None or place[0] in units]


def above(table: Table) -> Iterator[set[int]]:
    """The units of each article."""
    walk = list(manuscript(table.document).root.walk())
    number = {id(unit): k for k, unit in enumerate(walk)}
    for unit in walk:
        if unit.kind == Kind.ARTICLE:
            yield {number[id(below)] for below in unit.walk()}
