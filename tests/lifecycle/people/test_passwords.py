"""One-time codes and the host's password: a week, once, kept as a hash; nobody but its owner knows a password."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import extract_parameters
from sqlmodel import select

from tests.cast import House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle import sign_ins
from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.people import passwords, people
from workflow.lifecycle.people.passwords import Fit, fits
from workflow.records.event import Event, Payload
from workflow.records.person import Person
from workflow.records.tables import metadata

CODE, HASH = passwords.new_code()
OWN = "a password of their own"


def who(act, code: str) -> Person:
    """The person with this account."""
    found = people.person_by_code(act.db, code)
    assert found is not None
    return found


def reset(house: House, code: str = "drafter", by: str = "admin") -> None:
    with house.acting(by) as act:
        passwords.reset_password(act, who(act, code), HASH)


def fit(house: House, typed: str, code: str = "drafter") -> Fit:
    with house.asking() as act:
        return fits(people.person_by_code(act.db, code), typed, act.now)


def test_codes_are_long_random_and_read_without_doubt():
    codes = {passwords.new_code()[0] for _ in range(5)}
    assert len(codes) == 5
    assert all(len(one) == 14 and not set(one) & set("01OIL") for one in codes)


@pytest.mark.parametrize(
    "typed",
    [
        str,
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f" {code.replace('-', ' ')} ",
        lambda code: code.replace("-", "－"),
    ],
    ids=["as printed", "small", "without the dashes", "with blanks", "wide dashes"],
)
def test_a_code_is_typed_as_people_type(reached: Reached, typed: Callable[[str], str]):
    house = reached()
    reset(house)
    assert fit(house, typed(CODE)) is Fit.RIGHT


def test_a_code_is_good_for_a_week_and_says_when_it_is_over(reached: Reached):
    house = reached()
    reset(house)
    begun = house.now - timedelta(minutes=1)
    for moment, wanted in (
        (begun, Fit.RIGHT),
        (begun + people.CODE_HOLDS - timedelta(seconds=1), Fit.RIGHT),
        (begun + people.CODE_HOLDS, Fit.TOO_LATE),
    ):
        house.now = moment
        assert fit(house, CODE) is wanted
        assert fit(house, "something else") is Fit.WRONG
        assert fit(house, "") is Fit.WRONG


def test_a_reset_takes_the_old_password_away_and_ends_every_sign_in(reached: Reached):
    house = reached()
    with house.acting("drafter") as act:
        people.set_password(act, who(act, "drafter"), people.hash_password(OWN))
    assert fit(house, OWN) is Fit.RIGHT
    token = sign_ins.new_token()
    with house.acting(None) as act:
        sign_ins.begin(act.db, who(act, "drafter").id or 0, token, act.now, device="", address="")
    reset(house)
    assert fit(house, OWN) is Fit.WRONG
    with house.asking() as act:
        assert sign_ins.find(act.db, token) is None
    with house.acting("drafter") as act:
        people.set_password(act, who(act, "drafter"), people.hash_password(OWN))
    assert (fit(house, OWN), fit(house, CODE)) == (Fit.RIGHT, Fit.WRONG)


def test_the_code_itself_is_no_password_and_none_is_chosen_too_late(reached: Reached):
    house = reached()
    reset(house)
    with house.asking() as act:
        assert list(passwords.choose_with_code(act, who(act, "drafter"), CODE.lower())) == ["password"]
        assert passwords.choose_with_code(act, who(act, "drafter"), OWN) == {}
    house.now += people.CODE_HOLDS
    with house.asking() as act:
        assert "run out" in passwords.choose_with_code(act, who(act, "drafter"), OWN)["password"].en


def test_nobody_resets_their_own_or_a_closed_account(reached: Reached):
    house = reached()
    with pytest.raises(Unusable, match="My account"):
        reset(house, "admin")
    with house.acting(None) as act:
        one = who(act, "drafter")
        one.closed = True
        act.db.add(one)
    with pytest.raises(Unusable, match="closed"):
        reset(house)
    assert fit(house, CODE) is Fit.WRONG


def test_no_row_and_no_event_holds_the_code(reached: Reached):
    house = reached()
    reset(house)
    plain = CODE.replace("-", "")
    seen = 0
    with house.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(sa.select(table)):
                seen += 1
                assert CODE not in repr(row)
                assert plain not in repr(row)
    assert seen > 20


def test_the_host_sets_a_password_and_the_record_says_the_host_did(reached: Reached):
    house = reached()
    reset(house)
    with house.acting(None) as act:
        passwords.set_on_host(act, who(act, "drafter"), people.hash_password(OWN))
    assert (fit(house, OWN), fit(house, CODE)) == (Fit.RIGHT, Fit.WRONG)
    with house.asking() as act:
        event = act.db.exec(select(Event).where(Event.verb == "set_password")).one()
        assert event.actor_id is None
        assert json.loads(act.db.get_one(Payload, event.seq).words) == {"by": "host"}
    with house.asking("admin") as act, pytest.raises(ValueError, match="no person"):
        passwords.set_on_host(act, who(act, "drafter"), "hash")


def test_guessing_costs_what_the_standard_asks():
    """RFC 9106, section 4, the second recommended choice; and a name that nobody has costs exactly as much to try.

    Asked of another process: in this one passwords cost little (`tests/compiled.py`).
    """
    ask = "from workflow.lifecycle.people import people; print(people.hash_password('a' * 20)); print(people._nobody())"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    real, nobody = (extract_parameters(one) for one in done.stdout.split())
    assert (real.type.name, real.time_cost, real.memory_cost, real.parallelism) == ("ID", 3, 64 * 1024, 4)
    assert (real.salt_len, real.hash_len) == (16, 32)
    assert nobody == real
