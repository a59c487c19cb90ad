"""Offices given by a list: to those who are ticked, in the act of the list, each with its event; against a model of who holds what."""

import json
import random

import pytest
from sqlmodel import col, select

from tests.databases import KINDS
from tests.lifecycle.conftest import Reached
from tests.lifecycle.people.staff import planned_of
from workflow.lifecycle.acting import Act
from workflow.lifecycle.people import offices, people, staff
from workflow.records.database.session import reading
from workflow.records.event import Event, Payload
from workflow.records.replaying import whole
from workflow.rules.people.offices import Office
from workflow.rules.people.roles import Capacity, Role
from workflow.text.labels.numerals import chinese

HEADERS = ["工号", "姓名", "职务", "系统岗位"]
WORDS: dict[str, set[Office]] = {
    "起草人": {Role.DRAFTER},
    "法务审核": {Role.REVIEWER, Capacity.LEGAL},
    "计票人": {Role.TELLER},
    "管理员": set(),
}


def _held(act: Act, number: str) -> set[Office]:
    person = people.person_by_code(act.db, number)
    assert person is not None
    return {one.office for one in offices.held_by(act.db, person) if one.until is None} - {Role.EMPLOYEE}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_months_of_lists_give_what_was_ticked_and_nothing_else(reached: Reached, kind: str, seed: int):
    house, dice = reached(None, kind), random.Random(seed)
    model: dict[str, set[Office]] = {}
    for month in range(4):
        rows: list[list[str]] = []
        ticked: set[str] = set()
        for at in range(1, 8 + month):
            number = str(at)
            said = [one for one in WORDS if dice.random() < 0.3]
            rows.append([number, f"工{chinese(at)}", said[0] if said else "钳工", "、".join(said[1:])])
            if dice.random() < 0.5:
                ticked.add(number)
                model[number] = model.get(number, set()) | {office for one in said for office in WORDS[one]}
            model.setdefault(number, set())
        with house.acting("admin") as act:
            file, plan = planned_of(act, [HEADERS, *rows], offices=ticked)
            given = {one.number: set(one.offices) for one in plan.given}
            before = {one: _held(act, one) for one in given if people.person_by_code(act.db, one)}
            assert all(not given[one] & held for one, held in before.items())
            assert {one.number for one in plan.offices if not one.given} & ticked == set()
            if not plan.is_empty:
                list(staff.carry_out(act, file, plan, {}))
        with house.asking() as act:
            assert {number: _held(act, number) for number in model} == model
    with reading(house.engine) as db:
        assert whole.verify(db).different == []


def test_what_one_gives_to_oneself_by_a_list_says_so(reached: Reached):
    house = reached()
    with house.acting("admin") as act:
        admin = people.person_by_code(act.db, "admin")
        assert admin is not None
        admin.number, number = "1", admin.id
        file, plan = planned_of(act, [HEADERS, ["1", admin.name_zh, "", "起草人"]], offices={"1"})
        assert plan.people == 1
        list(staff.carry_out(act, file, plan, {}))
    with house.asking() as act:
        last = select(Event, Payload.words).join(Payload, col(Payload.event_seq) == col(Event.seq))
        event, said = act.db.exec(last.order_by(col(Event.seq).desc())).first() or pytest.fail("no event")
        assert (event.verb, event.object) == ("grant_office", f"person:{number}")
        assert json.loads(said)["oneself"] is True
