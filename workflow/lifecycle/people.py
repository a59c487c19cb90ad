"""People: accounts, passwords, offices, capacities, delegations."""

import unicodedata
from datetime import date
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlmodel import Session, select

from workflow.lifecycle import sign_ins, standing
from workflow.lifecycle.acting import Act, Unusable, ask, record, roles_of
from workflow.records.person import CapacityGrant, Delegation, Entity, Grant, Mark, Person
from workflow.rules.roles import Capacity, Role
from workflow.words import Words

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
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
    secret: str | None = None,
) -> Person:
    """Open an account with its offices from today on. `secret` was hashed before. Raises Refused or Unusable."""
    ask("administer", standing.of_actor(act))
    return enrol(
        act,
        code=code,
        name_zh=name_zh,
        name_en=name_en,
        entity=entity,
        roles=roles,
        capacities=capacities,
        secret=secret,
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
) -> Person:
    """Open an account without asking who does it: for the first administrator, from a terminal. Raises Unusable."""
    problems = {}
    if not code.strip() or len(code) > 80 or any(letter.isspace() for letter in code):
        problems["code"] = Words("请填写账号，不含空格。", "Give an account name without blanks.")
    elif person_by_code(act.db, code):
        problems["code"] = Words("这个账号已经存在。", "This account exists already.")
    if not name_zh.strip():
        problems["name_zh"] = Words("请填写姓名。", "Give the name.")
    if problems:
        raise Unusable(problems)
    person = Person(
        code=code,
        name_zh=name_zh.strip(),
        name_en=name_en.strip() or name_zh.strip(),
        entity_id=entity.id or 0,
        secret=secret,
    )
    act.db.add(person)
    act.db.flush()
    for role in sorted(roles):
        act.db.add(Grant(person_id=person.id or 0, role=role, since=act.today))
    for capacity in sorted(capacities):
        act.db.add(CapacityGrant(person_id=person.id or 0, capacity=capacity, since=act.today))
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


def close_account(act: Act, person: Person) -> None:
    """Close an account: its sessions end at once, what it did stays. The last administrator cannot be closed."""
    ask("administer", standing.of_actor(act))
    if person.id == act.person_id:
        raise Unusable({"": Words("不能关闭自己的账号。", "You cannot close your own account.")})
    person.closed = True
    act.db.add(person)
    sign_ins.end_all(act.db, person.id or 0)
    sign_ins.forget_devices(act.db, person.id or 0)
    record(act, "close_account", f"person:{person.id}", name=person.name_zh)


def set_password(act: Act, person: Person, secret: str, *, device: str = "") -> None:
    """Give `person` a new password (hashed before). All their sign-ins end but the one that they act by.

    device  the token of the browser that stays known; every other one is a stranger again
    """
    if act.person is None or act.person.id != person.id:
        ask("administer", standing.of_actor(act))
    person.secret = secret
    act.db.add(person)
    own = act.proof is not None and act.person_id == person.id
    sign_ins.end_all(act.db, person.id or 0, but=act.proof.sign_in_id if own and act.proof else None)
    sign_ins.forget_devices(act.db, person.id or 0, but=device)
    record(act, "set_password", f"person:{person.id}")


def delegate(act: Act, to: Person, capacity: Capacity, since: date, until: date) -> Delegation:
    """Let `to` review in one of the actor's capacities from `since` to `until` (excluded). Raises Unusable."""
    mine = standing.of_actor(act).capacities
    if capacity not in mine:
        raise Unusable({"capacity": Words("您没有这个审核身份。", "You do not hold this capacity.")})
    if to.id == act.person_id or Role.REVIEWER not in roles_of(act.db, to, act.today):
        raise Unusable({"to": Words("请选择另一位有审核岗位的同事。", "Choose a colleague who is a reviewer.")})
    if not act.today <= since < until:
        raise Unusable({"until": Words("请填写今天以后的一段时间。", "Give a period that begins today or later.")})
    given = Delegation(from_id=act.person_id, to_id=to.id or 0, capacity=capacity, since=since, until=until)
    act.db.add(given)
    act.db.flush()
    record(
        act, "delegate", f"person:{to.id}", capacity=capacity.value, since=since.isoformat(), until=until.isoformat()
    )
    return given


def is_demonstration(db: Session) -> bool:
    """True when this database was created with the demonstration enterprise in it."""
    return db.get(Mark, DEMONSTRATION) is not None
