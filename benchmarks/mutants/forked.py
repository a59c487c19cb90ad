"""Tries faults in the running program: a fork gets the code with the fault, and the tests that ran the function before.

The tests are collected and run once. Then each fault has a fork of that process, in which the code of one function is
exchanged and what was kept by caches is forgotten; a test that fails there has caught it.
"""

import functools
import gc
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from benchmarks.mutants.sites import Mutant, Place, code_with, place_of
from tests.databases import Databases

CAUGHT, SURVIVED, UNTRIED = 0, 10, 11
CACHING = type(functools.cache(lambda: None))
HANGS = 20  # times as long as the tests took without the fault


class Trial:
    """A plugin of pytest that runs mutants where the tests would run.

    chosen   the faults to try
    seconds  of the processor that may be spent on the tests of one fault; what is not asked then is told as untried
    """

    def __init__(self, chosen: list[Mutant], seconds: float) -> None:
        self.chosen = chosen
        self.seconds = seconds
        self.verdicts: dict[Mutant, str] = {}
        self.failing: list[str] = []
        self._watched = {one.place for one in chosen}
        self._ran: dict[Place, set[int]] = defaultdict(set)
        self._took: list[float] = []
        self._reached: list[int] = []
        self._databases: Databases | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once as they are, then the chosen faults."""
        items = session.items
        for at, item in enumerate(items):
            seen, taken, passed = self._once(item, items[(at + 1) % len(items)])
            self._took.append(taken)
            self._reached.append(len(seen))
            if not passed:
                self.failing.append(item.nodeid)
                continue
            for place in seen:
                self._ran[place].add(at)
        functions = _functions(self._watched)
        for count, mutant in enumerate(self.chosen, 1):
            self.verdicts[mutant] = self._verdict(mutant, functions.get(mutant.place, []), items)
            print(f"\r{count}/{len(self.chosen)}", end="", file=sys.__stderr__, flush=True)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        """Remember the maker of databases, so that a fork prepares its own with the fault in it."""
        made: Any = yield
        if fixturedef.argname == "databases":
            self._databases = made
        return made

    def _once(self, item: pytest.Item, following: pytest.Item) -> tuple[set[Place], float, bool]:
        """The watched functions that a test runs, how long it takes, and whether it passes."""
        seen: set[CodeType] = set()

        def note(frame: FrameType, _event: str, _argument: object) -> None:
            seen.add(frame.f_code)  # told of calls alone, because nothing is returned that asks for lines

        begin = time.process_time()
        before = sys.gettrace()  # of whoever counts which lines run, in a test of this very program
        sys.settrace(note)
        try:
            passed = _passes(item, following)
        finally:
            sys.settrace(before)
        return {place_of(one) for one in seen} & self._watched, time.process_time() - begin, passed

    def _verdict(self, mutant: Mutant, functions: list[FunctionType], items: list[pytest.Item]) -> str:
        """`caught`, `survived`, `untried` when the time was over before all tests were asked, or `not run` by any test."""
        # A test that runs few functions says most about each of them.
        order = sorted(self._ran[mutant.place], key=lambda at: (self._reached[at] * (0.05 + self._took[at]), at))
        if not order or not functions:
            return "not run"
        wanted: list[int] = []
        total = 0.0
        for at in order:
            total += self._took[at]
            if wanted and total > self.seconds:
                break
            wanted.append(at)
        child = os.fork()
        if child == 0:
            self._in_the_fork(mutant, functions, [items[at] for at in wanted], min(total, self.seconds))
        _, status = os.waitpid(child, 0)
        ended = os.waitstatus_to_exitcode(status)
        if ended == SURVIVED:
            return "survived" if len(wanted) == len(order) else "untried"
        return "caught"

    def _in_the_fork(
        self, mutant: Mutant, functions: list[FunctionType], items: list[pytest.Item], usual: float
    ) -> None:
        """Never returns: the status says whether a test failed. A fork that hangs is ended from outside, and that is a failure."""
        try:
            bound = int(10 + HANGS * usual)
            resource.setrlimit(resource.RLIMIT_CPU, (bound, bound))
            signal.alarm(10 * bound)
            code = code_with(mutant)
            for one in functions:
                one.__code__ = code
            _forget()
            if self._databases is not None:
                self._databases.begin_again("mutant")
            for at, item in enumerate(items):
                if not _passes(item, items[(at + 1) % len(items)]):
                    os._exit(CAUGHT)
            os._exit(SURVIVED)
        except BaseException:  # noqa: BLE001 - whatever a fault brings about, it was noticed
            os._exit(CAUGHT)


def _passes(item: pytest.Item, following: pytest.Item) -> bool:
    return not any(one.failed for one in runtestprotocol(item, log=False, nextitem=following))


def _functions(places: set[Place]) -> dict[Place, list[FunctionType]]:
    """Every function there is now at these places."""
    found: dict[Place, list[FunctionType]] = defaultdict(list)
    gc.unfreeze()  # what the tests have put out of the collector's sight
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and place_of(one.__code__) in places:
            found[place_of(one.__code__)].append(one)
    return found


def _forget() -> None:
    """What a cache of the product or of the tests kept was worked out without the fault."""
    for one in gc.get_objects():
        if isinstance(one, CACHING) and str(one.__module__).startswith(("workflow.", "tests.")):
            one.cache_clear()


def modules(package: Path) -> list[Path]:
    """The modules of a package, in an order that is the same everywhere."""
    return sorted(package.rglob("*.py"), key=lambda path: path.relative_to(package).as_posix())
