"""The facts about consultations of employees that a rule may ask for, as plain values in small groups."""

from dataclasses import dataclass
from datetime import date

from workflow.rules.consultation.words import Course
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Heard:
    """One consultation of an edition.

    stopped     it was ended before its period had run; it may have been closed since
    opinions    how many there are, those in the box included
    unanswered  how many of them have no answer
    """

    number: int
    course: Course
    until: date
    stopped: bool
    opinions: int
    unanswered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Every consultation of an edition, and whether the enterprise asks for one before the congress.

    heard_clause  where that is said
    """

    heard: tuple[Heard, ...]
    hearing_required: bool
    heard_clause: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One consultation for somebody who wants to do something in it.

    boxed      opinions that still lie in the box
    left       opinions without an answer
    addressed  whoever acts is among those who are asked
    """

    course: Course
    boxed: int
    left: int
    addressed: bool
