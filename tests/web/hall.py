"""The open session of a demonstration and the acts of a vote in it, and votes that sites cast in one of two ways."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from sqlmodel import select

from tests.web.house import OPEN_ITEM, OPEN_SESSION, House
from workflow import archive
from workflow.lifecycle.acting import Act
from workflow.lifecycle.congress import balloting, counting, declaring, voting
from workflow.lifecycle.facts import ballots, sitting, texts
from workflow.lifecycle.people.people import person_by_code
from workflow.papers import Press
from workflow.records import event
from workflow.records.congress import Motion, Site
from workflow.records.congress import Session as CongressSession
from workflow.records.database.session import writing
from workflow.records.regulation import Edition
from workflow.rules.congress.votes import CountSheet
from workflow.rules.congress.words import Body
from workflow.web.request import visit

HQ, SOUTH = "hq", "south"
#: The two people of the demonstration who enter sheets.
FIRST, SECOND = "secretary", "delegate"
#: For, against, abstain, spoiled on one sheet.
Figures = tuple[int, int, int, int]


def sheet(figures: Figures, *, more: int = 0) -> counting.Paper:
    """A sheet that adds up; `more` papers came back than went out."""
    in_favour, against, abstain, spoiled = figures
    valid = in_favour + against + abstain
    return counting.Paper(
        CountSheet(valid + spoiled - more, valid + spoiled, valid, spoiled, in_favour, against, abstain), "甲", "乙"
    )


@dataclass
class Hall:
    """The open session of one copy of the demonstration, and the acts of a vote in it."""

    house: House
    salts: Iterator[int] = field(default_factory=lambda: iter(range(10**6)))

    @contextmanager
    def acting(self, code: str) -> Iterator[Act]:
        """One act of a person. The salt of its event is no chance, so that hashes can be compared."""
        self.house.clock.forward(seconds=1)
        salt = SimpleNamespace(token_hex=lambda _length: f"{next(self.salts):032x}")
        with pytest.MonkeyPatch.context() as patch, writing(self.house.engine) as db:
            patch.setattr(event, "secrets", salt)
            found: visit.House = self.house.app.extensions["house"]
            yield Act(db, person_by_code(db, code), found.clock(), found.settings.time_zone, found.procedure)

    @property
    def press(self) -> Press:
        """What the papers of this house are drawn with."""
        found: visit.House = self.house.app.extensions["house"]
        return Press(found.settings, found.faces, found.demonstration)

    def motion(self, act: Act) -> Motion:
        return act.db.get_one(Motion, OPEN_ITEM)

    def site(self, act: Act, code: str) -> Site:
        return act.db.exec(select(Site).where(Site.session_id == OPEN_SESSION, Site.code == code)).one()

    def open(self, **present: int) -> None:
        """So many delegates come in at each site; the text is locked and casting begins."""
        for code, many in present.items():
            with self.acting(FIRST) as act:
                site, session = self.site(act, code), act.db.get_one(CongressSession, OPEN_SESSION)
                roll = sitting.roll_of(act.db, OPEN_SESSION, Body.WORKERS_CONGRESS)
                here = [one.id or 0 for one in sitting.entries_of(act.db, roll) if one.site_id == site.id][:many]
                assert len(here) == many
                voting.attend(act, session, Body.WORKERS_CONGRESS, site, here)
        with self.acting(FIRST) as act:
            head = texts.authentic(act.db, act.db.get_one(Edition, self.motion(act).edition_id))
            voting.lock(act, self.motion(act), head.fingerprint if head else "")
        with self.acting(FIRST) as act:
            balloting.open_ballot(act, self.motion(act))

    def close(self) -> None:
        with self.acting(FIRST) as act:
            balloting.close_ballot(act, self.motion(act))

    def count(self, code: str, figures: Figures, *who: str, more: int = 0) -> None:
        """Enter a sheet of a site by each of `who`."""
        for person in who:
            with self.acting(person) as act:
                counting.count(act, self.motion(act), self.site(act, code), sheet(figures, more=more))

    def correct(self, code: str, figures: Figures, *who: str) -> None:
        """Each of `who` corrects their sheet of a site."""
        for person in who:
            with self.acting(person) as act:
                counting.correct_sheet(act, self.motion(act), self.site(act, code), sheet(figures), "看错一张。")

    def declare(self) -> None:
        with self.acting(FIRST) as act:
            motion = self.motion(act)
            wanted = ballots.recount_wanted(act, motion, ballots.last_of(act.db, motion))
        assert not wanted
        with self.acting(FIRST) as act:
            declaring.adopt(act, self.motion(act), lambda result: archive.freeze(act, result, self.press))

    def ask_correction(self) -> None:
        with self.acting(FIRST) as act:
            declaring.ask_correction(act, self.motion(act), "复核时发现错误。", "丙")

    def agree(self) -> None:
        with self.acting(SECOND) as act:
            declaring.agree_correction(act, self.motion(act), lambda result: archive.freeze(act, result, self.press))

    def repeat(self) -> None:
        with self.acting(FIRST) as act:
            balloting.repeat_ballot(act, self.motion(act))

    def remember(self, verb: str, **figures: int) -> None:
        """An event as it was written before figures were kept out of events."""
        with self.acting(FIRST) as act:
            edition = act.db.get_one(Edition, self.motion(act).edition_id)
            event.append(
                act.db,
                actor_id=act.person_id,
                on_behalf_of=None,
                verb=verb,
                subject=f"edition:{edition.id}",
                regulation_id=edition.regulation_id,
                fingerprint="",
                at=act.now,
                payload={"site": "南方分会场", "entry": 1, **figures},
            )


# Histories ------------------------------------------------------------------------------------------------------------
# Each takes 0 or 1: which of two ways the sites voted. What must not be told is all that differs.


def opened(hall: Hall, _way: int) -> None:
    hall.open(hq=66, south=1)


def partly_counted(hall: Hall, way: int) -> None:
    """One of two sheets of the hall is in."""
    opened(hall, way)
    hall.close()
    hall.count(HQ, ((62, 2, 1, 1), (50, 10, 5, 1))[way], FIRST)


def one_site_counted(hall: Hall, way: int) -> None:
    opened(hall, way)
    hall.close()
    hall.count(HQ, ((62, 2, 1, 1), (50, 10, 5, 1))[way], FIRST, SECOND)


def differing(hall: Hall, way: int) -> None:
    """The two sheets of the hall do not agree."""
    partly_counted(hall, way)
    hall.count(HQ, ((61, 3, 1, 1), (49, 11, 5, 1))[way], SECOND)


def counted(hall: Hall, way: int) -> None:
    """Every sheet is in; the one delegate by video voted one way or the other."""
    opened(hall, way)
    hall.close()
    hall.count(HQ, (62, 2, 1, 1), FIRST, SECOND)
    hall.count(SOUTH, ((1, 0, 0, 0), (0, 1, 0, 0))[way], SECOND)


def declared_small(hall: Hall, way: int) -> None:
    """One delegate by video: total minus the hall is the vote."""
    opened(hall, way)
    hall.close()
    hall.count(HQ, ((62, 2, 1, 1), (63, 1, 1, 1))[way], FIRST, SECOND)
    hall.count(SOUTH, ((1, 0, 0, 0), (0, 1, 0, 0))[way], SECOND)
    hall.declare()


def declared(hall: Hall, way: int) -> None:
    hall.open(hq=50, south=19)
    hall.close()
    hall.count(HQ, ((45, 4, 1, 0), (43, 5, 2, 0))[way], FIRST, SECOND)
    hall.count(SOUTH, ((17, 1, 1, 0), (19, 0, 0, 0))[way], FIRST, SECOND)
    hall.declare()


def void(hall: Hall, way: int) -> None:
    """A paper too many: only why is told, so not even the totals are the same."""
    hall.open(hq=50, south=19)
    hall.close()
    hall.count(HQ, ((45, 4, 1, 0), (30, 15, 5, 0))[way], FIRST, SECOND)
    hall.count(SOUTH, ((18, 1, 0, 0), (3, 16, 0, 0))[way], FIRST, SECOND, more=1)
    hall.declare()


def repeated(hall: Hall, way: int) -> None:
    """A void attempt, then one that counts."""
    void(hall, way)
    hall.repeat()
    hall.close()
    hall.count(HQ, ((45, 4, 1, 0), (43, 5, 2, 0))[way], FIRST, SECOND)
    hall.count(SOUTH, ((17, 1, 1, 0), (19, 0, 0, 0))[way], FIRST, SECOND)
    hall.declare()


def in_question(hall: Hall, way: int) -> None:
    """A correction is asked for, and one of two sheets is corrected."""
    declared(hall, way)
    hall.ask_correction()
    hall.correct(HQ, ((44, 5, 1, 0), (42, 6, 2, 0))[way], FIRST)


def corrected(hall: Hall, way: int) -> None:
    """The hall's sheets were wrong by one paper."""
    in_question(hall, way)
    hall.correct(HQ, ((44, 5, 1, 0), (42, 6, 2, 0))[way], SECOND)
    hall.agree()


def corrected_small(hall: Hall, way: int) -> None:
    """The sheet of the one delegate by video was wrong: only the outcome is told again, so the totals need not agree."""
    declared_small(hall, way)
    hall.ask_correction()
    hall.correct(SOUTH, ((0, 1, 0, 0), (0, 0, 1, 0))[way], SECOND)
    hall.agree()


def remembered(hall: Hall, way: int) -> None:
    """Events of older databases carry what a site counted."""
    declared_small(hall, way)
    for verb in ("count", "correct_sheet"):
        hall.remember(verb, issued=1, returned=1, valid=1, spoiled=0, in_favour=1 - way, against=way, abstain=0)


#: With the people who may know the difference because they entered it, before the declaration.
HISTORIES: dict[Callable[[Hall, int], None], tuple[str, ...]] = {
    partly_counted: (FIRST,),
    one_site_counted: (FIRST, SECOND),
    differing: (FIRST, SECOND),
    counted: (SECOND,),
    declared_small: (),
    declared: (),
    void: (),
    repeated: (),
    in_question: (),
    corrected: (),
    corrected_small: (),
    remembered: (),
}
