"""A text as the paragraphs of a Word file: every line of the canonical text once, with the unit it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from workflow.text import tables
from workflow.text.labels.marks import marked
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind, Provision

_LISTS = (Kind.ITEM, Kind.SUBITEM)
_GOES_ON = (
    Kind.SIGNATURE,
    Kind.NOTE,
    Kind.LETTERHEAD,
)  # kinds of several lines, each a paragraph that looks like the first


class Link(NamedTuple):
    """A reference in the words of a line, or of a cell of its table (row, column): where it stands and what is written there.

    name   of the bookmark that the field prints the number of; without a field, of the bookmark around the words
    field  the instruction of a field; "" where no field prints the words as they are
    """

    start: int
    end: int
    name: str
    field: str
    cell: tuple[int, int] | None = None


class Links(NamedTuple):
    """The bookmark of a line that is cited ("" for none), and its own references in the order of its words."""

    bookmark: str = ""
    cites: tuple[Link, ...] = ()

    def of_cell(self, cell: tuple[int, int] | None) -> list[Link]:
        """The references in one cell, or in the words of a line."""
        return [one for one in self.cites if one.cell == cell]


NO_LINKS = Links()


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one table.

    kind   the kind of the provision that begins here; "paragraph" for a line that only goes on, unless it goes on with a
           signature or a note
    label  as printed, "" for none; `gap` is the blank behind it
    depth  of a list unit, or of a heading that is marked as one, from 1; 0 elsewhere
    rows   the cells, of a table only
    sides  indents left and right, in twips, that its words ask for
    at     which line of the canonical text it is, or begins with, from 1
    links  its references and its own place in the file, once they are known
    """

    kind: Kind
    label: str = ""
    gap: str = ""
    words: str = ""
    depth: int = 0
    rows: tuple[tuple[str, ...], ...] = field(default=())
    sides: tuple[int, int] = (0, 0)
    at: int = 0
    links: Links = NO_LINKS

    @property
    def typed(self) -> str:
        """The label as it is typed where no list can print it."""
        return self.label + self.gap


def lines_of(document: Document) -> list[Line]:
    """The paragraphs and tables of `document`, in order."""
    text = write(document)
    return lines_in(text, parse(text, document.language).document)


def lines_in(text: str, document: Document) -> list[Line]:
    """The paragraphs and tables of a canonical text, of which `document` was read."""
    units: dict[int, tuple[Provision, int]] = {}
    _place(document.root, 0, units)
    found: list[Line] = []
    rows: list[tuple[str, ...]] = []
    first = 0
    for number, printed in enumerate(text.split("\n"), 1):
        words = printed.strip()
        unit, depth = units.get(number, (None, 0))
        if unit is not None and unit.kind != Kind.TABLE and rows:
            found.append(Line(Kind.TABLE, rows=tuple(rows), at=first))
            rows = []
        if not words:
            continue
        if (rows or (unit is not None and unit.kind == Kind.TABLE)) and tables.is_row(words):
            first = first if rows else number
            rows.append(tuple(tables.cells(words)))
            continue
        if rows:
            found.append(Line(Kind.TABLE, rows=tuple(rows), at=first))
            rows = []
        goes_on = found[-1].kind if unit is None and found and found[-1].kind in _GOES_ON else Kind.PARAGRAPH
        line = _line(words, unit, depth) if unit else Line(goes_on, words=words)
        found.append(replace(line, at=number))
    return [*found, Line(Kind.TABLE, rows=tuple(rows), at=first)] if rows else found


def _place(unit: Provision, depth: int, units: dict[int, tuple[Provision, int]]) -> None:
    """Notes for every line the greatest unit that begins there; what holds a list and has no words of its own begins nowhere."""
    depth = depth + 1 if unit.kind in _LISTS else depth
    if unit.line and unit.kind != Kind.DOCUMENT and (unit.kind != Kind.PARAGRAPH or unit.text):
        units.setdefault(unit.line, (unit, depth if unit.kind in _LISTS else 0))
    for child in unit.children:
        _place(child, depth, units)


def _line(words: str, unit: Provision, depth: int) -> Line:
    if unit.kind == Kind.HEADING and not unit.label and (found := marked(words)):
        return Line(unit.kind, words=words[found.end :], depth=found.depth)  # its style says what the mark says
    label = unit.label if unit.label and words.startswith(unit.label) else ""
    rest = words[len(label) :]
    bare = rest.lstrip() if label else rest
    return Line(unit.kind, label, rest[: len(rest) - len(bare)], bare, depth)
