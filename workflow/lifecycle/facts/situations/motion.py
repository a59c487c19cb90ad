"""How the vote on one item stands for somebody who wants to take it further."""

from dataclasses import dataclass

from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import ballots, chain, sitting, standing
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.case import is_report
from workflow.lifecycle.facts.situations.edition import meeting_of
from workflow.lifecycle.facts.situations.session import roll_facts
from workflow.lifecycle.facts.submitted import standing_save
from workflow.records import congress
from workflow.records.ballot import Ballot
from workflow.records.congress import Motion, Result, Roll
from workflow.records.regulation import Edition
from workflow.rules import hall
from workflow.rules.chain.facts import Chain
from workflow.rules.congress.ballots import PresenceSource
from workflow.rules.congress.votes import DECIDING
from workflow.rules.congress.words import MotionAct
from workflow.rules.facts import Case, Kind, Page
from workflow.rules.hall import (
    Aftermath,
    Correction,
    Item,
    Latecomers,
    Margin,
    Meeting,
    Papers,
    Quorum,
    Sheets,
    Turn,
    Vote,
)
from workflow.rules.situation import Situation
from workflow.words import Words


def of_motion(
    act: Act, motion: Motion, *, shown: str | None = None, waiver: congress.Waiver | None = None
) -> Situation:  # fmt: skip
    """How the vote on `motion` stands for the person of `act`.

    shown   the fingerprints on that person's page, the authentic text's first. A page may carry the translations it showed
            behind it; the vote is on the authentic text alone
    waiver  the exception that is meant; None for whichever waits
    """
    one = _Item(act, motion)
    return of_actor(act).beside(
        {
            Case: lambda: Case(state=one.edition.state),
            Kind: lambda: Kind(is_report=is_report(act, one.edition)),
            Page: lambda: one.page(shown),
            Meeting: lambda: meeting_of(one.session),
            Item: one.item,
            Chain: lambda: chain.chain_of(act, one.edition),
            Turn: one.turn,
            hall.Roll: lambda: roll_facts(one.roll),
            Quorum: one.quorum,
            Papers: one.papers,
            hall.Waiver: lambda: one.waiver(waiver),
            Vote: one.vote,
            Latecomers: one.latecomers,
            Sheets: one.sheets,
            Margin: one.margin,
            Correction: one.correction,
            Aftermath: one.aftermath,
        }
    )


@dataclass(frozen=True, slots=True)
class _Item:
    """One item in the hands of somebody; each question reads what it needs."""

    act: Act
    motion: Motion

    @property
    def session(self) -> congress.Session:
        return self.act.db.get_one(congress.Session, self.motion.session_id)

    @property
    def edition(self) -> Edition:
        return self.act.db.get_one(Edition, self.motion.edition_id)

    @property
    def roll(self) -> Roll | None:
        db, motion = self.act.db, self.motion
        return db.get(Roll, motion.roll_id) if motion.roll_id else sitting.roll_of(db, motion.session_id, motion.body)

    @property
    def ballot(self) -> Ballot | None:
        return ballots.last_of(self.act.db, self.motion)

    @property
    def result(self) -> Result | None:
        return standing.result_of(self.act.db, self.motion)

    def page(self, shown: str | None) -> Page:
        head = standing_save(self.act.db, self.edition)
        return Page(moved=shown is not None and (head is None or shown.split()[:1] != [head.fingerprint]))

    def item(self) -> Item:
        motion = self.motion
        return Item(
            advisory=motion.act is MotionAct.HEAR_AND_DELIBERATE,
            locked=motion.locked_at is not None,
            taken_off=motion.taken_off_at is not None,
        )

    def turn(self) -> Turn:
        db, motion = self.act.db, self.motion
        several = sitting.motions_of(db, self.session)
        sitting.ahead(db, several)
        earlier = [one for one in several if (one.order, one.id) < (motion.order, motion.id)]
        waiting = [db.get_one(Edition, one.edition_id) for one in earlier if standing.result_of(db, one) is None]
        return Turn(earlier_open=tuple(standing.edition_words(db, one) for one in waiting))

    def quorum(self) -> Quorum:
        db, held_on = self.act.db, self.session.held_on
        figure = figures.at_session(self.act, "quorum.present", self.session, self.roll)
        all_delegates = len(sitting.entries_of(db, self.roll))
        return Quorum(
            all_delegates=all_delegates,
            present=sum(sitting.present_at(db, self.roll).values()),
            quorum_needed=figure.share.needed(all_delegates),
            quorum_clause=standing.clauses(db, figure, held_on),
        )

    def papers(self) -> Papers:
        db, held_on = self.act.db, self.session.held_on
        figure = figures.at_session(self.act, "papers.days_before", self.session, self.roll)
        return Papers(
            sent_on=self.motion.sent_on,
            papers_days=figure.number,
            papers_clause=standing.clauses(db, figure, held_on),
            papers_waived=any(
                one.rule == sitting.NOTICE and one.agreed_by is not None
                for one in sitting.WAIVERS.of(db, self.motion.id)
            ),
        )

    def waiver(self, meant: congress.Waiver | None) -> hall.Waiver:
        several = sitting.WAIVERS.of(self.act.db, self.motion.id)
        waiting = [one for one in several if one.agreed_by is None and (meant is None or one.id == meant.id)]
        me = self.act.person.id if self.act.person else None
        return hall.Waiver(
            waiting=bool(waiting), asked_for_it=bool(waiting) and all(one.asked_by == me for one in waiting)
        )

    def vote(self) -> Vote:
        ballot, result = self.ballot, self.result
        return Vote(
            attempt=ballot.attempt if ballot else 0,
            closed=ballot is not None and ballots.closing_of(self.act.db, ballot) is not None,
            frozen=ballot is None or ballot.presence is PresenceSource.AT_OPENING,
            declared=result is not None,
            decided=result is not None and result.outcome in DECIDING,
            void=result is not None and result.outcome not in DECIDING,
        )

    def latecomers(self) -> Latecomers:
        db, ballot = self.act.db, self.ballot
        if ballot is None:
            return Latecomers(late=0)
        listed = ballots.names_on(db, ballots.lists_of(db, ballot)[-1])
        return Latecomers(late=len(sitting.in_the_room(db, self.motion) - listed))

    def sheets(self) -> Sheets:
        db, ballot = self.act.db, self.ballot
        if ballot is None:
            return Sheets(uncounted=(), disagreeing=())
        found = ballots.sheets(self.act, self.motion, ballot).found
        sites = {one.id: Words(one.name_zh, one.name_en) for one in sitting.sites_of(db, self.motion.session_id)}
        return Sheets(
            uncounted=tuple(sites[one] for one in found.missing),
            disagreeing=tuple(sites[one] for one in found.differing),
        )

    def margin(self) -> Margin:
        wanted = self.result is None and ballots.recount_wanted(self.act, self.motion, self.ballot)
        return Margin(recount_due=wanted)

    def correction(self) -> Correction:
        act = self.act
        asked = ballots.open_correction(act.db, self.ballot)
        return Correction(
            correcting=asked is not None,
            sheets_corrected=asked is not None and ballots.sheets(act, self.motion, self.ballot).newest > asked.through,
            asked_myself=asked is not None and act.person is not None and asked.asked_by == act.person.id,
        )

    def aftermath(self) -> Aftermath:
        result = self.result
        return Aftermath(
            untouched=result is None or sitting.is_untouched(self.act.db, self.motion, self.edition, result)
        )
