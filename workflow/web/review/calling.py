"""Calling people into a review besides those whom the procedure names, and urging whose turn it is, on the review page."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.review import calling
from workflow.records.regulation import edition_at
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
    capacity, _, unit = form.get("seat", "").partition(":")
    try:
        with visit.acting() as act:
            calling.call_in(
                act,
                edition_at(act.db, edition.id),
                Capacity(capacity) if capacity in set(Capacity) else None,
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
            call = act.db.get(Call, row_in(request.form.get("call", ""))) or abort(404)
            if call.edition_id != current.id:
                abort(404)
            calling.end_call(act, current, call, request.form.get("reason", ""))
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
