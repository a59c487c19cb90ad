"""Equal stretches of two very long strings, found by landmarks: short pieces that each of them has exactly once.

A shortest edit script takes time that grows with the square of what differs; two long texts that have little in common
would keep a reader waiting. Between landmarks the texts are short again, and what has no landmark is simply another text.
"""

from __future__ import annotations

from collections.abc import Callable

from workflow.text.strings.order import heaviest_chain

Block = tuple[int, int, int]  # where it begins in the first text, where in the second, its length
_LENGTHS = (32, 12, 6, 3, 1)  # lengths of the pieces, tried in turn: a long one is no coincidence
_DEPTH = 8  # how often what lies between landmarks is searched for landmarks again


def blocks_between_landmarks(
    one: str, other: str, closely: Callable[[str, str], list[Block]], most: int
) -> list[Block]:
    """Equal stretches in order; `closely` matches what lies between, where the product of the lengths is at most `most`."""
    found: list[Block] = []
    waiting = [(0, len(one), 0, len(other), 0)]
    while waiting:
        start, stop, to, end, depth = waiting.pop()
        start, stop, to, end = _ends(one, other, (start, stop, to, end), found)
        if start == stop or to == end:
            continue
        if (stop - start) * (end - to) <= most:
            found += [(start + i, to + j, size) for i, j, size in closely(one[start:stop], other[to:end])]
            continue
        marks = _landmarks(one[start:stop], other[to:end]) if depth < _DEPTH else []
        at = (start, to)
        for i, j, size in marks:
            found.append((start + i, to + j, size))
            waiting.append((at[0], start + i, at[1], to + j, depth + 1))
            at = (start + i + size, to + j + size)
        if marks:
            waiting.append((at[0], stop, at[1], end, depth + 1))
    return _joined(sorted(found))


def _ends(one: str, other: str, span: tuple[int, int, int, int], found: list[Block]) -> tuple[int, int, int, int]:
    """The span without what is equal at its beginning and at its end, which goes to `found`."""
    start, stop, to, end = span
    size = _equal(one[start:stop], other[to:end])
    if size:
        found.append((start, to, size))
    start, to = start + size, to + size
    size = _equal(one[start:stop][::-1], other[to:end][::-1])
    if size:
        found.append((stop - size, end - size, size))
    return start, stop - size, to, end - size


def _equal(one: str, other: str) -> int:
    """How many characters are the same from the beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _landmarks(one: str, other: str) -> list[Block]:
    """The longest row in order of pieces that stand exactly once in each text, made as long as they can be."""
    for length in _LENGTHS:
        here, there = _once(one, length), _once(other, length)
        pairs = [(i, there[piece], 1.0) for piece, i in here.items() if piece in there]
        if pairs:
            pairs.sort()
            return _grown(one, other, [(pairs[k][0], pairs[k][1], length) for k in heaviest_chain(pairs)])
    return []


def _once(text: str, length: int) -> dict[str, int]:
    """The pieces of that length that stand once in `text`, and where."""
    places: dict[str, int] = {}
    for at in range(len(text) - length + 1):
        piece = text[at : at + length]
        places[piece] = -1 if piece in places else at
    return {piece: at for piece, at in places.items() if at >= 0}


def _grown(one: str, other: str, marks: list[Block]) -> list[Block]:
    found: list[Block] = []
    end = (0, 0)
    for i, j, length in marks:
        stop, to = i + length, j + length
        if stop <= end[0] or to <= end[1]:
            continue  # lies inside the one before
        if i < end[0] or j < end[1]:
            cut = max(end[0] - i, end[1] - j)
            i, j = i + cut, j + cut
        while i > end[0] and j > end[1] and one[i - 1] == other[j - 1]:
            i, j = i - 1, j - 1
        while stop < len(one) and to < len(other) and one[stop] == other[to]:
            stop, to = stop + 1, to + 1
        if stop > i:
            found.append((i, j, stop - i))
            end = (stop, to)
    return found


def _joined(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for i, j, size in blocks:
        if found and found[-1][0] + found[-1][2] == i and found[-1][1] + found[-1][2] == j:
            found[-1] = (found[-1][0], found[-1][1], found[-1][2] + size)
        else:
            found.append((i, j, size))
    return found
