"""Guessing slowed down: wrong tries counted in the database, for every process at once, so that they shut nobody out.

What is counted together, and why it cannot be turned against the rightful owner:

- an account at an address: a delay that grows;
- a browser in which this person has signed in before: its own count, whatever strangers do;
- all accounts from an address, and an account from all addresses: a short delay, for unknown browsers alone; an address
  from which this person has signed in before is spared the second.

A try is counted before the password is compared and taken back when it was right: a hundred at once are a hundred.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, func, select

from workflow.lifecycle.sign_ins import hashed
from workflow.records.person import Person
from workflow.records.sign_in import KnownDevice, WrongTries
from workflow.rules.people.sign_ins import Bound

#: No more keys are kept than this, whatever is thrown at the door; those soonest forgotten go first.
MOST_KEYS = 20_000


@dataclass(frozen=True, slots=True)
class Key:
    """Something whose wrong tries are counted together; `own` when only its owner can have made them."""

    name: str
    bound: Bound
    own: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A try that was let in and counted: what to take back when it was right."""

    key: Key
    next_at: datetime


def keys_of_sign_in(db: Session, code: str, address: str, device: str, narrow: Bound, wide: Bound) -> list[Key]:
    """What a try to sign in as `code` is counted under; `device` is the token of the browser, or ""."""
    code, address = code[:80], _network(address)
    known = list(
        db.exec(
            select(KnownDevice)
            .join(Person, col(Person.id) == col(KnownDevice.person_id))
            .where(Person.code == code, col(Person.closed).is_(False))
        )
    )
    if device and any(one.token_hash == hashed(device) for one in known):
        return [Key(_name("device", code, hashed(device)), narrow, own=True)]
    keys = [Key(_name("account at address", code, address), narrow), Key(_name("address", address), wide)]
    if not any(_network(one.address) == address for one in known):
        keys.append(Key(_name("account", code), wide))
    return keys


def keys_of_proof(sign_in_id: int, narrow: Bound) -> list[Key]:
    """What a try of somebody who is signed in already is counted under: that sign-in alone."""
    return [Key(_name("sign-in", str(sign_in_id)), narrow, own=True)]


def refused_until(db: Session, keys: list[Key], now: datetime) -> datetime | None:
    """The moment from which a try is let in again, or None when it is now.

    Nobody waits longer than the longest delay: what reaches further was counted by a clock that has gone back since.
    """
    found = [
        row.next_at
        for key in keys
        if (row := db.get(WrongTries, key.name)) is not None and now < row.next_at <= now + key.bound.longest
    ]
    return max(found, default=None)


def count(db: Session, keys: list[Key], now: datetime) -> list[Counted]:
    """Count one try under every key, as if it were wrong."""
    _clear_away(db, now)
    out = []
    for key in keys:
        row = db.get(WrongTries, key.name) or WrongTries(key=key.name, forgotten_at=now, next_at=now)
        row.forgotten_at, row.next_at = key.bound.after_wrong(row.forgotten_at, now)
        db.add(row)
        out.append(Counted(key, row.next_at))
    db.flush()
    return out


def take_back(db: Session, counted: list[Counted], now: datetime) -> None:
    """The try was right. Its owner's own count ends; of what strangers share, no more than this one try is taken back."""
    for one in counted:
        row = db.get(WrongTries, one.key.name)
        if row is None:
            continue
        if one.key.own:
            db.delete(row)
            continue
        row.forgotten_at -= one.key.bound.every
        if row.next_at == one.next_at:
            row.next_at = min(row.next_at, now)
        db.add(row)
    db.flush()


def _clear_away(db: Session, now: datetime) -> None:
    db.exec(delete(WrongTries).where(col(WrongTries.forgotten_at) <= now, col(WrongTries.next_at) <= now))
    beyond = db.exec(select(func.count()).select_from(WrongTries)).one() - MOST_KEYS
    if beyond > 0:
        soonest = select(WrongTries.key).order_by(col(WrongTries.forgotten_at), col(WrongTries.key)).limit(beyond)
        db.exec(delete(WrongTries).where(col(WrongTries.key).in_(soonest)))


def _network(address: str) -> str:
    """An address as far as one sender can be told from another: of IPv6, the 64 bits that name a network."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(read, ipaddress.IPv6Address):
        if read.ipv4_mapped:
            return str(read.ipv4_mapped)
        return str(ipaddress.ip_network((int(read) >> 64 << 64, 64)))
    return str(read)


def _name(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
