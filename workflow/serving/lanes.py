"""Threads kept apart: whether the server is well is answered even while every page waits, and pages while files are read.

A thread more costs little memory and, as Python runs one at a time, no speed.
"""

from collections.abc import Callable

from waitress.task import ThreadedTaskDispatcher

from workflow.serving.connection import Connection

WATCH = "/healthz"


class Lanes:
    """Three rows of threads: one for the watchman, `threads` for pages and acts, half as many for what takes long."""

    def __init__(self, threads: int, takes_long: Callable[[str, str], bool]) -> None:
        self._takes_long = takes_long
        self._watch, self._pages, self._long = (ThreadedTaskDispatcher() for _ in range(3))
        self._watch.set_thread_count(1)
        self._pages.set_thread_count(threads)
        self._long.set_thread_count(max(1, threads // 2))

    def add_task(self, connection: Connection) -> None:
        """Put a connection whose request is here in whole into its row."""
        request = connection.requests[0]
        if request.error or request.path == WATCH:
            self._watch.add_task(connection)
        elif self._takes_long(request.command, request.path):
            self._long.add_task(connection)
        else:
            self._pages.add_task(connection)

    def close(self) -> None:
        """Let the threads end."""
        for one in (self._watch, self._pages, self._long):
            one.set_thread_count(0)
