"""The facts that a rule may ask about, as plain values in small groups. A guard names the groups that it judges.

What is in one group is read together, so that an act reads what the guards of its row name and nothing else. The names of
fields are unique: a fact is in one group.
"""

from dataclasses import dataclass
from datetime import date

from workflow.rules.approvals import Standing
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.states import State
from workflow.words import Words

# Who acts, and on what ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts on which day; `for_another` in somebody else's name, by a delegation."""

    today: date
    roles: frozenset[Role]
    for_another: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """The capacities in which the actor may decide on a text."""

    capacities: frozenset[Capacity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Where the edition stands."""

    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A report is heard and deliberated; a regulation is settled by equal consultation, adopted and issued."""

    is_report: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the actor's page shows; `moved`: that is not the text in the house any more."""

    moved: bool


# The text -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text that the act names."""

    has_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What must be mended in the text before others are asked to read it."""

    problems: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """How many suggestions were neither accepted nor declined."""

    open_suggestions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """Equal consultation was recorded on exactly this text."""

    consulted_text: bool


# The review ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """How every capacity stands; `unchanged`: nothing differs from the text that the edition amends."""

    standings: tuple[Standing, ...]
    unchanged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Beside the text that is being read: `waits`, its drafters saved other words that nobody else has seen."""

    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The time that a round has: `overdue`, its last day is over."""

    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What the actor has to do with the text already.

    wrote       labels of what the actor wrote, "" for the order, when nothing else is left for them to approve
    same_hands  why the actor cannot fill a capacity: the same hands fill another one
    """

    wrote: tuple[str, ...]
    same_hands: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewers:
    """Required capacities that nobody could fill."""

    unfillable: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision as somebody who wants it gone finds it.

    is_own       the actor took it, or it was taken in their name
    is_request   it asks for changes
    ended        it was withdrawn or lifted before
    wrote_here   the actor wrote in this edition
    """

    is_own: bool
    is_request: bool
    ended: bool
    wrote_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Somebody called into a review as whoever wants that ended, or handed on, finds it.

    call_is_own  the actor called them in, or handed the call on; call_is_for_me  the actor speaks for the side that was called
    call_ended   it was ended before; drafted_here  the actor wrote in this edition
    """

    call_is_own: bool
    call_is_for_me: bool
    call_ended: bool
    drafted_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """How many threads wait for an answer of the drafters, and how many for their author; suggestions are counted apart."""

    unanswered: int
    unresolved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadHere:
    """One thread as somebody who wants to answer or close it finds it.

    thread_is_own  the actor began it; thread_over  it ended before; spoke_as_drafter  the actor wrote in this edition
    """

    thread_is_own: bool
    thread_over: bool
    spoke_as_drafter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Urging:
    """Whether the reviewers were urged on this day already."""

    urged_today: bool


# Editions one after another -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """Every edition that a new one would come after, by its number, with where it stands."""

    numbered: tuple[tuple[int, State], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPlace:
    """The regulation that an edition is entered for; one that is not there yet has nothing in its way.

    of_report  it is a report
    made_here  the first of its editions that was made in the system
    """

    called: Words
    of_report: bool
    made_here: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The edition was typed in from papers (补录)."""

    entered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """An edition after this one was begun and not withdrawn."""

    followed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """The edition has official files that were made in the system."""

    has_files: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A document number; `reserved`: it is kept for a paper that was not issued yet."""

    reserved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The day from which the text is to hold."""

    effective: date | None
