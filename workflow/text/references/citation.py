"""What a reference is, where it stands, and finding what it names: values shared by the readers of both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from workflow.text.labels.chinese import numbered
from workflow.text.labels.clauses import BELOW, Form, clause
from workflow.text.labels.english import article as english_article
from workflow.text.labels.english import container as english_container
from workflow.text.labels.label import Number
from workflow.text.labels.numerals import parse_numeral
from workflow.text.tree import HEADED, LISTED, Document, Kind, Provision
from workflow.words import Script, Vocabulary

#: Forms of clauses that are cited as articles and items are: 第二条第（一）项.
_CITED = frozenset({Form.COMMA, Form.BRACKET, Form.POINT})
_UNCITED = frozenset({Kind.LETTERHEAD, Kind.TITLE, Kind.NOTE, Kind.TOC, Kind.SIGNATURE})


class Cell(NamedTuple):
    """A cell of a table: its row, the head being 0, and its column."""

    table: Provision
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text stands: the annex or document that numbers its own articles, and what encloses it, outermost first.

    `paragraph` is the place among the paragraphs of the article, from 0, or -1; `chain` the list units down to the text.
    `cell` is that of a table, whose words stand for a unit of their own.
    """

    scope: Provision
    containers: tuple[Provision, ...] = ()
    article: Provision | None = None
    paragraph: int = -1
    chain: tuple[Provision, ...] = ()
    cell: Cell | None = None


class Apart(Vocabulary):
    """A step of a citation that no unit has for its kind: 分编, which stands in the tree as a part within a part; 点."""

    DIVISION = "division"
    POINT = "point"  # 第3点: a unit of a list, however deep


#: What a step of a citation is called.
Step = Kind | Apart


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a reference: 第三条 is ("article", (3, 0)), 前两款 is ("paragraph", …) with `back` 2, 本章 has `back` 0.

    start, end   where its number stands in the text of the unit
    token        as printed, for units that letters and figures may number: "(a)"
    """

    kind: Step
    number: Number | None
    start: int
    end: int
    back: int | None = None
    token: str = ""


@dataclass(slots=True)
class Reference:
    """A reference found in a text.

    unit, start, end   the provision whose text holds it and where it stands there; in a table a provision that has the words of
                       the cell and stands nowhere in the tree (`standing.cell` says where they are)
    text               as printed
    law                the text it points into: "" this one, else the name or short name printed before it
    explicit           True when the words say that it points into this text (本条例第三条)
    parts              its steps, outermost first
    named              what each step names, as far as they could be followed
    through            True when it ends a range whose beginning is the reference before it (第三条至第八条)
    targets            the provisions it names; empty for another law or when it names none
    fault              "" or why it names none: "no-article", "no-paragraph", "no-item", "no-container", "nothing-before"
    """

    unit: Provision
    standing: Standing
    start: int
    end: int
    text: str
    law: str = ""
    explicit: bool = False
    parts: list[Part] = field(default_factory=list)
    named: list[list[Provision]] = field(default_factory=list)
    through: bool = False
    targets: list[Provision] = field(default_factory=list)
    fault: str = ""


def texts(document: Document) -> Iterator[tuple[Provision, Standing]]:
    """Every provision with words of its own that may refer, tables among them, and where it stands."""
    yield from _texts(document.root, Standing(document.root))


def _texts(unit: Provision, standing: Standing) -> Iterator[tuple[Provision, Standing]]:
    paragraph = -1
    for child in unit.children:
        if child.kind in _UNCITED:
            continue
        if child.kind == Kind.TABLE:
            yield child, standing
            continue
        if child.kind == Kind.ANNEX:
            inside = Standing(child)
        elif child.kind == Kind.ARTICLE:
            inside = Standing(standing.scope, standing.containers, child)
        elif child.kind in LISTED:
            inside = Standing(
                standing.scope, standing.containers, standing.article, standing.paragraph, (*standing.chain, child)
            )
        elif child.kind == Kind.PARAGRAPH:
            if unit.kind in LISTED:
                inside = standing
            else:
                paragraph += 1
                inside = Standing(standing.scope, standing.containers, standing.article, paragraph)
        else:
            inside = Standing(standing.scope, (*standing.containers, child))
        if child.text:
            yield child, inside
        yield from _texts(child, inside)


class Index:
    """The articles and containers of a document by number, for each scope that numbers its own."""

    def __init__(self, document: Document) -> None:
        self.english = document.language == Script.ENGLISH
        self.root = document.root
        self.articles: dict[int, dict[Number, Provision]] = {}
        self.by_label: dict[int, dict[str, Provision]] = {}
        self.order: dict[int, list[Provision]] = {}
        self.annexes: dict[Number, Provision] = {}
        self.lettered: dict[str, Provision] = {}  # 附录A by its letter
        self.containers: dict[int, dict[tuple[Step, Number], list[Provision]]] = {}
        #: The clauses that stand below another one, by the `id` of that: （一） below 一、.
        self.below: dict[int, list[Provision]] = {}
        self._place: dict[int, int] = {}
        self._add(document.root, document.root)

    def _add(self, unit: Provision, scope: Provision) -> None:
        for child in unit.children:
            if child.kind == Kind.ANNEX:
                value = parse_numeral(child.label[2:])
                if len(child.label) == 3 and "A" <= child.label[2] <= "Z":
                    self.lettered.setdefault(child.label[2], child)
                if value is not None:
                    self.annexes.setdefault(Number(value), child)
                self._add(child, child)
            elif child.kind == Kind.ARTICLE:
                order = self.order.setdefault(id(scope), [])
                self._place[id(child)] = len(order)
                order.append(child)
                self.by_label.setdefault(id(scope), {}).setdefault(child.label, child)
                number = number_of(child, self.english)
                if (found_clause := clause(child.label)) and found_clause.form in BELOW:
                    self.below.setdefault(id(order[self._outer(order)]), []).append(child)
                elif number:
                    self.articles.setdefault(id(scope), {}).setdefault(number, child)
            elif child.kind in HEADED:
                number = number_of(child, self.english)
                if number:
                    found = self.containers.setdefault(id(scope), {}).setdefault((child.kind, number), [])
                    found.append(child)
                self._add(child, scope)

    @staticmethod
    def _outer(order: list[Provision]) -> int:
        """The place of the clause that the last one of `order` stands below."""
        at = len(order) - 1
        while at and (label := clause(order[at].label)) and label.form in BELOW:
            at -= 1
        return at

    def article(self, scope: Provision, number: Number) -> Provision | None:
        """The article of that number in `scope`."""
        return self.articles.get(id(scope), {}).get(number)

    def labelled(self, scope: Provision, label: str) -> Provision | None:
        """The article of that label in `scope`."""
        return self.by_label.get(id(scope), {}).get(label)

    def before(self, article: Provision, scope: Provision, count: int) -> list[Provision]:
        """The `count` articles before `article`, or none when there are fewer."""
        place = self._place.get(id(article), 0)
        return self.order[id(scope)][place - count : place] if place >= count else []

    def beside(self, scope: Provision, article: Provision, number: Number) -> list[Provision]:
        """What 第7项 may be where the clause it stands in has none: a clause （七） in a text that has no 一、 above it, or
        the one unit 7. of lists that count on from one clause to the next."""
        order = self.order.get(id(scope), [])
        forms = {label.form if (label := clause(one.label)) else None for one in order}
        if forms == {Form.BRACKET}:
            return order
        if None in forms or clause(article.label) is None:
            return []
        lists = [one for unit in order for paragraph in paragraphs(unit) for one in items(paragraph)]
        numbers = [number_of(one, english=False) for one in lists]
        return lists if len(set(numbers)) == len(numbers) and number in numbers else []

    def between(self, first: Provision, last: Provision, scope: Provision) -> list[Provision]:
        """The articles from `first` to `last`, both included."""
        return self.order[id(scope)][self._place[id(first)] : self._place[id(last)] + 1]


def number_of(unit: Provision, english: bool) -> Number | None:
    """The number a label prints, or None when it prints none that can be counted."""
    if unit.kind == Kind.ARTICLE and (found := clause(unit.label)):
        return Number(found.number) if found.form in _CITED else None
    if unit.kind in LISTED:
        value = parse_numeral(unit.label.strip("（）().、 "))
        return None if value is None else Number(value)
    read = numbered if not english else english_article if unit.kind == Kind.ARTICLE else english_container
    label = read(unit.label)
    return label.number if label else None


def paragraphs(article: Provision) -> list[Provision]:
    """The paragraphs of an article, in order."""
    return [child for child in article.children if child.kind == Kind.PARAGRAPH]


def items(unit: Provision) -> list[Provision]:
    """The list units directly below a paragraph or a list unit."""
    return [child for child in unit.children if child.kind in LISTED]
