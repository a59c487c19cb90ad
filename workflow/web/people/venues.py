"""The sites of sessions, for the administrator: named once, offered whenever a session is convened."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.people import venues as verbs
from workflow.records.enterprise import every_venue
from workflow.web.people.dated import dated_page
from workflow.web.people.people import ADMIN
from workflow.web.request import visit
from workflow.web.request.fields import day_in, row_in
from workflow.web.request.guard import guarded
from workflow.web.shapes.showing import said

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
    return dated_page(
        "people/venues.html",
        act,
        every_venue(act.db),
        problems or {},
        at,
        status,
    )
