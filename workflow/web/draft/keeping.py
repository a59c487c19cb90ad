"""Words as they are typed: kept in the background, told apart by window, and taken back when they were set aside."""

from typing import cast

from flask import Blueprint, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.draft import setting_aside
from workflow.records.regulation import edition_at
from workflow.records.text.set_aside import SetAside
from workflow.records.text.snapshot import Snapshot
from workflow.text.comparing.compare import Change
from workflow.web.draft.drafting import DRAFTER, is_mine, kept_words, place_of, typed_words
from workflow.web.draft.live import found_in
from workflow.web.draft.rows import ROW, drawn, sent_row
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.guard import guarded
from workflow.web.shapes.showing import page

desk = Blueprint("keeping", __name__)


@desk.post("/regulations/<slug>/editions/<int:number>/keep")
@guarded(DRAFTER)
def keep(slug: str, number: int) -> tuple[Response, int]:
    """Keep what one window holds, for its script: a few bytes say whether it is kept, went aside, or why it cannot be.

    200 {"mark"} kept · 409 {"apart"} another window's words are kept, these went aside · 409, 422 {"why"} not kept
    """
    _, edition, language = place_of(slug, number)
    try:
        text, base = typed_words()
        with visit.acting() as act:
            window = request.form.get("window", "")[:40]
            copy, apart = kept_words(act, edition_at(act.db, edition.id), language, text, base, window=window)
            mark = setting_aside.mark(copy)
    except Refused as error:
        return jsonify(why=" ".join(visit.say(one) for one in error.reasons)), 409
    except Unusable as error:
        return jsonify(why=" ".join(visit.say(one) for one in error.problems.values())), 422
    return (jsonify(apart=True), 409) if apart else (jsonify(mark=mark), 200)


@desk.post("/regulations/<slug>/editions/<int:number>/look")
@guarded(DRAFTER)
def look(slug: str, number: int) -> tuple[str, int]:
    """What is found in the words that a window holds, for its script: parts of the desk. Nothing is kept or changed."""
    _, edition, language = place_of(slug, number)
    text, _ = typed_words()
    act = visit.reader()
    current = edition_at(act.db, edition.id)
    found = found_in(act, current, language, text, visit.newest_text(current, language))
    row, changes = sent_row(), cast("list[Change] | None", found["changes"])
    shown = drawn(row[1], changes) if row else None
    return page("draft/live.html", 200, language=language, confirm_reference=None, drawn=shown, **found)


@desk.post("/regulations/<slug>/editions/<int:number>/take-back")
@guarded(DRAFTER)
def take_back(slug: str, number: int) -> Response:
    """Put words that were set aside on the desk again; words typed meanwhile go aside in their place."""
    _, edition, language = place_of(slug, number)
    with visit.acting() as act:
        current = edition_at(act.db, edition.id)
        aside = act.db.get(SetAside, row_in(request.form.get("aside", "")))
        if aside is None or aside.edition_id != edition.id or not is_mine(aside.person_id):
            abort(404)
        language = aside.language
        if "words" in request.form or ROW in request.form:
            text, base = typed_words()
            setting_aside.keep(
                act, current, language, text, act.db.get(Snapshot, base), known=request.form.get("kept", ""), window=""
            )
        setting_aside.take_back(act, current, aside)
    return redirect(url_for("drafting.draft", slug=slug, number=number, text=language))
