"""One item of an agenda as a page shows it: its text, its counts, its verdict, and what can be done next."""

from dataclasses import dataclass
from typing import Any

from workflow.lifecycle import sitting, standing, tabling, texts, voting
from workflow.lifecycle.acting import Act
from workflow.records.congress import Count, Motion, Result, Site, Waiver
from workflow.records.congress import Session as CongressSession
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.records.snapshot import Snapshot
from workflow.rules.congress import MotionAct
from workflow.rules.situation import Situation, Vote
from workflow.rules.votes import Verdict
from workflow.text.compare import Change
from workflow.web import visit
from workflow.web.library import compared
from workflow.web.showing import offer


@dataclass(frozen=True, slots=True)
class Item:
    """Everything about one motion."""

    motion: Motion
    regulation: Regulation
    edition: Edition
    result: Result | None
    head: Snapshot | None
    sent: Snapshot | None
    voted: Snapshot | None
    vote: Vote
    counts: dict[int, list[Count]]
    sites: list[Site]
    verdict: Verdict | None
    note: str
    waivers: list[tuple[Waiver, Person, Person | None]]
    declare: str
    offers: dict[str, dict[str, Any] | None]
    changed_since_sent: list[Change]
    site_minimum: int

    @property
    def advisory(self) -> bool:
        """True for what is heard and deliberated rather than adopted."""
        return self.motion.act is MotionAct.HEAR_AND_DELIBERATE


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an agenda."""

    motion: Motion
    regulation: Regulation
    result: Result | None


def lines_of(act: Act, session: CongressSession) -> list[Line]:
    """The agenda in order. Everything about one item is `item_of` its motion, which takes longer."""
    out = []
    for motion in sitting.motions_of(act.db, session):
        edition = act.db.get_one(Edition, motion.edition_id)
        regulation = act.db.get_one(Regulation, edition.regulation_id)
        out.append(Line(motion, regulation, standing.result_of(act.db, motion)))
    return out


def item_of(act: Act, motion: Motion) -> Item:
    """One item with everything a page shows of it."""
    db = act.db
    edition = db.get_one(Edition, motion.edition_id)
    regulation = db.get_one(Regulation, edition.regulation_id)
    session = db.get_one(CongressSession, motion.session_id)
    situation = sitting.of_motion(act, motion)
    declare = "deliberate" if motion.act is MotionAct.HEAR_AND_DELIBERATE else "adopt"
    result = standing.result_of(db, motion)
    note = tabling.body_note(motion, regulation)
    counts: dict[int, list[Count]] = {}
    for count in sitting.counts_of(db, motion):
        counts.setdefault(count.site_id, []).append(count)
    head = texts.authentic(db, edition)
    sent = db.get(Snapshot, motion.sent_snapshot_id) if motion.sent_snapshot_id else None
    voted = db.get(Snapshot, motion.voted_snapshot_id) if motion.voted_snapshot_id else None
    return Item(
        motion=motion,
        regulation=regulation,
        edition=edition,
        result=result,
        head=head,
        sent=sent,
        voted=voted,
        vote=_vote(situation),
        counts=counts,
        sites=sitting.sites_of(db, motion.session_id),
        verdict=voting.verdict_of(act, motion) if result is None and motion.locked_at else None,
        note=visit.say(note) if note else "",
        waivers=[
            (one, db.get_one(Person, one.asked_by), db.get(Person, one.agreed_by) if one.agreed_by else None)
            for one in tabling.waivers_of(act, motion)
        ],
        declare=declare,
        offers={
            verb: offer(verb, situation)
            for verb in ("take_off", "ask_waiver", "agree_waiver", "lock", "count", declare)
        }
        if result is None
        else {},
        changed_since_sent=_changed(act, sent, voted or head),
        site_minimum=act.procedure.figure("ballot.site_minimum", session.held_on).number,
    )


def _vote(situation: Situation) -> Vote:
    if situation.vote is None:
        raise ValueError("the situation of a motion has a vote")
    return situation.vote


def _changed(act: Act, sent: Snapshot | None, now: Snapshot | None) -> list[Change]:
    """How the text put to the vote differs from the text sent with the papers."""
    if sent is None or now is None or sent.fingerprint == now.fingerprint:
        return []
    return [one for one in compared(act.db, sent, now).changes if not one.is_unchanged]
