"""Offices, names and employers by date: edges of days, one administrator always, and random histories against a model."""

import json
import random
from datetime import date, timedelta

import pytest
from sqlmodel import select

from tests.cast import House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable, capacities_of, roles_of
from workflow.lifecycle.people import offices, passwords, people
from workflow.records.event import Event, Payload, broken_links
from workflow.records.person import CapacityGrant, Entity, Grant, Person, name_on
from workflow.rules.people.offices import Office
from workflow.rules.people.roles import Capacity, Role
from workflow.words import Words


def who(act, code: str) -> Person:
    """The person with this account."""
    found = people.person_by_code(act.db, code)
    assert found is not None
    return found


def grant(house: House, code: str, office: Office, since: int = 0, until: int | None = None, by: str = "admin") -> None:
    """Give an office from so many days from today."""
    with house.acting(by) as act:
        last = None if until is None else act.today + timedelta(days=until)
        offices.grant_office(act, who(act, code), office, act.today + timedelta(days=since), last)


def end(house: House, code: str, office: Office, until: int = 0, by: str = "admin") -> None:
    """End the newest row of an office from so many days from today."""
    with house.acting(by) as act:
        person = who(act, code)
        row = next(one.row for one in offices.held_by(act.db, person) if one.office == office)
        offices.end_office(act, person, row, act.today + timedelta(days=until))


def roles_on(house: House, code: str, days: int) -> set[Role]:
    with house.asking(code) as act:
        return set(roles_of(act.db, act.person, act.today + timedelta(days=days)))


def told(house: House, verb: str) -> list[dict]:
    """The words of every event of a verb."""
    with house.asking() as act:
        rows = act.db.exec(select(Payload).join(Event).where(Event.verb == verb)).all()
        return [json.loads(one.words) for one in rows]


@pytest.mark.parametrize("office", [Role.ISSUER, Capacity.LEGAL])
def test_an_office_holds_from_its_first_day_to_before_its_last(reached: Reached, office: Office):
    house = reached()
    grant(house, "stranger", office, 1, 3)
    for days, held in ((0, False), (1, True), (2, True), (3, False)):
        with house.asking("stranger") as act:
            day = act.today + timedelta(days=days)
            both = roles_of(act.db, act.person, day) | capacities_of(act.db, act.person, day)
            assert (office in both) is held, days
    assert told(house, "grant_office")[-1]["office"] == office.value


@pytest.mark.parametrize(
    ("since", "until", "field"), [(-1, None, "since"), (0, 0, "until"), (2, 1, "until"), (-1, -1, "since")]
)
def test_an_office_begins_today_at_the_earliest_and_ends_after_it_began(
    reached: Reached, since: int, until: int | None, field: str
):
    with pytest.raises(Unusable) as found:
        grant(reached(), "stranger", Role.ISSUER, since, until)
    assert field in found.value.problems


def test_the_same_office_is_not_held_twice_on_one_day(reached: Reached):
    house = reached()
    grant(house, "stranger", Role.ISSUER, 2, 4)
    for since, until, free in ((0, 2, True), (3, None, False), (0, None, False), (4, 6, True), (1, 3, False)):
        if free:
            grant(house, "stranger", Role.ISSUER, since, until)
        else:
            with pytest.raises(Unusable, match="held for part"):
                grant(house, "stranger", Role.ISSUER, since, until)
    grant(house, "stranger", Role.SECRETARY, 3)


def test_an_office_ends_on_a_day_and_stays_on_the_list(reached: Reached):
    house = reached()
    end(house, "drafter", Role.DRAFTER, 2)
    assert [Role.DRAFTER in roles_on(house, "drafter", days) for days in (0, 1, 2)] == [True, True, False]
    with pytest.raises(Unusable, match="as it is"):
        end(house, "drafter", Role.DRAFTER, 2)
    end(house, "drafter", Role.DRAFTER, 1)  # earlier than first thought
    with pytest.raises(Unusable, match="before today"):
        end(house, "drafter", Role.DRAFTER, -1)
    with house.asking() as act:
        held = offices.held_by(act.db, who(act, "drafter"))
        assert [(one.office, one.until) for one in held] == [(Role.DRAFTER, act.today + timedelta(days=1))]
    house.on(house.now.date() + timedelta(days=5))
    with pytest.raises(Refused, match="Only a drafter"):
        house.create("late")


def test_an_office_that_has_not_begun_is_taken_back_and_never_held(reached: Reached):
    house = reached()
    grant(house, "stranger", Role.ISSUER, 3)
    end(house, "stranger", Role.ISSUER)
    assert all(roles_on(house, "stranger", days) == set() for days in range(6))
    grant(house, "stranger", Role.ISSUER, 3)


@pytest.mark.parametrize("by", ["drafter", "legal", "secretary", "issuer", "employee", "stranger"])
def test_only_an_administrator_changes_offices_names_and_employers(reached: Reached, by: str):
    house = reached()
    acts = (
        lambda act, one: offices.grant_office(act, one, Role.ADMIN, act.today),
        lambda act, one: offices.rename(act, one, "甲", "A", act.today),
        lambda act, one: offices.transfer(act, one, act.db.get_one(Entity, 1), act.today),
        lambda act, one: offices.close_account(act, one),
        lambda act, one: passwords.reset_password(act, one, "hash"),
        lambda act, one: passwords.reopen_account(act, one, "hash"),
        lambda act, one: offices.end_office(act, one, act.db.exec(select(Grant)).first(), act.today),
    )
    for done in acts:
        with house.asking(by) as act, pytest.raises(Refused, match="Only an administrator"):
            done(act, who(act, "delegate"))


def test_what_an_administrator_gives_themselves_says_so(reached: Reached):
    house = reached()
    grant(house, "admin", Role.DRAFTER)
    grant(house, "stranger", Role.DRAFTER)
    assert [one.get("oneself", False) for one in told(house, "grant_office")] == [True, False]
    with house.asking() as act:
        rows = act.db.exec(select(Grant).where(Grant.role == Role.DRAFTER)).all()
        admin = who(act, "admin").id
        assert [one.given_by for one in rows if one.person_id in (admin, who(act, "stranger").id)] == [admin, admin]


# One administrator, always ------------------------------------------------------------------------------------------


def test_the_last_administrator_does_not_lay_down_the_office(reached: Reached):
    house = reached()
    for until in (0, 1, 100):
        with pytest.raises(Unusable, match="nobody who can sign in"):
            end(house, "admin", Role.ADMIN, until)
    assert Role.ADMIN in roles_on(house, "admin", 1000)
    grant(house, "stranger", Role.ADMIN, 5)
    for until, free in ((4, False), (5, True)):
        if free:
            end(house, "admin", Role.ADMIN, until)
        else:
            with pytest.raises(Unusable, match="nobody who can sign in"):
                end(house, "admin", Role.ADMIN, until)
    with pytest.raises(Unusable, match="nobody who can sign in"):
        end(house, "stranger", Role.ADMIN, 9)


def test_an_administrator_for_a_time_does_not_close_the_last_one(reached: Reached):
    house = reached()
    grant(house, "stranger", Role.ADMIN, 0, 9)
    with pytest.raises(Unusable, match="nobody who can sign in"), house.acting("stranger") as act:
        offices.close_account(act, who(act, "admin"))
    grant(house, "employee", Role.ADMIN, 9)
    with house.acting("stranger") as act:
        offices.close_account(act, who(act, "admin"))


def test_somebody_who_never_signed_in_is_no_administrator_left(reached: Reached):
    house = reached()
    grant(house, "stranger", Role.ADMIN)
    with house.acting("admin") as act:
        passwords.reset_password(act, who(act, "stranger"), "a hash")
    with pytest.raises(Unusable, match="nobody who can sign in"):
        end(house, "admin", Role.ADMIN)
    with house.acting("stranger") as act:
        assert act.person is not None
        people.set_password(act, act.person, "another hash")
    end(house, "admin", Role.ADMIN)


# Names and employers ------------------------------------------------------------------------------------------------


def test_a_name_holds_from_its_day_and_earlier_days_keep_theirs(reached: Reached):
    house = reached()
    with house.acting("admin") as act:
        offices.rename(act, who(act, "drafter"), "李乙", "Li Yi", act.today + timedelta(days=3))
        offices.rename(act, who(act, "drafter"), "李丙", "", act.today + timedelta(days=5))
        offices.rename(
            act, who(act, "drafter"), "李丁", "Li Ding", act.today + timedelta(days=5)
        )  # the later word counts
    with house.asking() as act:
        names = [name_on(act.db, who(act, "drafter"), act.today + timedelta(days=days)) for days in (0, 2, 3, 4, 5, 50)]
    first, second, third = Words("drafter", "drafter"), Words("李乙", "Li Yi"), Words("李丁", "Li Ding")
    assert names == [first, first, second, second, third, third]


@pytest.mark.parametrize(
    ("name", "since", "field"),
    [
        ("", 0, "name_zh"),
        ("drafter", 0, "name_zh"),
        ("甲\n乙", 0, "name_zh"),
        ("甲" * 201, 0, "name_zh"),
        ("甲", -1, "since"),
    ],
)
def test_a_name_that_is_none_or_changes_nothing(reached: Reached, name: str, since: int, field: str):
    house = reached()
    with house.asking("admin") as act, pytest.raises(Unusable) as found:
        offices.rename(act, who(act, "drafter"), name, "", act.today + timedelta(days=since))
    assert list(found.value.problems) == [field]


def test_a_transfer_keeps_the_person_and_what_they_hold(reached: Reached):
    house = reached()
    with house.acting(None) as act:
        act.db.add(Entity(code="south", name_zh="南方公司", name_en="South"))
    with house.acting("admin") as act:
        south = act.db.exec(select(Entity).where(Entity.code == "south")).one()
        offices.transfer(act, who(act, "drafter"), south, act.today + timedelta(days=2), "调令〔2026〕3号")
    with house.asking() as act:
        one = who(act, "drafter")
        found = [offices.employer_on(act.db, one, act.today + timedelta(days=days)).code for days in (0, 1, 2, 9)]
        assert found == ["hq", "hq", "south", "south"]
    assert Role.DRAFTER in roles_on(house, "drafter", 9)
    assert told(house, "transfer")[0]["basis"] == "调令〔2026〕3号"
    with house.asking("admin") as act, pytest.raises(Unusable, match="nothing changes"):
        offices.transfer(act, who(act, "drafter"), act.db.get_one(Entity, 1), act.today)


# Closed and reopened ------------------------------------------------------------------------------------------------


def test_a_reopened_account_is_the_same_person_without_an_office(reached: Reached):
    house = reached()
    grant(house, "legal", Role.ISSUER, 4)
    with house.acting("admin") as act:
        offices.close_account(act, who(act, "legal"))
    with house.asking("admin") as act, pytest.raises(Unusable, match="closed"):
        offices.grant_office(act, who(act, "legal"), Role.ISSUER, act.today)
    with house.acting("admin") as act:
        passwords.reopen_account(act, who(act, "legal"), "a hash")
    with house.asking("legal") as act:
        assert act.person is not None
        for days in range(8):
            day = act.today + timedelta(days=days)
            assert not roles_of(act.db, act.person, day) | capacities_of(act.db, act.person, day)
        assert (act.person.closed, act.person.secret, act.person.one_time) == (False, None, "a hash")
        assert {one.office for one in offices.held_by(act.db, act.person)} == set() or all(
            one.until is not None for one in offices.held_by(act.db, act.person)
        )
    with house.asking("admin") as act, pytest.raises(Unusable, match="not closed"):
        passwords.reopen_account(act, who(act, "legal"), "a hash")


def test_rows_left_running_by_a_closing_of_old_times_do_not_come_back(reached: Reached):
    house = reached()
    with house.acting(None) as act:  # as closings were before they ended offices
        one = who(act, "legal")
        one.closed = True
        act.db.add(one)
    with house.acting("admin") as act:
        passwords.reopen_account(act, who(act, "legal"), "a hash")
    assert roles_on(house, "legal", 0) == roles_on(house, "legal", 99) == set()


# Random histories against a model -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_random_histories_hold_what_a_plain_model_says(reached: Reached, seed: int):
    """The model: one set of days for each person and office. Every kind of act and refusal occurs, and the chain is whole."""
    house, rng = reached(), random.Random(seed)
    begun = house.now.date()
    horizon = [begun + timedelta(days=number) for number in range(60)]
    cast = ("admin", "stranger", "employee")
    model: dict[tuple[str, Office], set[date]] = {
        ("admin", Role.ADMIN): set(horizon),
        ("employee", Role.EMPLOYEE): set(horizon),
    }
    kinds = {"granted": 0, "ended": 0, "refused": 0}
    for _ in range(60):
        house.on(house.now.date() + timedelta(days=rng.choice((0, 0, 0, 1))))
        today = house.now.date()
        code, office = rng.choice(cast), rng.choice((Role.ADMIN, Role.ISSUER, Capacity.LEGAL))
        since, length = today + timedelta(days=rng.randint(-1, 4)), rng.choice((None, 0, 1, 3, 6))
        mine = model.setdefault((code, office), set())
        until = None if length is None else since + timedelta(days=length)
        wanted = {day for day in horizon if since <= day and (until is None or day < until)}
        others = set().union(*(days for (who_, what), days in model.items() if what is Role.ADMIN and who_ != code))
        try:
            if rng.random() < 0.55:
                allowed = since >= today and bool(wanted) and not wanted & mine
                with house.acting("admin" if today in model["admin", Role.ADMIN] else None) as act:
                    offices.grant_office(act, who(act, code), office, since, until)
                kinds["granted"] += 1
                assert allowed
                mine |= wanted
            else:
                with house.asking() as act:
                    held = offices.held_by(act.db, who(act, code))
                    rows = [(type(one.row), one.row.id, one.since, one.until) for one in held if one.office == office]
                if not rows:
                    continue
                table, number, first, last = rng.choice(rows)
                gone = {day for day in mine if day >= max(since, first) and (last is None or day < last)}
                left = (mine - gone) | others
                bare = office is Role.ADMIN and any(day not in left for day in horizon if day >= today)
                allowed = since >= today and (last is None or since < last) and not bare
                with house.acting("admin") as act:
                    row = act.db.get(table, number)
                    assert isinstance(row, Grant | CapacityGrant)
                    offices.end_office(act, who(act, code), row, since)
                kinds["ended"] += 1
                assert allowed
                mine -= gone
        except (Unusable, Refused):
            kinds["refused"] += 1
            assert not allowed or today not in model["admin", Role.ADMIN]
    with house.asking() as act:
        for (code, office), days in model.items():
            person = who(act, code)
            for day in horizon:
                on_that_day = roles_of(act.db, person, day) | capacities_of(act.db, person, day)
                assert (office in on_that_day) is (day in days), (code, office, day)
        assert broken_links(act.db) == []
    assert all(kinds.values()), kinds
