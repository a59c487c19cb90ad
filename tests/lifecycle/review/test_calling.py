"""加签, 征求意见, 催办: who is called in besides holds the text up or is only heard, for a unit or for a capacity."""

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
