"""How a session and the vote on one item stand: reads rows and makes the plain values that the rules judge."""

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import ballots, standing
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.ballot import BALLOTS
from workflow.records.congress import (
    AGENDA,
    MOTIONS,
    RESULTS,
    ROLL_ENTRIES,
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
from workflow.records.database.families import Family, by_number
from workflow.records.regulation import Edition, Regulation
from workflow.rules.congress.ballots import PresenceSource
from workflow.rules.congress.sessions import session_name
from workflow.rules.congress.votes import DECIDING, Outcome
from workflow.rules.congress.words import Body, MotionAct
from workflow.rules.facts import Situation, Vote
from workflow.rules.states import State
from workflow.words import Words

#: The rule that a waiver of the notice period goes over.
NOTICE = "papers_in_time"
_ROLLS = Family[Roll](Roll.session_id, select(Roll).order_by(col(Roll.id)))
#: Site and roll entry of the delegates of a roll who are in the room.
_HERE = Family[tuple[int, int]](
    RollEntry.roll_id,
    select(Attendance.site_id, Attendance.entry_id)
    .join(RollEntry, col(RollEntry.id) == col(Attendance.entry_id))
    .where(col(Attendance.went).is_(None)),
)
#: The exceptions asked for on a motion, oldest first.
WAIVERS = Family[Waiver](Waiver.motion_id, select(Waiver).order_by(col(Waiver.id)))


def motions_of(db: Session, session: CongressSession) -> list[Motion]:
    """The items of a session in order, without those taken off."""
    return list(AGENDA.of(db, session.id))


def sites_of(db: Session, session_id: int) -> list[Site]:
    """The sites of a session in the order they were named."""
    return list(SITES.of(db, session_id))


def roll_of(db: Session, session_id: int, body: object) -> Roll | None:
    """The roll of `body` at a session, or None when none was loaded."""
    return next((one for one in _ROLLS.of(db, session_id) if one.body == body), None)


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


def of_session(act: Act, session: CongressSession, body: Body | None = None) -> Situation:
    """How a session stands for the person of `act`, with the roll of `body` (None: of the body that holds it)."""
    roll = roll_of(act.db, session.id or 0, body or session.body)
    motions = motions_of(act.db, session)
    ahead(act.db, motions)
    undecided = tuple(
        standing.edition_words(act.db, act.db.get_one(Edition, one.edition_id))
        for one in motions
        if standing.result_of(act.db, one) is None
    )
    return replace(
        standing.of_actor(act),
        session_closed=session.closed_at is not None,
        roll_size=len(entries_of(act.db, roll)),
        roll_frozen=roll is not None and roll.frozen_at is not None,
        unsent=sum(1 for one in motions if one.sent_on is None),
        undecided=undecided,
    )


def of_motion(act: Act, motion: Motion, *, shown: str | None = None) -> Situation:
    """How the vote on `motion` stands for the person of `act`; `shown` as for `of_edition`.

    Of the edition only its state and whether the page shows its text: no row that is asked about an item reads the reviews.
    """
    db = act.db
    session = db.get_one(CongressSession, motion.session_id)
    edition = db.get_one(Edition, motion.edition_id)
    roll = db.get(Roll, motion.roll_id) if motion.roll_id else roll_of(db, motion.session_id, motion.body)
    all_delegates = len(entries_of(db, roll))
    quorum = act.procedure.figure("quorum.present", session.held_on)
    papers = act.procedure.figure("papers.days_before", session.held_on)
    ahead(db, motions_of(db, session))
    earlier = [one for one in motions_of(db, session) if (one.order, one.id or 0) < (motion.order, motion.id or 0)]
    waived = next((one for one in WAIVERS.of(db, motion.id) if one.rule == NOTICE and one.agreed_by is not None), None)
    vote = Vote(
        advisory=motion.act is MotionAct.HEAR_AND_DELIBERATE,
        session_on=session.held_on,
        session_closed=session.closed_at is not None,
        order=motion.order,
        earlier_open=tuple(
            standing.edition_words(db, db.get_one(Edition, one.edition_id))
            for one in earlier
            if standing.result_of(db, one) is None
        ),
        roll_frozen=roll is not None and roll.frozen_at is not None,
        all_delegates=all_delegates,
        present=sum(present_at(db, roll).values()),
        quorum_needed=quorum.share.needed(all_delegates),
        quorum_clause=standing.clauses(act.db, quorum, session.held_on),
        sent_on=motion.sent_on,
        papers_days=papers.number,
        papers_clause=standing.clauses(act.db, papers, session.held_on),
        papers_waived=waived is not None,
        locked=motion.locked_at is not None,
        taken_off=motion.taken_off_at is not None,
        decided=standing.is_decided(db, motion),
        uncounted=(),
        disagreeing=(),
    )
    head = standing_text(db, edition)
    return replace(
        standing.of_actor(act),
        state=edition.state,
        # A page may carry the translations it showed behind the authentic text; the vote is on that alone.
        moved=shown is not None and (head is None or shown.split()[:1] != [head.fingerprint]),
        vote=_attempt(act, motion, edition, vote),
    )


def _attempt(act: Act, motion: Motion, edition: Edition, vote: Vote) -> Vote:
    """The vote with what is known of its last attempt."""
    db = act.db
    ballot = ballots.last_of(db, motion)
    if ballot is None:
        return vote
    found = ballots.sheets(act, motion, ballot)
    sites = {one.id or 0: Words(one.name_zh, one.name_en) for one in sites_of(db, motion.session_id)}
    result = standing.result_of(db, motion)
    correction = ballots.open_correction(db, ballot)
    return replace(
        vote,
        uncounted=tuple(sites[one] for one in found.found.missing),
        disagreeing=tuple(sites[one] for one in found.found.differing),
        attempt=ballot.attempt,
        closed=ballots.closing_of(db, ballot) is not None,
        frozen=ballot.presence is PresenceSource.AT_OPENING,
        declared=result is not None,
        void=result is not None and result.outcome not in DECIDING,
        late=len(_in_the_room(db, motion) - ballots.names_on(db, ballots.lists_of(db, ballot)[-1])),
        recount_due=result is None and ballots.recount_wanted(act, motion, ballot),
        correcting=correction is not None,
        sheets_corrected=correction is not None and found.newest > correction.through,
        asked_myself=correction is not None and act.person is not None and correction.asked_by == act.person.id,
        untouched=result is None or _untouched(db, motion, edition, result),
    )


def _in_the_room(db: Session, motion: Motion) -> frozenset[int]:
    """The roll entries of the delegates in the room now."""
    return frozenset(entry for _, entry in _HERE.of(db, motion.roll_id))


def state_after(motion: Motion, outcome: Outcome) -> State:
    """Where an outcome puts the edition; what decided nothing leaves it waiting."""
    if outcome is Outcome.CARRIED:
        return State.DELIBERATED if motion.act is MotionAct.HEAR_AND_DELIBERATE else State.ADOPTED
    return State.REJECTED if outcome is Outcome.LOST else State.AWAITING


def _untouched(db: Session, motion: Motion, edition: Edition, result: Result) -> bool:
    """Whether nothing followed from a declaration: no later item, no other text, no other state."""
    head = standing_text(db, edition)
    return (
        edition.state is state_after(motion, result.outcome)
        and head is not None
        and head.fingerprint == motion.voted_fingerprint
        and motion.taken_off_at is None
        and MOTIONS.of(db, edition.id)[-1].id == motion.id
    )
