"""A text as the paragraphs of a Word file: every line of the canonical text once, with the unit it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one table.

    kind   the kind of the provision that begins here; "paragraph" for a line that only goes on, unless it goes on with a
           signature or a note
    label  as printed, "" for none; `gap` is the blank behind it
    depth  of a list unit, or of a heading that is marked as one, from 1; 0 elsewhere
    rows   the cells, of a table only
    sides  indents left and right, in twips, that its words ask for
    """

    kind: Kind
    label: str = ""
    gap: str = ""
    words: str = ""
    depth: int = 0
    rows: tuple[tuple[str, ...], ...] = field(default=())
    sides: tuple[int, int] = (0, 0)

    @property
    def typed(self) -> str:
        """The label as it is typed where no list can print it."""
        return self.label + self.gap


def lines_of(document: Document) -> list[Line]:
    """The paragraphs and tables of `document`, in order."""
    text = write(document)
    units: dict[int, tuple[Provision, int]] = {}
    _place(parse(text, document.language).document.root, 0, units)
    found: list[Line] = []
    rows: list[tuple[str, ...]] = []
    for number, printed in enumerate(text.split("\n"), 1):
        words = printed.strip()
        unit, depth = units.get(number, (None, 0))
        if unit is not None and unit.kind != Kind.TABLE and rows:
            found.append(Line(Kind.TABLE, rows=tuple(rows)))
            rows = []
        if not words:
            continue
        if (rows or (unit is not None and unit.kind == Kind.TABLE)) and tables.is_row(words):
            rows.append(tuple(tables.cells(words)))
            continue
        if rows:
            found.append(Line(Kind.TABLE, rows=tuple(rows)))
            rows = []
        goes_on = found[-1].kind if unit is None and found and found[-1].kind in _GOES_ON else Kind.PARAGRAPH
        found.append(_line(words, unit, depth) if unit else Line(goes_on, words=words))
    return [*found, Line(Kind.TABLE, rows=tuple(rows))] if rows else found


def _place(unit: Provision, depth: int, units: dict[int, tuple[Provision, int]]) -> None:
    """Notes for every line the greatest unit that begins there."""
    depth = depth + 1 if unit.kind in _LISTS else depth
    if unit.line and unit.kind != Kind.DOCUMENT:
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
