"""What is done in a process of its own ends in time and within its memory, and the next thing is done in any case."""

import os
import signal
import subprocess
import threading
import time

import pytest

from workflow import apart
from workflow.apart import Apart, Died, TookTooLong, TookTooMuch


@pytest.fixture
def own():
    """One that allows half a second."""
    one = Apart(seconds=0.5)
    yield one
    one.stop()


def is_alive(process: int) -> bool:
    """Whether there is such a process, other than one that is dead already."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


def test_it_answers_and_raises_what_was_raised(own: Apart):
    assert own.do("builtins:sum", [1, 2, 3]) == 6
    first = own.process
    with pytest.raises(ZeroDivisionError):
        own.do("operator:truediv", 1, 0)
    assert own.do("os:getpid") == own.process == first != os.getpid()


def test_what_takes_too_long_is_ended_by_the_processors_time(own: Apart):
    with pytest.raises(TookTooLong):
        own.do("re:match", "(a+)+$", "a" * 60 + "b")
    assert own.do("builtins:abs", -1) == 1


def test_what_waits_too_long_is_ended_by_the_clock(own: Apart, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apart, "BY_THE_CLOCK", 1.0)
    with pytest.raises(TookTooLong):
        own.do("time:sleep", 600)
    assert own.do("builtins:abs", -1) == 1


def test_what_takes_too_much_is_ended(own: Apart):
    with pytest.raises(TookTooMuch):
        own.do("builtins:bytearray", 4 << 30)
    assert own.do("builtins:abs", -1) == 1


def test_what_was_taken_is_given_back(own: Apart):
    own.do("builtins:abs", -1)
    first = own.process
    assert len(own.do("tests.test_apart:swell")) == 3
    assert own.process is None
    assert own.do("builtins:abs", -1) == 1
    assert own.process != first


def swell() -> str:
    """Takes much for a moment."""
    return str(len(b"x" * 500_000_000))[:3]


def test_a_process_that_dies_is_replaced(own: Apart):
    with pytest.raises(Died):
        own.do("os:_exit", 1)
    assert own.do("builtins:abs", -1) == 1
    assert own.process is not None
    os.kill(own.process, signal.SIGKILL)
    time.sleep(0.1)
    assert own.do("builtins:abs", -1) == 1


def test_who_waits_for_others_too_long_is_told_so(own: Apart, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apart, "TURN", 0.2)
    own.do("builtins:abs", -1)
    other = threading.Thread(target=own.do, args=("time:sleep", 1))
    other.start()
    time.sleep(0.2)
    with pytest.raises(TookTooLong):
        own.do("builtins:abs", -1)
    other.join()
    assert own.do("builtins:abs", -1) == 1


def test_stopped_it_leaves_nothing_behind():
    own = Apart()
    process = own.do("os:getpid")
    own.stop()
    assert not is_alive(process)
