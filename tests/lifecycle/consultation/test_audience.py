"""Who is asked: by entity, by department, by roll, as of the day; and who is recognised by number and name."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import select

from tests.cast import CAST, SESSION_DAY, House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.facts.hearing import audience
from workflow.lifecycle.people import people
from workflow.records.consultation import EmployeeConsultation
from workflow.records.person import Entity, Person, Posting, Renaming, Transfer
from workflow.rules.consultation.words import Audience, Manner

DAY = date(2026, 3, 12)


def asking(kind: Audience, key: str) -> EmployeeConsultation:
    said: dict[str, Any] = {"audience": kind, "audience_key": key, "manner": Manner.ACCOUNT}
    return EmployeeConsultation(**said)


def asked(house: House, kind: Audience, key: str, day: date = DAY) -> set[str]:
    """The accounts of who is asked; each of them is told so, and nobody else."""
    with house.asking() as act:
        found = {one.code for one in audience.addressed(act.db, asking(kind, key), day)}
        alone = {
            one.code
            for one in act.db.exec(select(Person)).all()
            if audience.is_addressed(act.db, asking(kind, key), one, day)
        }
    assert found == alone
    return found


def moved(house: House) -> None:
    """A second company; the employee goes there for a time, two people work in departments, one of them left it."""
    with house.planting() as act:
        south = Entity(code="south", name_zh="南方公司", name_en="South")
        act.db.add(south)
        act.db.flush()
        number = {one.code: one.id for one in act.db.exec(select(Person)).all()}
        act.db.add(Transfer(person_id=number["employee"], entity_id=south.id, since=DAY))
        act.db.add(Posting(person_id=number["legal"], department="法务部", post="", since=DAY - timedelta(days=9)))
        act.db.add(Posting(person_id=number["union"], department="法务部", post="", since=DAY - timedelta(days=9)))
        act.db.add(Posting(person_id=number["union"], department="工会", post="", since=DAY))
        act.db.flush()


def test_by_entity_and_department_as_of_the_day(reached: Reached):
    house = reached()
    moved(house)
    assert asked(house, Audience.EVERYBODY, "") == set(CAST)
    assert asked(house, Audience.ENTITY, "south") == {"employee"}
    assert asked(house, Audience.ENTITY, "south", DAY - timedelta(days=1)) == set()
    assert asked(house, Audience.ENTITY, "hq") == set(CAST) - {"employee"}
    assert asked(house, Audience.UNIT, "法务部") == {"legal"}
    assert asked(house, Audience.UNIT, "法务部", DAY - timedelta(days=1)) == {"legal", "union"}
    with house.asking() as act:
        offered = {(one.audience, one.key) for one in audience.choices(act.db, DAY)}
    assert offered == {
        (Audience.EVERYBODY, ""),
        (Audience.ENTITY, "hq"),
        (Audience.ENTITY, "south"),
        (Audience.UNIT, "法务部"),
        (Audience.UNIT, "工会"),
    }


def test_by_roll_once_it_is_frozen(reached: Reached):
    house = reached("freeze")
    with house.asking() as act:
        rolls = [one for one in audience.choices(act.db, SESSION_DAY) if one.audience is Audience.ROLL]
    assert len(rolls) == 1
    found = asked(house, Audience.ROLL, rolls[0].key, SESSION_DAY)
    assert found < set(CAST)
    assert "stranger" not in found


def test_number_and_name_are_those_of_the_day_and_of_an_open_account(reached: Reached):
    house = reached()
    with house.planting() as act:
        person = people.person_by_code(act.db, "employee")
        assert person is not None
        person.number, person.name_zh = "J-007", "欧阳 某某"
        act.db.add(person)
        act.db.add(Renaming(person_id=person.id, name_zh="司马某", name_en="Sima", since=DAY))
        act.db.flush()
    before = DAY - timedelta(days=1)
    with house.asking() as act:

        def found(number: str, name: str, day: date) -> bool:
            return audience.by_number_and_name(act.db, number, name, day) is not None

        assert found("J-007", "欧阳某某", before)
        assert found(" J-007 ", "欧阳 某 某", before)
        assert not found("J-007", "欧阳某某", DAY)
        assert found("J-007", "sima", DAY)
        assert not any(found(*one, DAY) for one in (("", ""), ("J-007", ""), ("", "司马某"), ("J-00", "司马某")))
        person = people.person_by_code(act.db, "employee")
        assert person is not None
        person.closed = True
        act.db.flush()
        assert not found("J-007", "司马某", DAY)
