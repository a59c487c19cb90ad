"""`workflow worker` as a process: how it begins and ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workflow.cli import main

BESIDE = [sys.executable, "-m", "workflow.cli", "worker", "--beside"]


def test_it_ends_in_peace_when_it_is_told_to(tmp_path: Path):
    """Its input is a pipe that stays open: whoever reads it must not stand in the way of the end."""
    surroundings = {**os.environ, "DATA_DIR": str(tmp_path)}
    with (
        (tmp_path / "said").open("w+b") as said,
        subprocess.Popen(BESIDE, stdin=subprocess.PIPE, stdout=said, stderr=said, env=surroundings) as running,
    ):
        while not any(tmp_path.glob("*.installation")) and running.poll() is None:
            time.sleep(0.05)
        running.terminate()
        status = running.wait(60)
        said.seek(0)
        assert (status, said.read().decode()) == (0, "")


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
