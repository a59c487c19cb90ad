"""Guessing: a random history of attackers, addresses and accounts against an independent model, and its bounds."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
import sqlalchemy as sa
from sqlmodel import Session, func, select

from workflow.lifecycle import sign_ins
from workflow.lifecycle.people import attempts
from workflow.lifecycle.people.attempts import count, keys_of_proof, keys_of_sign_in, refused_until, take_back
from workflow.records.database.session import make_engine, reading, writing
from workflow.records.person import Entity, Person
from workflow.records.sign_in import KnownDevice, WrongTries
from workflow.rules.people.sign_ins import all_together, one_by_one

BEGIN = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
PAUSE = timedelta(minutes=15)
NARROW, WIDE = one_by_one(5, PAUSE), all_together(5, PAUSE)
ADDRESSES = ("192.0.2.1", "192.0.2.2", "198.51.100.7", "2001:db8::1", "2001:db8:1::9")
OFFICE = ADDRESSES[0]


class Door:
    """The door under test: tries in the database, with the decisions of the product."""

    def __init__(self, engine: sa.Engine, owners: tuple[str, ...]) -> None:
        self.engine, self.devices = engine, {}
        with writing(engine) as db:
            db.add(Entity(id=1, code="hq", name_zh="总部", name_en="HQ"))
            db.flush()
            for code in owners:
                db.add(Person(code=code, name_zh=code, name_en=code, entity_id=1, secret="hash"))
        for code in owners:
            with writing(engine) as db:
                self.devices[code] = sign_ins.know_device(db, number(db, code), "", OFFICE, BEGIN)

    def try_it(self, code: str, address: str, now: datetime, *, device: str = "", right: bool = False) -> bool:
        """True when the try was let in, whatever came of it."""
        with reading(self.engine) as db:
            keys = keys_of_sign_in(db, code, address, device, NARROW, WIDE)
            if refused_until(db, keys, now) is not None:
                return False
        with writing(self.engine) as db:
            counted = count(db, keys, now)
            if right:
                take_back(db, counted, now)
            return True


def number(db: Session, code: str) -> int:
    found = db.exec(select(Person.id).where(Person.code == code)).one()
    assert found is not None
    return found


class Model:
    """The same in other words: a level that rises by one a wrong try and sinks steadily, in exact fractions of seconds."""

    def __init__(self) -> None:
        self.level: dict[tuple[str, ...], tuple[Fraction, Fraction]] = {}
        self.shut: dict[tuple[str, ...], Fraction] = {}

    def let_in(self, keys: list[tuple[str, ...]], at: Fraction) -> bool:
        if any(self.shut.get(key, Fraction(0)) > at for key in keys):
            return False
        for key in keys:
            wide = len(key) == 2
            free, longest = (50, 60) if wide else (5, 900)
            level, since = self.level.get(key, (Fraction(0), at))
            level = max(Fraction(0), level - (at - since) * free / 3600) + 1
            self.level[key] = level, at
            over = -(-level.numerator // level.denominator) - free
            if over >= 0:
                self.shut[key] = at + min(30 * 2**over, longest)
        return True


def test_a_random_history_goes_as_the_model_says(sqlite_url: str, capsys: pytest.CaptureFixture[str]):
    play(sqlite_url, 1, 600, capsys)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
def test_long_random_histories_go_as_the_model_says(sqlite_url: str, seed: int, capsys: pytest.CaptureFixture[str]):
    play(sqlite_url, seed, 5000, capsys)


def play(sqlite_url: str, seed: int, steps: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Attackers from five networks on four accounts; owners sign in between, each on a device known from before."""
    roll = random.Random(seed)
    owners = ("secretary", "issuer")
    accounts = (*owners, "no-such-account", "another")
    engine = make_engine(sqlite_url)
    door, model, now = Door(engine, owners), Model(), BEGIN
    seen: Counter[str] = Counter()
    tries: list[tuple[datetime, str, str]] = []
    for _ in range(steps):
        # Bursts, with waits between them that are as long as the delays and the forgetting, and nights.
        wait = roll.choice((29, 30, 31, 60, 119, 120, 720)) if roll.random() < 0.06 else roll.choice((0, 0, 0, 1, 2))
        now += timedelta(seconds=wait if roll.random() > 0.002 else 30_000)
        at = Fraction(int((now - BEGIN).total_seconds()))
        if roll.random() < 0.1:
            code = roll.choice(owners)
            assert door.try_it(code, roll.choice(ADDRESSES), now, device=door.devices[code], right=True), "the owner"
            seen["owner on a known device"] += 1
            continue
        code, address = roll.choice(accounts), roll.choice(ADDRESSES)
        keys: list[tuple[str, ...]] = [(code, address, "pair"), ("address", address)]
        if code not in owners or address != OFFICE:
            keys.append(("account", code))
        device = roll.choice(("", "", "invented", door.devices[owners[0]] if code != owners[0] else ""))
        let_in = door.try_it(code, address, now, device=device)
        assert let_in == model.let_in(keys, at), (seed, now, code, address)
        seen["let in" if let_in else "refused"] += 1
        if let_in:
            tries.append((now, code, address))
    assert min(seen[kind] for kind in ("let in", "refused", "owner on a known device")) >= steps / 100, seen
    most_pair, most_account = most_in_an_hour(tries, pair=True), most_in_an_hour(tries, pair=False)
    assert most_pair <= 15
    assert most_account <= 120
    engine.dispose()
    with capsys.disabled():
        print(
            f"\n  guessing, seed {seed}: {dict(seen)}; most in an hour: {most_pair} a pair, {most_account} an account"
        )


def most_in_an_hour(tries: list[tuple[datetime, str, str]], *, pair: bool) -> int:
    """The most tries that were let in within any hour, of one account (at one address)."""
    most = 0
    for when, code, address in tries:
        mine = [t for t, c, a in tries if c == code and (not pair or a == address)]
        most = max(most, sum(when <= t < when + timedelta(hours=1) for t in mine))
    return most


def attack(door: Door, code: str, addresses: list[str], hours: int) -> list[datetime]:
    """Whoever tries again at every second, from every address."""
    let_in, now = [], BEGIN
    while now < BEGIN + timedelta(hours=hours):
        for address in addresses:
            if door.try_it(code, address, now):
                let_in.append(now)
        now += timedelta(seconds=15)
    return let_in


def test_the_fastest_attacker_is_bounded_and_the_owner_gets_in_all_the_while(sqlite_url: str):
    """From one address about five tries an hour; from thirty at once not thirty times as many."""
    engine = make_engine(sqlite_url)
    door = Door(engine, ("secretary",))
    one = attack(door, "secretary", ["198.51.100.7"], 3)
    assert 5 <= len(one) <= 5 + 6 + 3 * 5
    assert door.try_it("secretary", "203.0.113.9", one[-1], device=door.devices["secretary"], right=True)
    engine.dispose()


@pytest.mark.thorough
def test_many_addresses_share_the_bound_of_the_account(sqlite_url: str):
    engine = make_engine(sqlite_url)
    door = Door(engine, ("secretary",))
    addresses = [f"198.51.100.{n}" for n in range(1, 13)]
    let_in = attack(door, "secretary", addresses, 1)
    assert 50 <= len(let_in) <= 120
    now = let_in[-1] + timedelta(seconds=1)
    assert door.try_it("secretary", "203.0.113.9", now, device=door.devices["secretary"], right=True)
    assert door.try_it("secretary", OFFICE, now, right=True), "from where they signed in before, in a new browser"
    engine.dispose()


def test_fifty_wrong_tries_behind_one_address_shut_out_nobody_who_was_there_before(sqlite_url: str):
    engine = make_engine(sqlite_url)
    door = Door(engine, ("secretary", "issuer"))
    for one in range(50):
        door.try_it(f"guess-{one}", OFFICE, BEGIN)
    assert not door.try_it("somebody", OFFICE, BEGIN)
    for code in ("secretary", "issuer"):
        assert door.try_it(code, OFFICE, BEGIN, device=door.devices[code], right=True)
    assert door.try_it("somebody", OFFICE, BEGIN + timedelta(seconds=30), right=True), "a stranger waits half a minute"
    engine.dispose()


def test_a_known_device_is_known_for_its_person_alone_and_has_a_bound_of_its_own(sqlite_url: str):
    engine = make_engine(sqlite_url)
    door = Door(engine, ("secretary", "issuer"))
    stolen = door.devices["issuer"]
    assert sum(door.try_it("secretary", OFFICE, BEGIN, device=stolen) for _ in range(20)) == 5
    assert sum(door.try_it("issuer", OFFICE, BEGIN, device=stolen) for _ in range(20)) == 5
    assert door.try_it("issuer", OFFICE, BEGIN + timedelta(seconds=30), device=stolen, right=True)
    assert sum(door.try_it("issuer", OFFICE, BEGIN + timedelta(seconds=31), device=stolen) for _ in range(9)) == 5
    engine.dispose()


def test_a_right_try_takes_back_itself_and_no_wrong_one(sqlite_url: str):
    """Whoever has an account of their own cannot wipe out, by signing in, what they tried on another's."""
    engine = make_engine(sqlite_url)
    door = Door(engine, ())
    for _ in range(4):
        assert door.try_it("x", OFFICE, BEGIN)
    assert door.try_it("x", OFFICE, BEGIN, right=True)
    assert door.try_it("x", OFFICE, BEGIN)
    assert not door.try_it("x", OFFICE, BEGIN)
    engine.dispose()


def test_ipv6_counts_by_network_and_ipv4_in_its_other_spelling_is_the_same(sqlite_url: str):
    engine = make_engine(sqlite_url)
    door = Door(engine, ())
    assert sum(door.try_it("x", f"2001:db8::{n:x}", BEGIN) for n in range(1, 20)) == 5
    assert door.try_it("x", "2001:db8:0:1::1", BEGIN)
    assert sum(door.try_it("y", one, BEGIN) for one in ("192.0.2.9", "::ffff:192.0.2.9") * 5) == 5
    assert door.try_it("z" * 5000, "no address at all" * 50, BEGIN)
    engine.dispose()


def test_keys_do_not_grow_without_end(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(attempts, "MOST_KEYS", 30)
    engine = make_engine(sqlite_url)
    door = Door(engine, ())
    for one in range(40):
        door.try_it(f"guess-{one}", f"198.51.100.{one}", BEGIN + timedelta(seconds=one))
    with writing(engine) as db:
        assert db.exec(select(func.count()).select_from(WrongTries)).one() <= 33
    door.try_it("last", OFFICE, BEGIN + timedelta(days=1))
    with writing(engine) as db:
        assert db.exec(select(func.count()).select_from(WrongTries)).one() == 3, "what is forgotten is deleted"
    engine.dispose()


def test_somebody_signed_in_is_counted_alone(sqlite_url: str):
    engine = make_engine(sqlite_url)
    with writing(engine) as db:
        mine, other = keys_of_proof(1, NARROW), keys_of_proof(2, NARROW)
        for _ in range(5):
            assert refused_until(db, mine, BEGIN) is None
            count(db, mine, BEGIN)
        assert refused_until(db, mine, BEGIN) == BEGIN + timedelta(seconds=30)
        assert refused_until(db, other, BEGIN) is None
    engine.dispose()


def test_no_more_than_twenty_devices_are_known_and_those_unused_are_forgotten(sqlite_url: str):
    engine = make_engine(sqlite_url)
    door = Door(engine, ("secretary",))
    with writing(engine) as db:
        mine = number(db, "secretary")
        for n in range(1, 25):
            sign_ins.know_device(db, mine, "", OFFICE, BEGIN + timedelta(minutes=n))
        used = [one.used_at for one in db.exec(select(KnownDevice))]
        assert len(used) == 20
        assert min(used) == BEGIN + timedelta(minutes=5)
        again = sign_ins.know_device(db, mine, "brought along", OFFICE, BEGIN)
        assert again != "brought along"
        assert sign_ins.know_device(db, mine, again, OFFICE, BEGIN) == again
        sign_ins.clear_away(db, BEGIN + timedelta(days=180, minutes=24), timedelta(days=7))
        assert db.exec(select(KnownDevice)).all() == []
    assert door.devices
    engine.dispose()
