"""The red head of an issued paper, 发文机关标志 with 发文字号 and the red line below it: where each stands, in millimetres.

GB/T 9704-2012: the mark's upper edge lies 35 mm below the upper edge of the type area (7.2.4), the number two blank lines below
the mark (7.2.5), the line 4 mm below the number (7.2.7), the title two blank lines below that (7.3.1). The mark is set in
小标宋, in red, smaller than the type area is wide; a name too long for one line takes two.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from workflow.publishing.engine.titles import balance

#: A line of the grid, the type area's width, and where the mark begins below its upper edge.
LINE, WIDE, TOP = 225 / 22, 156.0, 35.0
#: The largest sign, and the smallest one that one line is made of.
LARGEST, SMALLEST = 15.0, 9.0
#: What stands above a line of ink, in shares of its size: of the mark set `_LEADED`, of a number on the grid in 三号.
_ABOVE, _LEADED = 0.17, 1.2
_NUMBER_ENDS, _BELOW_NUMBER = (LINE + 15.75 / 72 * 25.4) / 2, 4.0
#: What a notice on page one takes of the room above the mark, in lines.
_NOTICE = 3
#: By how much the title may come nearer than two lines, before another line is left out.
_NEARER = 1.3


@dataclass(frozen=True, slots=True)
class RedHead:
    """What stands there: lines of the mark and their size; where mark, number and line begin, and how high all of it is."""

    lines: tuple[str, ...]
    number: str
    size: float
    leaded: float
    mark_at: float
    number_at: float
    rule_at: float
    high: float


def red_head(mark: str, number: str, *, notice: bool) -> RedHead | None:
    """The head with this mark; None for none.

    notice  whether page one says something above it
    """
    if not mark:
        return None
    lines = [mark] if WIDE / len(mark) >= SMALLEST else [one for one in balance(mark, WIDE / SMALLEST) if one]
    size = min(LARGEST, WIDE / max(map(len, lines)))
    top = TOP - (_NOTICE * LINE if notice else 0)
    number_at = top + size + (len(lines) - 1) * _LEADED * size + 2 * LINE
    rule_at = number_at + _NUMBER_ENDS + _BELOW_NUMBER
    high = math.ceil((rule_at + LINE - _NEARER) / LINE) * LINE  # the title brings another line
    return RedHead(tuple(lines), number, size, _LEADED * size, top - _ABOVE * size, number_at, rule_at, high)
