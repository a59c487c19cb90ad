"""`workflow backup FILE`: the database, its papers and its keys in one archive, while the server goes on working."""

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from workflow import __version__
from workflow.commands.arguments import Arguments, Unusable
from workflow.commands.opening import in_one_sentence
from workflow.config import Settings
from workflow.records.copies.archive import KEYS, Manifest, Writer, opened_archive
from workflow.records.copies.copying import Facts, take_postgresql, take_sqlite
from workflow.records.database.installation import behind, engine_of, marker_of, require_set_up, sqlite_file
from workflow.records.database.marker import read_marker
from workflow.records.database.unreachable import Unreachable
from workflow.words import Words


def run(arguments: list[str]) -> int:
    """Write the archive, whole or not at all; 0, or Unusable in one sentence. Every act acknowledged before is in it."""
    parser = Arguments(
        prog="workflow backup",
        description="The database, the papers in it and the keys in one archive, while the server goes on. Keep it as "
        "safe as the database itself: whoever has it can read everything.",
    )
    parser.add_argument("file", metavar="FILE", help="the archive to write; a file that exists is not written over")
    file = Path(parser.parse_args(arguments).file).absolute()
    if file.exists():
        raise Unusable(
            f"{file} 已经存在，不会覆盖：请换一个文件名。 {file} exists and is not written over: choose another name."
        )
    with in_one_sentence():
        settings = Settings.from_environ(os.environ)
        manifest = _write(settings, file)
    size = file.stat().st_size / 1_000_000
    sys.stdout.write(f"{file}: {size:.1f} MB, 事件到第 {manifest.head[0]} 条 up to event {manifest.head[0]}\n")
    return 0


def _write(settings: Settings, file: Path) -> Manifest:
    marker = read_marker(marker_of(settings.database_url, settings.data_dir))
    require_set_up(settings.database_url, marker)
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    with _beside(file) as folder:
        draft = folder / "archive"
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w+b") as stream, Writer(stream) as writer:
            kind, facts, columns = _take(settings, folder / "copy.sqlite", writer)
            for name in KEYS:
                if (settings.data_dir / name).is_file():
                    writer.add_file(name, settings.data_dir / name)
            revision, installation, head = facts
            if not installation:
                raise Unreachable(
                    Words(
                        "这个数据库还没有由本版本打开过：请先启动一次服务。",
                        "This database was never opened by this release: start the server once.",
                    )
                )
            if marker is not None and head.seq < marker.head.seq:
                raise Unreachable(behind(marker, head))
            manifest = Manifest(__version__, kind, revision, installation, made_at, (head.seq, head.hash), columns)
            writer.close(manifest)
            stream.flush()
            os.fsync(stream.fileno())
        with opened_archive(draft) as written:
            written.check()  # a backup that was never read is a hope
        _publish(draft, file)
    return manifest


def _take(settings: Settings, draft: Path, writer: Writer) -> tuple[str, Facts, dict[str, list[str]]]:
    """Add the database to the archive: its kind, what it is, and on PostgreSQL the columns of its tables."""
    database = sqlite_file(settings.database_url)
    if database is not None:
        return "sqlite", take_sqlite(database, draft, writer), {}
    engine = engine_of(settings.database_url, settings.data_dir)
    try:
        facts, columns = take_postgresql(engine, writer)
        return "postgresql", facts, columns
    finally:
        engine.dispose()


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A folder of its own beside `file`, gone at the end; what a killed backup to the same file left behind goes too."""
    for old in file.parent.glob(f".{file.name}.backup-*"):
        shutil.rmtree(old, ignore_errors=True)
    folder = file.with_name(f".{file.name}.backup-{secrets.token_hex(4)}")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(draft: Path, file: Path) -> None:
    """Give the archive its name in one step, unless something has that name by now."""
    try:
        os.link(draft, file)
    except FileExistsError:
        raise Unreachable(
            Words(f"{file} 已经存在，不会覆盖。", f"{file} exists by now and is not written over.")
        ) from None
    except OSError:  # a disk that knows no second name for a file
        if file.exists():
            raise
        draft.rename(file)
    if os.name == "posix":
        handle = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
