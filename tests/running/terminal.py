"""Somebody at a terminal: what a command asks, they answer."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

from tests.web.house import KEY


def at_the_terminal(command: list[str], folder: Path, url: str, answers: list[tuple[str, str]]) -> tuple[int, str]:
    """How `workflow` ends and what it says at a terminal where somebody waits for each question and types the answer."""
    mine, theirs = pty.openpty()
    own = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "SESSION_KEY": KEY, "LANG": "C.UTF-8"}
    address = url.replace("postgresql+psycopg://", "postgresql://")
    running = subprocess.Popen(
        [str(Path(sys.executable).parent / "workflow"), *command],
        env={**own, "DATABASE_URL": address},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    said, open_ones = "", list(answers)
    while select.select([mine], [], [], 120)[0]:
        try:
            piece = os.read(mine, 4096)
        except OSError:  # the other end is closed
            break
        said += piece.decode()
        if open_ones and open_ones[0][0] in said.rpartition("\n")[2]:
            os.write(mine, f"{open_ones.pop(0)[1]}\n".encode())
    os.close(mine)
    assert not open_ones, (open_ones, said)
    return running.wait(), said
