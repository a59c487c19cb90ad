"""The congress desk during the meeting: signing in, locking the text, declaring, closing."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response as AnyResponse

from workflow import archive
from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act
from workflow.lifecycle.congress import declaring, voting
from workflow.lifecycle.facts import sitting, standing
from workflow.lifecycle.facts.situations.session import of_session
from workflow.papers import resolution_order
from workflow.records.congress import Attendance, Motion, Result, RollEntry, Site
from workflow.records.congress import Session as CongressSession
from workflow.records.regulation import Edition
from workflow.rules.congress.words import Body
from workflow.rules.people.roles import Role
from workflow.rules.permissions import can_read_resolution
from workflow.web.congress.item import motion_or_404
from workflow.web.request import visit
from workflow.web.request.fields import row_in, whole_in
from workflow.web.request.guard import PUBLIC, guarded, only
from workflow.web.request.kept_files import send_paper
from workflow.web.request.sending import file_name, send_pdf
from workflow.web.shapes.drawing import delivered, press
from workflow.web.shapes.showing import day, offer, page, t

desk = Blueprint("meeting", __name__)
SECRETARY = only(Role.SECRETARY)


@desk.get("/sessions/<int:number>/attendance")
@guarded(SECRETARY)
def attendance(number: int) -> tuple[str, int]:
    """Who is here, by site and delegation; sign in one by one or a whole site."""
    act = visit.reader()
    session = _session(act, number)
    body = session.body
    roll = sitting.roll_of(act.db, number, body)
    rows = act.db.exec(
        select(Attendance)
        .join(RollEntry, col(RollEntry.id) == col(Attendance.entry_id))
        .where(RollEntry.roll_id == (roll.id if roll else 0), col(Attendance.went).is_(None))
    )
    return page(
        "congress/attendance.html",
        session=session,
        called_session=visit.say(sitting.session_words(session)),
        sites=sitting.sites_of(act.db, number),
        entries=sitting.entries_of(act.db, roll),
        here={one.entry_id: one for one in rows},
        attend=offer("attend", of_session(act, session)),
        quorum=figures.at_session(act, "quorum.present", session, roll),
    )


@desk.post("/sessions/<int:number>/attend")
@guarded(SECRETARY)
def attend(number: int) -> AnyResponse:
    """Sign the ticked delegates of a site in, or out, or everybody in; on to the session when nobody is missing any more."""
    way = request.form.get("way")
    chosen = [value for one in request.form.getlist("entry") if (value := whole_in(one)) is not None]
    with visit.acting() as act:
        session = _session(act, number)
        site = act.db.get(Site, row_in(request.form.get("site", "")))
        if site is None or site.session_id != number:
            abort(404)
        entries = sitting.entries_of(act.db, sitting.roll_of(act.db, number, session.body))
        if way == "all":
            chosen = [one.id for one in entries if one.site_id == site.id]
        voting.attend(act, session, Body(session.body), site, chosen, leave=way == "out")
        place, here = site.id, sum(sitting.present_at(act.db, sitting.roll_of(act.db, number, session.body)).values())
    if way != "out" and here == len(entries):
        return redirect(url_for("congress.session", number=number))
    return redirect(url_for("meeting.attendance", number=number, _anchor=f"site-{place}"))


@desk.post("/items/<int:item>/lock")
@guarded(SECRETARY)
def lock(item: int) -> AnyResponse | tuple[str, int]:
    """Lock the text put to the vote."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        voting.lock(act, motion, request.form.get("fingerprint", ""))
    return redirect(url_for("congress.session", number=number, item=item))


@desk.post("/items/<int:item>/adopt")
@guarded(SECRETARY)
def adopt(item: int) -> AnyResponse:
    """Declare the result of a vote on adoption."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        declaring.adopt(act, motion, lambda result: archive.freeze(act, result, press()))
    return redirect(url_for("congress.session", number=number, item=item))


@desk.post("/items/<int:item>/deliberate")
@guarded(SECRETARY)
def deliberate(item: int) -> AnyResponse:
    """Declare the result of a deliberation."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        declaring.deliberate(act, motion, lambda result: archive.freeze(act, result, press()))
    return redirect(url_for("congress.session", number=number, item=item))


@desk.post("/sessions/<int:number>/close")
@guarded(SECRETARY)
def close(number: int) -> AnyResponse:
    """Close the session."""
    with visit.acting() as act:
        voting.close(act, _session(act, number))
    return redirect(url_for("congress.session", number=number))


@desk.get("/items/<int:item>/resolution.pdf")
@guarded(PUBLIC)
def resolution_pdf(item: int) -> Response:
    """The resolution on an item as an official paper: open once its text is published, to the congress before.

    `result` names an earlier one that was corrected since, or of an attempt that was repeated; `as=kept` asks for its file
    without the mark that says so.
    """
    act = visit.reader()
    motion = motion_or_404(act, item)
    result = _asked(act, motion) or abort(404)
    edition = act.db.get_one(Edition, motion.edition_id)
    reader = visit.reading_as()
    if not can_read_resolution(
        edition.state, reader.roles, signed_in=reader.person is not None, public_reading=reader.public_reading
    ):
        abort(404)
    as_kept = request.args.get("as") == "kept"
    facts, file = archive.shown(act, motion, result, visit.language(), press(), as_kept=as_kept)
    what, plain = (
        (t("表决情况记录", "record of the vote"), "vote")
        if facts.is_record
        else (t("决议", "resolution"), "resolution")
    )
    session = act.db.get_one(CongressSession, motion.session_id)
    where = [visit.say(sitting.session_words(session)), day(session.held_on), facts.state_words]
    name, plain_name = file_name(".pdf", facts.regulation, what, *where), f"{plain}-{item}.pdf"
    if file is not None:  # not given again unasked: whether its figures may be shown is asked of the rule each time
        return send_paper(file, name, plain_name)
    return delivered(resolution_order(facts, press()), lambda drawn: send_pdf(drawn, name, plain_name))


def _asked(act: Act, motion: Motion) -> Result | None:
    """The result that the address names; without one what the motion came to."""
    if "result" not in request.args:
        return standing.result_of(act.db, motion)
    found = act.db.get(Result, row_in(request.args["result"]))
    return found if found is not None and found.motion_id == motion.id else None


def _session(act: Act, number: int) -> CongressSession:
    return act.db.get(CongressSession, number) or abort(404)
