"""What the enterprise is called: by its own record, by date, against a list of days written by hand."""

import random
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from tests.lifecycle.conftest import Reached
from workflow.config import UNNAMED, Settings
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.people import enterprise
from workflow.lifecycle.people.enterprise import begun
from workflow.records.enterprise import Called, called_on
from workflow.records.event import Event
from workflow.records.person import Entity
from workflow.words import Words

NAMES = {
    "name_zh": "南山机械股份有限公司",
    "name_en": "Nanshan Machinery Co., Ltd.",
    "short_zh": "南山",
    "code": "南机",
}


def settings(**variables: str) -> Settings:
    return Settings.from_environ({"DATABASE_URL": "sqlite:////nowhere.db", **variables})


def test_before_anybody_says_so_the_settings_do(reached: Reached):
    house = reached()
    with house.asking() as act:
        found = called_on(act.db, settings(ENTERPRISE_NAME_ZH="甲厂", ENTERPRISE_NAME_EN="Plant A"), act.today)
    assert found == Called(Words("甲厂", "Plant A"), Words("甲厂", "Plant A"), "甲厂")


def test_what_is_left_out_follows_from_what_is_not(reached: Reached):
    house = reached()
    with house.acting("admin") as act:
        enterprise.name_enterprise(act, {"name_zh": "  南山　机械 "}, act.today)
        found = called_on(act.db, settings(), act.today)
    assert found == Called(Words("南山 机械", "南山 机械"), Words("南山 机械", "南山 机械"), "南山 机械")


@pytest.mark.parametrize("seed", range(3))
def test_random_renamings(reached: Reached, seed: int):
    """Against a list of (first day, name): on any day the last that began by then holds, and before the first the settings."""
    chance, house, day = random.Random(seed), reached(), date(2026, 3, 2)
    written: list[tuple[date, str]] = []
    for number in range(12):
        house.on(day)
        since = day + timedelta(days=chance.choice([0, 0, 1, 40]))
        with house.acting("admin") as act:
            enterprise.name_enterprise(act, {**NAMES, "name_zh": f"第{number}厂"}, since)
        written.append((since, f"第{number}厂"))
        for _ in range(6):
            asked = day + timedelta(days=chance.randrange(-100, 200))
            began = [(one, at) for at, one in enumerate(written) if one[0] <= asked]
            wanted = max(began, key=lambda pair: (pair[0][0], pair[1]))[0][1] if began else UNNAMED.zh
            with house.asking() as act:
                assert called_on(act.db, settings(), asked).name.zh == wanted
        day += timedelta(days=chance.randrange(0, 30))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_zh": " "}, "name_zh"),
        ({"name_en": "N" * 201}, "name_en"),
        ({"code": "机字〔2025〕"}, "code"),
        ({"code": "机" * 61}, "code"),
    ],
)
def test_what_cannot_be_used_is_said_by_its_field(reached: Reached, wrong: dict[str, str], field: str):
    house = reached()
    with house.acting("admin") as act, pytest.raises(Unusable) as refused:
        enterprise.name_enterprise(act, {**NAMES, **wrong}, act.today)
    assert field in refused.value.problems


def test_nothing_begins_in_the_past(reached: Reached):
    house = reached()
    with house.acting("admin") as act, pytest.raises(Unusable, match="since"):
        enterprise.name_enterprise(act, NAMES, act.today - timedelta(days=1))


@pytest.mark.parametrize("who", ["drafter", "legal", "secretary", "issuer", "delegate", "employee"])
def test_it_is_the_administrators(reached: Reached, who: str):
    house = reached()
    with house.acting(who) as act:
        entity = act.db.exec(select(Entity)).first()
        assert entity is not None
        for attempt in (
            lambda: enterprise.name_enterprise(act, NAMES, act.today),
            lambda: enterprise.add_entity(act, "west", "西厂", ""),
            lambda: enterprise.mend_entity(act, entity, "西厂", ""),
        ):
            with pytest.raises(Refused):
                attempt()


def test_entities_are_added_once_and_mended(reached: Reached):
    house = reached()
    with house.acting("admin") as act:
        entity = enterprise.add_entity(act, "West", "西山有限公司", "")
        assert (entity.code, entity.name_en) == ("west", "西山有限公司")
        with pytest.raises(Unusable, match="entity_code"):
            enterprise.add_entity(act, "west", "又一家", "")
        for code in ("", "西", "a b", "x" * 41):
            with pytest.raises(Unusable, match="entity_code"):
                enterprise.add_entity(act, code, "又一家", "")
        with pytest.raises(Unusable, match="entity_zh"):
            enterprise.mend_entity(act, entity, " ", "West")
        enterprise.mend_entity(act, entity, "西山机械有限公司", "Xishan")
        told = act.db.exec(
            select(Event.verb).where(Event.object == f"entity:{entity.id}").order_by(col(Event.seq))
        ).all()
        assert told == ["add_entity", "mend_entity"]


def test_how_far_a_house_has_come(reached: Reached):
    for last, wanted in (
        (None, (False, True, False, False)),
        ("save", (False, True, True, False)),
        ("convene", (False, True, True, True)),
    ):
        with reached(last).asking() as act:
            found = begun(act.db, settings(), act.today)
            assert (found.named, found.people, found.texts, found.sessions) == wanted
            assert found.missing == ()
            before = begun(act.db, settings(), date(2000, 1, 1))
            assert before.missing == enterprise.NEEDED, "nobody held any then"
