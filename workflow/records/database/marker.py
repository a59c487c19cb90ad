"""The small file beside the keys that remembers an installation: which database is its own, and how far it had got.

One file for each database that was ever opened from a data folder. Its last line holds the newest event that was
acknowledged; it has a fixed width and is written over in place, which costs an act two microseconds and is not waited for
by the disk. It is therefore never ahead of the database, and after a loss of power it may be behind.
"""

import hashlib
import os
import re
import secrets
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from workflow.records.database.unreachable import Unreachable
from workflow.words import Words

FIRST_LINE = "regulation-workflow installation 1\n"
_WIDTH = 12
_WHOLE = re.compile(
    re.escape(FIRST_LINE)
    + r"id ([0-9a-f]{32})\nsince (\S+)\nrestored (\S*)\nhead (\d{12}) ([0-9a-f]{64}) ([0-9a-f]{8})\n\Z"
)
NOTHING = "0" * 64


class Head(NamedTuple):
    """The newest event of a chain: its number and its hash; 0 and zeros before the first."""

    seq: int
    hash: str


NO_HEAD = Head(0, NOTHING)


@dataclass(frozen=True, slots=True)
class Marker:
    """An installation as its file knows it.

    installation  its number, the same as in its database
    since         when it was set up, as words for a reader
    restored      the moment of the last `workflow restore`, in one spelling of time; "" for never
    head          the newest event that was acknowledged, as far as the file knows
    is_whole      False when its last line does not fit the others: somebody changed it, or the power went while it was written
    """

    file: Path
    installation: str
    since: str
    restored: str
    head: Head
    is_whole: bool = True

    def write(self) -> None:
        """Write the file whole, for its owner alone. Raises OSError."""
        draft = self.file.with_name(f".{self.file.name}.{secrets.token_hex(4)}")
        words = (
            f"{FIRST_LINE}id {self.installation}\nsince {self.since}\nrestored {self.restored}\n{self._line(self.head)}"
        )
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(words.encode("ascii"))
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(self.file)
        finally:
            draft.unlink(missing_ok=True)

    def note(self, head: Head) -> None:
        """Write the newest event over the last one. A file that is gone or full is let be: the act is done all the same."""
        try:
            line = self._line(head)
            place = self.file.stat().st_size - len(line)
            handle = os.open(self.file, os.O_WRONLY)
            try:
                os.pwrite(handle, line.encode("ascii"), place)
            finally:
                os.close(handle)
        except (OSError, AttributeError):  # Windows has no pwrite
            return

    def _line(self, head: Head) -> str:
        check = _check(f"{self.installation} {self.since} {self.restored} {head.seq} {head.hash}")
        return f"head {head.seq:0{_WIDTH}d} {head.hash} {check}\n"


def marker_file(folder: Path, address: str, database: str | None) -> Path:
    """Where the marker of a database is kept in the data folder `folder`.

    address   of the database without a password
    database  the file of a SQLite database; one inside the folder keeps its marker when the folder is moved
    """
    if database is not None and Path(database).absolute().parent == folder.absolute():
        return folder / f"{Path(database).stem}.installation"
    stem = Path(database).stem if database is not None else "postgresql"
    return folder / f"{stem}-{hashlib.sha256(address.encode()).hexdigest()[:8]}.installation"


def read_marker(file: Path) -> Marker | None:
    """The marker in `file`; None when there is none. Raises Unreachable when it is no marker of ours."""
    try:
        words = file.read_bytes().decode("ascii", "replace")
    except FileNotFoundError:
        return None
    found = _WHOLE.match(words)
    if found is None:
        raise Unreachable(
            Words(
                f"{file} 读不懂：它记着本系统的数据库。请从备份放回；确知数据库无误的，删除它后再启动。",
                f"{file} cannot be read: it remembers the database of this installation. Put it back from a backup; if you "
                "know that the database is the right one, remove the file and start again.",
            )
        )
    installation, since, restored, seq, event_hash, check = found.groups()
    head = Head(int(seq), event_hash)
    is_whole = check == _check(f"{installation} {since} {restored} {head.seq} {head.hash}")
    # A line that was being written when the power went says nothing; earlier releases checked it by itself.
    known = is_whole or check == _check(f"{head.seq} {head.hash}")
    return Marker(file, installation, since, restored, head if known else NO_HEAD, is_whole)


def new_marker(file: Path, installation: str, now: datetime, restored: str, head: Head) -> Marker:
    """A marker that is not written yet."""
    return Marker(file, installation, now.strftime("%Y-%m-%d"), restored, head)


def _check(words: str) -> str:
    return f"{zlib.crc32(words.encode()):08x}"
