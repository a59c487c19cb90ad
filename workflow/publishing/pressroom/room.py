"""The pressroom: takes orders from many people at once, has each paper drawn once, and says how far it has come.

One for a server process. It holds no request: a paper is asked for again and again until it is there. Its printers are
processes (see `printer`), its finished papers lie in a spool that all processes of the server share.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections import Counter
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from threading import Condition, Lock, Thread
from time import monotonic

from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.pressroom.printer import DIED, Printer
from workflow.publishing.pressroom.spool import TOLD, Claim, Spool, own_spool
from workflow.publishing.values.facts import ResolutionFacts
from workflow.publishing.values.faults import Busy, DrawingFailed, PrintingRefused
from workflow.words import Words

#: Papers that may wait or be drawn in one process of the server, and how many of them for one person.
QUEUE = 12
EACH = 4
#: Seconds that a drawing may take: some to begin with, and more for every thousand characters.
AT_LEAST, A_THOUSAND = 60.0, 2.0
#: How often a waiting request looks whether another process has finished its paper.
_LOOK = 0.05
FULL = Words(
    "正在排印的文件太多，这一份没有受理。请稍候再试。",
    "Too many papers are being drawn; this one was not taken. Try again in a moment.",
)
YOURS = Words(
    f"您已有{EACH}份文件正在排印，这一份没有受理。请等其中一份完成后再试。",
    f"{EACH} papers are being drawn for you already; this one was not taken. Try again when one of them is done.",
)

LOST = Words(
    "排印好的文件无法写入服务器的硬盘，请通知管理员检查磁盘空间。",
    "The finished paper could not be written to the server's disk; ask the administrator to look at its free space.",
)


@dataclass(frozen=True, slots=True)
class Underway:
    """A paper that is not finished yet, and the page it has come to; 0 while it waits or is begun."""

    page: int


@dataclass(frozen=True, slots=True)
class _Job:
    order: Order
    name: str
    asker: str
    claim: Claim


class Pressroom:
    """Printers with a bounded queue before them.

    spool     where finished papers lie
    printers  how many papers are drawn at the same time
    """

    def __init__(self, spool: Spool, printers: int = 1) -> None:
        self._spool = spool
        self._number = printers
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._waiting: Counter[str] = Counter()
        self._lock = Lock()
        self._moved = Condition()
        self._process = 0
        #: Papers that could not be put into the spool, when and why: the spool cannot tell of those.
        self._lost: dict[str, tuple[float, Words]] = {}
        self.printers: list[Printer] = []

    def ask(self, order: Order, asker: str, name: str = "") -> bytes | Underway:
        """The paper, or how far it has come; begins it when nobody has. Returns at once.

        asker  who asks, for the bound on what one person may have waiting
        name   the order's own, where it is known already

        Raises Busy when the queue is full, and what the printer raised when that was a moment ago.
        """
        name = name or order.name
        found = self._spool.finished(name)
        if found is not None:
            return found
        if why := self._spool.failure(name):
            raise why
        if lost := self._lost.get(name):
            if monotonic() - lost[0] < TOLD:
                raise DrawingFailed(lost[1])
            self._lost.pop(name, None)
        claim = self._spool.claim(name)
        if claim is None:
            return Underway(self._spool.page(name))
        found = self._spool.finished(name)  # it may have been finished between the two questions
        if found is not None:
            claim.release()
            return found
        self._queue_up(_Job(order, name, asker, claim))
        return Underway(0)

    def wait(self, order: Order, asker: str, seconds: float) -> bytes | Underway:
        """As `ask`, and waits for the paper, but no longer than `seconds`."""
        name, until = order.name, monotonic() + seconds
        while True:
            found = self.ask(order, asker, name)
            left = until - monotonic()
            if isinstance(found, bytes) or left <= 0:
                return found
            with self._moved:
                self._moved.wait(min(_LOOK, left))

    def warm(self, faces: Faces) -> None:
        """Have the first printer load all it needs by drawing a line, so that the first person need not wait for that."""
        order = Order(facts=ResolutionFacts(title="样张", body=("样张",)), faces=faces)
        name = f"warm-{os.getpid()}"
        if claim := self._spool.claim(name):
            self._queue_up(_Job(order, name, "the server itself", claim))

    def stop(self) -> None:
        """End the printers, whatever they are drawing, and let go of what waits. The next order begins anew."""
        with self._lock:
            self._process = 0
            with contextlib.suppress(Empty):
                while job := self._queue.get_nowait():
                    job.claim.release()
            for printer in self.printers:
                self._queue.put(None)
                printer.stop()

    def _queue_up(self, job: _Job) -> None:
        try:
            self._enter(job.asker)
        except Busy:
            job.claim.release()
            raise
        self._queue.put(job)

    def _enter(self, asker: str) -> None:
        with self._lock:
            if (
                self._process != os.getpid()
            ):  # the first order, or the first one after a fork: threads are not inherited
                self._process = os.getpid()
                self._waiting.clear()
                self._queue = SimpleQueue()
                self.printers = [Printer() for _ in range(self._number)]
                for printer in self.printers:
                    Thread(target=self._work, args=(printer, self._queue), name="pressroom", daemon=True).start()
            if self._waiting[asker] >= EACH:
                raise Busy(YOURS)
            if self._waiting.total() >= QUEUE:
                raise Busy(FULL)
            self._waiting[asker] += 1

    def _work(self, printer: Printer, queue: SimpleQueue[_Job | None]) -> None:
        while job := queue.get():
            try:
                self._draw(printer, job)
            finally:
                with self._lock:
                    self._waiting[job.asker] -= 1
                    self._waiting += Counter()  # those with nothing waiting are forgotten
                job.claim.release()
                with self._moved:
                    self._moved.notify_all()

    def _draw(self, printer: Printer, job: _Job) -> None:
        progress = self._spool.progress_of(job.name)
        try:
            paper = printer.draw(job.order, progress, AT_LEAST + A_THOUSAND * job.order.size / 1000)
            self._spool.keep(job.name, paper)
        except (PrintingRefused, DrawingFailed) as why:
            if isinstance(why, DrawingFailed):
                logging.getLogger(__name__).error("a paper was not drawn: %s", why.words.en)
            self._spool.fail(job.name, why)
        except Exception as fault:  # no room on the disk, say: it is told, and the thread goes on
            logging.getLogger(__name__).error("a paper was not kept", exc_info=fault)
            self._lost[job.name] = (monotonic(), LOST if isinstance(fault, OSError) else DIED)
        finally:
            progress.unlink(missing_ok=True)


@cache
def own_pressroom() -> Pressroom:
    """The pressroom of this process, where no server has made one that shares its spool with others."""
    return Pressroom(own_spool())
