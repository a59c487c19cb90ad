"""The congress desk before the meeting: sessions, sites, the roll, the agenda, the papers."""

from collections.abc import Collection, Sequence

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import col, func, select
from werkzeug.wrappers import Response

from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act, Unusable, roles_of
from workflow.lifecycle.congress import convening, tabling
from workflow.lifecycle.facts import sitting, standing
from workflow.lifecycle.facts.hearing import heard
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.edition import of_tabling
from workflow.lifecycle.facts.situations.session import of_session
from workflow.publishing.spreadsheet.reading import read_apart
from workflow.publishing.spreadsheet.unreadable import TableUnreadable
from workflow.records.congress import AGENDA, Observer, Waiver
from workflow.records.congress import Session as CongressSession
from workflow.records.enterprise import venues_on
from workflow.records.person import Entity
from workflow.records.regulation import Edition, Regulation
from workflow.rules.asking import may_hold
from workflow.rules.congress.words import Body, Method, SessionKind
from workflow.rules.people.roles import Role
from workflow.rules.roster.choosing import sheet_of
from workflow.rules.roster.delegates import ROLL
from workflow.rules.roster.reading import Row
from workflow.web.congress.item import item_of, lines_of, motion_or_404
from workflow.web.request import visit
from workflow.web.request.bounds import counted
from workflow.web.request.fields import day_in, row_in, whole_in
from workflow.web.request.files import sent_file
from workflow.web.request.guard import IN_CONGRESS, guarded, only
from workflow.web.request.paging import paging
from workflow.web.shapes.showing import offer, page, said

desk = Blueprint("congress", __name__)
SECRETARY = only(Role.SECRETARY)
PLACES = 4


@desk.get("/sessions")
@guarded(IN_CONGRESS)
def all_sessions() -> tuple[str, int]:
    """Every session, the newest first."""
    act = visit.reader()
    sessions = select(CongressSession).order_by(col(CongressSession.held_on).desc(), col(CongressSession.id).desc())
    turned = paging(act.db.exec(select(func.count()).select_from(CongressSession)).one())
    shown = act.db.exec(sessions.offset(turned.start).limit(turned.a_page)).all()
    items = AGENDA.ahead(act.db, [one.id for one in shown])
    rows = [(one, visit.say(sitting.session_words(one)), len(items[one.id])) for one in shown]
    return page("congress/sessions.html", rows=rows, turned=turned, convene=offer("convene", of_actor(act)))


@desk.get("/sessions/new")
@guarded(SECRETARY)
def new() -> tuple[str, int]:
    """The form for a session."""
    return _new_page({})


@desk.post("/sessions/new")
@guarded(SECRETARY)
def convene() -> Response | tuple[str, int]:
    """Convene a session."""
    form = request.form
    places = []
    for number in range(1, PLACES + 1):
        if form.get(f"site_{number}_zh", "").strip():
            places.append(
                convening.Place(
                    form.get(f"site_{number}_code", "").strip() or f"site{number}",
                    form.get(f"site_{number}_zh", ""),
                    form.get(f"site_{number}_en", ""),
                    form.get(f"site_{number}_remote") == "yes",
                )
            )
    try:
        with visit.acting() as act:
            session = convening.convene(
                act,
                body=Body(form["body"]) if form.get("body") in set(Body) else Body.WORKERS_CONGRESS,
                term=whole_in(form.get("term", "")),
                number=whole_in(form.get("number", "")),
                kind=SessionKind(form["kind"]) if form.get("kind") in set(SessionKind) else SessionKind.ORDINARY,
                held_on=day_in(form.get("held_on", "")),
                places=places,
                venues=form.getlist("venue"),
            )
            number = session.id
    except Unusable as error:
        return _new_page(said(error.problems), 422)
    return redirect(url_for("congress.session", number=number))


@desk.get("/sessions/<int:number>")
@guarded(IN_CONGRESS)
def session(number: int) -> tuple[str, int]:
    """One session: agenda in order, the current item large, the figures, the next step."""
    return session_page(number)


@desk.post("/sessions/<int:number>/roll")
@counted
@guarded(SECRETARY)
def load_roll(number: int) -> Response | tuple[str, int]:
    """Load the roll from a file or from pasted lines, under any headers; every broken line is named."""
    try:
        table = _roll_table()
        with visit.acting() as act:
            convening.load_roll(act, _session(act, number), _body(), table)
    except Unusable as error:
        return roll_page(number, problems=list(said(error.problems).values()), status=422)
    return redirect(url_for("congress.roll", number=number))


def _roll_table() -> str | Sequence[Row]:
    """The rows of the table that was sent, or the lines that were pasted. Raises Unusable."""
    sent = sent_file()
    if sent is None:
        return request.form.get("lines", "")
    try:
        book = read_apart(sent.content)  # no transaction is open while a file is read
    except TableUnreadable as error:
        raise Unusable({"": error.words}) from error
    return book.sheets[sheet_of([one.rows for one in book.sheets], ROLL)].rows


@desk.get("/sessions/<int:number>/roll")
@guarded(IN_CONGRESS)
def roll(number: int) -> tuple[str, int]:
    """The roll and its checks."""
    return roll_page(number)


@desk.post("/sessions/<int:number>/freeze-roll")
@guarded(SECRETARY)
def freeze_roll(number: int) -> Response:
    """Freeze the roll: it is the denominator from now on."""
    with visit.acting() as act:
        convening.freeze_roll(act, _session(act, number), _body())
    return redirect(url_for("congress.session", number=number))


@desk.post("/sessions/<int:number>/table")
@guarded(SECRETARY)
def table(number: int) -> Response | tuple[str, int]:
    """Put an edition on the agenda."""
    edition_number = row_in(request.form.get("edition", ""))
    with visit.acting() as act:
        edition = act.db.get(Edition, edition_number) or abort(404)
        method = request.form.get("method", "")
        tabling.table(
            act,
            _session(act, number),
            edition,
            body=_body(),
            important=request.form.get("important", "yes") == "yes",
            method=Method(method) if method in set(Method) else Method.PAPER,
        )
    return redirect(url_for("congress.session", number=number))


@desk.post("/sessions/<int:number>/send-papers")
@guarded(SECRETARY)
def send_papers(number: int) -> Response | tuple[str, int]:
    """Record that the papers reached the delegates."""
    try:
        with visit.acting() as act:
            tabling.send_papers(act, _session(act, number), day_in(request.form.get("sent_on", "")))
    except Unusable as error:
        return session_page(number, problems=said(error.problems), status=422)
    return redirect(url_for("congress.session", number=number))


@desk.post("/items/<int:item>/take-off")
@guarded(SECRETARY)
def take_off(item: int) -> Response:
    """Take an item off the agenda."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        tabling.take_off(act, motion, request.form.get("reason", "").strip()[:2000])
    return redirect(url_for("congress.session", number=number))


@desk.post("/items/<int:item>/ask-waiver")
@guarded(SECRETARY)
def ask_waiver(item: int) -> Response | tuple[str, int]:
    """Ask for an exception to the period for papers."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        tabling.ask_waiver(act, motion, request.form.get("reason", ""))
    return redirect(url_for("congress.session", number=number))


@desk.post("/items/<int:item>/agree-waiver")
@guarded(only(Role.ISSUER))
def agree_waiver(item: int) -> Response:
    """Agree to an exception, as the second person."""
    with visit.acting() as act:
        motion = motion_or_404(act, item)
        number = motion.session_id
        waiver = act.db.get(Waiver, row_in(request.form.get("waiver", "")))
        if waiver is None or waiver.motion_id != motion.id or waiver.agreed_by is not None:
            abort(404)
        tabling.agree_waiver(act, motion, waiver)
    return redirect(url_for("congress.session", number=number))


def session_page(
    number: int,
    *,
    item: int | None = None,
    problems: dict[str, str] | None = None,
    computed: dict[str, int] | None = None,
    status: int = 200,
) -> tuple[str, int]:
    """The secretary's one screen; delegates see the same course without the buttons.

    item      the item to show; None for the one in the address, or the current one
    computed  valid papers and abstentions worked out from the sheet in the form, to be confirmed
    """
    act = visit.reader()
    session = _session(act, number)
    sites = sitting.sites_of(act.db, number)
    situation = of_session(act, session)
    roll = sitting.roll_of(act.db, number, session.body)
    items = lines_of(act, session)
    current = next((one for one in items if one.result is None), None)
    asked = item or whole_in(request.args.get("item", ""))
    line = next((one for one in items if one.motion.id == asked), current or (items[-1] if items else None))
    # The figures are of the body that votes on the item shown, which need not be the one that the session is called after.
    body = line.motion.body if line else session.body
    voting = roll if body is session.body else sitting.roll_of(act.db, number, body)
    present = sitting.present_at(act.db, voting)
    return page(
        "congress/session.html",
        status,
        session=session,
        called_session=visit.say(sitting.session_words(session)),
        sites=sites,
        roll=roll,
        all_delegates=len(sitting.entries_of(act.db, voting)),
        by_members=body is Body.MEMBERS_CONGRESS,
        present=present,
        here=sum(present.values()),
        quorum=figures.at_session(act, "quorum.present", session, voting),
        adoption=figures.at_session(act, "adoption.votes_for", session, voting),
        papers=(papers := figures.at_session(act, "papers.days_before", session, voting)),
        papers_clause=visit.say(standing.clauses(act.db, papers, session.held_on)),
        items=items,
        current=current,
        shown=item_of(act, line.motion) if line else None,
        tabled=_could_be_tabled(act, session),
        observers=list(act.db.exec(select(Observer).where(Observer.session_id == number))),
        load=offer("load_roll", situation),
        fields=[visit.say(one.words) for one in ROLL],
        freeze=offer("freeze_roll", situation),
        send=offer("send_papers", situation),
        attend=offer("attend", situation),
        close=offer("close", situation),
        bodies=Body,
        problems=problems or {},
        form=request.form,
        computed=computed,
        today=act.today.isoformat(),
    )


def roll_page(number: int, *, problems: list[str] | None = None, status: int = 200) -> tuple[str, int]:
    """The roll with what the credentials committee should look at."""
    act = visit.reader()
    session = _session(act, number)
    body = _body(session.body)
    roll = sitting.roll_of(act.db, number, body)
    situation = of_session(act, session)
    return page(
        "congress/roll.html",
        status,
        session=session,
        called_session=visit.say(sitting.session_words(session)),
        body=body,
        roll=roll,
        entries=sitting.entries_of(act.db, roll),
        sites={one.id: one for one in sitting.sites_of(act.db, number)},
        entities={one.id: one for one in act.db.exec(select(Entity))},
        remarks=[visit.say(one) for one in convening.roll_remarks(act, roll, session.held_on)],
        load=offer("load_roll", situation),
        freeze=offer("freeze_roll", situation),
        fields=[visit.say(one.words) for one in ROLL],
        problems=problems or [],
        lines=request.form.get("lines", ""),
    )


def _new_page(problems: dict[str, str], status: int = 200) -> tuple[str, int]:
    act, form = visit.reader(), request.form
    venues = venues_on(act.db, max(day_in(form.get("held_on", "")) or act.today, act.today))
    last = {} if form else _as_last_time(act, {one.code for one in venues})
    return page(
        "congress/new_session.html",
        status,
        problems=problems,
        form=form or last,
        venues=venues,
        ticked=form.getlist("venue") if form else str(last.get("venues", "")).split(),
        notice=figures.on(act, "papers.days_before", act.today).number,
        bodies=Body,
        kinds=SessionKind,
        places=PLACES,
    )


def _as_last_time(act: Act, venues: Collection[str]) -> dict[str, str]:
    """The form as the newest session would fill it in: sites seldom change.

    venues  the codes of the enterprise's own sites, which are ticked and not typed
    """
    newest = select(CongressSession).order_by(col(CongressSession.held_on).desc(), col(CongressSession.id).desc())
    last = act.db.exec(newest.limit(1)).first()
    if last is None:
        return {"number": "1"}
    form = {"body": last.body.value, "term": str(last.term), "number": str(last.number + 1)}
    sites = sitting.sites_of(act.db, last.id)
    form["venues"] = " ".join(one.code for one in sites if one.code in venues)
    for turn, site in enumerate([one for one in sites if one.code not in venues][:PLACES], 1):
        named = {"code": site.code, "zh": site.name_zh, "en": site.name_en, "remote": "yes" if site.remote else ""}
        form |= {f"site_{turn}_{field}": value for field, value in named.items()}
    return form


def _could_be_tabled(act: Act, session: CongressSession) -> list[tuple[Regulation, Edition, dict[str, object]]]:
    """The editions that wait for a congress, each with what stands against tabling it."""
    out = []
    if not may_hold("table", roles_of(act.db, act.person, act.today)):
        return []
    editions = standing.before_congress(act.db)
    heard.ahead(act.db, editions)
    for edition in editions:
        offered = offer("table", of_tabling(act, edition, session))
        if offered is not None:
            out.append((act.db.get_one(Regulation, edition.regulation_id), edition, offered))
    return out


def _session(act: Act, number: int) -> CongressSession:
    return act.db.get(CongressSession, number) or abort(404)


def _body(otherwise: Body = Body.WORKERS_CONGRESS) -> Body:
    wanted = request.values.get("body", "")
    return Body(wanted) if wanted in set(Body) else otherwise
