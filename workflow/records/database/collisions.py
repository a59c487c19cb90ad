"""What a failed statement says: which constraint it broke, whether that means that two people met, and how it is told in a log.

No word of it comes from the statement's parameters or from the row: databases print both in their messages.
"""

import re
import traceback
from functools import cache
from types import TracebackType

from sqlalchemy import UniqueConstraint
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from workflow.records.tables import metadata

#: Table and columns of the constraints that only two acts can break which began from the same state: each verb has asked
#: before it wrote. Whatever else the database refuses, a check, a missing row, a trigger, is our own fault.
MEETINGS: frozenset[tuple[str, tuple[str, ...]]] = frozenset(
    {
        ("person", ("code",)),
        ("entity", ("code",)),
        ("regulation", ("slug",)),
        ("edition", ("regulation_id", "number")),
        ("snapshot", ("edition_id", "language", "number")),
        ("working_copy", ("person_id", "edition_id", "language")),
        ("review_round", ("edition_id", "number")),
        ("congress_session", ("body", "term", "number", "kind")),
        ("roll", ("session_id", "body")),
        ("ballot", ("motion_id", "attempt")),
        ("presence_list", ("ballot_id", "number")),
        ("ballot_closing", ("ballot_id",)),
        ("count_sheet", ("ballot_id", "site_id", "entered_by", "version")),
        ("reference_answer", ("question_id",)),
        ("result", ("ballot_id", "number")),
        ("issued", ("edition_id", "language", "kind")),
        ("paper", ("result_id", "kind", "language")),
        ("paper_file", ("paper_id",)),
        ("entry", ("edition_id", "number")),
        ("event", ("prev_hash",)),
    }
)
_SQLITE = re.compile(r"^UNIQUE constraint failed: ((?:\w+\.\w+(?:, )?)+)$")
#: How many frames of each error a log tells.
FRAMES = 40


def two_people_met(error: IntegrityError) -> bool:
    """True when `error` broke one of MEETINGS: somebody else was there first."""
    return broken(error) in {_named(table, columns) for table, columns in MEETINGS}


def broken(error: DBAPIError) -> str:
    """The constraint that `error` broke, as PostgreSQL names it: person_code_key; "" when the database names none."""
    told = getattr(error.orig, "diag", None)
    if told is not None:
        return _own_names().get(str(told.constraint_name), str(told.constraint_name or ""))
    found = _SQLITE.match(str(error.orig))
    if found is None:
        return ""
    pairs = [one.split(".") for one in found[1].split(", ")]
    return _named(pairs[0][0], tuple(column for _, column in pairs))


def is_our_fault(error: OperationalError) -> bool:
    """True when SQLite could not make sense of a statement; else the database is busy or away."""
    return getattr(error.orig, "sqlite_errorname", "") == "SQLITE_ERROR"


def told(error: BaseException) -> str:
    """The kind of an error in one line, without a word that somebody typed."""
    if not isinstance(error, DBAPIError):
        return type(error).__qualname__
    kinds = [type(error).__qualname__, type(error.orig).__qualname__]
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    said = [*kinds, *([str(state)] if state else []), *([broken(error)] if broken(error) else [])]
    statement = " ".join((error.statement or "").split())[:300]
    return f"{' '.join(said)}{f' [{statement}]' if statement else ''}"


def trace(error: BaseException, frames: TracebackType | None = None) -> str:
    """Where an error came from, and what it came from: files, lines and kinds, and none of the messages."""
    lines: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        stack = traceback.extract_tb(at.__traceback__ or (frames if at is error else None))[-FRAMES:]
        lines += [f'  File "{one.filename}", line {one.lineno}, in {one.name}' for one in stack]
        lines.append(told(at))
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
        if at is not None:
            lines.append("from:")
    return "\n".join(lines)


@cache
def _own_names() -> dict[str, str]:
    """The constraints that have a name of their own, and how PostgreSQL would name them."""
    return {
        str(one.name): _named(table.name, tuple(column.name for column in one.columns))
        for table in metadata.sorted_tables
        for one in table.constraints
        if isinstance(one, UniqueConstraint) and one.name
    }


def _named(table: str, columns: tuple[str, ...]) -> str:
    return f"{table}_{'_'.join(columns)}_key"
