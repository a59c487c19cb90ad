"""One attempt at a vote as a page shows it: who was present, which sheets are in, and whose figures this person may read."""

from dataclasses import dataclass
from datetime import datetime

from workflow.lifecycle.acting import Act, roles_of
from workflow.lifecycle.facts import ballots, disclosing, sitting
from workflow.lifecycle.facts.disclosing import Rules
from workflow.records.ballot import Ballot, Correction, Count, PresenceList, Recount
from workflow.records.congress import Motion, Result, Site
from workflow.records.person import Person
from workflow.rules.congress.secrecy import Shown, SitePapers, may_read_sheet
from workflow.rules.people.roles import Role


@dataclass(frozen=True, slots=True)
class SiteShown:
    """One site in an attempt.

    needed, entered  sheets that it needs, and how many people have entered one
    mine             the sheet that the reader entered, as last corrected
    readable         the sheets with who entered them, as far as the reader may read them
    papers           handed out and returned, as far as anybody may know them
    """

    site: Site
    due: int
    present: int
    needed: int
    entered: int
    mine: Count | None
    readable: list[tuple[Count, Person]]
    papers: SitePapers | None
    differs: bool

    @property
    def own(self) -> Count | None:
        """The reader's own sheet where they may still read it; a correction after the declaration begins from nothing."""
        return self.mine if any(one is self.mine for one, _ in self.readable) else None

    @property
    def wants_mine(self) -> bool:
        """Whether the reader may still enter a sheet of it."""
        return self.mine is None and self.entered < self.needed


@dataclass(frozen=True, slots=True)
class BallotShown:
    """One attempt with its lists, sites, results, recounts and corrections."""

    ballot: Ballot
    lists: list[PresenceList]
    present: int
    closed_at: datetime | None
    sites: list[SiteShown]
    results: list[tuple[Result, Shown]]
    recounts: list[Recount]
    corrections: list[tuple[Correction, Person, Person | None]]
    #: The rules that the last result rests on.
    rules: Rules | None

    @property
    def result(self) -> Result | None:
        """What it came to, as last corrected."""
        return self.results[-1][0] if self.results else None

    @property
    def shown(self) -> Shown | None:
        """What may be shown of that."""
        return self.results[-1][1] if self.results else None

    @property
    def correction(self) -> Correction | None:
        """The correction that waits for its second person."""
        waiting = [one for one, _, _ in self.corrections if not (one.agreed_at or one.dropped_at)]
        return waiting[-1] if waiting else None

    @property
    def counting(self) -> bool:
        """Casting has ended and nothing was declared."""
        return self.closed_at is not None and not self.results


def ballots_shown(act: Act, motion: Motion) -> list[BallotShown]:
    """The attempts at a vote on a motion, oldest first, as far as the person of `act` may see them."""
    return [_shown(act, motion, one) for one in ballots.ballots_of(act.db, motion)]


def _shown(act: Act, motion: Motion, ballot: Ballot) -> BallotShown:
    db = act.db
    closing = ballots.closing_of(db, ballot)
    lists = ballots.lists_of(db, ballot)
    results = ballots.results_of(db, ballot)
    return BallotShown(
        ballot=ballot,
        lists=lists,
        present=sum(ballots.present_in(db, ballot).values()),
        closed_at=closing.at if closing else None,
        sites=_sites(act, motion, ballot, lists[-1], declared=bool(results)),
        results=[(one, disclosing.of_result(act, one)) for one in results],
        recounts=ballots.recounts_of(db, ballot),
        corrections=[
            (one, db.get_one(Person, one.asked_by), db.get(Person, one.agreed_by) if one.agreed_by else None)
            for one in ballots.corrections_of(db, ballot)
        ],
        rules=disclosing.rules_of(act, motion, results[-1]) if results else None,
    )


def _sites(act: Act, motion: Motion, ballot: Ballot, frozen: PresenceList, *, declared: bool) -> list[SiteShown]:
    found = ballots.sheets(act, motion, ballot)
    places = ballots.places_of(act.db, frozen)
    me = act.person.id if act.person else None
    is_secretary = Role.SECRETARY in roles_of(act.db, act.person, act.today)
    correction = ballots.open_correction(act.db, ballot)
    # Corrections are as blind as the first sheets: nothing is held side by side before every sheet was corrected.
    through = correction.through if correction else 0
    papers = {one.site: one for one in disclosing.of_ballot(act, ballot).sites} if declared else {}
    out = []
    for site in sitting.sites_of(act.db, motion.session_id):
        number = site.id
        own = list(found.last.get(number, ()))
        mine = next((one for one in own if one.entered_by == me), None)
        differs = number in found.found.differing
        compared = differs and all((one.id) > through for one in own)
        readable = [
            (one, act.db.get_one(Person, one.entered_by))
            for one in own
            if may_read_sheet(
                entered=one is mine,
                deciding=is_secretary or mine is not None,
                differing=compared,
                declared=declared,
                in_question=correction is not None,
            )
        ]
        place = places.get(number)
        out.append(
            SiteShown(
                site=site,
                due=place.due if place else 0,
                present=place.in_person + place.by_video if place else 0,
                needed=found.needed.get(number, 0),
                entered=len(own),
                mine=mine,
                readable=readable,
                papers=papers.get(site.code),
                differs=differs,
            )
        )
    return out
