"""Three rows of words, two of them made from the first, put together word by word. Knows nothing of texts or people.

A word counts as kept only where every shortest way from one row to the other keeps it: what could have been done in
two places was done in both. Two edits go together when a word that neither touched stands between them; edits that
overlap or touch, and different words put into one spot, do not. Kept words that are only chance inside what somebody
wrote anew belong to the edit. The same edit on both sides is one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import NamedTuple

from workflow.text.strings.matching import common_blocks

#: What stands in a merged row: its place in the first row, in ours, in theirs; None where that row has it not.
Stitch = tuple[int | None, int | None, int | None]

_CELLS = 400_000  # product of lengths up to which every shortest way is looked at
_MARGIN = 16  # words before and behind the first and last difference that are looked at too
_STRAY = 4  # characters of a kept stretch that is chance when both edits around it are twice as long
_HALF = 2  # a sentence of which more than one part in so many was exchanged was written anew


class About(NamedTuple):
    """What must be known of words: whether one ends a sentence; what sort it is where two of a sort bear on each other."""

    ends: Callable[[str], bool]
    telling: Callable[[str], Hashable | None]


class Edit(NamedTuple):
    """Words `start` to `end` of the first row became words `begin` to `stop` of the other."""

    start: int
    end: int
    begin: int
    stop: int


class Mark(NamedTuple):
    """An edit of one of several sides, by its place in the first row."""

    start: int
    end: int
    side: int
    edit: Edit


def weave(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], about: About, stands: int | None = None
) -> list[Stitch] | None:
    """The merged row, or None where the two sides' edits do not leave a word between them.

    stands  which side's words stand where they do not, 0 ours, 1 theirs: then there always is a row
    Two edits of figures, or two of modal words and negations, must leave two: 每年召开一次 is neither's where one says 每半年
    and one 两次.
    Exchanging ours and theirs exchanges their places in the answer and changes nothing else.
    """
    rows = ours, theirs
    merged: list[Stitch] = []
    at, shift = 0, [0, 0]
    for cluster in clusters(base, rows, about):
        sides = {mark.side for mark in cluster}
        start, end = cluster[0].start, max(mark.end for mark in cluster)
        merged += [(k, k + shift[0], k + shift[1]) for k in range(at, start)]
        begin = list(shift)
        for mark in cluster:
            shift[mark.side] += (mark.edit.stop - mark.edit.begin) - (mark.end - mark.start)
        if len(sides) == 1 or _alike(rows, cluster):
            taken = sides
        elif stands is None:
            return None
        else:
            taken = {stands}
        one = min(taken)
        for k in range(start + begin[one], end + shift[one]):
            places = [k - begin[one] + begin[side] if side in taken else None for side in (0, 1)]
            merged.append((None, places[0], places[1]))
        at = end
    return [*merged, *((k, k + shift[0], k + shift[1]) for k in range(at, len(base)))]


def clusters(base: Sequence[str], rows: Sequence[Sequence[str]], about: About) -> list[list[Mark]]:
    """The edits of two sides or more in order, those that do not go together in one cluster."""
    marks = sorted(
        Mark(one.start, one.end, side, one) for side, row in enumerate(rows) for one in _edits(base, row, about.ends)
    )
    clusters: list[list[Mark]] = []
    for mark in marks:
        last = clusters[-1] if clusters else []
        if any(
            other.end > mark.start or (other.side != mark.side and not _apart(base, rows, (other, mark), about))
            for other in last
        ):
            last.append(mark)
        else:
            clusters.append([mark])
    return clusters


def _alike(rows: Sequence[Sequence[str]], cluster: Sequence[Mark]) -> bool:
    """Whether both sides did the same."""
    return len(cluster) == 2 and cluster[0][:2] == cluster[1][:2] and _new(rows, cluster[0]) == _new(rows, cluster[1])


def _apart(base: Sequence[str], rows: Sequence[Sequence[str]], two: tuple[Mark, Mark], about: About) -> bool:
    between = [word for word in base[two[0].end : two[1].start] if _solid(word)]
    if len(between) != 1 or not between[0].isalnum():
        return bool(between)
    sorts = [{about.telling(word) for word in (*base[one.start : one.end], *_new(rows, one))} - {None} for one in two]
    return not sorts[0] & sorts[1]


def _new(rows: Sequence[Sequence[str]], one: Mark) -> Sequence[str]:
    return rows[one.side][one.edit.begin : one.edit.stop]


def _solid(word: str) -> bool:
    """Whether a word stands between two others; a blank does not."""
    return bool(word.strip())


def _edits(base: Sequence[str], side: Sequence[str], ends: Callable[[str], bool]) -> list[Edit]:
    """What one side did, each edit as large as it can have been."""
    found: list[Edit] = []
    at = to = 0
    for i, j in [*_kept(base, side), (len(base), len(side))]:
        if i > at or j > to:
            found.append(Edit(at, i, to, j))
        at, to = i + 1, j + 1
    return _without_chance(_written_anew(found, base, side, ends), base, side)


def _size(some: Sequence[str]) -> int:
    return sum(len(word.strip()) for word in some)


def _without_chance(found: list[Edit], base: Sequence[str], side: Sequence[str]) -> list[Edit]:
    """Joins edits between which only one word was kept, or a few characters beside much that was not."""
    joined: list[Edit] = []
    for one in found:
        while joined:
            last = joined[-1]
            between = base[last.end : one.start]
            size = _size(between)
            around = min(
                max(_size(base[some.start : some.end]), _size(side[some.begin : some.stop])) for some in (last, one)
            )
            if sum(map(_solid, between)) > 1 and not (size <= _STRAY and size * 2 <= around):
                break
            joined.pop()
            one = Edit(last.start, one.end, last.begin, one.stop)
        joined.append(one)
    return joined


def _written_anew(
    found: list[Edit], base: Sequence[str], side: Sequence[str], ends: Callable[[str], bool]
) -> list[Edit]:
    """Joins all edits of a sentence of which more than half was exchanged: what it still has in common is chance."""
    if len(found) < 2:
        return found
    edges = [0, *(k for k, word in enumerate(base, 1) if ends(word)), len(base)]
    out: list[Edit] = []
    waiting = list(found)
    for start, end in pairwise(edges):
        inside: list[Edit] = []
        while waiting and waiting[0].start < end:
            inside.append(waiting.pop(0))
        exchanged = sum(min(_size(base[one.start : one.end]), _size(side[one.begin : one.stop])) for one in inside)
        if len(inside) > 1 and exchanged * _HALF > _size(base[start:end]):
            first, last = inside[0], inside[-1]
            inside = [Edit(first.start, last.end, first.begin, last.stop)]
        out += inside
    return out + waiting


def _kept(base: Sequence[str], side: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the words that every shortest way from one row to the other keeps, in order."""
    head, least = 0, min(len(base), len(side))
    while head < least and base[head] == side[head]:
        head += 1
    if head == len(base) == len(side):
        return [(k, k) for k in range(head)]
    tail = 0
    while tail < least - head and base[-1 - tail] == side[-1 - tail]:
        tail += 1
    slack = _MARGIN + max(len(base), len(side)) - head - tail
    head, tail = max(0, head - slack), max(0, tail - slack)
    inner, other = base[head : len(base) - tail], side[head : len(side) - tail]
    look = _sure if len(inner) * len(other) <= _CELLS else _likely
    before = [(k, k) for k in range(head)]
    after = [(len(base) - k, len(side) - k) for k in range(tail, 0, -1)]
    return [*before, *((head + i, head + j) for i, j in look(inner, other)), *after]


def _sure(base: Sequence[str], side: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of equal words that are in every longest common row."""
    n, m = len(base), len(side)
    ahead = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below, word = ahead[i], ahead[i + 1], base[i]
        for j in range(m - 1, -1, -1):
            if word == side[j]:
                row[j] = below[j + 1] + 1
            else:
                right, down = row[j + 1], below[j]
                row[j] = right if right > down else down
    whole = ahead[0][0]
    at_rank: list[list[tuple[int, int]]] = [[] for _ in range(whole)]
    above = [0] * (m + 1)
    for i in range(n):
        row, word, below = [0] * (m + 1), base[i], ahead[i + 1]
        for j in range(m):
            if word == side[j]:
                before = above[j]
                if before + 1 + below[j + 1] == whole:
                    at_rank[before].append((i, j))
                row[j + 1] = before + 1
            else:
                up, left = above[j + 1], row[j]
                row[j + 1] = up if up > left else left
        above = row
    return [some[0] for some in at_rank if len(some) == 1]


def _likely(base: Sequence[str], side: Sequence[str]) -> list[tuple[int, int]]:
    """The same of rows too long for that: the pairs that are found from the front and from behind."""
    code: dict[str, str] = {}
    for word in (*base, *side):
        number = len(code)
        code.setdefault(word, chr(number if number < 0xD800 else number + 0x800))
    one, other = ("".join(code[word] for word in row) for row in (base, side))
    forward = {(i + k, j + k) for i, j, length in common_blocks(one, other) for k in range(length)}
    n, m = len(one) - 1, len(other) - 1
    backward = {(n - i - k, m - j - k) for i, j, length in common_blocks(one[::-1], other[::-1]) for k in range(length)}
    return sorted(forward & backward)
