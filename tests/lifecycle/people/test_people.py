"""People: accounts and offices, passwords, and what closing an account ends."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from tests.cast import House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle import sign_ins
from workflow.lifecycle.acting import Refused, Unusable, capacities_of, roles_of
from workflow.lifecycle.people import offices, people
from workflow.records.person import CapacityGrant, Entity, Grant, Person
from workflow.rules.people.roles import Capacity, Role


def add(house: House, who: str = "admin", **changes: Any) -> None:
    with house.acting(who) as act:
        given: dict[str, Any] = {
            "code": "new",
            "name_zh": "新人",
            "name_en": "",
            "entity": act.db.exec(select(Entity)).one(),
            "roles": frozenset({Role.REVIEWER}),
            "capacities": frozenset({Capacity.UNION}),
            **changes,
        }
        people.add_person(act, **given)


def person(house: House, code: str) -> Person:
    with house.asking() as act:
        found = people.person_by_code(act.db, code)
        assert found is not None
        act.db.expunge(found)
        return found


def signed_in(house: House, code: str) -> str:
    """The token of a new sign-in."""
    token = sign_ins.new_token()
    with house.acting(None) as act:
        sign_ins.begin(act.db, person(house, code).id or 0, token, act.now, device="", address="")
    return token


def still_in(house: House, token: str) -> bool:
    with house.asking() as act:
        return sign_ins.find(act.db, token) is not None


def close(house: House, code: str, who: str = "admin") -> None:
    with house.acting(who) as act:
        offices.close_account(act, act.db.get_one(Person, person(house, code).id))


def test_add_person(reached: Reached):
    house = reached()
    add(house)
    with house.asking("new") as act:
        assert roles_of(act.db, act.person, act.today) == {Role.REVIEWER}
        assert capacities_of(act.db, act.person, act.today) == {Capacity.UNION}
        assert roles_of(act.db, act.person, act.today - timedelta(days=1)) == frozenset()
        assert act.person is not None
        assert act.person.name_en == "新人"


@pytest.mark.parametrize("who", ["drafter", "secretary", "issuer", "employee", "stranger"])
def test_only_an_administrator_manages_people(reached: Reached, who: str):
    house = reached()
    with pytest.raises(Refused, match="Only an administrator"):
        add(house, who)
    with pytest.raises(Refused, match="Only an administrator"):
        close(house, "delegate", who)


@pytest.mark.parametrize(
    ("field", "value"), [("code", ""), ("code", "a b"), ("code", "a" * 81), ("code", "drafter"), ("name_zh", " ")]
)
def test_add_person_says_which_field_is_wrong(reached: Reached, field: str, value: str):
    with pytest.raises(Unusable) as found:
        add(reached(), **{field: value})
    assert list(found.value.problems) == [field]


def test_an_office_holds_from_its_first_day_to_before_its_last(reached: Reached):
    house = reached()
    first, last = date(2026, 6, 1), date(2026, 7, 1)
    with house.planting() as act:
        who = people.person_by_code(act.db, "stranger")
        assert who is not None
        act.db.add(Grant(person_id=who.id or 0, role=Role.ISSUER, since=first, until=last))
        act.db.add(CapacityGrant(person_id=who.id or 0, capacity=Capacity.LEGAL, since=first, until=last))
    with house.asking("stranger") as act:
        for day, held in (
            (first, True),
            (last - timedelta(days=1), True),
            (last, False),
            (first - timedelta(days=1), False),
        ):
            assert bool(roles_of(act.db, act.person, day)) is held
            assert bool(capacities_of(act.db, act.person, day)) is held


def test_nobody_holds_nothing(reached: Reached):
    house = reached()
    with house.asking() as act:
        assert roles_of(act.db, None, act.today) == frozenset()
        assert capacities_of(act.db, None, act.today) == frozenset()
        with pytest.raises(ValueError, match="no person"):
            _ = act.person_id


def test_closing_an_account_ends_its_offices_and_its_sessions(reached: Reached):
    house = reached()
    tokens = [signed_in(house, code) for code in ("legal", "legal", "drafter")]
    close(house, "legal")
    assert person(house, "legal").closed
    assert [still_in(house, one) for one in tokens] == [False, False, True]
    with house.asking("legal") as act:
        assert roles_of(act.db, act.person, act.today) == frozenset()
        assert capacities_of(act.db, act.person, act.today) == frozenset()


def test_nobody_closes_their_own_account_so_one_administrator_is_always_left(reached: Reached):
    house = reached()
    with pytest.raises(Unusable, match="your own account"):
        close(house, "admin")
    add(house, code="second-admin", roles=frozenset({Role.ADMIN}))
    close(house, "admin", "second-admin")
    with pytest.raises(Refused):
        close(house, "second-admin", "admin")


# Passwords ----------------------------------------------------------------------------------------------------------


def test_a_password_is_kept_as_a_hash_and_compared_in_one_form(reached: Reached):
    house = reached()
    secret = people.hash_password("Café 一二三四五六")
    assert secret.startswith("$argon2id$")
    assert people.password_matches(secret, "Cafe\u0301 一二三四五六")
    assert not people.password_matches(secret, "Cafe 一二三四五六")
    tokens = [signed_in(house, code) for code in ("drafter", "drafter", "legal")]
    with house.acting("drafter") as act:
        assert act.person is not None
        people.set_password(act, act.person, secret)
    assert person(house, "drafter").secret == secret
    assert [still_in(house, one) for one in tokens] == [False, False, True]


def test_without_an_account_no_password_fits():
    assert not people.password_matches(None, "nobody has this password")
    assert not people.password_matches("no hash at all", "something longer")


@pytest.mark.parametrize("password", ["", "123456789", "a" * 201])
def test_a_password_has_a_length(password: str):
    with pytest.raises(Unusable, match="10 to 200"):
        people.hash_password(password)


@pytest.mark.parametrize("who", ["drafter", "admin", None])
def test_nobody_sets_somebody_elses_password(reached: Reached, who: str | None):
    """Not even an administrator, who would then know it."""
    house = reached()
    with house.asking(who) as act:
        other = people.person_by_code(act.db, "delegate")
        assert other is not None
        with pytest.raises(Refused, match="its owner alone"):
            people.set_password(act, other, "hash")
