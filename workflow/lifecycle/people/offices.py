"""Offices, names and employers by date: given, ended and changed by an administrator; the person stays the same.

Nothing begins in the past: what people were called and held on a day that is over stays as it was on that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from workflow.lifecycle import sign_ins
from workflow.lifecycle.acting import CAPACITIES, GRANTS, Act, Unusable, ask, record
from workflow.lifecycle.facts.resolution import day_words
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.people.people import end_sessions, name_problems, on_one_line
from workflow.records import event
from workflow.records.database.numbering import add_numbered
from workflow.records.enterprise import units_on
from workflow.records.event import Said
from workflow.records.person import CapacityGrant, Entity, Grant, Person, Renaming, Transfer, name_on
from workflow.rules.people.offices import Office, Period, first_day_without, overlap
from workflow.rules.people.roles import Role
from workflow.words import Words

LONGEST_BASIS = 200


@dataclass(frozen=True, slots=True)
class Held:
    """One line of a person's list of offices."""

    office: Office
    since: date
    until: date | None
    row: Grant | CapacityGrant

    @property
    def unit(self) -> str | None:
        """The code of the unit for which it is held."""
        return self.row.unit if isinstance(self.row, CapacityGrant) else None


def grant_office(
    act: Act, person: Person, office: Office, since: date, until: date | None = None, basis: str = "", unit: str = ""
) -> Grant | CapacityGrant:
    """Give `person` an office from `since` to `until` (excluded; None: until it is ended). Raises Refused or Unusable.

    unit   the code of the unit for which somebody is to review; "" for the enterprise as a whole
    basis  the decision or paper that it rests on, as typed. A grant to oneself is possible and says so in its event.
    """
    _ask(act, person)
    problems = _day_problems(act, since, basis)
    if until is not None and until <= since:
        problems["until"] = Words("结束日期应当在开始日期以后。", "The end comes after the beginning.")
    named = next((one for one in units_on(act.db, since) if one.code == unit), None) if unit else None
    if unit and (named is None or isinstance(office, Role)):
        problems["unit"] = Words(
            "只有审核身份可以写明单位，而且那一天要有这个单位。",
            "Only a capacity to review is held for a unit, and one that there is on that day.",
        )
    if any(
        one.office == office and one.unit == (unit or None) and overlap((since, until), (one.since, one.until))
        for one in held_by(act.db, person)
    ):
        problems["office"] = Words("这段时间已经有这个岗位了。", "This office is held for part of that time already.")
    if problems:
        raise Unusable(problems)
    giver = act.person.id if act.person else None
    row: Grant | CapacityGrant
    if isinstance(office, Role):
        row = Grant(person_id=person.id, role=office, since=since, until=until, given_by=giver)
    else:
        row = CapacityGrant(
            person_id=person.id, capacity=office, since=since, until=until, given_by=giver, unit=unit or None
        )
    act.db.add(row)
    act.db.flush()
    told = {"unit": named.name_zh, "unit_en": named.name_en} if named else {}
    _record(
        act, "grant_office", person, basis, office=office.value, kind=kind_of(office), since=since, until=until, **told
    )
    return row


def grant_many(act: Act, several: Sequence[tuple[int, str, Sequence[Office]]], number: int) -> None:
    """Give many people offices from today on, in a few statements, as `grant_office` does one; the caller asked.

    several  number, name and offices of each, none of which they hold
    number   of the list of staff that names them
    """
    giver, rows = act.person_id, list[tuple[int, str, Grant | CapacityGrant]]()
    for person, name, wanted in several:
        for one in wanted:
            row: Grant | CapacityGrant
            if isinstance(one, Role):
                row = Grant(person_id=person, role=one, since=act.today, given_by=giver)
            else:
                row = CapacityGrant(person_id=person, capacity=one, since=act.today, given_by=giver)
            rows.append((person, name, row))
    add_numbered(act.db, [row for *_, row in rows])
    said = []
    for person, name, row in rows:
        office, since = office_of(row), row.since.isoformat()
        words: dict[str, Any] = {"name": name, "name_en": name, "office": office.value, "kind": kind_of(office)}
        words |= {"since": since, "until": None, "import": number} | ({"oneself": True} if person == giver else {})
        said.append(Said("grant_office", f"person:{person}", words, ((str(row.__tablename__), str(row.id)),)))
    event.append_many(act.db, giver, act.now, said)


def held_by_all(db: Session, today: date) -> dict[int, frozenset[Office]]:
    """What people hold on `today` or are to hold, by person; that everybody is an employee goes without saying."""
    found: dict[int, set[Office]] = {}
    rows: list[Grant | CapacityGrant] = [*db.exec(select(Grant).where(Grant.role != Role.EMPLOYEE))]
    for one in (*rows, *db.exec(select(CapacityGrant).where(col(CapacityGrant.unit).is_(None)))):
        if one.until is None or one.until > max(today, one.since):
            found.setdefault(one.person_id, set()).add(office_of(one))
    return {person: frozenset(held) for person, held in found.items()}


def end_office(act: Act, person: Person, row: Grant | CapacityGrant, until: date, basis: str = "") -> None:
    """Let an office of `person` end: `until` is the first day on which it does not hold. Raises Refused or Unusable.

    One that has not begun by then never begins: its end stands before its beginning. Somebody administers the house on every day to come.
    """
    _ask(act, person)
    problems = _day_problems(act, until, basis, field="until")
    if row.until is not None and row.until <= until:
        on = day_words(row.until)
        problems["until"] = Words(f"这个岗位自{on.zh}起已经结束。", f"This office ends on {on.en} as it is.")
    if problems:
        raise Unusable(problems)
    office = office_of(row)
    before = _unadministered(act)
    row.until = until
    act.db.add(row)
    act.db.flush()
    if office is Role.ADMIN:
        _somebody_administers(act, before, "until")
    _record(
        act, "end_office", person, basis, office=office.value, kind=kind_of(office), since=row.since, until=row.until
    )


def rename(act: Act, person: Person, name_zh: str, name_en: str, since: date, basis: str = "") -> None:
    """Let `person` be called something else from `since` on; older papers keep the older name. Raises Refused or Unusable."""
    _ask(act, person)
    new = Words(name_zh.strip(), name_en.strip() or name_zh.strip())
    problems = name_problems(name_zh, name_en) | _day_problems(act, since, basis)
    if not problems and name_on(act.db, person, since) == new:
        problems["name_zh"] = Words("那一天就是这个姓名，没有变化。", "That is the name on that day: nothing changes.")
    if problems:
        raise Unusable(problems)
    giver = act.person.id if act.person else None
    act.db.add(Renaming(person_id=person.id, name_zh=new.zh, name_en=new.en, since=since, given_by=giver))
    act.db.flush()
    _record(act, "rename", person, basis, new=new.zh, new_en=new.en, since=since)


def transfer(act: Act, person: Person, entity: Entity | None, since: date, basis: str = "") -> None:
    """Let `person` work for another employer from `since` on; account and offices stay. Raises Refused or Unusable."""
    _ask(act, person)
    problems = _day_problems(act, since, basis)
    if entity is None:
        problems["entity"] = Words("请选择单位。", "Choose the employer.")
    elif not problems and employer_on(act.db, person, since).id == entity.id:
        problems["entity"] = Words(
            "那一天就在这个单位，没有变化。", "That is the employer on that day: nothing changes."
        )
    if problems or entity is None:
        raise Unusable(problems)
    giver = act.person.id if act.person else None
    act.db.add(Transfer(person_id=person.id, entity_id=entity.id, since=since, given_by=giver))
    act.db.flush()
    _record(act, "transfer", person, basis, entity=entity.name_zh, entity_en=entity.name_en, since=since)


def close_account(act: Act, person: Person) -> None:
    """Close an account: its sessions and its offices end at once, what it did stays. Raises Refused or Unusable.

    Nobody closes their own, and somebody administers the house on every day to come.
    """
    ask("administer", of_actor(act))
    if person.id == act.person_id:
        raise Unusable({"": Words("不能关闭自己的账号。", "You cannot close your own account.")})
    if person.closed:
        raise Unusable({"": Words("这个账号已经关闭。", "This account is closed already.")})
    before = _unadministered(act)
    _end_everything(act, person)
    person.closed = True
    person.one_time = person.one_time_until = None
    end_sessions(act, person)
    act.db.flush()
    _somebody_administers(act, before, "")
    _record(act, "close_account", person, "")


def close_accounts(act: Act, several: Sequence[Person]) -> dict[int, list[Grant | CapacityGrant]]:
    """Close many accounts in a few statements, as `close_account` does one; the caller asked, and records it.

    Gives the offices that ended, by person. Raises Unusable when nobody who can sign in would be an administrator.
    """
    before = _unadministered(act)
    numbers = [one.id for one in several]
    roles, capacities = GRANTS.ahead(act.db, numbers), CAPACITIES.ahead(act.db, numbers)
    ended: dict[int, list[Grant | CapacityGrant]] = {}
    for person in several:
        held: list[Grant | CapacityGrant] = [*roles[person.id], *capacities[person.id]]
        ended[person.id] = [row for row in held if row.until is None or row.until > act.today]
        for row in ended[person.id]:
            row.until = act.today
        person.closed = True
        person.one_time = person.one_time_until = None
    act.db.flush()
    sign_ins.end_all_of(act.db, numbers)
    _somebody_administers(act, before, "")
    return ended


def end_everything(act: Act, person: Person) -> None:
    """End what `person` still holds or is to hold, from today on: a closed account that opens again begins with nothing."""
    _end_everything(act, person)
    act.db.flush()


def held_by(db: Session, person: Person) -> list[Held]:
    """Every office that `person` ever held, is to hold, or was to hold until it was taken back; the newest first."""
    roles = db.exec(select(Grant).where(Grant.person_id == person.id))
    capacities = db.exec(select(CapacityGrant).where(CapacityGrant.person_id == person.id))
    rows: list[Grant | CapacityGrant] = [*roles, *capacities]
    found = [Held(office_of(row), row.since, row.until, row) for row in rows]
    return sorted(found, key=lambda one: (one.since, kind_of(one.office), one.row.id), reverse=True)


def office_of(row: Grant | CapacityGrant) -> Office:
    """The office that a row gives."""
    return row.role if isinstance(row, Grant) else row.capacity


def kind_of(office: Office) -> str:
    """Which of the two tables an office stands in: "role" or "capacity"."""
    return "role" if isinstance(office, Role) else "capacity"


def transfers_of(db: Session, person: Person) -> list[Transfer]:
    """The changes of a person's employer, the last to hold first."""
    rows = select(Transfer).where(Transfer.person_id == person.id)
    return list(db.exec(rows.order_by(col(Transfer.since).desc(), col(Transfer.id).desc())))


def employer_on(db: Session, person: Person, day: date) -> Entity:
    """The legal entity that employs `person` on `day`."""
    now = next((one.entity_id for one in transfers_of(db, person) if one.since <= day), person.entity_id)
    return db.get_one(Entity, now)


def _ask(act: Act, person: Person) -> None:
    ask("administer", of_actor(act))
    if person.closed:
        raise Unusable(
            {"": Words("账号已经关闭，请先恢复账号。", "The account is closed: reopen it first.")},
        )


def _day_problems(act: Act, day: date, basis: str, field: str = "since") -> dict[str, Words]:
    problems = {}
    if day < act.today:
        problems[field] = Words(
            "日期不能早于今天：过去的日子当时怎样，记录就怎样。",
            "The day is not before today: what was so on a day that is over stays on the record.",
        )
    if len(basis) > LONGEST_BASIS or not on_one_line(basis):
        problems["basis"] = Words(
            f"依据不超过{LONGEST_BASIS}个字符，写在一行内。",
            f"The basis has at most {LONGEST_BASIS} characters, on one line.",
        )
    return problems


def _end_everything(act: Act, person: Person) -> None:
    for one in held_by(act.db, person):
        if one.until is None or one.until > act.today:
            one.row.until = act.today
            act.db.add(one.row)


def _administering(act: Act) -> list[Period]:
    """The periods in which somebody who can sign in is an administrator; a code that nobody used yet opens nothing."""
    rows = select(Grant).join(Person, col(Person.id) == col(Grant.person_id))
    able = rows.where(Grant.role == Role.ADMIN, col(Person.closed).is_(False), col(Person.one_time).is_(None))
    return [(one.since, one.until) for one in act.db.exec(able)]


def _unadministered(act: Act) -> date | None:
    return first_day_without(_administering(act), act.today)


def _somebody_administers(act: Act, before: date | None, field: str) -> None:
    """Raise Unusable when a change leaves the house without an administrator on a day that had one."""
    after = _unadministered(act)
    if after is not None and (before is None or after < before):
        on = day_words(after)
        raise Unusable(
            {
                field: Words(
                    f"自{on.zh}起将没有能登录的管理员。请先让另一位同事担任管理员并完成首次登录。",
                    f"From {on.en} nobody who can sign in would be an administrator. Let another colleague become one, and "
                    "sign in once, before this.",
                )
            }
        )


def _record(act: Act, verb: str, person: Person, basis: str, **payload: Any) -> None:
    """Write the event: on whom, what, from which day, on what basis, and whether somebody did it to themselves."""
    words: dict[str, Any] = {
        key: value.isoformat() if isinstance(value, date) else value for key, value in payload.items()
    }
    if act.person is not None and act.person.id == person.id:
        words["oneself"] = True
    if basis.strip():
        words["basis"] = basis.strip()
    name = name_on(act.db, person, act.today)
    record(act, verb, f"person:{person.id}", name=name.zh, name_en=name.en, **words)
