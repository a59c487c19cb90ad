"""What an event commits to: every row of history that its act made, completed or took away, each by a salted digest.

The rows are noted as they are written, by whatever wrote them, and go into the next event of the same transaction; a
transaction that ends with rows no event speaks for is not committed. What changes as the work goes (WORKING in
`protections`) is left out.

A digest covers the columns that the event names, so that a column which a later release adds breaks nothing.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session as SqlSession
from sqlmodel import Session, SQLModel

from workflow.records.database.columns import settled_json
from workflow.records.database.protections import PROTECTIONS, Class

#: The chain itself: each event is bound by the next one, its words by their own salted hash.
CHAIN = frozenset({"event", "payload"})
#: Tables whose rows are written many at once for one thing: they are committed to together, by the column that names it.
TOGETHER: Mapping[str, str] = {"provision": "snapshot_id"}
#: How salts begin whose rows have keys of their own; those of earlier releases are hexadecimal digits alone.
_OPENING = "r"
#: Under which name a session keeps the rows that no event speaks for yet.
_UNTOLD = "rows without an event"
#: A row by its table and what tells it from the others there.
Named = tuple[str, str]


class Untold(Exception):
    """A fault of ours: rows of history were written and no event speaks for them."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value in a database that cannot be one of its column."""

    value: Any

    def __str__(self) -> str:
        return str(self.value)


def covered() -> frozenset[str]:
    """The tables whose rows are committed to."""
    return frozenset(name for name, one in PROTECTIONS.items() if one.kind is not Class.WORKING) - CHAIN


_COVERED = covered()


def named(table: sa.Table, row: Mapping[str, Any]) -> str:
    """What tells a row from the others of its table: its primary key, or what several rows share that go together."""
    together = TOGETHER.get(table.name)
    if together:
        return f"{together}={row[together]}"
    return ",".join(str(row[column.name]) for column in table.primary_key.columns)


def new_salt() -> str:
    """The salt of an event: 128 bits at random."""
    return f"{_OPENING}{secrets.token_hex(16)}"


def sealed(salt: str) -> str:
    """What the hash of an event covers in place of its salt: whoever is shown the event learns nothing of the rows.

    Events of earlier releases covered the salt itself, and can be shown only with all that they speak for.
    """
    return (
        f"{_OPENING}:{hashlib.sha256(salt.encode('utf-8', 'surrogatepass')).hexdigest()}" if opens_alone(salt) else salt
    )


def opens_alone(salt: str) -> bool:
    """Whether each row under this salt has a key of its own, so that one can be shown without the others."""
    return salt.startswith(_OPENING)


def row_key(salt: str, table: str, named: str) -> bytes:
    """The key under which an event with this salt commits to a row: of its own, from which the others' do not follow."""
    key = salt.encode("utf-8", "surrogatepass")[:64]
    if not opens_alone(salt):
        return key
    return hashlib.blake2b(f"{table} {named}".encode("utf-8", "surrogatepass"), digest_size=16, key=key).digest()


def digest(key: bytes, table: str, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """The commitment to one row, or to several that go together, over these columns: 128 bits, under the key of the row."""
    spelled = sorted(settled_json([_spelled(row[column]) for column in columns]) for row in rows)
    body = settled_json([table, list(columns), spelled])
    made = hashlib.blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16, key=key)
    return base64.b64encode(made.digest()).decode().rstrip("=")


def note_together(db: Session, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Note rows that were written past the session, all there are of what they share; see `TOGETHER`."""
    several: dict[Named, list[Mapping[str, Any]]] = {}
    for row in rows:
        several.setdefault((table.name, named(table, row)), []).append(row)
    _untold(db).update(several)


def told(db: Session, salt: str) -> str:
    """The commitments to everything noted since the last event, as its column holds them; "" when there is nothing."""
    db.flush()
    several = _untold(db)
    out = committing(several.items(), salt)
    several.clear()
    return out


def told_of(db: Session, rows: Iterable[Named], salt: str) -> str:
    """The same of some rows alone, where one transaction writes many events at once; the caller has flushed."""
    several = _untold(db)
    return committing([(one, several.pop(one)) for one in rows if one in several], salt)


def stand(
    connection: sa.Connection, tables: Iterable[sa.Table] | None = None
) -> Iterator[tuple[Named, list[dict[str, Any]]]]:  # fmt: skip
    """Everything that is in the covered tables now, or in `tables`: what tells a row, or rows that go together, and the values."""
    inspector = sa.inspect(connection)
    wanted = [SQLModel.metadata.tables[name] for name in sorted(_COVERED)] if tables is None else tables
    present = set(inspector.get_table_names())
    for table in (one for one in wanted if one.name in present):
        name = table.name
        there = {one["name"] for one in inspector.get_columns(name)}
        columns = [one for one in table.columns if one.name in there]
        order = table.columns[TOGETHER[name]] if name in TOGETHER else None
        asked = sa.select(*(sa.type_coerce(one, sa.types.NullType()).label(one.name) for one in columns))
        asked = asked.order_by(*table.primary_key.columns if order is None else [order])
        readers = [(one.name, _reader(one, connection.dialect)) for one in columns]
        key, several = "", list[dict[str, Any]]()
        for found in connection.execute(asked, execution_options={"yield_per": 1000}):
            row = {name: read(value) for (name, read), value in zip(readers, found, strict=True)}
            if several and named(table, row) != key:
                yield (name, key), several
                several = []
            key = named(table, row)
            several.append(row)
        if several:
            yield (name, key), several


def committing(
    several: Iterable[tuple[Named, list[dict[str, Any]] | list[Mapping[str, Any]] | None]], salt: str
) -> str:
    """The commitments to these rows as the column of an event holds them; None stands for rows that were taken away."""
    out: dict[str, dict[str, Any]] = {}
    for (name, key), rows in several:
        columns = sorted((rows or [{}])[0]) or out.get(name, {}).get("columns", [])
        at = out.setdefault(name, {"columns": columns, "rows": {}})
        at["columns"] = at["columns"] or columns
        at["rows"][key] = digest(row_key(salt, name, key), name, rows, columns) if rows else None
    return settled_json(out) if out else ""


def require_all_told(db: SqlSession) -> None:
    """Raise Untold when rows of history were written after the last event of this transaction."""
    if left := _untold(db):
        raise Untold(", ".join(sorted({f"{name} {key}" for name, key in left})[:5]))


def _untold(db: SqlSession) -> dict[Named, list[Mapping[str, Any]] | None]:
    found: dict[Named, list[Mapping[str, Any]] | None] = db.info.setdefault(_UNTOLD, {})
    return found


def _reader(column: sa.Column[Any], dialect: sa.Dialect) -> Callable[[Any], Any]:
    """How a value of `column` is read; what cannot be read as one is a value all the same, unlike any that an act wrote."""
    process = column.type.dialect_impl(dialect).result_processor(dialect, None)

    def read(value: Any) -> Any:
        if isinstance(column.type, sa.Boolean) and value not in (None, 0, 1):
            return Unreadable(value)  # SQLite lets any number in
        try:
            return process(value) if process is not None and value is not None else value
        except (ValueError, TypeError, LookupError):
            return Unreadable(value)

    return read


def _spelled(value: Any) -> Any:
    """A value as both databases and the act itself spell it."""
    if isinstance(value, Unreadable):
        return f"unreadable: {value}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value


def _note(db: SqlSession, _context: Any) -> None:
    gone = list(db.deleted)
    for one in (*gone, *db.new, *(one for one in db.dirty if db.is_modified(one))):
        mapper = sa.inspect(type(one))
        table = mapper.local_table
        if table.name in _COVERED and table.name not in TOGETHER:
            row = {column.name: getattr(one, mapper.get_property_by_column(column).key) for column in table.columns}
            _untold(db)[table.name, named(table, row)] = None if one in gone else [row]


def _forget(db: SqlSession, *_: Any) -> None:
    db.info.pop(_UNTOLD, None)


event.listen(SqlSession, "after_flush", _note)
for _end in ("after_commit", "after_rollback", "after_soft_rollback"):
    event.listen(SqlSession, _end, _forget)
