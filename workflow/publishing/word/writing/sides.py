"""Indents that words ask for: a long title breaks between words, a signature stands centred over its date.

A title keeps its one line of text: what narrows it are the indents of its paragraph, so that the words stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from workflow.publishing.engine.titles import filling_width, width
from workflow.publishing.values.measures import TITLE_CHARACTERS
from workflow.publishing.word.lines import Line
from workflow.publishing.word.writing.look import size_of
from workflow.publishing.word.writing.page_xml import TYPE_WIDTH
from workflow.text.tree import Kind

_LOOSE = 0.4  # of a character; a line of exactly the wanted width might lose its last one to rounding
_DATE_FROM_EDGE, _LEAST_FROM_EDGE = (
    4.0,
    2.0,
)  # characters between a signature and the right edge (GB/T 9704-2012, 7.3.5)


def with_sides(lines: Sequence[Line], english: bool) -> list[Line]:
    """`lines`, those that ask for indents of their own with them."""
    found: list[Line] = []
    for kind, group in groupby(lines, key=lambda line: line.kind):
        if kind == Kind.TITLE and not english:
            found += [replace(line, sides=_of_title(line.words)) for line in group]
        elif kind == Kind.SIGNATURE:
            found += _signature(list(group), size_of(Kind.SIGNATURE, english))
        else:
            found += group
    return found


def _of_title(words: str) -> tuple[int, int]:
    room = filling_width(words, TITLE_CHARACTERS)
    if room is None:
        return (0, 0)
    side = int(TYPE_WIDTH - (room + _LOOSE) * size_of(Kind.TITLE, english=False)) // 2
    return (side, side)


def _signature(lines: list[Line], character: int) -> list[Line]:
    """The date stands four characters in and the names are centred over it; a longer name comes nearer to the edge."""
    widest, date = max(width(line.words) for line in lines), width(lines[-1].words)
    right = max(_LEAST_FROM_EDGE, _DATE_FROM_EDGE - (widest - date) / 2)
    sides = (max(0, int(TYPE_WIDTH - (right + widest + _LOOSE) * character)), int(right * character))
    return [replace(line, sides=sides) for line in lines]
