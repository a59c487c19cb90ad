"""Balloting: an attempt is opened with those present frozen, late comers are let in, casting ends, a void vote is repeated."""

from sqlmodel import col, select

from workflow.lifecycle.acting import Act, Unusable, ask
from workflow.lifecycle.congress.telling import tell
from workflow.lifecycle.facts import ballots, sitting
from workflow.lifecycle.facts.situations.motion import of_motion
from workflow.records.ballot import Ballot, BallotClosing, Presence, PresenceCount, PresenceList
from workflow.records.congress import Attendance, Motion, Roll, RollEntry
from workflow.rules.congress.ballots import PresenceSource
from workflow.rules.congress.words import AttendanceMode
from workflow.words import Words


def open_ballot(act: Act, motion: Motion) -> Ballot:
    """Open the first attempt: who is in the room now, by site and mode, is who is present at this vote. Raises Refused."""
    ask("open_ballot", of_motion(act, motion))
    return _opened(act, motion, "open_ballot", 1)


def repeat_ballot(act: Act, motion: Motion) -> Ballot:
    """Open a further attempt on the same locked text after one that decided nothing. Papers sent for that text stay sent.

    Raises Refused
    """
    ask("repeat_ballot", of_motion(act, motion))
    return _opened(act, motion, "repeat_ballot", ballots.the_last(act.db, motion).attempt + 1)


def reopen_ballot(act: Act, motion: Motion, reason: str, *, none_back: bool) -> PresenceList:
    """Let late comers in while no paper is back: a new list of those in the room, with the reason; the old one is kept.

    none_back  the secretary's word that no paper was put in yet, which nobody else can know. Raises Refused, Unusable
    """
    ask("reopen_ballot", of_motion(act, motion))
    problems = {}
    if not reason.strip():
        problems["reason"] = Words("请写明补入的理由，将载入记录。", "Give the reason; it goes on the record.")
    if not none_back:
        problems["none_back"] = Words(
            "只有一张表决票都没有收回时，才能补入迟到代表；请确认。",
            "Late comers are let in only while no paper is back: confirm that.",
        )
    if problems:
        raise Unusable(problems)
    ballot = ballots.the_last(act.db, motion)
    frozen = _freeze(act, motion, ballot, reason.strip())
    tell(act, motion, ballot, "reopen_ballot", reason=reason.strip(), present=_present(act, ballot))
    return frozen


def close_ballot(act: Act, motion: Motion) -> None:
    """End casting: from now on the list of those present never changes, and papers are counted. Raises Refused"""
    ask("close_ballot", of_motion(act, motion))
    ballot = ballots.the_last(act.db, motion)
    act.db.add(BallotClosing(ballot_id=ballot.id, closed_by=act.person_id, at=act.now))
    act.db.flush()
    tell(act, motion, ballot, "close_ballot")


def _opened(act: Act, motion: Motion, verb: str, attempt: int) -> Ballot:
    ballot = Ballot(
        motion_id=motion.id,
        attempt=attempt,
        method=motion.method,
        presence=PresenceSource.AT_OPENING,
        opened_by=act.person_id,
        opened_at=act.now,
    )
    act.db.add(ballot)
    act.db.flush()
    _freeze(act, motion, ballot, "")
    tell(act, motion, ballot, verb, present=_present(act, ballot))
    return ballot


def _freeze(act: Act, motion: Motion, ballot: Ballot, reason: str) -> PresenceList:
    """Write down who is in the room now, one row a delegate and one a site."""
    db = act.db
    frozen = PresenceList(
        ballot_id=ballot.id,
        number=len(ballots.lists_of(db, ballot)) + 1,
        reason=reason,
        frozen_by=act.person_id,
        at=act.now,
    )
    db.add(frozen)
    db.flush()
    here = db.exec(
        select(Attendance)
        .join(RollEntry, col(RollEntry.id) == col(Attendance.entry_id))
        .where(RollEntry.roll_id == motion.roll_id, col(Attendance.went).is_(None))
        .order_by(col(RollEntry.number))
    ).all()
    places = {one.entry_id: one for one in here}
    for one in places.values():
        db.add(Presence(list_id=frozen.id, entry_id=one.entry_id, site_id=one.site_id, mode=one.mode))
    entries = sitting.entries_of(db, db.get(Roll, motion.roll_id) if motion.roll_id else None)
    for site in sitting.sites_of(db, motion.session_id):
        modes = [one.mode for one in places.values() if one.site_id == site.id]
        db.add(
            PresenceCount(
                list_id=frozen.id,
                site_id=site.id,
                due=sum(1 for one in entries if one.site_id == site.id),
                in_person=modes.count(AttendanceMode.IN_PERSON),
                by_video=modes.count(AttendanceMode.BY_VIDEO),
            )
        )
    db.flush()
    return frozen


def _present(act: Act, ballot: Ballot) -> int:
    return sum(ballots.present_in(act.db, ballot).values())
