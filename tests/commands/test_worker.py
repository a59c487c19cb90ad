"""`workflow worker` as a process: how it begins and ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.serving.test_beside import until
from workflow.cli import main

BESIDE = [sys.executable, "-m", "workflow.cli", "worker", "--beside"]


def ended_by_its_input(running: "subprocess.Popen[bytes]") -> None:
    assert running.stdin is not None
    running.stdin.close()


@pytest.mark.parametrize("ended", [subprocess.Popen.terminate, ended_by_its_input], ids=["told to", "alone"])
def test_it_ends_in_peace_however_it_is_ended(ended: Callable[["subprocess.Popen[bytes]"], None], tmp_path: Path):
    """Its input is a pipe that stays open: whoever reads it must not stand in the way of the end."""
    surroundings = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    with (tmp_path / "said").open("w+b") as said:
        running = subprocess.Popen(BESIDE, stdin=subprocess.PIPE, stdout=said, stderr=said, env=surroundings)
        until(lambda: any(tmp_path.glob("*.installation")) or running.poll() is not None)
        ended(running)
        status = running.wait(60)
        said.seek(0)
        assert (status, said.read().decode()) == (0, "")
        assert running.stdin is not None
        running.stdin.close()


def test_without_faces_it_says_so_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("workflow.publishing.faces.fonts.find_spec", lambda _name: None)
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        assert main(["worker"]) == 2
    finally:
        for one, hand in before.items():
            signal.signal(one, hand)
    assert capsys.readouterr().err.count("\n") == 1
