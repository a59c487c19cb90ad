"""Numbers and references put right on the drafting desk: renumbering what is typed, and saying that a reference is meant."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.draft import drafting, referring
from workflow.records.regulation import edition_at
from workflow.records.text.reference import ReferenceQuestion
from workflow.records.text.snapshot import Snapshot
from workflow.web.draft.drafting import DRAFTER, desk_page, keep_typed, place_of, typed_words
from workflow.web.draft.rows import ROW
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.guard import guarded

desk = Blueprint("referring", __name__)


@desk.post("/regulations/<slug>/editions/<int:number>/renumber")
@guarded(DRAFTER)
def renumber(slug: str, number: int) -> tuple[str, int]:
    """Put the numbers of what is typed in order, references following what they mean; it stays to be looked at and saved."""
    regulation, edition, language = place_of(slug, number)
    text, base = typed_words()
    with visit.acting() as act:
        current = edition_at(act.db, edition.id)
        apart = keep_typed(act, current, language, text, base)
        begun = act.db.get(Snapshot, base)
        if begun is not None and (begun.edition_id != edition.id or begun.language != language):
            begun = None
        text, rewriting = referring.renumbered(act, current, language, text, begun)
        if not apart:
            drafting.keep(act, current, language, text, begun)
    return desk_page(regulation, edition, language, text, base, kept=True, rewriting=rewriting, apart=apart)


@desk.post("/regulations/<slug>/editions/<int:number>/confirm-reference")
@guarded(DRAFTER)
def confirm_reference(slug: str, number: int) -> Response:
    """Say that one reference means what it names now; words typed meanwhile are kept."""
    _, edition, language = place_of(slug, number)
    with visit.acting() as act:
        current = edition_at(act.db, edition.id)
        question = act.db.get(ReferenceQuestion, row_in(request.form.get("question", "")))
        asked = act.db.get(Snapshot, question.snapshot_id) if question else None
        if question is None or asked is None or asked.edition_id != edition.id:
            abort(404)
        referring.confirm_reference(act, current, question)
        if "words" in request.form or ROW in request.form:
            text, base = typed_words()
            if text.strip() and text != asked.text:
                keep_typed(act, current, language, text, base)
    return redirect(url_for("drafting.draft", slug=slug, number=number, text=language))
