"""The spool: a folder of finished drawings that the processes of one server share, each under the name of its order.

What lies here can be drawn again at any time: the folder is emptied when the server starts, and the oldest papers make room
for new ones. Nothing that must be kept is kept here. A name is the hash of all that decides the bytes, so nobody finds a
paper here but with the very text it was made from. The folder is for its owner's eyes, like the database.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pickle
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

from workflow.publishing.values.faults import DrawingFailed, PrintingRefused

#: Bytes of finished papers that are kept before the oldest go.
ROOM = 256 << 20
#: Seconds for which a paper that could not be drawn is told of, and not tried again by everybody who waits for it.
TOLD = 10.0


class Claim:
    """The right to draw one paper, held by one process of all: it ends with `release` or with the process."""

    def __init__(self, file: Path, descriptor: int) -> None:
        self._file, self._descriptor = file, descriptor

    def release(self) -> None:
        """Let others draw it."""
        self._file.unlink(missing_ok=True)
        os.close(self._descriptor)


class Spool:
    """Finished papers in `folder`, which is made for its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)

    def empty(self) -> None:
        """Remove whatever an earlier server left."""
        for one in self._folder.iterdir():
            one.unlink(missing_ok=True)

    def finished(self, name: str) -> bytes | None:
        """The paper, or None while there is none."""
        file = self._folder / f"{name}.pdf"
        with contextlib.suppress(FileNotFoundError):
            content = file.read_bytes()
            with contextlib.suppress(FileNotFoundError):  # it made room a moment ago
                os.utime(file)  # it was wanted lately
            return content
        return None

    def keep(self, name: str, paper: bytes) -> None:
        """Put a finished paper down, whole or not at all."""
        self._write(name, "pdf", paper)
        self._make_room()

    def fail(self, name: str, why: PrintingRefused | DrawingFailed) -> None:
        """Say to everybody who waits for a paper why there is none. What nobody is told any more goes."""
        for file in self._folder.glob("*.why"):
            if not _is_told(file):
                file.unlink(missing_ok=True)
        self._write(name, "why", pickle.dumps(why))

    def failure(self, name: str) -> PrintingRefused | DrawingFailed | None:
        """Why a paper could not be drawn a moment ago."""
        file = self._folder / f"{name}.why"
        if not _is_told(file):
            file.unlink(missing_ok=True)
            return None
        with contextlib.suppress(FileNotFoundError):
            why = pickle.loads(file.read_bytes())  # noqa: S301 (written by `fail`, in a folder of our own)
            return why if isinstance(why, PrintingRefused | DrawingFailed) else None
        return None

    def claim(self, name: str) -> Claim | None:
        """The right to draw a paper; None while another process, or another thread of this one, has it."""
        file = self._folder / f"{name}.claim"
        descriptor = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if file.stat().st_ino == os.fstat(descriptor).st_ino:  # not one that was released meanwhile
                return Claim(file, descriptor)
        except (BlockingIOError, FileNotFoundError):
            pass
        os.close(descriptor)
        return None

    def progress_of(self, name: str) -> Path:
        """The file in which a printer writes down its page."""
        return self._folder / f"{name}.page"

    def page(self, name: str) -> int:
        """The page that a drawing has come to; 0 before the first."""
        try:
            return int(self.progress_of(name).read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return 0

    def _write(self, name: str, ending: str, content: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            whole = Path(file.name)
            try:
                file.write(content)
                file.flush()
                whole.replace(self._folder / f"{name}.{ending}")
            except BaseException:  # no room on the disk: a part of a paper would take what is left of it
                whole.unlink()
                raise

    def _make_room(self) -> None:
        found = []
        for one in self._folder.glob("*.pdf"):
            with contextlib.suppress(FileNotFoundError):  # another process makes room as well
                found.append((one.stat(), one))
        papers = sorted(found, key=lambda pair: pair[0].st_mtime)
        over = sum(stat.st_size for stat, _ in papers) - ROOM
        for stat, paper in papers[:-1]:
            if over <= 0:
                break
            paper.unlink(missing_ok=True)
            over -= stat.st_size


def _is_told(why: Path) -> bool:
    """Whether a paper could not be drawn so lately that whoever waits for it is told."""
    try:
        return time.time() - why.stat().st_mtime < TOLD
    except FileNotFoundError:
        return False


@cache
def own_spool() -> Spool:
    """A spool of this process alone, where no server has made one; it is removed when the process ends."""
    import atexit

    folder = Path(tempfile.mkdtemp(prefix="drawings-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Spool(folder)
