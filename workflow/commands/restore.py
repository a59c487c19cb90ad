"""`workflow restore FILE`: an installation as it was when a backup was made, all of it or nothing."""

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from workflow.commands.arguments import Arguments
from workflow.commands.opening import in_one_sentence, require_folder
from workflow.config import RECORD_KEY, Settings
from workflow.records.copies.archive import KEYS, Reader, opened_archive
from workflow.records.copies.copying import in_use, put_postgresql, put_sqlite, require_known, used
from workflow.records.database.installation import marker_of, sqlite_file
from workflow.records.database.marker import Head, Marker, new_marker
from workflow.records.database.restoring import Staged, finish, put_key
from workflow.records.database.session import make_engine
from workflow.records.database.unreachable import FULL, Unreachable
from workflow.records.replaying.looking import look
from workflow.words import Words

#: Exit status of a backup that was restored, and whose record had been changed behind the product's back.
DIFFERENT = 1


def run(arguments: list[str]) -> int:
    """Restore the archive: 0; 1 when what is restored is not as it was written, in one sentence; or Unusable in one sentence with
    nothing touched. The server must not run."""
    parser = Arguments(
        prog="workflow restore",
        description="Put back what `workflow backup` wrote, into the installation that the settings name. "
        "Everybody signs in again afterwards.",
    )
    parser.add_argument("file", metavar="FILE", help="the archive")
    parser.add_argument(
        "--replace", action="store_true", help="also where there is something already; the old one is kept aside"
    )
    given = parser.parse_args(arguments)
    with in_one_sentence():
        settings = Settings.from_environ(os.environ)
        require_folder(settings.data_dir)
        finish(sqlite_file(settings.database_url), settings.data_dir)
        with opened_archive(Path(given.file)) as archive:
            require_known(archive)
            _require_kind(archive, settings)
            put = _put_file if sqlite_file(settings.database_url) else _put_tables
            head, aside = put(settings, archive, given.replace)
        found = _looked_at(settings)
    sys.stdout.write(f"已恢复到第 {head.seq} 条事件 restored up to event {head.seq}\n")
    if aside:
        sys.stdout.write(f"原有的留在 what was there is kept in {aside}\n")
    if found is not None:
        sys.stderr.write(f"workflow: {found.zh} {found.en}\n")
        return DIFFERENT
    return 0


def _looked_at(settings: Settings) -> Words | None:
    """What is not as it was written in the whole of what was restored; None when everything is."""
    engine = make_engine(settings.database_url)
    try:
        return look(engine, datetime.now(UTC), whole=True).words()
    finally:
        engine.dispose()


def _put_file(settings: Settings, archive: Reader, replace: bool) -> tuple[Head, str]:
    file = sqlite_file(settings.database_url)
    assert file is not None  # noqa: S101 (asked by the caller)
    there = file.exists() and file.stat().st_size > 0
    if there and not replace:
        raise Unreachable(not_empty(str(file)))
    if file.is_dir() or not file.parent.is_dir():
        raise Unreachable(
            Words(
                f"{file} 不能作为数据库文件。请检查 DATABASE_URL。",
                f"{file} cannot be a database file. Check DATABASE_URL.",
            )
        )
    _require_room(archive, file.parent)
    now = datetime.now(UTC)
    with Staged(file, settings.data_dir) as staged:
        head = put_sqlite(archive, staged.database, _spelled(now))
        for name, is_set in zip(KEYS, (settings.session_key, settings.record_key), strict=True):
            if name in archive.manifest.members:
                content = b"".join(archive.parts(name))
                if is_set is None:
                    staged.write_key(name, content)
        staged.write_marker(_marker(settings, archive, now, head))
        if there and in_use(file):
            raise Unreachable(used())
        aside = staged.keep_aside(f"replaced-{now:%Y%m%d-%H%M%S}")
        staged.decide()
    finish(file, settings.data_dir)
    return head, str(aside or "")


def _put_tables(settings: Settings, archive: Reader, replace: bool) -> tuple[Head, str]:
    now = datetime.now(UTC)
    engine = make_engine(settings.database_url)
    try:
        there = bool(sa.inspect(engine).get_table_names())
        if there and not replace:
            raise Unreachable(not_empty("DATABASE_URL"))
        aside = f"replaced_{now:%Y%m%d_%H%M%S}" if there else None
        head = put_postgresql(archive, engine, aside, _spelled(now))
    finally:
        engine.dispose()
    if settings.record_key is None and RECORD_KEY in archive.manifest.members:
        put_key(settings.data_dir / RECORD_KEY, b"".join(archive.parts(RECORD_KEY)), f"replaced-{now:%Y%m%d-%H%M%S}")
    _marker(settings, archive, now, head).write()
    return head, f"schema {aside}" if aside else ""


def _marker(settings: Settings, archive: Reader, now: datetime, head: Head) -> Marker:
    file = marker_of(settings.database_url, settings.data_dir)
    return new_marker(file, archive.manifest.installation, now, _spelled(now), head)


def _require_kind(archive: Reader, settings: Settings) -> None:
    kind = "postgresql" if settings.uses_postgresql else "sqlite"
    if archive.manifest.kind != kind:
        raise Unreachable(
            Words(
                f"这份备份来自 {archive.manifest.kind}，而 DATABASE_URL 是 {kind}：没有恢复。",
                f"This backup is of {archive.manifest.kind}, but DATABASE_URL is {kind}; nothing was restored.",
            )
        )


def _require_room(archive: Reader, folder: Path) -> None:
    if shutil.disk_usage(folder).free < archive.size:
        raise Unreachable(FULL)


def _spelled(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def not_empty(place: str) -> Words:
    """There is an installation where the backup is to go."""
    return Words(
        f"{place} 里已经有数据：没有恢复。要用备份替换它，加上 --replace，原有的会另外保留。",
        f"There is something in {place} already, and nothing was restored. To put the backup in its place add --replace; what is "
        "there is kept aside.",
    )
