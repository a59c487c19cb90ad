"""One-time codes: handed out by an administrator, kept as a hash, good for a time and for choosing a password with.

A code that one person is handed is kept like a password (Argon2). Codes for thousands at once are longer, 79 bits, and kept as
HMAC-SHA256 under a key that is not in the database, each with a salt of its own: whoever has the database alone can try none,
whoever has the key as well would try 2^78 for each one (NIST SP 800-63B, 5.1.2.2 and 5.1.1.2).

Nobody but its owner ever knows a password. The host can set one: whoever holds the machine holds the database anyway.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from datetime import datetime
from enum import StrEnum

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.people import offices, people
from workflow.records.person import Person
from workflow.words import Words

#: No letter or figure that looks like another one; twelve of them are 59 bits.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, IN_GROUP = 3, 4
#: Groups of a code on a slip: 79 bits.
GROUPS_ON_A_SLIP = 4
_KEYED = "hmac-sha256"


class Fit(StrEnum):
    """Whether what was typed opens an account."""

    RIGHT = "right"
    TOO_LATE = "too late"
    WRONG = "wrong"


def new_code() -> tuple[str, str]:
    """A new code as it is shown, once, and the hash of it that is kept. Slow: never call it inside a transaction."""
    groups = ["".join(secrets.choice(LETTERS) for _ in range(IN_GROUP)) for _ in range(GROUPS)]
    shown = "-".join(groups)
    return shown, people.hash_password(_plain(shown))


def new_slip_code(key: bytes) -> tuple[str, str]:
    """A longer code as it is shown, once, and what is kept of it under `key`. Quick: thousands are made at once."""
    groups = ["".join(secrets.choice(LETTERS) for _ in range(IN_GROUP)) for _ in range(GROUPS_ON_A_SLIP)]
    shown = "-".join(groups)
    return shown, _keyed(key, secrets.token_hex(16), _plain(shown))


def _keyed(key: bytes, salt: str, plain: str) -> str:
    return f"{_KEYED}${salt}${hmac.new(key, f'{salt}:{plain}'.encode(), hashlib.sha256).hexdigest()}"


def is_code(person: Person, typed: str, key: bytes) -> bool:
    """True when `typed` is the one-time code of `person`. Takes as long whichever way it is kept."""
    kept = person.one_time
    if kept is None or not kept.startswith(f"{_KEYED}$"):
        return people.password_matches(kept, _plain(typed))
    people.password_matches(None, typed)
    return hmac.compare_digest(_keyed(key, kept.split("$")[1], _plain(typed)), kept)


def _plain(typed: str) -> str:
    """A code without what people add or change when they type it: blanks, dashes, small or full-width letters."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", typed[: people.LONGEST_PASSWORD]).upper())


def fits(person: Person | None, typed: str, now: datetime, key: bytes = b"") -> Fit:
    """Whether `typed` is the password of `person`, or their one-time code. Takes as long when there is no such account.

    key  under which codes of slips are kept
    """
    if person is None or person.closed:
        people.password_matches(None, typed)
        return Fit.WRONG
    if person.one_time is None:
        return Fit.RIGHT if people.password_matches(person.secret, typed) else Fit.WRONG
    if not is_code(person, typed, key):
        return Fit.WRONG
    return Fit.RIGHT if _still_good(person, now) else Fit.TOO_LATE


def reset_password(act: Act, person: Person, one_time: str) -> None:
    """Put a one-time code (hashed before) in the place of somebody's password; their sessions end. Raises Refused or Unusable."""
    ask("administer", of_actor(act))
    if act.person is not None and person.id == act.person.id:
        raise Unusable(
            {"": Words("自己的密码请在“我的账号”更换。", "Change your own password under “My account”.")},
        )
    if person.closed:
        raise Unusable({"": Words("账号已经关闭，请先恢复账号。", "The account is closed: reopen it first.")})
    _hand_over(act, person, one_time)
    record(act, "reset_password", f"person:{person.id}", name=person.name_zh)


def reopen_account(act: Act, person: Person, one_time: str) -> None:
    """Open a closed account again: same person, no office, a one-time code (hashed before). Raises Refused or Unusable."""
    ask("administer", of_actor(act))
    if not person.closed:
        raise Unusable({"": Words("这个账号没有关闭。", "This account is not closed.")})
    offices.end_everything(act, person)
    person.closed = False
    _hand_over(act, person, one_time)
    record(act, "reopen_account", f"person:{person.id}", name=person.name_zh)


def choose_with_code(act: Act, person: Person, password: str, key: bytes = b"") -> dict[str, Words]:
    """What stands against `password` for somebody who signed in with a code, by field: it ran out, or is the code itself."""
    if not _still_good(person, act.now):
        return {
            "password": Words(
                "一次性密码已经过期，请管理员重新发放。",
                "The one-time code has run out: ask an administrator for another.",
            )
        }
    if is_code(person, password, key):
        return {
            "password": Words("请另设一个密码，不能用一次性密码。", "Choose another password than the one-time code.")
        }
    return {}


def set_on_host(act: Act, person: Person, secret: str) -> None:
    """Set a password from the host's terminal (hashed before): the system's act. Every sign-in of theirs ends."""
    if act.person is not None:
        raise ValueError("the host acts under no person's name")
    if person.closed:
        raise Unusable(
            {"": Words("账号已经关闭，请管理员先恢复。", "The account is closed: an administrator reopens it first.")}
        )
    people.put_password(act, person, secret)
    people.end_sessions(act, person)
    record(act, "set_password", f"person:{person.id}", by="host")


def _still_good(person: Person, now: datetime) -> bool:
    return person.one_time_until is not None and now < person.one_time_until


def _hand_over(act: Act, person: Person, one_time: str) -> None:
    person.secret, person.one_time, person.one_time_until = None, one_time, act.now + people.CODE_HOLDS
    people.end_sessions(act, person)
    act.db.flush()
