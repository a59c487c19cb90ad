"""At every constraint of every table, through the app, on both kinds of databases: two people met, or it is our fault.

An act has the database for itself from its first question on, so no form brings two people there. The rows are therefore
written as an act would write them that had asked its questions before: twice the same.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from tests.web.house import House, in_language
from workflow.lifecycle.acting import Act
from workflow.records.database.collisions import MEETINGS
from workflow.records.database.columns import Moment
from workflow.records.tables import metadata

TYPED = {"name_zh": "写好的名称", "name_en": "x", "slug": "own-affairs", "kind": "regulation"}
SOMEBODY_ELSE = ("同样的操作刚刚已经做过", "The same thing was done a moment ago")
OUR_FAULT = ("程序出了故障", "A fault of ours")
Constraint = tuple[str, tuple[str, ...]]


#: Indexes that allow a row once, of some rows alone, by table.
PARTIAL = {
    table.name: [one for one in table.indexes if one.unique and len(one.columns) > 1]
    for table in metadata.sorted_tables
}


def constraints() -> list[Constraint]:
    """Every unique constraint and primary key; of the numbers that the database gives, one table's."""
    found = {
        (table.name, tuple(column.name for column in one.columns))
        for table in metadata.sorted_tables
        for one in table.constraints
        if isinstance(one, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
    }
    found |= {
        (table.name, tuple(column.name for column in one.columns))
        for table in metadata.sorted_tables
        for one in PARTIAL[table.name]
    }
    found |= {
        (table.name, (column.name,)) for table in metadata.sorted_tables for column in table.columns if column.unique
    }
    return sorted(one for one in found if one[1] != ("id",) or one[0] == "edition")


UNIQUE = constraints()


def rows(constraint: Constraint, numbers: Iterator[int], now: datetime) -> list[dict[str, Any]]:
    """Two rows that have the columns of `constraint` in common, and nothing else that is asked to be different."""
    table = metadata.tables[constraint[0]]
    first, second = ({one.name: _value(one, next(numbers), now) for one in table.columns} for _ in range(2))
    for index in PARTIAL[table.name]:
        if tuple(column.name for column in index.columns) == constraint[1]:
            where = str(index.dialect_options["sqlite"]["where"])
            nothing = re.fullmatch(r"(\w+) IS NULL", where)
            assert nothing, where
            first[nothing[1]] = second[nothing[1]] = None
    return [first, second | {name: first[name] for name in constraint[1]}]


def _value(column: sa.Column[Any], number: int, now: datetime) -> object:
    kind = column.type
    if isinstance(kind, sa.Enum):
        words = [one.value for one in kind.enum_class] if kind.enum_class else kind.enums
        return words[0]
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Integer):
        named = (
            column.primary_key
            or column.foreign_keys
            or any(column.name in of for name, of in UNIQUE if name == column.table.name)
        )
        return 1_000_000 + number if named else 0  # of nothing counted, whatever has to add up does
    if isinstance(kind, sa.LargeBinary):
        return b"x"
    if isinstance(kind, sa.Date):
        return date(2026, 1, 1)
    return now if isinstance(kind, Moment) else f"x{number}"


def doing(constraint: Constraint) -> Any:
    """A verb that writes the same row twice, whatever else stands in its tables."""

    def verb(act: Act, **_typed: object) -> None:
        is_sqlite = act.db.get_bind().dialect.name == "sqlite"
        # Rows of other tables are not what is asked here: what they name need not be there.
        act.db.execute(
            sa.text("PRAGMA defer_foreign_keys = ON" if is_sqlite else "SET LOCAL session_replication_role = replica")
        )
        for row in rows(constraint, count(1), act.now):
            act.db.execute(sa.insert(metadata.tables[constraint[0]]).values(**row))

    return verb


def asked(house: House, monkeypatch: pytest.MonkeyPatch, constraint: Constraint, language: str) -> TestResponse:
    monkeypatch.setattr("workflow.lifecycle.draft.drafting.create", doing(constraint))
    return house.visitor("drafter").post(in_language("/regulations/new", language), TYPED)


@pytest.mark.thorough
def test_each_meeting_is_told_in_words_and_everything_else_is_our_fault(
    either_house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    before = either_house.rows()
    assert MEETINGS.keys() <= set(UNIQUE)
    for constraint in UNIQUE:
        said = MEETINGS.get(constraint)
        for language, others, ours in zip(("zh", "en") if said else ("zh",), SOMEBODY_ELSE, OUR_FAULT, strict=False):
            caplog.clear()
            answer = asked(either_house, monkeypatch, constraint, language)
            assert (constraint, answer.status_code) == (constraint, 500 if said is None else 409)
            assert (others in answer.text, ours in answer.text) == (said is not None, said is None)
            assert "写好的名称" in answer.text
            if said is not None:
                assert (said.zh if language == "zh" else said.en) in answer.text
                assert not [one for one in caplog.records if one.levelname == "ERROR"]
            else:
                number = re.search(r"(?:编号|number) ([0-9a-f]{8})", answer.text)
                assert number
                assert number[1] in caplog.text
                assert re.search("UniqueViolation|SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY|ROWID|TRIGGER)", caplog.text), (
                    constraint
                )
    assert either_house.rows() == before
