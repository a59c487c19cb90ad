"""How every verb begins and ends: ask the rule, change the state in one place, write the event beside the act."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from workflow.records import event
from workflow.records.database.families import Family, by_number
from workflow.records.enterprise import units_on
from workflow.records.job import queue
from workflow.records.person import CapacityGrant, Delegation, Grant, Person
from workflow.records.regulation import Edition
from workflow.rules.asking import for_a_deputy, not_delegated, reasons
from workflow.rules.moves import MOVES
from workflow.rules.notices import OCCASIONS
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.people.sign_ins import Proof
from workflow.rules.procedure import Procedure
from workflow.rules.situation import Situation
from workflow.rules.states import State
from workflow.text.reading.printable import Printable
from workflow.words import Words


class Refused(Exception):
    """A move that the rules do not allow now. `reasons` says why, in both languages; nothing was changed."""

    def __init__(self, verb: str, why: list[Words]) -> None:
        super().__init__(f"{verb}: " + " ".join(one.en for one in why))
        self.verb = verb
        self.reasons = why


class Unusable(Exception):
    """What was typed cannot be used. `problems` maps the field to one sentence in both languages ("" for the whole)."""

    def __init__(self, problems: dict[str, Words]) -> None:
        super().__init__("; ".join(f"{field}: {words.en}" for field, words in problems.items()))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something now: the transaction, the person, for whom, at which moment, by which figures.

    person        None for the system itself
    on_behalf_of  the person who delegated, or None
    now           an aware moment; the day of the act is that moment's day in `zone`
    proof         the sign-in behind an act in a browser; None for acts that come from no browser
    printable     what the house's faces can print; None where nothing will be printed
    behind        by how much the host's clock was behind `now`, which is then the moment of the last event
    """

    db: Session
    person: Person | None
    now: datetime
    zone: ZoneInfo
    procedure: Procedure
    on_behalf_of: Person | None = None
    proof: Proof | None = None
    printable: Printable | None = None
    behind: timedelta = timedelta()

    @property
    def today(self) -> date:
        """The day of the act in the enterprise's zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def person_id(self) -> int:
        """The number of the person who acts. Only verbs of people ask for it."""
        if self.person is None or self.person.id is None:
            raise ValueError("the system acts under no person's name")
        return self.person.id

    def as_system(self) -> "Act":
        """The same moment and transaction, with the system as actor."""
        return Act(self.db, None, self.now, self.zone, self.procedure, printable=self.printable, behind=self.behind)


#: What people hold and held, by person.
GRANTS = Family[Grant](Grant.person_id, select(Grant))
CAPACITIES = Family[CapacityGrant](CapacityGrant.person_id, select(CapacityGrant))
_DELEGATIONS = Family[Delegation](Delegation.to_id, select(Delegation).order_by(col(Delegation.id)))


def roles_of(db: Session, person: Person | None, day: date) -> frozenset[Role]:
    """The roles `person` holds on `day`; none for somebody who is not signed in."""
    if person is None or person.closed:
        return frozenset()
    grants = GRANTS.of(db, person.id)
    return frozenset(one.role for one in grants if one.since <= day and (one.until is None or day < one.until))


def capacities_of(db: Session, person: Person | None, day: date) -> frozenset[Capacity]:
    """The capacities in which `person` may review on `day`, in their own name; none once the account is closed."""
    if person is None or person.closed:
        return frozenset()
    grants = CAPACITIES.of(db, person.id)
    return frozenset(one.capacity for one in grants if one.since <= day and (one.until is None or day < one.until))


def unit_codes(db: Session, person: Person | None, capacity: Capacity, day: date) -> frozenset[str]:
    """The codes of the units for which `person` holds `capacity` on `day`."""
    if person is None:
        return frozenset()
    grants = CAPACITIES.of(db, person.id)
    return frozenset(
        one.unit
        for one in grants
        if one.capacity is capacity and one.unit and one.since <= day and (one.until is None or day < one.until)
    )


def units_of(db: Session, person_id: int, capacity: Capacity, day: date) -> list[Words]:
    """The units for which a person held `capacity` on `day`, as they were called then; none for the enterprise as a whole."""
    grants = CAPACITIES.of(db, person_id)
    held = {
        one.unit
        for one in grants
        if one.capacity is capacity and one.unit and one.since <= day and (one.until is None or day < one.until)
    }
    return [Words(one.name_zh, one.name_en) for one in units_on(db, day) if one.code in held] if held else []


def delegations_to(db: Session, person: Person | None, day: date) -> list[Delegation]:
    """The delegations that `person` may use on `day`; one lapses with the office of the person who gave it."""
    if person is None:
        return []
    given = _DELEGATIONS.of(db, person.id)
    givers = by_number(db, Person, (one.from_id for one in given))
    CAPACITIES.ahead(db, givers)
    return [
        one
        for one in given
        if one.ended_at is None
        and one.since <= day < one.until
        and one.capacity in capacities_of(db, givers.get(one.from_id), day)
    ]


def ask(verb: str, situation: Situation) -> None:
    """Raise Refused with every reason when `verb` is not allowed in `situation`, of which only that is read what its row asks."""
    why = reasons(verb, situation)
    if why:
        raise Refused(verb, why)


def move(edition: Edition, verb: str, target: State) -> None:
    """Put `edition` into `target` by `verb`: the only place that writes a state.

    Raises ValueError when the page of moves has no such row, which no caller can cause by what a person types.
    """
    row = MOVES[verb]
    if target not in row.targets or (row.sources is not None and edition.state not in row.sources):
        raise ValueError(f"{verb} does not lead from {edition.state} to {target}")
    edition.state = target


def record(
    act: Act,
    verb: str,
    subject: str,
    *,
    regulation_id: int | None = None,
    fingerprint: str = "",
    **payload: Any,
) -> None:
    """Write the event of an act: what was done to which object, on which text, with the words that explain it. Where somebody
    may have to be told of it, the telling is asked for in the same transaction.

    Nothing is recorded in somebody else's name that a delegation does not cover: raises Refused, whatever verb forgot to ask.
    """
    if act.on_behalf_of is not None and not for_a_deputy(verb):
        raise Refused(verb, [not_delegated()])
    if act.behind:
        payload = {event.BEHIND: round(act.behind.total_seconds(), 1), **payload}
    done = event.append(
        act.db,
        actor_id=act.person.id if act.person else None,
        on_behalf_of=act.on_behalf_of.id if act.on_behalf_of else None,
        verb=verb,
        subject=subject,
        regulation_id=regulation_id,
        fingerprint=fingerprint,
        at=act.now,
        payload=payload,
    )
    if verb in OCCASIONS:
        queue(act.db, "tell", f"tell:{done.seq}", act.now, event=done.seq)
