"""The review desk: the changes of any two texts by article, remarks on provisions, decisions bound to what was shown."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Refused, Unusable
from workflow.lifecycle.facts.situations.actor import offices_of
from workflow.lifecycle.facts.submitted import course_of
from workflow.lifecycle.review import reviewing
from workflow.records.regulation import Edition, edition_at
from workflow.records.review import Approval, Round
from workflow.records.text.snapshot import Snapshot
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.review import Decision
from workflow.rules.visibility import Matter
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.guard import IN_WORKSHOP, guarded, only
from workflow.web.review.cards import items_ticked
from workflow.web.review.page import KEPT, moved_since, review_page
from workflow.web.shapes.entered import made_here_or_404
from workflow.web.shapes.showing import said

desk = Blueprint("review", __name__)


@desk.get("/regulations/<slug>/editions/<int:number>/review")
@guarded(IN_WORKSHOP)
def page_of(slug: str, number: int) -> tuple[str, int]:
    """The change list with its remarks, and the decision at the foot."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    made_here_or_404(edition)
    return review_page(regulation, edition)


@desk.post("/regulations/<slug>/editions/<int:number>/approve")
@guarded(only(Role.REVIEWER))
def approve(slug: str, number: int) -> Response | tuple[str, int]:
    """Approve exactly the text shown, or chosen articles of it."""
    return _decide(slug, number, Decision.APPROVE)


@desk.post("/regulations/<slug>/editions/<int:number>/request-changes")
@guarded(only(Role.REVIEWER))
def request_changes(slug: str, number: int) -> Response | tuple[str, int]:
    """Say what should be changed in the text shown, or in chosen articles of it."""
    return _decide(slug, number, Decision.REQUEST_CHANGES)


@desk.post("/regulations/<slug>/editions/<int:number>/keep-reservation")
@guarded(only(Role.REVIEWER))
def keep_reservation(slug: str, number: int) -> Response | tuple[str, int]:
    """Let the text shown pass, with a reservation that is printed."""
    return _decide(slug, number, Decision.RESERVATION)


@desk.post("/regulations/<slug>/editions/<int:number>/mark-seen")
@guarded(only(Role.REVIEWER))
def mark_seen(slug: str, number: int) -> Response | tuple[str, int]:
    """Say that the text shown was read, which decides nothing."""
    return _decide(slug, number, Decision.SEEN)


@desk.post("/regulations/<slug>/editions/<int:number>/withdraw-decision")
@guarded(only(Role.REVIEWER))
def withdraw_decision(slug: str, number: int) -> Response | tuple[str, int]:
    """Take one's own decision back."""
    return _ended(slug, number, reviewing.withdraw_decision)


@desk.post("/regulations/<slug>/editions/<int:number>/dismiss-request")
@guarded(only(Role.ISSUER))
def dismiss_request(slug: str, number: int) -> Response | tuple[str, int]:
    """As chair, lift the block of a request for changes."""
    return _ended(slug, number, reviewing.dismiss_request)


def _ended(slug: str, number: int, verb: Callable[[Act, Edition, Approval, str], None]) -> Response | tuple[str, int]:
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            decision = act.db.get(Approval, _whole("decision")) or abort(404)
            if act.db.get_one(Round, decision.round_id).edition_id != current.id:
                abort(404)
            verb(act, current, decision, request.form.get("reason", ""))
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(back(slug, number))


def _decide(slug: str, number: int, decision: Decision) -> Response | tuple[str, int]:
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    form = request.form
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            opinion, shown = form.get("opinion", ""), form.get("fingerprint", "")
            reviewing.decide(act, current, decision, _capacity(act), opinion, shown, items_ticked(form.getlist("item")))
    except Refused:
        moved = moved_since(edition, form.get("fingerprint", ""))
        if not moved:
            raise
        return review_page(regulation, edition, moved=moved, status=409)
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(back(slug, number))


def _capacity(act: Act) -> Capacity:
    """The capacity that a delegation names, else the one named in the form; with only one at hand, that one."""
    _, delegated = visit.on_behalf(act.db, act.person)
    if delegated is not None:
        return delegated
    held = sorted(offices_of(act))
    wanted = request.form.get("capacity", "")
    chosen = [one for one in held if one.value == wanted]
    if chosen:
        return chosen[0]
    if len(held) == 1 and not wanted:
        return held[0]
    return Capacity(wanted) if wanted in set(Capacity) else held[0] if held else Capacity.DEPARTMENT


def _whole(name: str) -> int:
    return row_in(request.values.get(name, ""))


def back(slug: str, number: int, anchor: str | None = None) -> str:
    """The page again, with the same two texts in the same view, order and filter: an act leaves everything where it was."""
    kept = {name: request.args[name] for name in KEPT if name in request.args}
    return url_for("review.page_of", slug=slug, number=number, _anchor=anchor, **kept)  # type: ignore[arg-type]


def is_open(act: Act, edition: Edition, snapshot: Snapshot, matter: Matter) -> bool:
    """Whether the visitor may read what stands beside a text of an edition."""
    return course_of(act.db, edition).can_read(visit.reading_as(), matter, snapshot.id)
