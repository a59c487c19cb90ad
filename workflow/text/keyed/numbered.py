"""Labels that counting gives: one pass over a tree tells which printed ones are not what counting gives, or counts.

Whatever is printed, counting goes on from it: behind a gap the numbers run on, so that one odd label does not make all
labels behind it odd. What was told of a text holds when the text changes, which its numbers alone would not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.text.labels.chinese import is_division
from workflow.text.labels.clauses import clause
from workflow.text.labels.label import Number
from workflow.text.labels.marks import bullet
from workflow.text.references.citation import Apart, Step, items, number_of
from workflow.text.references.renumber import (
    Clauses,
    anew,
    any_number,
    is_between,
    list_style,
    relabel,
    relabel_item,
    value_of,
)
from workflow.text.tree import HEADED, LISTED, Document, Kind, Provision
from workflow.words import Script

_ORDER: list[Step] = [Kind.PART, Apart.DIVISION, Kind.CHAPTER, Kind.SECTION, Kind.HEADING]
_FIRST = {
    Script.SIMPLIFIED: {Kind.PART: "第一编", Kind.CHAPTER: "第一章", Kind.SECTION: "第一节", Kind.ARTICLE: "第一条"},
    Script.TRADITIONAL: {Kind.PART: "第一編", Kind.CHAPTER: "第一章", Kind.SECTION: "第一節", Kind.ARTICLE: "第一條"},
    Script.ENGLISH: {
        Kind.PART: "Part 1",
        Kind.CHAPTER: "Chapter 1",
        Kind.SECTION: "Section 1",
        Kind.ARTICLE: "Article 1",
    },
}
#: What lists inside lists are numbered with where nothing shows it, outermost first.
_LISTS = {
    Script.SIMPLIFIED: ("（一）", "1.", "（1）", "a)", "①"),
    Script.TRADITIONAL: ("一、", "（一）", "1.", "（1）", "a)"),
    Script.ENGLISH: ("(a)", "(1)", "(i)", "(A)", "1."),
}
_SUB = re.compile("之.*$")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a label besides what is printed: the fields of a block."""

    fixed: bool = False
    between: bool = False
    continues: bool = False
    roman: bool = False


@dataclass(slots=True)
class Counted:
    """What a pass came to, by the `id` of a unit.

    labels  what each numbered unit has, or is given
    told    what was told of each
    anew    as `Row.anew`
    """

    anew: frozenset[Kind]
    labels: dict[int, str] = field(default_factory=dict)
    told: dict[int, Told] = field(default_factory=dict)


def observed(document: Document) -> Counted:
    """What the printed labels of `document` show; its labels are as printed."""
    root = document.root
    kinds = {kind for kind in (Kind.CHAPTER, Kind.SECTION) if anew(root, kind)}
    if sum(unit.label in ("一、", "I.", "1.") for unit in document.articles()) > 1:
        kinds.add(Kind.ARTICLE)
    counting = _Counting(document, Counted(frozenset(kinds)), None)
    counting.scope(root)
    return counting.out


def counted(document: Document, kinds: frozenset[Kind], told: Mapping[int, Told]) -> dict[int, str]:
    """The labels that the units of `document` get, by `id`. The printed ones show their form; "" takes after its neighbours.

    kinds, told  as `observed` told of the text this one came of
    """
    counting = _Counting(document, Counted(kinds), told)
    counting.scope(document.root)
    return counting.out.labels


class _Counting:
    """The counters of one pass. `known` is None where labels are observed and not given."""

    def __init__(self, document: Document, out: Counted, known: Mapping[int, Told] | None) -> None:
        self.language = document.language
        self.english = document.language == Script.ENGLISH
        self.out = out
        self.known = known
        self.styles: dict[Kind, str] = {}
        for unit in document.root.walk():
            if unit.label and unit.kind in _FIRST[self.language]:
                self.styles.setdefault(unit.kind, unit.label)
        self.scope_state()

    def scope_state(self) -> None:
        self.article = Number(0)
        self.clauses = Clauses()
        self.counts = dict.fromkeys(_ORDER, 0)

    def scope(self, root: Provision) -> None:
        """The text, or one annex; annexes keep their own labels."""
        self.scope_state()
        self._children(root)
        for unit in root.children:
            if unit.kind == Kind.ANNEX:
                self.out.labels[id(unit)] = unit.label
                self.scope(unit)

    def _children(self, unit: Provision) -> None:
        self._lists(unit)
        for child in unit.children:
            if child.kind == Kind.ARTICLE:
                self._article(child)
                self._lists(child)
            elif child.kind in HEADED:
                self._container(child)
                self._children(child)
            elif child.kind == Kind.PREAMBLE:
                self._lists(child)

    def _settle(
        self, unit: Provision, expected: str, *, between: str = "", continues: str = "", roman: bool = False
    ) -> str:
        """The label of a unit: what is printed, noting how counting comes to it, or what counting gives.

        expected   what plain counting gives; between, continues  what the other two ways of counting give, "" for no way
        """
        if self.known is None:
            ways = {between: Told(between=True, roman=roman), continues: Told(continues=True, roman=roman)}
            ways[expected] = Told(roman=roman)
            label = unit.label
            self.out.told[id(unit)] = ways.get(label, Told(fixed=True, roman=roman)) if label else Told(fixed=True)
        else:
            told = self.known.get(id(unit), Told())
            if told.between and between:
                label = between
            elif told.continues and continues:
                label = continues
            else:
                label = unit.label if told.fixed and not told.between else expected
        self.out.labels[id(unit)] = label
        return label

    # containers

    def _container(self, unit: Provision) -> None:
        kind = Apart.DIVISION if unit.kind == Kind.PART and is_division(unit.label) else unit.kind
        for inner in _ORDER[_ORDER.index(kind) + 1 :]:
            starts = inner in (Apart.DIVISION, Kind.HEADING) or inner in self.out.anew
            if starts and not (inner == Kind.CHAPTER and kind == Apart.DIVISION):
                self.counts[inner] = 0
        if kind == Kind.PART and Kind.ARTICLE in self.out.anew:
            self.clauses = Clauses()
        if not unit.label and (unit.kind == Kind.HEADING or self.known is None):
            if self.known is None and unit.kind != Kind.HEADING:
                self._settle(unit, "")
            return
        style = unit.label or self.styles.get(unit.kind) or _FIRST[self.language][unit.kind]
        label = self._settle(unit, relabel(style, Number(self.counts[kind] + 1)))
        if label:
            self.counts[kind] = _number(label) or self.counts[kind] + 1
        if kind == Kind.CHAPTER:
            self.clauses.chapter = self.counts[kind]

    # articles

    def _article(self, unit: Provision) -> None:
        style = unit.label or self.styles.get(Kind.ARTICLE) or _FIRST[self.language][Kind.ARTICLE]
        if found := clause(style):
            label = self._settle(unit, self.clauses.next(found))
            if actual := clause(label):
                self.clauses.go_on_from(actual)
            self.styles[Kind.ARTICLE] = label or style
            return
        plain, between = relabel(_SUB.sub("", style), Number(self.article.main + 1)), ""
        printed = number_of(Provision(Kind.ARTICLE, label=style), self.english)
        if printed and printed.sub and self.article.main:
            between = relabel(style, Number(self.article.main, self.article.sub + 1))
        label = self._settle(unit, plain, between=between)
        self.styles[Kind.ARTICLE] = label or style
        self.article = number_of(Provision(Kind.ARTICLE, label=label), self.english) or self.article

    # lists

    def _lists(self, holder: Provision) -> None:
        last: dict[str, int] = {}
        for paragraph in holder.children:
            if paragraph.kind == Kind.PARAGRAPH:
                self._list(paragraph, last, ())
                for child in paragraph.children:
                    if child.kind == Kind.PARAGRAPH:
                        self._list(child, {}, ())

    def _list(self, holder: Provision, last: dict[str, int], above: tuple[str, ...]) -> None:
        """Numbers the list right below `holder`; `last` is where the lists before it in its article ended, by style."""
        units = items(holder)
        known = next((unit.label for unit in units if unit.label), "") or self._default(above)
        roman = self._is_roman(units)
        form = "(i)" if roman else "(a)"
        number, before = 0, ""
        for place, unit in enumerate(units):
            style = unit.label or before or known
            if is_between(style) or bullet(f"{style} x"):
                label = self._settle(unit, style, roman=roman)
            else:
                on = last.get(list_style(style), 0) if not place else 0
                label = self._settle(
                    unit,
                    relabel_item(style, number + 1, form),
                    continues=relabel_item(style, on + 1, form) if on else "",
                    roman=roman,
                )
                number = value_of(label, form) or number + 1
                last[list_style(label)] = number
            before = label or before
            for inner in (unit, *(child for child in unit.children if child.kind == Kind.PARAGRAPH)):
                self._list(inner, {}, (*above, list_style(label)))

    def _default(self, above: tuple[str, ...]) -> str:
        return next((style for style in _LISTS[self.language] if list_style(style) not in above), "1.")

    def _is_roman(self, units: list[Provision]) -> bool:
        if self.known is None:
            return bool(units) and units[0].label.strip("（().） ") in ("i", "I")
        return any(self.known.get(id(unit), Told()).roman for unit in units)


def _number(label: str) -> int | None:
    found = clause(label)
    return found.number if found else any_number(label)


def is_numbered(unit: Provision) -> bool:
    """Whether a unit is one that counting gives a label."""
    return unit.kind == Kind.ARTICLE or unit.kind in HEADED or unit.kind in LISTED
