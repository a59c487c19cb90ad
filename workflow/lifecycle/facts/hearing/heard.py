"""What came in to a consultation of employees, in which groups it is, how each was answered; and what of it is not answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import standing
from workflow.records.consultation import (
    ANSWERS,
    BOXED,
    CONSULTATIONS,
    GROUPS,
    OPINIONS,
    PLACINGS,
    EmployeeConsultation,
    Opinion,
    OpinionAnswer,
    OpinionGroup,
    boxed,
)
from workflow.records.regulation import Edition
from workflow.rules.consultation.facts import Heard, Hearing
from workflow.rules.procedure import Figure
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Gathered:
    """One group: its opinions, and its answer as it stands."""

    group: OpinionGroup
    opinions: tuple[Opinion, ...]
    answer: OpinionAnswer | None


@dataclass(frozen=True, slots=True)
class Heap:
    """Everything that was read of one consultation. Groups that nothing is in any more are left out."""

    groups: tuple[Gathered, ...]
    loose: tuple[Opinion, ...]

    @property
    def opinions(self) -> int:
        """How many there are."""
        return len(self.loose) + sum(len(one.opinions) for one in self.groups)

    @property
    def unanswered(self) -> int:
        """How many of them have no answer."""
        return len(self.loose) + sum(len(one.opinions) for one in self.groups if one.answer is None)

    @property
    def people(self) -> int:
        """How many people gave an opinion under their own number or account."""
        several = [*self.loose, *(one for group in self.groups for one in group.opinions)]
        return len({one.person_id for one in several if one.person_id is not None})


def heap_of(db: Session, consultation: EmployeeConsultation) -> Heap:
    """What came in to a consultation, the box left shut."""
    number = consultation.id
    place = {one.opinion: one.group_id for one in PLACINGS.of(db, number)}
    answers = {one.group_id: one for one in ANSWERS.of(db, number)}
    within: dict[int, list[Opinion]] = {}
    loose = []
    for one in OPINIONS.of(db, number):
        if one.key in place:
            within.setdefault(place[one.key], []).append(one)
        else:
            loose.append(one)
    groups = tuple(
        Gathered(one, tuple(within[one.id]), answers.get(one.id))
        for one in GROUPS.of(db, number)
        if one.id in within
    )  # fmt: skip
    return Heap(groups, tuple(loose))


def days_asked_for(act: Act) -> Figure:
    """The figure by which an enterprise asks for a consultation before the congress; 0 asks for none."""
    return figures.on(act, "consultation.employees_days", act.today)


def ahead(db: Session, editions: Iterable[Edition]) -> None:
    """Read in a few statements what `hearing_of` asks about each of many editions."""
    found = CONSULTATIONS.ahead(db, [one.id for one in editions])
    several = [one.id for rows in found.values() for one in rows]
    for family in (OPINIONS, GROUPS, PLACINGS, ANSWERS, BOXED):
        family.ahead(db, several)


def hearing_of(act: Act, edition: Edition) -> Hearing:
    """Every consultation on an edition, and whether one is asked for today."""
    figure = days_asked_for(act)
    required = figure.number > 0
    clause = figure.clauses(standing.own_clause(act.db, figure, act.today)) if required else Words("", "")
    several = CONSULTATIONS.of(act.db, edition.id)
    return Hearing(heard=tuple(_heard(act, one) for one in several), hearing_required=required, heard_clause=clause)


def _heard(act: Act, one: EmployeeConsultation) -> Heard:
    heap, in_box = heap_of(act.db, one), boxed(act.db, one.id)
    return Heard(
        number=one.number,
        course=one.course(act.today),
        until=one.until,
        stopped=one.stopped_at is not None,
        opinions=heap.opinions + in_box,
        unanswered=heap.unanswered + in_box,
    )


def current(consultations: Sequence[EmployeeConsultation]) -> EmployeeConsultation | None:
    """The last consultation of an edition, or None."""
    return consultations[-1] if consultations else None
