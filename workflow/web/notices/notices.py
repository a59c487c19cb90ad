"""Notices: what I was told and have not read, where each leads, and how I want to be told outside these pages."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.facts import sitting, standing, submitted
from workflow.lifecycle.notices import choosing
from workflow.lifecycle.notices.hearing import consultation_in
from workflow.records import notice as notices
from workflow.records.congress import Session as CongressSession
from workflow.records.consultation import EmployeeConsultation
from workflow.records.database.families import by_number
from workflow.records.notice import Notice, NoticeChoice
from workflow.records.regulation import Edition, Regulation
from workflow.rules.notices import (
    CHANNEL_WORDS,
    HOOK_KIND_WORDS,
    NOTICE_WORDS,
    PACE_WORDS,
    Channel,
    NoticeKind,
    Pace,
)
from workflow.rules.people.roles import Role
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.guard import SIGNED_IN, guarded, only
from workflow.web.request.paging import paging
from workflow.web.shapes.showing import day, page, said
from workflow.words import Words

desk = Blueprint("notices", __name__)
#: The fields of a choice, with what holds for whoever chose nothing.
USUAL = {"address": "", "mail": Pace.NEVER, "hook": Pace.AT_ONCE, "quiet_since": "", "quiet_until": ""}
#: Notices on a page.
A_PAGE = 30
#: Where the work lies that a notice asks for; everything else about an edition leads to the edition.
WORK = {
    NoticeKind.ASKED_FOR_REVIEW: "review.page_of",
    NoticeKind.REVIEW_WAITS: "review.page_of",
    NoticeKind.ANSWERED: "review.page_of",
    NoticeKind.TO_ANSWER: "review.page_of",
    NoticeKind.RETURNED: "drafting.draft",
    NoticeKind.TO_CONSULT: "consulting.form",
    NoticeKind.TO_RECORD: "chain.of",
    NoticeKind.TO_ISSUE: "issuing.form",
}


#: What the day of a notice is, where it has one.
DAYS = {
    NoticeKind.REVIEW_WAITS: Words("审核期限{}", "due by {}"),
    NoticeKind.PAPERS_DUE: Words("最迟{}送达", "to be delivered by {}"),
    NoticeKind.CONVENED: Words("{}开会", "meets on {}"),
    NoticeKind.PAPERS_SENT: Words("{}开会", "meets on {}"),
    NoticeKind.SESSION_NEAR: Words("{}开会", "meets on {}"),
    NoticeKind.EMPLOYEES_ASKED: Words("到{}为止", "until {}"),
    NoticeKind.OPINIONS_DUE: Words("到{}为止", "until {}"),
    NoticeKind.ISSUED: Words("{}起施行", "in force from {}"),
    NoticeKind.TAKES_EFFECT: Words("{}起施行", "in force from {}"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as its page shows it; `about` and `address` are "" for what this person may not know of any more."""

    row: Notice
    words: str
    about: str
    address: str

    @property
    def when(self) -> str:
        """What its day is; "" without one."""
        told = DAYS.get(self.row.kind)
        return visit.say(told).format(day(self.row.day)) if told and self.row.day else ""


@desk.get("/notices")
@guarded(SIGNED_IN)
def mine() -> tuple[str, int]:
    """Everything I was told, the newest first, with what I have not read marked."""
    me, db = visit.person() or abort(401), visit.db()
    turned = paging(notices.how_many(db, me.id), A_PAGE)
    rows = notices.page_of(db, me.id, turned.start, A_PAGE)
    return page(
        "notices/notices.html", told=_told(rows), turned=turned, newest=max((one.id for one in rows), default=0)
    )


@desk.post("/notices/read")
@guarded(SIGNED_IN)
def read() -> Response:
    """Mark one notice of mine as read, or all up to the newest that my page showed."""
    form = request.form
    with visit.acting() as act:
        if form.get("number"):
            choosing.read(act, number=row_in(form["number"]))
        elif form.get("up_to"):
            choosing.read(act, up_to=row_in(form["up_to"]))
    return redirect(url_for("notices.mine"))


@desk.get("/notices/<int:notice>")
@guarded(SIGNED_IN)
def follow(notice: int) -> Response:
    """Where a message leads: to what it is about. One that is not mine does not exist."""
    me = visit.person() or abort(401)
    row = visit.db().get(Notice, notice)
    if row is None or row.person_id != me.id:
        abort(404)
    return redirect(_told([row])[0].address or url_for("notices.mine"))


@desk.get("/notices/choices")
@guarded(SIGNED_IN)
def choices() -> tuple[str, int]:
    """How I want to be told."""
    return _choices({})


@desk.post("/notices/choices")
@guarded(SIGNED_IN)
def choose() -> Response | tuple[str, int]:
    """Keep how I want to be told."""
    form = request.form
    try:
        with visit.acting() as act:
            choosing.choose(act, **{name: form.get(name, "") for name in USUAL})
    except Unusable as error:
        return _choices(said(error.problems), 422)
    return redirect(url_for("notices.choices", kept="yes"))


@desk.get("/enterprise/messenger")
@guarded(only(Role.ADMIN))
def messenger() -> tuple[str, int]:
    """What listens at the messenger's address."""
    return _messenger({})


@desk.post("/enterprise/messenger")
@guarded(only(Role.ADMIN))
def choose_messenger() -> Response | tuple[str, int]:
    """Keep what listens there."""
    try:
        with visit.acting() as act:
            choosing.choose_messenger(act, request.form.get("kind", ""))
    except Unusable as error:
        return _messenger(said(error.problems), 422)
    return redirect(url_for("notices.messenger", kept="yes"))


def _messenger(problems: dict[str, str], status: int = 200) -> tuple[str, int]:
    return page(
        "notices/messenger.html",
        status,
        problems=problems,
        kinds=[(one.value, visit.say(words)) for one, words in HOOK_KIND_WORDS.items()],
        given=notices.hook_kind(visit.db()).value,
        is_open=bool(visit.house().settings.webhook_url),
        kept=request.args.get("kept") == "yes",
    )


def _choices(problems: dict[str, str], status: int = 200) -> tuple[str, int]:
    me, settings = visit.person() or abort(401), visit.house().settings
    kept = visit.db().get(NoticeChoice, me.id)
    form = request.form
    since, until = settings.quiet_hours
    return page(
        "notices/choices.html",
        status,
        problems=problems,
        given={name: form.get(name, getattr(kept, name) if kept else value) for name, value in USUAL.items()},
        paces=[(one.value, visit.say(words)) for one, words in PACE_WORDS.items()],
        channels={one.value: visit.say(words) for one, words in CHANNEL_WORDS.items()},
        open_ones={Channel.MAIL.value: bool(settings.mail_url), Channel.HOOK.value: bool(settings.webhook_url)},
        quiet="" if since == until else f"{since:%H:%M}–{until:%H:%M}",
        kept=request.args.get("kept") == "yes",
    )


def _told(rows: list[Notice]) -> list[Told]:
    """Notices with the titles of what they are about, read for all of them together."""
    db = visit.db()
    editions = by_number(db, Edition, (one.edition_id for one in rows))
    by_number(db, Regulation, (one.regulation_id for one in editions.values()))
    submitted.ahead(db, editions.values())
    sessions = by_number(db, CongressSession, (one.session_id for one in rows))
    return [
        _one(
            row,
            editions[row.edition_id] if row.edition_id else None,
            sessions[row.session_id] if row.session_id else None,
        )
        for row in rows
    ]


def _one(row: Notice, edition: Edition | None, session: CongressSession | None) -> Told:
    words, db = visit.say(NOTICE_WORDS[row.kind]), visit.db()
    if session is not None:
        name = sitting.session_words(session)
        return Told(row, words, visit.say(name), url_for("congress.session", number=session.id))
    if edition is not None and visit.may_know(edition):
        regulation = db.get_one(Regulation, edition.regulation_id)
        nth = visit.say(Words(f"第{edition.number}版", f", edition {edition.number}"))
        about = visit.say(standing.edition_words(db, edition)) + nth
        endpoint = WORK.get(row.kind, "library.edition")
        return Told(row, words, about, url_for(endpoint, slug=regulation.slug, number=edition.number))
    if consultation := db.get(EmployeeConsultation, consultation_in(row.key)):
        return _of_consultation(row, words, consultation)
    if row.kind is NoticeKind.RECORD_DIFFERS:
        return Told(row, words, "", url_for("jobs.given_up"))
    return Told(row, words, "", "")


def _of_consultation(row: Notice, words: str, consultation: EmployeeConsultation) -> Told:
    """Of a consultation employees know its title and its own page; whoever must answer is led to the desk."""
    edition = visit.db().get_one(Edition, consultation.edition_id)
    about = visit.say(standing.edition_words(visit.db(), edition))
    if row.kind is NoticeKind.PERIOD_OVER:
        regulation = visit.db().get_one(Regulation, edition.regulation_id)
        return Told(row, words, about, url_for("asking.of", slug=regulation.slug, number=edition.number))
    return Told(row, words, about, url_for("opinions.read", token=consultation.token))
