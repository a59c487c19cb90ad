"""Changes the record behind the product's back and asks `verify` for them: `python -m benchmarks mutations --n 500 --seed 7`.

The demonstration enterprise is made once; a checkpoint leaves the house. Then, one at a time and each taken back afterwards,
somebody who may write into the database file changes it, with every trigger put back as it was:

row       a value of a row of any table but WORKING ones, each row as likely as any other
deleted   such a row is taken away
added     such a row is there twice, under another number
chain     an event is changed and the chain behind it made again, or a moment is set back so
tail      the last events are cut off, with everything that they alone speak for
trigger   a trigger is taken away, or says nothing any more
schema    a table, a column or an index is added, or an index is taken away

`--replay FILE` does what the lines of FILE say instead (JSON: {"kind", "table", "key", "column"}) and prints what was found of
each. Ends with `mutations N found F named M`; exit 1 unless all are equal. Named: a line begins with the very object.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa
from sqlmodel import Session

from tests.web.house import stage_demonstration
from workflow.records.database import commitments, triggers
from workflow.records.database.columns import Moment
from workflow.records.database.session import make_engine
from workflow.records.event import CHAINED, COMMITTED, GENESIS, chained_hash
from workflow.records.replaying.outside import checkpoint
from workflow.records.replaying.whole import verify
from workflow.records.tables import metadata
from workflow.transparency.checkpoints import Checkpoint

Change = dict[str, Any]
KINDS = ("row", "deleted", "added", "chain", "tail", "trigger", "schema")
WEIGHTS = (60, 10, 10, 8, 4, 4, 4)
TABLES = sorted(commitments.covered() | commitments.CHAIN)


class NothingDone(Exception):
    """What was chosen is so already."""


class Attacker:
    """Somebody who may write into the file."""

    def __init__(self, connection: sa.Connection, chance: random.Random) -> None:
        self.connection, self.chance = connection, chance
        self.counts = {one: self._count(one) for one in TABLES}
        self.begun = connection.execute(sa.select(sa.func.min(metadata.tables["event"].c.at))).scalar_one()

    def _count(self, table: str) -> int:
        return int(self.connection.execute(sa.text(f'SELECT count(*) FROM "{table}"')).scalar_one())

    def choose(self, kind: str) -> Change:
        """What to change."""
        table = self.chance.choices(TABLES, [self.counts[one] for one in TABLES])[0]
        if kind in ("row", "deleted", "added"):
            key = self.chance.randrange(self.counts[table])
            column = self.chance.choice([one.name for one in metadata.tables[table].columns])
            return {"kind": kind, "table": table, "key": key, "column": column}
        size = self.counts["event"]
        ways = {"chain": ("at", "verb", "actor_id", "rows"), "schema": ("table", "column", "index", "no index")}
        return {
            "kind": kind,
            "table": table,
            "key": self.chance.randrange(1, size),
            "column": self.chance.choice(ways.get(kind, ("",))),
        }

    def do(self, change: Change) -> Callable[[str], bool]:
        """Change it; how a line that names the very object is told from others."""
        return {
            "row": self._row,
            "deleted": self._row,
            "added": self._row,
            "chain": self._chain,
            "tail": self._tail,
            "trigger": self._trigger,
            "schema": self._schema,
        }[change["kind"]](change)

    def _row(self, change: Change) -> Callable[[str], bool]:
        table, column = change["table"], change["column"]
        keys = [one.name for one in metadata.tables[table].primary_key.columns]
        order = ", ".join(f'"{one}"' for one in keys)
        found = self.connection.execute(
            sa.text(f'SELECT * FROM "{table}" ORDER BY {order} LIMIT 1 OFFSET {change["key"]}')
        )
        row = dict(found.mappings().one())
        there = {one: row[one] for one in keys}
        where = " AND ".join(f'"{one}" = :key_{one}' for one in keys)
        bound = {f"key_{one}": value for one, value in there.items()}
        triggers.remove(self.connection)
        names = _names(table, row)
        if change["kind"] == "deleted":
            self.connection.execute(sa.text(f'DELETE FROM "{table}" WHERE {where}'), bound)
        elif change["kind"] == "added":
            new = self._another(table, row)
            columns = ", ".join(f'"{one}"' for one in new)
            self.connection.execute(
                sa.text(f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join(f":{one}" for one in new)})'), new
            )
            names = _names(table, new)
        else:
            value = _other(row[column], self.chance)
            self.connection.execute(
                sa.text(f'UPDATE "{table}" SET "{column}" = :new WHERE {where}'), {"new": value, **bound}
            )
            names += _names(table, {**row, column: value})
        triggers.install(self.connection)
        return lambda line: any(line.startswith(f"{one}:") for one in names)

    def _another(self, table: str, row: Change) -> Change:
        """A copy of a row that the database lets in: whatever must be unique is another."""
        new = dict(row)
        unique = {one.name for one in metadata.tables[table].primary_key.columns}
        for constraint in metadata.tables[table].constraints:
            if isinstance(constraint, sa.UniqueConstraint):
                unique |= {one.name for one in constraint.columns}
        unique |= {one.name for one in metadata.tables[table].columns if one.unique}
        for one in unique:
            new[one] = new[one] + 100_000 if isinstance(new[one], int) else f"{new[one]}x"
        return new

    def _chain(self, change: Change) -> Callable[[str], bool]:
        def spoil(row: Change) -> None:
            if row["seq"] == change["key"] + 1:
                before = dict(row)
                if change["column"] == "at":
                    row["at"] = self.begun
                elif change["column"] == "rows":
                    row["rows"], row["row_salt"] = "", ""
                else:
                    row[change["column"]] = _other(row[change["column"]], self.chance)
                if row == before:
                    raise NothingDone

        triggers.remove(self.connection)
        chained_again(self.connection, spoil)
        triggers.install(self.connection)
        return lambda line: line.startswith("event ")

    def _tail(self, change: Change) -> Callable[[str], bool]:
        last = self.counts["event"] - 1 - change["key"] % 5
        triggers.remove(self.connection)
        made = self.connection.execute(sa.text("SELECT seq, rows FROM event ORDER BY seq")).all()
        spoken = {
            (table, key)
            for seq, rows in made
            if seq <= last
            for table, one in json.loads(rows or "{}").items()
            for key in one["rows"]
        }
        for seq, rows in made:
            if seq > last:
                for table, one in json.loads(rows or "{}").items():
                    self._take({key for key in one["rows"] if (table, key) not in spoken}, table)
        self.connection.execute(sa.text(f"DELETE FROM payload WHERE event_seq > {last}"))
        self.connection.execute(sa.text(f"DELETE FROM event WHERE seq > {last}"))
        triggers.install(self.connection)
        return lambda line: line.startswith(f"event {last + 1}:")

    def _take(self, keys: set[str], table: str) -> None:
        names = [one.name for one in metadata.tables[table].primary_key.columns]
        for key in keys:
            shared, _, value = key.partition("=")
            where = {shared: value} if value else dict(zip(names, key.split(","), strict=True))
            told = " AND ".join(f'CAST("{one}" AS TEXT) = :{one}' for one in where)
            self.connection.execute(sa.text(f'DELETE FROM "{table}" WHERE {told}'), where)

    def _trigger(self, _change: Change) -> Callable[[str], bool]:
        name = self.chance.choice(sorted(triggers.sqlite_names()))
        words = str(
            self.connection.execute(
                sa.text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}
            ).scalar_one()
        )
        self.connection.execute(sa.text(f"DROP TRIGGER {name}"))
        if self.chance.random() < 0.5:
            self.connection.exec_driver_sql(
                words.partition("BEGIN")[0].partition(" WHEN ")[0] + " WHEN 0 BEGIN SELECT 1; END"
            )
        return lambda line: line.startswith(f"trigger {name}:")

    def _schema(self, change: Change) -> Callable[[str], bool]:
        table = change["table"]
        if change["column"] == "table":
            self.connection.exec_driver_sql("CREATE TABLE beside (id INTEGER)")
            return lambda line: line.startswith("table beside:")
        if change["column"] == "column":
            self.connection.exec_driver_sql(f'ALTER TABLE "{table}" ADD COLUMN beside TEXT')
            return lambda line: line.startswith(f"table {table}:")
        if change["column"] == "index":
            self.connection.exec_driver_sql(
                f'CREATE INDEX beside ON "{table}" (rowid)'
                if False
                else f'CREATE INDEX beside ON "{table}" ("{next(iter(metadata.tables[table].columns)).name}")'
            )
            return lambda line: line.startswith("index beside:")
        name = self.chance.choice(sorted(str(one.name) for one in metadata.tables["event"].indexes))
        self.connection.exec_driver_sql(f"DROP INDEX {name}")
        return lambda line: line.startswith(f"index {name}:")


def chained_again(connection: sa.Connection, change: Callable[[Change], None]) -> None:
    """Let `change` do what it likes to each event, and make the chain over them whole again."""
    chain = sa.table("event", sa.column("at", Moment()), *map(sa.column, {*CHAINED, *COMMITTED, "hash"} - {"at"}))
    before = GENESIS
    for found in connection.execute(sa.select(chain).order_by(chain.c.seq)).mappings().all():
        row = dict(found)
        change(row)
        row["prev_hash"] = before
        row["hash"] = before = chained_hash(row)
        if row != found:
            connection.execute(sa.update(chain).where(chain.c.seq == row["seq"]).values(row))


def _names(table: str, row: Change) -> list[str]:
    """What a line about this row may begin with: the words of an event are told of as the event's."""
    if table == "event":
        return [f"event {row['seq']}"]
    if table == "payload":
        return [f"event {row['event_seq']}", f"payload {row['event_seq']}"]
    return [f"{table} {commitments.named(metadata.tables[table], row)}"]


def _other(value: Any, chance: random.Random) -> Any:
    """Another value of the same kind."""
    if value is None:
        return chance.choice(["x", 1])
    if isinstance(value, int):
        return value + chance.choice([1, -1, 1000])
    if isinstance(value, bytes):
        return value + b"\0" if chance.random() < 0.5 or not value else bytes([value[0] ^ 1]) + value[1:]
    text = str(value)
    at = chance.randrange(len(text) + 1)
    return text[:at] + "0" + text[at:] if chance.random() < 0.5 or not text else text[:-1] + chr(ord(text[-1]) ^ 1)


def main(options: list[str]) -> int:
    """Change, ask, take back; print how often each kind of change was made, and the closing line."""
    parser = argparse.ArgumentParser(prog="mutations")
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", default="")
    chosen = parser.parse_args(options)
    chance = random.Random(chosen.seed)
    lines = (
        [json.loads(one) for one in Path(chosen.replay).read_text(encoding="utf-8").splitlines()]
        if chosen.replay
        else []
    )
    done, found, named = Counter[str](), 0, 0
    with tempfile.TemporaryDirectory() as folder, patch("workflow.demonstration.draw", lambda *_, **__: b"%PDF-1.4"):
        url = f"sqlite:///{Path(folder) / 'house.db'}"
        stage_demonstration(url)
        engine = make_engine(url)
        with Session(engine) as db:
            outside = checkpoint(db, "house")
            assert verify(db, outside).different == []
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            connection.rollback()
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("PRAGMA ignore_check_constraints=ON")
            while sum(done.values()) < (len(lines) or chosen.n):
                with connection.begin() as begun:
                    attacker = Attacker(connection, chance)
                    change = lines[sum(done.values())] if lines else attacker.choose(chance.choices(KINDS, WEIGHTS)[0])
                    try:
                        is_named = attacker.do(change)
                    except (NothingDone, sa.exc.IntegrityError):  # the database has no room for two of these
                        begun.rollback()
                        continue
                    different = _asked(connection, outside)
                    begun.rollback()
                done[change["kind"]] += 1
                found += bool(different)
                is_told = any(is_named(one) for one in different)
                named += is_told
                if lines or not is_told:
                    sys.stdout.write(f"{json.dumps(change)} → {different[:3]}\n")
        engine.dispose()
    sys.stdout.write(", ".join(f"{kind} {done[kind]}" for kind in KINDS) + "\n")
    total = sum(done.values())
    sys.stdout.write(f"mutations {total} found {found} named {named}\n")
    return 0 if total == found == named else 1


def _asked(connection: sa.Connection, outside: Checkpoint) -> list[str]:
    with Session(connection, join_transaction_mode="rollback_only") as db:
        return verify(db, outside).different
