"""Words of a provision exchanged for others: what accepting somebody's wording does to the text it was written on.

Pure: knows texts, nothing of people or of what became of a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import is_

from workflow.text import tables
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind, Provision
from workflow.text.units import Unit, is_unit, units


class Unfit(Exception):
    """Words that cannot be exchanged by themselves: they run over several paragraphs, or stand in a table or a number."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The words from `start` to `end` of the provision `key`, and what is to stand there."""

    key: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of the words of a provision that stands in one place of the tree.

    start, end  in the words of the provision
    row         the unit of the tree that holds it, in its heading where `headed`, else in its text
    """

    start: int
    end: int
    row: Provision
    headed: bool


def pieces(unit: Unit) -> list[Piece]:
    """Where the words of a provision come from, in their order. Numbers of items and rows of tables come from nowhere here."""
    found: list[Piece] = []
    at = 0
    for words, row, headed in _stretches(unit):
        start = unit.text.find(words, at) if words else -1
        if start < 0:
            continue
        if row is not None:
            found.append(Piece(start, start + len(words), row, headed))
        at = start + len(words)
    return found


def exchanged(document: Document, exchanges: Sequence[Exchange]) -> str:
    """The canonical text of `document` with all these words exchanged. Raises Unfit, also when two of them overlap."""
    known = {unit.key: unit for unit in units(document)}
    heads: dict[int, str] = {}
    texts: dict[int, str] = {}
    by_key: dict[str, list[Exchange]] = {}
    for one in exchanges:
        by_key.setdefault(one.key, []).append(one)
    for key, several in by_key.items():
        if key not in known:
            raise Unfit
        ordered = sorted(several, key=lambda one: (one.start, one.end))
        if any(first.end > second.start for first, second in pairwise(ordered)):
            raise Unfit
        parts = pieces(known[key])
        for one in reversed(ordered):
            part = piece_of(parts, one.start, one.end)
            held = heads if part.headed else texts
            words = held.get(id(part.row), part.row.heading if part.headed else part.row.text)
            held[id(part.row)] = words[: one.start - part.start] + one.words + words[one.end - part.start :]
    return write(Document(document.language, _with(document.root, heads, texts)))


def piece_of(parts: Sequence[Piece], start: int, end: int) -> Piece:
    """The one stretch in which words stand. Raises Unfit when there is none that holds all of them."""
    for part in parts:
        if part.start <= start and end <= part.end and start < end:
            return part
    raise Unfit


def _stretches(unit: Unit) -> Iterator[tuple[str, Provision | None, bool]]:
    for row in (unit.provision, *unit.more):
        called = row.kind == Kind.PREAMBLE and row.heading
        if row.heading and not called:
            yield row.heading, row, True
        yield row.text, row, False
        if row.rows:
            yield "\n".join(tables.row(cells) for cells in row.rows), None, False
        for child in row.children:
            if not _is_apart(child, row):
                yield from _below(child)


def _below(row: Provision) -> Iterator[tuple[str, Provision | None, bool]]:
    if row.kind == Kind.TABLE:
        yield "\n".join(tables.row(cells) for cells in row.rows), None, False
        return
    if row.heading:
        yield row.heading, row, True
    yield row.text, row, False
    for child in row.children:
        yield from _below(child)


def _is_apart(child: Provision, parent: Provision) -> bool:
    """Whether a child is a provision by itself, whose words are not its parent's."""
    return child.kind == Kind.TOC or is_unit(child, parent)


def _with(row: Provision, heads: Mapping[int, str], texts: Mapping[int, str]) -> Provision:
    """A copy of a tree with these headings and texts; a row whose words are all gone goes with them."""
    children = tuple([_with(child, heads, texts) for child in row.children])
    if id(row) not in heads and id(row) not in texts and all(map(is_, children, row.children)):
        return row
    left = [new for new, old in zip(children, row.children, strict=True) if new is old or not _is_empty(new)]
    heading, text = heads.get(id(row), row.heading), texts.get(id(row), row.text)
    return replace(row, heading=heading, text=text, children=tuple(left))


def _is_empty(row: Provision) -> bool:
    return not (row.heading or row.text or row.children or row.rows)
