"""A process at the other end of a pipe: started anew, not forked, when it is first needed, and again when it died.

It shares no lock and no database with the server, and nobody else's pipe: one that is killed leaves nothing held that another
would wait for. Knows nothing of what goes through the pipe.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any


class Child:
    """The parent's side.

    target  a function of a module, called over there with the child's end of the pipe and `given`
    name    what the process is called
    """

    def __init__(self, target: Callable[..., None], name: str, *given: Any) -> None:
        self._target, self._name, self._given = target, name, given
        self._owner = 0
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def pipe(self) -> Connection:
        """The pipe to a process that lives, or lived a moment ago."""
        if self._owner != os.getpid():  # a fork does not inherit the process
            self._owner, self._process, self._pipe = os.getpid(), None, None
        if self._process is not None and not self._process.is_alive():
            self.end()
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(
                target=self._target, args=(theirs, *self._given), name=self._name, daemon=True
            )
            self._process.start()
            theirs.close()
        return self._pipe

    @property
    def number(self) -> int | None:
        """The number of the process; None before it was needed, and after it was ended."""
        return self._process.pid if self._process is not None else None

    def end(self) -> None:
        """End the process, whatever it is doing. When it is needed again another one is started."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()


def end_with_parent() -> None:
    """Called over there: end at once when the server did, however it ended; alone it would work for nobody."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
