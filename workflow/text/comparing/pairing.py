"""The state of a pairing: which provisions are paired, which are free, and between which pairs a free one lies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from workflow.text.strings.order import heaviest_chain
from workflow.text.units import Unit


@dataclass(slots=True)
class Pair:
    """Old and new places that belong together: one and one, or several on one side after a split or a merge.

    main   the old and the new place that share most, which carry the identity on
    moved  the order changed
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    main: tuple[int, int]
    moved: bool = False


@dataclass(slots=True)
class Side:
    """One text: its units and the partners found for them so far."""

    units: Sequence[Unit]
    partner: dict[int, int] = field(default_factory=dict)

    def free(self, places: Iterable[int]) -> list[int]:
        return [place for place in places if place not in self.partner]


class Gaps:
    """Between which two neighbouring pairs of the backbone (the pairs that cross nowhere) a place lies."""

    def __init__(self, partner: dict[int, int], old: Iterable[int]) -> None:
        links = [(i, partner[i], 1.0) for i in old if i in partner]
        self.backbone = [links[k][:2] for k in heaviest_chain(links)]
        self._edges = [[i for i, _ in self.backbone], [j for _, j in self.backbone]]

    def at(self, side: int, place: int) -> int:
        return bisect_right(self._edges[side], place)

    def ends(self, gap: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        before = self.backbone[gap - 1] if gap else None
        after = self.backbone[gap] if gap < len(self.backbone) else None
        return before, after


def unique(units: Sequence[Unit], of: Callable[[Unit], str], places: Iterable[int] | None = None) -> dict[str, int]:
    """Place of each unit whose value occurs once; "" never counts."""
    seen: dict[str, int] = {}
    twice = set()
    for place in range(len(units)) if places is None else places:
        value = of(units[place])
        if not value or value in seen:
            twice.add(value)
        else:
            seen[value] = place
    return {value: place for value, place in seen.items() if value not in twice}
