"""Whether the database under an engine is still the one that this installation began with, asked at every transaction.

Of a SQLite file the operating system's own number is compared: SQLite goes on writing to a file that was deleted, and says
that all went well. Of either database its installation's number and the newest event acknowledged by this process are asked.
"""

import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Session

from workflow.records.database.marker import Head, Marker
from workflow.records.database.unreachable import Unreachable
from workflow.words import Words

#: The name under which a database keeps the number of its installation, and the moment of its last restore.
INSTALLATION, RESTORED = "installation", "restored"
_FILES, _HEAD, _OPTION = "files", "head", "watch"
_SIDES = ("", "-wal")
_ASKED = "SELECT (SELECT value FROM mark WHERE name = {sign}), (SELECT hash FROM event WHERE seq = {sign})"
Files = tuple[tuple[int, int] | None, ...]


@dataclass(slots=True)
class Watch:
    """What an engine holds its database against. `file` is that of SQLite, None for PostgreSQL."""

    marker: Marker
    file: Path | None
    seen: Head = field(init=False)

    def __post_init__(self) -> None:
        self.seen = self.marker.head

    def found(self) -> Files:
        """The numbers of the files under the path; () for PostgreSQL."""
        return tuple(_number(f"{self.file}{side}") for side in _SIDES) if self.file else ()

    def hold(self, files: Files) -> None:
        """Raise Unreachable unless `files` are still the ones under the path."""
        if files != self.found():
            raise Unreachable(gone(str(self.file)) if self.file and not self.file.exists() else replaced())

    def ask(self, db: Session) -> None:
        """Raise Unreachable unless the database is this installation's and holds what was acknowledged. In a transaction."""
        seen, sign = self.seen, "?" if self.file else "%s"  # another thread may see a newer one meanwhile
        found = db.connection().exec_driver_sql(_ASKED.format(sign=sign), (INSTALLATION, seen.seq)).one()
        self.judge(found[0], found[1], seen)

    def judge(self, installation: str | None, newest: str | None, seen: Head) -> None:
        """Raise Unreachable unless the database has this installation's number, and the newest event that was seen."""
        if installation != self.marker.installation:
            raise Unreachable(foreign(str(self.marker.file)))
        if seen.seq and newest != seen.hash:
            raise Unreachable(replaced())

    def acknowledge(self, head: Head | None) -> None:
        """Remember the event that was just committed, here and beside the keys."""
        if head is not None and head.seq > self.seen.seq:
            self.seen = head
            self.marker.note(head)


def watch_of(engine: sa.Engine) -> Watch | None:
    """What `engine` is held against; None for an engine that nobody watches."""
    return cast("Watch | None", engine.get_execution_options().get(_OPTION))


def held(engine: sa.Engine, info: Mapping[str, Any]) -> None:
    """Raise Unreachable unless a connection with this `info`, opened by `engine`, is still one to the file under its path."""
    watch = watch_of(engine)
    if watch is not None:
        watch.hold(info.get(_FILES, ()))


def attach(engine: sa.Engine, watch: Watch) -> None:
    """Have `engine` watched from now on. It never makes a SQLite file any more, and opens none but this installation's."""
    engine.update_execution_options(**{_OPTION: watch})
    if watch.file is not None:
        event.listen(engine, "do_connect", _only_what_exists)
        event.listen(engine, "begin", _hold, insert=True)
    event.listen(engine, "connect", lambda connection, record: _met(watch, connection, record))


def remember_head(db: Session, head: Head) -> None:
    """Have the newest event of this transaction acknowledged when it is committed."""
    db.info[_HEAD] = head


def head_of(db: Session) -> Head | None:
    """The newest event that this transaction has written, if any; forgotten by asking."""
    return cast("Head | None", db.info.pop(_HEAD, None))


def files_of(connection: sa.Connection) -> Files:
    """The files that a connection was opened on."""
    return cast(Files, connection.info.get(_FILES, ()))


def _only_what_exists(_dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]) -> None:
    file = Path(arguments[0]).absolute()
    if not file.exists():
        raise Unreachable(gone(str(file)))
    arguments[0] = f"{file.as_uri()}?mode=rw"
    options["uri"] = True


def _hold(connection: sa.Connection) -> None:
    watch = cast("Watch | None", connection.get_execution_options().get(_OPTION))
    if watch is None:
        return
    try:
        watch.hold(files_of(connection))
    except Unreachable:
        connection.invalidate()  # when the right file is back, the next one who asks opens it
        raise


def _met(watch: Watch, connection: Any, record: Any) -> None:
    """A new connection: note its files, and hold what is in the database against the marker. One that is refused is closed:
    the pool does not know it yet."""
    try:
        _look_at(watch, connection, record)
    except BaseException:
        connection.close()
        raise


def _look_at(watch: Watch, connection: Any, record: Any) -> None:
    before, seen = watch.found()[:1], watch.seen
    sign = "?" if watch.file else "%s"
    with closing(connection.cursor()) as cursor:
        try:
            cursor.execute(_ASKED.format(sign=sign), (INSTALLATION, seen.seq))
            found = cursor.fetchone()
        except Exception as error:
            # Without our tables it is somebody else's; locked or unreadable is told as what it is.
            if "mark" not in str(error) and "event" not in str(error):
                raise
            found = (None, None)
    if watch.file is None:
        connection.rollback()
    watch.judge(found[0], found[1], seen)
    # Only now is the log open: until then another program that closes the database may take the log with it.
    record.info[_FILES] = files = watch.found()
    if files[:1] != before:
        raise Unreachable(replaced())


def _number(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 (asked three times a transaction)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def gone(file: str) -> Words:
    """The database file is not where it was."""
    return Words(
        f"数据库文件 {file} 不见了：本次操作没有生效。请停止服务，放回该文件，或执行 workflow restore 备份文件。",
        f"The database file {file} is gone, and nothing was done. Stop the server, then put the file back or type: "
        "workflow restore FILE",
    )


def replaced() -> Words:
    """The database under a running server is another one than before, or an older state of it."""
    return Words(
        "数据库在运行中被换掉或退回到以前的状态：本次操作没有生效。请放回原来的数据库；如确已换用恢复的数据库，请重新启动服务。",
        "The database was replaced, or taken back to an earlier state, while the server ran; nothing was done. Put the right one "
        "back; if it was restored on purpose, start the server again.",
    )


def foreign(marker: str) -> Words:
    """The database belongs to no installation, or to another one."""
    return Words(
        f"这个数据库不是本系统原来的那一个：没有读写。请放回原来的数据库，或执行 workflow restore 备份文件；"
        f"确要改用它的，删除 {marker} 后再启动。",
        "This is not the database of this installation, and it was not touched. Put the right one back or type: workflow restore "
        f"FILE; if it is to be used from now on, remove {marker} and start again.",
    )
