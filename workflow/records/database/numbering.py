"""Numbers for many new rows at once, so that they go into the database in a few statements and not one by one.

PostgreSQL gives them back for all rows of a statement; SQLite, through SQLAlchemy, for one row a statement. There the number
is one more than the greatest, which is what SQLite itself would take: a writing transaction is alone.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from workflow.records.database.session import is_writing


def add_numbered(db: Session, rows: Sequence[SQLModel]) -> None:
    """Add new rows whose key is `id`, of one table or several, and write them. Only inside `writing`."""
    if not is_writing(db):
        raise ValueError("rows are numbered inside a writing transaction alone")
    if db.get_bind().dialect.name == "sqlite":
        tables: dict[type[Any], list[Any]] = {}
        for row in rows:
            tables.setdefault(type(row), []).append(row)
        for table, several in tables.items():
            last = db.execute(sa.select(sa.func.coalesce(sa.func.max(table.id), 0))).scalar_one()
            for number, row in enumerate(several, last + 1):
                row.id = number
    db.add_all(rows)
    db.flush()
