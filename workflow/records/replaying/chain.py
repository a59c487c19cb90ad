"""The events one after the other, each held to the one before it and to its words, with what it speaks for."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from workflow.records.database.commitments import sealed
from workflow.records.database.marker import Head
from workflow.records.event import CHAINED, COMMITTED, GENESIS, IN_ORDER_FROM, SET_BACK, payload_hash
from workflow.records.person import Mark
from workflow.records.replaying.spelling import read, spelled

_AT_ONCE = 2000
_COLUMNS = (*CHAINED, *COMMITTED, "hash")
_AT, _PREVIOUS, _VERB, _OBJECT = (_COLUMNS.index(one) for one in ("at", "prev_hash", "verb", "object"))
_PAYLOAD, _SALT, _ROWS = (_COLUMNS.index(one) for one in ("payload_hash", "row_salt", "rows"))
_PLAIN, _WHOLE, _HASH = len(CHAINED), len(CHAINED) + len(COMMITTED), len(_COLUMNS) - 1
_ASKED = (
    f"SELECT {', '.join(f'e.{one}' for one in _COLUMNS)}, p.salt, p.json "  # noqa: S608 (columns of ours)
    "FROM event e LEFT JOIN payload p ON p.event_seq = e.seq WHERE e.seq > {after} ORDER BY e.seq"
)


@dataclass(frozen=True, slots=True)
class Link:
    """One event. `wrong` says what is wrong with it and its place, `has_words` whether its words are there."""

    seq: int
    verb: str
    object: str
    at: str
    hash: str
    salt: str
    rows: str
    has_words: bool
    wrong: tuple[str, ...]


def links(db: Session, after: Head | None = None) -> Iterator[Link]:
    """Every event behind `after`, by default every one, in order."""
    found = db.get(Mark, IN_ORDER_FROM)
    in_order = int(found.value) if found and found.value.isdigit() else 0
    before, previous = (after.seq, after.hash) if after else (0, GENESIS)
    moment = ""
    raw = db.connection().connection.driver_connection
    assert raw is not None  # noqa: S101 (a connection that is open has one)
    cursor = raw.cursor()
    try:
        if before:
            cursor.execute(f"SELECT at FROM event WHERE seq = {before}")  # noqa: S608 (a number)
            moment = _spelled((cursor.fetchone() or ("",))[0])
        cursor.execute(_ASKED.format(after=before))
        while several := cursor.fetchmany(_AT_ONCE):
            for row in several:
                at = _spelled(row[_AT])
                wrong = _wrong(row, at, before, previous, moment, in_order)
                yield _link(row, at, tuple(wrong))
                before, previous, moment = row[0], row[_HASH], at
    finally:
        cursor.close()


def spoken_for(rows: str) -> dict[str, tuple[tuple[str, ...], dict[str, str | None]]]:
    """What one event speaks for: of each table the columns, and the digest of each row, None for one that was taken away.

    Nothing out of words that somebody changed: their event is reported already.
    """
    try:
        return {
            str(table): (tuple(made["columns"]), dict(made["rows"].items()))
            for table, made in read(rows or "{}").items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _link(row: Any, at: str, wrong: tuple[str, ...]) -> Link:
    return Link(
        seq=row[0],
        verb=str(row[_VERB]),
        object=str(row[_OBJECT]),
        at=at,
        hash=str(row[_HASH]),
        salt=str(row[_SALT]),
        rows=str(row[_ROWS]),
        has_words=row[-2] is not None,
        wrong=wrong,
    )


def _wrong(row: Any, at: str, before: int, previous: str, moment: str, in_order: int) -> Iterator[str]:
    seq = row[0]
    if seq != before + 1:
        yield f"event {before + 1}: is missing"
    if row[_PREVIOUS] != previous:
        yield f"event {seq}: does not follow the event before it"
    covered = list(row[: _WHOLE if row[_ROWS] or row[_SALT] else _PLAIN])
    covered[_AT] = at
    if row[_SALT]:
        covered[_SALT] = sealed(row[_SALT])
    if hashlib.sha256(spelled(covered)).hexdigest() != row[_HASH]:
        yield f"event {seq}: the row was changed"
    if row[-2] is not None and payload_hash(row[-2], row[-1]) != row[_PAYLOAD]:
        yield f"event {seq}: the payload was changed"
    if at < moment and seq > in_order and row[_VERB] != SET_BACK:
        yield f"event {seq}: is dated before the event before it"


def _spelled(moment: Any) -> str:
    """A moment as the hash of its event covers it; one that is none is spelled unlike any."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{moment[:-1]}+00:00" if isinstance(moment, str) and moment.endswith("Z") else f"{moment}"
