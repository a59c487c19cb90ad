"""To whom something is told: holders of an office, those whose turn it is, those who may read of it, and nobody else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import col, select

from workflow.lifecycle import duties
from workflow.lifecycle.acting import CAPACITIES, GRANTS, Act, roles_of
from workflow.lifecycle.facts.submitted import can_read_edition, course_of
from workflow.records.person import Grant, Person
from workflow.records.regulation import Edition
from workflow.records.review import ROUNDS
from workflow.rules.notices import NoticeKind
from workflow.rules.people.roles import Role
from workflow.rules.permissions import can_read_session
from workflow.rules.visibility import Reader

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a notice is about; `key` names it, so that nobody is told of it twice."""

    kind: NoticeKind
    key: str
    edition: Edition | None = None
    session_id: int | None = None
    day: date | None = None


def rows(act: Act, matter: Matter, people: Iterable[Person]) -> Iterator[Row]:
    """A notice for each of these people who may know of what it is about."""
    may_know = _asked_once(act, matter)
    for person in people:
        if may_know(person):
            yield {
                "person_id": person.id,
                "kind": matter.kind,
                "key": matter.key,
                "edition_id": matter.edition.id if matter.edition else None,
                "session_id": matter.session_id,
                "day": matter.day,
                "at": act.now,
                "read_at": None,
            }


def _asked_once(act: Act, matter: Matter):  # type: ignore[no-untyped-def]
    """The rule about reading, asked once for each set of offices: a house has thousands of people and few such sets."""
    answers: dict[frozenset[Role], bool] = {}

    def may_know(person: Person) -> bool:
        roles = roles_of(act.db, person, act.today)
        if roles not in answers:
            reader = Reader(roles, person.id, public_reading=False)
            known = matter.edition is None or can_read_edition(act.db, matter.edition, reader)
            answers[roles] = known and (matter.session_id is None or can_read_session(roles))
        return answers[roles]

    return may_know


def holders(act: Act, *roles: Role) -> list[Person]:
    """Who holds one of these offices today."""
    grants = select(Grant.person_id).where(col(Grant.role).in_(roles), Grant.since <= act.today)
    people = select(Person).where(col(Person.id).in_(grants), col(Person.closed).is_(False)).order_by(col(Person.id))
    found = list(act.db.exec(people))
    GRANTS.ahead(act.db, [one.id for one in found])
    return [one for one in found if roles_of(act.db, one, act.today) & set(roles)]


def everybody(act: Act) -> list[Person]:
    """Everybody with an account."""
    found = list(act.db.exec(select(Person).where(col(Person.closed).is_(False)).order_by(col(Person.id))))
    GRANTS.ahead(act.db, [one.id for one in found])
    return found


def whose_turn(act: Act, edition: Edition, verb: str, role: Role) -> list[Person]:
    """For whom this act on an edition waits, by the rule of the desk."""
    people = holders(act, role)
    CAPACITIES.ahead(act.db, [one.id for one in people])
    return [one for one in people if duties.waits_for(replace(act, person=one), edition, verb)]


def writers(act: Act, edition: Edition) -> list[Person]:
    """Who has worked on an edition as its drafter, and still holds that office."""
    hands = {one.author_id for one in course_of(act.db, edition).saves} | {edition.drafter_id}
    rounds = ROUNDS.of(act.db, edition.id)
    if rounds:
        hands.add(rounds[-1].opened_by)
    return [one for one in holders(act, Role.DRAFTER) if one.id in hands]


def last_round(act: Act, edition: Edition) -> int:
    """The number of the row of the last round of a review; 0 before the first."""
    rounds = ROUNDS.of(act.db, edition.id)
    return rounds[-1].id if rounds else 0
