"""What an amending decision on clauses says of new numbers, said once: 增加一条，作为3.2：“…”，原3.2至3.5依次改为3.3至3.6.

The writer names each clause that gets another number. What stands below one of them goes along with it, neighbours are a
range, and what comes in or goes says what becomes of those behind it. The decision is proved again as it is said here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from workflow.text.amending.lending import Address, is_below
from workflow.text.amending.said.operations import Item
from workflow.text.labels.headed import QUOTED


@dataclass(slots=True)
class _Move:
    """Neighbours that get other numbers, and the items that say so."""

    olds: list[Address]
    news: list[Address]
    at: list[int]

    @property
    def by(self) -> int:
        return self.news[0][2][-1] - self.olds[0][2][-1]

    def goes_on(self, other: _Move) -> bool:
        """Whether `other` stands right behind and goes as far."""
        return self.by == other.by and all(
            other_one == (*one[:2], (*one[2][:-1], one[2][-1] + 1))
            for one, other_one in ((self.olds[-1], other.olds[0]), (self.news[-1], other.news[0]))
        )


def gathered(
    items: Sequence[Item], pattern: str, address: Callable[[str], Address | None], standing: Collection[Address]
) -> list[Item]:
    """`items` in lent labels with what they say of numbers put together.

    pattern   of a lent label; `address` gives the clause it is lent to
    standing  the clauses of the old text
    """
    bare = re.compile(rf"将(?P<old>{pattern})改为(?P<new>{pattern})。$")
    moves: list[_Move] = []
    for at, item in enumerate(items):
        found = bare.match(item.words)
        old, new = (address(found["old"]), address(found["new"])) if found else (None, None)
        if old and new:
            moves.append(_Move([old], [new], [at]))
    said = [
        {one for label in re.finditer(pattern, _outside(item.words)) if (one := address(label[0]))} for item in items
    ]
    moves = _going_along(moves, said, standing)
    joined: list[_Move] = []
    for move in moves:
        if joined and joined[-1].goes_on(move):
            joined[-1].olds += move.olds
            joined[-1].news += move.news
            joined[-1].at += move.at
        else:
            joined.append(move)
    return _put_together(items, joined, pattern, address)


def _going_along(moves: list[_Move], said: list[set[Address]], standing: Collection[Address]) -> list[_Move]:
    """`moves` without those of clauses below one that moves, where nothing else is said of any of them."""
    left = list(moves)
    for move in moves:
        old, new = move.olds[0], move.news[0]
        if move not in left:
            continue
        below = {one for one in standing if is_below(one, old)}
        along = [
            one
            for one in left
            if one.olds[0] in below
            and one.news[0] == (one.olds[0][0], new[1], (*new[2], *one.olds[0][2][len(old[2]) :]))
        ]
        gone = {at for one in along for at in one.at}
        others = set().union(
            *(some for at, some in enumerate(said) if at not in gone and at not in _dropped(moves, left))
        )
        if len(along) == len(below) and not others & below:
            for one in along:
                move.at += one.at
                left.remove(one)
    return left


def _dropped(moves: list[_Move], left: list[_Move]) -> set[int]:
    """The items of moves that are said with another one."""
    return {at for move in moves if move not in left for at in move.at}


def _put_together(
    items: Sequence[Item], moves: list[_Move], pattern: str, address: Callable[[str], Address | None]
) -> list[Item]:
    by_item = {move.at[0]: move for move in moves}
    taken = {at for move in moves for at in move.at}
    labels = {
        one: found[0]
        for item in items
        for found in re.finditer(pattern, _outside(item.words))
        if (one := address(found[0]))
    }
    coming = re.compile(rf"增加[^“]{{1,12}}作为({pattern})[^“]*：“")
    going = re.compile(rf"删去({pattern})。$")
    done: list[Item] = []
    last: Address | None = None  # that came, or went, in the item before
    came = False
    for at, item in enumerate(items):
        move = by_item.get(at)
        if move is None:
            if at in taken:
                continue
            first = coming.search(item.words) or going.match(item.words)
            last = address(first[1]) if first else None
            came = first is not None and first.re is coming
            done.append(item)
            continue
        words = _said(move, labels)
        keys = [key for one in move.at for key in items[one].keys]
        own = [label for one in move.at for label in items[one].labels]
        follows = last is not None and (
            (came and move.olds[0] == last and move.by > 0) or (not came and move.news[0] == last and move.by < 0)
        )
        if follows:
            before = done[-1]
            behind = f"，原{words}。" if came else f"，{words}。"
            done[-1] = replace(
                before,
                words=before.words.removesuffix("。") + behind,
                labels=list(dict.fromkeys([*before.labels, *own])),
                keys=list(dict.fromkeys([*before.keys, *keys])),
            )
        else:
            done.append(replace(item, words=f"将{words}。", labels=own, keys=keys))
        last = None
    return done


def _said(move: _Move, labels: dict[Address, str]) -> str:
    olds, news = ([labels[one] for one in some] for some in (move.olds, move.news))
    if len(olds) == 1:
        return f"{olds[0]}改为{news[0]}"
    link = "、" if len(olds) == 2 else "至"
    return f"{olds[0]}{link}{olds[-1]}依次改为{news[0]}{link}{news[-1]}"


def _outside(words: str) -> str:
    return QUOTED.sub("", words)
