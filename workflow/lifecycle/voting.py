"""Voting: delegates sign in, the text is locked, paper counts come in by site, and the result is declared by the rule."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import col, select

from workflow.lifecycle import sign_ins, sitting, standing, texts
from workflow.lifecycle.acting import Act, Unusable, ask, move, record
from workflow.lifecycle.resolution import resolution_text
from workflow.records.congress import Attendance, Count, Motion, Result, Roll, Site
from workflow.records.congress import Session as CongressSession
from workflow.records.regulation import Edition
from workflow.rules.congress import AttendanceMode, Body, MotionAct
from workflow.rules.states import State
from workflow.rules.votes import FIGURES, CountSheet, Outcome, Verdict, sheet_problems, verdict
from workflow.words import Words


def attend(
    act: Act, session: CongressSession, body: Body, site: Site, entries: Iterable[int], *, leave: bool = False
) -> int:
    """Sign delegates in at a site, or out when `leave`. Returns how many changed; who is already there is left alone.

    entries  numbers of roll entries; those of another roll are ignored
    """
    ask("attend", sitting.of_session(act, session, body))
    roll = sitting.roll_of(act.db, session.id or 0, body)
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
            act.db.add(Attendance(entry_id=entry.id or 0, site_id=site.id or 0, mode=mode, came=act.now))
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
    ask("lock", sitting.of_motion(act, motion, shown=shown))
    edition = act.db.get_one(Edition, motion.edition_id)
    head = texts.authentic(act.db, edition)
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


def count(act: Act, motion: Motion, site: Site, sheet: CountSheet, *, scrutineers: str, tellers: str) -> Count:
    """Record one entry of a site's count sheet. The same figures twice from one person are one entry (a double click);
    other figures correct the entry before, and another person's entry checks it.

    Raises Refused, or Unusable when the figures do not add up or nobody stands for them.
    """
    ask("count", sitting.of_motion(act, motion))
    roll = act.db.get(Roll, motion.roll_id) if motion.roll_id else None
    present = sitting.present_at(act.db, roll).get(site.id or 0, 0)
    problems: dict[str, Words] = {}
    for number, words in enumerate(sheet_problems(sheet, present)):
        problems[f"sheet:{number}"] = words
    if not scrutineers.strip() or not tellers.strip():
        problems["scrutineers"] = Words("请写明监票人和计票人。", "Name the scrutineers and the tellers.")
    earlier = [one for one in sitting.counts_of(act.db, motion) if one.site_id == site.id]
    if earlier and earlier[-1].entered_by == act.person_id and sitting.sheet_of(earlier[-1]) == sheet:
        problems["sheet"] = Words("这张计票单您已经录入。", "You have entered this sheet already.")
    if problems:
        raise Unusable(problems)
    entry = Count(
        motion_id=motion.id or 0,
        site_id=site.id or 0,
        entry_no=len(earlier) + 1,
        entered_by=act.person_id,
        at=act.now,
        present=present,
        scrutineers=scrutineers.strip(),
        tellers=tellers.strip(),
        **{name: getattr(sheet, name) for name in FIGURES},
    )
    act.db.add(entry)
    act.db.flush()
    edition = act.db.get_one(Edition, motion.edition_id)
    record(
        act,
        "count",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=motion.voted_fingerprint or "",
        site=site.name_zh,
        entry=entry.entry_no,
        **{name: getattr(sheet, name) for name in FIGURES},
    )
    return entry


def verdict_of(act: Act, motion: Motion) -> Verdict | None:
    """What the counts of a motion come to now, or None while a site has not counted."""
    so_far = sitting.tally(act, motion)
    if so_far.uncounted or so_far.disagreeing or not so_far.sheets:
        return None
    session = act.db.get_one(CongressSession, motion.session_id)
    roll = act.db.get(Roll, motion.roll_id) if motion.roll_id else None
    sites = {one.id or 0: one for one in sitting.sites_of(act.db, motion.session_id)}
    return verdict(
        {sites[number].code: sitting.sheet_of(one) for number, one in so_far.sheets.items()},
        {sites[number].code: one.present for number, one in so_far.sheets.items()},
        len(sitting.entries_of(act.db, roll)),
        quorum=act.procedure.figure("quorum.present", session.held_on).share,
        adoption=act.procedure.figure("adoption.votes_for", session.held_on).share,
        remote=frozenset(one.code for one in sites.values() if one.remote),
    )


def adopt(act: Act, motion: Motion) -> Result:
    """Declare the result of a vote on adoption: adopted, or not adopted."""
    return _declare(act, motion, "adopt")


def deliberate(act: Act, motion: Motion) -> Result:
    """Declare the result of the resolution on a report that was heard and deliberated; it is advisory."""
    return _declare(act, motion, "deliberate")


def close(act: Act, session: CongressSession) -> None:
    """Close a session whose every item has its result; everybody still present goes out."""
    ask("close", sitting.of_session(act, session))
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


def _declare(act: Act, motion: Motion, verb: str) -> Result:
    ask(verb, sitting.of_motion(act, motion))
    sign_ins.prove(act, verb, motion.session_id)
    found = verdict_of(act, motion)
    session = act.db.get_one(CongressSession, motion.session_id)
    edition = act.db.get_one(Edition, motion.edition_id)
    if found is None or motion.voted_fingerprint is None:  # the guards have asked already
        raise ValueError("nothing to declare")
    target = State.REJECTED
    if found.outcome is Outcome.CARRIED:
        target = State.DELIBERATED if motion.act is MotionAct.HEAR_AND_DELIBERATE else State.ADOPTED
    words = resolution_text(
        sitting.session_words(session), standing.edition_words(act.db, edition), motion.act, session.held_on, found
    )
    result = Result(
        motion_id=motion.id or 0,
        outcome=found.outcome,
        all_delegates=found.all_delegates,
        present=found.present,
        **_thresholds(act, session.held_on),
        quorum_needed=found.quorum_needed,
        adoption_needed=found.adoption_needed,
        figures_of=session.held_on,
        **{name: getattr(found.sheet, name) for name in FIGURES},
        hall_present=found.without_remote.present if found.without_remote else None,
        hall_in_favour=found.without_remote.sheet.in_favour if found.without_remote else None,
        hall_outcome=found.without_remote.outcome.value if found.without_remote else None,
        fingerprint=motion.voted_fingerprint,
        resolution_zh=words.zh,
        resolution_en=words.en,
        declared_by=act.person_id,
        at=act.now,
    )
    act.db.add(result)
    act.db.flush()
    # A void vote decides nothing: the text waits to be tabled again.
    if found.outcome in (Outcome.CARRIED, Outcome.LOST):
        move(edition, verb, target)
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=motion.voted_fingerprint,
        outcome=found.outcome.value,
        all_delegates=found.all_delegates,
        present=found.present,
        in_favour=found.sheet.in_favour,
        against=found.sheet.against,
        abstain=found.sheet.abstain,
        quorum_needed=found.quorum_needed,
        adoption_needed=found.adoption_needed,
    )
    return result


def _thresholds(act: Act, day: date) -> dict[str, Any]:
    """The figures used, copied into the result so that a later change of figures does not touch it."""
    out: dict[str, Any] = {}
    for name, figure in (("quorum", "quorum.present"), ("adoption", "adoption.votes_for")):
        found = act.procedure.figure(figure, day)
        out[f"{name}_numerator"] = found.share.numerator
        out[f"{name}_denominator"] = found.share.denominator
        out[f"{name}_comparison"] = found.share.comparison
        clause = standing.clauses(act.db, found, day)
        out[f"{name}_clause"], out[f"{name}_clause_en"] = clause
    return out
