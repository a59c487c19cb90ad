"""A program beside the pages: started again when it ended, ended with whoever started it, however that ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from workflow.serving.beside import Beside

#: Writes down its number and waits for the end of its input.
PROGRAM = (
    "import os, sys, pathlib\n"
    "open(sys.argv[1], 'a').write(f'{os.getpid()}\\n')\n"
    "sys.stdin.buffer.read()\n"
    "open(sys.argv[1], 'a').write('ended\\n')\n"
)


def until(there: Callable[[], bool]) -> None:
    for _ in range(600):
        if there():
            return
        time.sleep(0.1)
    pytest.fail("it did not come to that")


def lines(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []


def test_it_is_started_again_and_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workflow.serving.beside.BETWEEN", 0.0)
    file = tmp_path / "said"
    beside = Beside([sys.executable, "-c", PROGRAM, str(file)])
    beside.look()
    until(lambda: len(lines(file)) == 1)
    beside.look()
    os.kill(int(lines(file)[0]), signal.SIGKILL)

    def looked() -> bool:
        beside.look()
        return len(lines(file)) == 2

    until(looked)
    beside.end()
    beside.end()
    assert lines(file)[0] != lines(file)[1]


def test_it_ends_with_a_parent_that_was_killed(tmp_path: Path):
    file = tmp_path / "said"
    parent = (
        "import sys, time\nfrom workflow.serving.beside import Beside\n"
        f"Beside([sys.executable, '-c', {PROGRAM!r}, {str(file)!r}]).look()\ntime.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", parent]) as running:
        until(lambda: len(lines(file)) == 1)
        running.kill()
    until(lambda: lines(file)[-1] == "ended")
