"""Which provisions of three texts have to be put together as one: what one side cut in two or joined to its neighbour."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from workflow.text.comparing.pairing import Pair


class Fused(NamedTuple):
    """Places in the rows of the three texts, on each side neighbours in order."""

    base: tuple[int, ...]
    ours: tuple[int, ...]
    theirs: tuple[int, ...]


def fused(pairs: Sequence[Sequence[Pair]], moved: Collection[int]) -> list[Fused]:
    """What belongs together through a split or a join of either side.

    pairs  of the first text with ours and with theirs
    moved  places of the first text whose provision stands elsewhere now: where it went is followed otherwise
    """
    groups: dict[int, frozenset[int]] = {}
    for pair in (pair for side in pairs for pair in side if len(pair.old) > 1 or len(pair.new) > 1):
        joined = frozenset().union(*(groups.get(i, frozenset((i,))) for i in pair.old))
        groups |= dict.fromkeys(joined, joined)
    found = []
    for group in dict.fromkeys(groups.values()):
        sides = [tuple(sorted(group)), *(tuple(sorted(_places(side, group))) for side in pairs)]
        if not group & set(moved) and all(map(_neighbours, sides)):
            found.append(Fused(*sides))
    return sorted(found)


def _places(pairs: Sequence[Pair], group: frozenset[int]) -> Iterator[int]:
    for pair in pairs:
        if group & set(pair.old):
            yield from pair.new


def _neighbours(places: Sequence[int]) -> bool:
    return bool(places) and places[-1] - places[0] == len(places) - 1
