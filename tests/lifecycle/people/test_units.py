"""The units of the enterprise by date, against a list written by hand; taken over from staff; capacities held for one."""

import random
from datetime import date, timedelta

import pytest

from tests.cast import House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable, capacities_of, units_of
from workflow.lifecycle.people import offices
from workflow.lifecycle.people.people import person_by_code
from workflow.lifecycle.people.units import departments, end_unit, name_unit, take_over
from workflow.records.enterprise import units_on
from workflow.records.person import Posting
from workflow.rules.people.roles import Capacity, Role

DAY = timedelta(days=1)


@pytest.mark.parametrize("seed", range(4))
def test_random_units(reached: Reached, seed: int):
    chance, house, day = random.Random(f"units {seed}"), reached(), date(2026, 3, 2)
    written: list[tuple[str, date, str | None]] = []

    def there(asked: date) -> dict[str, str]:
        out = {}
        for code in ("a", "b", "c-1"):
            begun = [(since, at) for at, (one, since, _) in enumerate(written) if one == code and since <= asked]
            name = written[max(begun)[1]][2] if begun else None
            if name:
                out[code] = name
        return out

    for _ in range(16):
        house.on(day)
        since, code = day + chance.choice([0, 0, 2, 30]) * DAY, chance.choice(["a", "b", "c-1"])
        name = None if chance.random() < 0.3 else f"第{chance.randrange(4)}车间"
        taken = {one for other, one in there(since).items() if other != code}
        may = code in there(since) if name is None else name not in taken
        done = True
        with house.acting("admin") as act:
            try:
                if name is None:
                    end_unit(act, code, since)
                else:
                    name_unit(act, code, name, "", None, since)
            except Unusable:
                done = False
        assert done == may
        if done:
            written.append((code, since, name))
        for _ in range(5):
            asked = day + chance.randrange(-20, 60) * DAY
            with house.asking() as act:
                assert {one.code: one.name_zh for one in units_on(act.db, asked)} == there(asked)
        day += chance.randrange(0, 20) * DAY


def posted(house: House, **where: str) -> None:
    with house.planting() as act:
        for code, department in where.items():
            person = person_by_code(act.db, code)
            assert person is not None
            act.db.add(Posting(person_id=person.id, department=department, post="", since=act.today))
        act.db.flush()


def test_departments_of_the_staff_are_taken_over_once(reached: Reached):
    house = reached()
    posted(house, drafter="安全环保部", legal="法务部", union="安全环保部", issuer="")
    house.on(house.now.date() + DAY)
    posted(house, legal="综合部")
    with house.acting("admin") as act:
        assert departments(act.db, act.today) == ["安全环保部", "综合部"]
        name_unit(act, "unit-1", "财务部", "", None, act.today)
        rows = take_over(act, ["安全环保部", "没有的部门", "安全环保部"])
        assert [(one.code, one.name_zh) for one in rows] == [("unit-2", "安全环保部")]
        assert departments(act.db, act.today) == ["综合部"]
        with pytest.raises(Unusable, match="Tick"):
            take_over(act, ["安全环保部"])


def test_a_capacity_is_held_for_a_unit(reached: Reached):
    house = reached()
    with house.acting("admin") as act:
        name_unit(act, "safety", "安全环保部", "Safety", None, act.today)
        name_unit(act, "plant", "一车间", "Plant 1", None, act.today)
        person = person_by_code(act.db, "deputy")
        assert person is not None
        for unit in ("safety", "plant"):
            offices.grant_office(act, person, Capacity.DEPARTMENT, act.today, unit=unit)
        with pytest.raises(Unusable, match="office"):
            offices.grant_office(act, person, Capacity.DEPARTMENT, act.today, unit="safety")
        with pytest.raises(Unusable, match="unit"):
            offices.grant_office(act, person, Capacity.DEPARTMENT, act.today, unit="nowhere")
        with pytest.raises(Unusable, match="unit"):
            offices.grant_office(act, person, Role.DRAFTER, act.today, unit="safety")
        assert {one.unit for one in offices.held_by(act.db, person) if one.unit} == {"safety", "plant"}
        assert capacities_of(act.db, person, act.today) == {Capacity.DEPARTMENT}


@pytest.mark.parametrize("account", ["drafter", "legal", "secretary", "issuer", "delegate", "employee"])
def test_it_is_the_administrators(reached: Reached, account: str):
    with reached().acting(account) as act:
        for attempt in (
            lambda: name_unit(act, "a", "甲", "", None, act.today),
            lambda: end_unit(act, "a", act.today),
            lambda: take_over(act, ["甲"]),
        ):
            with pytest.raises(Refused):
                attempt()


def test_a_decision_is_told_with_the_unit_of_its_day(reached: Reached):
    house = reached()
    day = house.now.date()
    with house.acting("admin") as act:
        name_unit(act, "safety", "安全环保部", "Safety", None, day)
        name_unit(act, "safety", "安环部", "Safety Dept.", None, day + 5 * DAY)
        person = person_by_code(act.db, "deputy")
        assert person is not None
        offices.grant_office(act, person, Capacity.DEPARTMENT, day, day + 9 * DAY, unit="safety")
        offices.grant_office(act, person, Capacity.UNION, day)
        number = person.id
    with house.asking() as act:
        for later, names in ((-1, []), (0, ["安全环保部"]), (5, ["安环部"]), (9, [])):
            asked = units_of(act.db, number, Capacity.DEPARTMENT, day + later * DAY)
            assert [one.zh for one in asked] == names
        assert units_of(act.db, number, Capacity.UNION, day) == []
