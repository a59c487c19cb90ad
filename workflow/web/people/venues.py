"""The sites of sessions, for the administrator: named once, offered whenever a session is convened."""

from flask import Blueprint, redirect, request, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.people import venues as verbs
from workflow.records.enterprise import every_venue
from workflow.records.person import Entity
from workflow.web.people.people import ADMIN
from workflow.web.request import visit
from workflow.web.request.fields import day_in, row_in
from workflow.web.request.guard import guarded
from workflow.web.shapes.showing import page, said

desk = Blueprint("venues", __name__)


@desk.get("/enterprise/sites")
@guarded(ADMIN)
def every() -> tuple[str, int]:
    """The sites, and the forms that name, change and end one."""
    return _page()


@desk.post("/enterprise/sites")
@guarded(ADMIN)
def name_venue() -> Response | tuple[str, int]:
    """Say what a site is from a day on."""
    form = request.form
    given = verbs.Described(
        form.get("code", ""),
        form.get("name_zh", ""),
        form.get("name_en", ""),
        form.get("seats", ""),
        form.get("remote") == "yes",
        row_in(form["entity"]) if form.get("entity") else None,
    )
    try:
        with visit.acting() as act:
            verbs.name_venue(act, given, day_in(form.get("since", "")))
    except Unusable as error:
        return _page(said(error.problems), form.get("at", "")[:60], 422)
    return redirect(url_for("venues.every"))


@desk.post("/enterprise/sites/end")
@guarded(ADMIN)
def end_venue() -> Response | tuple[str, int]:
    """Give a site up from a day on."""
    form = request.form
    try:
        with visit.acting() as act:
            verbs.end_venue(act, form.get("code", ""), day_in(form.get("since", "")))
    except Unusable as error:
        return _page(said(error.problems), f"end-{form.get('code', '')}"[:60], 422)
    return redirect(url_for("venues.every"))


def _page(problems: dict[str, str] | None = None, at: str = "", status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    rows = every_venue(act.db)
    newest = {one.code: one for one in reversed(rows)}
    now = {one.code: one for one in reversed([row for row in rows if row.since <= act.today])}
    lines = [(one, now.get(code), [row for row in rows if row.code == code]) for code, one in sorted(newest.items())]
    return page(
        "people/venues.html",
        status,
        lines=lines,
        entities=[(one.id, one) for one in act.db.exec(select(Entity).order_by(col(Entity.id)))],
        problems=problems or {},
        at=at,
        typed=request.form,
        today=act.today.isoformat(),
        this_day=act.today,
    )
