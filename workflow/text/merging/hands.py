"""Who changed what: two texts made from a third, difference by difference, asked of the keys and not of the numbers.

For the moment when two people saved at once. What one of them alone did stands as that one left it; only where both
changed one provision is there anything to choose.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import count
from typing import Literal

from workflow.text.comparing.compare import Change
from workflow.text.comparing.keys import carry
from workflow.text.fingerprint import normalised
from workflow.text.given import unkeyed
from workflow.text.merging.choosing import choice_key, compose, differing, named, signed
from workflow.text.references.cited import Signs
from workflow.text.tree import Document
from workflow.text.units import units

#: theirs, mine: only that hand touched it. apart: each put in a provision of its own, which belong side by side.
#: clash: both touched it, and somebody has to choose.
Hand = Literal["theirs", "mine", "apart", "clash"]


@dataclass(frozen=True, slots=True)
class Touched:
    """One difference between two texts, who made it, and what both began with there ("" when it was not there)."""

    key: str
    change: Change
    hand: Hand
    before: str = ""


def touched(base: Document, theirs: Document, mine: Document) -> list[Touched]:
    """Every difference between `theirs` and `mine` with the hand that made it.

    A reference that only follows the numbers of its text is nobody's change.
    """
    theirs, mine = named(theirs, mine)
    made = _Made(base, theirs, mine)
    out = []
    for change in differing(theirs, mine):
        hand = made.hand(change)
        if hand is not None:
            out.append(Touched(choice_key(change), change, hand, made.before(change)))
    return out


def together(theirs: Document, mine: Document, found: list[Touched], take_theirs: Collection[str]) -> Document:
    """`mine` with all that only they did, both insertions where each put one in, and their wording of clashes as chosen.

    found        what `touched` said of these two texts
    take_theirs  keys of the clashes in which their wording stands
    """
    taken = {one.key for one in found if one.hand == "theirs" or (one.hand == "clash" and one.key in take_theirs)}
    beside = {one.key for one in found if one.hand == "apart"}
    return compose(theirs, mine, taken, beside)


class _Made:
    """The units of both texts by their base keys, with references as signs, and what the base says of each."""

    def __init__(self, base: Document, theirs: Document, mine: Document) -> None:
        of_theirs, of_mine = units(theirs), units(mine)
        numbers, signs = count(1), Signs()
        base, _ = carry(None, base, lambda: f"b{next(numbers)}")
        self.printed = {one.key: one.text for one in units(base)}
        made = [carry(base, unkeyed(document), lambda: f"n{next(numbers)}")[0] for document in (theirs, mine)]
        rows = [units(signed(document, signs)) for document in (base, *made)]
        self.base = {one.key: normalised(one.text) for one in rows[0]}
        self.theirs = {id(unit.provision): twin for unit, twin in zip(of_theirs, rows[1], strict=True)}
        self.mine = {id(unit.provision): twin for unit, twin in zip(of_mine, rows[2], strict=True)}
        self.words = [{one.key: normalised(one.text) for one in row} for row in rows]

    def hand(self, change: Change) -> Hand | None:
        """Who made a difference; None when nobody did, because references only followed the numbers."""
        olds = [self.theirs[id(unit.provision)] for unit in change.olds if id(unit.provision) in self.theirs]
        news = [self.mine[id(unit.provision)] for unit in change.news if id(unit.provision) in self.mine]
        if olds and news and not any(one.key in self.base for one in (*olds, *news)):
            return "apart"
        keys = dict.fromkeys(one.key for one in (*olds, *news))
        they = any(self._changed(1, key) for key in keys)
        i = any(self._changed(2, key) for key in keys)
        if they and i:
            return "clash"
        return "theirs" if they else "mine" if i else None

    def before(self, change: Change) -> str:
        """The words both began with where a difference is."""
        sides = [self.theirs.get(id(unit.provision)) for unit in change.olds]
        sides += [self.mine.get(id(unit.provision)) for unit in change.news]
        keys = dict.fromkeys(one.key for one in sides if one is not None)
        return "\n".join(self.printed[key] for key in keys if key in self.printed)

    def _changed(self, side: int, key: str) -> bool:
        """Whether a hand did something to the provision of `key`: worded it anew, put it in or took it out."""
        return self.words[side].get(key) != self.base.get(key)
