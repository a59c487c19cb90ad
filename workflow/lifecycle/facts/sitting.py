"""How a session and the vote on one item stand: reads rows and makes the plain values that the rules judge."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from workflow.lifecycle.facts.submitted import standing_save
from workflow.records.ballot import BALLOTS
from workflow.records.congress import (
    AGENDA,
    MOTIONS,
    RESULTS,
    ROLL_ENTRIES,
    ROLLS,
    SITES,
    Attendance,
    Motion,
    Result,
    Roll,
    RollEntry,
    Site,
    Waiver,
)
from workflow.records.congress import Session as CongressSession
from workflow.records.database.families import Family, at_hand, by_number
from workflow.records.regulation import Edition, Regulation
from workflow.rules.congress.sessions import session_name
from workflow.rules.congress.votes import Outcome
from workflow.rules.congress.words import MotionAct
from workflow.rules.states import State
from workflow.words import Words

#: The rule that a waiver of the notice period goes over.
NOTICE = "papers_in_time"
#: Site and roll entry of the delegates of a roll who are in the room.
_HERE = Family[tuple[int, int]](
    RollEntry.roll_id,
    select(Attendance.site_id, Attendance.entry_id)
    .join(RollEntry, col(RollEntry.id) == col(Attendance.entry_id))
    .where(col(Attendance.went).is_(None)),
)
#: The exceptions asked for on a motion, oldest first.
WAIVERS = Family[Waiver](Waiver.motion_id, select(Waiver).order_by(col(Waiver.id)))


def motion_at(db: Session, number: int) -> Motion | None:
    """An item by its number, read in one statement with its session, its edition and its roll, which every act on it asks for."""
    if (known := at_hand(db, Motion, number)) is not None:
        return known
    rows = (
        select(Motion, CongressSession, Edition, Roll)
        .join(CongressSession, col(CongressSession.id) == col(Motion.session_id))
        .join(Edition, col(Edition.id) == col(Motion.edition_id))
        .outerjoin(Roll, col(Roll.id) == col(Motion.roll_id))
    )
    found = db.exec(rows.where(Motion.id == number)).first()
    return found[0] if found else None


def motions_of(db: Session, session: CongressSession) -> list[Motion]:
    """The items of a session in order, without those taken off."""
    return list(AGENDA.of(db, session.id))


def sites_of(db: Session, session_id: int) -> list[Site]:
    """The sites of a session in the order they were named."""
    return list(SITES.of(db, session_id))


def roll_of(db: Session, session_id: int, body: object) -> Roll | None:
    """The roll of `body` at a session, or None when none was loaded."""
    return next((one for one in ROLLS.of(db, session_id) if one.body == body), None)


def entries_of(db: Session, roll: Roll | None) -> list[RollEntry]:
    """The delegates on a roll in the order of their numbers."""
    return list(ROLL_ENTRIES.of(db, roll.id)) if roll else []


def present_at(db: Session, roll: Roll | None) -> dict[int, int]:
    """Delegates of `roll` in the room now, by the number of the site."""
    out: dict[int, int] = {}
    if roll is None:
        return out
    for site_id, _entry in set(_HERE.of(db, roll.id)):
        out[site_id] = out.get(site_id, 0) + 1
    return out


def session_words(session: CongressSession) -> Words:
    """The name of a session: 第三届职工代表大会第一次会议."""
    return session_name(session.body, session.term, session.number, session.kind)


def ahead(db: Session, motions: Iterable[Motion]) -> None:
    """Read in a few statements what an agenda tells of each of its items: the text it is about, and what became of it."""
    several = list(motions)
    editions = by_number(db, Edition, (one.edition_id for one in several))
    by_number(db, Regulation, (one.regulation_id for one in editions.values()))
    numbers = [one.id for one in several]
    BALLOTS.ahead(db, numbers)
    RESULTS.ahead(db, numbers)


def in_the_room(db: Session, motion: Motion) -> frozenset[int]:
    """The roll entries of the delegates in the room now."""
    return frozenset(entry for _, entry in _HERE.of(db, motion.roll_id))


def state_after(motion: Motion, outcome: Outcome) -> State:
    """Where an outcome puts the edition; what decided nothing leaves it waiting."""
    if outcome is Outcome.CARRIED:
        return State.DELIBERATED if motion.act is MotionAct.HEAR_AND_DELIBERATE else State.ADOPTED
    return State.REJECTED if outcome is Outcome.LOST else State.AWAITING


def is_untouched(db: Session, motion: Motion, edition: Edition, result: Result) -> bool:
    """Whether nothing followed from a declaration: no later item, no other text, no other state."""
    head = standing_save(db, edition)
    return (
        edition.state is state_after(motion, result.outcome)
        and head is not None
        and head.fingerprint == motion.voted_fingerprint
        and motion.taken_off_at is None
        and MOTIONS.of(db, edition.id)[-1].id == motion.id
    )
