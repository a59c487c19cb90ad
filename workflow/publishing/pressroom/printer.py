"""A printer: one process of its own that draws papers, one after the other, within bounds of time, memory and reach.

A process and not a thread, because drawing holds Python's lock: votes and pages would wait for it. It is started anew, not
forked, so that it shares no lock and no database with the server. Each printer has a pipe of its own: one that is killed
leaves nothing held that another would wait for.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import signal
import sys
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from workflow.child import Child, end_with_parent
from workflow.publishing.pressroom.orders import Order, drawn
from workflow.publishing.values.faults import DrawingFailed, PrintingRefused
from workflow.tracing import trace
from workflow.words import Words

#: Address space of a printer. A text of the greatest length takes a third of it; one that takes more is not printed.
MEMORY = 3 << 30
#: Requests come first where both want the same core.
NICENESS = 5
DIED = Words(
    "排印这份文件的进程意外中断，文件没有生成。请稍候再试。",
    "The process that was drawing this paper ended unexpectedly; there is no paper. Try again in a moment.",
)
TOO_LONG = Words(
    "排印超过了允许的时间，已经停止，文件没有生成。请稍候再试；仍然不行，请把正文分成几个文件。",
    "Drawing took longer than is allowed and was stopped; there is no paper. Try again in a moment, or divide the text.",
)
TOO_MUCH = Words(
    "排印这份文件需要的内存超过了允许的限度，文件没有生成。请把正文分成几个文件。",
    "Drawing this paper takes more memory than is allowed; there is no paper. Divide the text.",
)


class Printer:
    """The parent's side: starts the process when it is first needed, and another one when it died or was stopped.

    memory  bytes of address space that the process may have
    """

    def __init__(self, memory: int = MEMORY) -> None:
        self._child = Child(_print, "printer", memory)

    def draw(self, order: Order, progress: Path, seconds: float) -> bytes:
        """The paper of an order; the number of pages set so far is written to the file `progress`.

        Raises PrintingRefused as `drawn` does, and DrawingFailed when the process died, took longer than `seconds`, wanted
        more memory than it may have, or met a fault of ours, whose places `trace` then tells.
        """
        pipe = self._child.pipe()
        try:
            pipe.send((order, str(progress)))
            if not wait([pipe], seconds):
                self.stop()
                raise DrawingFailed(TOO_LONG)
            answer = pipe.recv()
        except (EOFError, OSError) as fault:
            self.stop()
            raise DrawingFailed(DIED) from fault
        if isinstance(answer, bytes):
            return answer
        raise answer

    @property
    def process(self) -> int | None:
        """The number of the process; None before the first order, and after it was stopped."""
        return self._child.number

    def stop(self) -> None:
        """End the process, whatever it is doing. The next order starts another."""
        self._child.end()


def _print(pipe: Connection, memory: int) -> None:
    """The child's side: draws what comes through the pipe until the pipe or the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C at the terminal is the server's to answer
    _bound(memory)
    end_with_parent()
    logging.getLogger("weasyprint.progress").setLevel(logging.INFO)
    while True:
        try:
            order, progress = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_answer(order, Path(progress)))


def _answer(order: Order, progress: Path) -> bytes | Exception:
    pages = _Pages(progress)
    logging.getLogger("weasyprint.progress").addHandler(pages)
    gc.disable()  # a layout makes a million objects and throws hardly any away while it lasts
    try:
        return drawn(order)
    except PrintingRefused as refused:
        return refused
    except MemoryError:
        return DrawingFailed(TOO_MUCH)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it is told at the other end of the pipe)
        return DrawingFailed(DIED, trace(fault))
    finally:
        gc.enable()
        logging.getLogger("weasyprint.progress").removeHandler(pages)


class _Pages(logging.Handler):
    """Writes down which page the layout engine has come to."""

    def __init__(self, file: Path) -> None:
        super().__init__(logging.INFO)
        self._file = file

    def emit(self, record: logging.LogRecord) -> None:
        # "Step 5 - Creating layout - Page %d"; the other steps have no page.
        if isinstance(record.args, tuple) and record.args and isinstance(record.args[0], int):
            with contextlib.suppress(OSError):
                self._file.write_text(str(record.args[0]), encoding="ascii")


def _bound(memory: int) -> None:
    """No more than `memory` bytes of address space, the requests first, no network and no other program.

    What is imported here may still ask the system where a library lies. Where a system has no such bound (macOS does not
    count address space), the others still hold.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(AttributeError, OSError):
        os.nice(NICENESS)

    sys.addaudithook(_forbid)


def _forbid(event: str, _arguments: tuple[Any, ...]) -> None:
    """Refuse what no drawing needs: an address, a socket that listens, another program."""
    if event in _FORBIDDEN:
        raise PermissionError(f"a printer may not do this: {event}")


_FORBIDDEN = frozenset(
    {
        *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"),
        *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty"),
    }
)
