"""The hall: delegates sign in and out, the text put to the vote is locked, and the session is closed."""

from collections.abc import Iterable

from sqlmodel import col, select

from workflow.lifecycle.acting import Act, ask, record
from workflow.lifecycle.facts import sitting
from workflow.lifecycle.facts.situations.motion import of_motion
from workflow.lifecycle.facts.situations.session import of_session
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.congress import Attendance, Motion, Site
from workflow.records.congress import Session as CongressSession
from workflow.records.regulation import Edition
from workflow.rules.congress.words import AttendanceMode, Body


def attend(
    act: Act, session: CongressSession, body: Body, site: Site, entries: Iterable[int], *, leave: bool = False
) -> int:
    """Sign delegates in at a site, or out when `leave`. Returns how many changed; who is already there is left alone.

    entries  numbers of roll entries; those of another roll are ignored
    """
    ask("attend", of_session(act, session, body))
    roll = sitting.roll_of(act.db, session.id, body)
    known = {one.id: one for one in sitting.entries_of(act.db, roll)}
    wanted = [known[one] for one in dict.fromkeys(entries) if one in known]
    changed = 0
    for entry in wanted:
        here = act.db.exec(
            select(Attendance).where(Attendance.entry_id == entry.id, col(Attendance.went).is_(None))
        ).first()
        if leave and here is not None:
            here.went = act.now
            act.db.add(here)
            changed += 1
        elif not leave and here is None:
            mode = AttendanceMode.BY_VIDEO if site.remote else AttendanceMode.IN_PERSON
            act.db.add(Attendance(entry_id=entry.id, site_id=site.id, mode=mode, came=act.now))
            changed += 1
    act.db.flush()
    if changed:
        record(
            act,
            "leave" if leave else "attend",
            f"session:{session.id}",
            site=site.name_zh,
            delegates=changed,
            present=sum(sitting.present_at(act.db, roll).values()),
        )
    return changed


def lock(act: Act, motion: Motion, shown: str) -> None:
    """Lock the text put to the vote 表决稿: from now on it cannot change, and the roll is the denominator.

    shown  the fingerprint on the secretary's page. Raises Refused
    """
    ask("lock", of_motion(act, motion, shown=shown))
    edition = act.db.get_one(Edition, motion.edition_id)
    head = standing_text(act.db, edition)
    roll = sitting.roll_of(act.db, motion.session_id, motion.body)
    if head is None or roll is None:  # the guards have asked already
        raise ValueError("nothing to lock")
    motion.voted_snapshot_id, motion.voted_fingerprint, motion.locked_at = head.id, head.fingerprint, act.now
    motion.roll_id = roll.id
    act.db.add(motion)
    record(
        act,
        "lock",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        differs_from_sent=motion.sent_fingerprint != head.fingerprint,
    )


def close(act: Act, session: CongressSession) -> None:
    """Close a session whose every item has its result; everybody still present goes out."""
    ask("close", of_session(act, session))
    session.closed_at = act.now
    act.db.add(session)
    here = (
        select(Attendance)
        .join(Site, col(Site.id) == col(Attendance.site_id))
        .where(Site.session_id == session.id, col(Attendance.went).is_(None))
    )
    for one in act.db.exec(here):
        one.went = act.now
        act.db.add(one)
    record(act, "close", f"session:{session.id}")
