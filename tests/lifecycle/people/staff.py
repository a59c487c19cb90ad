"""Lists of staff put through the house: read, planned and carried out as the pages do it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import col, select

from tests.cast import House
from workflow.lifecycle.acting import Act
from workflow.lifecycle.people import staff
from workflow.publishing.spreadsheet.book import Book, Sheet, packed, unpacked
from workflow.records.person import Entity
from workflow.records.staff import StaffFile
from workflow.rules.roster.difference import employer_name, plan
from workflow.rules.roster.fields import STAFF
from workflow.rules.roster.plans import Plan, Terms
from workflow.rules.roster.reading import read

HEADERS = ["工号", "姓名", "部门", "单位", "入职日期", "离职日期"]
Rows = Sequence[Sequence[Any]]


def planned(
    act: Act, file: StaffFile, *, everybody: Sequence[int] = (), answers: Mapping[str, str] | None = None
) -> Plan:
    """The plan of a list as things stand."""
    book = unpacked(file.content)
    entities = list(act.db.exec(select(Entity).order_by(col(Entity.id))))
    terms = Terms(
        entity=entities[0].id,
        today=act.today,
        employers={employer_name(one.name_zh): one.id for one in entities},
        everybody=frozenset(everybody),
        answers=dict(answers or {}),
        actor=act.person_id,
    )
    return plan(read(book.sheets[0].rows, STAFF, epoch=book.epoch), staff.known(act.db, act.today), terms)


def planned_of(act: Act, rows: Rows, *, offices: Collection[str] = ()) -> tuple[StaffFile, Plan]:
    """A list with its own headers put on the desk, and its plan with these numbers ticked for offices."""
    book = Book((Sheet("", tuple(tuple(row) for row in rows)),))
    file = staff.begin(act, "名单.xlsx", packed(book))
    terms = Terms(entity=1, today=act.today, offices=frozenset(offices), actor=act.person_id)
    return file, plan(read(book.sheets[0].rows, STAFF), staff.known(act.db, act.today), terms)


def brought(house: House, rows: Rows) -> int:
    """Put a list on the administrator's desk."""
    with house.acting("admin") as act:
        book = Book((Sheet("", tuple(tuple(row) for row in [HEADERS, *rows])),))
        return staff.begin(act, "名单.xlsx", packed(book)).id


def imported(house: House, rows: Rows, **terms: Any) -> Plan:
    """Bring a list and carry it out; the plan."""
    number = brought(house, rows)
    with house.acting("admin") as act:
        file = staff.find(act.db, number)
        assert file is not None
        found = planned(act, file, **terms)
        if not found.is_empty:
            steps = list(staff.carry_out(act, file, found, {}))
            assert steps[-1].done == steps[-1].of
        else:
            staff.drop(act, file)
    return found


def with_lists(house: House) -> None:
    """One list carried out, by which somebody came, and one that is being looked over."""
    imported(house, [["w001", "李工", "", None, None, None]])
    brought(house, [["w002", "王工", "", None, None, None]])
