"""The sites of sessions by date, against a list written by hand; a session copies what it takes and keeps it."""

import random
from datetime import date, timedelta

import pytest

from tests.cast import CONGRESS, House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.congress import convening
from workflow.lifecycle.facts import sitting
from workflow.lifecycle.people.venues import Described, end_venue, name_venue
from workflow.records.enterprise import venues_on
from workflow.rules.congress.words import SessionKind

DAY = timedelta(days=1)


@pytest.mark.parametrize("seed", range(4))
def test_random_namings(reached: Reached, seed: int):
    chance, house, day = random.Random(f"venues {seed}"), reached(), date(2026, 3, 2)
    written: list[tuple[str, date, str | None]] = []  # code, first day, name; None where it is given up

    def there(asked: date) -> dict[str, str]:
        out = {}
        for code in ("hq", "south", "mine-2"):
            begun = [(since, at) for at, (one, since, _) in enumerate(written) if one == code and since <= asked]
            name = written[max(begun)[1]][2] if begun else None
            if name:
                out[code] = name
        return out

    for number in range(14):
        house.on(day)
        since, code = day + chance.choice([0, 0, 2, 30]) * DAY, chance.choice(["hq", "south", "mine-2"])
        with house.acting("admin") as act:
            if chance.random() < 0.3:
                may = code in there(since)
                try:
                    end_venue(act, code, since)
                    written.append((code, since, None))
                    assert may
                except Unusable:
                    assert not may
            else:
                name_venue(act, Described(code, f"第{number}厅"), since)
                written.append((code, since, f"第{number}厅"))
        for _ in range(5):
            asked = day + chance.randrange(-20, 60) * DAY
            with house.asking() as act:
                assert {one.code: one.name_zh for one in venues_on(act.db, asked)} == there(asked)
        day += chance.randrange(0, 20) * DAY


def convene(house: House, venues: list[str], held_on: date) -> None:
    with house.acting("secretary") as act:
        convening.convene(
            act, body=CONGRESS, term=1, number=1, kind=SessionKind.ORDINARY, held_on=held_on, places=[], venues=venues
        )


def test_a_session_takes_them_as_they_are_on_its_day_and_keeps_them(reached: Reached):
    house = reached()
    today = house.now.date()
    with house.acting("admin") as act:
        name_venue(act, Described("main", "礼堂", "Hall", "200"), today)
        name_venue(act, Described("south", "南方", "South", "", remote=True), today)
    with house.acting("admin") as act:
        name_venue(act, Described("main", "新礼堂", "New Hall", "300"), today + 10 * DAY)
    convene(house, ["main", "south"], today + 20 * DAY)
    with house.acting("admin") as act:
        end_venue(act, "main", act.today)
        name_venue(act, Described("south", "另一处"), act.today)
    with house.asking() as act:
        sites = sitting.sites_of(act.db, house.session(act).id)
        assert [(one.code, one.name_zh, one.name_en, one.remote) for one in sites] == [
            ("main", "新礼堂", "New Hall", False),
            ("south", "南方", "South", True),
        ]


def test_one_that_is_not_there_on_the_day_is_refused(reached: Reached):
    house = reached()
    with house.acting("admin") as act:
        name_venue(act, Described("main", "礼堂"), act.today)
        end_venue(act, "main", act.today + 5 * DAY)
    with pytest.raises(Unusable, match="no such sites: main"):
        convene(house, ["main"], house.now.date() + 5 * DAY)
    convene(house, ["main"], house.now.date() + 4 * DAY)


def test_too_few_seats_are_remarked(reached: Reached):
    """Seven delegates at headquarters and two in the south."""
    house = reached("convene")
    for seats, remarks in (("6", 1), ("7", 0), ("", 0)):
        with house.acting("admin") as act:
            name_venue(act, Described("hq", "总部", "Headquarters", seats), act.today)
        with house.asking() as act:
            session = house.session(act)
            roll = sitting.roll_of(act.db, session.id, CONGRESS)
            said = [one.zh for one in convening.roll_remarks(act, roll, session.held_on)]
            assert sum("总部有代表7人，座位只有6个。" in one for one in said) == remarks


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Described("", "礼堂"), "code"),
        (Described("大厅", "礼堂"), "code"),
        (Described("a" * 41, "礼堂"), "code"),
        (Described("main", " "), "name_zh"),
        (Described("main", "礼" * 201), "name_zh"),
        (Described("main", "礼堂", seats="0"), "seats"),
        (Described("main", "礼堂", seats="很多"), "seats"),
        (Described("main", "礼堂", seats="1000000"), "seats"),
        (Described("main", "礼堂", entity=99), "entity"),
    ],
)
def test_what_cannot_be_used_is_said_by_its_field(reached: Reached, given: Described, field: str):
    with reached().acting("admin") as act, pytest.raises(Unusable) as refused:
        name_venue(act, given, act.today)
    assert set(refused.value.problems) == {field}


@pytest.mark.parametrize("who", ["drafter", "legal", "secretary", "issuer", "delegate", "employee"])
def test_it_is_the_administrators(reached: Reached, who: str):
    with reached().acting(who) as act:
        with pytest.raises(Refused):
            name_venue(act, Described("main", "礼堂"), act.today)
        with pytest.raises(Refused):
            end_venue(act, "main", act.today)
