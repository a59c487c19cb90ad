"""A database as it is at one moment, out into an archive and back from it, whoever works in it meanwhile.

SQLite is copied by its own online backup, in one step, which waits for nobody and stops nobody. PostgreSQL is read table by
table in one snapshot, and filled again in one transaction: nothing needs to be installed for it, it does not matter which
release the server is, and a restore that is cut short leaves what was there.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import Session, col, delete

from workflow.records import migrations
from workflow.records.copies.archive import DATABASE, Reader, Writer, damaged, newer, strange
from workflow.records.database import triggers
from workflow.records.database.marker import NO_HEAD, Head
from workflow.records.database.session import PATIENCE, WRITERS_LOCK, make_engine, writing
from workflow.records.database.unreachable import Unreachable
from workflow.records.database.watch import INSTALLATION, RESTORED
from workflow.records.event import broken_links
from workflow.records.person import Mark
from workflow.records.replaying.looking import LOOKED
from workflow.records.sign_in import Presiding, SignIn
from workflow.records.tables import metadata
from workflow.words import Words

_FACTS = (
    "SELECT (SELECT version_num FROM alembic_version), (SELECT value FROM mark WHERE name = 'installation'), "
    "(SELECT max(seq) FROM event), (SELECT hash FROM event WHERE seq = (SELECT max(seq) FROM event))"
)
Facts = tuple[str, str, Head]


# Out ---------------------------------------------------------------------------------------------------------------------


def take_sqlite(file: Path, draft: Path, into: Writer) -> Facts:
    """Add the database in `file` to an archive, by way of the new file `draft`; its form, its number and its newest event."""
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with (
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE)) as source,
        closing(sqlite3.connect(draft)) as copy,
    ):
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        try:
            facts = _facts(copy.execute(_FACTS).fetchone())
        except sqlite3.OperationalError as error:
            raise Unreachable(strange("tables")) from error
    into.add_file(DATABASE, draft)
    return facts


def take_postgresql(engine: sa.Engine, into: Writer) -> tuple[Facts, dict[str, list[str]]]:
    """Add every table of ours to an archive, all as of one moment; also the columns that each has."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection, connection.begin():
        facts = _facts(connection.execute(sa.text(_FACTS)).one())
        inspector = sa.inspect(connection)
        there = set(inspector.get_table_names())
        tables = [table.name for table in metadata.sorted_tables if table.name in there]
        columns = {table: [one["name"] for one in inspector.get_columns(table)] for table in tables}
        for table in tables:
            with (
                into.member(f"tables/{table}") as add,
                _cursor(connection) as cursor,
                cursor.copy(f"COPY {table} ({_listed(columns[table])}) TO STDOUT") as rows,
            ):
                for part in rows:
                    add(bytes(part))
    return facts, columns


def _facts(row: Any) -> Facts:
    revision, installation, seq, newest = row
    return str(revision), str(installation or ""), Head(int(seq), str(newest)) if seq else NO_HEAD


# Back --------------------------------------------------------------------------------------------------------------------


def put_sqlite(archive: Reader, draft: Path, moment: str) -> Head:
    """Make the file `draft` out of the archive, in the newest form, checked; nothing else is touched.

    moment  of the restore, kept in the database. Raises Unreachable when the content does not hold.
    """
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        for part in archive.parts(DATABASE):
            out.write(part)
    try:
        with closing(sqlite3.connect(draft)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise Unreachable(damaged(DATABASE))
            ours = triggers.sqlite_names()
            for kind, name in connection.execute(
                "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')"
            ):
                if kind == "view" or name not in ours:
                    raise Unreachable(strange(name))
            facts = _facts(connection.execute(_FACTS).fetchone())
    except sqlite3.DatabaseError as error:
        raise Unreachable(damaged(DATABASE)) from error
    _hold(archive, facts)
    engine = make_engine(f"sqlite:///{draft}")
    try:
        migrations.upgrade(engine)
        with writing(engine) as db:
            _settle(db, archive, moment)
    finally:
        engine.dispose()
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    return facts[2]


def put_postgresql(archive: Reader, engine: sa.Engine, aside: str | None, moment: str) -> Head:
    """Fill the database behind `engine` out of the archive, in one transaction.

    aside  the name under which a schema that has tables is kept; None when there is none
    """
    manifest = archive.manifest
    archive.check()
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(sa.text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS_LOCK)))
        if aside is not None:
            connection.execute(sa.text(f"ALTER SCHEMA public RENAME TO {aside}"))
            connection.execute(sa.text("CREATE SCHEMA public"))
        migrations.upgrade_on(connection, manifest.revision)
        inspector = sa.inspect(connection)
        # The tables of its own release, of which some are gone by now.
        if set(manifest.columns) - set(inspector.get_table_names()) | {"alembic_version"} & set(manifest.columns):
            raise Unreachable(strange("tables"))
        for table, columns in manifest.columns.items():
            if set(columns) - {one["name"] for one in inspector.get_columns(table)}:
                raise Unreachable(strange(table))
            connection.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608 (a table of ours) what a migration put there
        for table, columns in manifest.columns.items():
            with _cursor(connection) as cursor, cursor.copy(f"COPY {table} ({_listed(columns)}) FROM STDIN") as rows:
                for part in archive.parts(f"tables/{table}"):
                    rows.write(part)
            if "id" in columns:
                connection.execute(
                    sa.text(
                        f"SELECT setval(s, (SELECT max(id) FROM {table})) "  # noqa: S608 (a table of ours)
                        f"FROM pg_get_serial_sequence('{table}', 'id') AS s WHERE s IS NOT NULL"
                    )
                )
        # As it was put in: a step to a newer form may add an event of its own.
        _hold(archive, _facts(connection.execute(sa.text(_FACTS)).one()))
        migrations.upgrade_on(connection)
        facts = _facts(connection.execute(sa.text(_FACTS)).one())
        with Session(connection) as db:  # its end leaves the transaction as it is
            _settle(db, archive, moment)
            db.flush()
    return facts[2]


def require_known(archive: Reader) -> None:
    """Raise Unreachable when the tables in the archive have a form that this release does not know."""
    if not migrations.is_known(archive.manifest.revision):
        raise Unreachable(newer(archive.manifest.revision))


def _hold(archive: Reader, facts: Facts) -> None:
    manifest = archive.manifest
    if facts != (manifest.revision, manifest.installation, Head(*manifest.head)):
        raise Unreachable(damaged("manifest.json"))


def _settle(db: Session, archive: Reader, moment: str) -> None:
    """Hold the chain against itself, end every sign-in, and keep when this was restored."""
    if broken := broken_links(db):
        raise Unreachable(damaged(broken[0]))
    # Somebody signed out, or was shut out, after the backup: whoever is let in must be let in again.
    db.exec(delete(Presiding))
    db.exec(delete(SignIn))
    db.exec(delete(Mark).where(col(Mark.name).in_([RESTORED, LOOKED])))  # nobody has looked at what is there now
    db.add(Mark(name=RESTORED, value=moment))
    if not archive.manifest.installation:
        raise Unreachable(strange(INSTALLATION))


def in_use(file: Path) -> bool:
    """True when another program has the SQLite database in `file` open; else its log is written into it."""
    with closing(
        sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=0.5, isolation_level=None)
    ) as one:
        try:
            one.execute("PRAGMA locking_mode=EXCLUSIVE")
            one.execute("BEGIN EXCLUSIVE")
            one.execute("ROLLBACK")
            one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError:
            return True
        except sqlite3.DatabaseError:
            return False  # no database: nothing that anybody works in
    return False


def used() -> Words:
    """A server still runs on the database that is to be replaced."""
    return Words(
        "有程序正在使用要替换的数据库：没有恢复。请先停止服务。",
        "Another program is using the database that is to be replaced, so nothing was restored. Stop the server first.",
    )


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{one}"' for one in columns)


def _cursor(connection: sa.Connection) -> Any:
    return cast(Any, connection.connection.cursor())
