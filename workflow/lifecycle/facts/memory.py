"""A bounded memory of what was made of committed rows, or of words by their hash; shared by the threads of a process."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Memory(Generic[Kept]):
    """A bounded memory of what was made of something that never changes under its name: a committed save, a hash.

    most    the weight of all that is kept; what was asked for least lately goes first
    weight  of one thing, by default 1
    """

    def __init__(self, most: int, weight: Callable[[Kept], int] = lambda _: 1) -> None:
        self._most, self._weight, self._all = most, weight, 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Hashable) -> Kept | None:
        with self._lock:
            found = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
            return found

    def __contains__(self, name: Hashable) -> bool:
        return name in self._kept

    def put(self, name: Hashable, made: Kept) -> None:
        with self._lock:
            if name in self._kept:
                self._all -= self._weight(self._kept.pop(name))
            self._kept[name] = made
            self._all += self._weight(made)
            while self._all > self._most:
                self._all -= self._weight(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._all = 0
