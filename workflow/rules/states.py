"""The states of an edition: ten are stored, four more follow from dates and are computed each time they are asked for."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from workflow.words import Words


class State(StrEnum):
    """What is stored about where an edition stands."""

    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    CONSULTING = "consulting"
    AWAITING = "awaiting"
    DELIBERATED = "deliberated"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ISSUED = "issued"


class InTime(StrEnum):
    """Where an issued edition stands on a given day. Never stored."""

    NOT_YET = "not_yet_in_force"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"


STATE_WORDS: dict[State | InTime, Words] = {
    State.DRAFTING: Words("起草中", "Drafting"),
    State.IN_REVIEW: Words("审核中", "In review"),
    State.RETURNED: Words("退回修改", "Returned for changes"),
    State.CONSULTING: Words("待平等协商", "Awaiting equal consultation"),
    State.AWAITING: Words("待审议", "Awaiting deliberation"),
    State.DELIBERATED: Words("已审议", "Deliberated"),
    State.ADOPTED: Words("已通过", "Adopted"),
    State.REJECTED: Words("未通过", "Not adopted"),
    State.WITHDRAWN: Words("已撤回", "Withdrawn"),
    State.ISSUED: Words("已印发", "Issued"),
    InTime.NOT_YET: Words("尚未施行", "Not yet in force"),
    InTime.IN_FORCE: Words("施行中", "In force"),
    InTime.SUPERSEDED: Words("已被替代", "Superseded"),
    InTime.REPEALED: Words("已废止", "Repealed"),
}

#: A report is heard and deliberated: it is agreed to or not, and never up for adoption.
REPORT_STATE_WORDS: dict[State | InTime, Words] = {**STATE_WORDS, State.REJECTED: Words("未获同意", "Not agreed to")}

#: Whoever may see the text of a published edition without an account (the setting PUBLIC_READING may narrow it).
PUBLISHED = frozenset({State.ISSUED, State.DELIBERATED})

#: States in which an edition is over: no move leads out of them except what a date does.
ENDED = frozenset({State.WITHDRAWN, State.ISSUED, State.DELIBERATED})

#: States in which an edition is drafted: acts name the newest save.
IN_DRAFTING = frozenset({State.DRAFTING, State.RETURNED})

#: States in which its drafters have a draft of their own: while one round is read, the text of the next one is written.
WITH_A_DRAFT = IN_DRAFTING | {State.IN_REVIEW}

#: States in which an edition is settled or waits to be, and the next thing is an agenda.
BEFORE_CONGRESS = frozenset({State.CONSULTING, State.AWAITING})

#: The edition that is shown for a regulation as a whole: the first kind of which there is one, of that the newest.
FOREMOST: tuple[State | InTime, ...] = (
    InTime.IN_FORCE,
    State.DELIBERATED,
    InTime.NOT_YET,
    InTime.SUPERSEDED,
    InTime.REPEALED,
)


def is_over(state: State) -> bool:
    """True when no move leads out of `state` any more."""
    return state in ENDED


def is_published(state: State) -> bool:
    """True when the text has left the house: it was issued, or heard as a report."""
    return state in PUBLISHED


#: Where an edition may be that came from paper: it was issued the moment it was entered, and may have been struck since.
MAY_BE_ENTERED = frozenset({State.ISSUED, State.WITHDRAWN})


def is_issued(state: State) -> bool:
    """True when the text was issued, so that dates say where it stands."""
    return state is State.ISSUED


def is_drafted(state: State) -> bool:
    """True when acts on the text name its drafters' newest save."""
    return state in IN_DRAFTING


def has_draft_beside(state: State) -> bool:
    """True when its drafters write on beside the text that acts name."""
    return state in WITH_A_DRAFT and state not in IN_DRAFTING


def is_withdrawn(state: State) -> bool:
    """True when the edition came to nothing, or its entry was struck out."""
    return state is State.WITHDRAWN


def tells_of_review(state: State) -> bool:
    """True when how a text was reviewed is worth a page: neither while it is first drafted nor once it came to nothing."""
    return state not in (State.DRAFTING, State.WITHDRAWN)


def holds(shown: State | InTime) -> bool:
    """True for the text that is to be read today under the name of its regulation: it is in force, or was heard."""
    return shown in (InTime.IN_FORCE, State.DELIBERATED)


def is_former(shown: State | InTime) -> bool:
    """True for a text that was superseded or repealed."""
    return shown in (InTime.SUPERSEDED, InTime.REPEALED)


def foremost(shown: Sequence[State | InTime]) -> int | None:
    """Which of the editions of a regulation, given as they stand today and oldest first, is shown for it; None for none."""
    for wanted in FOREMOST:
        if wanted in shown:
            return len(shown) - 1 - list(reversed(shown)).index(wanted)
    return len(shown) - 1 if shown else None


def state_on(
    state: State, day: date, *, effective: date | None, repealed: date | None = None, superseded: date | None = None
) -> State | InTime:
    """The state to show on `day`.

    state       the stored state
    effective   the day the edition takes effect; None shows the stored state
    repealed    the day from which it no longer holds without a successor
    superseded  the day the next issued edition of the same regulation takes effect
    An edition holds from `effective` (included) to the successor's effective day (excluded).
    """
    if state is not State.ISSUED or effective is None:
        return state
    if superseded is not None and day >= superseded:
        return InTime.SUPERSEDED
    if repealed is not None and day >= repealed:
        return InTime.REPEALED
    return InTime.IN_FORCE if day >= effective else InTime.NOT_YET
