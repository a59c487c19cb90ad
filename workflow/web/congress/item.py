"""One item of an agenda as a page shows it: its text, its counts, its verdict, and what can be done next."""

from dataclasses import dataclass
from typing import Any

from flask import abort

from workflow.lifecycle.acting import Act
from workflow.lifecycle.congress import declaring, tabling
from workflow.lifecycle.facts import disclosing, sitting, standing
from workflow.lifecycle.facts.situations.motion import of_motion
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.congress import Motion, Result, Waiver
from workflow.records.congress import Session as CongressSession
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.snapshot import Snapshot
from workflow.rules.congress.secrecy import UNANIMITY, Shown
from workflow.rules.congress.votes import Outcome, Verdict
from workflow.rules.congress.words import MotionAct
from workflow.rules.facts import Actor
from workflow.rules.hall import Latecomers, Margin, Papers, Sheets, Vote
from workflow.rules.people.roles import Role
from workflow.rules.situation import Situation
from workflow.text.comparing.compare import Change
from workflow.web.congress.ballot import BallotShown, ballots_shown
from workflow.web.request import visit
from workflow.web.shapes.showing import offer
from workflow.web.shapes.shown_texts import compared
from workflow.words import Words

#: What may be done about an item, in the order of its course: up to the declaration, and after it.
BEFORE = (
    "take_off",
    "ask_waiver",
    "agree_waiver",
    "lock",
    "open_ballot",
    "reopen_ballot",
    "close_ballot",
    "count",
    "correct_sheet",
    "recount",
)
AFTER = ("repeat_ballot", "ask_correction", "drop_correction", "agree_correction")


@dataclass(frozen=True, slots=True)
class Course:
    """How far the vote on an item has come, as far as its page tells it."""

    papers_days: int
    late: int
    frozen: bool
    void: bool
    uncounted: tuple[Words, ...]
    recount_due: bool


@dataclass(frozen=True, slots=True)
class Item:
    """Everything about one motion that this person may see; what it came to is in its `ballots`, as far as it may be shown.

    resolution  its words, with figures only where they may be printed
    void        every sheet is in and papers are too many: known from papers alone, so that it is mended before the declaration
    """

    motion: Motion
    regulation: Regulation
    edition: Edition
    result: Result | None
    resolution: str
    head: Snapshot | None
    sent: Snapshot | None
    voted: Snapshot | None
    vote: Course
    ballots: list[BallotShown]
    void: bool
    unanimity: str
    note: str
    waivers: list[tuple[Waiver, Person, Person | None]]
    declare: str
    offers: dict[str, dict[str, Any] | None]
    changed_since_sent: list[Change]

    @property
    def ballot(self) -> BallotShown | None:
        """The attempt that goes on or was the last."""
        return self.ballots[-1] if self.ballots else None

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
    told: Shown | None


def lines_of(act: Act, session: CongressSession) -> list[Line]:
    """The agenda in order. Everything about one item is `item_of` its motion, which takes longer."""
    out = []
    motions = sitting.motions_of(act.db, session)
    sitting.ahead(act.db, motions)
    disclosing.ahead(act.db, {one.edition_id for one in motions})
    for motion in motions:
        edition = act.db.get_one(Edition, motion.edition_id)
        regulation = act.db.get_one(Regulation, edition.regulation_id)
        result = standing.result_of(act.db, motion)
        out.append(Line(motion, regulation, result, disclosing.of_result(act, result) if result else None))
    return out


def motion_or_404(act: Act, number: int) -> Motion:
    """An item by its number; 404 when there is none."""
    return sitting.motion_at(act.db, number) or abort(404)


def item_of(act: Act, motion: Motion) -> Item:
    """One item with everything a page shows of it."""
    db = act.db
    edition = db.get_one(Edition, motion.edition_id)
    regulation = db.get_one(Regulation, edition.regulation_id)
    situation = of_motion(act, motion)
    declare = "deliberate" if motion.act is MotionAct.HEAR_AND_DELIBERATE else "adopt"
    result = standing.result_of(db, motion)
    head = standing_text(db, edition)
    sent = db.get(Snapshot, motion.sent_snapshot_id) if motion.sent_snapshot_id else None
    voted = db.get(Snapshot, motion.voted_snapshot_id) if motion.voted_snapshot_id else None
    put = voted or head
    note = tabling.body_note(motion, put.text) if put else None
    return Item(
        motion=motion,
        regulation=regulation,
        edition=edition,
        result=result,
        resolution=visit.say(disclosing.resolution_of(act, motion, result)) if result else "",
        head=head,
        sent=sent,
        voted=voted,
        vote=_course(situation),
        ballots=ballots_shown(act, motion),
        void=_forewarned(situation) and _is_void(declaring.verdict_of(act, motion)),
        unanimity=visit.say(UNANIMITY),
        note=visit.say(note) if note else "",
        waivers=[
            (one, db.get_one(Person, one.asked_by), db.get(Person, one.agreed_by) if one.agreed_by else None)
            for one in tabling.waivers_of(act, motion)
        ],
        declare=declare,
        offers={verb: offer(verb, situation) for verb in (*BEFORE, declare, *AFTER)},
        changed_since_sent=_changed(act, sent, voted or head),
    )


def _forewarned(situation: Situation) -> bool:
    """The secretary is told before the declaration, once every sheet is in, that an attempt is void; never what it comes to."""
    vote = situation.of(Vote)
    return Role.SECRETARY in situation.of(Actor).roles and vote.closed and not vote.declared and vote.frozen


def _is_void(found: Verdict | None) -> bool:
    return found is not None and found.outcome is Outcome.VOID


def _course(situation: Situation) -> Course:
    vote = situation.of(Vote)
    return Course(
        papers_days=situation.of(Papers).papers_days,
        late=situation.of(Latecomers).late,
        frozen=vote.frozen,
        void=vote.void,
        uncounted=situation.of(Sheets).uncounted,
        recount_due=situation.of(Margin).recount_due,
    )


def _changed(act: Act, sent: Snapshot | None, now: Snapshot | None) -> list[Change]:
    """How the text put to the vote differs from the text sent with the papers."""
    if sent is None or now is None or sent.fingerprint == now.fingerprint:
        return []
    return [one for one in compared(act.db, sent, now).changes if not one.is_unchanged]
