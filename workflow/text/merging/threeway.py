"""Three rows of things, two of them made from the first: what each side did, put together. Knows nothing of texts.

A thing changed on one side only is taken from there. The same change on both sides is one change. Where the sides did
different things to one thing, or put different things into one place, there is a clash, and never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Stands(Enum):
    """Whose things stand in a clash that was noted."""

    OURS = 0
    THEIRS = 1


@dataclass(slots=True)
class Hands(Generic[T, R]):
    """What `three_way` must know of the things it puts together.

    pair    places of the things of two rows that belong together, in order
    same    whether two things say the same; for the untouched and for twice the same insertion
    join    one thing from its three forms
    take    a thing of one side as it is
    clash   notes the three stretches of a clash and says whose things stand in it
    beside  whether different things that each side put into one place of what both left alone may stand side by side
    """

    pair: Callable[[Sequence[T], Sequence[T]], list[tuple[int, int]]]
    same: Callable[[T, T], bool]
    join: Callable[[T, T, T], Iterable[R]]
    take: Callable[[T], R]
    clash: Callable[[Sequence[T], Sequence[T], Sequence[T], bool], Stands]
    beside: bool = False


def three_way(rows: Iterable[Sequence[T]], hands: Hands[T, R]) -> list[R]:
    """The row merged from `rows`: the one both sides began with, ours, theirs. In a clash stands what `clash` says."""
    base, ours, theirs = rows
    in_ours, in_theirs = dict(hands.pair(base, ours)), dict(hands.pair(base, theirs))
    merged: list[R] = []
    start = begin = origin = 0
    backbone: list[int | None] = [k for k in range(len(base)) if k in in_ours and k in in_theirs]
    for k in [*backbone, None]:
        end = len(base) if k is None else k
        stop = len(ours) if k is None else in_ours[k]
        until = len(theirs) if k is None else in_theirs[k]
        merged += _stretch(
            [(base[m], in_ours.get(m), in_theirs.get(m)) for m in range(origin, end)],
            dict(zip(range(start, stop), ours[start:stop], strict=True)),
            dict(zip(range(begin, until), theirs[begin:until], strict=True)),
            hands,
        )
        if k is not None:
            merged += hands.join(base[k], ours[stop], theirs[until])
        start, begin, origin = stop + 1, until + 1, end + 1
    return merged


def _stretch(
    gone: list[tuple[T, int | None, int | None]], ours: dict[int, T], theirs: dict[int, T], hands: Hands[T, R]
) -> list[R]:
    """What lies between two things that all three rows have: each of `gone` was taken out by one side or by both."""
    taken_out = [thing for thing, _, _ in gone]
    kept = [
        (thing, mine, yours)
        for thing, mine, yours in gone
        if (mine is not None and not hands.same(thing, ours[mine]))
        or (yours is not None and not hands.same(thing, theirs[yours]))
    ]
    put = {place: one for place, one in ours.items() if all(place != mine for _, mine, _ in gone)}
    also = {place: one for place, one in theirs.items() if all(place != yours for _, _, yours in gone)}
    twice = bool(put and also)
    differ = twice and (len(put) != len(also) or not all(map(hands.same, put.values(), also.values())))
    if not kept and not differ:
        return [hands.take(one) for one in (put or also).values()]
    apart = hands.beside and all(mine is not None or yours is not None for _, mine, yours in gone)
    stands = hands.clash(taken_out, list(ours.values()), list(theirs.values()), apart and not kept)
    left: list[tuple[int, int, int, T]] = []  # behind which of those taken out, whose, where there
    for side, row, own in ((0, ours, put), (1, theirs, also)):
        places = {(mine, yours)[side]: k for k, (_, mine, yours) in enumerate(gone, 1)}
        before = 0
        for place, one in row.items():
            before = places.get(place, before)
            wanted = stands is Stands(side)
            if place not in own:
                stays = wanted and any(place == each[1 + side] for each in kept)
            else:
                stays = not twice or apart or (wanted if differ else side == 0)
            if stays:
                left.append((before, 1 - side, place, one))
    return [hands.take(one) for *_, one in sorted(left, key=lambda each: each[:3])]
