"""The facts of the hall that a rule may ask about: the session, its roll and agenda, and the vote on one item. See `facts`."""

from dataclasses import dataclass
from datetime import date

from workflow.words import Words

# The session --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The session: its day, and whether it is closed."""

    session_on: date
    session_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The roll of the body that votes: frozen by the credentials report."""

    roll_frozen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegates:
    """How many delegates are on the roll."""

    roll_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """How many items of the session have no papers yet."""

    unsent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """The items of the session that have no result."""

    undecided: tuple[Words, ...]


# One item before the vote -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The edition stands on the agenda of a session."""

    on_agenda: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: only heard and deliberated; its text locked for the vote; taken off the agenda."""

    advisory: bool
    locked: bool
    taken_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whose turn it is: the earlier items that have no result."""

    earlier_open: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """When the papers of the item were sent, how many days before the session they must be, and an exception agreed to."""

    sent_on: date | None
    papers_days: int
    papers_clause: Words
    papers_waived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """The exception that the act is about: it waits for a second person; the actor asked for it."""

    waiting: bool
    asked_for_it: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """How many are in the room now, and how many must be."""

    all_delegates: int
    present: int
    quorum_needed: int
    quorum_clause: Words


# The attempts at a vote ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """The last attempt at a vote (0: none was opened), and what was declared.

    closed    casting has ended
    frozen    presence was frozen at its opening
    declared  the attempt has a declaration; `decided`: one that decided the item, `void`: one that decided nothing
    """

    attempt: int
    closed: bool
    frozen: bool
    declared: bool
    decided: bool
    void: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Latecomers:
    """How many delegates in the room are not on the attempt's list."""

    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The sites whose count is not complete, and those whose two sheets differ."""

    uncounted: tuple[Words, ...]
    disagreeing: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """The result is so close that the papers are counted again, and that was not recorded."""

    recount_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction of the declaration was asked for and not settled; a sheet was corrected since; the actor asked for it."""

    correcting: bool
    sheets_corrected: bool
    asked_myself: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Voted:
    """The text is byte for byte the one that was voted on."""

    voted_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The declaration on the edition is being corrected."""

    in_question: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """The edition stands where the declaration put it, with the text that was voted on."""

    untouched: bool
