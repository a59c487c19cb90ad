"""The list of people as it stands on a day: who they are called, where they work, what they hold; in a few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from workflow.records.database.families import by_number
from workflow.records.person import CapacityGrant, Entity, Grant, Person, Renaming, Transfer
from workflow.rules.people.offices import holds
from workflow.rules.people.roles import Capacity, Role

EVERYBODY, OPEN, CLOSED, WAITING = "everybody", "open", "closed", "waiting"
#: What the list can be narrowed to, by the word in its address.
SHOWN = {one: one for one in (OPEN, CLOSED, WAITING)}


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the list, as of a day. `to_come` counts offices that begin later."""

    person: Person
    employer: Entity
    roles: tuple[Role, ...]
    capacities: tuple[Capacity, ...]
    to_come: int


def found(db: Session, day: date, wanted: str, which: str = EVERYBODY) -> list[int]:
    """The numbers of the people whose account, or whose name at any time up to `day`, holds the words `wanted`; in the order of opening."""
    everybody = select(Person.id, Person.code, Person.name_zh, Person.name_en).order_by(col(Person.id))
    if which in (OPEN, CLOSED):
        everybody = everybody.where(col(Person.closed).is_(which == CLOSED))
    elif which == WAITING:
        everybody = everybody.where(col(Person.closed).is_(False), col(Person.one_time).is_not(None))
    called = {number: " ".join(names) for number, *names in db.exec(everybody)}
    words = wanted.casefold().split()
    if not words:
        return list(called)
    for change in db.exec(select(Renaming).where(Renaming.since <= day)):
        if change.person_id in called:
            called[change.person_id] += f" {change.name_zh} {change.name_en}"
    return [number for number, names in called.items() if all(word in names.casefold() for word in words)]


def lines(db: Session, day: date, numbers: Sequence[int]) -> list[Line]:
    """The lines of these people, as of `day`, in their order."""
    people = by_number(db, Person, numbers)
    chosen = [people[one] for one in numbers]
    entities = {one.id: one for one in db.exec(select(Entity))}
    roles: dict[int, list[Grant]] = {}
    for grant in db.exec(select(Grant).where(col(Grant.person_id).in_(numbers))):
        roles.setdefault(grant.person_id, []).append(grant)
    capacities: dict[int, list[CapacityGrant]] = {}
    for one in db.exec(select(CapacityGrant).where(col(CapacityGrant.person_id).in_(numbers))):
        capacities.setdefault(one.person_id, []).append(one)
    employers = {one.id: one.entity_id for one in chosen}
    for change in db.exec(select(Transfer).order_by(col(Transfer.since), col(Transfer.id))):
        if change.since <= day and change.person_id in employers:
            employers[change.person_id] = change.entity_id
    out = []
    for person in chosen:
        mine, speaks = roles.get(person.id, []), capacities.get(person.id, [])
        periods = [*((one.since, one.until) for one in mine), *((one.since, one.until) for one in speaks)]
        to_come = sum(since > day and (until is None or until > since) for since, until in periods)
        out.append(
            Line(
                person,
                entities[employers[person.id]],
                tuple(sorted({one.role for one in mine if holds((one.since, one.until), day)}, key=list(Role).index)),
                tuple(sorted({one.capacity for one in speaks if holds((one.since, one.until), day)})),
                to_come,
            )
        )
    return out
