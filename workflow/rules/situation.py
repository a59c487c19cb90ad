"""A situation: what can be known where a move is asked about, each group of facts read when a guard first asks for it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

Group = TypeVar("Group")
#: Group of facts → who reads it.
Readers = Mapping[type[Any], Callable[[], object]]


class Situation:
    """The groups of facts that concern a place, each read at most once.

    It is made where something is asked and thrown away with the answer: it never tells of what was written since.
    """

    __slots__ = ("_known", "_readers")

    def __init__(self, readers: Readers, *known: object) -> None:
        self._readers = dict(readers)
        self._known: dict[type[Any], object] = {type(one): one for one in known}

    def of(self, group: type[Group]) -> Group:
        """The facts of one group. Raises KeyError for one that does not concern this place, a mistake of ours."""
        if group not in self._known:
            self._known[group] = self._readers[group]()
        return cast(Group, self._known[group])

    def beside(self, readers: Readers, *known: object) -> "Situation":
        """The same place with further groups, which go before those of the same name."""
        mine = {group: one for group, one in self._known.items() if group not in readers}
        return Situation({**self._readers, **readers}, *mine.values(), *known)
