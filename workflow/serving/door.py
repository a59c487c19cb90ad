"""The door of one process: lets connections in up to a bound, and once a second closes those that are too slow."""

import time
from typing import Any

from waitress.server import TcpWSGIServer

from workflow.serving import sentences
from workflow.serving.at_once import Ask, nothing
from workflow.serving.connection import Connection
from workflow.serving.limits import Limits

#: How many connections are let in at one look, before those that are there get their turn.
_AT_ONCE = 1


class Door(TcpWSGIServer):  # type: ignore[misc]
    """One listening socket, shared with the other processes."""

    channel_class = Connection
    active_channels: dict[int, Connection]

    def __init__(self, limits: Limits, *given: Any, at_once: Ask = nothing, **named: Any) -> None:
        self.limits, self.at_once = limits, at_once
        self.heads: dict[bytes, dict[str, Any]] = {}
        super().__init__(*given, **named)

    def handle_accept(self) -> None:
        """Let in who waits. When the house is full, the one goes that has been getting nowhere for longest."""
        for _ in range(_AT_ONCE):
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) == before:
                return
            if before >= self.limits.connections:
                waiting = [one for one in self.connections if one.is_waiting]
                min(waiting, key=lambda one: one.since).handle_close()

    @property
    def connections(self) -> list[Connection]:
        """Who is here."""
        return list(self.active_channels.values())

    def maintenance(self, _now: float) -> None:
        """Judge everybody by the clock that nobody sets."""
        now = time.monotonic()
        for one in self.connections:
            one.judge(now)
        holding = sorted((one for one in self.connections if one.held), key=lambda one: one.held)
        total = sum(one.held for one in holding)
        while total > self.limits.held:
            largest = holding.pop()
            total -= largest.held
            largest.refuse(503, sentences.BUSY)

    def stop_accepting(self) -> None:
        """Let nobody in any more; whoever is here stays."""
        self.accepting = False
        self.del_channel()
