"""Putting a restored SQLite database, its key and its marker in place of the old ones: all three or none.

Everything is made ready in a folder beside the database. Giving that folder its second name is the decision; what is left to
do then is moved in an order that can be begun again, by the restore itself or by whoever opens the database next.
"""

import os
import secrets
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from workflow.records.database.marker import Marker

_DATABASE, _MARKER = "database", "marker"
#: The files of the keys, as they are called in the data folder and while they wait beside the database.
_KEYS = {"session.key": "key", "record.key": "record.key"}
_SIDES = ("-wal", "-shm", "-journal")


class Staged:
    """What is to come in the place of `file`, in a folder of its own that goes when it is not decided on."""

    def __init__(self, file: Path, data: Path) -> None:
        self.file, self.data = file, data
        self._decided = False
        self._aside: Path | None = None

    def __enter__(self) -> Self:
        for old in self.file.parent.glob(f".{self.file.name}.restore-*"):
            shutil.rmtree(old, ignore_errors=True)  # of a restore that was killed
        self.folder = self.file.with_name(f".{self.file.name}.restore-{secrets.token_hex(4)}")
        self.folder.mkdir(mode=0o700)
        self.database = self.folder / _DATABASE
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._decided:
            shutil.rmtree(self.folder, ignore_errors=True)
            if self._aside is not None:
                shutil.rmtree(self._aside, ignore_errors=True)

    def write_key(self, name: str, content: bytes) -> None:
        """A key that comes with the database."""
        _write(self.folder / _KEYS[name], content)

    def write_marker(self, marker: Marker) -> None:
        """The marker that will be right once the database is in its place."""
        Marker(self.folder / _MARKER, marker.installation, marker.since, marker.restored, marker.head).write()
        _write(self.folder / "marker.name", marker.file.name.encode())

    def keep_aside(self, name: str) -> Path | None:
        """Keep what is there under another name as well; the folder in which it is, or None when nothing is there."""
        marker = (self.folder / "marker.name").read_text()
        old = [
            one
            for one in (
                self.file,
                *(Path(f"{self.file}{side}") for side in _SIDES),
                *(self.data / name for name in _KEYS),
                self.data / marker,
            )
            if one.exists()
        ]
        if not old:
            return None
        folder = self.file.parent / name
        folder.mkdir(mode=0o700)
        self._aside = folder
        for one in old:
            try:
                os.link(one, folder / one.name)
            except OSError:  # another disk, or one that knows no second names
                shutil.copy2(one, folder / one.name)
        return folder

    def decide(self) -> None:
        """From here on it is restored, whatever happens."""
        for one in self.folder.iterdir():
            _sync(one)
        _sync(self.folder)
        self.folder.rename(_ready(self.file))
        self._decided = True
        _sync(self.file.parent)


def finish(file: Path | None, data: Path) -> None:
    """Move what a restore decided on into its place, if anything is left to be moved. Can be begun any number of times.

    file, data  the SQLite database (None on PostgreSQL, where a transaction decides) and the folder of the keys
    """
    if file is None or not _ready(file).is_dir():
        return
    ready = _ready(file)
    if (ready / _DATABASE).exists():
        for side in _SIDES:  # a log of the old database must not be played into the new one
            Path(f"{file}{side}").unlink(missing_ok=True)
        (ready / _DATABASE).replace(file)
    for name, waiting in _KEYS.items():
        if (ready / waiting).exists():
            _move(ready / waiting, data / name)
    if (ready / _MARKER).exists():
        _move(ready / _MARKER, data / (ready / "marker.name").read_text())
    _sync(file.parent)
    shutil.rmtree(ready)


def put_key(file: Path, content: bytes, aside: str) -> None:
    """Write a key that came with a backup of PostgreSQL; another one that is there is kept under its name and `aside`."""
    if file.exists() and file.read_bytes() != content:
        file.rename(file.with_name(f"{file.name}.{aside}"))
    if not file.exists():
        _write(file, content)


def _move(old: Path, new: Path) -> None:
    """Move a small file, over the border of a disk too, whole or not at all."""
    draft = new.with_name(f".{new.name}.restored")
    draft.unlink(missing_ok=True)
    _write(draft, old.read_bytes())
    draft.replace(new)
    old.unlink()


def _ready(file: Path) -> Path:
    return file.with_name(f".{file.name}.restored")


def _write(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(place: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
