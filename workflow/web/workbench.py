"""My desk: whose turn it is first, then what I wait for, then what is new."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, url_for
from sqlmodel import Session, col, select

from workflow.lifecycle import drafting, sitting, standing, suggesting
from workflow.lifecycle.acting import Act
from workflow.lifecycle.submitted import IN_DRAFTING
from workflow.records.congress import Motion, Waiver
from workflow.records.congress import Session as CongressSession
from workflow.records.event import Event, Payload
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.records.snapshot import WorkingCopy
from workflow.rules import visibility
from workflow.rules.permissions import WORKSHOP
from workflow.rules.roles import Role
from workflow.rules.states import ENDED, PUBLISHED, State
from workflow.rules.transitions import may_hold
from workflow.rules.visibility import Matter, Piece, Stage
from workflow.web import visit
from workflow.web.guard import SIGNED_IN, guarded
from workflow.web.moves import Offer, is_my_turn, offers
from workflow.web.past_file import waiting as waiting_past
from workflow.web.record import Told, tell
from workflow.web.showing import page
from workflow.web.telling import Telling

desk = Blueprint("workbench", __name__)
#: Events on the page.
NEWS = 12
#: What concerns people who do not work on texts, once the edition is published.
NEWS_FOR_ALL = frozenset({"issue", "adopt", "deliberate"})


@dataclass(frozen=True, slots=True)
class Task:
    """One edition on somebody's desk: what to do now, or what it waits for."""

    regulation: Regulation
    edition: Edition
    offer: Offer | None
    waits_for: tuple[str, ...]


@desk.get("/desk")
@guarded(SIGNED_IN)
def mine() -> tuple[str, int]:
    """Everything that waits for this person, everything they wait for, and the latest acts."""
    act = visit.reader()
    turn, waiting = [], []
    for edition in _going(act.db):
        regulation = act.db.get_one(Regulation, edition.regulation_id)
        offered = offers(act, regulation, edition)
        open_ones = [one for one in offered if not one.reasons and (one.verb != "approve" or is_my_turn(act, edition))]
        if open_ones:
            turn.append(Task(regulation, edition, open_ones[0], ()))
        elif offered:
            waiting.append(Task(regulation, edition, None, _waits_for(act, edition, offered)))
    sessions = _open_sessions(act.db)
    if not visit.roles() & {Role.SECRETARY, Role.DELEGATE, Role.TELLER}:
        sessions = [one for one in sessions if Role.ISSUER in visit.roles() and _asks_for_agreement(act.db, one)]
    return page(
        "desk.html",
        turn=turn,
        waiting=waiting,
        sessions=[(one, visit.say(sitting.session_words(one))) for one in sessions],
        copies=_unsaved(act.db),
        suggested=_suggested(act.db) if Role.DRAFTER in visit.roles() else [],
        news=_news(act.db),
        entering=waiting_past(act) if may_hold("enter", visit.roles()) else None,
        may_create=Role.DRAFTER in visit.roles(),
        amendable=_amendable(act.db) if Role.DRAFTER in visit.roles() else [],
    )


def _waits_for(act: Act, edition: Edition, offered: list[Offer]) -> tuple[str, ...]:
    if edition.state is State.IN_REVIEW:
        return tuple(visit.say(one.words()) for one in standing.standings(act, edition) if not one.counts)
    return offered[0].reasons


def _going(db: Session) -> list[Edition]:
    over = (State.ISSUED, State.DELIBERATED, State.WITHDRAWN)
    going = db.exec(select(Edition).where(col(Edition.state).not_in(over)).order_by(col(Edition.id).desc()))
    return [one for one in going if visit.may_know(one)]


def _open_sessions(db: Session) -> list[CongressSession]:
    going = select(CongressSession).where(col(CongressSession.closed_at).is_(None))
    return list(db.exec(going.order_by(col(CongressSession.held_on))))


def _asks_for_agreement(db: Session, session: CongressSession) -> bool:
    """True while an exception asked for on an item of `session` waits for a second person."""
    open_ones = (
        select(Waiver.id)
        .join(Motion, col(Motion.id) == col(Waiver.motion_id))
        .where(Motion.session_id == session.id, col(Motion.taken_off_at).is_(None), col(Waiver.agreed_by).is_(None))
    )
    return db.exec(open_ones).first() is not None


def _unsaved(db: Session) -> list[tuple[Regulation, Edition, str, datetime]]:
    me = visit.person()
    copies = db.exec(select(WorkingCopy).where(WorkingCopy.person_id == (me.id if me else 0)))
    out = []
    for copy in copies:
        edition = db.get_one(Edition, copy.edition_id)
        piece = Piece(Matter.WORKING_COPY, Stage.OWN, owner=copy.person_id)
        if edition.state in IN_DRAFTING and visibility.can_read(visit.reading_as(), piece):
            out.append((db.get_one(Regulation, edition.regulation_id), edition, copy.language, copy.at))
    return out


def _suggested(db: Session) -> list[tuple[Regulation, Edition, int]]:
    """Editions for which suggestions wait, with how many."""
    out = []
    for number, many in suggesting.waiting_by_edition(db).items():
        edition = db.get_one(Edition, number)
        if edition.state not in ENDED:
            out.append((db.get_one(Regulation, edition.regulation_id), edition, many))
    return out


def _amendable(db: Session) -> list[Regulation]:
    out = []
    for regulation in db.exec(select(Regulation).order_by(col(Regulation.id))):
        editions = drafting.editions_of(db, regulation)
        if editions and all(one.state in (State.ISSUED, State.WITHDRAWN, State.DELIBERATED) for one in editions):
            out.append(regulation)
    return out


def _news(db: Session) -> list[tuple[Told, Regulation, str]]:
    events = db.exec(
        select(Event).where(col(Event.regulation_id).is_not(None)).order_by(col(Event.seq).desc()).limit(NEWS)
    ).all()
    regulations = {one.id: one for one in db.exec(select(Regulation))}
    editions = db.exec(select(Edition)).all()
    # Rows that `tell` looks up one by one are fetched together; the session knows them while this list lives.
    kept = [
        db.exec(select(Payload).where(col(Payload.event_seq).in_([one.seq for one in events]))).all(),
        db.exec(select(Person).where(col(Person.id).in_({one.actor_id for one in events if one.actor_id}))).all(),
    ]
    published = {(one.regulation_id, one.number) for one in editions if one.state in PUBLISHED}
    for_all = not visit.roles() & WORKSHOP
    known = {one.regulation_id for one in editions if visit.may_know(one)}
    telling = Telling(db)
    out = []
    for event in events:
        if event.regulation_id not in known:
            continue
        told = tell(db, event, telling)
        open_to_all = event.verb in NEWS_FOR_ALL and (event.regulation_id, told.edition) in published
        if for_all and not open_to_all:
            continue
        regulation = regulations[event.regulation_id]
        out.append((told, regulation, url_for("library.current", slug=regulation.slug)))
    kept.clear()
    return sorted(out, key=lambda one: (one[0].at, one[0].seq), reverse=True)
