"""The congress desk during a vote: opening and ending an attempt, its sheets, a recount, a repetition, a correction."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow import archive
from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.congress import balloting, counting, declaring
from workflow.records.congress import Site
from workflow.rules.congress.ballots import sheet_from
from workflow.rules.congress.votes import CountSheet
from workflow.rules.people.roles import Role
from workflow.web.congress.item import motion_or_404
from workflow.web.congress.sessions import session_page
from workflow.web.request import visit
from workflow.web.request.fields import row_in, whole_in
from workflow.web.request.guard import guarded, only
from workflow.web.shapes.drawing import press
from workflow.web.shapes.showing import said
from workflow.words import Words

desk = Blueprint("balloting", __name__)
SECRETARY = only(Role.SECRETARY)
COUNTING = only(Role.SECRETARY, Role.TELLER)
#: What is counted and typed; valid papers and abstentions are computed from these and confirmed.
TYPED = ("issued", "returned", "spoiled", "in_favour", "against")
COMPUTED = ("valid", "abstain")
Answer = Response | tuple[str, int]


@desk.post("/items/<int:item>/open-ballot")
@guarded(SECRETARY)
def open_ballot(item: int) -> Answer:
    """Open the ballot: those in the room now are those present."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        balloting.open_ballot(act, motion)
    return _back(number, item)


@desk.post("/items/<int:item>/reopen-ballot")
@guarded(SECRETARY)
def reopen_ballot(item: int) -> Answer:
    """Let late comers in."""
    form = request.form
    number = motion_or_404(visit.reader(), item).session_id
    try:
        with visit.acting() as act:
            balloting.reopen_ballot(
                act, motion_or_404(act, item), form.get("reason", "")[:2000], none_back=form.get("none_back") == "yes"
            )
    except Unusable as error:
        return session_page(number, problems=said(error.problems), status=422)
    return _back(number, item)


@desk.post("/items/<int:item>/close-ballot")
@guarded(SECRETARY)
def close_ballot(item: int) -> Answer:
    """End casting."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        balloting.close_ballot(act, motion)
    return _back(number, item)


@desk.post("/items/<int:item>/repeat-ballot")
@guarded(SECRETARY)
def repeat_ballot(item: int) -> Answer:
    """Vote again after an attempt that decided nothing."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        balloting.repeat_ballot(act, motion)
    return _back(number, item)


@desk.post("/items/<int:item>/count")
@guarded(COUNTING)
def count(item: int) -> Answer:
    """Enter one's own sheet of a site: typed, then confirmed with what was computed from it."""
    return _sheet(item, "count")


@desk.post("/items/<int:item>/correct-sheet")
@guarded(COUNTING)
def correct_sheet(item: int) -> Answer:
    """Correct one's own sheet, with the reason."""
    return _sheet(item, "correct_sheet")


@desk.post("/items/<int:item>/recount")
@guarded(SECRETARY)
def recount(item: int) -> Answer:
    """Record that the scrutineers counted again."""
    number = motion_or_404(visit.reader(), item).session_id
    try:
        with visit.acting() as act:
            counting.recount(act, motion_or_404(act, item), request.form.get("scrutineers", "")[:300])
    except Unusable as error:
        return session_page(number, problems=said(error.problems), status=422)
    return _back(number, item)


@desk.post("/items/<int:item>/ask-correction")
@guarded(SECRETARY)
def ask_correction(item: int) -> Answer:
    """Put a declaration in question."""
    form = request.form
    number = motion_or_404(visit.reader(), item).session_id
    try:
        with visit.acting() as act:
            declaring.ask_correction(
                act, motion_or_404(act, item), form.get("reason", "")[:2000], form.get("scrutineers", "")[:300]
            )
    except Unusable as error:
        return session_page(number, problems=said(error.problems), status=422)
    return _back(number, item)


@desk.post("/items/<int:item>/drop-correction")
@guarded(SECRETARY)
def drop_correction(item: int) -> Answer:
    """The declaration was right after all."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        declaring.drop_correction(act, motion)
    return _back(number, item)


@desk.post("/items/<int:item>/agree-correction")
@guarded(COUNTING)
def agree_correction(item: int) -> Answer:
    """Agree to a correction as the second person."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        declaring.agree_correction(act, motion, lambda result: archive.freeze(act, result, press()))
    return _back(number, item)


def _sheet(item: int, verb: str) -> Answer:
    """Take a sheet that carries its computed figures; without them show what was computed, to be confirmed."""
    form = request.form
    number = motion_or_404(visit.reader(), item).session_id
    try:
        sheet = _typed()
        computed = {name: getattr(sheet, name) for name in COMPUTED}
        confirmed = all(form.get(name, "").strip() == str(figure) for name, figure in computed.items())
        sent = any(form.get(name, "").strip() for name in COMPUTED)
        if not confirmed and not sent and min(computed.values()) >= 0:
            return session_page(number, item=item, computed=computed)
        with visit.acting() as act:
            motion = motion_or_404(act, item)
            site = act.db.get(Site, row_in(form.get("site", "")))
            if site is None or site.session_id != number:
                abort(404)
            paper = counting.Paper(
                sheet, form.get("scrutineers", "")[:300], form.get("tellers", "")[:300], form.get("gap", "")[:2000]
            )
            if not confirmed and min(computed.values()) >= 0:
                raise Unusable({"sheet": _differs(sheet)})
            if verb == "count":
                counting.count(act, motion, site, paper)
            else:
                counting.correct_sheet(act, motion, site, paper, form.get("reason", "")[:2000])
    except Unusable as error:
        return session_page(number, item=item, problems=said(error.problems), status=422)
    return _back(number, item)


def _typed() -> CountSheet:
    """The five figures of the form. Raises Unusable when one is none."""
    figures = [whole_in(request.form.get(name, "")) for name in TYPED]
    written = [one for one in figures if one is not None]
    if len(written) < len(figures):
        raise Unusable(
            {"sheet": Words("每一栏都要填写0以上的整数。", "Fill in every figure with a whole number from 0.")}
        )
    return sheet_from(*written)


def _differs(sheet: CountSheet) -> Words:
    """A figure was changed after valid papers and abstentions were computed, or they were typed otherwise."""
    return Words(
        f"按所填数字，有效应为{sheet.valid}（收回－废票），弃权应为{sheet.abstain}（有效－赞成－反对）；请核对后确认。",
        f"From these figures valid is {sheet.valid} (returned − spoiled) and abstain {sheet.abstain} "
        "(valid − for − against); check and confirm.",
    )


def _back(number: int, item: int) -> Response:
    return redirect(url_for("congress.session", number=number, item=item))
