"""Rows as the database stores them, digested as `commitments` says: read by the driver and spelled without objects between.

A house of a hundred thousand acts has more than a million rows; `commitments.stand` makes a mapping of each and takes ten times
as long. Tests hold the two against each other.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from workflow.records.database.columns import Moment, settled_json
from workflow.records.database.commitments import TOGETHER
from workflow.records.replaying.spelling import several_spelled

_AT_ONCE = 2000
#: What one statement may name.
_NAMED = 400
#: Text of a moment on SQLite: 2031-12-09T18:45:00.000000Z.
_MOMENT = 27


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is read: its columns in the order of their names, those that tell a row, and how values are spelled.

    together  the column that rows share which are committed to together; ""
    """

    table: sa.Table
    columns: tuple[str, ...]
    key: tuple[int, ...]
    spell: tuple[tuple[int, Callable[[Any], Any]], ...]
    together: str


def tables(connection: sa.Connection, names: Iterable[str]) -> list[Table]:
    """Those of these tables that are there."""
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names())
    return [_table(inspector, connection.dialect.name, name) for name in sorted(set(names) & there)]


def newest(connection: sa.Connection, name: str) -> Table:
    """A table as this release has it; nothing is asked of a database that was opened already."""
    columns = tuple(sorted(one.name for one in SQLModel.metadata.tables[name].columns))
    return _as_read(name, columns, connection.dialect.name)


def groups(
    connection: sa.Connection, one: Table, keys: Sequence[str] | None = None
) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """What is in a table, or of it what these keys tell: the key, and the row or the rows that go together, as spelled values."""
    if keys is None:
        yield from _grouped(one, _rows(connection, one, "", []))
        return
    names = [one.together] if one.together else [column.name for column in one.table.primary_key.columns]
    values = [
        key.removeprefix(f"{one.together}=").split(",", len(names) - 1)
        for key in keys
        if not one.together or key.startswith(f"{one.together}=")
    ]
    for at in range(0, len(values), _NAMED):
        some = [value for value in values[at : at + _NAMED] if len(value) == len(names)]
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        # As text, so that a key that somebody made up is a key of nothing and no fault.
        told = " AND ".join(f'CAST("{name}" AS TEXT) = {mark}' for name in names)
        if len(names) == 1 and all(value[0].isdigit() for value in some):
            told = f'"{names[0]}" IN ({", ".join(value[0] for value in some)})' if some else "1 = 0"
            yield from _grouped(one, _rows(connection, one, f" WHERE {told}", []))
            continue
        for value in some:
            yield from _grouped(one, _rows(connection, one, f" WHERE {told}", value))


class Digester:
    """Commitments to rows of one table over some of its columns, as `commitments.digest` makes them."""

    def __init__(self, one: Table, columns: Sequence[str]) -> None:
        self._head = _head(one.table.name, columns)
        at = {name: place for place, name in enumerate(one.columns)}
        self._pick = None if tuple(columns) == one.columns else _picking([at[name] for name in columns])

    def made(self, key: bytes, rows: Sequence[tuple[Any, ...]]) -> str:
        """The commitment under the key of the row (`commitments.row_key`), 22 characters."""
        if self._pick is not None:
            rows = list(map(self._pick, rows))
        return _made(key, self._head, rows)


def committed(key: bytes, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> str:
    """The same of rows that no database holds, their values in the order of `columns`."""
    return _made(key, _head(table, columns), rows)


def _head(table: str, columns: Sequence[str]) -> bytes:
    return f"[{settled_json(table)},{settled_json(list(columns))},[".encode("utf-8", "surrogatepass")


def _made(key: bytes, head: bytes, rows: Sequence[tuple[Any, ...]]) -> str:
    body = b"%b%b]]" % (head, several_spelled(rows))
    return _base64(_blake2b(body, digest_size=16, key=key).digest())[:22].decode()


_blake2b, _base64 = hashlib.blake2b, base64.b64encode


def _table(inspector: sa.Inspector, dialect: str, name: str) -> Table:
    there = {one["name"] for one in inspector.get_columns(name)}
    columns = tuple(sorted(one.name for one in SQLModel.metadata.tables[name].columns if one.name in there))
    return _as_read(name, columns, dialect)


def _as_read(name: str, columns: tuple[str, ...], dialect: str) -> Table:
    table, there = SQLModel.metadata.tables[name], set(columns)
    key = tuple(columns.index(one.name) for one in table.primary_key.columns if one.name in there)
    if name in TOGETHER:
        key = (columns.index(TOGETHER[name]),)
    spell = tuple(
        (place, spelling)
        for place, column in enumerate(columns)
        if (spelling := _spelling(table.columns[column].type, dialect)) is not None
    )
    return Table(table, columns, key, spell, TOGETHER.get(name, ""))


def _rows(connection: sa.Connection, one: Table, where: str, values: list[str]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in parts, those that go together behind one another."""
    listed = ", ".join(f'"{name}"' for name in one.columns)
    order = f' ORDER BY "{one.together}"' if one.together else ""
    raw = connection.connection.driver_connection
    assert raw is not None  # noqa: S101 (a connection that is open has one)
    cursor = raw.cursor()
    try:
        cursor.execute(f'SELECT {listed} FROM "{one.table.name}"{where}{order}', values)  # noqa: S608 (columns of ours)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield [_as_spelled(row, one.spell) for row in rows] if one.spell else rows
    finally:
        cursor.close()


def _as_spelled(row: tuple[Any, ...], spell: tuple[tuple[int, Callable[[Any], Any]], ...]) -> tuple[Any, ...]:
    spelled = list(row)
    for place, spelling in spell:
        if spelled[place] is not None:
            spelled[place] = spelling(spelled[place])
    return tuple(spelled)


def _grouped(one: Table, parts: Iterator[list[tuple[Any, ...]]]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    if one.together:
        for shared, several in groupby(chain.from_iterable(parts), itemgetter(one.key[0])):
            yield f"{one.together}={shared}", list(several)
        return
    pick = _picking(one.key)
    for rows in parts:
        yield from [(",".join(map(str, pick(row))), [row]) for row in rows]


def _picking(places: Sequence[int]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """What takes the values at these places out of a row."""
    if len(places) == 1:
        place = places[0]
        return lambda row: (row[place],)
    return itemgetter(*places)


def _spelling(kind: sa.types.TypeEngine[Any], dialect: str) -> Callable[[Any], Any] | None:
    """How a stored value of this kind is spelled in a commitment, when not as it is."""
    if isinstance(kind, sa.LargeBinary):
        return _digested
    if dialect == "sqlite":
        if isinstance(kind, Moment):
            return _moment_text
        return _truth if isinstance(kind, sa.Boolean) else None
    if isinstance(kind, Moment):
        return _moment
    return _day if isinstance(kind, sa.Date) else None


def _digested(value: Any) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else f"unreadable: {value}"


def _moment_text(value: Any) -> str:
    is_one = isinstance(value, str) and len(value) == _MOMENT and value[-1] == "Z"
    return f"{value[:-1]}+00:00" if is_one else f"unreadable: {value}"


def _moment(value: Any) -> Any:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def _truth(value: Any) -> Any:
    return bool(value) if value in (0, 1) else f"unreadable: {value}"


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
