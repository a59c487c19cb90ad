"""My desk: whose turn it is first, then what I wait for, then what is new."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from flask import Blueprint, url_for
from sqlalchemy import String, cast, literal
from sqlmodel import Session, col, select

from workflow.lifecycle import duties
from workflow.lifecycle.acting import Act
from workflow.lifecycle.draft import suggesting
from workflow.lifecycle.facts import approvals, chain, sitting, standing
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.situations import beginning
from workflow.lifecycle.facts.submitted import knowable, under_way
from workflow.lifecycle.people.enterprise import Begun, begun
from workflow.lifecycle.people.offices import kind_of
from workflow.records.congress import Motion, Waiver
from workflow.records.congress import Session as CongressSession
from workflow.records.database.families import by_number
from workflow.records.event import Event
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.replaying.looking import last_look
from workflow.records.text.snapshot import WorkingCopy
from workflow.rules import visibility
from workflow.rules.asking import leads_from, may_hold
from workflow.rules.discussion.threads import Wanting
from workflow.rules.permissions import WORKSHOP, can_read_record, sits_in_sessions
from workflow.rules.states import State
from workflow.rules.visibility import Matter, Piece, Stage
from workflow.web.entry.entry_file import waiting as waiting_past
from workflow.web.request import visit
from workflow.web.request.guard import SIGNED_IN, guarded
from workflow.web.request.paging import paging
from workflow.web.shapes.offers import DESKS, Offer, offers
from workflow.web.shapes.showing import page
from workflow.web.shapes.standing_words import REPORT_WAITS, WAITS
from workflow.web.shapes.telling import Telling
from workflow.web.shapes.told import Told, tell_all
from workflow.words import Language

desk = Blueprint("workbench", __name__)
#: Events on the page.
NEWS = 12
#: Lines of each list on the page.
TASKS = 20
#: What concerns people who do not work on texts, once they may read the record of the edition.
NEWS_FOR_ALL = frozenset({"issue", "adopt", "deliberate"})
#: What the system does for the archive: it is on the record, and news to nobody.
NO_NEWS = frozenset({"keep"})


@dataclass(frozen=True, slots=True)
class Task:
    """One edition on somebody's desk: what to do now, each at a desk of its own, or what it waits for."""

    regulation: Regulation
    edition: Edition
    offers: list[Offer]
    waits_for: tuple[str, ...]


@desk.get("/desk")
@guarded(SIGNED_IN)
def mine() -> tuple[str, int]:
    """Everything that waits for this person, everything they wait for, and the latest acts."""
    act = visit.reader()
    turn, others = turns(act)
    turned, waited = paging(len(turn), TASKS, "turn"), paging(len(others), TASKS, "waiting")
    owed = talking.owed_by_edition(act.db) if may_hold("answer", visit.roles()) else {}
    sessions = _open_sessions(act.db)
    if not sits_in_sessions(visit.roles()):
        asking = _asking_for_agreement(act.db) if may_hold("agree_waiver", visit.roles()) else set()
        sessions = [one for one in sessions if one.id in asking]
    return page(
        "desk/desk.html",
        turn=turned.of(turn),
        turned=turned,
        waiting=_waiting(act, waited.of(others)),
        waited=waited,
        sessions=[(one, visit.say(sitting.session_words(one))) for one in sessions],
        copies=_unsaved(act.db),
        suggested=_suggested(act.db, owed) if may_hold("decline", visit.roles()) else [],
        unanswered=_unanswered(act.db, owed) if may_hold("answer", visit.roles()) else [],
        news=_news(act.db),
        begun=_begun(act),
        kind_of=kind_of,
        entering=waiting_past(act) if may_hold("enter", visit.roles()) else None,
        may_create=may_hold("create", visit.roles()),
        may_convene=may_hold("convene", visit.roles()),
        amendable=_amendable(act),
        look=_look(act.db) if may_hold("administer", visit.roles()) else None,
    )


def _look(db: Session) -> str | None:
    """What an administrator is told of the last look at the record; None when it found everything as it was written."""
    found = last_look(db)
    words = found.words() if found else None
    return visit.say(words) if words else None


def turns(act: Act) -> tuple[list[Task], list[Edition]]:
    """What this person can do now on the editions under way, the newest first, and those on which they wait for others."""
    roles = visit.roles()
    if not any(may_hold(verb, roles) for verb in DESKS):
        return [], []
    going = under_way(act.db, visit.reading_as())
    duties.ahead(act, [one for one in going if duties.may_be_open(one, roles)])
    regulations = by_number(act.db, Regulation, (one.regulation_id for one in going))
    turn, others = [], []
    for edition in going:
        regulation = regulations[edition.regulation_id]
        mine = offers(act, regulation, edition, waiting=True) if duties.may_be_open(edition, roles) else []
        if mine:
            at_one_desk = {one.address: one for one in reversed(mine)}  # steps of one chain are recorded on one page
            turn.append(Task(regulation, edition, list(reversed(at_one_desk.values())), ()))
        elif regulation.kind is RegulationKind.REGULATION or any(
            may_hold(verb, roles) for verb in DESKS if verb != "issue"
        ):
            others.append(edition)
    return turn, others


def _begun(act: Act) -> Begun | None:
    """For the administrator of a house in which not everything has begun yet: what is there, and what is not."""
    if not may_hold("administer", visit.roles()):
        return None
    found = begun(act.db, visit.house().settings, act.today)
    return None if found.is_done else found


def _waiting(act: Act, several: Sequence[Edition]) -> list[Task]:
    """What each of these waits for; where it stands says it by itself, but for the capacities that a review still needs."""
    approvals.ahead(act.db, [one for one in several if leads_from("conclude", one.state)])
    out = []
    for edition in several:
        regulation = act.db.get_one(Regulation, edition.regulation_id)
        said = (REPORT_WAITS if regulation.kind is RegulationKind.REPORT else WAITS).get(edition.state)
        needed = standing.standings(act, edition) if leads_from("conclude", edition.state) else ()
        waits_for = [said] if said else [one.words() for one in needed if not one.counts]
        if leads_from("strike_step", edition.state):
            waits_for += [one.lacking() for one in chain.next_lacking(act, edition)]
        out.append(Task(regulation, edition, [], tuple(visit.say(one) for one in waits_for)))
    return out


def _open_sessions(db: Session) -> list[CongressSession]:
    going = select(CongressSession).where(col(CongressSession.closed_at).is_(None))
    return list(db.exec(going.order_by(col(CongressSession.held_on)).limit(TASKS)))


def _asking_for_agreement(db: Session) -> set[int]:
    """The numbers of the sessions on an item of which an exception waits for a second person."""
    open_ones = (
        select(Motion.session_id)
        .join(Waiver, col(Motion.id) == col(Waiver.motion_id))
        .where(col(Motion.taken_off_at).is_(None), col(Waiver.agreed_by).is_(None))
    )
    return set(db.exec(open_ones))


def _unsaved(db: Session) -> list[tuple[Regulation, Edition, Language, datetime]]:
    me = visit.person()
    mine = select(WorkingCopy).where(WorkingCopy.person_id == (me.id if me else 0))
    copies = db.exec(mine.order_by(col(WorkingCopy.at).desc()).limit(TASKS)).all()
    _rows(db, [one.edition_id for one in copies])
    out = []
    for copy in copies:
        edition = db.get_one(Edition, copy.edition_id)
        piece = Piece(Matter.WORKING_COPY, Stage.OWN, owner=copy.person_id)
        if leads_from("save", edition.state) and visibility.can_read(visit.reading_as(), piece):
            out.append((db.get_one(Regulation, edition.regulation_id), edition, copy.language, copy.at))
    return out


def _unanswered(db: Session, owed: Mapping[int, Mapping[Wanting, int]]) -> list[tuple[Regulation, Edition, int]]:
    """Editions in whose review something waits for an answer of the drafters, with how much."""
    waiting = {number: one[Wanting.ANSWER] for number, one in owed.items() if one[Wanting.ANSWER]}
    editions = _rows(db, waiting)
    going = [editions[number] for number in waiting if leads_from("answer", editions[number].state)]
    return [(db.get_one(Regulation, one.regulation_id), one, waiting[one.id]) for one in going[:TASKS]]


def _suggested(db: Session, owed: Mapping[int, Mapping[Wanting, int]]) -> list[tuple[Regulation, Edition, int]]:
    """Editions for which suggestions wait, out of a Word file or typed, with how many."""
    waiting = Counter(suggesting.waiting_by_edition(db))
    waiting.update({number: one[Wanting.DECISION] for number, one in owed.items() if one[Wanting.DECISION]})
    editions = _rows(db, waiting)
    going = [editions[number] for number in waiting if leads_from("decline", editions[number].state)]
    return [(db.get_one(Regulation, one.regulation_id), one, waiting[one.id]) for one in going[:TASKS]]


def _rows(db: Session, numbers: Collection[int]) -> dict[int, Edition]:
    """Editions with these numbers; they and their regulations are at hand from now on."""
    found = by_number(db, Edition, numbers)
    by_number(db, Regulation, (one.regulation_id for one in found.values()))
    return found


def _amendable(act: Act) -> list[Regulation]:
    """The regulations whose next edition this person may begin, in the order in which they were begun; no more than fit here."""
    if not may_hold("amend", visit.roles()):
        return []
    first = list(islice(beginning.amendable(act), TASKS + 1))
    found = by_number(act.db, Regulation, first)
    return [found[one] for one in first]


def _news(db: Session) -> list[tuple[Told, Regulation, str]]:
    """The latest acts on what this person may know of; whoever does not work on texts is told of what was published."""
    known = select(Edition.regulation_id).where(knowable(visit.reading_as()))
    rows = select(Event).where(col(Event.regulation_id).in_(known), col(Event.verb).not_in(NO_NEWS))
    if not visit.roles() & WORKSHOP:
        named = literal("edition:") + cast(col(Edition.id), String)
        open_states = [state for state in State if can_read_record(visit.roles(), state, signed_in=True)]
        readable = select(Edition.id).where(Event.object == named, col(Edition.state).in_(open_states))
        rows = rows.where(col(Event.verb).in_(NEWS_FOR_ALL), readable.exists())
    events = db.exec(rows.order_by(col(Event.seq).desc()).limit(NEWS)).all()
    out = []
    for event, told in zip(events, tell_all(db, events, Telling(db)), strict=True):
        regulation = db.get_one(Regulation, event.regulation_id)
        out.append((told, regulation, url_for("library.current", slug=regulation.slug)))
    return sorted(out, key=lambda one: (one[0].at, one[0].seq), reverse=True)
