"""Lists of staff: kept while they are looked over, held against the house, and carried out in one act.

Everything about one list stands or falls together. A person is known by the employee number; who leaves loses offices and
account, who comes back is the same person, who moves stays the same person. Nothing is asked once for each of 3,000 people.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, delete, select

from workflow.lifecycle.acting import Act, Refused, Unusable, ask
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.people import offices
from workflow.records import event
from workflow.records.database.commitments import Named
from workflow.records.database.numbering import add_numbered
from workflow.records.event import Said
from workflow.records.person import (
    Employment,
    Entity,
    Grant,
    Person,
    Posting,
    Renaming,
    Transfer,
)
from workflow.records.staff import Newcomer, StaffColumns, StaffFile, StaffImport
from workflow.rules.people.roles import Role
from workflow.rules.roster.plans import Change, Join, Known, Plan
from workflow.words import Words

#: Files that one administrator may have on the desk.
MOST_FILES = 20
CHANGED = Words(
    "您查看之后，名单或者人员已经有了变动（可能是另一位管理员）。下面是现在的情况，请再看一遍后办理。",
    "Since you looked, the list or the people have changed, perhaps by another administrator. This is how things stand now: look "
    "once more before you carry it out.",
)
NOTHING = Words("这份名单没有带来任何变动。", "This list changes nothing.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far carrying out a list has come: of so many people so many are done."""

    done: int
    of: int


def begin(act: Act, name: str, content: bytes) -> StaffFile:
    """Keep a list that was read, to be looked over. Raises Refused or Unusable."""
    ask("administer", of_actor(act))
    mine = act.db.exec(select(sa.func.count()).select_from(StaffFile).where(StaffFile.person_id == act.person_id)).one()
    if mine >= MOST_FILES:
        raise Unusable(
            {
                "file": Words(
                    f"您已经有{MOST_FILES}份没有办完的名单，请先办理或者放弃其中几份。",
                    f"You have {MOST_FILES} lists on your desk: carry some out or let them go first.",
                )
            }
        )
    file = StaffFile(person_id=act.person_id, name=name[:200], content=content, at=act.now)
    act.db.add(file)
    act.db.flush()
    return file


def find(db: Session, number: int) -> StaffFile | None:
    """A list that is being looked over; every administrator sees every one of them."""
    return db.get(StaffFile, number)


def waiting(db: Session) -> list[sa.Row[Any]]:
    """Number, name, moment and person of the lists that are being looked over, the newest first; without what is in them."""
    asked = sa.select(StaffFile.id, StaffFile.name, StaffFile.at, StaffFile.person_id)  # type: ignore[call-overload]
    return list(db.connection().execute(asked.order_by(col(StaffFile.id).desc())))


def choices_of(file: StaffFile) -> dict[str, Any]:
    """What was chosen about a list so far."""
    found: dict[str, Any] = json.loads(file.choices)
    return found


def choose(act: Act, file: StaffFile, choices: Mapping[str, Any]) -> None:
    """Keep what was chosen about a list. Raises Refused."""
    ask("administer", of_actor(act))
    file.choices = json.dumps(dict(choices), ensure_ascii=False, sort_keys=True)
    act.db.add(file)
    act.db.flush()


def drop(act: Act, file: StaffFile) -> None:
    """Let a list go. Raises Refused."""
    ask("administer", of_actor(act))
    act.db.delete(file)
    act.db.flush()


def remembered(db: Session, headers: tuple[str, ...]) -> dict[str, int | None]:
    """The columns that were chosen the last time a list had these headers; empty when there was none."""
    found = db.get(StaffColumns, _headers(headers))
    return json.loads(found.chosen) if found else {}


def remember(act: Act, headers: tuple[str, ...], chosen: Mapping[str, int | None]) -> None:
    """Remember which column was chosen for what."""
    row = act.db.get(StaffColumns, _headers(headers)) or StaffColumns(headers=_headers(headers), chosen="")
    row.chosen = json.dumps(dict(chosen), sort_keys=True)
    act.db.add(row)
    act.db.flush()


def known(db: Session, today: date) -> list[Known]:
    """Everybody the house knows, as of `today`, in eight statements."""
    names: dict[int, tuple[str, str]] = {}
    for changed in db.exec(
        select(Renaming).where(Renaming.since <= today).order_by(col(Renaming.since), col(Renaming.id))
    ):
        names[changed.person_id] = changed.name_zh, changed.name_en
    employers: dict[int, int] = {}
    for moved in db.exec(
        select(Transfer).where(Transfer.since <= today).order_by(col(Transfer.since), col(Transfer.id))
    ):
        employers[moved.person_id] = moved.entity_id
    held = offices.held_by_all(db, today)
    desks: dict[int, tuple[str, str]] = {}
    for one in db.exec(select(Posting).where(Posting.since <= today).order_by(col(Posting.since), col(Posting.id))):
        desks[one.person_id] = one.department, one.post
    times: dict[int, Employment] = {}
    for time in db.exec(select(Employment).order_by(col(Employment.since), col(Employment.id))):
        times[time.person_id] = time
    out = []
    columns = sa.select(  # type: ignore[call-overload]
        Person.id, Person.code, Person.number, Person.name_zh, Person.name_en, Person.entity_id, Person.closed
    )
    for row in db.connection().execute(columns.order_by(col(Person.id))):
        name = names.get(row.id, (row.name_zh, row.name_en))
        mine = times.get(row.id)
        department, post = desks.get(row.id, ("", ""))
        out.append(
            Known(
                id=row.id,
                code=row.code,
                number=row.number or "",
                name=name[0],
                name_en=name[1],
                entity=employers.get(row.id, row.entity_id),
                department=department,
                post=post,
                closed=bool(row.closed),
                employed=mine is not None and mine.until is None,
                joined=mine.since if mine else None,
                offices=held.get(row.id, frozenset()),
            )
        )
    return out


def employments_of(db: Session, person: Person) -> list[Employment]:
    """The times in which somebody belonged to the enterprise, the last first."""
    rows = select(Employment).where(Employment.person_id == person.id)
    return list(db.exec(rows.order_by(col(Employment.since).desc(), col(Employment.id).desc())))


def desks_of(db: Session, person: Person) -> list[Posting]:
    """The departments and posts of somebody, the last first."""
    rows = select(Posting).where(Posting.person_id == person.id)
    return list(db.exec(rows.order_by(col(Posting.since).desc(), col(Posting.id).desc())))


def carry_out(act: Act, file: StaffFile, plan: Plan, remarks: Mapping[str, Any]) -> Iterator[Progress]:
    """Carry out a plan that was made in this very transaction; tells now and then how far it has come.

    The row of the import is in the database when this ends. Raises Refused or Unusable, and then nothing may be kept.
    remarks  what else goes into the event of the whole: figures and names of columns, no names of people
    """
    ask("administer", of_actor(act))
    if act.person is None:
        raise Refused("administer", [])
    if plan.is_empty:
        raise Unusable({"": NOTHING})
    many = len(plan.joins) + len(plan.changes) + len(plan.given)
    yield Progress(0, many)
    db, entities = act.db, _employers(act, plan)
    imported = StaffImport(
        file_id=file.id,
        name=file.name,
        fingerprint=hashlib.sha256(file.content).hexdigest(),
        person_id=act.person_id,
        at=act.now,
        day=act.today,
        joined=len(plan.joins),
        returned=len(plan.of("reopen")),
        left=len(plan.of("left")),
        moved=len(plan.of("moved")),
        renamed=len(plan.of("name")),
        linked=len(plan.of("link")),
        unchanged=plan.unchanged,
        aside=len(plan.aside),
    )
    db.add(imported)
    db.flush()
    whole = Said(
        "import_staff",
        f"staff_import:{imported.id}",
        {"file": file.name, "joined": imported.joined, "returned": imported.returned, "left": imported.left}
        | {"moved": imported.moved, "renamed": imported.renamed, "offices": len(plan.given), **remarks},
        (("staff_import", str(imported.id)),),
    )
    event.append_many(db, act.person_id, act.now, [whole])
    done, came = 0, dict[str, int]()
    for start in range(0, len(plan.joins), _AT_ONCE):
        some = plan.joins[start : start + _AT_ONCE]
        came |= _join(act, some, entities, imported.id)
        done += len(some)
        yield Progress(done, many)
    for first in range(0, len(plan.changes), _AT_ONCE):
        changes = plan.changes[first : first + _AT_ONCE]
        _change(act, changes, entities, imported.id)
        done += len(changes)
        yield Progress(done, many)
    for first in range(0, len(plan.given), _AT_ONCE):
        given = plan.given[first : first + _AT_ONCE]
        several = [(one.id or came[one.number], one.name, one.offices) for one in given]
        offices.grant_many(act, several, imported.id)
        done += len(given)
        yield Progress(done, many)
    db.delete(file)
    db.flush()


#: People of one step: few enough that progress shows, and many enough that a step is a few statements.
_AT_ONCE = 500


def _employers(act: Act, plan: Plan) -> dict[int, Entity]:
    """The employers by the numbers that a plan has for them; those that are new are made."""
    entities = {one.id: one for one in act.db.exec(select(Entity))}
    codes = {one.code for one in entities.values()}
    for at, name in enumerate(plan.new_employers, 1):
        code = next(code for code in (f"entity-{number}" for number in range(2, 1_000_000)) if code not in codes)
        codes.add(code)
        row = Entity(code=code, name_zh=name, name_en=name)
        act.db.add(row)
        act.db.flush()
        entities[-at] = row
        event.append_many(act.db, act.person_id, act.now, [Said("add_employer", f"entity:{row.id}", {"entity": name})])
    return entities


def _join(act: Act, joins: tuple[Join, ...], entities: Mapping[int, Entity], number: int) -> dict[str, int]:
    """Let people in; their row numbers by employee number."""
    db, giver = act.db, act.person_id
    people = [
        Person(
            code=one.number,
            number=one.number,
            name_zh=one.name,
            name_en=one.name_en,
            entity_id=entities[one.entity].id,
        )
        for one in joins
    ]
    add_numbered(db, people)
    rows: list[list[Any]] = []
    for one, person in zip(joins, people, strict=True):
        mine: list[Any] = [
            Employment(person_id=person.id, since=one.joined, given_by=giver),
            Grant(person_id=person.id, role=Role.EMPLOYEE, since=act.today, given_by=giver),
        ]
        if one.department or one.post:
            mine.append(
                Posting(person_id=person.id, department=one.department, post=one.post, since=act.today, given_by=giver)
            )
        rows.append(mine)
    add_numbered(db, [row for mine in rows for row in mine])
    db.add_all([Newcomer(person_id=person.id, import_id=number) for person in people])
    db.flush()
    several = []
    for one, person, mine in zip(joins, people, rows, strict=True):
        entity = entities[one.entity]
        words = {
            "name": one.name, "name_en": one.name_en, "number": one.number, "joined": one.joined.isoformat(),
            "entity": entity.name_zh, "entity_en": entity.name_en, "department": one.department, "post": one.post,
            "roles": [Role.EMPLOYEE.value], "import": number,
        }  # fmt: skip
        several.append(Said("join", f"person:{person.id}", dict(words), _names(mine)))
    event.append_many(db, giver, act.now, several)
    return {person.code: person.id for person in people}


def _change(act: Act, changes: tuple[Change, ...], entities: Mapping[int, Entity], number: int) -> None:
    db, giver = act.db, act.person_id
    numbers = [one.id for one in changes]
    people = {one.id: one for one in db.exec(select(Person).where(col(Person.id).in_(numbers)))}
    times = _last_employments(db, numbers)
    leaving = [people[one.id] for one in changes if one.left is not None]
    ended = offices.close_accounts(act, leaving) if leaving else {}
    several: list[tuple[str, Person, dict[str, Any], list[Any]]] = []
    for one in changes:
        several += _of_one(act, one, people[one.id], times.get(one.id), ended.get(one.id, []), entities)
    back = [one.id for one in changes if one.reopen is not None]
    db.exec(delete(Newcomer).where(col(Newcomer.person_id).in_(back)))
    add_numbered(db, [row for *_, rows in several for row in rows if row.id is None])
    db.add_all([Newcomer(person_id=one, import_id=number) for one in back])
    db.flush()
    event.append_many(
        db,
        giver,
        act.now,
        [
            Said(verb, f"person:{person.id}", {**words, "import": number}, _names(rows))
            for verb, person, words, rows in several
        ],
    )


def _of_one(
    act: Act, one: Change, person: Person, last: Employment | None, ended: list[Any], entities: Mapping[int, Entity]
) -> Iterator[tuple[str, Person, dict[str, Any], list[Any]]]:
    """What is done to one person, act by act: the verb, the words of its event, and its rows."""
    giver, today = act.person_id, act.today
    since = {"since": today.isoformat()}
    if one.link is not None:
        person.number = one.link
        yield "give_number", person, {"number": one.link}, []
    if one.left is not None:
        rows = list(ended)
        if last is not None and last.until is None:
            last.until = max(one.left + timedelta(days=1), last.since)
            rows.append(last)
        yield "leave", person, {"left": one.left.isoformat(), "number": person.number, "in_list": one.row > 0}, rows
        return
    if one.reopen is not None:
        person.closed, person.secret, person.one_time, person.one_time_until = False, None, None, None
        rows = [
            Employment(person_id=person.id, since=one.reopen, given_by=giver),
            Grant(person_id=person.id, role=Role.EMPLOYEE, since=today, given_by=giver),
        ]
        yield "come_back", person, {"since": one.reopen.isoformat(), "number": person.number}, rows
    if one.begin is not None:
        row = Employment(person_id=person.id, since=one.begin, given_by=giver)
        yield "note_employment", person, {"since": one.begin.isoformat(), "number": person.number}, [row]
    if one.name is not None:
        zh, en = one.name
        renaming = Renaming(person_id=person.id, name_zh=zh, name_en=en, since=today, given_by=giver)
        yield "rename", person, {"new": zh, "new_en": en, **since}, [renaming]
    if one.entity is not None:
        entity = entities[one.entity]
        moving = Transfer(person_id=person.id, entity_id=entity.id, since=today, given_by=giver)
        yield "transfer", person, {"entity": entity.name_zh, "entity_en": entity.name_en, **since}, [moving]
    if one.posting is not None:
        department, post = one.posting
        posting = Posting(person_id=person.id, department=department, post=post, since=today, given_by=giver)
        yield "post", person, {"department": department, "post": post, **since}, [posting]


def _last_employments(db: Session, people: list[int]) -> dict[int, Employment]:
    rows = select(Employment).where(col(Employment.person_id).in_(people))
    return {one.person_id: one for one in db.exec(rows.order_by(col(Employment.since), col(Employment.id)))}


def _names(rows: list[Any]) -> tuple[Named, ...]:
    return tuple((str(row.__tablename__), str(row.id)) for row in rows)


def _headers(headers: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(headers).encode("utf-8", "surrogatepass")).hexdigest()
