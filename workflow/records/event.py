"""The chain of events: each row's hash covers the row before it, in the transaction of the act itself.

Names and opinions are not in the chain. They stand beside it as payloads, bound by a salted hash, so that a payload can be
erased without breaking the chain.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, select
from sqlmodel import Session as DbSession

from workflow.records.database import commitments
from workflow.records.database.columns import Moment, settled_json
from workflow.records.database.marker import Head
from workflow.records.database.session import know_each, read_once
from workflow.records.database.unreachable import Unreachable
from workflow.records.database.watch import remember_head
from workflow.records.person import Mark
from workflow.words import Words

GENESIS = "0" * 64
#: A clock that is behind the last event by no more than this takes that event's moment, and the event says so.
TOLERANCE = timedelta(minutes=2)
#: The word in a payload for how many seconds the clock was behind.
BEHIND = "clock_behind"
#: The one verb whose event may be dated before its predecessor: the host declares that its clock had been wrong.
SET_BACK = "set_clock_back"
#: The event that commits to what was there before events did so.
BASELINE = "commit_rows"
BASELINE_OBJECT = "record:rows"
#: The event that says of another one that its words were erased.
ERASE = "erase_words"
#: The mark of a database from before moments were kept in order: from which event on they are.
IN_ORDER_FROM = "moments in order from"


class Event(SQLModel, table=True):
    """One act. `actor_id` is None for the system; `object` reads like "edition:3"."""

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    prev_hash: str = Field(max_length=64, unique=True)
    hash: str = Field(max_length=64, unique=True)
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    on_behalf_of: int | None = Field(default=None, foreign_key="person.id")
    verb: str = Field(max_length=40)
    object: str = Field(max_length=80, index=True)
    #: The regulation the act belongs to, so that its record can be read; None when it belongs to none.
    regulation_id: int | None = Field(default=None, foreign_key="regulation.id", index=True)
    fingerprint: str = Field(default="", max_length=64)
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    payload_hash: str = Field(max_length=64)
    #: What the act wrote, each row by a digest keyed with the salt (see `commitments`); "" for an event that wrote none, and
    #: for every one from before this was done.
    rows: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False, server_default=sa.text("''")))
    row_salt: str = Field(default="", sa_column=sa.Column(sa.String(64), nullable=False, server_default=sa.text("''")))

    def computed_hash(self) -> str:
        """The hash this row must carry, from its own columns."""
        return chained_hash({name: getattr(self, name) for name in (*CHAINED, *COMMITTED)})


#: The columns that the hash of an event covers, in the order in which it covers them.
CHAINED = (
    "seq",
    "prev_hash",
    "actor_id",
    "on_behalf_of",
    "verb",
    "object",
    "regulation_id",
    "fingerprint",
    "at",
    "payload_hash",
)
#: Those that it covers where an act wrote rows.
COMMITTED = ("row_salt", "rows")


def chained_hash(fields: Mapping[str, Any]) -> str:
    """The hash of an event from its `CHAINED` columns and, where it wrote rows, what it commits to: SHA-256 over them as JSON
    in one spelling, the moment in UTC, in place of the salt what seals it.
    """
    said = {**fields, "at": fields["at"].astimezone(UTC).isoformat(timespec="microseconds")}
    covered: tuple[str, ...] = CHAINED
    if fields["rows"] or fields.get("row_salt"):
        covered, said["row_salt"] = (*CHAINED, *COMMITTED), commitments.sealed(fields["row_salt"])
    body = settled_json([said[name] for name in covered])
    return hashlib.sha256(body.encode()).hexdigest()


class Payload(SQLModel, table=True):
    """The words of an event. May be erased; the chain then still shows that something was said, and when."""

    event_seq: int = Field(primary_key=True, foreign_key="event.seq", sa_column_kwargs={"autoincrement": False})
    salt: str = Field(max_length=64)
    words: str = Field(sa_column=sa.Column("json", sa.Text, nullable=False))

    def computed_hash(self) -> str:
        """The hash that the event of this payload must carry."""
        return payload_hash(self.salt, self.words)


def payload_hash(salt: str, words: str) -> str:
    """SHA-256 over the salt and the payload, 64 hexadecimal digits."""
    return hashlib.sha256(f"{salt}\n{words}".encode()).hexdigest()


def append(
    db: DbSession,
    *,
    actor_id: int | None,
    on_behalf_of: int | None,
    verb: str,
    subject: str,
    regulation_id: int | None,
    fingerprint: str,
    at: datetime,
    payload: dict[str, object],
) -> Event:
    """Add one event to the chain, in the caller's transaction. Returns the new row, flushed.

    A transaction of `writing` is alone. A second writer that slips through all the same breaks the unique `prev_hash` and
    is rolled back whole.

    No event is dated before its predecessor: one that is a little takes its moment, anything more raises Unreachable.
    """
    head = read_once(db, _LAST, (_TABLE,), lambda: _last(db))
    if head is not None and at < head.at and verb != SET_BACK:
        require_clock(at, head.at)
        payload = {BEHIND: round((head.at - at).total_seconds(), 1), **payload}
        at = head.at
    salt, row_salt = secrets.token_hex(16), commitments.new_salt()
    body, rows = settled_json(payload), commitments.told(db, row_salt)
    event = Event(
        seq=head.seq + 1 if head else 1,
        prev_hash=head.hash if head else GENESIS,
        hash="",
        actor_id=actor_id,
        on_behalf_of=on_behalf_of,
        verb=verb,
        object=subject,
        regulation_id=regulation_id,
        fingerprint=fingerprint,
        at=at,
        payload_hash=payload_hash(salt, body),
        rows=rows,
        row_salt=row_salt if rows else "",
    )
    event.hash = event.computed_hash()
    db.add(event)
    db.flush()
    know_each(db, _LAST, {None: event}, (_TABLE,))
    db.add(Payload(event_seq=event.seq, salt=salt, words=body))
    remember_head(db, Head(event.seq, event.hash))
    return event


@dataclass(frozen=True, slots=True)
class Said:
    """One of many events of one act: what was done to what, the words, and the rows that it wrote."""

    verb: str
    subject: str
    payload: dict[str, object]
    rows: tuple[commitments.Named, ...] = ()


def append_many(db: DbSession, actor_id: int | None, at: datetime, several: Sequence[Said]) -> None:
    """Add many events of one moment to the chain in a few statements; else as `append`.

    Rows that none of them names are left for an event that comes after.
    """
    db.flush()
    head = read_once(db, _LAST, (_TABLE,), lambda: _last(db))
    behind: dict[str, object] = {}
    if head is not None and at < head.at:
        require_clock(at, head.at)
        behind, at = {BEHIND: round((head.at - at).total_seconds(), 1)}, head.at
    seq, before, events, payloads = (head.seq if head else 0), (head.hash if head else GENESIS), [], []
    for one in several:
        salt, row_salt = secrets.token_hex(16), commitments.new_salt()
        body, rows = settled_json({**behind, **one.payload}), commitments.told_of(db, one.rows, row_salt)
        seq += 1
        event = Event(
            seq=seq,
            prev_hash=before,
            hash="",
            actor_id=actor_id,
            on_behalf_of=None,
            verb=one.verb,
            object=one.subject,
            regulation_id=None,
            fingerprint="",
            at=at,
            payload_hash=payload_hash(salt, body),
            rows=rows,
            row_salt=row_salt if rows else "",
        )
        before = event.hash = event.computed_hash()
        events.append(event)
        payloads.append(Payload(event_seq=seq, salt=salt, words=body))
    if not events:
        return
    db.add_all(events)
    db.flush()
    db.add_all(payloads)
    db.flush()
    know_each(db, _LAST, {None: events[-1]}, (_TABLE,))
    remember_head(db, Head(seq, before))


#: The end of the chain, as this transaction read it or wrote it.
_LAST, _TABLE = "last event", "event"


def _last(db: DbSession) -> Event | None:
    return db.exec(select(Event).order_by(sa.desc(sa.column("seq"))).limit(1)).first()


def coming(db: DbSession) -> int:
    """The number that the next event of this transaction will have: what an act makes can name the act."""
    head = read_once(db, _LAST, (_TABLE,), lambda: _last(db))
    return head.seq + 1 if head else 1


def last_moment(db: DbSession) -> datetime | None:
    """The moment of the newest event; None before the first."""
    return db.exec(select(Event.at).order_by(sa.desc(sa.column("seq"))).limit(1)).first()


def require_clock(clock: datetime, last: datetime) -> None:
    """Raise Unreachable when `clock` is too far before the last event: nothing can be done before what was done already."""
    if last - clock > TOLERANCE:
        raise Unreachable(clock_words(clock, last))


def clock_words(clock: datetime, last: datetime) -> Words:
    """The sentence about a clock that went back."""
    now, then = (f"{one.astimezone(UTC):%Y-%m-%d %H:%M:%S}" for one in (clock, last))
    return Words(
        f"主机时钟（{now} UTC）早于最后一次操作（{then} UTC）：本次操作没有生效。请校正主机时钟；"
        "如果是那一次的时钟走快了，请在主机上执行 workflow clock。",
        f"The host's clock ({now} UTC) is before the last act ({then} UTC), and nothing was done. Set the clock right; if it was "
        "wrong at that act, type on the host: workflow clock",
    )


def broken_links(db: DbSession) -> list[str]:
    """What is wrong with the chain, one sentence each; empty when it is whole.

    Only internal consistency: somebody who can rewrite the whole database can rewrite the whole chain.
    """
    out, seq, previous, in_order = [], 0, GENESIS, _in_order_from(db)
    for row in _links(db, lambda number: number > 0):
        if row.seq != seq + 1:
            out.append(f"event {seq + 1}: is missing")
        if row.prev_hash != previous:
            out.append(f"event {row.seq}: does not follow the event before it")
        out += _wrong_in(row, in_order)
        previous, seq = row.hash, row.seq
    return out


def broken_for(db: DbSession, regulation_id: int) -> list[str]:
    """The same for the page of one regulation: every row of its own, with its place in the chain.

    The rest of the chain is looked at by `records/replaying/looking.py`, and never by somebody who waits for a page.
    """
    return _broken_of(db, regulation_id)


def _broken_of(db: DbSession, regulation_id: int) -> list[str]:
    out, in_order = [], _in_order_from(db)
    numbers = select(Event.seq).where(Event.regulation_id == regulation_id)
    for row in _links(db, lambda number: number.in_(numbers)):
        if row.prev_hash != (row.before or GENESIS):
            out.append(f"event {row.seq}: does not follow the event before it")
        out += _wrong_in(row, in_order)
    return out


def _links(db: DbSession, which: Callable[[Any], Any]) -> Iterable[sa.Row[Any]]:
    """The events that `which` chooses by their number, in order, each with the hash of the one before it and its words."""
    before = aliased(Event)
    columns = [getattr(Event, name) for name in (*CHAINED, *COMMITTED)]
    rows = (
        sa.select(
            *columns,
            Event.hash,
            col(before.hash).label("before"),
            col(before.at).label("before_at"),
            Payload.salt,
            col(Payload.words).label("words"),
        )  # type: ignore[call-overload]
        .outerjoin(before, col(before.seq) == col(Event.seq) - 1)
        .outerjoin(Payload, col(Payload.event_seq) == col(Event.seq))
        .where(which(col(Event.seq)))
        .order_by(col(Event.seq))
    )
    return db.connection().execute(rows)


def _in_order_from(db: DbSession) -> int:
    """The number of the last event whose moment may be before that of its predecessor; 0 in a database of this release."""
    found = db.get(Mark, IN_ORDER_FROM)
    return int(found.value) if found else 0


def _wrong_in(row: Any, in_order: int) -> list[str]:
    fields = row._asdict()
    out = []
    if row.hash != chained_hash(fields):
        out.append(f"event {row.seq}: the row was changed")
    if row.salt is not None and payload_hash(row.salt, row.words) != row.payload_hash:
        out.append(f"event {row.seq}: the payload was changed")
    early = row.before_at is not None and row.at < row.before_at
    if early and row.seq > in_order and row.verb != SET_BACK:
        out.append(f"event {row.seq}: is dated before the event before it")
    return out
