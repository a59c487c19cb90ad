"""What every step of set-up uses: where things lie, words, programs run in silence, and saying how far it has come."""

from __future__ import annotations

import collections
import contextlib
import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
FONTS = ROOT / ".fonts"
PYTHON = VENV / ("Scripts" if os.name == "nt" else "bin") / "python"
#: Change it when a step below comes to do something else, so that it is done again.
VERSION = "1"


class MissingError(Exception):
    """Something that cannot be had here; its words, in the terminal's language, say in one sentence what to type."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(words(zh, en))


def run(
    *command: str,
    cwd: str | None = None,
    environ: dict[str, str] | None = None,
    heard: Callable[[str], None] = lambda _line: None,
) -> None:
    """Run a program in silence, each line it says given to `heard`; a MissingError with the end of it when it fails."""
    lines: collections.deque[str] = collections.deque(maxlen=15)
    with subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **(environ or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as running:
        for said in running.stdout or ():
            line = said.decode(errors="replace").rstrip()
            if line:
                lines.append(line)
                heard(line)
    if running.returncode:
        last = "".join(f"\n  {line}" for line in lines)
        raise MissingError(f"执行失败：{' '.join(command)}{last}", f"This failed: {' '.join(command)}{last}")


class Step:
    """What is being done, on one line: on a terminal the line is rewritten every second, elsewhere it grows every ten."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.far = ""
        self._began = time.monotonic()
        self._ended = threading.Event()
        self._rewritten = sys.stdout.isatty()
        print(f"· {what} … ", end="", flush=True)
        self._ticking = threading.Thread(target=self._tick, daemon=True)
        self._ticking.start()

    def end(self, how: str = "") -> None:
        """Close the line with how long it took, or with `how`."""
        self._ended.set()
        self._ticking.join()
        begin = f"\r\033[K· {self.what} … " if self._rewritten else ""
        print(f"{begin}{how or self._elapsed()}", flush=True)

    def _elapsed(self) -> str:
        return f"{time.monotonic() - self._began:.0f} s"

    def _tick(self) -> None:
        while not self._ended.wait(1 if self._rewritten else 10):
            far = f"{self.far}{words('，', ', ')}{self._elapsed()}" if self.far else self._elapsed()
            line = f"\r\033[K· {self.what} … {far}" if self._rewritten else f"{far} … "
            print(line, end="", flush=True)


@contextlib.contextmanager
def step(zh: str, en: str) -> Iterator[Step]:
    """Says what is being done, how far it has come (`far` of what is given), and at the end how long it took."""
    line = Step(words(zh, en))
    try:
        yield line
    except BaseException:
        line.end("✗")
        raise
    line.end()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two set-ups of one checkout at once take turns; this file itself is what they lock."""
    with open(__file__, "rb") as stream:
        if os.name == "posix":
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def words(zh: str, en: str) -> str:
    """The words in the language of this terminal."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return zh if language.startswith("zh") else en


def digest(*parts: str | bytes) -> str:
    """A short hash of the parts together."""
    joined = b"\0".join(part.encode() if isinstance(part, str) else part for part in parts)
    return hashlib.sha256(joined).hexdigest()[:16]


def stamped(file: Path) -> str:
    """What a stamp says; nothing when there is none."""
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
