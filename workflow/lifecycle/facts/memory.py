"""A bounded memory of what was made of committed rows that never change; shared by the threads of a process."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

#: A database and the number of a snapshot in it.
Name = tuple[str, int]


Kept = TypeVar("Kept")


class Memory(Generic[Kept]):
    """A bounded memory of what was made of committed snapshots; safe because those never change."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Name, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Name) -> Kept | None:
        with self._lock:
            found = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
            return found

    def __contains__(self, name: Name) -> bool:
        return name in self._kept

    def put(self, name: Name, made: Kept) -> None:
        with self._lock:
            self._kept[name] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
