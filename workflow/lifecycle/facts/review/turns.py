"""Whose turn it is in a review: in whose name somebody may decide, what would change by it, and what nobody could fill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import capacities_of, delegations_to, roles_of, unit_codes
from workflow.lifecycle.facts.approvals import Review, seat_of, standing_calls
from workflow.lifecycle.facts.review.decisions import made_on
from workflow.records.database.session import read_once
from workflow.records.person import CapacityGrant, Delegation, Grant, Person
from workflow.records.regulation import Edition
from workflow.rules.approvals import Standing
from workflow.rules.people.roles import Capacity, Role, Seat
from workflow.rules.review import CallManner, Ending
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Hat:
    """In whose name somebody may decide, and as what: their own, or that of a principal by a delegation."""

    capacity: Capacity
    principal: Person | None = None
    delegation: Delegation | None = None
    units: frozenset[str] = frozenset()


def hats_of(db: Session, person: Person | None, day: date) -> list[Hat]:
    """Every way in which `person` may decide on `day`; none without the office of a reviewer."""
    if person is None or Role.REVIEWER not in roles_of(db, person, day):
        return []
    own = [
        Hat(one, units=unit_codes(db, person, one, day)) for one in Capacity if one in capacities_of(db, person, day)
    ]
    lent = [(one, db.get(Person, one.from_id)) for one in delegations_to(db, person, day)]
    return own + [Hat(one.capacity, giver, one, unit_codes(db, giver, one.capacity, day)) for one, giver in lent]


def hands_of(person: Person | None, principal: Person | None) -> frozenset[int]:
    """Everybody with a part in what `person` decides for `principal`."""
    return frozenset(one.id for one in (person, principal) if one is not None and one.id is not None)


def taken_by_same_hands(review: Review, capacity: Capacity, hands: frozenset[int]) -> tuple[Seat, ...]:
    """Required seats of other capacities that are filled with one of `hands`: whoever fills one cannot fill `capacity` too."""
    if not any(one.capacity is capacity and one.required for one in review.standings):
        return ()
    return tuple(
        one.seat for one in review.standings if one.required and one.capacity is not capacity and one.hands & hands
    )


def would_change(review: Review, person: Person, hat: Hat) -> bool:
    """Whether `person` by approving under `hat` would change what the review still needs."""
    hands = hands_of(person, hat.principal)
    whose = (hat.principal or person).id
    if taken_by_same_hands(review, hat.capacity, hands):
        return False
    own = review.own(hands)
    return any(one.seat.takes(hat.capacity, hat.units) and one.would_change(whose, own) for one in review.standings)


def opinion_waits(db: Session, edition: Edition, person: Person, hats: Sequence[Hat], day: date) -> bool:
    """Whether `person` was asked for an opinion, 征求意见, and has said nothing in that capacity since."""
    made = [one.approval for one in made_on(db, edition) if Ending.WITHDRAWN not in one.endings]
    for call in standing_calls(db, edition):
        seat = seat_of(db, call, day)
        ours = [hat for hat in hats if seat.takes(hat.capacity, hat.units)]
        if call.manner is CallManner.OPINION and ours:
            said = (one for one in made if one.capacity is call.capacity and one.at >= call.at)
            if not any(person.id in (one.person_id, one.on_behalf_of) for one in said):
                return True
    return False


def unfillable(db: Session, review: Review, day: date) -> tuple[Words, ...]:
    """Required capacities in which nobody can approve everything that is open, each in one sentence."""
    wanted = [one for one in review.standings if one.required and not one.counts]
    if not wanted:
        return ()
    free = _free_hands(db, day)
    lacking = [one for one in wanted if not _can_fill(one, free, review)]
    if lacking:
        return tuple(_nobody(one, bool(_free_for(one.seat, free))) for one in lacking)
    return () if _apart(wanted, free, {}) else (NOT_APART,)


#: Hands that may decide in a capacity, which they hold for these units.
Free = tuple[Capacity, frozenset[str], frozenset[int]]


def can_be_filled(db: Session, seat: Seat, day: date) -> bool:
    """Whether anybody could decide for a seat on `day`."""
    return bool(_free_for(seat, _free_hands(db, day)))


def _free_for(seat: Seat, free: Sequence[Free]) -> list[frozenset[int]]:
    return [hands for capacity, units, hands in free if seat.takes(capacity, units)]


def _free_hands(db: Session, day: date) -> Sequence[Free]:
    return read_once(db, ("free hands", day), FREE_TABLES, lambda: _read_free_hands(db, day))


#: What says who may decide in what.
FREE_TABLES = ("person", "role_grant", "capacity_grant", "delegation")


def _read_free_hands(db: Session, day: date) -> list[Free]:
    """The hands that may decide on `day`, each capacity of each, deputies with their principals."""
    people = set(db.exec(select(Person.id).where(col(Person.closed).is_(False))))
    roles = db.exec(select(Grant).where(Grant.role == Role.REVIEWER)).all()
    reviewers = people & {one.person_id for one in roles if _holds(one.since, one.until, day)}
    held: dict[tuple[int, Capacity], frozenset[str]] = {}
    for grant in db.exec(select(CapacityGrant)):
        if grant.person_id in people and _holds(grant.since, grant.until, day):
            who = (grant.person_id, grant.capacity)
            held[who] = held.get(who, frozenset()) | ({grant.unit} if grant.unit else set())
    free = [
        (capacity, units, frozenset({person}))
        for (person, capacity), units in sorted(held.items(), key=lambda one: one[0])
        if person in reviewers
    ]
    for one in db.exec(select(Delegation)):
        lent = held.get((one.from_id, one.capacity))
        if one.to_id in reviewers and lent is not None and _holds(one.since, one.until, day):
            free.append((one.capacity, lent, frozenset({one.from_id, one.to_id})))
    return free


def _holds(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day < until)


def _can_fill(one: Standing, free: Sequence[Free], review: Review) -> bool:
    wrote = [review.own(us) for us in _free_for(one.seat, free)]  # asked once: a text has thousands of cards
    return bool(wrote) and all(any((card.language, card.key) not in own for own in wrote) for card in one.open)


def _apart(
    wanted: list[Standing], free: Sequence[Free], used: Mapping[Capacity, frozenset[int]]
) -> bool:  # fmt: skip
    """Whether hands can be found for all of `wanted`, different ones for different capacities."""
    if not wanted:
        return True
    capacity = wanted[0].capacity
    others = frozenset[int]().union(*(hands for one, hands in used.items() if one is not capacity))
    return any(
        not us & others and _apart(wanted[1:], free, {**used, capacity: used.get(capacity, frozenset()) | us})
        for us in _free_for(wanted[0].seat, free)
    )


NOT_APART = Words(
    "所需的各审核身份只由同样的人担任，须由不同的人分别审核；请先请管理员另行安排。",
    "The capacities that must review are held by the same people only, and different people must decide; "
    "ask an administrator first.",
)


def _nobody(one: Standing, somebody_holds_it: bool) -> Words:
    name = one.seat.words()
    if somebody_holds_it:
        return Words(
            f"能以{name.zh}身份审核的人都参与了起草，没有人可以审核全部改动。",
            f"Everybody who may review for {name.en} wrote part of it; nobody could approve all of it.",
        )
    return Words(
        f"目前没有人能以{name.zh}身份审核，请先请管理员安排。",
        f"Nobody can review for {name.en} now; ask an administrator first.",
    )
