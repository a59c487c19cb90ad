"""Connections and transactions: the engine of either database, a reading session, and the one place that commits."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session as SqlSession
from sqlmodel import Session, create_engine

from workflow.records.database.commitments import require_all_told
from workflow.records.database.watch import files_of, head_of, watch_of

#: How long a writer waits for another one before it gives up, in seconds.
PATIENCE = 20
#: The key of the lock that a writer holds on PostgreSQL until its transaction ends.
WRITERS_LOCK = 0x5265_6755


def make_engine(url: str) -> sa.Engine:
    """An engine for `url` (sqlite:///… or postgresql+psycopg://…) with the settings this product relies on.

    Errors do not quote the parameters of a statement: they are names, texts and tokens, and errors reach logs.
    """
    if url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8, hide_parameters=True)
        event.listen(engine, "before_cursor_execute", _count_write)
        return engine
    engine = create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _settle_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "before_cursor_execute", _count_write)
    return engine


def _settle_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's own transaction handling begins too late and loses updates between readers who become writers.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # Without this INSERT OR REPLACE deletes a row without its delete trigger.
        "recursive_triggers=ON",
        f"busy_timeout={PATIENCE * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def is_writing(db: Session) -> bool:
    """True inside `writing`, where rows may be seen that another transaction never will."""
    return bool(db.connection().get_execution_options().get("writing", False))


# What was read once in a transaction ---------------------------------------------------------------------------------

Read = TypeVar("Read")
Key = TypeVar("Key", bound=Hashable)


def read_once(db: Session, name: Hashable, tables: Iterable[str], read: Callable[[], Read]) -> Read:
    """What `read` gives, asked once until this transaction writes into one of `tables`; then it is asked again.

    name    says what is read, with everything that the answer depends on beside rows
    tables  all from which `read` reads. The answer must be a value that nobody changes.

    What is changed and not written yet is written first, as before any question. A statement that is not understood counts
    as written into every table; the end of a transaction forgets everything.
    """
    return read_each(db, name, (None,), tables, lambda _: ((None, read()),))[None]


def read_each(
    db: Session,
    name: Hashable,
    keys: Iterable[Key],
    tables: Iterable[str],
    read: Callable[[list[Key]], Iterable[tuple[Key, Read]]],
) -> dict[Key, Read]:
    """The same of several things of one kind: `read` is asked once, for those of `keys` that are not known yet.

    read  gives the answer for every key that it is asked for
    """
    if not db.autoflush:
        return dict(read(list(dict.fromkeys(keys))))
    db.flush()
    written: Counter[str] = db.connection().info.setdefault(_WRITTEN, Counter())
    since = tuple(written[one] for one in (*tables, _ANYTHING))
    several: dict[Hashable, tuple[tuple[int, ...], Any]] = db.info.setdefault(_KEPT, {}).setdefault(name, {})
    out: dict[Key, Read] = {}
    missing: list[Key] = []
    for key in keys:
        found = several.get(key)
        if found is not None and found[0] == since:
            out[key] = cast(Read, found[1])
        elif key not in out:
            missing.append(key)
    if missing:
        for key, answer in read(list(dict.fromkeys(missing))):
            several[key] = (since, answer)
            out[key] = answer
    return out


def know_each(db: Session, name: Hashable, answers: Mapping[Key, Read], tables: Iterable[str]) -> None:
    """What `read_each` would find, where something else told it: a row that came with another one, or was just written."""
    if not db.autoflush:
        return
    db.flush()
    written: Counter[str] = db.connection().info.setdefault(_WRITTEN, Counter())
    since = tuple(written[one] for one in (*tables, _ANYTHING))
    several: dict[Hashable, tuple[tuple[int, ...], Any]] = db.info.setdefault(_KEPT, {}).setdefault(name, {})
    several.update({key: (since, answer) for key, answer in answers.items()})


#: Under which name a connection counts what was written through it, and a session keeps what it read.
_WRITTEN, _KEPT = "written", "read once"
_ANYTHING = "anything"
_WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')


def _count_write(
    connection: sa.Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
) -> None:  # fmt: skip
    if not statement.startswith("SELECT"):
        table = _WRITES.match(statement)
        connection.info.setdefault(_WRITTEN, Counter())[table[1] if table else _ANYTHING] += 1


def _forget(db: SqlSession, *_: Any) -> None:
    db.info.pop(_KEPT, None)


for _end in ("after_commit", "after_rollback", "after_soft_rollback"):
    event.listen(SqlSession, _end, _forget)


def _hold(db: Session) -> None:
    """A row that was read is not read again only because nobody held it."""
    at_hand: list[Any] = []
    event.listen(db, "loaded_as_persistent", lambda _db, one: at_hand.append(one))


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """A session for questions: whatever it may have changed is rolled back. Asked once more after its end, it raises.

    SQLAlchemy's own would quietly begin anew then, on a connection that nobody gives back.
    """
    with Session(engine, close_resets_only=False) as db:
        _hold(db)
        try:
            yield db
        finally:
            db.rollback()


@contextmanager
def writing(engine: sa.Engine) -> Iterator[Session]:
    """A session for one act: commits when the block ends well, rolls everything back when it does not.

    It waits for its turn at the start (BEGIN IMMEDIATE on SQLite, a lock on PostgreSQL), so that what it reads cannot
    change under it: what the rules were asked is still so when the act is written.

    On a watched engine nothing is acknowledged that went to a database which is not there any more: Unreachable.
    """
    with _transaction(engine, takes_turns=True) as db:
        yield db


@contextmanager
def beside(engine: sa.Engine) -> Iterator[Session]:
    """The same for a short write into rows of work, such as who has which job, that rests on no rule and makes no history.

    On PostgreSQL it takes no turn among the acts, so that neither waits for the other; what it changes it takes by the row.
    """
    with _transaction(engine, takes_turns=False) as db:
        yield db


@contextmanager
def _transaction(engine: sa.Engine, *, takes_turns: bool) -> Iterator[Session]:
    watch = watch_of(engine)
    with Session(engine.execution_options(writing=True), close_resets_only=False) as db:
        _hold(db)
        try:
            if engine.dialect.name == "postgresql" and takes_turns:
                db.connection().execute(sa.text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                db.connection().execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS_LOCK)))
            if watch is None:
                yield db
                db.flush()
                require_all_told(db)
                db.commit()
                return
            watch.ask(db)
            yield db
            db.flush()
            require_all_told(db)
            files = files_of(db.connection())
            watch.hold(files)
            db.commit()
            watch.hold(files)
            watch.acknowledge(head_of(db))
        except BaseException:
            db.rollback()
            raise
