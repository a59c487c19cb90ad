"""Marking provisions viewed, and switching the keys of the review page off: notes of one person, in no record."""

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.review import viewing
from workflow.records.regulation import edition_at
from workflow.records.text.snapshot import Snapshot
from workflow.rules.visibility import Matter
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.guard import IN_WORKSHOP, guarded
from workflow.web.review.page import review_page
from workflow.web.review.review import back, is_open
from workflow.web.shapes.entered import made_here_or_404
from workflow.web.shapes.showing import said

desk = Blueprint("viewing", __name__)
#: A script asks for no page: it goes on by itself.
QUIET = "X-Quiet"


@desk.post("/regulations/<slug>/editions/<int:number>/viewed")
@guarded(IN_WORKSHOP)
def mark(slug: str, number: int) -> Response | tuple[str, int]:
    """Note that I have looked at a provision as it was shown, or take the note back."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    made_here_or_404(edition)
    number_of, key, viewed = [*request.form.get("mark", "").split(" "), "", "", ""][:3]
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            snapshot = act.db.get(Snapshot, row_in(number_of)) or abort(404)
            if snapshot.edition_id != current.id or not is_open(act, current, snapshot, Matter.TEXT):
                abort(404)
            address = f"{'p' if snapshot.language is regulation.authentic_language else snapshot.language}-{key}"
            viewing.mark(act, current, snapshot, key, viewed=viewed != "no")
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    if request.headers.get(QUIET):
        return Response(status=204)
    return redirect(back(slug, number, address))


@desk.post("/regulations/<slug>/editions/<int:number>/review-keys")
@guarded(IN_WORKSHOP)
def keys(slug: str, number: int) -> Response:
    """Switch the keys of the review page on or off for me."""
    visit.edition_or_404(visit.regulation_or_404(slug), number)
    with visit.acting() as act:
        viewing.choose_keys(act, off=request.form.get("off") == "yes")
    return redirect(back(slug, number))
