"""Whom a consultation of employees is told to, and when: who is asked, who must answer, whose opinion was answered."""

import json
from collections.abc import Iterator

from sqlmodel import col, select

from workflow.lifecycle.acting import GRANTS, Act
from workflow.lifecycle.facts.hearing import audience
from workflow.lifecycle.facts.hearing.heard import heap_of
from workflow.lifecycle.notices.addressing import Matter, Row, holders, rows
from workflow.records.consultation import OPINIONS, EmployeeConsultation
from workflow.records.event import Event, Payload
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.rules.consultation.words import Course
from workflow.rules.notices import OPINIONS_AHEAD, NoticeKind
from workflow.rules.people.roles import Role
from workflow.rules.states import State


def asked(act: Act, told: Event) -> Iterator[Row]:
    """Everybody who is asked, once it runs."""
    yield from _asked(act, _named(act, told))


def answered(act: Act, told: Event) -> Iterator[Row]:
    """Whoever gave an opinion under their own number or account in the group that was answered; once a group."""
    consultation = _named(act, told)
    group = next(
        (one for one in heap_of(act.db, consultation).groups if one.group.id == _said(act, told, "group")), None
    )
    people = {one.person_id for one in group.opinions} if group else set()
    matter = _matter(NoticeKind.OPINION_ANSWERED, consultation, group.group.id if group else 0)
    yield from rows(act, matter, _people(act, people))


def posted(act: Act, told: Event) -> Iterator[Row]:
    """Everybody who was asked."""
    consultation = _named(act, told)
    yield from rows(act, _matter(NoticeKind.ANSWERS_POSTED, consultation), _addressed(act, consultation))


def of_the_day(act: Act) -> Iterator[Row]:
    """What a day brings: a period that begins, one that ends soon, one that is over."""
    going = select(EmployeeConsultation).where(
        col(EmployeeConsultation.stopped_at).is_(None), col(EmployeeConsultation.closed_at).is_(None)
    )
    for one in act.db.exec(going.order_by(col(EmployeeConsultation.id))):
        if act.db.get_one(Edition, one.edition_id).state is State.WITHDRAWN:
            continue
        course = one.course(act.today)
        yield from _asked(act, one)
        if course is Course.RUNS and one.until - OPINIONS_AHEAD <= act.today and one.since < act.today:
            yield from _still_silent(act, one)
        if course is Course.OVER:
            matter = _matter(NoticeKind.PERIOD_OVER, one)
            yield from rows(act, matter, holders(act, Role.SECRETARY))


def consultation_in(key: str) -> int:
    """The number of the consultation that a notice with this key is about; 0 for every other notice."""
    head, _, rest = key.partition(":")
    number = rest.partition(":")[0]
    return int(number) if head in _KINDS and number.isdecimal() else 0


_KINDS = frozenset(
    {
        NoticeKind.EMPLOYEES_ASKED,
        NoticeKind.OPINIONS_DUE,
        NoticeKind.PERIOD_OVER,
        NoticeKind.OPINION_ANSWERED,
        NoticeKind.ANSWERS_POSTED,
    }
)


def _matter(kind: NoticeKind, consultation: EmployeeConsultation, part: int = 0) -> Matter:
    """Without the edition: employees may know of a text that they are asked about, and of nothing else in that edition."""
    return Matter(kind, f"{kind}:{consultation.id}:{part}", day=consultation.until)


def _asked(act: Act, consultation: EmployeeConsultation) -> Iterator[Row]:
    if consultation.course(act.today) is Course.RUNS:
        people = [one for one in _addressed(act, consultation) if one.id != consultation.opened_by]
        yield from rows(act, _matter(NoticeKind.EMPLOYEES_ASKED, consultation), people)


def _still_silent(act: Act, consultation: EmployeeConsultation) -> Iterator[Row]:
    """Who has given no opinion; nobody, where nobody can know who has."""
    if consultation.manner.is_anonymous:
        return
    spoke = {one.person_id for one in OPINIONS.of(act.db, consultation.id)}
    people = [one for one in _addressed(act, consultation) if one.id not in spoke]
    yield from rows(act, _matter(NoticeKind.OPINIONS_DUE, consultation), people)


def _addressed(act: Act, consultation: EmployeeConsultation) -> list[Person]:
    found = audience.addressed(act.db, consultation, act.today)
    GRANTS.ahead(act.db, [one.id for one in found])
    return found


def _people(act: Act, numbers: set[int | None]) -> list[Person]:
    several = select(Person).where(col(Person.id).in_([one for one in numbers if one]), col(Person.closed).is_(False))
    return list(act.db.exec(several.order_by(col(Person.id))))


def _named(act: Act, told: Event) -> EmployeeConsultation:
    return act.db.get_one(EmployeeConsultation, _said(act, told, "consultation"))


def _said(act: Act, told: Event, name: str) -> int:
    words = act.db.get(Payload, told.seq)
    return int(json.loads(words.words).get(name, 0)) if words else 0
