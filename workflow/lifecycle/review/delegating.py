"""Delegations of review: given for a capacity and a time, used by one deputy, seen and ended by both sides."""

from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from workflow.lifecycle.acting import Act, Refused, Unusable, capacities_of, delegations_to, record, roles_of
from workflow.lifecycle.facts.resolution import day_words
from workflow.records.person import Delegation, Grant, Person
from workflow.rules.people.roles import Capacity, Role
from workflow.words import Words


class Stands(StrEnum):
    """How a delegation stands on a day."""

    TO_COME = "to come"
    RUNS = "runs"
    LAPSED = "lapsed"
    RAN_OUT = "ran out"
    ENDED = "ended"

    @property
    def holds(self) -> bool:
        """True when its holder may review by it on that day."""
        return self is Stands.RUNS

    @property
    def is_over(self) -> bool:
        """True when its holder may review by it neither on that day nor later, as things stand."""
        return self not in (Stands.TO_COME, Stands.RUNS)

    @property
    def can_be_ended(self) -> bool:
        """True when one of its sides may still end it: what has lapsed would run again with its giver's capacity."""
        return self in (Stands.TO_COME, Stands.RUNS, Stands.LAPSED)


STANDS_WORDS = {
    Stands.TO_COME: Words("尚未开始", "to come"),
    Stands.RUNS: Words("有效", "running"),
    Stands.LAPSED: Words("已失效", "lapsed"),
    Stands.RAN_OUT: Words("已到期", "ran out"),
    Stands.ENDED: Words("已终止", "ended"),
}


def delegate(act: Act, to: Person, capacity: Capacity, since: date, until: date) -> Delegation:
    """Let `to` review in one of the actor's own capacities from `since` to `until` (excluded).

    Raises Unusable by field. What was delegated to the actor is not theirs to hand on.
    """
    problems: dict[str, Words] = {}
    if not act.today <= since < until:
        problems["until"] = Words("请填写今天以后的一段时间。", "Give a period that begins today or later.")
    if capacity not in capacities_of(act.db, act.person, max(since, act.today)):
        problems["capacity"] = _not_held(act, capacity)
    if to.id == act.person_id or Role.REVIEWER not in roles_of(act.db, to, max(since, act.today)):
        problems["to"] = Words("请选择另一位有审核岗位的同事。", "Choose a colleague who is a reviewer.")
    elif any(
        one.capacity is capacity and one.to_id == to.id and since < one.until and one.since < until
        for one in given_by(act.db, act.person)
        if one.ended_at is None
    ):
        problems["to"] = Words(
            "这段时间已经委托给这位同事了。", "This colleague has your delegation for part of that time already."
        )
    if problems:
        raise Unusable(problems)
    given = Delegation(from_id=act.person_id, to_id=to.id, capacity=capacity, since=since, until=until)
    act.db.add(given)
    act.db.flush()
    record(
        act, "delegate", f"person:{to.id}", capacity=capacity.value, since=since.isoformat(), until=until.isoformat()
    )
    return given


def end_delegation(act: Act, given: Delegation) -> None:
    """End a delegation from this moment on: its giver takes it back, or its holder hands it back. Raises Refused."""
    if act.person_id not in (given.from_id, given.to_id):
        raise Refused("end_delegation", [_foreign()])
    over = _over(act, given)
    if over is not None:
        raise Refused("end_delegation", [over])
    given.ended_at, given.ended_by = act.now, act.person_id
    act.db.add(given)
    other = given.to_id if act.person_id == given.from_id else given.from_id
    record(act, "end_delegation", f"person:{other}", capacity=given.capacity.value, since=given.since.isoformat())


def given_by(db: Session, person: Person | None) -> list[Delegation]:
    """Every delegation that `person` ever gave, the newest first."""
    rows = select(Delegation).where(Delegation.from_id == (person.id if person else None))
    return list(db.exec(rows.order_by(col(Delegation.id).desc())))


def concerning(db: Session, person: Person) -> list[Delegation]:
    """Every delegation that `person` gave or was given, the newest first."""
    rows = select(Delegation).where(or_(col(Delegation.from_id) == person.id, col(Delegation.to_id) == person.id))
    return list(db.exec(rows.order_by(col(Delegation.id).desc())))


def possible_deputies(act: Act) -> list[Person]:
    """Everybody else who is a reviewer today or will be, by name, once each; closed accounts are left out."""
    rows = (
        select(Person)
        .join(Grant, col(Grant.person_id) == col(Person.id))
        .where(
            Grant.role == Role.REVIEWER,
            or_(col(Grant.until).is_(None), col(Grant.until) > act.today),
            col(Person.closed).is_(False),
            Person.id != act.person_id,
        )
    )
    return list(act.db.exec(rows.order_by(col(Person.id)).distinct()))


def standing_of(act: Act, given: Delegation) -> Stands:
    """How a delegation stands today, for either of its sides."""
    if given.ended_at is not None:
        return Stands.ENDED
    if given.until <= act.today:
        return Stands.RAN_OUT
    if act.today < given.since:
        return Stands.TO_COME
    held = capacities_of(act.db, act.db.get(Person, given.from_id), act.today)
    return Stands.RUNS if given.capacity in held else Stands.LAPSED


def why_unusable(act: Act, given: Delegation | None) -> Words | None:
    """Why the person of `act` cannot use a delegation today, in one sentence; None when they can."""
    if given is None or act.person is None or given.to_id != act.person.id:
        return _foreign()
    over = _over(act, given)
    if over is not None:
        return over
    if act.today < given.since:
        on = day_words(given.since)
        return Words(f"这项委托自{on.zh}起才能使用。", f"This delegation begins on {on.en}.")
    if given.capacity not in capacities_of(act.db, act.db.get(Person, given.from_id), act.today):
        return Words(
            "委托人已经不再有这个审核身份，委托随之失效。",
            "Whoever gave this delegation does not hold the capacity any more, so it has lapsed.",
        )
    return None


def _foreign() -> Words:
    return Words("没有这样一项给您的委托。", "There is no such delegation to you.")


def _over(act: Act, given: Delegation) -> Words | None:
    """Why a delegation is over for good, whoever asks; None while it is not."""
    if given.ended_at is not None:
        on = day_words(given.ended_at.astimezone(act.zone).date())
        return Words(f"这项委托已于{on.zh}被收回或者交回。", f"This delegation was ended on {on.en}.")
    if given.until <= act.today:
        on = day_words(given.until)
        return Words(f"这项委托自{on.zh}起已经到期。", f"This delegation ran out on {on.en}.")
    return None


def _not_held(act: Act, capacity: Capacity) -> Words:
    borrowed = any(one.capacity is capacity for one in delegations_to(act.db, act.person, act.today))
    if borrowed:
        return Words(
            "这个身份是别人委托给您的，不能再委托出去。",
            "This capacity was delegated to you: it cannot be delegated on.",
        )
    return Words("您没有这个审核身份。", "You do not hold this capacity.")
