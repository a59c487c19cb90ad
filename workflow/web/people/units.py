"""The units of the enterprise, for the administrator: named by date, or taken over from the lists of staff."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.people import units as verbs
from workflow.records.enterprise import every_unit
from workflow.web.people.dated import dated_page
from workflow.web.people.people import ADMIN
from workflow.web.request import visit
from workflow.web.request.fields import day_in, row_in
from workflow.web.request.guard import guarded
from workflow.web.shapes.showing import said

desk = Blueprint("units", __name__)


@desk.get("/enterprise/units")
@guarded(ADMIN)
def every() -> tuple[str, int]:
    """The units, and the forms that name, rename, dissolve and take over."""
    return _page()


@desk.post("/enterprise/units")
@guarded(ADMIN)
def name_unit() -> Response | tuple[str, int]:
    """Say what a unit is called from a day on."""
    form = request.form
    try:
        with visit.acting() as act:
            verbs.name_unit(
                act,
                form.get("code", ""),
                form.get("name_zh", ""),
                form.get("name_en", ""),
                row_in(form["entity"]) if form.get("entity") else None,
                day_in(form.get("since", "")),
            )
    except Unusable as error:
        return _page(said(error.problems), form.get("at", "")[:60], 422)
    return redirect(url_for("units.every"))


@desk.post("/enterprise/units/end")
@guarded(ADMIN)
def end_unit() -> Response | tuple[str, int]:
    """Let a unit be no more from a day on."""
    form = request.form
    try:
        with visit.acting() as act:
            verbs.end_unit(act, form.get("code", ""), day_in(form.get("since", "")))
    except Unusable as error:
        return _page(said(error.problems), f"end-{form.get('code', '')}"[:60], 422)
    return redirect(url_for("units.every"))


@desk.post("/enterprise/units/take-over")
@guarded(ADMIN)
def take_over() -> Response | tuple[str, int]:
    """Take departments over from the lists of staff."""
    try:
        with visit.acting() as act:
            verbs.take_over(act, request.form.getlist("names"))
    except Unusable as error:
        return _page(said(error.problems), "take-over", 422)
    return redirect(url_for("units.every"))


def _page(problems: dict[str, str] | None = None, at: str = "", status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    return dated_page(
        "people/units.html",
        act,
        every_unit(act.db),
        problems or {},
        at,
        status,
        departments=verbs.departments(act.db, act.today)[: verbs.AT_ONCE],
        ticked=request.form.getlist("names"),
    )
