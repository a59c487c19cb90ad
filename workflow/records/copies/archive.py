"""The archive of a backup: one zip whose last member is a manifest with the digest of every other. Knows no database.

Only members with a name of ours are ever read, into files that we name: what an archive says of paths, links and sizes is
held against the manifest before a byte of it is written.
"""

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from workflow.records.database.unreachable import Unreachable
from workflow.words import Words

PRODUCT, FORMAT = "regulation-workflow backup", 1
MANIFEST, DATABASE = "manifest.json", "database.sqlite"
#: The secrets of the data folder: what signs sessions, and what signs checkpoints of the record.
KEYS = ("session.key", "record.key")
_TABLE = re.compile(r"tables/[a-z_]{1,60}\Z")
_LARGEST_MANIFEST, _LARGEST_KEY = 1_000_000, 4_096
_AT_ONCE = 1 << 20
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    kind          "sqlite" or "postgresql"
    revision      the form of its tables
    installation  its number
    made_at       when it was begun, in UTC
    head          number and hash of its newest event
    columns       for PostgreSQL: the columns of each table, the tables in an order in which they can be filled
    members       size and SHA-256 of every member but the manifest
    """

    version: str
    kind: str
    revision: str
    installation: str
    made_at: str
    head: tuple[int, str]
    columns: dict[str, list[str]]
    members: dict[str, tuple[int, str]] = field(default_factory=dict)


class Writer:
    """Writes members one after the other, and the manifest at the end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.members: dict[str, tuple[int, str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @contextmanager
    def member(self, name: str) -> Iterator[Callable[[bytes], None]]:
        """A function that adds to the member `name`."""
        digest, size = hashlib.sha256(), 0

        def add(part: bytes) -> None:
            nonlocal size
            digest.update(part)
            size += len(part)
            out.write(part)

        with self._zip.open(zipfile.ZipInfo(name), "w", force_zip64=True) as out:
            yield add
        self.members[name] = (size, digest.hexdigest())

    def add_file(self, name: str, file: Path) -> None:
        """Add the content of a file."""
        with self.member(name) as add, file.open("rb") as source:
            while part := source.read(_AT_ONCE):
                add(part)

    def close(self, manifest: Manifest) -> None:
        """Write the manifest, with the members that were added, and end the archive."""
        told = {**asdict(manifest), "product": PRODUCT, "format": FORMAT, "members": self.members}
        self._zip.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(told, indent=1))
        self._zip.close()


class Reader:
    """An archive whose list was held against its manifest; each member is held against its digest when it is read."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip = archive
        self.manifest = manifest

    @property
    def size(self) -> int:
        """How many bytes it comes to."""
        return sum(size for size, _ in self.manifest.members.values())

    def parts(self, name: str) -> Iterator[bytes]:
        """The bytes of a member. Raises Unreachable at its end when they are not those of the manifest."""
        size, expected = self.manifest.members[name]
        digest, read = hashlib.sha256(), 0
        with _in_one_sentence(), self._zip.open(name) as source:
            while part := source.read(_AT_ONCE):
                read += len(part)
                if read > size:
                    raise Unreachable(damaged(name))
                digest.update(part)
                yield part
        if read != size or digest.hexdigest() != expected:
            raise Unreachable(damaged(name))

    def check(self) -> None:
        """Read every member and hold it against its digest."""
        for name in self.manifest.members:
            for _ in self.parts(name):
                pass


@contextmanager
def opened_archive(file: Path) -> Iterator[Reader]:
    """The archive in `file`. Raises Unreachable, with one sentence, when it is no backup that this release can read."""
    with file.open("rb") as stream:
        with _in_one_sentence():
            archive = zipfile.ZipFile(stream)
        with archive:
            manifest = _manifest(archive)
            _hold(archive, manifest)
            yield Reader(archive, manifest)


def damaged(what: str) -> Words:
    """The archive is not whole."""
    return Words(
        f"备份文件已损坏或不完整（{what}）：没有恢复。请换用另一份备份。",
        f"The backup is damaged or was cut short ({what}), and nothing was restored. Use another one.",
    )


def strange(what: str) -> Words:
    """The archive holds something that no backup of ours holds."""
    return Words(
        f"这不是本系统的备份文件（{what}）：没有恢复。",
        f"This is no backup of this product ({what}), and nothing was restored.",
    )


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist():
        raise Unreachable(strange(MANIFEST))
    if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise Unreachable(strange(MANIFEST))
    with _in_one_sentence(), archive.open(MANIFEST) as source:
        content = source.read(_LARGEST_MANIFEST + 1)
    try:
        told = json.loads(content)
        if told.pop("product") != PRODUCT:
            raise Unreachable(strange(MANIFEST))
        if (number := told.pop("format")) != FORMAT:
            raise Unreachable(newer(f"{number}"))
        return _read(told)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unreachable(damaged(MANIFEST)) from error


def _read(told: dict[str, Any]) -> Manifest:
    """The manifest as values of the right kinds; whatever is not raises ValueError, TypeError or KeyError."""
    seq, newest = told["head"]
    members = {str(name): (int(size), str(digest)) for name, (size, digest) in told["members"].items()}
    columns = {str(table): [str(one) for one in names] for table, names in told["columns"].items()}
    words = {name: str(told[name]) for name in ("version", "kind", "revision", "installation", "made_at")}
    if words["kind"] not in ("sqlite", "postgresql") or min((size for size, _ in members.values()), default=0) < 0:
        raise ValueError("kind or size")
    return Manifest(head=(int(seq), str(newest)), columns=columns, members=members, **words)


def newer(what: str) -> Words:
    """The backup was made by a newer release."""
    return Words(
        f"这份备份由更新的版本制作（{what}）：没有恢复。请安装新版本。",
        f"This backup was made by a newer release ({what}), and nothing was restored. Install that release.",
    )


def _hold(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Raise Unreachable unless the list of the archive is exactly what its manifest says, and nothing but plain files of ours."""
    wanted = {*KEYS} & set(manifest.members)
    wanted |= {DATABASE} if manifest.kind == "sqlite" else {f"tables/{table}" for table in manifest.columns}
    names = archive.namelist()
    for one in archive.infolist():
        if one.filename == MANIFEST:
            continue
        if one.filename not in (DATABASE, *KEYS) and not _TABLE.match(one.filename):
            raise Unreachable(strange(_printable(one.filename)))
        kind = stat.S_IFMT(one.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or one.flag_bits & _ENCRYPTED:
            raise Unreachable(strange(one.filename))
        if one.filename in manifest.members and one.file_size != manifest.members[one.filename][0]:
            raise Unreachable(damaged(one.filename))
    if (
        len(set(names)) != len(names)
        or set(names) - {MANIFEST} != set(manifest.members)
        or set(manifest.members) != wanted
    ):
        raise Unreachable(damaged(MANIFEST))
    for key in KEYS:
        if manifest.members.get(key, (0, ""))[0] > _LARGEST_KEY:
            raise Unreachable(strange(key))


def _printable(name: str) -> str:
    return re.sub(r"[^\w./-]", "?", name)[:60]


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unreachable(damaged("zip")) from error
