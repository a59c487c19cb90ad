"""Convening: a session, the roll from a list with every broken line named, and the freeze of the denominator."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from tests.canteen import ROLL
from tests.cast import CONGRESS, SESSION_DAY, House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.congress import convening
from workflow.lifecycle.facts import sitting
from workflow.records.congress import Observer, RollEntry
from workflow.rules.congress.words import Body, SessionKind

HEAD, *LINES = ROLL.strip().split("\n")
SITE = HEAD.split(",").index("site")


def convene(house: House, who: str = "secretary", **changes: Any) -> None:
    given: dict[str, Any] = {
        "body": CONGRESS,
        "term": 1,
        "number": 1,
        "kind": SessionKind.ORDINARY,
        "held_on": SESSION_DAY,
        "places": [convening.Place("hq", "总部", "")],
        **changes,
    }
    with house.acting(who) as act:
        convening.convene(act, **given)


def load(house: House, table: str, who: str = "secretary", body: Body = CONGRESS) -> None:
    with house.acting(who) as act:
        convening.load_roll(act, house.session(act), body, table)


def roll_size(house: House, body: Body = CONGRESS) -> int:
    with house.asking() as act:
        return len(sitting.entries_of(act.db, sitting.roll_of(act.db, house.session(act).id or 0, body)))


def test_convene(reached: Reached):
    house = reached()
    convene(house)
    with house.asking() as act:
        session = house.session(act)
        assert sitting.session_words(session).zh == "第一届职工代表大会第一次会议"
        assert [(one.name_zh, one.name_en) for one in sitting.sites_of(act.db, session.id or 0)] == [("总部", "总部")]


@pytest.mark.parametrize("who", ["drafter", "legal", "issuer", "delegate", "employee", "admin"])
def test_convene_is_for_the_secretary(reached: Reached, who: str):
    with pytest.raises(Refused):
        convene(reached(), who)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("number", {"term": 0}),
        ("number", {"number": 1000}),
        ("held_on", {"held_on": None}),
        ("sites", {"places": []}),
        ("sites", {"places": [convening.Place("hq", " ", "")]}),
        ("sites", {"places": [convening.Place("hq", "甲", ""), convening.Place("hq", "乙", "")]}),
    ],
)
def test_convene_says_which_field_is_wrong(reached: Reached, field: str, changes: dict[str, Any]):
    with pytest.raises(Unusable) as found:
        convene(reached(), **changes)
    assert list(found.value.problems) == [field]


@pytest.mark.parametrize("which", ["term", "number"])
def test_the_first_and_the_last_number_that_a_session_may_have(reached: Reached, which: str):
    house = reached()
    changes: dict[str, Any]
    for number, taken in ((0, False), (1, True), (999, True), (1000, False)):
        changes = {which: number}
        if taken:
            convene(house, **changes)
        else:
            with pytest.raises(Unusable, match="whole numbers"):
                convene(house, **changes)


def test_where_there_are_two_sites_a_roll_says_who_sits_where(reached: Reached):
    """At one site everybody sits there, whether or not the roll has the column."""
    without = "\n".join(
        ",".join(words for at, words in enumerate(line.split(",")) if at != SITE) for line in [HEAD, *LINES]
    )
    house = reached("convene")
    with pytest.raises(Unusable, match="lack the columns: Site"):
        load(house, without)
    alone = reached()
    convene(alone)
    load(alone, without)
    assert roll_size(alone) == len(LINES)


def test_a_session_is_convened_once(reached: Reached):
    house = reached("convene")
    with pytest.raises(Unusable, match="exists already"):
        convene(house)
    convene(house, kind=SessionKind.EXTRAORDINARY)


def test_a_roll_that_is_not_frozen_is_replaced(reached: Reached):
    house = reached("convene")
    assert roll_size(house) == 9
    load(house, "\ufeff" + "\n".join([HEAD, *LINES[:3]]) + "\n")
    assert roll_size(house) == 3


def test_a_frozen_roll_stays(reached: Reached):
    house = reached("freeze")
    with pytest.raises(Refused, match="frozen"):
        load(house, ROLL)
    with pytest.raises(Refused, match="frozen"):
        house.freeze()
    assert roll_size(house) == 9


def test_the_rolls_of_two_bodies_are_frozen_apart(reached: Reached):
    house = reached("freeze")
    load(house, ROLL, body=Body.MEMBERS_CONGRESS)
    assert roll_size(house, Body.MEMBERS_CONGRESS) == 9


def test_an_empty_roll_is_not_frozen(reached: Reached):
    house = reached()
    convene(house)
    with pytest.raises(Refused, match="No roll"):
        house.freeze()


@pytest.mark.parametrize(
    ("number", "line", "says"),
    [
        (2, ",hq,车间,第一代表团,worker,yes,no,hq", "the name is missing"),
        (3, "甲,xx,车间,第一代表团,worker,yes,no,hq", "no employer"),
        (4, "甲,hq,,第一代表团,worker,yes,no,hq", "unit or the delegation"),
        (5, "甲,hq,车间,第一代表团,king,yes,no,hq", "unknown category"),
        (6, "甲,hq,车间,第一代表团,worker,perhaps,no,hq", "yes or no"),
        (7, "甲,hq,车间,第一代表团,worker,yes,no,moon", "no site"),
        (8, "甲,hq,车间,第一代表团,worker,yes,no,hq,more", "more columns"),
        (10, LINES[0], "stands twice"),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_changed(reached: Reached, number: int, line: str, says: str):
    house = reached("convene")
    lines = [HEAD, *LINES]
    lines[number - 1] = line
    with pytest.raises(Unusable, match=says) as found:
        load(house, "\n".join(lines))
    assert list(found.value.problems) == [f"line:{number}"]
    assert roll_size(house) == 9


@pytest.mark.parametrize("table", ["", "name,unit\n甲,乙\n", HEAD, HEAD + "\n" + "\n".join([LINES[0]] * 5_001)])
def test_what_is_no_roll(reached: Reached, table: str):
    with pytest.raises(Unusable):
        load(reached("convene"), table)


def test_a_delegate_with_an_account_and_chinese_words(reached: Reached):
    house = reached("convene")
    load(house, HEAD + ",sex,account\n甲,hq,车间,第一代表团,技术人员,是,否,hq,女,delegate\n")
    with house.asking() as act:
        entry = act.db.exec(select(RollEntry)).one()
        assert (entry.category, entry.front_line, entry.mid_level, entry.sex) == ("technician", True, False, "女")
        assert entry.person_id is not None
    with pytest.raises(Unusable, match="no account"):
        load(house, HEAD + ",account\n甲,hq,车间,第一代表团,worker,是,否,hq,nobody\n")


def test_an_observer_is_on_no_roll(reached: Reached):
    house = reached("convene")
    with house.acting("secretary") as act:
        convening.convene(
            act,
            body=CONGRESS,
            term=9,
            number=9,
            kind=SessionKind.ORDINARY,
            held_on=act.today,
            places=[convening.Place("hq", "礼堂", "Hall")],
            observers=[("贺某", "副总经理")],
        )
    with house.asking() as act:
        assert len(act.db.exec(select(Observer)).all()) == 1
        assert len(act.db.exec(select(RollEntry)).all()) == 9


def test_remarks_on_a_roll_warn_and_do_not_refuse(reached: Reached):
    house = reached("convene")
    managers = [line.replace(",yes,no,", ",no,yes,") for line in LINES[:2]]
    load(house, "\n".join([HEAD, *managers, *LINES[2:]]))
    with house.asking() as act:
        roll = sitting.roll_of(act.db, house.session(act).id or 0, CONGRESS)
        few, many = convening.roll_remarks(act, roll, date(2026, 3, 31))
    assert "少于30人" in few.zh
    assert "mid-level managers" in many.en


@pytest.mark.parametrize(("delegates", "managers", "remarks"), [(30, 6, 0), (30, 7, 1), (29, 5, 1), (29, 6, 2)])
def test_a_roll_as_large_as_it_must_be_with_as_few_managers_is_not_remarked_on(
    reached: Reached, delegates: int, managers: int, remarks: int
):
    house = reached("convene")
    named = [f"代表{at},hq,车间,第一代表团,worker,no,{'yes' if at < managers else 'no'},hq" for at in range(delegates)]
    load(house, "\n".join([HEAD, *named]))
    with house.asking() as act:
        roll = sitting.roll_of(act.db, house.session(act).id, CONGRESS)
        assert len(convening.roll_remarks(act, roll, date(2026, 3, 31))) == remarks
    house.freeze()
