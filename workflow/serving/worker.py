"""One of gunicorn's processes, in which waitress takes requests in before a thread sees them.

gunicorn keeps the processes: starts them, replaces one that died or does not move, passes on the wish to stop. Its own
threads read requests themselves, so that a few connections which say nothing stop it; waitress alone has one process.
"""

import gc
import logging
import os
import signal
import time
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments

from workflow.serving.at_once import TURN, nothing
from workflow.serving.beside import Beside
from workflow.serving.door import Door
from workflow.serving.lanes import Lanes
from workflow.serving.limits import LARGEST_BODY, Limits

#: How long one look at the connections may wait for something to happen, in seconds.
_LOOK = 0.5
#: How long a stopping process still waits for the rest of a request, in seconds.
_REST = 3.0
_log = logging.getLogger(__name__)


class PatientWorker(Worker):  # type: ignore[misc]
    """Serves until told to stop, then ends what is under way."""

    #: The figures; a subclass may have others.
    limits = Limits()

    def init_signals(self) -> None:
        """As gunicorn wants them, but Ctrl+C, which reaches every process at once, is for the one that keeps the others."""
        super().init_signals()
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def run(self) -> None:
        """The main loop."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that something waits its turn is no news
        lanes = Lanes(self.cfg.threads, getattr(self.app, "takes_long", lambda _method, _path: False))
        here: dict[int, Any] = {}
        doors = [self._door(one, here, lanes) for one in self.sockets]
        gc.collect()
        gc.freeze()  # the product itself is no garbage: looking through it took a tenth of a second, in somebody's request
        watched = float("-inf")
        alive: bool = self.alive
        while alive:
            TURN.number += 1
            wasyncore.poll2(_LOOK, here)
            now = time.monotonic()
            if now - watched >= _LOOK / 2:  # a busy process looks ten thousand times a second
                watched = now
                self.notify()
                self._watch(doors)
            alive = self.alive and self.ppid == os.getppid()
        self._end(doors, here)

    def _door(self, listener: Any, here: dict[int, Any], lanes: Lanes) -> Door:
        bound = listener.sock
        bound.setblocking(False)
        info = (bound.family, bound.type, bound.proto, bound.getsockname())
        return Door(
            self.limits,
            self.wsgi,
            here,
            True,
            bound,
            dispatcher=lanes,
            adj=adjustments(self.limits),
            bind_socket=False,
            sockinfo=info,
            at_once=getattr(self.app, "at_once", nothing),
        )

    def _look(self, here: dict[int, Any]) -> None:
        self.notify()
        TURN.number += 1
        wasyncore.poll2(_LOOK, here)

    def _watch(self, doors: list[Door]) -> None:
        """A request that is worked on for too long costs the process its place: a thread cannot be stopped."""
        now = time.monotonic()
        for one in (one for door in doors for one in door.connections):
            if one.working_since is not None and now - one.working_since > self.limits.request_time and one.requests:
                _log.error(
                    "a request took more than %.0f s: process %s is replaced", self.limits.request_time, self.pid
                )
                one.give_up()
                self.alive = False

    def _end(self, doors: list[Door], here: dict[int, Any]) -> None:
        """Let nobody in, end what is under way, and go. What was acknowledged before is kept already."""
        for door in doors:
            door.stop_accepting()
        begun = time.monotonic()
        while time.monotonic() - begun < self.limits.stopping:
            connections = [one for door in doors for one in door.connections]
            for one in connections:
                rest = one.is_waiting and one.lingering_until is None
                if rest and (one.request is None or time.monotonic() - begun > _REST):
                    one.handle_close()
            if not any(one.connected for one in connections):
                break
            self._look(here)
            for door in doors:
                door.maintenance(time.time())


def adjustments(limits: Limits) -> Adjustments:
    """What waitress is told."""
    return Adjustments(
        ident="",
        server_name="localhost",
        max_request_header_size=limits.header_bytes,
        max_request_body_size=LARGEST_BODY,
        inbuf_overflow=100_000,
        outbuf_overflow=500_000,
        outbuf_high_watermark=300_000_000,  # an answer is handed over whole: no thread waits for who reads it
        recv_bytes=65536,
        connection_limit=10**9,  # the door has its own
        cleanup_interval=1,
        log_socket_errors=False,
        clear_untrusted_proxy_headers=False,  # how many proxies to believe is the product's own setting
        expose_tracebacks=False,
    )


class Keeper(Arbiter):  # type: ignore[misc]
    """Keeps the processes, and the program beside them; Ctrl+C lets them end what is under way, a second one does not."""

    beside: Beside | None = None

    def manage_workers(self) -> None:
        """Called every second."""
        super().manage_workers()
        if self.beside is not None:
            self.beside.look()

    def stop(self, graceful: bool = True) -> None:
        """End them all."""
        if self.beside is not None:
            self.beside.end()
        super().stop(graceful)

    def handle_int(self) -> None:
        """As for SIGTERM."""
        raise StopIteration
