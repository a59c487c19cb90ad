"""Lists of 款, 项 and 目 under change: what leaves, what comes in at which place, and the labels afterwards."""

from __future__ import annotations

from typing import TypeVar

from workflow.text.amending.carrying.ledger import Memory
from workflow.text.amending.said.operations import CannotCarry
from workflow.text.references.renumber import is_between, relabel_item, value_of
from workflow.text.tree import Kind, Provision
from workflow.text.workpiece import Workpiece

_KINDS = {
    Kind.PARAGRAPH: (Kind.PARAGRAPH,),
    Kind.ITEM: (Kind.ITEM, Kind.SUBITEM),
    Kind.SUBITEM: (Kind.SUBITEM, Kind.ITEM),
}


Of = TypeVar("Of", Provision, Workpiece)


def members(owner: Of, unit: Kind) -> list[Of]:
    """The 款 of an article or a preamble, the 项 of a 款, the 目 of an 项."""
    return [child for child in owner.children if child.kind in _KINDS[unit]]


class Lists:
    """The lists that the operations of one item change; `flush` carries the changes out."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self._owners: dict[int, _Change] = {}

    def change(self, owner: Workpiece, unit: Kind) -> _Change:
        """What happens to the `unit`s of `owner`."""
        if id(owner) not in self._owners:
            self._owners[id(owner)] = _Change(owner, unit)
        return self._owners[id(owner)]

    def flush(self) -> None:
        """Carries out what was asked for; CannotCarry when a number leaves a gap."""
        for change in self._owners.values():
            self.memory.touch(change.owner)
            for child in change.owner.children:
                self.memory.touch(child)
            change.carry_out()
        self._owners = {}


class _Change:
    def __init__(self, owner: Workpiece, unit: Kind) -> None:
        self.owner = owner
        self.unit = unit
        self.gone: set[int] = set()
        self.fixed: dict[int, Workpiece] = {}  # place from 1: what stands there
        self.behind: list[tuple[Workpiece | None, list[Workpiece], bool]] = []  # next to what, what, in front of it
        self.end: list[Workpiece] = []

    def fix(self, place: int, member: Workpiece) -> None:
        if place in self.fixed or place < 1:
            raise CannotCarry(f"两处都要作为第{place}", f"two units claim number {place}")
        self.fixed[place] = member

    def carry_out(self) -> None:
        groups = self._groups()
        before = [group[0] for group in groups if group[0] is not None]
        labelled = _in_sequence(before)
        fixed = {id(member) for member in self.fixed.values()}
        free = [group for group in groups if group[0] is None or id(group[0]) not in self.gone | fixed]
        tails = {id(group[0]): group for group in groups if group[0] is not None}
        for anchor, added, front in self.behind:
            place = next((k for k, group in enumerate(free) if group[0] is anchor), None)
            if place is None:
                raise CannotCarry("找不到插入的位置", "the place to insert at cannot be found")
            place += 0 if front else 1
            free[place:place] = [[member] for member in added]
        free += [[member] for member in self.end]
        placed: list[list[Workpiece | None]] = []
        if free and free[0][0] is None:
            placed.append(free.pop(0))
        number = 1
        waiting = dict(self.fixed)
        while free or waiting:
            if number in waiting:
                member = waiting.pop(number)
                placed.append(tails.get(id(member), [member]))
            elif free:
                placed.append(free.pop(0))
            else:
                raise CannotCarry(f"第{min(waiting)}的位置之前有空缺", f"nothing stands before number {min(waiting)}")
            number += 1
        self.owner.children = [member for group in placed for member in group if member is not None]
        if self.unit != Kind.PARAGRAPH:
            self._close_up(labelled)
            if before and id(before[-1]) in self.gone:
                self._end_list(before[-1].text[-1:])

    def _end_list(self, stop: str) -> None:
        """The unit that ended the list is gone: the one before it ends it now."""
        units = members(self.owner, self.unit)
        if stop == "。" and units and not units[-1].children and units[-1].text.endswith("；"):
            units[-1].text = units[-1].text[:-1] + stop

    def _groups(self) -> list[list[Workpiece | None]]:
        """The members with what follows them and is none (a table, a note); the first group may have no member."""
        kinds = _KINDS[self.unit]
        groups: list[list[Workpiece | None]] = []
        for child in self.owner.children:
            if child.kind in kinds:
                groups.append([child])
            elif groups:
                groups[-1].append(child)
            else:
                groups.append([None, child])
        return groups

    def _close_up(self, labelled: bool) -> None:
        """Numbers the list again, and sets its stops: only the last unit of a list ends its sentence."""
        units = members(self.owner, self.unit)
        style = next((unit.label for unit in units if unit.label), "（一）" if self.unit == Kind.ITEM else "1.")
        fresh = {
            id(member)
            for member in [*self.fixed.values(), *self.end, *(one for _, some, _ in self.behind for one in some)]
        }
        between = 0
        for number, unit in enumerate(units, 1):
            between += is_between(unit.label)
            if labelled or not unit.label:
                unit.label = relabel_item(unit.label or style, number - between, style)
            if number < len(units) and not unit.children and unit.text.endswith("。") and id(units[number]) in fresh:
                unit.text = unit.text[:-1] + "；"
            if id(unit) in fresh and len(units) > 1 and not unit.children and unit.text[-1:].isalnum():
                other = units[number - 2].text if number > 1 else units[number].text
                if other[-1:] in ("；", "。"):
                    unit.text += "；" if number < len(units) else "。"


def _in_sequence(units: list[Workpiece]) -> bool:
    """Whether the labels count 1, 2, 3 …"""
    return all(value_of(unit.label, units[0].label) == number for number, unit in enumerate(units, 1))
