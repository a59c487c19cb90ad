"""Accounts: opened with their first offices and a one-time code; a password is its owner's alone."""

import unicodedata
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlmodel import Session, select

from workflow.lifecycle import sign_ins
from workflow.lifecycle.acting import Act, Refused, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.records.person import CapacityGrant, Entity, Grant, Mark, Person
from workflow.rules.people.roles import Capacity, Role
from workflow.words import Words

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
LONGEST_NAME = 200
#: How long a one-time code can be used.
CODE_HOLDS = timedelta(days=7)
OWN_PASSWORD = Words(
    "密码只能由本人设置；忘记密码的，由管理员发放一次性密码。",
    "A password is set by its owner alone; for a forgotten one an administrator hands out a one-time code.",
)
DEMONSTRATION = "demonstration"

_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """Verified when the account does not exist, so that both cases take the same time."""
    return _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """An Argon2 hash. Slow on purpose (0.1 s): never call it inside a writing transaction. Raises Unusable."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Unusable(
            {
                "password": Words(
                    f"密码长度应当为{SHORTEST_PASSWORD}至{LONGEST_PASSWORD}个字符。",
                    f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.",
                )
            }
        )
    return _hasher.hash(unicodedata.normalize("NFC", password))


def password_matches(secret: str | None, password: str) -> bool:
    """True when `password` is the one behind `secret`. Takes as long when there is no such account."""
    try:
        return _hasher.verify(secret or _nobody(), unicodedata.normalize("NFC", password[:LONGEST_PASSWORD])) and bool(
            secret
        )
    except (VerifyMismatchError, InvalidHashError):
        return False


def person_by_code(db: Session, code: str) -> Person | None:
    """The person who signs in as `code`, or None."""
    return db.exec(select(Person).where(Person.code == code)).first()


def add_person(
    act: Act,
    *,
    code: str,
    name_zh: str,
    name_en: str,
    entity: Entity,
    roles: frozenset[Role],
    capacities: frozenset[Capacity] = frozenset(),
    one_time: str | None = None,
) -> Person:
    """Open an account with its offices from today on, and a one-time code (hashed before). Raises Refused or Unusable.

    Nobody gives another person a password: its owner chooses one with the code, and only they ever know it.
    """
    ask("administer", of_actor(act))
    return enrol(
        act,
        code=code,
        name_zh=name_zh,
        name_en=name_en,
        entity=entity,
        roles=roles,
        capacities=capacities,
        one_time=one_time,
    )


def enrol(
    act: Act,
    *,
    code: str,
    name_zh: str,
    name_en: str,
    entity: Entity,
    roles: frozenset[Role],
    capacities: frozenset[Capacity] = frozenset(),
    secret: str | None = None,
    one_time: str | None = None,
) -> Person:
    """Open an account without asking who does it: for the first administrator, from a terminal. Raises Unusable."""
    problems = {}
    if not code.strip() or len(code) > 80 or any(letter.isspace() for letter in code):
        problems["code"] = Words("请填写账号，不含空格。", "Give an account name without blanks.")
    elif person_by_code(act.db, code):
        problems["code"] = Words("这个账号已经存在。", "This account exists already.")
    problems |= name_problems(name_zh, name_en)
    if problems:
        raise Unusable(problems)
    person = Person(
        code=code,
        name_zh=name_zh.strip(),
        name_en=name_en.strip() or name_zh.strip(),
        entity_id=entity.id,
        secret=secret,
        one_time=one_time,
        one_time_until=act.now + CODE_HOLDS if one_time else None,
    )
    act.db.add(person)
    act.db.flush()
    giver = act.person.id if act.person else None
    for role in sorted(roles):
        act.db.add(Grant(person_id=person.id, role=role, since=act.today, given_by=giver))
    for capacity in sorted(capacities):
        act.db.add(CapacityGrant(person_id=person.id, capacity=capacity, since=act.today, given_by=giver))
    act.db.flush()
    record(
        act,
        "add_person",
        f"person:{person.id}",
        name=person.name_zh,
        roles=sorted(role.value for role in roles),
        capacities=sorted(one.value for one in capacities),
    )
    return person


def on_one_line(words: str) -> bool:
    """False when `words` hold a line break or another control character."""
    return not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in words)


def name_problems(name_zh: str, name_en: str) -> dict[str, Words]:
    """What is wrong with a person's name, by field; the English one may be left out."""
    problems = {}
    if not name_zh.strip():
        problems["name_zh"] = Words("请填写姓名。", "Give the name.")
    for field, value in (("name_zh", name_zh), ("name_en", name_en)):
        if len(value) > LONGEST_NAME or not on_one_line(value.strip()):
            problems[field] = Words(
                f"姓名不超过{LONGEST_NAME}个字符，写在一行内。",
                f"A name has at most {LONGEST_NAME} characters, on one line.",
            )
    return problems


def end_sessions(act: Act, person: Person, *, but: int | None = None, device: str = "") -> None:
    """End every sign-in of `person` but one, and forget their browsers but one: the one place for it, whatever the reason."""
    sign_ins.end_all(act.db, person.id, but=but)
    sign_ins.forget_devices(act.db, person.id, but=device)


def set_password(act: Act, person: Person, secret: str, *, device: str = "") -> None:
    """Give oneself a new password (hashed before). All one's sign-ins end but the one that one acts by.

    device  the token of the browser that stays known; every other one is a stranger again
    Nobody does it for another, who would then know it: raises Refused.
    """
    if act.person is None or act.person.id != person.id:
        raise Refused("set_password", [OWN_PASSWORD])
    put_password(act, person, secret)
    end_sessions(act, person, but=act.proof.sign_in_id if act.proof else None, device=device)
    record(act, "set_password", f"person:{person.id}")


def put_password(act: Act, person: Person, secret: str) -> None:
    """Put a chosen password in place of the one before, or of a one-time code. The caller ends sessions and records it."""
    person.secret, person.one_time, person.one_time_until = secret, None, None
    act.db.add(person)


def is_demonstration(db: Session) -> bool:
    """True when this database was created with the demonstration enterprise in it."""
    return db.get(Mark, DEMONSTRATION) is not None
