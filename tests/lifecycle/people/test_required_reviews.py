"""Who must review besides those of the procedure: only ever more, and a text keeps what was required when it was put there.

The model is a list of what was typed when, and the sets that the procedure names written out by hand.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.cast import PROCEDURE, ZONE, House, enrolled
from tests.databases import KINDS, Databases
from tests.lifecycle.conftest import Reached
from tests.web.stories import Stories
from workflow.lifecycle.acting import Act, Refused, Unusable
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.facts.review.required import Wanted, scope_of
from workflow.lifecycle.people import offices, people, units
from workflow.lifecycle.people.required import Asked, end_review, require_review
from workflow.lifecycle.review import scoping
from workflow.records.person import Entity
from workflow.records.regulation import RegulationKind
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.requiring.topics import Topic
from workflow.rules.states import State

DAY = timedelta(days=1)
GENERAL = {RegulationKind.REGULATION: {"legal", "union"}, RegulationKind.REPORT: {"legal"}}
REGULATION, REPORT = RegulationKind.REGULATION, RegulationKind.REPORT


def stage(url: str) -> None:
    """The cast and somebody who reviews for a department."""
    enrolled(url)
    house = House(url)
    with house.acting(None) as act:
        people.enrol(
            act,
            code="workshop",
            name_zh="workshop",
            name_en="workshop",
            entity=act.db.get_one(Entity, 1),
            roles=frozenset({Role.REVIEWER}),
            capacities=frozenset({Capacity.DEPARTMENT}),
        )
    with house.acting("admin") as act:
        units.name_unit(act, "safety", "安全环保部", "Safety", None, act.today)
    with house.acting("admin") as act:
        head = people.add_person(
            act,
            code="safety-head",
            name_zh="安全",
            name_en="Safety",
            entity=act.db.get_one(Entity, 1),
            roles=frozenset({Role.REVIEWER}),
            capacities=frozenset(),
        )
        offices.grant_office(act, head, Capacity.DEPARTMENT, act.today, unit="safety")
    house.engine.dispose()


@pytest.fixture
def house(databases: Databases, request: pytest.FixtureRequest) -> Iterator[Stories]:
    made = Stories(databases.copy(getattr(request, "param", "sqlite"), "required_reviews", stage))
    yield made
    made.engine.dispose()


def required(house: House, slug: str) -> set[str]:
    """The seats that the product asks for, as a page would."""
    with house.asking() as act:
        review = approvals.review_of(act.db, house.edition(act, slug=slug), act.procedure, act.today)
        return {f"{one.capacity.value}:{one.seat.unit}" for one in review.standings if one.required}


@pytest.mark.parametrize("house", KINDS, indirect=True)
@pytest.mark.parametrize("seed", range(6))
def test_random_requirements_and_rounds(house: Stories, seed: int):
    Play(house, seed).run()


@pytest.mark.soak
@pytest.mark.parametrize("house", KINDS, indirect=True)
@pytest.mark.parametrize("seed", range(100, 200))
def test_many_random_requirements_and_rounds(house: Stories, seed: int):
    Play(house, seed).run()


#: Whom the enterprise asked for: kind, capacity, topic, unit ("" for all texts, and for anybody).
Row = tuple[RegulationKind, str, str, str]


class Play:
    """One random history in the house and, beside it, what was typed and which text was put before the reviewers when."""

    def __init__(self, house: Stories, seed: int) -> None:
        self.house, self.chance, self.turn = house, random.Random(f"required {seed}"), 0
        self.typed = list[tuple[Row, bool, date, int]]()
        #: Kind, the day and the turn of the last round or correction, what it is about, and who is in charge.
        self.texts = dict[str, tuple[RegulationKind, date | None, int, frozenset[str], str]]()
        #: Those before the reviewers, beside which other words were saved.
        self.drafted = set[str]()

    @property
    def today(self) -> date:
        return self.house.now.astimezone(ZONE).date()

    def added(self, kind: RegulationKind, day: date, before: int) -> set[Row]:
        """What the enterprise asked for on a day, by what was typed before a turn."""
        rows = {one[0] for one in self.typed if one[0][0] is kind}
        out = set()
        for row in rows:
            mine = [one for one in self.typed if one[0] == row and one[2] <= day and one[3] < before]
            if mine and not max(mine, key=lambda one: (one[2], one[3]))[1]:
                out.add(row)
        return out

    def wanted(self, kind: RegulationKind, day: date, before: int, topics: frozenset[str], charge: str) -> set[str]:
        """Who must approve: the general rule, and what was asked for besides where the text touches it."""
        out = {(one, "") for one in GENERAL[kind]}
        for _, capacity, topic, unit in self.added(kind, day, before):
            if not topic or topic in topics:
                out.add((capacity, unit or (charge if capacity == "department" else "")))
        if any(one == "department" and unit for one, unit in out):
            out.discard(("department", ""))
        return {f"{one}:{unit}" for one, unit in out}

    def require(self, *, end: bool = False) -> None:
        kind = self.chance.choice([REGULATION, REPORT])
        capacity = self.chance.choice(["union", "department", "department", "department", "legal"])
        topic = self.chance.choice(["", "", "safety", "pay"]) if kind is REGULATION else ""
        unit = self.chance.choice(["", "safety"]) if capacity == "department" else ""
        since = self.today + self.chance.choice([-1, 0, 0, 1, 4]) * DAY
        if end and (there := sorted(self.added(kind, since, self.turn))) and self.chance.random() < 0.8:
            kind, capacity, topic, unit = self.chance.choice(there)
        row = (kind, capacity, topic, unit)
        may = since >= self.today and (
            row in self.added(kind, since, self.turn) if end else bool(unit) or capacity not in GENERAL[kind]
        )
        done = True
        with self.house.acting("admin") as act:
            try:
                asked = Asked(Capacity(capacity), Topic(topic) if topic else None, unit)
                (end_review if end else require_review)(act, kind, asked, since)
            except Unusable:
                done = False
        assert done == may, (end, row, since, self.today)
        if done:
            self.typed.append((row, end, since, self.turn))

    def end(self) -> None:
        self.require(end=True)

    def create(self) -> None:
        if len(self.texts) < 4:
            slug, kind = f"text-{len(self.texts)}", self.chance.choice([REGULATION, REGULATION, REPORT])
            self.house.create(slug, kind)
            self.house.save(slug=slug)
            self.texts[slug] = kind, None, self.turn, frozenset(), ""

    def scope(self, kind: RegulationKind) -> tuple[frozenset[str], str]:
        topics = frozenset(one for one in ("pay", "safety", "leave") if self.chance.random() < 0.4)
        return topics if kind is REGULATION else frozenset(), self.chance.choice(["", "", "safety"])

    def submit(self) -> None:
        free = [slug for slug, one in self.texts.items() if one[1] is None or slug in self.drafted]
        if free:
            slug = self.chance.choice(free)
            kind = self.texts[slug][0]
            topics, charge = self.scope(kind)
            with self.house.acting("drafter") as act:
                wanted = Wanted(frozenset(map(Topic, topics)), charge)
                drafting.submit(
                    act, self.house.edition(act, slug=slug), "", self.house.drafted(act, slug), wanted=wanted
                )
            self.texts[slug] = kind, self.today, self.turn, topics, charge
            self.drafted.discard(slug)

    def correct(self) -> None:
        there = [slug for slug, one in self.texts.items() if one[1] is not None]
        if there:
            slug = self.chance.choice(there)
            kind, _, _, was, in_charge = self.texts[slug]
            topics, charge = self.scope(kind)
            done = True
            with self.house.acting("legal") as act:
                edition = self.house.edition(act, slug=slug)
                known = scope_of(act.db, edition)
                assert known is not None
                try:
                    wanted = Wanted(frozenset(map(Topic, topics)), charge)
                    scoping.correct_scope(act, edition, wanted, "核对。", str(known.id))
                except Unusable:
                    done = False
            assert done == ((topics, charge) != (was, in_charge))
            if done:
                self.texts[slug] = kind, self.today, self.turn, topics, charge

    def send_back(self) -> None:
        there = [slug for slug, one in self.texts.items() if one[1] is not None]
        if there:
            slug = self.chance.choice(there)
            self.house.request_changes("legal", slug)
            self.drafted.add(slug)
            self.house.save(f"办法\n\n第一条　目的。\n第二条　第{self.turn}次改动。\n", slug=slug)

    def later(self) -> None:
        self.house.on(self.today + self.chance.choice([1, 3]) * DAY)

    def run(self) -> None:
        acts = [
            self.require,
            self.require,
            self.end,
            self.create,
            self.submit,
            self.correct,
            self.send_back,
            self.later,
        ]
        for self.turn in range(1, 41):
            act = self.chance.choice(acts) if self.turn > 2 else self.create
            act()
            for slug, (kind, put_on, at, topics, charge) in self.texts.items():
                day, before = (self.today, self.turn + 1) if put_on is None else (put_on, at)
                expected = self.wanted(kind, day, before, topics, charge)
                assert required(self.house, slug) == expected, (slug, act)


def test_a_department_that_is_required_must_approve_before_the_review_ends(house: Stories):
    with house.acting("admin") as act:
        require_review(act, REGULATION, Asked(Capacity.DEPARTMENT), act.today)
    house.create("rules")
    house.save(slug="rules")
    house.submit("rules")
    house.approve("legal", "rules")
    house.approve("union", "rules")
    assert house.state(slug="rules") is State.IN_REVIEW
    house.approve("workshop", "rules")
    assert house.state(slug="rules") is not State.IN_REVIEW


def test_a_capacity_that_nobody_has_is_said_before_submitting(reached: Reached):
    house = reached("save")
    with house.acting("admin") as act:
        require_review(act, REGULATION, Asked(Capacity.DEPARTMENT), act.today)
    with pytest.raises(Refused) as refused:
        house.submit()
    assert "目前没有人能以部门身份审核" in "".join(one.zh for one in refused.value.reasons)


def test_nothing_set_changes_nothing(reached: Reached):
    house = reached("submit")
    assert required(house, "canteen") == {f"{one}:" for one in GENERAL[REGULATION]}


def test_a_round_that_was_opened_by_somebody_who_came_later_keeps_what_was_known(house: Stories):
    """The administrator came first and was written after the submission: the round is not changed under its reviewers."""
    house.create("rules")
    house.save(slug="rules")
    house.submit("rules")
    with house.acting("admin") as act:
        early = Act(act.db, act.person, act.now - timedelta(seconds=20), ZONE, PROCEDURE)
        require_review(early, REGULATION, Asked(Capacity.DEPARTMENT), early.today)
    assert required(house, "rules") == {f"{one}:" for one in GENERAL[REGULATION]}


@pytest.mark.parametrize("who", ["drafter", "legal", "secretary", "issuer", "delegate", "employee"])
def test_it_is_the_administrators(reached: Reached, who: str):
    with reached().acting(who) as act:
        for verb in (require_review, end_review):
            with pytest.raises(Refused):
                verb(act, REPORT, Asked(Capacity.UNION), act.today)
