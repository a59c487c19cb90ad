"""How the attempts at a vote stand: reads their rows and gives the values that the rules judge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act
from workflow.records.ballot import (
    BALLOTS,
    CLOSINGS,
    CORRECTIONS,
    LISTS,
    NAMES,
    PLACES,
    RECOUNTS,
    SHEETS,
    Ballot,
    BallotClosing,
    Correction,
    Count,
    PresenceCount,
    PresenceList,
    Recount,
)
from workflow.records.congress import RESULTS, ROLL_ENTRIES, Motion, Result, Roll
from workflow.rules.congress.ballots import Counted, Entered, counted, recount_is_due, sheets_needed
from workflow.rules.congress.votes import EMPTY_SHEET, FIGURES, CountSheet


def ballots_of(db: Session, motion: Motion) -> list[Ballot]:
    """The attempts at a vote on a motion, oldest first."""
    return list(BALLOTS.of(db, motion.id))


def last_of(db: Session, motion: Motion) -> Ballot | None:
    """The attempt that goes on or was the last, or None."""
    found = BALLOTS.of(db, motion.id)
    return found[-1] if found else None


def the_last(db: Session, motion: Motion) -> Ballot:
    """The last attempt where the guards have asked already that there is one."""
    ballot = last_of(db, motion)
    if ballot is None:
        raise ValueError("no ballot was opened")
    return ballot


def lists_of(db: Session, ballot: Ballot) -> list[PresenceList]:
    """The lists of those present in an attempt: the one of its opening, then those that let late comers in."""
    return list(LISTS.of(db, ballot.id))


def places_of(db: Session, frozen: PresenceList) -> dict[int, PresenceCount]:
    """Due and present on a list, by the number of the site."""
    return {one.site_id: one for one in PLACES.of(db, frozen.id)}


def names_on(db: Session, frozen: PresenceList) -> frozenset[int]:
    """The roll entries on a list."""
    return frozenset(NAMES.of(db, frozen.id))


def present_in(db: Session, ballot: Ballot | None) -> dict[int, int]:
    """Delegates present in an attempt by the number of the site: frozen, whoever has come or gone since."""
    if ballot is None:
        return {}
    places = places_of(db, lists_of(db, ballot)[-1])
    return {site: one.in_person + one.by_video for site, one in places.items()}


def closing_of(db: Session, ballot: Ballot) -> BallotClosing | None:
    """The end of casting in an attempt, or None while it goes on."""
    return next(iter(CLOSINGS.of(db, ballot.id)), None)


def sheets_of(db: Session, ballot: Ballot | None) -> list[Count]:
    """Every sheet of an attempt with its corrections, in the order in which they came."""
    if ballot is None:
        return []
    return list(SHEETS.of(db, ballot.id))


def sheet_of(count: Count) -> CountSheet:
    """The figures of a recorded sheet as the rules take them."""
    return CountSheet(*(getattr(count, name) for name in FIGURES))


def results_of(db: Session, ballot: Ballot) -> list[Result]:
    """The declaration of an attempt and the records that corrected it, oldest first."""
    found = [one for one in RESULTS.of(db, ballot.motion_id) if one.ballot_id == ballot.id]
    return sorted(found, key=lambda one: one.number)


def corrections_of(db: Session, ballot: Ballot) -> list[Correction]:
    """The corrections asked for in an attempt, oldest first."""
    return list(CORRECTIONS.of(db, ballot.id))


def open_correction(db: Session, ballot: Ballot | None) -> Correction | None:
    """The correction that waits for its second person, or None."""
    waiting = [one for one in corrections_of(db, ballot) if not (one.agreed_at or one.dropped_at)] if ballot else []
    return waiting[-1] if waiting else None


def recounts_of(db: Session, ballot: Ballot) -> list[Recount]:
    """The recounts of an attempt, oldest first."""
    return list(RECOUNTS.of(db, ballot.id))


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of an attempt: how many each site needs, the last of each person by site, and what they come to."""

    needed: Mapping[int, int]
    last: Mapping[int, Sequence[Count]]
    found: Counted
    newest: int

    def in_all(self, site: int) -> bool:
        """Whether every sheet that a site needs is in."""
        return site not in self.found.missing

    def total(self) -> CountSheet | None:
        """The sum over all sites, or None while one is missing or two differ."""
        if self.found.missing or self.found.differing or not self.found.agreed:
            return None
        out = EMPTY_SHEET
        for sheet in self.found.agreed.values():
            out = out + sheet
        return out


def sheets(act: Act, motion: Motion, ballot: Ballot | None) -> Sheets:
    """How the sheets of an attempt stand."""
    counts = figures.on_item(act, "ballot.hand_counts", motion).number
    two_from = figures.on_item(act, "ballot.two_sheets_from", motion).number
    rows = sheets_of(act.db, ballot)
    needed = {site: sheets_needed(present, counts, two_from) for site, present in present_in(act.db, ballot).items()}
    last: dict[int, dict[int, Count]] = {}
    for row in rows:
        last.setdefault(row.site_id, {})[row.entered_by] = row
    entered = {
        site: [Entered(one.entered_by, one.id, sheet_of(one)) for one in people.values()]
        for site, people in last.items()
    }
    return Sheets(
        needed=needed,
        last={site: list(people.values()) for site, people in last.items()},
        found=counted(needed, entered),
        newest=max((row.id for row in rows), default=0),
    )


def recount_wanted(act: Act, motion: Motion, ballot: Ballot | None) -> bool:
    """Whether the result is so close that the papers are counted again, and that was not recorded of these sheets."""
    found = sheets(act, motion, ballot)
    total = found.total()
    if ballot is None or total is None or any(one.returned > one.issued for one in found.found.agreed.values()):
        return False
    roll = act.db.get(Roll, motion.roll_id) if motion.roll_id else None
    all_delegates = len(ROLL_ENTRIES.of(act.db, roll.id)) if roll else 0
    share = figures.on_item(act, "ballot.recount_percent", motion)
    due = recount_is_due(
        total.in_favour,
        figures.on_item(act, "adoption.votes_for", motion).share.needed(all_delegates),
        total.returned,
        figures.on_item(act, "ballot.recount_papers", motion).number,
        share.ratio,
    )
    return due and found.newest not in {one.through for one in recounts_of(act.db, ballot)}
