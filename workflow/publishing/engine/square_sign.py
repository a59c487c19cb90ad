"""A sign that telephones read (ISO/IEC 18004), module by module as segno makes it, with its mask chosen by arithmetic.

The standard asks for that of eight masks with the fewest points against it. segno counts them module by module, which is four
fifths of what a sign costs; here a whole sign is one number, and a feature of it a few operations on that number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import segno

#: Light modules between two rows of the number: as many as the longest feature looks beyond an edge, where all is light (7.8.3.1).
_BESIDE = 4
_MASKS = 8
#: Points against a sign (table 11): for a run of five, for a block of four, for what looks like a finder, for a twentieth of shade.
_RUN, _BLOCK, _FINDER, _SHADE = 3, 3, 40, 10
_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What signs of one version and level have in common.

    side     modules in a row
    judged   modules that are as the sign has them when masks are judged: all but those that tell the mask and the version
    masks    by mask: what differs, in the whole sign, from one with mask 0
    """

    side: int
    judged: int
    masks: tuple[int, ...]


def rows_of(words: str) -> list[str]:
    """The rows of the sign that holds these words, 1 for a dark module and 0 for a light one."""
    made = segno.make(words, error="m", micro=False, mask=0)
    shape = _shape(str(made.version), made.error)
    first = _number(made.matrix)
    best = min(shape.masks, key=lambda apart: _points((first ^ apart) & shape.judged, shape.side))
    return _rows(first ^ best, shape.side)


@lru_cache(maxsize=160)
def _shape(version: str, error: str) -> _Shape:
    made = [
        _number(segno.make("0", version=int(version), error=error, boost_error=False, micro=False, mask=mask).matrix)
        for mask in range(_MASKS)
    ]
    side = 17 + 4 * int(version)
    told = [[at == 8 and (one < 9 or one >= side - 8) for one in range(side)] for at in range(side)]
    told = [[one or told[at][row] for at, one in enumerate(ones)] for row, ones in enumerate(told)]
    told[6][8] = told[8][6] = False  # the row and the column of the beat go through
    if side > 41:
        for at in range(6):
            for beside in range(side - 11, side - 8):
                told[at][beside] = told[beside][at] = True
    judged = [bytes(not one for one in ones) for ones in told]
    return _Shape(side, _number(judged), tuple(one ^ made[0] for one in made))


def _number(rows: Sequence[bytes | bytearray]) -> int:
    return int(("0" * _BESIDE).encode().join(bytes(row).translate(_DIGITS) for row in rows), 2)


def _rows(number: int, side: int) -> list[str]:
    apart = side + _BESIDE
    words = f"{number:0{apart * side - _BESIDE}b}"
    return [words[at * apart : at * apart + side] for at in range(side)]


@lru_cache(maxsize=160)
def _places(side: int, wide: int, high: int) -> int:
    """The modules at which something so wide and so high can begin, counted from the last one on."""
    row = (1 << side - wide + 1) - 1
    return sum(row << at * (side + _BESIDE) for at in range(side - high + 1))


def _points(number: int, side: int) -> int:
    """The points against a sign, as segno counts them."""
    down = side + _BESIDE
    across_same = ~(number ^ number >> 1) & _places(side, 2, 1)
    down_same = ~(number ^ number >> down) & _places(side, 1, 2)
    out = _runs(across_same, 1) + _runs(down_same, down)
    out += _BLOCK * (across_same & across_same >> down & down_same).bit_count()
    dark = number.bit_count()
    for step, places in ((1, _places(side, 7, 1)), (down, _places(side, 1, 7))):
        out += _FINDER * _finders(number, step, places)
    return out + _SHADE * int(abs(dark / side**2 * 100 - 50) / 5)


def _runs(same: int, step: int) -> int:
    """Three points for a run of five modules, one more for each further module."""
    five = same & same >> step
    five &= five >> 2 * step
    return five.bit_count() + (_RUN - 1) * (five & ~(five >> step)).bit_count()


def _finders(number: int, step: int, places: int) -> int:
    """How often modules stand as in a finder (1011101) with four light ones before or behind; of two that share some, the first."""
    on = [number >> by * step for by in range(11)]
    like = on[0] & ~on[1] & on[2] & on[3] & on[4] & ~on[5] & on[6] & places
    before = number << step | number << 2 * step | number << 3 * step | number << 4 * step
    left = like & (~before | ~(on[7] | on[8] | on[9] | on[10]))
    if not left & (left >> 4 * step | left >> 6 * step):
        return left.bit_count()
    found = 0
    while left:
        first = 1 << left.bit_length() - 1
        left &= ~(first | first >> 4 * step | first >> 6 * step)
        found += 1
    return found
