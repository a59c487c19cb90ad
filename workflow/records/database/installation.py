"""Which installation a database belongs to, and whether what was found under an address may be opened as its database.

Asked once, when a program opens the database; what happens to it afterwards is asked by `watch`.
"""

import secrets
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col, select

from workflow.records import migrations
from workflow.records.database.marker import NO_HEAD, Head, Marker, marker_file, new_marker, read_marker
from workflow.records.database.restoring import finish
from workflow.records.database.session import make_engine, reading, writing
from workflow.records.database.unreachable import NO_DATABASE, Unreachable, is_about_a_table, words_of
from workflow.records.database.watch import INSTALLATION, RESTORED, Watch, attach, foreign, gone
from workflow.records.event import Event
from workflow.records.person import Mark
from workflow.records.tables import metadata
from workflow.words import Words

_SQLITE_BEGINS = b"SQLite format 3\0"


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite address; None for PostgreSQL, and for a database in memory."""
    made = sa.engine.make_url(url)
    if made.get_backend_name() != "sqlite" or not made.database or made.database == ":memory:":
        return None
    return Path(made.database)


def marker_of(url: str, folder: Path) -> Path:
    """Where the data folder `folder` keeps the marker of the database at `url`."""
    made = sa.engine.make_url(url)
    file = sqlite_file(url)
    return marker_file(folder, made.render_as_string(hide_password=True), str(file) if file else None)


def open_database(url: str, folder: Path, now: datetime) -> sa.Engine:
    """The engine of this installation's database, in its newest form, watched; an empty one is made at a first start.

    url, folder  its address, and the data folder with the keys
    Raises Unreachable, with one sentence, for a database that is missing, foreign, newer, half-made, behind or unreadable.
    """
    file = sqlite_file(url)
    finish(file, folder)  # of a restore that was decided on and cut short
    marker = read_marker(marker_of(url, folder))
    if file is not None:
        _require_file(file, marker)
    engine = make_engine(url)
    try:
        _require_ours(engine, marker)
        _bring_up_to_date(engine)
        marker = _settle(engine, marker_of(url, folder), marker, now)
    except BaseException as error:
        engine.dispose()
        words = words_of(error)
        if words is None or isinstance(error, Unreachable):
            raise
        raise Unreachable(words) from error
    engine.dispose()
    return watched_engine(url, marker)


def watched_engine(url: str, marker: Marker) -> sa.Engine:
    """An engine for `url` that is held against `marker`."""
    engine = make_engine(url)
    attach(engine, Watch(marker, sqlite_file(url)))
    return engine


def engine_of(url: str, folder: Path) -> sa.Engine:
    """The engine of a database that `open_database` has opened before, for another process of the same server."""
    marker = read_marker(marker_of(url, folder))
    return watched_engine(url, marker) if marker is not None else make_engine(url)


def require_set_up(url: str, marker: Marker | None) -> None:
    """Raise Unreachable when there is no database that could be backed up. Nothing is made, and nothing is changed."""
    file = sqlite_file(url)
    if file is None or (file.is_file() and file.stat().st_size > 0):
        return
    if marker is not None:
        raise Unreachable(gone(str(file)))
    raise Unreachable(Words(f"没有可备份的：{file} 不存在。", f"There is nothing to back up: {file} does not exist."))


def head_in(db: Session) -> Head:
    """The newest event in the database."""
    newest = sa.select(Event.seq, Event.hash).order_by(sa.desc(sa.column("seq"))).limit(1)  # type: ignore[call-overload]
    found = db.connection().execute(newest).first()
    return Head(*found) if found else NO_HEAD


def why_not(engine: sa.Engine, error: sa.exc.DBAPIError) -> Words | None:
    """Why the database refused a statement that is no fault of ours: where it lies, or that tables are missing. Else None."""
    if not is_about_a_table(error):
        return words_of(error)
    try:
        missing = _missing(engine)
    except (sa.exc.SQLAlchemyError, Unreachable) as again:
        return words_of(again)
    return half_made(missing) if missing else None


# At a start --------------------------------------------------------------------------------------------------------------


def _require_file(file: Path, marker: Marker | None) -> None:
    """Make an empty file for its owner at a first start; raise Unreachable when what is there cannot be a database of ours."""
    if marker is not None and (not file.exists() or file.stat().st_size == 0):
        raise Unreachable(
            Words(
                f"数据库文件 {file} 不见了或者是空的，而本系统已于 {marker.since} 建立。请放回该文件（连同同名的 -wal 文件），"
                f"或执行 workflow restore 备份文件；确要从头开始的，删除 {marker.file} 后再启动。",
                f"The database file {file} is missing or empty, but this installation was set up on {marker.since}. Put the file "
                f"back (with its -wal file) or type: workflow restore FILE; to begin again with nothing, remove {marker.file}.",
            )
        )
    if file.is_dir():
        raise Unreachable(
            Words(
                f"{file} 是文件夹，不是数据库文件。请检查 DATABASE_URL。",
                f"{file} is a folder and no database file. Check DATABASE_URL.",
            )
        )
    # Password hashes and unpublished drafts are in it: for its owner's eyes, as are the files SQLite keeps beside it.
    file.touch(mode=0o600)
    with file.open("rb") as stream:
        begins = stream.read(len(_SQLITE_BEGINS))
    if begins not in (b"", _SQLITE_BEGINS):
        raise Unreachable(NO_DATABASE)


def _require_ours(engine: sa.Engine, marker: Marker | None) -> None:
    """Raise Unreachable for another program's database, one of a newer release, or one of another installation."""
    with engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names())
        if not tables:
            if marker is not None:
                raise Unreachable(emptied(marker))
            return
        if "alembic_version" not in tables or not tables & {"event", "person"}:
            raise Unreachable(
                Words(
                    "这个数据库属于另一个程序：没有读写。请检查 DATABASE_URL。",
                    "This database belongs to another program and was not touched. Check DATABASE_URL.",
                )
            )
        revisions = [
            str(one) for one in connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalars()
        ]
        if len(revisions) != 1:
            raise Unreachable(half_made(set()))
        if not migrations.is_known(revisions[0]):
            raise Unreachable(
                Words(
                    f"这个数据库由更新的版本建立（{revisions[0]}），本版本没有改动它。请安装新版本，或恢复升级前的备份。",
                    f"This database was made by a newer release ({revisions[0]}) and was not touched. Install that release, or "
                    "restore the backup from before the upgrade.",
                )
            )
        if marker is not None and "mark" in tables:
            found = {
                str(one.name): str(one.value) for one in connection.execute(sa.text("SELECT name, value FROM mark"))
            }
            if found.get(INSTALLATION, marker.installation) != marker.installation and not _was_restored(found, marker):
                raise Unreachable(foreign(str(marker.file)))


def _bring_up_to_date(engine: sa.Engine) -> None:
    try:
        migrations.upgrade(engine)
    except sa.exc.DBAPIError as error:
        if is_about_a_table(error) or getattr(error.orig, "sqlstate", None) in ("42P07", "42701"):
            raise Unreachable(half_made(_missing(engine))) from error
        raise
    missing = _missing(engine)
    if missing:
        raise Unreachable(half_made(missing))


def _settle(engine: sa.Engine, file: Path, marker: Marker | None, now: datetime) -> Marker:
    """The marker of this database, written where there was none; raise Unreachable when acknowledged acts are missing."""
    with reading(engine) as db:
        known = {
            one.name: one.value for one in db.exec(select(Mark).where(col(Mark.name).in_([INSTALLATION, RESTORED])))
        }
        head = head_in(db)
        noted = db.get(Event, marker.head.seq) if marker is not None else None
        noted_hash = noted.hash if noted is not None else None
    if marker is not None and not _was_restored(known, marker):
        if INSTALLATION not in known:
            raise Unreachable(foreign(str(marker.file)))
        if marker.head.seq and noted_hash != marker.head.hash:
            raise Unreachable(behind(marker, head))
        marker.note(head)
        return replace(marker, head=head)
    installation = known.get(INSTALLATION) or _new_number(engine)
    made = new_marker(file, installation, now, known.get(RESTORED, ""), head)
    made.write()
    return made


def _new_number(engine: sa.Engine) -> str:
    """A number for the installation; of two servers that start at once, the first one's."""
    with writing(engine) as db:
        mark = db.get(Mark, INSTALLATION) or Mark(name=INSTALLATION, value=secrets.token_hex(16))
        db.add(mark)
        return mark.value


def _was_restored(found: dict[str, str], marker: Marker) -> bool:
    """`workflow restore` put the database there, and was interrupted before it could write the marker."""
    return found.get(RESTORED, "") > marker.restored


def _missing(engine: sa.Engine) -> set[str]:
    """The tables, and columns as table.column, that the newest form has and this database does not."""
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        there = set(inspector.get_table_names())
        out = set(metadata.tables) - there
        for table in metadata.sorted_tables:
            if table.name in there:
                columns = {one["name"] for one in inspector.get_columns(table.name)}
                out |= {f"{table.name}.{one.name}" for one in table.columns if one.name not in columns}
    return out


def half_made(missing: set[str]) -> Words:
    """The tables are not those of any release."""
    some = sorted(missing)[:3]
    zh, en = (f"（缺少 {'、'.join(some)}）", f" ({', '.join(some)})") if some else ("", "")
    return Words(
        f"数据库的表不完整{zh}：可能是升级中断，或者被改动。请停止服务，执行 workflow restore 备份文件。",
        f"Tables of this database are missing{en}: an upgrade was cut short, or somebody changed them. Stop the server and type: "
        "workflow restore FILE",
    )


def emptied(marker: Marker) -> Words:
    """There is a database, and nothing in it."""
    return Words(
        f"数据库是空的，而本系统已于 {marker.since} 建立。请恢复数据库，或执行 workflow restore 备份文件；"
        f"确要从头开始的，删除 {marker.file} 后再启动。",
        f"The database is empty, but this installation was set up on {marker.since}. Restore it, or type: workflow restore FILE; "
        f"to begin again with nothing, remove {marker.file}.",
    )


def behind(marker: Marker, head: Head) -> Words:
    """Acts that were acknowledged are not in the database."""
    lost = marker.head.seq - head.seq
    missing = Words(f"少了 {lost} 条", f"{lost} are missing") if lost > 0 else Words("与记录不符", "they differ")
    return Words(
        f"数据库只到第 {head.seq} 条事件，而本系统已经办到第 {marker.head.seq} 条（{missing.zh}）：像是旧的副本，"
        f"或者复制时漏了同名的 -wal 文件。请放回完整的数据库，或执行 workflow restore 备份文件；"
        f"确要用它继续的，删除 {marker.file} 后再启动。",
        f"The database ends with event {head.seq}, but this installation had acknowledged event {marker.head.seq} "
        f"({missing.en}): an older copy, or one made without its -wal file. Put the whole database back or type: workflow "
        f"restore FILE; to go on with what is there, remove {marker.file}.",
    )
