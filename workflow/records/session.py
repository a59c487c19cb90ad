"""Connections and transactions: the engine of either database, a reading session, and the one place that commits."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Session, create_engine

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
        return create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8, hide_parameters=True)
    engine = create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _settle_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
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


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """A session for questions: whatever it may have changed is rolled back."""
    with Session(engine) as db:
        try:
            yield db
        finally:
            db.rollback()


@contextmanager
def writing(engine: sa.Engine) -> Iterator[Session]:
    """A session for one act: commits when the block ends well, rolls everything back when it does not.

    It waits for its turn at the start (BEGIN IMMEDIATE on SQLite, a lock on PostgreSQL), so that what it reads cannot
    change under it: what the rules were asked is still so when the act is written.
    """
    with Session(engine.execution_options(writing=True)) as db:
        try:
            if engine.dialect.name == "postgresql":
                db.connection().execute(sa.text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                db.connection().execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS_LOCK)))
            yield db
            db.commit()
        except BaseException:
            db.rollback()
            raise
