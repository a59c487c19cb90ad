"""How an edition stands for somebody who wants to do something with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals, chain, kept_papers, standing
from workflow.lifecycle.facts.hearing.heard import hearing_of
from workflow.lifecycle.facts.review import talking, turns
from workflow.lifecycle.facts.review.required import Wanted
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.case import case_of
from workflow.lifecycle.facts.situations.review import hands_in
from workflow.lifecycle.facts.situations.text import faults_of
from workflow.lifecycle.facts.submitted import draft_waits, saved_at_hand, standing_save
from workflow.records.congress import Session as CongressSession
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.rules.approvals import Key
from workflow.rules.chain.facts import Chain
from workflow.rules.consultation.facts import Hearing
from workflow.rules.facts import (
    Actor,
    Consultation,
    Draft,
    Effect,
    Entry,
    Faults,
    Hands,
    Offices,
    Official,
    Page,
    Reviewers,
    Reviews,
    Succession,
    Suggestions,
    Term,
    Text,
    Threads,
)
from workflow.rules.hall import Agenda, Declaration, Meeting, Voted
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.situation import Situation
from workflow.rules.states import IN_DRAFTING, WITH_A_DRAFT, State
from workflow.words import Language


def of_draft(act: Act, edition: Edition, *, shown: str | None = None, wanted: Wanted | None = None) -> Situation:
    """How `edition` stands for an act on its drafters' newest save, which goes on while the text of a round is read.

    wanted  what it is about, where its drafter says so now
    """
    return of_edition(act, edition, shown=shown, on_draft=edition.state in WITH_A_DRAFT, wanted=wanted)


def of_edition(
    act: Act,
    edition: Edition,
    *,
    shown: str | None = None,
    capacity: Capacity | None = None,
    items: frozenset[Key] | None = None,
    on_draft: bool | None = None,
    wanted: Wanted | None = None,
) -> Situation:
    """How `edition` stands for the person of `act`.

    The text is the one that the person's acts name: the newest save for a drafter while it is drafted, else what stands.
    Acts on the draft beside a text under review say so by `on_draft`.

    shown     the fingerprints on that person's page, the authentic text's first; when one is not that text's, the situation
              says so
    capacity  the one in which they decide, where only one is meant
    items     what alone they decide on; None for the whole text
    wanted    what a draft is about, where its drafter says so now
    """
    who = of_actor(act)
    if on_draft is None:
        on_draft = edition.state in IN_DRAFTING and Role.DRAFTER in who.of(Actor).roles
    one = _Edition(act, edition, who, shown, capacity, wanted, on_draft=on_draft)
    return who.beside(
        {
            Offices: lambda: Offices(capacities=one.capacities),
            **case_of(act, edition),
            Page: one.page,
            Text: one.text,
            Faults: lambda: faults_of(act, edition, one.head, on_draft=on_draft or edition.state in IN_DRAFTING),
            Suggestions: lambda: Suggestions(
                open_suggestions=standing.open_suggestions(act.db, edition) + talking.suggestions_in(act.db, edition)
            ),
            Threads: lambda: talking.threads_in(act.db, edition),
            Consultation: one.consultation,
            Hearing: lambda: hearing_of(act, edition),
            Chain: lambda: chain.chain_of(act, edition),
            Reviews: one.reviews,
            Hands: lambda: hands_in(one.review, act, one.capacities, items),
            Draft: lambda: Draft(waits=draft_waits(act.db, edition)),
            Term: one.term,
            Reviewers: one.reviewers,
            Entry: one.entry,
            Succession: one.succession,
            Official: lambda: Official(has_files=kept_papers.has_official(act.db, edition)),
            Effect: lambda: Effect(effective=edition.effective),
            Agenda: lambda: Agenda(on_agenda=standing.open_motion(act.db, edition) is not None),
            Voted: one.voted,
            Declaration: lambda: Declaration(in_question=standing.in_question(act.db, edition)),
        }
    )


def of_tabling(act: Act, edition: Edition, session: CongressSession) -> Situation:
    """How `edition` stands for somebody who wants it on the agenda of `session`."""
    return of_edition(act, edition).beside({Meeting: lambda: meeting_of(session)})


def of_issuing(
    act: Act, edition: Edition, effective: date | None, drawn: Mapping[Language, str] | None = None
) -> Situation:  # fmt: skip
    """How `edition` stands for somebody who wants to issue it from `effective` on.

    drawn  language → the fingerprint of the text on its official file, where files were drawn: it must be the one that stands
    """
    at = of_edition(act, edition)

    def voted() -> Voted:
        stands = (standing_save(act.db, edition, language) for language in drawn or {})
        papers = [one.fingerprint if one else "" for one in stands] == list((drawn or {}).values())
        return Voted(voted_text=at.of(Voted).voted_text and papers)

    return at.beside({Effect: lambda: Effect(effective=effective), Voted: voted})


def meeting_of(session: CongressSession) -> Meeting:
    """A session as the rules see it."""
    return Meeting(session_on=session.held_on, session_closed=session.closed_at is not None)


@dataclass(frozen=True, slots=True)
class _Edition:
    """An edition in the hands of somebody; each question reads what it needs."""

    act: Act
    edition: Edition
    who: Situation
    shown: str | None
    capacity: Capacity | None
    wanted: Wanted | None
    #: The act is on the drafters' newest save; else on the text that stands.
    on_draft: bool

    @property
    def capacities(self) -> frozenset[Capacity]:
        held = self.who.of(Offices).capacities
        return frozenset({self.capacity}) if self.capacity in held else held

    @property
    def fingerprint(self) -> str:
        """Of the text at hand; "" when there is none."""
        saved = saved_at_hand(self.act.db, self.edition, on_draft=self.on_draft)
        return saved.fingerprint if saved else ""

    @property
    def head(self) -> Snapshot | None:
        saved = saved_at_hand(self.act.db, self.edition, on_draft=self.on_draft)
        return self.act.db.get_one(Snapshot, saved.id) if saved else None

    @property
    def review(self) -> approvals.Review:
        act = self.act
        return approvals.review_of(
            act.db, self.edition, act.procedure, act.today, on_draft=self.on_draft, wanted=self.wanted
        )

    def page(self) -> Page:
        if self.shown is None:
            return Page(moved=False)
        here = approvals.shown_to(self.act.db, self.edition, on_draft=self.on_draft)
        named = self.shown.split()
        return Page(moved=named[:1] != list(here[:1]) or not set(named) <= set(here))

    def text(self) -> Text:
        head = self.head
        return Text(has_text=head is not None and bool(head.text.strip()))

    def consultation(self) -> Consultation:
        words = self.fingerprint
        return Consultation(consulted_text=bool(words) and standing.is_consulted(self.act.db, self.edition, words))

    def reviews(self) -> Reviews:
        unchanged = bool(self.fingerprint) and self.review.is_base
        return Reviews(standings=self.review.standings, unchanged=unchanged)

    def term(self) -> Term:
        rounds = approvals.rounds_of(self.act.db, self.edition)
        due = rounds[-1].due if rounds else None
        return Term(overdue=due is not None and due < self.act.today)

    def reviewers(self) -> Reviewers:
        asked = self.on_draft or self.edition.state in IN_DRAFTING
        lacking = turns.unfillable(self.act.db, self.review, self.act.today) if asked else ()
        return Reviewers(unfillable=lacking)

    def entry(self) -> Entry:
        issued = self.edition.state is State.ISSUED
        return Entry(entered=issued and standing.entry_of(self.act.db, self.edition) is not None)

    def succession(self) -> Succession:
        issued = self.edition.state is State.ISSUED
        return Succession(followed=issued and standing.has_successor(self.act.db, self.edition))

    def voted(self) -> Voted:
        found = standing.voted_on(self.act.db, self.edition)
        return Voted(voted_text=bool(found) and found == self.fingerprint)
