"""加签, 征求意见, 转办, 催办: who is called in besides holds the text up or is only heard, for a unit or for a capacity."""

import random
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.cast import House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle import duties
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.facts import approvals, standing
from workflow.lifecycle.notices.telling import Ways, tell
from workflow.lifecycle.people import offices, people, units
from workflow.lifecycle.review import calling, reviewing
from workflow.records.event import Event
from workflow.records.notice import Notice
from workflow.records.person import Entity, Person
from workflow.records.review import Approval, Call
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.review import CallManner, Decision
from workflow.rules.states import State

DEPARTMENT = Capacity.DEPARTMENT


@pytest.fixture
def house(reached: Reached) -> House:
    """A text in review, two units, and a head of each who may review for it."""
    house = reached("submit")
    for code, name in (("safety", "安全环保部"), ("finance", "财务部")):
        with house.acting("admin") as act:
            units.name_unit(act, code, name, code.title(), None, act.today)
        with house.acting("admin") as act:
            head = people.add_person(
                act,
                code=code,
                name_zh=name[:2],
                name_en=code,
                entity=act.db.exec(select(Entity)).one(),
                roles=frozenset({Role.REVIEWER}),
                capacities=frozenset(),
            )
            offices.grant_office(act, head, DEPARTMENT, act.today, unit=code)
    return house


def call(house: House, unit: str, manner: CallManner = CallManner.REQUIRED, who: str = "drafter") -> int:
    with house.acting(who) as act:
        return calling.call_in(act, house.edition(act), DEPARTMENT, manner, unit=unit, note="请会签。").id


def decide(house: House, who: str, decision: Decision) -> int:
    with house.acting(who) as act:
        edition = house.edition(act)
        return reviewing.decide(act, edition, decision, DEPARTMENT, "意见。", approvals.shown_of(act.db, edition)).id


def missing(house: House) -> list[str]:
    with house.asking() as act:
        found = standing.standings(act, house.edition(act))
        return [one.seat.words().zh for one in found if not one.counts]


def is_turn(house: House, who: str) -> bool:
    with house.asking(who) as act:
        return duties.waits_for(act, house.edition(act), "approve")


def test_a_unit_that_is_called_in_must_approve_and_no_other_does_for_it(house: House):
    assert not is_turn(house, "safety")
    call(house, "safety")
    assert missing(house) == ["法务", "工会", "部门（安全环保部）"]
    assert is_turn(house, "safety")
    assert not is_turn(house, "finance")
    decide(house, "finance", Decision.APPROVE)
    house.approve("legal")
    house.approve("union")
    assert missing(house) == ["部门（安全环保部）"]
    assert house.state() is State.IN_REVIEW
    with house.asking() as act:
        (seat,) = [one for one in standing.standings(act, house.edition(act)) if one.seat.unit]
        assert "部门（安全环保部）尚未" in seat.words().zh
    approval = decide(house, "safety", Decision.RESERVATION)
    assert house.state() is State.CONSULTING
    with house.asking() as act:
        assert act.db.get_one(Approval, approval).units == "safety"


def test_for_which_unit_somebody_decided_is_that_of_the_day(house: House):
    """Whoever leaves a unit later undoes nothing."""
    call(house, "safety")
    decide(house, "safety", Decision.APPROVE)
    with house.acting("admin") as act:
        head = people.person_by_code(act.db, "safety")
        assert head is not None
        held = next(one for one in offices.held_by(act.db, head) if one.unit == "safety")
        offices.end_office(act, head, held.row, act.today)
    assert missing(house) == ["法务", "工会"]


def test_who_is_asked_for_an_opinion_holds_nothing_up(house: House):
    call(house, "safety", CallManner.OPINION)
    assert is_turn(house, "safety")
    decide(house, "safety", Decision.REQUEST_CHANGES)
    assert not is_turn(house, "safety"), "they were heard"
    house.approve("legal")
    house.approve("union")
    assert house.state() is State.CONSULTING


def test_a_request_of_a_unit_that_nobody_called_in_holds_the_text_up(house: House):
    decide(house, "finance", Decision.REQUEST_CHANGES)
    house.approve("legal")
    house.approve("union")
    assert house.state() is State.IN_REVIEW


def test_ending_a_call_lets_a_complete_review_go_on(house: House):
    number = call(house, "safety")
    house.approve("legal")
    house.approve("union")
    for who, why in (("second-drafter", "Only whoever called them in"), ("legal", "Only whoever called them in")):
        with pytest.raises(Refused, match=why), house.acting(who) as act:
            calling.end_call(act, house.edition(act), act.db.get_one(Call, number), "不需要。")
    with pytest.raises(Unusable, match="reason"), house.acting("drafter") as act:
        calling.end_call(act, house.edition(act), act.db.get_one(Call, number), " ")
    with house.acting("issuer") as act:
        calling.end_call(act, house.edition(act), act.db.get_one(Call, number), "与本部门无关。")
    assert house.state() is State.CONSULTING


def test_a_seat_that_nobody_holds_or_is_asked_already_is_not_called(house: House):
    call(house, "safety")
    tries = (
        (DEPARTMENT, "safety", "asked already"),
        (DEPARTMENT, "nowhere", "unit that there is"),
        (Capacity.LEGAL, "safety", "Nobody can review"),
        (Capacity.LEGAL, "", "asked already"),
    )
    for capacity, unit, why in tries:
        with pytest.raises(Unusable, match=why), house.acting("drafter") as act:
            calling.call_in(act, house.edition(act), capacity, CallManner.REQUIRED, unit=unit)
    day = house.now.date() - timedelta(days=1)
    with pytest.raises(Unusable, match="cannot be over"), house.acting("drafter") as act:
        calling.call_in(act, house.edition(act), DEPARTMENT, CallManner.REQUIRED, unit="finance", due=day)


def told(house: House) -> list[tuple[str, str]]:
    """Who was told what by the last act."""
    with house.acting(None) as act:
        last = act.db.exec(select(Event.seq).order_by(Event.seq.desc())).first()  # type: ignore[attr-defined]
        before = set(act.db.exec(select(Notice.id)))
        tell(act, last or 0, Ways())
        act.db.flush()
        new = [one for one in act.db.exec(select(Notice)) if one.id not in before]
        return sorted((act.db.get_one(Person, one.person_id).code, one.kind.value) for one in new)


def test_who_is_called_in_is_told_and_urged_once_a_day(house: House):
    with house.acting(None) as act:
        submitted = act.db.exec(select(Event.seq).where(Event.verb == "submit")).one()
        tell(act, submitted, Ways())
    call(house, "safety", CallManner.OPINION)
    assert told(house) == [("safety", "asked_for_review")]
    house.approve("legal")
    with house.acting("drafter") as act:
        calling.urge(act, house.edition(act), 1)
    assert ("safety", "review_waits") in (urged := told(house))
    assert ("union", "review_waits") in urged
    assert not [one for one in urged if one[0] == "legal"], "it is not their turn any more"
    with pytest.raises(Refused, match="urged today"), house.acting("drafter") as act:
        calling.urge(act, house.edition(act), 1)
    house.now += timedelta(days=1)
    with house.acting("drafter") as act:
        calling.urge(act, house.edition(act), 1)


def hand_on(house: House, who: str, number: int, unit: str, note: str = "由对口部门办理。") -> int:
    with house.acting(who) as act:
        return calling.hand_on(act, house.edition(act), act.db.get_one(Call, number), DEPARTMENT, unit, note).id


def test_a_call_is_handed_on_by_the_side_that_was_called_and_keeps_its_day_and_manner(house: House):
    with house.acting("drafter") as act:
        due = act.today + timedelta(days=3)
        first = calling.call_in(act, house.edition(act), DEPARTMENT, CallManner.REQUIRED, unit="safety", due=due).id
    for who in ("legal", "finance"):
        with pytest.raises(Refused, match="Only the side"):
            hand_on(house, who, first, "finance")
    for unit, note, why in (
        ("safety", "理由", "asked already"),
        ("nowhere", "理由", "there is"),
        ("finance", " ", "reason"),
    ):
        with pytest.raises(Unusable, match=why):
            hand_on(house, "safety", first, unit, note)
    second = hand_on(house, "safety", first, "finance")
    assert missing(house) == ["法务", "工会", "部门（财务部）"]
    assert (is_turn(house, "safety"), is_turn(house, "finance")) == (False, True)
    with pytest.raises(Refused, match="ended before"):
        hand_on(house, "safety", first, "finance")
    with house.asking() as act:
        to = act.db.get_one(Call, second)
        assert (to.handed_from, to.due, to.manner) == (first, due, CallManner.REQUIRED)
    assert hand_on(house, "finance", second, "safety"), "and back"
    assert missing(house) == ["法务", "工会", "部门（安全环保部）"]


#: Who decides for what: capacity and unit.
SEATS = {
    "legal": ("legal", ""),
    "union": ("union", ""),
    "safety": ("department", "safety"),
    "finance": ("department", "finance"),
}


class Model:
    """What must hold a review up, kept by hand: who was called how, who let the text pass, who asks for changes."""

    def __init__(self) -> None:
        self.calls: dict[int, tuple[str, CallManner]] = {}
        self.passed: set[str] = set()
        self.asking: set[str] = set()
        #: Those of them who were not only asked for an opinion when they asked.
        self.blocking: set[str] = set()

    def is_only_heard(self, who: str) -> bool:
        """Whether somebody is only asked for an opinion now."""
        heard = {unit for unit, manner in self.calls.values() if manner is CallManner.OPINION}
        return SEATS[who][0] == "department" and bool(heard & {"", SEATS[who][1]})

    def missing(self) -> set[tuple[str, str]]:
        """The seats that lack an approval or ask for changes."""
        required = {("legal", ""), ("union", "")}
        required |= {("department", unit) for unit, manner in self.calls.values() if manner is CallManner.REQUIRED}
        if any(one == "department" and unit for one, unit in required):
            required.discard(("department", ""))
        out = set()
        for seat in required:
            mine = {who for who, held in SEATS.items() if held[0] == seat[0] and seat[1] in ("", held[1])}
            if not mine & self.passed or mine & self.asking:
                out.add(seat)
        for who in self.blocking:
            capacity, unit = SEATS[who]
            if not any(one == capacity and its in ("", unit) for one, its in required):
                out.add((capacity, ""))
        return out


@pytest.mark.parametrize("seed", range(10))
def test_random_calls_hands_and_decisions_against_a_model(house: House, seed: int):
    chance, model = random.Random(f"calls {seed}"), Model()
    for _ in range(25):
        act = chance.choice(["call", "call", "hand", "end", "pass", "ask", "reserve"])
        who, unit = chance.choice(list(SEATS)), chance.choice(["", "safety", "finance"])
        number = chance.choice(list(model.calls) or [0])
        try:
            if act == "call":
                manner = chance.choice(list(CallManner))
                model.calls[call(house, unit, manner)] = (unit, manner)
            elif act == "hand" and number:
                fitting = [one for one in ("safety", "finance") if model.calls[number][0] in ("", one)]
                to = hand_on(house, chance.choice(fitting), number, unit)
                model.calls[to] = (unit, model.calls.pop(number)[1])
            elif act == "end" and number:
                with house.acting("drafter") as ending:
                    mine = ending.db.get_one(Call, number)
                    calling.end_call(ending, house.edition(ending), mine, "不需要了。")
                del model.calls[number]
            elif act in ("pass", "ask", "reserve"):
                decision = {"pass": Decision.APPROVE, "ask": Decision.REQUEST_CHANGES, "reserve": Decision.RESERVATION}[
                    act
                ]
                with house.acting(who) as deciding:
                    edition = house.edition(deciding)
                    shown = approvals.shown_of(deciding.db, edition)
                    reviewing.decide(deciding, edition, decision, Capacity(SEATS[who][0]), "意见。", shown)
                if act == "ask":
                    model.asking.add(who)
                    model.blocking |= set() if model.is_only_heard(who) else {who}
                else:
                    model.asking.discard(who)
                    model.blocking.discard(who)
                    model.passed.add(who)
        except Unusable:
            assert unit in {one for one, _ in model.calls.values()}, "only who is asked already"
        with house.asking() as asking:
            edition = house.edition(asking)
            found = {
                (one.capacity.value, one.seat.unit) for one in standing.standings(asking, edition) if not one.counts
            }
        assert found == model.missing(), (act, who, unit)
        assert (house.state() is State.IN_REVIEW) == bool(model.missing()), act
        if not model.missing():
            return
