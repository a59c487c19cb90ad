"""Texts brought to every state and act by the verbs, and amendments on their way in each, on a clock that only goes forward."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from tests import cast
from tests.canteen import ENGLISH, REPORT, ROLL, TEXT
from tests.cast import House as Cast
from tests.cast import enrolled
from tests.count_sheets import sheet
from tests.lifecycle.entry.entries import entered as enter_past
from workflow.lifecycle.congress import convening as rolls
from workflow.lifecycle.congress import tabling
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.people.people import DEMONSTRATION
from workflow.records.database.session import writing
from workflow.records.person import Mark
from workflow.records.regulation import Regulation, RegulationKind
from workflow.rules.congress.words import Body
from workflow.words import Language

BEGUN, TODAY = date(2026, 1, 12), date(2026, 9, 1)
DAY = timedelta(days=1)
REVISED = TEXT.replace("午餐标准为每人每日二十元", "午餐标准为每人每日二十二元")
REVISED_ENGLISH = ENGLISH.replace("lunch 20 yuan", "lunch 22 yuan")


class Stories(Cast):
    """A house whose clock only goes forward, in which texts come to every state by the verbs."""

    sessions = 0

    def ready(self, slug: str, *, report: bool = False, text: str = "", english: str = "") -> None:
        """A new text, reviewed and settled: it could be tabled."""
        self.create(slug, RegulationKind.REPORT if report else RegulationKind.REGULATION)
        self.settle(slug, report=report, text=text or (REPORT if report else TEXT), english=english or ENGLISH)

    def settle(self, slug: str, *, report: bool = False, text: str, english: str) -> None:
        self.save(text, slug=slug)
        if not report:
            self.save(english, Language.EN, slug=slug)
        self.submit(slug)
        self.approve("legal", slug)
        if not report:
            self.approve("union", slug)
            self.consult(slug)

    def amend(self, slug: str) -> None:
        with self.acting("drafter") as act:
            drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == slug)).one())

    def tabled(self, slug: str, body: Body = Body.WORKERS_CONGRESS) -> None:
        """On the agenda of a session of its own, on the day of that session, papers sent, roll frozen, delegates there."""
        self.sessions += 1
        held_on = self.now.date() + 8 * DAY
        self.convene(held_on, number=self.sessions)
        if body is not Body.WORKERS_CONGRESS:
            with self.acting("secretary") as act:
                rolls.load_roll(act, self.session(act), body, ROLL)
        with self.acting("secretary") as act:
            tabling.table(act, self.session(act), self.edition(act, slug=slug), body=body)
        self.send()
        self.on(held_on)
        self.freeze()
        self.sign_in(7, 2)

    def voted(self, slug: str, outcome: str) -> None:
        self.lock(slug)
        figures = {
            "carried": (sheet(in_favour=7), sheet(in_favour=2)),
            "lost": (sheet(in_favour=1, against=6), sheet(in_favour=1, against=1)),
            "void": (sheet(in_favour=6, against=1, lost=-1), sheet(in_favour=2)),
        }[outcome]
        self.count_both(slug, hq=figures[0], south=figures[1])
        self.declare(slug)

    def adopted(self, slug: str, outcome: str = "carried") -> None:
        self.tabled(slug)
        self.voted(slug, outcome)

    def issued(self, slug: str, effective: date | None = None) -> None:
        self.adopted(slug)
        self.issue(effective or self.now.date() + DAY, slug)


def stage(url: str) -> None:
    """Every state and act, and amendments on their way in each."""
    enrolled(url)
    house = Stories(url)
    house.on(BEGUN)
    with writing(house.engine) as db:
        db.add(Mark(name=DEMONSTRATION, value=BEGUN.isoformat()))
    enter_past(house, 2)
    house.create("drafting")
    house.save(slug="drafting")
    for slug in ("in-review", "returned"):
        house.create(slug)
        house.save(slug=slug)
        house.submit(slug, house.now.date())
    house.request_changes("legal", "returned")
    house.close_round("returned")
    house.create("consulting")
    house.save(slug="consulting")
    house.submit("consulting")
    house.approve("legal", "consulting")
    house.approve("union", "consulting")
    for slug in ("awaiting", "withdrawn"):
        house.ready(slug)
    with house.acting("drafter") as act:
        drafting.withdraw(act, house.edition(act, slug="withdrawn"), "不再需要。")
    for slug, outcome, report in (
        ("adopted", "carried", False),
        ("lost", "lost", False),
        ("void", "void", False),
        ("heard", "carried", True),
        ("unheard", "lost", True),
    ):
        house.ready(slug, report=report)
        house.adopted(slug, outcome)
    house.ready("in-force")
    house.issued("in-force")
    house.ready("coming")
    house.issued("coming", date(2027, 1, 1))
    members(house, "members")
    for slug, goes in (("again", "drafting"), ("again-awaiting", "awaiting"), ("again-lost", "lost")):
        house.ready(slug)
        house.issued(slug)
        house.amend(slug)
        if goes != "drafting":
            house.settle(slug, text=REVISED, english=REVISED_ENGLISH)
        if goes == "lost":
            house.adopted(slug, "lost")
    for slug, later in (("superseded", 5), ("never", 0)):
        house.ready(slug)
        first = house.now.date() + 30 * DAY
        house.issued(slug, first)
        house.amend(slug)
        house.settle(slug, text=REVISED, english=REVISED_ENGLISH)
        house.issued(slug, first + later * DAY)
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == "training")).one())
    house.ready("locked")
    house.tabled("locked")
    house.lock("locked")
    assert house.now.date() < TODAY
    house.engine.dispose()


def members(house: Stories, slug: str) -> None:
    """Adopted by the members' congress within a session of the workers' congress."""
    house.ready(slug)
    with pytest.MonkeyPatch.context() as patch:
        # The session is convened by the one body; everything after it is done for the other.
        convene = house.convene

        def as_workers(*given: object, **named: object) -> None:
            with pytest.MonkeyPatch.context() as inner:
                inner.setattr(cast, "CONGRESS", Body.WORKERS_CONGRESS)
                convene(*given, **named)  # type: ignore[arg-type]

        patch.setattr(house, "convene", as_workers)
        patch.setattr(cast, "CONGRESS", Body.MEMBERS_CONGRESS)
        house.tabled(slug, Body.MEMBERS_CONGRESS)
        house.voted(slug, "carried")
