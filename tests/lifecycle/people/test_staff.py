"""Lists of staff carried out, again and again, against an independent model of who works where."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.cast import House
from tests.databases import KINDS
from tests.lifecycle.conftest import Reached
from tests.lifecycle.costs import costing
from tests.lifecycle.people.staff import brought, imported, planned
from workflow.lifecycle import sign_ins
from workflow.lifecycle.acting import Refused, Unusable, roles_of
from workflow.lifecycle.people import offices, people, staff
from workflow.records.database.session import reading
from workflow.records.event import Event
from workflow.records.person import Employment, Entity, Grant, Person
from workflow.records.replaying import whole
from workflow.records.sign_in import SignIn
from workflow.records.staff import Newcomer, StaffFile, StaffImport
from workflow.rules.people.roles import Role
from workflow.rules.roster.plans import Plan

SECOND = "某某铸造有限公司"
NAMES = "王伟 李娜 张敏 刘强 陈洋 杨军 黄磊 赵静 吴超 周霞 徐平 孙刚 马桂 朱英 胡华 郭玉 何兰 林红".split()


@dataclass
class Worker:
    """What the model knows of one person: written by the test, in the terms of an enterprise and not of the program."""

    number: str
    name: str
    department: str
    entity: str
    here: bool = True
    spells: int = 1
    joined: date = date(2020, 1, 1)


@dataclass
class Enterprise:
    """The model: who works where, and the list that its personnel office would send."""

    dice: random.Random
    workers: dict[str, Worker] = field(default_factory=dict)

    def month(self, own: str, today: date) -> list[list[Any]]:
        """Some come, leave, come back, move and change their names; the list of everybody, some leavers named with their day."""
        dice, named = self.dice, []
        for one in list(self.workers.values()):
            fate = dice.random()
            if one.here and fate < 0.12:
                one.here = False
                if dice.random() < 0.5:
                    named.append((one, today - timedelta(days=dice.randrange(0, 3))))
            elif not one.here and fate < 0.2:
                one.here, one.spells, one.joined = True, one.spells + 1, today
            elif one.here and fate < 0.25:
                one.department = dice.choice(["一车间", "二车间", "质检科"])
            elif one.here and fate < 0.32:
                one.entity = dice.choice([own, SECOND])
            elif one.here and fate < 0.4 and len(one.name) == 2:
                one.name = one.name[0] + one.name[1] + dice.choice("文武")  # more than half of it stays
        for _ in range(dice.randrange(0, 6)):
            number = f"{dice.randrange(10_000):05d}"
            if all(number.lstrip("0") != other.lstrip("0") for other in self.workers):
                self.workers[number] = Worker(
                    number,
                    dice.choice(NAMES),
                    dice.choice(["一车间", "二车间"]),
                    dice.choice([own, SECOND]),
                    joined=today,
                )
        rows: list[list[Any]] = [
            [one.number, one.name, one.department, one.entity, one.joined, None]
            for one in self.workers.values()
            if one.here
        ]
        rows += [[one.number, one.name, one.department, one.entity, one.joined, day] for one, day in named]
        dice.shuffle(rows)
        return rows


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_months_of_lists_leave_the_house_as_the_enterprise_is(reached: Reached, kind: str, seed: int):
    house = reached(None, kind)
    with house.asking() as act:
        own = act.db.exec(select(Entity)).one()
        others = {one.id for one in staff.known(act.db, act.today)}
        own_name = own.name_zh
    model = Enterprise(random.Random(seed))
    for _month in range(8):
        house.on(house.now.date() + timedelta(days=30))
        rows = model.month(own_name, house.now.date())
        with house.asking() as act:
            everybody = [one.id for one in act.db.exec(select(Entity))]
        found = imported(house, rows, everybody=everybody, answers={f"employer:{SECOND}": "new"})
        assert not [one for one in found.doubts if one.chosen == ""]
        with house.asking() as act:
            entities = {one.id: one.name_zh for one in act.db.exec(select(Entity))}
            known = {one.number: one for one in staff.known(act.db, act.today) if one.id not in others}
            assert set(known) == set(model.workers)
            for number, one in model.workers.items():
                here = known[number]
                person = act.db.get_one(Person, here.id)
                assert (here.name, here.closed, here.employed) == (one.name, not one.here, one.here)
                if one.here:
                    assert (here.department, entities[here.entity]) == (one.department, one.entity)
                assert roles_of(act.db, person, act.today) == ({Role.EMPLOYEE} if one.here else frozenset())
                spells = act.db.exec(select(Employment).where(Employment.person_id == person.id)).all()
                assert len(spells) == one.spells
                assert sum(spell.until is None for spell in spells) == one.here
            assert {one.id for one in staff.known(act.db, act.today)} - {one.id for one in known.values()} == others
        again = imported(house, [row for row in rows if row[5] is None], everybody=everybody)
        assert again.is_empty, "the same list once more changes nothing"
    with reading(house.engine) as db:
        assert whole.verify(db).different == []


def test_who_comes_has_an_account_an_office_and_no_password(reached: Reached):
    house = reached()
    imported(house, [["0012", "张三", "一车间", None, date(2008, 9, 1), None]])
    with house.asking() as act:
        person = people.person_by_code(act.db, "0012")
        assert person is not None
        assert (person.number, person.secret, person.one_time) == ("0012", None, None)
        assert act.db.exec(select(Employment)).one().since == date(2008, 9, 1)
        assert roles_of(act.db, person, act.today) == {Role.EMPLOYEE}
        assert act.db.exec(select(Newcomer.person_id)).all() == [person.id]
        one = act.db.exec(select(StaffImport)).one()
        assert (one.joined, one.left, one.unchanged) == (1, 0, 0)
        verbs = act.db.exec(select(Event.verb).order_by(col(Event.seq).desc()).limit(2)).all()
        assert verbs == ["join", "import_staff"]


def test_who_leaves_loses_offices_account_and_sign_ins_and_comes_back_as_the_same_person(reached: Reached):
    house = reached()
    row = ["7", "张三", "一车间", None, date(2020, 1, 1), None]
    imported(house, [row, ["8", "李四", "", None, None, None]])
    with house.acting("admin") as act:
        person = people.person_by_code(act.db, "7")
        assert person is not None
        number = person.id
        offices.grant_office(act, person, Role.DRAFTER, act.today)
        sign_ins.begin(act.db, number, "token", act.now, device="", address="")
        people.put_password(act, person, "hash")
    imported(house, [[*row[:5], house.now.date()]])
    with house.asking() as act:
        person = act.db.get_one(Person, number)
        assert person.closed
        assert act.db.exec(select(SignIn)).all() == []
        assert not [one for one in offices.held_by(act.db, person) if one.until is None]
        assert act.db.exec(
            select(Employment).where(Employment.person_id == number)
        ).one().until == act.today + timedelta(days=1)
    house.on(house.now.date() + timedelta(days=100))
    imported(house, [["7", "张三", "二车间", None, house.now.date(), None]])
    with house.asking() as act:
        person = act.db.get_one(Person, number)
        assert (person.closed, person.secret) == (False, None)
        assert roles_of(act.db, person, act.today) == {Role.EMPLOYEE}, "the old offices are given anew, if at all"
        assert len(act.db.exec(select(Person).where(Person.number == "7")).all()) == 1


def test_what_is_in_doubt_is_asked_and_nothing_is_done_about_it_before(reached: Reached):
    house = reached()
    imported(house, [["0012", "张三", "", None, None, None], ["13", "李四", "", None, None, None]])
    rows: list[list[Any]] = [
        ["12", "张三", "", None, None, None],  # lost its zeros
        ["13", "王五六", "", None, None, None],  # changed hands, or its owner was renamed
        ["14", "admin", "", None, None, None],  # a namesake with an account
        ["15", "赵六", "", "别的公司", None, None],  # an employer that nobody knows
        ["16", "", "", None, None, None],
        ["admin", "孙七", "", None, None, None],
        ["17", "周八", "", None, None, date(2019, 1, 1)],
    ]
    with house.asking() as act:
        admin = people.person_by_code(act.db, "admin")
        assert admin is not None
        names, admin_id = admin.name_zh, admin.id
    rows[2][1] = names
    number = brought(house, rows)
    with house.asking("admin") as act:
        file = act.db.get_one(StaffFile, number)
        found = planned(act, file, everybody=[1])
        assert (found.joins, found.changes, found.aside, found.gone) == ((), (), (2, 3, 4, 5, 6, 7), (8,))
        assert [one.key.partition(":")[0] for one in found.doubts] == [
            "zeros",
            "name",
            "namesake",
            "employer",
            "account",
        ]
        answers = {
            found.doubts[0].key: found.doubts[0].answers[1][0],
            found.doubts[1].key: "same",
            found.doubts[2].key: found.doubts[2].answers[1][0],
            found.doubts[3].key: "new",
            found.doubts[4].key: "unheard of",
        }
        told = planned(act, file, answers=answers)
        assert [(one.number, one.entity) for one in told.joins] == [("15", -1)]
        assert [(one.name, one.link) for one in told.changes] == [(("王五六", "王五六"), None), (None, "14")]
        assert told.changes[1].id == admin_id
        assert told.unchanged == 1
        assert told.aside == (6, 7)
    imported(house, rows, answers=answers)
    with house.asking() as act:
        assert act.db.get_one(Person, admin_id).number == "14"
        assert act.db.exec(select(Entity.name_zh).order_by(col(Entity.id).desc())).first() == "别的公司"


def test_nobody_is_left_out_of_the_house_by_a_list(reached: Reached):
    house = reached()
    with house.acting("admin") as act:
        admin = people.person_by_code(act.db, "admin")
        assert admin is not None
        admin.number = "1"
    found = imported(house, [["2", "李四", "", None, None, None]], everybody=[1])
    assert len(found.stays) == 1
    with house.asking() as act:
        assert people.person_by_code(act.db, "admin") is not None
        assert not act.db.exec(select(Person).where(col(Person.closed).is_(True))).all()


def test_nobody_but_an_administrator_brings_or_carries_out_a_list(reached: Reached):
    house = reached()
    number = brought(house, [["2", "李四", "", None, None, None]])
    for who in ("secretary", "drafter", "employee", "stranger"):
        with pytest.raises(Refused), house.acting(who) as act:
            staff.begin(act, "x", b"x")
        for verb in (
            lambda act, file: list(staff.carry_out(act, file, planned(act, file), {})),
            lambda act, file: staff.drop(act, file),
            lambda act, file: staff.choose(act, file, {}),
        ):
            with pytest.raises(Refused), house.acting(who) as act:
                verb(act, act.db.get_one(StaffFile, number))
    with pytest.raises(Unusable), house.acting("admin") as act:
        list(staff.carry_out(act, act.db.get_one(StaffFile, number), Plan(), {}))


def test_a_list_that_breaks_off_leaves_nothing_behind(reached: Reached):
    house = reached()
    number = brought(house, [[str(at), "李四", "", None, None, None] for at in range(1, 1_200)])
    before = _counted(house)
    with pytest.raises(KeyboardInterrupt):
        _break_off(house, number)
    assert _counted(house) == before
    with house.asking() as act:
        assert act.db.get(StaffFile, number) is not None, "the list is still on the desk"


def _break_off(house: House, number: int) -> None:
    with house.acting("admin") as act:
        file = act.db.get_one(StaffFile, number)
        for step in staff.carry_out(act, file, planned(act, file), {}):
            if step.done:
                raise KeyboardInterrupt


def _counted(house: House) -> tuple[int, ...]:
    with house.asking() as act:
        return tuple(
            len(act.db.exec(select(one)).all()) for one in (Person, Grant, Employment, Event, Newcomer, StaffFile)
        )


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_three_thousand_people_are_a_bounded_number_of_statements(reached: Reached, kind: str, monkeypatch):
    house = reached(None, kind)
    rows = [[f"{at:05d}", f"张{at:04d}", "一车间", None, date(2020, 1, 1), None] for at in range(3_000)]
    costs = []
    for some, leave in (
        (rows[:500], False),
        (rows, False),
        ([[*row[:2], "二车间", *row[3:]] for row in rows], False),
        (rows[:10], True),
    ):
        number = brought(house, some)
        with costing(house.engine, monkeypatch) as cost, house.acting("admin") as act:
            file = act.db.get_one(StaffFile, number)
            found = planned(act, file, everybody=[1] if leave else [])
            list(staff.carry_out(act, file, found, {}))
        costs.append(len(cost.statements))
    assert costs[0] <= 40, costs
    assert max(costs) <= 220, costs
    with reading(house.engine) as db:
        assert len(db.exec(select(Person.id).where(col(Person.closed).is_(True))).all()) == 2_990
