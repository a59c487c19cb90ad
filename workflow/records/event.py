"""The chain of events: each row's hash covers the row before it, in the transaction of the act itself.

Names and opinions are not in the chain. They stand beside it as payloads, bound by a salted hash, so that a payload can be
erased without breaking the chain.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, select
from sqlmodel import Session as DbSession

from workflow.records.columns import Moment, settled_json
from workflow.records.marker import Head
from workflow.records.watch import remember_head

GENESIS = "0" * 64


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

    def computed_hash(self) -> str:
        """The hash this row must carry, from its own columns."""
        return chained_hash({name: getattr(self, name) for name in CHAINED})


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


def chained_hash(fields: Mapping[str, Any]) -> str:
    """The hash of an event from its `CHAINED` columns: SHA-256 over them as JSON in one spelling, the moment in UTC."""
    at = fields["at"].astimezone(UTC).isoformat(timespec="microseconds")
    body = settled_json([at if name == "at" else fields[name] for name in CHAINED])
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
    """
    head = db.exec(select(Event).order_by(sa.desc(sa.column("seq"))).limit(1)).first()
    salt = secrets.token_hex(16)
    body = settled_json(payload)
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
    )
    event.hash = event.computed_hash()
    db.add(event)
    db.flush()
    db.add(Payload(event_seq=event.seq, salt=salt, words=body))
    remember_head(db, Head(event.seq, event.hash))
    return event


def broken_links(db: DbSession) -> list[str]:
    """What is wrong with the chain, one sentence each; empty when it is whole.

    Only internal consistency: somebody who can rewrite the whole database can rewrite the whole chain.
    """
    out = []
    previous, expected = GENESIS, 1
    columns = [getattr(Event, name) for name in CHAINED]
    words = {
        seq: payload_hash(salt, said)
        for seq, salt, said in db.exec(select(Payload.event_seq, Payload.salt, Payload.words))
    }
    for row in db.connection().execute(sa.select(*columns, Event.hash).order_by(sa.asc(sa.column("seq")))):  # type: ignore[call-overload]
        fields = row._asdict()
        seq = fields["seq"]
        if seq != expected:
            out.append(f"event {seq}: number {expected} is missing")
        if fields["prev_hash"] != previous:
            out.append(f"event {seq}: does not follow the event before it")
        if fields["hash"] != chained_hash(fields):
            out.append(f"event {seq}: the row was changed")
        if seq in words and words[seq] != fields["payload_hash"]:
            out.append(f"event {seq}: the payload was changed")
        previous, expected = fields["hash"], seq + 1
    return out
