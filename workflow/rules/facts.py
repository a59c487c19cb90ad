"""The facts that a rule may ask about, as plain values: who acts, on what, on which day, and how things stand."""

from dataclasses import dataclass
from datetime import date

from workflow.rules.approvals import Standing
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.states import State
from workflow.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How the vote on one motion stands."""

    advisory: bool
    session_on: date
    session_closed: bool
    order: int
    earlier_open: tuple[Words, ...]
    roll_frozen: bool
    all_delegates: int
    present: int
    quorum_needed: int
    quorum_clause: Words
    sent_on: date | None
    papers_days: int
    papers_clause: Words
    papers_waived: bool
    locked: bool
    taken_off: bool
    #: A result stands that decided the item.
    decided: bool
    uncounted: tuple[Words, ...]
    disagreeing: tuple[Words, ...]
    #: Of the last attempt (0: none was opened): casting has ended, presence was frozen at its opening, it was declared,
    #: and declared to have decided nothing. `late`: delegates in the room who are not on its list.
    attempt: int = 0
    closed: bool = False
    frozen: bool = True
    declared: bool = False
    void: bool = False
    late: int = 0
    recount_due: bool = False
    #: A correction of the declaration was asked for and not settled; a sheet was corrected since.
    correcting: bool = False
    sheets_corrected: bool = False
    asked_myself: bool = False
    #: The edition stands where the declaration put it, with the text that was voted on.
    untouched: bool = True


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
class Situation:
    """Everything the moves are judged by. What does not concern a move keeps its default."""

    today: date
    roles: frozenset[Role] = frozenset()
    capacities: frozenset[Capacity] = frozenset()
    #: The person acts in somebody else's name, by a delegation.
    for_another: bool = False
    state: State | None = None
    #: A report is heard and deliberated; a regulation is settled by equal consultation, adopted and issued.
    is_report: bool = False
    has_text: bool = False
    problems: tuple[Words, ...] = ()
    #: The text on the actor's page is not the text in the house any more.
    moved: bool = False
    #: Labels of what the actor wrote, when nothing else is left for them to approve.
    wrote: tuple[str, ...] = ()
    #: Capacities that the actor cannot fill because the same hands fill another one.
    same_hands: tuple[Words, ...] = ()
    #: Nothing differs from the text that the edition amends; required capacities that nobody could fill.
    unchanged: bool = False
    unfillable: tuple[Words, ...] = ()
    #: Of a decision: whether it is the actor's own, asks for changes, was taken back.
    decision: Decided | None = None
    standings: tuple[Standing, ...] = ()
    #: Suggestions that were neither accepted nor declined.
    open_suggestions: int = 0
    #: Typed in from papers (补录); and an edition after it that was not withdrawn.
    entered: bool = False
    followed: bool = False
    on_agenda: bool = False
    consulted_text: bool = False
    voted_text: bool = False
    #: The declaration that adopted it is being corrected.
    in_question: bool = False
    effective: date | None = None
    vote: Vote | None = None
    #: Of a session: closed, the roll frozen, delegates on the roll, motions without papers or without an end.
    session_closed: bool = False
    roll_size: int = 0
    roll_frozen: bool = False
    unsent: int = 0
    undecided: tuple[Words, ...] = ()
