"""What the tests cost in seconds of the processor, their children's and PostgreSQL's with them: `pytest --costs tests/web`.

Seconds of the clock say how busy the machine was. A test's bill runs from the end of the test before it to its own end, so
that what is prepared for many stands in the bill of the first. In a run of several processes PostgreSQL, which serves all of
them, has a line of its own. Where there is no /proc, children count when they have ended, and PostgreSQL does not.
"""

import os
import time
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path

import pytest

PROC = Path("/proc")
COST = "seconds of the processor"
COLLECTING = "(importing and collecting)"
#: A test that costs as much is named, and so many of the files.
DEAR, FILES = 4.0, 40
Bill = tuple[float, float]


class Costs:
    """Bills each test in the process that runs it, and prints the bills where the reports of all of them arrive.

    server  the folder of PostgreSQL, where it serves nobody but this process
    shared  the folder of a PostgreSQL that serves all processes of the run
    """

    def __init__(self, server: Path | None = None, shared: Path | None = None) -> None:
        self._server, self._shared = server, shared
        self._paid: Bill = (0.0, 0.0)
        self._bills: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._dear: list[tuple[float, str]] = []
        self._began, self._ended = time.monotonic(), dict[str, float]()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """At the end of a test, put down what was spent since the last bill; before the first one, what all of them need."""
        first = call.when == "setup" and self._paid == (0.0, 0.0)
        if first or call.when == "teardown":
            now = _spent(self._server)
            own, others = (max(new - old, 0.0) for new, old in zip(now, self._paid, strict=True))
            item.user_properties.append((COST, (COLLECTING if first else "", own, others)))
            self._paid = now

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a test's bills to those of its file."""
        if report.when != "teardown":
            return
        self._ended[getattr(report, "worker_id", "the only one")] = time.monotonic() - self._began
        for name, bill in report.user_properties:
            if name == COST:
                assert isinstance(bill, tuple | list)
                file = bill[0] or report.nodeid.partition("::")[0]
                for column, value in (("own", bill[1]), ("others", bill[2]), ("tests", not bill[0])):
                    self._bills[file][column] += value
                if not bill[0] and bill[1] + bill[2] > DEAR:
                    self._dear.append((bill[1] + bill[2], report.nodeid))

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The bills by folder, of the dearest files and tests, of PostgreSQL, and when each process had nothing left to do."""
        folders: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for file, bill in self._bills.items():
            folders["all"].update(bill)
            parts = Path(file).parts[:-1]
            for upto in range(2, len(parts) + 1) if len(parts) > 1 else (0,):
                folders["/".join(parts[:upto]) or file].update(bill)
        terminalreporter.section("seconds of the processor: own, children's, together, tests")
        lines = [_line(name, bill) for name, bill in sorted(folders.items())]
        dearest = sorted(self._bills.items(), key=lambda pair: _sum(pair[1]), reverse=True)[:FILES]
        lines += ["", *(_line(name, bill) for name, bill in dearest)]
        lines += ["", *(f"{cost:9.1f}  {test}" for cost, test in sorted(self._dear, reverse=True))]
        if self._shared:
            lines.append(f"{_of_server(self._shared):9.1f}  PostgreSQL")
        lines += [f"{seconds:9.1f}  by the clock: {process} ended" for process, seconds in sorted(self._ended.items())]
        for one in lines:
            terminalreporter.write_line(one)


def _sum(bill: Counter[str]) -> float:
    return bill["own"] + bill["others"]


def _line(name: str, bill: Counter[str]) -> str:
    return f"{bill['own']:9.1f} {bill['others']:8.1f} {_sum(bill):8.1f} {bill['tests']:6}  {name}"


def _spent(server: Path | None) -> Bill:
    """Seconds of this process so far, and of all that it started, dead or alive."""
    times = os.times()
    alive = sum(_of_tree(child) for child in _children(os.getpid()))
    return times.user + times.system, times.children_user + times.children_system + alive + _of_server(server)


def _of_server(folder: Path | None) -> float:
    with suppress(OSError):
        if folder:
            return _of_tree(int((folder / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0]))
    return 0.0


def _of_tree(process: int) -> float:
    """Seconds of a process, of its children that have ended, and of those that live."""
    with suppress(OSError):
        fields = (PROC / str(process) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        spent = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        return spent + sum(_of_tree(child) for child in _children(process))
    return 0.0


def _children(process: int) -> list[int]:
    found: list[int] = []
    for one in (PROC / str(process) / "task").glob("*/children"):
        with suppress(OSError):
            found.extend(map(int, one.read_text(encoding="ascii").split()))
    return found
