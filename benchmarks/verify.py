"""How long the whole record takes to be verified: `python -m benchmarks verify --events 100000 [--postgresql]`.

The demonstration is written again and again under other numbers, each event with rows of the same tables as its act wrote, until
there are so many events; the chain over them is whole. Half of the acts write two rows or fewer, but rolls, lists of those
present and covers of decisions have a hundred, and the demonstration has little else: of each event at most `--rows` are written
(4; 0 for all, fifteen an event on average), the provisions of a text being one. Then all of it is verified against a checkpoint,
and what that took is printed in seconds of the processor. Exit 1 when something differs, or a hundred thousand events would take
ten seconds of the processor or more.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

from tests.databases import Databases, PostgreSQL
from tests.web.house import stage_demonstration
from workflow.records.database import commitments, triggers
from workflow.records.database.session import make_engine, reading
from workflow.records.event import chained_hash, payload_hash
from workflow.records.replaying.outside import checkpoint
from workflow.records.replaying.whole import verify
from workflow.records.tables import metadata

Row = dict[str, Any]
#: By how much the numbers of each copy are higher, and at which rate a hundred thousand events take ten seconds.
APART, SECONDS_EACH = 1_000_000, 10 / 100_000


def main(options: list[str]) -> int:
    """Build, verify, print."""
    parser = argparse.ArgumentParser(prog="verify")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=4)
    parser.add_argument("--postgresql", action="store_true")
    chosen = parser.parse_args(options)
    with _database(chosen.postgresql) as url:
        engine = make_engine(url)
        _fill(engine, chosen.events, chosen.rows or None)
        with reading(engine) as db:
            outside = checkpoint(db, "house")
        with reading(engine) as db:
            begun, clock = time.process_time(), time.monotonic()
            # On PostgreSQL columns were widened for the keys of the copies: that difference is this program's own.
            found = verify(db, outside, without_structure=chosen.postgresql)
            took, clock = time.process_time() - begun, time.monotonic() - clock
        engine.dispose()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{engine.dialect.name}: {found.events} events, {found.rows} rows: {took:.2f} s of the processor, {clock:.2f} s by the "
        f"clock, {took / found.events * 1e6:.0f} µs an event, {took / found.rows * 1e6:.1f} µs a row, {memory:.0f} MB at most\n"
        f"differences {len(found.different)}\n"
    )
    return 1 if found.different or took / found.events >= SECONDS_EACH else 0


@contextmanager
def _database(postgresql: bool) -> Iterator[str]:
    server = PostgreSQL() if postgresql else None
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            patch("workflow.demonstration.draw", lambda *_, **__: b"%PDF-1.4"),
        ):
            yield _staged(Path(folder), server)
    finally:
        if server is not None:
            server.stop()


def _staged(folder: Path, server: PostgreSQL | None) -> str:
    if server is not None:
        return Databases(folder, "verify", server.folder).copy("postgresql", "demonstration_web", stage_demonstration)
    url = f"sqlite:///{folder / 'house.db'}"
    stage_demonstration(url)
    return url


def _fill(engine: sa.Engine, wanted: int, most: int | None) -> None:
    """Write the events of the demonstration again, with their rows, until there are `wanted`."""
    with engine.execution_options(writing=True).connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.rollback()
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("PRAGMA synchronous=OFF")
        begun = connection.begin()
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
            for table in _varying():  # longer words than it has room for
                connection.exec_driver_sql(table)
        triggers.remove(connection)
        stand = dict(commitments.stand(connection))
        events = [dict(one) for one in connection.execute(_events()).mappings()]
        number, before, at = len(events), events[-1]["hash"], events[-1]["at"]
        copy = 0
        while number < wanted:
            copy += 1
            new: dict[str, list[Row]] = {}
            written = set[commitments.Named]()  # what is completed later is spoken for by two events
            for one in events:
                if number == wanted:
                    break
                number, at = number + 1, at + timedelta(seconds=1)
                rows = dict(islice(_copied(one["rows"], stand, copy), most))
                made = {**one, "seq": number, "prev_hash": before, "at": at, "payload_hash": payload_hash("salt", "{}")}
                made["rows"] = commitments.committing(rows.items(), one["row_salt"])
                made["hash"] = before = chained_hash(made)
                new.setdefault("event", []).append(made)
                new.setdefault("payload", []).append({"event_seq": number, "salt": "salt", "json": "{}"})
                for named, several in rows.items():
                    if named not in written:
                        new.setdefault(named[0], []).extend(several)
                written |= set(rows)
            for name, several in new.items():
                connection.execute(sa.insert(metadata.tables[name]), several)
        triggers.install(connection)
        begun.commit()


def _events() -> sa.Select[Any]:
    table = metadata.tables["event"]
    return sa.select(*table.columns).order_by(table.c.seq)


def _varying() -> list[str]:
    return [
        f'ALTER TABLE "{table.name}" ALTER COLUMN "{column.name}" TYPE text'
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name in _unique(table) and isinstance(column.type, sa.String) and table.name != "event"
    ]


def _copied(
    rows: str, stand: dict[commitments.Named, list[Row]], copy: int
) -> Iterator[tuple[commitments.Named, list[Row]]]:
    """What one event speaks for, under other numbers."""
    for name, made in json.loads(rows or "{}").items():
        table = metadata.tables[name]
        apart = _unique(table) | {commitments.TOGETHER.get(name, "")}
        for key in made["rows"]:
            several = [
                {column: _moved(value, copy) if column in apart else value for column, value in row.items()}
                for row in stand.get((name, key), [])
            ]
            if several:
                yield (name, commitments.named(table, several[0])), several


def _unique(table: sa.Table) -> set[str]:
    out = {one.name for one in table.primary_key.columns} | {one.name for one in table.columns if one.unique}
    for index in (*table.constraints, *table.indexes):
        if isinstance(index, sa.UniqueConstraint) or (isinstance(index, sa.Index) and index.unique):
            out |= {one.name for one in index.columns if not isinstance(one.type, sa.Enum | sa.Boolean | sa.Date)}
    return out


def _moved(value: Any, copy: int) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, datetime):
        return value
    if isinstance(value, int):
        return value + APART * copy
    return f"{value}x{copy}" if type(value) is str else value
