"""Calling people into a review besides those whom the procedure names, and urging whose turn it is, on the review page."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.review import calling
from workflow.records.regulation import Edition, edition_at
from workflow.records.review import Call
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.review import CallManner
from workflow.web.request import visit
from workflow.web.request.fields import day_in, row_in
from workflow.web.request.guard import guarded, only
from workflow.web.review.page import review_page
from workflow.web.shapes.showing import said

desk = Blueprint("calling", __name__)
CALLERS = only(Role.DRAFTER, Role.REVIEWER, Role.ISSUER)


@desk.post("/regulations/<slug>/editions/<int:number>/call-in")
@guarded(CALLERS)
def call_in(slug: str, number: int) -> Response | tuple[str, int]:
    """Have somebody approve besides, or be heard."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    form = request.form
    capacity, unit = _seat()
    try:
        with visit.acting() as act:
            calling.call_in(
                act,
                edition_at(act.db, edition.id),
                capacity,
                CallManner.OPINION if form.get("manner") == CallManner.OPINION else CallManner.REQUIRED,
                unit=unit,
                due=day_in(form.get("due", "")),
                note=form.get("note", ""),
            )
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("review.page_of", slug=slug, number=number, _anchor="calls"))


@desk.post("/regulations/<slug>/editions/<int:number>/end-call")
@guarded(CALLERS)
def end_call(slug: str, number: int) -> Response | tuple[str, int]:
    """Take somebody out of the review again."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            calling.end_call(act, current, _call_of(act, current), request.form.get("reason", ""))
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("review.page_of", slug=slug, number=number, _anchor="calls"))


@desk.post("/regulations/<slug>/editions/<int:number>/hand-on")
@guarded(only(Role.REVIEWER))
def hand_on(slug: str, number: int) -> Response | tuple[str, int]:
    """Hand a call to the side that it is really for."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    capacity, unit = _seat()
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            calling.hand_on(act, current, _call_of(act, current), capacity, unit, request.form.get("note", ""))
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("review.page_of", slug=slug, number=number, _anchor="calls"))


@desk.post("/regulations/<slug>/editions/<int:number>/urge")
@guarded(only(Role.DRAFTER, Role.ISSUER))
def urge(slug: str, number: int) -> Response | tuple[str, int]:
    """Remind everybody whose turn it is."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    try:
        with visit.acting() as act:
            calling.urge(act, edition_at(act.db, edition.id), row_in(request.form.get("round", "")))
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("review.page_of", slug=slug, number=number, _anchor="calls"))


def _seat() -> tuple[Capacity | None, str]:
    """The seat that a form names: its capacity, None for one that there is not, and the code of its unit."""
    capacity, _, unit = request.form.get("seat", "").partition(":")
    return Capacity(capacity) if capacity in set(Capacity) else None, unit


def _call_of(act: Act, edition: Edition) -> Call:
    """The call that a form names; 404 for one of another edition."""
    call = act.db.get(Call, row_in(request.form.get("call", "")))
    return call if call is not None and call.edition_id == edition.id else abort(404)
