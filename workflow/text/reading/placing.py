"""Where each line of a text stands in its tree, and the number a heading without one would take at its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workflow.text.labels.numerals import chinese
from workflow.text.references.citation import number_of
from workflow.text.tree import HEADED, Document, Kind, Provision
from workflow.words import Script


class Place(NamedTuple):
    """What begins on one line: how deep it stands, and the units, the outermost first.

    turn  of a paragraph (款): which of its article it is, from 1; 0 for everything else
    """

    depth: int
    units: tuple[Provision, ...]
    turn: int = 0


def placed(document: Document) -> dict[int, Place]:
    """Line of the source, from 1 → what begins there. A line that goes on with the one before has no place."""
    found: dict[int, Place] = {}
    for depth, unit, turn in _walk(document.root, 0):
        if not unit.line:
            continue
        before = found.get(unit.line)
        if before is None:
            found[unit.line] = Place(depth, (unit,), turn)
        elif not _goes_without_saying(unit):
            found[unit.line] = before._replace(units=(*before.units, unit))
    return found


def _walk(parent: Provision, depth: int) -> Iterator[tuple[int, Provision, int]]:
    """Every unit with its depth; a paragraph on the line of its article, or one that only holds a list, adds none."""
    turn = 0
    for child in parent.children:
        turn += child.kind == Kind.PARAGRAPH
        yield depth, child, turn if child.kind == Kind.PARAGRAPH and parent.kind == Kind.ARTICLE else 0
        flat = child.kind == Kind.PARAGRAPH and (child.line == parent.line or not child.text)
        yield from _walk(child, depth if flat else depth + 1)


def _goes_without_saying(unit: Provision) -> bool:
    """The first paragraph of an article stands on the article's own line."""
    return unit.kind == Kind.PARAGRAPH


class Heading(NamedTuple):
    """A chapter or section: the line it begins on and its number, None where it has none that can be read."""

    line: int
    kind: Kind
    number: int | None


def headings(document: Document) -> list[Heading]:
    """The chapters and sections above articles, in the order of the text; those of annexes count for themselves."""
    english = document.language == Script.ENGLISH
    out = []
    for unit in _above_articles(document.root):
        number = number_of(unit, english)
        out.append(Heading(unit.line, unit.kind, number.main if number else None))
    return out


def _above_articles(parent: Provision) -> Iterator[Provision]:
    for child in parent.children:
        if child.kind in (Kind.CHAPTER, Kind.SECTION):
            yield child
        if child.kind in HEADED:
            yield from _above_articles(child)


def next_numbers(known: Iterable[Heading], wanted: Iterable[tuple[int, str]]) -> dict[int, int]:
    """Line → the number that each of `wanted` (line, a chapter or a section) takes among the headings that are known.

    A chapter is one more than the one before it; the sections begin again in every chapter.
    """
    taken: dict[int, int] = {}
    chapter = section = 0
    rows = [*((line, 1, kind, None) for line, kind in wanted), *((one.line, 0, one.kind, one.number) for one in known)]
    for line, ours, kind, number in sorted(rows, key=lambda row: row[:2]):
        if kind == Kind.CHAPTER:
            chapter = chapter + 1 if number is None else number
            section = 0
        else:
            section = section + 1 if number is None else number
        if ours:
            taken[line] = chapter if kind == Kind.CHAPTER else section
    return taken


def heading_line(kind: Kind, number: int, words: str, *, english: bool) -> str:
    """The line of a chapter or section with its number: 第二章　供餐, Chapter 2 Meals."""
    if english:
        return f"{kind.capitalize()} {number} {words.strip()}"
    return f"第{chinese(number)}{'章' if kind == Kind.CHAPTER else '节'}　{words.strip()}"
