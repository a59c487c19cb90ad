"""Somebody who may write into the database file and the files beside it, and puts every trigger back as it was."""

import hashlib
import json
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from workflow.records.database import commitments, triggers
from workflow.records.database.columns import Moment
from workflow.records.event import CHAINED, COMMITTED, GENESIS, chained_hash
from workflow.records.tables import metadata

Change = dict[str, Any]
#: How a line that names the very object is told from others.
Names = Callable[[str], bool]
#: Kinds of changes, and of a hundred how many are of each.
KINDS = {
    "row": 40,
    "deleted": 9,
    "added": 9,
    "kept": 9,
    "chain": 6,
    "clock": 6,
    "tail": 6,
    "trigger": 5,
    "schema": 5,
    "marker": 3,
    "key": 2,
}
#: Tables of files that are kept: papers, and what people brought.
FILES = ("paper_file", "attachment")
TABLES = sorted(commitments.covered() | commitments.CHAIN)
WAYS = {
    "chain": ("verb", "actor_id", "object", "fingerprint", "rows"),
    "schema": ("table", "column", "index", "no index"),
    "kept": ("the bytes", "the digest too"),
    "marker": ("a byte", "nothing", "half", "another"),
}


class NothingDone(Exception):
    """What was chosen is so already."""


class Attacker:
    """Does one change at a time, in the caller's transaction; `beside` are the marker and the key, which it does not put back."""

    def __init__(self, connection: sa.Connection, chance: random.Random, marker: Path, key: Path) -> None:
        self.connection, self.chance = connection, chance
        self.beside = {"marker": marker, "key": key}
        self.counts = {one: self._count(one) for one in TABLES}

    def _count(self, table: str) -> int:
        return int(self.connection.execute(sa.text(f'SELECT count(*) FROM "{table}"')).scalar_one())

    def choose(self, kind: str) -> Change:
        """What to change: of rows each as likely as any other, or, as often, of tables."""
        by_rows = self.chance.random() < 0.5
        weights = [self.counts[one] if by_rows else min(self.counts[one], 1) for one in TABLES]
        table = self.chance.choices(TABLES, weights)[0]
        if kind == "kept":
            files = [(one, number) for one in FILES for number in range(self.counts[one])]
            table, key = self.chance.choice(files)
        elif kind in ("row", "deleted", "added"):
            key = self.chance.randrange(self.counts[table])
        else:
            key = self.chance.randrange(1, self.counts["event"])
        columns = WAYS.get(kind) or [one.name for one in metadata.tables[table].columns]
        return {"kind": kind, "table": table, "key": key, "column": self.chance.choice(columns)}

    def do(self, change: Change) -> Names:
        """Change it; how a line that names the very object is told from others."""
        return {
            "row": self._row,
            "deleted": self._row,
            "added": self._row,
            "kept": self._row,
            "chain": self._chain,
            "clock": self._clock,
            "marker": self._beside,
            "key": self._beside,
            "tail": self._tail,
            "trigger": self._trigger,
            "schema": self._schema,
        }[change["kind"]](change)

    def _row(self, change: Change) -> Names:
        table = change["table"]
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
            new = self._changed(change, row)
            told = ", ".join(f'"{one}" = :{one}' for one in new)
            self.connection.execute(sa.text(f'UPDATE "{table}" SET {told} WHERE {where}'), {**new, **bound})
            names += _names(table, {**row, **new})
        triggers.install(self.connection)
        return lambda line: any(line.startswith(f"{one}:") for one in names)

    def _changed(self, change: Change, row: Change) -> Change:
        """Other values of a row: of one column, or of a kept file, of which the digest beside it may be made to fit."""
        if change["kind"] != "kept":
            return {change["column"]: _other(row[change["column"]], self.chance)}
        at = self.chance.randrange(len(row["bytes"]))
        content = (
            row["bytes"][:at] + bytes([row["bytes"][at] ^ (1 << self.chance.randrange(8))]) + row["bytes"][at + 1 :]
        )
        fitting = {"sha256": hashlib.sha256(content).hexdigest()} if change["column"] == "the digest too" else {}
        return {"bytes": content, **fitting}

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

    def _chain(self, change: Change) -> Names:
        def spoil(row: Change, _before: Change) -> None:
            if row["seq"] == change["key"] + 1:
                was = dict(row)
                if change["column"] == "rows":
                    row["rows"], row["row_salt"] = "", ""
                else:
                    row[change["column"]] = _other(row[change["column"]], self.chance)
                if row == was:
                    raise NothingDone

        triggers.remove(self.connection)
        chained_again(self.connection, spoil)
        triggers.install(self.connection)
        return lambda line: line.startswith("event ")

    def _clock(self, change: Change) -> Names:
        seconds = self.chance.choice([1, 60, 3600, 86_400, 40_000_000])

        def spoil(row: Change, before: Change) -> None:
            if row["seq"] == change["key"] + 1:
                row["at"] = before["at"] - timedelta(seconds=seconds)

        triggers.remove(self.connection)
        chained_again(self.connection, spoil)
        triggers.install(self.connection)
        return lambda line: line.startswith(f"event {change['key'] + 1}: is dated before")

    def _beside(self, change: Change) -> Names:
        file = self.beside[change["kind"]]
        content = file.read_bytes()
        if change["kind"] == "key":
            file.write_text(f"{self.chance.getrandbits(256):064x}")
        elif change["column"] == "nothing":
            file.unlink()
        elif change["column"] == "half":
            file.write_bytes(content[: len(content) // 2])
        elif change["column"] == "another":
            file.write_bytes(content.replace(b"\nid ", b"\nid 0", 1).replace(b"\nsince", b"\nsince", 1)[:-1])
        else:
            at = self.chance.randrange(len(content))
            file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        return lambda line: line.startswith(f"{file.name}:")

    def _tail(self, change: Change) -> Names:
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

    def _trigger(self, _change: Change) -> Names:
        # Those that are there: the names that the product takes down are those of earlier releases as well.
        there = self.connection.execute(
            sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        )
        name, words = self.chance.choice(there.all())
        self.connection.execute(sa.text(f"DROP TRIGGER {name}"))
        if self.chance.random() < 0.5:
            self.connection.exec_driver_sql(
                words.partition("BEGIN")[0].partition(" WHEN ")[0] + " WHEN 0 BEGIN SELECT 1; END"
            )
        return lambda line: line.startswith(f"trigger {name}:")

    def _schema(self, change: Change) -> Names:
        table = change["table"]
        if change["column"] == "table":
            self.connection.exec_driver_sql("CREATE TABLE beside (id INTEGER)")
            return lambda line: line.startswith("table beside:")
        if change["column"] == "column":
            self.connection.exec_driver_sql(f'ALTER TABLE "{table}" ADD COLUMN beside TEXT')
            return lambda line: line.startswith(f"table {table}:")
        if change["column"] == "index":
            self.connection.exec_driver_sql(
                f'CREATE INDEX beside ON "{table}" ("{next(iter(metadata.tables[table].columns)).name}")'
            )
            return lambda line: line.startswith("index beside:")
        name = self.chance.choice(sorted(str(one.name) for one in metadata.tables["event"].indexes))
        self.connection.exec_driver_sql(f"DROP INDEX {name}")
        return lambda line: line.startswith(f"index {name}:")


def chained_again(connection: sa.Connection, change: Callable[[Change, Change], object]) -> None:
    """Let `change` do what it likes to each event, seeing the one before it, and make the chain over them whole again."""
    chain = sa.table("event", sa.column("at", Moment()), *map(sa.column, {*CHAINED, *COMMITTED, "hash"} - {"at"}))
    before, last = GENESIS, Change()
    for found in connection.execute(sa.select(chain).order_by(chain.c.seq)).mappings().all():
        row = dict(found)
        change(row, last)
        row["prev_hash"] = before
        row["hash"] = before = chained_hash(row)
        if row != found:
            connection.execute(sa.update(chain).where(chain.c.seq == row["seq"]).values(row))
        last = row


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
