"""The page of a list whose lines have a code and hold from a day on: units, sites."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from flask import request
from sqlmodel import col, select

from workflow.lifecycle.acting import Act
from workflow.records.enterprise import Unit, Venue
from workflow.records.person import Entity
from workflow.web.shapes.showing import page

Line = TypeVar("Line", Unit, Venue)


def lines_of(rows: Sequence[Line], day: date) -> list[tuple[Line, Line | None, list[Line]]]:
    """By code: what is to hold in the end, what holds on `day`, and everything that was ever said of it.

    rows  the last to hold first
    """
    courses: dict[str, list[Line]] = {}
    for row in rows:
        courses.setdefault(row.code, []).append(row)
    return [
        (course[0], next((one for one in course if one.since <= day), None), course)
        for _, course in sorted(courses.items())
    ]


def dated_page(
    template: str, act: Act, rows: Sequence[Line], problems: dict[str, str], at: str, status: int, **values: Any
) -> tuple[str, int]:
    """The page; `problems` belong to the form called `at`."""
    return page(
        template,
        status,
        lines=lines_of(rows, act.today),
        entities=[(one.id, one) for one in act.db.exec(select(Entity).order_by(col(Entity.id)))],
        problems=problems,
        at=at,
        typed=request.form,
        today=act.today.isoformat(),
        this_day=act.today,
        **values,
    )
