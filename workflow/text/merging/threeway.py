"""Three rows of things, two of them made from the first: what each side did, put together. Knows nothing of texts.

A thing changed on one side only is taken from there. The same change on both sides is one change. Where the sides did
different things to one thing, or put different things into one place, there is a clash, and never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(slots=True)
class Hands(Generic[T, R]):
    """What `three_way` must know of the things it puts together.

    pair    places of the things of two rows that belong together, in order
    same    whether two things say the same; for the untouched and for twice the same insertion
    join    one thing from its three forms
    take    a thing of one side as it is
    clash   what to do with the three stretches of a clash
    """

    pair: Callable[[Sequence[T], Sequence[T]], list[tuple[int, int]]]
    same: Callable[[T, T], bool]
    join: Callable[[T, T, T], Iterable[R]]
    take: Callable[[T], R]
    clash: Callable[[Sequence[T], Sequence[T], Sequence[T]], None]


def three_way(rows: Iterable[Sequence[T]], hands: Hands[T, R]) -> list[R]:
    """The row merged from `rows`: the one both sides began with, ours, theirs. What clashed is left out."""
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
    all_ours, all_theirs = list(ours.values()), list(theirs.values())
    for thing, mine, yours in gone:
        if (mine is not None and not hands.same(thing, ours.pop(mine))) or (
            yours is not None and not hands.same(thing, theirs.pop(yours))
        ):
            hands.clash([one for one, _, _ in gone], all_ours, all_theirs)
            return []
    put, also = list(ours.values()), list(theirs.values())
    if put and also:
        if len(put) != len(also) or not all(map(hands.same, put, also)):
            hands.clash([one for one, _, _ in gone], all_ours, all_theirs)
        return [hands.take(one) for one in put]
    return [hands.take(one) for one in put or also]
