"""Kept bytes as files that a web server in front may hand out, each under the name of its digest. Made again from the database at
any time; what lies there is believed no further than its digest goes."""

import hashlib
import logging
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from workflow.records.kept import Kept

_log = logging.getLogger(__name__)
#: How a file is called while it is written.
WRITING = ".writing-"
#: Seconds after which such a file is nobody's any more.
_FORSAKEN = 3600.0
#: A file that was changed a moment ago may be changed again without another time on it: clocks of file systems are that coarse.
_SETTLED = 100_000_000  # nanoseconds
_AT_ONCE = 1 << 20
#: What tells one state of a file from every other: where it lies, its size, and when it was changed.
Identity = tuple[int, int, int, int, int]


class Folder:
    """The folder of one host. Complete in time: a file comes when it is first asked for, and as papers are never taken back it
    needs no bound of its own beside that of the database.

    A process reads a file once for each state of it, and again whenever it is another file or was changed.
    """

    def __init__(self, at: Path) -> None:
        self.at, self._at = at, str(at)
        self._known: dict[str, Identity] = {}
        at.mkdir(mode=0o750, parents=True, exist_ok=True)
        for one in at.glob(f"*/{WRITING}*"):  # of a process that was killed
            with suppress(OSError):
                if time.time() - one.stat().st_mtime > _FORSAKEN:
                    one.unlink()

    def ready(self, sha256: str) -> str | None:
        """The name of the file, where it is there and as it was when this process read it; nothing is read or written."""
        known = self._known.get(sha256)
        name = f"{sha256[:2]}/{sha256}"
        return name if known is not None and _identity(f"{self._at}/{name}") == known else None

    def place(self, kept: Kept) -> str:
        """The name below the folder of the file that holds exactly these bytes now; it is written, or written anew, first where
        it does not. Raises OSError when the disk refuses."""
        name = f"{kept.sha256[:2]}/{kept.sha256}"
        file = self.at / name
        found = _identity(file)
        if found is not None and self._known.get(kept.sha256) == found:
            return name
        if found is not None and not self._holds(file, kept.sha256):
            _log.error("altered %s: it did not hold what was kept, and was written anew", file)
            found = None
        if found is None:
            self._write(file, kept)
        return name

    def _holds(self, file: Path, sha256: str) -> bool:
        """Whether the file has this digest; remembered once it has lain still for a while."""
        try:
            with file.open("rb") as stream:
                before, digest = _of(os.fstat(stream.fileno())), hashlib.sha256()
                while part := stream.read(_AT_ONCE):
                    digest.update(part)
                after = _of(os.fstat(stream.fileno()))
        except OSError:
            return False
        if digest.hexdigest() != sha256 or before != after:
            return False
        if time.time_ns() - max(after[3:]) > _SETTLED:
            self._known[sha256] = after
        return True

    def _write(self, file: Path, kept: Kept) -> None:
        """All of it or nothing, whoever is killed meanwhile; of two that write it at once either is right."""
        if not file.parent.exists():
            file.parent.mkdir(mode=0o750, exist_ok=True)
            file.parent.chmod(0o750)
        draft = file.with_name(f"{WRITING}{secrets.token_hex(8)}")
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
            with os.fdopen(handle, "wb") as out:
                os.fchmod(out.fileno(), 0o640)  # whatever the umask: nginx reads as one of the group
                out.write(kept.content)
                out.flush()
                os.fsync(out.fileno())
            draft.replace(file)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def _identity(file: Path | str) -> Identity | None:
    try:
        return _of(os.stat(file, follow_symlinks=False))  # noqa: PTH116 (asked at each delivery)
    except OSError:
        return None


def _of(found: os.stat_result) -> Identity:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
