"""The desk for equal consultation: both sides, the day, what was settled, the signed paper."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import standing_text
from workflow.lifecycle.review import consulting
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.rules.people.roles import Role
from workflow.web.request import visit
from workflow.web.request.fields import day_in
from workflow.web.request.guard import guarded, only
from workflow.web.shapes.entered import made_here_or_404
from workflow.web.shapes.showing import offer, page, said

desk = Blueprint("consulting", __name__)
SECRETARY = only(Role.SECRETARY)


@desk.get("/regulations/<slug>/editions/<int:number>/consult")
@guarded(SECRETARY)
def form(slug: str, number: int) -> tuple[str, int]:
    """The form, on exactly the text that was reviewed."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    made_here_or_404(edition)
    return _page(regulation, edition)


@desk.post("/regulations/<slug>/editions/<int:number>/consult")
@guarded(SECRETARY)
def consult(slug: str, number: int) -> Response | tuple[str, int]:
    """Record the consultation."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    sent = request.files.get("paper")
    paper = Sent(sent.filename or "", sent.read()) if sent else Sent("", b"")
    try:
        with visit.acting() as act:
            consulting.consult(
                act,
                edition_at(act.db, edition.id),
                held_on=day_in(request.form.get("held_on", "")),
                enterprise_side=request.form.get("enterprise_side", ""),
                union_side=request.form.get("union_side", ""),
                outcome=request.form.get("outcome", ""),
                paper=paper,
                shown=request.form.get("fingerprint", ""),
            )
    except Unusable as error:
        return _page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("library.edition", slug=slug, number=number))


def _page(
    regulation: Regulation, edition: Edition, *, problems: dict[str, str] | None = None, status: int = 200
) -> tuple[str, int]:
    act = visit.reader()
    edition = edition_at(act.db, edition.id)
    return page(
        "review/consult.html",
        status,
        regulation=regulation,
        edition=edition,
        head=standing_text(act.db, edition),
        consult=offer("consult", of_edition(act, edition)),
        problems=problems or {},
        form=request.form,
        today=act.today.isoformat(),
    )
