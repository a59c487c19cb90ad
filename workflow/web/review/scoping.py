"""Legal corrects what the text under review is about."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.review import scoping
from workflow.records.regulation import edition_at
from workflow.rules.people.roles import Role
from workflow.web.request import visit
from workflow.web.request.guard import guarded, only
from workflow.web.review.page import review_page
from workflow.web.shapes.review.scoped import wanted_in
from workflow.web.shapes.showing import said

desk = Blueprint("scoping", __name__)


@desk.post("/regulations/<slug>/editions/<int:number>/correct-scope")
@guarded(only(Role.REVIEWER))
def correct_scope(slug: str, number: int) -> Response | tuple[str, int]:
    """As legal, say what the text under review is about after all."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    form = request.form
    wanted = wanted_in(form) or abort(404)
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            scoping.correct_scope(act, current, wanted, form.get("reason", ""), form.get("known", ""))
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("review.page_of", slug=slug, number=number, _anchor="required-by"))
