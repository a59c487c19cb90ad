"""A process of its own for what takes long and is bounded: reading strangers' files, carrying out decisions.

A process and not a thread, because Python runs one thread at a time: pages and votes would wait, and neither time nor memory
of a thread can be bounded. It is started anew, not forked, when it is first needed, and does one thing after the other.
Knows nothing of what it is asked to do: a place ("module:function") and values that can be sent.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import threading
from functools import cache
from multiprocessing.connection import Connection, wait
from typing import Any

from workflow.child import Child, end_with_parent

#: Seconds of the processor that one thing may take, and seconds by the clock, on a machine that does much else.
SECONDS, BY_THE_CLOCK = 10.0, 60.0
#: Seconds that somebody waits for those before.
TURN = 20.0
#: Address space of the process, in bytes; a regulation of the greatest length takes a quarter of it.
MEMORY = 1 << 30
#: After something that took so many bytes the process is started anew: what was taken is not given back otherwise.
_SWOLLEN = 400_000_000


class TookTooLong(Exception):
    """It took more time than it may have, or others before it did."""


class TookTooMuch(Exception):
    """It took more memory than it may have."""


class Died(Exception):
    """The process ended unexpectedly; what it was asked for was not done."""


class Apart:
    """The parent's side. Each server process has one."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._turn = threading.Lock()
        self._child = Child(_serve, "apart", memory)

    def do(self, place: str, *given: Any) -> Any:
        """What the function at `place` ("module:function") answers when it is given these values, over there.

        Raises what it raised, TookTooLong, TookTooMuch or Died; the next call finds a process again in any case.
        """
        if not self._turn.acquire(timeout=TURN):
            raise TookTooLong
        try:
            pipe = self._child.pipe()
            pipe.send((place, given, self._seconds))
            if not wait([pipe], max(BY_THE_CLOCK, self._seconds)):
                self._child.end()
                raise TookTooLong
            done, answer, swollen = pipe.recv()
            if swollen:
                self._child.end()
        except (EOFError, OSError) as fault:
            self._child.end()
            raise Died from fault
        finally:
            self._turn.release()
        if done:
            return answer
        raise answer

    @property
    def process(self) -> int | None:
        """The number of the process; None before the first call and after it was ended."""
        return self._child.number

    def stop(self) -> None:
        """End the process; the next call starts another."""
        with self._turn:
            self._child.end()


@cache
def own() -> Apart:
    """The one of this process."""
    return Apart()


@cache
def pair() -> tuple[Apart, Apart]:
    """Two more, for what is long and falls into parts: they take half the time where there are two processors, and nobody waits
    behind them. Whoever is done with them stops them."""
    return Apart(seconds=BY_THE_CLOCK), Apart(seconds=BY_THE_CLOCK)


class _Time(BaseException):
    """The time is over; no `except Exception` on the way holds it up."""


def _serve(pipe: Connection, memory: int) -> None:
    """The child's side: does what comes through the pipe until the pipe or the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C at the terminal is the server's to answer
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGVTALRM, _time_is_over)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(AttributeError, OSError):
        os.nice(5)  # requests come first where both want the same core
    end_with_parent()
    while True:
        try:
            place, given, seconds = pipe.recv()
        except (EOFError, OSError):
            return
        done, answer = _done(place, given, seconds)
        del given
        try:
            pipe.send((done, answer, _is_swollen()))
        except Exception as fault:  # noqa: BLE001 (what cannot be sent is a fault of ours, and is told as one)
            pipe.send((False, TypeError(f"{place}: {type(fault).__name__}"), True))


def _done(place: str, given: tuple[Any, ...], seconds: float) -> tuple[bool, Any]:
    module, _, name = place.partition(":")
    try:
        function = getattr(importlib.import_module(module), name)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        try:
            return True, function(*given)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _Time:
        return False, TookTooLong()
    except MemoryError:
        return False, TookTooMuch()
    except Exception as fault:  # noqa: BLE001 (whatever it is, it is raised at the other end of the pipe)
        return False, fault
    finally:
        gc.collect()


def _time_is_over(*_: object) -> None:
    raise _Time


def _is_swollen() -> bool:
    try:
        import resource
        import sys
    except ImportError:
        return False
    with contextlib.suppress(OSError, StopIteration, ValueError):
        # What the parent once took is counted by `getrusage` too, until the end of the process; here it is not.
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123 (no import for a path)
            peak = next(line for line in status if line.startswith("VmHWM:"))
        return int(peak.split()[1]) * 1024 > _SWOLLEN
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * (1 if sys.platform == "darwin" else 1024) > _SWOLLEN
