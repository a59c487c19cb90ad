"""Rows asked for by what they belong to: one statement for one owner or for many, and each owner asked once in a transaction.

A page that shows many things says so ahead (`ahead`), and every question about one of them (`of`) is then answered from
what was read. There is no second form of the question that could answer otherwise.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
import sqlalchemy.orm
from sqlalchemy.sql import visitors
from sqlmodel import Session, SQLModel, select

from workflow.records.database.session import know_each, read_each

Row = TypeVar("Row")
#: Owners named in one statement; both databases take more, and a page rarely asks for as many.
AT_ONCE = 5000


class Family(Generic[Row]):
    """The rows of `rows`, an ordinary select in the order wanted, by the value of `owner`.

    owner  a column of one of the tables in it. The rows must be values that nobody changes, or rows of a table.
    """

    def __init__(self, owner: Any, rows: Any) -> None:
        self._asked: sa.BindParameter[Any] = sa.bindparam("owners", expanding=True)
        self._rows = rows.add_columns(owner.label("owner")).where(owner.in_(self._asked))
        self._width = len(rows.column_descriptions)
        self._name = f"{owner.table.name}.{owner.key}", id(self)
        self.tables = tuple(
            sorted({one.name for one in visitors.iterate(self._rows) if isinstance(one, sa.Table)} | {owner.table.name})
        )

    def of(self, db: Session, owner: Hashable) -> tuple[Row, ...]:
        """The rows of one owner."""
        return self.ahead(db, (owner,))[owner]

    def ahead(self, db: Session, owners: Iterable[Hashable]) -> dict[Hashable, tuple[Row, ...]]:
        """The rows of many owners, in one statement for all that were not asked for yet."""
        return read_each(db, self._name, owners, self.tables, lambda wanted: self._read(db, wanted))

    def know(self, db: Session, rows: Mapping[Hashable, Iterable[Row]]) -> None:
        """Take in the rows of some owners, all of them and in order, that another statement has read just now."""
        know_each(db, self._name, {owner: tuple(several) for owner, several in rows.items()}, self.tables)

    def _read(self, db: Session, wanted: Collection[Hashable]) -> Iterator[tuple[Hashable, tuple[Row, ...]]]:
        found: dict[Hashable, list[Any]] = {one: [] for one in wanted}
        several = list(wanted)
        for start in range(0, len(several), AT_ONCE):
            rows = sa.orm.Session.execute(db, self._rows, {"owners": several[start : start + AT_ONCE]})
            for row in rows:
                found[row[-1]].append(row[0] if self._width == 1 else tuple(row[:-1]))
        return ((owner, tuple(several)) for owner, several in found.items())


Table = TypeVar("Table", bound=SQLModel)


def at_hand(db: Session, table: type[Table], number: int | None) -> Table | None:
    """The row of `table` with this number when this transaction has read it; None when it would have to be asked for."""
    return db.identity_map.get(sa.orm.util.identity_key(table, number)) if number is not None else None


def by_number(db: Session, table: type[Table], numbers: Iterable[int | None]) -> dict[int, Table]:
    """The rows of `table` with these numbers, in one statement for all that are not at hand; others are left out.

    In `reading` and `writing` they stay at hand: `db.get` of one of them asks nothing more.
    """
    wanted = {one for one in numbers if one is not None}
    found = {one: row for one in wanted if (row := at_hand(db, table, one)) is not None}
    missing = sorted(wanted - found.keys())
    for start in range(0, len(missing), AT_ONCE):
        rows = select(table).where(sa.inspect(table).primary_key[0].in_(missing[start : start + AT_ONCE]))
        found |= {sa.inspect(row).identity[0]: row for row in db.exec(rows)}
    return found
