"""Delegations of review: what they cover, who may give and end them, and what a deputy cannot do in another name."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from tests.cast import House
from tests.lifecycle.conftest import Reached
from tests.rules.situations import GOOD, situation
from workflow.lifecycle.acting import Refused, Unusable, delegations_to, record
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.people import offices, people
from workflow.lifecycle.review import delegating
from workflow.lifecycle.review.delegating import Stands
from workflow.records.event import Event
from workflow.records.person import CapacityGrant, Delegation, Person
from workflow.records.regulation import RegulationKind
from workflow.rules.asking import for_a_deputy, not_delegated, reasons
from workflow.rules.moves import MOVES
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.states import State

LIFECYCLE = Path(people.__file__).parents[1]
COVERED = {"approve", "request_changes", "keep_reservation", "mark_seen"}


def delegate(house: House, who: str, to: str, *, since: int = 0, days: int = 3) -> int:
    """Delegate the legal review; gives the number of the delegation."""
    with house.acting(who) as act:
        other = people.person_by_code(act.db, to)
        assert other is not None
        first = act.today + timedelta(days=since)
        return delegating.delegate(act, other, Capacity.LEGAL, first, first + timedelta(days=days)).id or 0


def end(house: House, who: str, number: int) -> None:
    with house.acting(who) as act:
        delegating.end_delegation(act, act.db.get_one(Delegation, number))


def usable(house: House, who: str = "deputy") -> int:
    """How many delegations somebody may use today."""
    with house.asking(who) as act:
        return len(delegations_to(act.db, act.person, act.today))


def stands(house: House, number: int) -> Stands:
    with house.asking("deputy") as act:
        return delegating.standing_of(act, act.db.get_one(Delegation, number))


@pytest.mark.parametrize(
    ("who", "to", "since", "days", "field"),
    [
        ("union", "deputy", 0, 3, "capacity"),
        ("drafter", "deputy", 0, 3, "capacity"),
        ("legal", "legal", 0, 3, "to"),
        ("legal", "drafter", 0, 3, "to"),
        ("legal", "deputy", -1, 3, "until"),
        ("legal", "deputy", 0, 0, "until"),
    ],
)
def test_what_cannot_be_delegated(reached: Reached, who: str, to: str, since: int, days: int, field: str):
    with pytest.raises(Unusable) as found:
        delegate(reached(), who, to, since=since, days=days)
    assert list(found.value.problems) == [field]


def test_nothing_is_delegated_to_a_closed_account(reached: Reached):
    house = reached()
    with house.acting("admin") as act:
        offices.close_account(act, act.db.exec(select(Person).where(Person.code == "deputy")).one())
    with pytest.raises(Unusable, match="colleague"):
        delegate(house, "legal", "deputy")


def test_what_was_delegated_is_not_handed_on(reached: Reached):
    house = reached()
    delegate(house, "legal", "deputy")
    with pytest.raises(Unusable, match="cannot be delegated on"):
        delegate(house, "deputy", "union")
    with house.asking("deputy", behalf="legal") as act:  # nor in the name of whoever gave it
        other = people.person_by_code(act.db, "union")
        assert other is not None
        with pytest.raises(Unusable, match="cannot be delegated on"):
            delegating.delegate(act, other, Capacity.LEGAL, act.today, act.today + timedelta(days=1))


def test_one_colleague_has_one_delegation_of_a_capacity_at_a_time(reached: Reached):
    house = reached()
    first = delegate(house, "legal", "deputy", since=2, days=3)
    for since, days, free in ((0, 2, True), (0, 3, False), (4, 1, False), (5, 1, True), (3, 1, False)):
        if free:
            delegate(house, "legal", "deputy", since=since, days=days)
        else:
            with pytest.raises(Unusable, match="already"):
                delegate(house, "legal", "deputy", since=since, days=days)
    end(house, "legal", first)
    delegate(house, "legal", "deputy", since=2, days=3)


def test_an_office_that_begins_later_is_delegated_from_its_day(reached: Reached):
    house = reached()
    with house.planting() as act:
        stranger = people.person_by_code(act.db, "union")
        assert stranger is not None
        begins = act.today + timedelta(days=5)
        act.db.add(CapacityGrant(person_id=stranger.id or 0, capacity=Capacity.LEGAL, since=begins))
    with pytest.raises(Unusable, match="do not hold"):
        delegate(house, "union", "deputy", since=4)
    delegate(house, "union", "deputy", since=5)


# Seen and ended by both ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["legal", "deputy"])
def test_either_side_ends_it_at_once_and_it_is_an_event(reached: Reached, who: str):
    house = reached("submit")
    number = delegate(house, "legal", "deputy")
    assert usable(house) == 1
    end(house, who, number)
    assert usable(house) == 0
    assert stands(house, number) is Stands.ENDED
    with pytest.raises(Refused, match="ended on"):
        end(house, who, number)
    with house.asking() as act:
        ended = act.db.exec(select(Event).where(Event.verb == "end_delegation")).one()
        by = act.db.get_one(Person, ended.actor_id)
        assert by.code == who
    with pytest.raises(Refused, match="no capacity"):
        house.approve("deputy", behalf="legal", capacity=Capacity.LEGAL)


@pytest.mark.parametrize("who", ["union", "admin", "drafter"])
def test_nobody_else_ends_it(reached: Reached, who: str):
    house = reached()
    number = delegate(house, "legal", "deputy")
    with pytest.raises(Refused, match="no such delegation"):
        end(house, who, number)
    assert usable(house) == 1


def test_both_sides_see_it_and_how_it_stands_on_each_day(reached: Reached):
    house = reached()
    number = delegate(house, "legal", "deputy", since=1, days=2)
    for who in ("legal", "deputy"):
        with house.asking(who) as act:
            assert act.person is not None
            assert [one.id for one in delegating.concerning(act.db, act.person)] == [number]
    begun = house.now.date()
    for days, wanted in ((0, Stands.TO_COME), (1, Stands.RUNS), (2, Stands.RUNS), (3, Stands.RAN_OUT)):
        house.on(begun + timedelta(days=days))
        assert stands(house, number) is wanted
        assert usable(house) == (wanted is Stands.RUNS)
        with house.asking("deputy") as act:
            why = delegating.why_unusable(act, act.db.get_one(Delegation, number))
            assert (why is None) is (wanted is Stands.RUNS)
    with pytest.raises(Refused, match="ran out"):
        end(house, "legal", number)


def test_it_lapses_with_the_office_of_whoever_gave_it(reached: Reached):
    house = reached()
    number = delegate(house, "legal", "deputy", days=10)
    with house.planting() as act:
        legal = people.person_by_code(act.db, "legal")
        assert legal is not None
        held = act.db.exec(select(CapacityGrant).where(CapacityGrant.person_id == legal.id)).one()
        held.until = act.today + timedelta(days=1)
        act.db.add(held)
    assert stands(house, number) is Stands.RUNS
    house.on(house.now.date() + timedelta(days=1))
    assert stands(house, number) is Stands.LAPSED
    assert usable(house) == 0
    end(house, "deputy", number)


# What a deputy cannot do in another name ----------------------------------------------------------------------------


def test_a_delegation_covers_the_decisions_and_no_other_verb():
    """Every row of the page, for somebody who holds every office and acts in another name."""
    assert {verb for verb in MOVES if for_a_deputy(verb)} == COVERED
    for verb in MOVES:
        roles = frozenset(Role)
        at = situation(
            **{**GOOD, "today": date(2026, 3, 2), "roles": roles, "state": State.IN_REVIEW, "for_another": True}
        )
        assert (reasons(verb, at) == [not_delegated()]) is (verb not in COVERED), verb


def test_no_verb_at_all_is_recorded_in_another_name(reached: Reached):
    """Whatever writes an event passes one place; what is found there are all the verbs of the product."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in LIFECYCLE.rglob("*.py"))
    verbs = {*re.findall(r'record\(\s*act(?:\.as_system\(\))?,\s*"(\w+)"', sources), *MOVES}
    assert len(verbs) >= 40
    assert {"delegate", "end_delegation", "set_password", "close_account", "add_person", "create"} <= verbs
    house = reached()
    for verb in sorted(verbs):
        with house.asking("deputy", behalf="legal") as act:
            if verb in COVERED:
                record(act, verb, "edition:1")
            else:
                with pytest.raises(Refused, match="nothing else"):
                    record(act, verb, "edition:1")


def test_what_was_really_done_in_another_name_before_is_refused(reached: Reached):
    """Created, saved, a password set: by verbs that ask the page of moves, and by one that does not."""
    house = reached()
    delegate(house, "legal", "writing-reviewer")
    with house.asking("writing-reviewer", behalf="legal") as act:
        assert act.person is not None
        with pytest.raises(Refused, match="nothing else"):
            drafting.create(act, slug="mine", kind=RegulationKind.REGULATION, name_zh="办法", name_en="Rules")
        with pytest.raises(Refused, match="nothing else"):
            people.set_password(act, act.person, "hash")
    with house.asking() as act:
        assert not [one for one in act.db.exec(select(Event)) if one.on_behalf_of is not None]
