"""Pairs the small units inside a provision, paragraphs, items, sentences: always in order, first the equal ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.text.comparing.similarity import alike, grams
from workflow.text.strings.matching import common_blocks
from workflow.text.strings.order import heaviest_chain

ALIKE = 0.35  # alike enough to be the same row changed
DENSE = 2_500  # a gap of at most so many combinations is examined in full

Gap = tuple[int, int, int, int]  # old from, to; new from, to


def pair_rows(old: Sequence[str], new: Sequence[str], alone: float, least: float = ALIKE) -> list[tuple[int, int]]:
    """Places of the rows that belong together, in order.

    `least` is how alike two rows must be that are not the same, `alone` the same for two that have the gap between two
    pairs to themselves.
    """
    code: dict[str, str] = {}
    for row in (*old, *new):
        number = len(code)
        code.setdefault(row, chr(number if number < 0xD800 else number + 0x800))
    blocks = common_blocks("".join(code[row] for row in old), "".join(code[row] for row in new))
    pairs = [(i + k, j + k) for i, j, length in blocks for k in range(length)]
    for i, i_end, j, j_end in list(gaps(pairs, len(old), len(new))):
        pairs += _changed(old, new, (i, i_end, j, j_end), alone, least)
    return sorted(pairs)


def gaps(pairs: Sequence[tuple[int, int]], old_size: int, new_size: int) -> Iterator[Gap]:
    """What lies between the pairs, where something does."""
    at = to = 0
    for i, j in [*pairs, (old_size, new_size)]:
        if i > at or j > to:
            yield at, i, to, j
        at, to = i + 1, j + 1


def _changed(old: Sequence[str], new: Sequence[str], gap: Gap, alone: float, least: float) -> list[tuple[int, int]]:
    start, end, begin, stop = gap
    if start == end or begin == stop:
        return []
    first = {i: grams(old[i]) for i in range(start, end)}
    second = {j: grams(new[j]) for j in range(begin, stop)}
    small = len(first) * len(second) <= DENSE
    options = [(i, j) for i in first for j in second] if small else list(zip(first, second, strict=False))
    scored = [(i, j, alike(first[i], second[j])) for i, j in options]
    if len(scored) == 1:
        return [scored[0][:2]] if scored[0][2] >= alone else []
    links = [link for link in scored if link[2] >= least]
    found = [links[k][:2] for k in heaviest_chain(links)]
    for i, i_end, j, j_end in list(gaps([(a - start, b - begin) for a, b in found], end - start, stop - begin)):
        if found and i_end - i == j_end - j == 1 and alike(first[start + i], second[begin + j]) >= alone:
            found.append((start + i, begin + j))
    return found
