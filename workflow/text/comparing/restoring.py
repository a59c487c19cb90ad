"""A provision that was taken out and is put back in the same words is the same provision: it gets its old key again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from workflow.text.comparing.items import Worded, worded
from workflow.text.comparing.keys import Lineage
from workflow.text.tree import CONTAINERS, Document, Provision
from workflow.text.units import Unit, units


def restore(
    new: Document, fresh: Collection[str], earlier: Iterable[tuple[Document, Worded]], lineage: list[Lineage]
) -> list[Lineage]:
    """Gives the units of `new` whose keys are `fresh` the key that the same words had in an earlier text.

    earlier  the newest first. A key that `new` has already is not given again. Returns `lineage` with the keys as they are now.
    """
    waiting = [one for one in units(new) if one.key in fresh and one.text]
    items = worded(new).items
    taken = {one.key for one in new.root.walk()}
    back: dict[str, str] = {}
    for old, known in earlier:
        if not waiting:
            break
        gone: dict[tuple[str, str], list[Unit]] = {}
        for unit in units(old):
            if unit.key not in taken:
                item = known.items[unit.key]
                for words in dict.fromkeys((item.value, item.plain)):
                    gone.setdefault((unit.kind, words), []).append(unit)
        for one in list(waiting):
            item = items[one.key]
            same = [*gone.get((one.kind, item.value), ()), *gone.get((one.kind, item.plain), ())]
            found = next((unit for unit in same if unit.key not in taken), None)
            if found is not None:
                back[one.key] = found.key
                _take_back(found, one, taken)
                waiting.remove(one)
    return [replace(line, new_key=back.get(line.new_key, line.new_key)) for line in lineage]


def _take_back(old: Unit, new: Unit, taken: set[str]) -> None:
    """The key of the unit, of the further lines of a title, and of everything below an article."""
    _hand(old.provision, new.provision, taken)
    for was, row in zip(old.more, new.more, strict=False):
        _hand(was, row, taken)
    if old.kind in CONTAINERS:
        return
    below, rows = list(old.provision.walk())[1:], list(new.provision.walk())[1:]
    if [one.kind for one in below] == [one.kind for one in rows]:
        for was, row in zip(below, rows, strict=True):
            _hand(was, row, taken)


def _hand(old: Provision, new: Provision, taken: set[str]) -> None:
    if old.key not in taken:
        taken.add(old.key)
        new.key = old.key
