"""A provision that was taken out and is put back in the same words is the same provision: it gets its old key again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from workflow.text.comparing.items import Worded, worded
from workflow.text.comparing.keys import Lineage
from workflow.text.given import keyed
from workflow.text.tree import CONTAINERS, Document, Provision
from workflow.text.units import Unit, units


def restore(
    new: Document, fresh: Collection[str], earlier: Iterable[tuple[Document, Worded]], lineage: list[Lineage]
) -> tuple[Document, list[Lineage]]:
    """`new` with the key that the same words had in an earlier text for the units whose keys are `fresh`.

    earlier  the newest first. A key that `new` has already is not given again. `lineage` comes back with the keys as they are
    then.
    """
    returning = _Returning(new)
    waiting = [one for one in units(new) if one.key in fresh and one.text]
    items = worded(new).items
    back: dict[str, str] = {}
    for old, known in earlier:
        if not waiting:
            break
        gone: dict[tuple[str, str], list[Unit]] = {}
        for unit in units(old):
            if unit.key not in returning.taken:
                item = known.items[unit.key]
                for words in dict.fromkeys((item.value, item.plain)):
                    gone.setdefault((unit.kind, words), []).append(unit)
        for one in list(waiting):
            item = items[one.key]
            same = [*gone.get((one.kind, item.value), ()), *gone.get((one.kind, item.plain), ())]
            found = next((unit for unit in same if unit.key not in returning.taken), None)
            if found is not None:
                back[one.key] = found.key
                returning.take_back(found, one)
                waiting.remove(one)
    told = [replace(line, new_key=back.get(line.new_key, line.new_key)) for line in lineage]
    return keyed(new, returning.keys), told


class _Returning:
    """The keys that provisions of one text get back, each at most once."""

    def __init__(self, new: Document) -> None:
        self.taken = {one.key for one in new.root.walk()}
        self.keys: dict[int, str] = {}

    def take_back(self, old: Unit, new: Unit) -> None:
        """The key of the unit, of the further lines of a title, and of everything below an article."""
        self._hand(old.provision, new.provision)
        for was, row in zip(old.more, new.more, strict=False):
            self._hand(was, row)
        if old.kind in CONTAINERS:
            return
        below, rows = list(old.provision.walk())[1:], list(new.provision.walk())[1:]
        if [one.kind for one in below] == [one.kind for one in rows]:
            for was, row in zip(below, rows, strict=True):
                self._hand(was, row)

    def _hand(self, old: Provision, new: Provision) -> None:
        if old.key not in self.taken:
            self.taken.add(old.key)
            self.keys[id(new)] = old.key
