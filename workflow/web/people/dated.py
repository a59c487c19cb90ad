"""Lists whose lines hold from a day on: how each stands on a day, and the page of those that have a code (units, sites)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from sqlmodel import col, select

from workflow.lifecycle.acting import Act
from workflow.records.enterprise import EnterpriseName, FigureSet, LogoShown, Unit, Venue
from workflow.records.paper import Letterhead
from workflow.records.person import Entity
from workflow.web.shapes.showing import page, t

Line = TypeVar("Line", Unit, Venue)
Row = TypeVar("Row", EnterpriseName, FigureSet, Letterhead, LogoShown)


class Holds(StrEnum):
    """How something that holds from a day on stands on a day."""

    NOW = "now"
    TO_COME = "to come"
    PAST = "past"
    #: It was ended before its first day.
    NEVER = "never"

    @property
    def holds(self) -> bool:
        """True for the one that counts on that day."""
        return self is Holds.NOW

    @property
    def is_over(self) -> bool:
        """True when it does not hold and will not."""
        return self in (Holds.PAST, Holds.NEVER)

    @property
    def tone(self) -> str:
        """The class of its mark."""
        return "live" if self is Holds.NOW else "wait" if self is Holds.TO_COME else "over"

    def called(self, now: str, past: str, never: str = "") -> str:
        """How it stands in words; those for something that held differ from list to list."""
        return {Holds.NOW: now, Holds.TO_COME: t("待生效", "To come"), Holds.PAST: past}.get(self, never)


def holding(rows: Sequence[Row], day: date) -> list[tuple[Row, Holds]]:
    """Each row with how it stands on `day`; of those that have begun the last holds.

    rows  the last to hold first
    """
    current = next((one for one in rows if one.since <= day), None)
    return [(one, Holds.NOW if one is current else Holds.TO_COME if one.since > day else Holds.PAST) for one in rows]


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
