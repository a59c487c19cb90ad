"""Who is told that it is their turn: random histories of a review against a model that knows the decisions alone.

Whoever is waited for is told once when their turn begins, again when it comes back after it had passed, and never otherwise.
"""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlmodel import col, select

from tests.canteen import TEXT
from tests.cast import House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.facts.approvals import shown_of
from workflow.lifecycle.notices import reminding, telling
from workflow.lifecycle.people import offices, people, units
from workflow.lifecycle.review import calling, reviewing
from workflow.records.event import Event
from workflow.records.notice import Notice
from workflow.records.person import Entity, Person
from workflow.records.review import Approval, Call
from workflow.rules.notices import OCCASIONS, NoticeKind
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.review import CallManner, Decision

WHO = {
    "legal": Capacity.LEGAL,
    "writing-reviewer": Capacity.LEGAL,
    "union": Capacity.UNION,
    "head": Capacity.DEPARTMENT,
    "finance": Capacity.DEPARTMENT,
}
#: For which unit somebody answers.
UNIT = "finance"
COVERING = {Decision.APPROVE, Decision.RESERVATION}
Text = tuple[str, ...]
FIRST: Text = ("甲", "甲", "其余")


@dataclass
class Said:
    """What somebody decided; `heard`  they were asked only for an opinion then."""

    who: str
    decision: Decision
    text: Text
    at: int
    heard: bool = False
    withdrawn: bool = False
    dismissed: bool = False


@dataclass
class Model:
    """A review by what was said in it. A text is the words of two articles, and of all the others that stay as they are."""

    now: Text
    base: Text
    said: list[Said] = field(default_factory=list)
    #: How a department is called in, which ("" for any), and since when.
    called: CallManner | None = None
    unit: str = ""
    since: int = 0
    moment: int = 0
    before: set[str] = field(default_factory=set)
    told: Counter[str] = field(default_factory=Counter)

    def is_called(self, who: str) -> bool:
        """Whether somebody speaks for the side that was called in."""
        return WHO[who] is Capacity.DEPARTMENT and self.called is not None and self.unit in ("", who)

    def of(self, capacity: Capacity) -> list[Said]:
        """What was said for a side; where a department must approve, for that one."""
        one_of_them = capacity is Capacity.DEPARTMENT and self.called is CallManner.REQUIRED
        alive = [one for one in self.said if WHO[one.who] is capacity and not one.withdrawn]
        return [one for one in alive if not one_of_them or self.is_called(one.who)]

    def required(self) -> set[Capacity]:
        more = {Capacity.DEPARTMENT} if self.called is CallManner.REQUIRED else set()
        return {Capacity.LEGAL, Capacity.UNION} | more

    def is_open(self, capacity: Capacity) -> bool:
        for item, words in enumerate(self.now):
            approved, asked = self.base[item], False
            for one in self.of(capacity):
                if one.decision in COVERING:
                    approved, asked = one.text[item], False
                elif one.decision is Decision.REQUEST_CHANGES and one.text[item] == words:
                    asked = True
            if asked or approved != words:
                return True
        return False

    def asking(self, capacity: Capacity) -> set[str]:
        """Those whose last word is a request that nobody lifted. What was asked for by somebody who was only heard holds the
        text up while their capacity must approve, and never else, whatever became of the call."""
        needed = self.of(capacity) if capacity in self.required() else []
        besides = [one for one in self.said if WHO[one.who] is capacity and not one.withdrawn and one not in needed]
        return _asking(needed) | _asking(one for one in besides if not one.heard or one.decision in COVERING)

    def decided(self, capacity: Capacity) -> bool:
        return any(one.decision in COVERING for one in self.of(capacity))

    def turns(self) -> set[str]:
        out = set()
        for who, capacity in WHO.items():
            heard = self.called is CallManner.OPINION and self.is_called(who)
            if capacity in self.required() and (capacity is not Capacity.DEPARTMENT or self.is_called(who)):
                waits = who in self.asking(capacity) or self.is_open(capacity) or not self.decided(capacity)
            elif heard and not any(one.who == who and one.at > self.since for one in self.of(capacity)):
                waits = True
            else:
                waits = who in self.asking(capacity)
            if waits:
                out.add(who)
        return out

    def is_over(self) -> bool:
        missing = any(self.is_open(one) or self.asking(one) or not self.decided(one) for one in self.required())
        return not missing and not self.asking(Capacity.DEPARTMENT)

    def goes_on(self, actor: str) -> None:
        """After an act: whose turn begins by it."""
        turns = set() if self.is_over() else self.turns()
        self.told.update(turns - self.before - {actor})
        self.before = turns


def _asking(said: Iterable[Said]) -> set[str]:
    found: dict[str, bool] = {}
    for one in said:
        if one.decision in COVERING:
            found[one.who] = False
        elif one.decision is Decision.REQUEST_CHANGES and not one.dismissed:
            found[one.who] = True
    return {who for who, asks in found.items() if asks}


def worded(text: Text) -> str:
    """A text in which the third and the fourth article say this."""
    return TEXT.replace("由", f"由{text[0]}", 1).replace("每", f"每{text[1]}", 1)


@pytest.fixture
def house(reached: Reached) -> House:
    """A text before its reviewers, of whom two answer for legal, and the head of a department."""
    house = reached("create")
    with house.acting("admin") as act:
        units.name_unit(act, UNIT, "财务部", "Finance", None, act.today)
    for code, unit in (("head", ""), ("finance", UNIT)):
        with house.acting("admin") as act:
            made = people.add_person(
                act,
                code=code,
                name_zh=code,
                name_en=code,
                entity=act.db.exec(select(Entity)).one(),
                roles=frozenset({Role.REVIEWER}),
                capacities=frozenset(),
            )
            offices.grant_office(act, made, WHO[code], act.today, unit=unit)
    house.save(worded(FIRST))
    house.submit()
    return house


def tell_everything(house: House, seen: int) -> int:
    """Tell of the acts since, and what the day brings, each twice."""
    with house.asking() as act:
        events = [
            (one.seq, one.verb)
            for one in act.db.exec(select(Event).where(col(Event.seq) > seen).order_by(col(Event.seq)))
        ]
    for _ in range(2):
        for seq, verb in events:
            if verb in OCCASIONS:
                with house.acting(None) as act:
                    telling.tell(act, seq, telling.Ways())
        with house.acting(None) as act:
            telling.send_out(act, reminding.reminders(act, 7), telling.Ways())
    return events[-1][0] if events else seen


def told(house: House) -> Counter[str]:
    with house.asking() as act:
        rows = select(Person.code).join(Notice, col(Notice.person_id) == col(Person.id))
        return Counter(act.db.exec(rows.where(Notice.kind == NoticeKind.ASKED_FOR_REVIEW)))


def play(house: House, model: Model, dice: random.Random) -> str:
    """One act, with the product and in the model; "" when the product refused it."""
    kind = dice.choices(("decide", "withdraw", "dismiss", "publish", "call", "end", "hand"), (8, 3, 2, 3, 2, 1, 2))[0]
    who = dice.choice(sorted(WHO))
    try:
        if kind == "decide":
            decision = dice.choices(list(Decision), (5, 4, 1, 1))[0]
            with house.acting(who) as act:
                edition = house.edition(act)
                reviewing.decide(act, edition, decision, WHO[who], f"意见{model.moment}。", shown_of(act.db, edition))
            heard = model.called is CallManner.OPINION and model.is_called(who)
            model.said.append(Said(who, decision, model.now, model.moment, heard))
            return who
        if kind in ("withdraw", "dismiss"):
            standing = [
                (at, one)
                for at, one in enumerate(model.said)
                if not one.withdrawn
                and not one.dismissed
                and (kind == "withdraw" or one.decision is Decision.REQUEST_CHANGES)
            ]
            if not standing:
                return ""
            at, one = dice.choice(standing)
            who = one.who if kind == "withdraw" else "issuer"
            with house.acting(who) as act:
                row = act.db.exec(select(Approval).order_by(col(Approval.id))).all()[at]
                end = reviewing.withdraw_decision if kind == "withdraw" else reviewing.dismiss_request
                end(act, house.edition(act), row, "另行商量。")
            one.withdrawn, one.dismissed = one.withdrawn or kind == "withdraw", one.dismissed or kind == "dismiss"
            return who
        if kind == "publish":
            text = (dice.choice("甲乙丙"), dice.choice("甲乙丙"), FIRST[2])
            if text == model.now:
                return ""
            house.save(worded(text))
            house.submit()
            model.now, model.before = text, set()
            return "drafter"
        if kind == "call":
            if model.called is not None:
                return ""
            manner = dice.choice(list(CallManner))
            with house.acting("drafter") as act:
                calling.call_in(act, house.edition(act), Capacity.DEPARTMENT, manner)
            model.called, model.unit, model.since = manner, "", model.moment
            return "drafter"
        if kind == "hand":
            sides = [one for one in WHO if model.is_called(one)]
            if not sides:
                return ""
            who, unit = dice.choice(sides), "" if model.unit else UNIT
            with house.acting(who) as act:
                call = act.db.exec(select(Call).order_by(col(Call.id).desc())).first()
                assert call is not None
                calling.hand_on(act, house.edition(act), call, Capacity.DEPARTMENT, unit, "由对口部门办理。")
            model.unit, model.since = unit, model.moment
            return who
        with house.acting("drafter") as act:
            call = act.db.exec(select(Call).order_by(col(Call.id).desc())).first()
            if call is None or model.called is None:
                return ""
            calling.end_call(act, house.edition(act), call, "不再需要。")
        model.called = None
        return "drafter"
    except (Refused, Unusable):
        return ""


@pytest.mark.parametrize("seed", range(2))
def test_whoever_is_waited_for_is_told_once_each_time_that_their_turn_begins(house: House, seed: int):
    history(house, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 400))
def test_so_it_is_in_many_histories(house: House, seed: int):
    history(house, seed)


def history(house: House, seed: int) -> None:
    """Play a review out, and hold after each act what people were told against the model."""
    dice = random.Random(seed)
    model = Model(FIRST, ("", "", ""))
    model.goes_on("drafter")
    seen = tell_everything(house, 0)
    assert told(house) == model.told
    acts = Counter[str]()
    for _ in range(14):
        model.moment += 1
        actor = play(house, model, dice)
        if not actor:
            continue
        acts[actor] += 1
        house.now += timedelta(minutes=5)
        model.goes_on(actor)
        seen = tell_everything(house, seen)
        assert told(house) == model.told, (acts, model)
        with house.asking() as act:
            assert (house.edition(act).state.value != "in_review") == model.is_over()
        if model.is_over():
            break
    assert sum(acts.values()) > 1


def test_whoever_is_called_in_for_a_day_is_reminded_before_it(house: House):
    with house.acting("drafter") as act:
        due = act.today + timedelta(days=6)
        calling.call_in(act, house.edition(act), Capacity.DEPARTMENT, CallManner.OPINION, due=due)
    seen = tell_everything(house, 0)

    def reminded() -> list[str]:
        with house.asking() as act:
            rows = select(Person.code).join(Notice, col(Notice.person_id) == col(Person.id))
            about = rows.where(Notice.kind == NoticeKind.REVIEW_WAITS, col(Notice.key).startswith("waits:call"))
            return sorted(act.db.exec(about))

    house.on(due - timedelta(days=3))
    seen = tell_everything(house, seen)
    assert reminded() == []
    house.on(due - timedelta(days=2))
    tell_everything(house, seen)
    house.on(due)
    tell_everything(house, seen)
    assert reminded() == ["finance", "head"], "each once, and nobody else"
