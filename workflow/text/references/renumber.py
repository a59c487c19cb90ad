"""Numbers computed from the order of the text, printed the way the document prints its own: 第X条, 第X條, Article 5, （一）."""

from __future__ import annotations

import re
from typing import NamedTuple

from workflow.text.given import labelled
from workflow.text.labels.chinese import is_division, numbered
from workflow.text.labels.clauses import Clause, Form, clause
from workflow.text.labels.english import article as english_article
from workflow.text.labels.english import letter_value, lettered, letters, roman, to_roman
from workflow.text.labels.label import Number
from workflow.text.labels.numerals import chinese, parse_numeral
from workflow.text.references.citation import Apart, Step, items, paragraphs
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script

_CHINESE = re.compile(r"^第([^条條章节節编編篇分部]+)(条|條|章|节|節|分?编|分?編|篇|部分)(?:之(.+))?$")
_ENGLISH = re.compile(r"^(.*?)([0-9]+|[IVXLC]+)$")
_DECIMAL = re.compile(r"([A-Za-z]+\.? )([0-9]{1,5})(\.[0-9]{1,3})")
_BETWEEN = re.compile(r"\([0-9]{1,3}[A-Z]{1,2}\)")
_ITEM = re.compile(r"^([（(]?)([^（）().、]+)([）).、]?)$")
_CIRCLED_LAST = 20
_ORDER: list[Step] = [Kind.PART, Apart.DIVISION, Kind.CHAPTER, Kind.SECTION, Kind.HEADING]


class Renumbered(NamedTuple):
    """What a renumbering came to.

    labels  old label → new label: every article and container by its label, and the list units whose number changed by
            the article they were in (第五条第一款第三项 → 第六条第一款第二项). A label that stood twice and now differs is
            left out, because nobody can tell which one a reference means.
    given   the new label of each numbered unit, by the `id` of the unit in the old tree
    """

    document: Document
    labels: dict[str, str]
    given: dict[int, str]


def renumber(document: Document, keep_inserted: bool = True) -> Renumbered:
    """Every numbered unit of `document` with the number its place has, in the document's own style.

    An inserted article (第五条之一) stays one behind the article before it unless `keep_inserted` is False. Articles run
    through the text and through each annex; chapters run through the text unless the document starts them anew in each
    part, sections start anew in each chapter unless they run through; list units start anew under each paragraph.
    """
    moved = _Moved()
    numbering = _Numbering(document, keep_inserted, moved)
    numbering.scope(document.root)
    return Renumbered(labelled(document, numbering.given), moved.labels(), numbering.given)


class _Moved:
    """Old and new labels; an old one that became two different ones is given up."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}
        self._doubtful: set[str] = set()

    def note(self, old: str, new: str) -> None:
        if old and self._labels.setdefault(old, new) != new:
            self._doubtful.add(old)

    def labels(self) -> dict[str, str]:
        return {old: new for old, new in self._labels.items() if old not in self._doubtful}


class Clauses:
    """The counters of clauses: 一、 and below it （一）, or 1, 1.1, 1.1.1."""

    def __init__(self) -> None:
        self._path: tuple[int, ...] = ()
        self.chapter = 0  # of 第2章, below which 2.1 stands

    def next(self, label: Clause) -> str:
        """The label of the next clause that stands as deep as `label`."""
        above = label.depth - 1
        if self.chapter and len(label.path) > 1 and not label.letter and self._path[:1] != (self.chapter,):
            self._path = (self.chapter,)
        path = (*self._path[:above], *([1] * (above - len(self._path))))
        number = (self._path[above] if len(self._path) > above else 0) + 1
        self._path = (*path, number)
        return label._replace(path=self._path).counted(number)

    def go_on_from(self, label: Clause) -> None:
        """Counts on from what is printed: 3.2.1 says all of its path, （三） how many stand beside it."""
        if label.form is Form.DOTTED:
            self._path = label.path
        else:
            above = label.depth - 1
            self._path = (*self._path[:above], *([1] * (above - len(self._path))), label.number)


class _Numbering:
    """The counters of one renumbering."""

    def __init__(self, document: Document, keep_inserted: bool, moved: _Moved) -> None:
        self.language = document.language
        self.keep_inserted = keep_inserted
        self.moved = moved
        self.given: dict[int, str] = {}
        self.article = Number(0)
        self.was = 0  # the number that the last counted article had
        self.clauses = Clauses()
        self.style = _article_style(document)
        self.counts = dict.fromkeys(_ORDER, 0)
        self.clauses_anew = sum(unit.label in ("一、", "I.", "1.") for unit in document.articles()) > 1
        self.anew: dict[Step, bool] = {
            Apart.DIVISION: True,
            Kind.HEADING: True,
            **{kind: anew(document.root, kind) for kind in (Kind.CHAPTER, Kind.SECTION)},
        }

    def scope(self, root: Provision) -> None:
        """Numbers the articles, containers and lists of the text or of one annex."""
        self.article = Number(0)
        self.clauses = Clauses()
        self.counts = dict.fromkeys(_ORDER, 0)
        self._children(root)
        for unit in root.children:
            if unit.kind == Kind.ANNEX:
                self.scope(unit)

    def _children(self, unit: Provision) -> None:
        for child in unit.children:
            if child.kind == Kind.ARTICLE:
                self._article(child)
            elif child.kind in _ORDER:
                self._container(child)
                self._children(child)

    def _container(self, unit: Provision) -> None:
        kind = Apart.DIVISION if unit.kind == Kind.PART and is_division(unit.label) else unit.kind
        for inner in _ORDER[_ORDER.index(kind) + 1 :]:
            if self.anew.get(inner) and not (inner == Kind.CHAPTER and kind == Apart.DIVISION):
                self.counts[inner] = 0
        if kind == Kind.PART and self.clauses_anew:
            self.clauses = Clauses()
        if unit.label:
            self.counts[kind] += 1
            if kind == Kind.CHAPTER:
                self.clauses.chapter = self.counts[kind]
            new = self.given[id(unit)] = relabel(unit.label, Number(self.counts[kind]))
            self.moved.note(unit.label, new)

    def _article(self, unit: Provision) -> None:
        old = unit.label
        if found := clause(old or self.style):
            new = self.given[id(unit)] = self.clauses.next(found)
            self.moved.note(old, new)
            self._lists(unit, new)
            return
        label = numbered(old) or (english_article(old) if self.language == Script.ENGLISH else None)
        if old and label and label.number is None and self.keep_inserted and self.article.main:
            new = self.given[id(unit)] = self._between(old)
            self.moved.note(old, new)
            self._lists(unit, new)
            return
        self.was = label.number.main if label and label.number else 0
        inserted = bool(label and label.number and label.number.sub) and self.keep_inserted and self.article.main > 0
        self.article = Number(self.article.main, self.article.sub + 1) if inserted else Number(self.article.main + 1)
        new = self.given[id(unit)] = relabel(old or self.style, self.article)
        self.moved.note(old, new)
        self._lists(unit, new)

    def _between(self, old: str) -> str:
        """The label of one that counts nothing: § 9-102.01 keeps it, Article 3.01 goes with the Article 3 it stands behind."""
        match = _DECIMAL.fullmatch(old)
        return f"{match[1]}{self.article.main}{match[3]}" if match and int(match[2]) == self.was else old

    def _lists(self, article: Provision, new_article: str) -> None:
        last: dict[str, int] = {}
        for place, paragraph in enumerate(paragraphs(article), 1):
            units = items(paragraph)
            for unit, old, new in self._list(units, _list_start(units, last)):
                last[list_style(self.given[id(unit)])] = new
                if old is not None and old != new:
                    for within in (place, 0):
                        self.moved.note(
                            cite(article.label, within, old, self.language),
                            cite(new_article, within, new, self.language),
                        )
            for unit in units:
                self._nested(unit)

    def _nested(self, unit: Provision) -> None:
        inner = items(unit)
        self._list(inner, 0)
        for child in inner:
            self._nested(child)

    def _list(self, units: list[Provision], start: int) -> list[tuple[Provision, int | None, int]]:
        """Numbers a list from `start` + 1 on; each unit with its old and its new number."""
        done: list[tuple[Provision, int | None, int]] = []
        style = units[0].label if units else ""
        number = start
        for unit in units:
            if is_between(unit.label):
                self.given[id(unit)] = unit.label
                continue
            number += 1
            self.given[id(unit)] = relabel_item(unit.label or style, number, style)
            done.append((unit, value_of(unit.label, style), number))
        return done


def cite(article: str, paragraph: int, item: int, language: Script) -> str:
    """第五条第一款第三项 (第五條第一項第三款 in Taiwan, Article 5(3) in English); `paragraph` 0 leaves the paragraph out."""
    if language == Script.ENGLISH:
        return f"{article}({item})"
    outer, inner = ("項", "款") if language == Script.TRADITIONAL else ("款", "项")
    within = f"第{chinese(paragraph)}{outer}" if paragraph else ""
    return f"{article}{within}第{chinese(item)}{inner}"


def _list_start(units: list[Provision], last: dict[str, int]) -> int:
    """The number before the first of a list, which is not 0 when the list continues one of an earlier paragraph."""
    if not units:
        return 0
    first = value_of(units[0].label, units[0].label)
    before = last.get(list_style(units[0].label), 0)
    return before if first is not None and first > 1 and before else 0


def list_style(label: str) -> str:
    match = _ITEM.match(label)
    return f"{match[1]}{'1' if match[2].isdecimal() else '一'}{match[3]}" if match else label


def _article_style(document: Document) -> str:
    """A label to take after for an article that has none."""
    for article in document.articles():
        if article.label:
            return re.sub("之.*$", "", article.label)
    return {Script.ENGLISH: "Article 1", Script.TRADITIONAL: "第一條"}.get(document.language, "第一条")


def anew(root: Provision, kind: Step) -> bool:
    """Whether units of `kind` start anew in each container above them; sections do unless the text shows otherwise."""
    seen: list[Provision] = []
    firsts = 0
    for unit in root.walk():
        if unit.kind == kind and unit.label:
            seen.append(unit)
            number = any_number(unit.label)
            firsts += number is not None and number == 1
    if kind == Kind.SECTION:
        parents = sum(any(child.kind == kind for child in unit.children) for unit in root.walk())
        return not seen or parents < 2 or firsts > 1
    return firsts > 1


def any_number(label: str) -> int | None:
    if found := numbered(label):
        return found.number.main if found.number else None
    match = _ENGLISH.match(label)
    if match is None:
        return None
    return int(match[2]) if match[2].isdecimal() else roman(match[2])


def relabel(label: str, number: Number) -> str:
    """`label` with another number, in its own numerals; a label without a plain number (§ 4-681.01) stays as it is."""
    if found := clause(label):
        return found.counted(number.main)
    if (between := lettered(label, number)) is not None:
        return between
    if match := _CHINESE.match(label):
        main, after = (str if numeral.isdecimal() else chinese for numeral in (match[1], match[3] or match[1]))
        return f"第{main(number.main)}{match[2]}" + (f"之{after(number.sub)}" if number.sub else "")
    match = _ENGLISH.match(label)
    if match is None or match[1].endswith((".", "-")):
        return label
    if match[2].isdecimal():
        return f"{match[1]}{number.main}"
    return f"{match[1]}{to_roman(number.main).upper()}" if match[1].endswith(" ") else label


def value_of(label: str, style: str) -> int | None:
    """The number of a list label; `style` is the first label of the list, which tells letters from Roman numerals."""
    if label and "\u2460" <= label[0] <= "\u2473":
        return ord(label[0]) - 0x2460 + 1
    match, first = _ITEM.match(label), _ITEM.match(style)
    if match is None:
        return None
    word = match[2]
    if word.isascii() and word.isalpha():
        if first and first[2].lower() == "i":
            return roman(word)
        return letter_value(word)
    return parse_numeral(word)


def is_between(label: str) -> bool:
    """Whether a list label stands between two numbers and keeps its own: (1A)."""
    return _BETWEEN.fullmatch(label) is not None


def relabel_item(label: str, number: int, style: str) -> str:
    """A list label with another number: （三） → （四）, 3. → 4., (c) → (d), (iii) → (iv), ③ → ④."""
    if label and "\u2460" <= label[0] <= "\u2473":
        return chr(0x2460 + number - 1) if number <= _CIRCLED_LAST else label
    match, first = _ITEM.match(label), _ITEM.match(style)
    if match is None or is_between(label):
        return label
    word = match[2]
    if word.isdecimal():
        new = str(number)
    elif word.isascii() and word.isalpha():
        new = to_roman(number) if first and first[2].lower() == "i" else letters(number)
        new = new.upper() if word.isupper() else new
    else:
        new = chinese(number)
    return f"{match[1]}{new}{match[3]}"
