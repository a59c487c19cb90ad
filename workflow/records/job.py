"""Lasting work: what is to be done outside a request, queued by the act that asks for it and kept until it is done or given up.

A job names what it is about by the numbers of rows and nothing else, so no secret can lie in it. One that is asked for twice
under the same key is one. Who holds a job, and until when, is a lease: it is renewed while the work goes on, and whoever died
loses it by themselves.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session as SqlSession
from sqlmodel import Field, Session, SQLModel, col, select

from workflow.records.database.columns import Moment, settled_json
from workflow.words import Words

#: Delays between attempts: the first, by how much each is longer than the one before, and the longest.
FIRST, TIMES, LONGEST = timedelta(seconds=10), 4, timedelta(hours=1)
#: Rows written by one statement: both databases bound the values of one.
AT_ONCE = 500
#: What is neither done nor given up, which is all that anybody looks for.
WAITING = sa.text("done_at IS NULL AND failed_at IS NULL")
#: Under which name a session keeps what it will queue at its end.
_QUEUED = "jobs to queue"


class Job(SQLModel, table=True):
    """One piece of work. It waits while `done_at` and `failed_at` are empty, and is held while `leased_until` is to come.

    attempts  how often somebody began it; errors  how often it came back with a fault, of which `said_zh` tells the last
    """

    id: int = Field(default=None, primary_key=True)
    kind: str = Field(max_length=20)
    key: str = Field(max_length=120, unique=True)
    payload: str = Field(default="{}", sa_column=sa.Column(sa.Text, nullable=False))
    asked_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    due: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    attempts: int = Field(default=0)
    errors: int = Field(default=0)
    holder: str = Field(default="", max_length=80)
    leased_until: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    done_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    failed_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    said_zh: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    said_en: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    __table_args__ = (sa.Index("ix_job_waiting", "due", "id", sqlite_where=WAITING, postgresql_where=WAITING),)

    @property
    def said(self) -> Words:
        """How it ended, or what went wrong last."""
        return Words(self.said_zh, self.said_en)


@dataclass(frozen=True, slots=True)
class Held:
    """A job in somebody's hands.

    holder  who has it; every claim has a holder of its own, so that whoever lost a lease cannot finish for its next owner
    """

    id: int
    kind: str
    key: str
    payload: dict[str, int]
    holder: str
    attempts: int
    errors: int


class Lost(Exception):
    """The lease ran out and somebody else has the job: what was done for it here is taken back."""


def queue(db: Session, kind: str, key: str, asked_at: datetime, due: datetime | None = None, **payload: int) -> None:
    """Ask for a job in the caller's transaction; it is written at the end of it, all that were asked for in one statement.

    key      names what is to be done: of several jobs under one key there is the first
    payload  numbers of rows
    """
    db.info.setdefault(_QUEUED, {}).setdefault(
        key,
        {
            "kind": kind,
            "key": key,
            "payload": settled_json(payload),
            "asked_at": asked_at,
            "due": due or asked_at,
            "attempts": 0,
            "errors": 0,
            "holder": "",
            "said_zh": "",
            "said_en": "",
        },
    )


def _write(db: SqlSession) -> None:
    rows = db.info.pop(_QUEUED, None)
    if rows:
        insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
        several = list(rows.values())
        for start in range(0, len(several), AT_ONCE):  # many values in one statement, not one statement for each row
            written = insert(Job).values(several[start : start + AT_ONCE])
            db.connection().execute(written.on_conflict_do_nothing(index_elements=["key"]))


def _forget(db: SqlSession, *_: Any) -> None:
    db.info.pop(_QUEUED, None)


event.listen(SqlSession, "before_commit", _write)
for _end in ("after_rollback", "after_soft_rollback"):
    event.listen(SqlSession, _end, _forget)


# Taking a job, and what becomes of it --------------------------------------------------------------------------------

_JOB = SQLModel.metadata.tables["job"]
_WAITING = sa.and_(_JOB.c.done_at.is_(None), _JOB.c.failed_at.is_(None))


def _free(now: datetime, kinds: Collection[str]) -> sa.ColumnElement[bool]:
    unheld = sa.or_(_JOB.c.leased_until.is_(None), _JOB.c.leased_until <= now)
    return sa.and_(_WAITING, _JOB.c.due <= now, unheld, _JOB.c.kind.in_(sorted(kinds)))


def is_any_due(db: Session, now: datetime, kinds: Collection[str]) -> bool:
    """Whether `claim` would find something: a question, so that nobody who waits for work keeps the writers waiting."""
    return db.connection().execute(sa.select(_JOB.c.id).where(_free(now, kinds)).limit(1)).first() is not None


def claim(db: Session, holder: str, now: datetime, lease: timedelta, kinds: Collection[str]) -> Held | None:
    """Take the job that is due longest and that nobody holds; None when there is none. In a short write of its own.

    Several who ask at once get different ones: PostgreSQL passes over what another one is taking, SQLite has one writer.
    """
    wanted = (
        sa.select(_JOB.c.id)
        .where(_free(now, kinds))
        .order_by(_JOB.c.due, _JOB.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = (
        sa.update(_JOB)
        .where(_JOB.c.id == wanted)
        .values(holder=holder, leased_until=now + lease, attempts=_JOB.c.attempts + 1)
        .returning(
            _JOB.c.id, _JOB.c.kind, _JOB.c.key, _JOB.c.payload, _JOB.c.attempts, _JOB.c.errors
        )
    )  # fmt: skip
    row = db.connection().execute(taken).first()
    if row is None:
        return None
    return Held(row.id, row.kind, row.key, json.loads(row.payload), holder, row.attempts, row.errors)


def renew(db: Session, held: Held, until: datetime) -> bool:
    """Keep a job in hand until then; False when it was lost."""
    return _change(db, held, leased_until=until)


def finish(db: Session, held: Held, now: datetime, said: Words | None = None) -> None:
    """The job is done, in the transaction that holds what it did. Raises Lost: then nothing of it may stand."""
    told = said or Words("", "")
    if not _change(db, held, done_at=now, leased_until=None, holder="", said_zh=told.zh, said_en=told.en):
        raise Lost(held.key)


def again(db: Session, held: Held, now: datetime, said: Words) -> None:
    """It came back with a fault: it is tried again after a delay that grows. Raises Lost."""
    delay = min(FIRST * TIMES ** min(held.errors, 10), LONGEST)
    values = {"due": now + delay, "errors": held.errors + 1, "leased_until": None, "holder": ""}
    if not _change(db, held, **values, said_zh=said.zh, said_en=said.en):
        raise Lost(held.key)


def give_up(db: Session, held: Held, now: datetime, said: Words) -> None:
    """It is not tried any more, and `said` tells why. Raises Lost."""
    values = {"failed_at": now, "errors": held.errors + 1, "leased_until": None, "holder": ""}
    if not _change(db, held, **values, said_zh=said.zh, said_en=said.en):
        raise Lost(held.key)


def revive(db: Session, number: int, now: datetime) -> bool:
    """Try a job again that was given up, from the beginning; False when it is none."""
    given_up = sa.and_(_JOB.c.id == number, _JOB.c.failed_at.is_not(None))
    values = {"failed_at": None, "errors": 0, "attempts": 0, "due": now}
    return bool(db.connection().execute(sa.update(_JOB).where(given_up).values(**values)).rowcount)


def failed(db: Session, most: int) -> list[Job]:
    """What was given up, the newest first."""
    rows = select(Job).where(col(Job.failed_at).is_not(None)).order_by(col(Job.failed_at).desc(), col(Job.id).desc())
    return list(db.exec(rows.limit(most)))


def clear(db: Session, before: datetime) -> None:
    """Forget what was done before then; what was given up stays until somebody has it tried again."""
    db.connection().execute(sa.delete(_JOB).where(_JOB.c.done_at < before))


def _change(db: Session, held: Held, **values: object) -> bool:
    mine = sa.and_(_JOB.c.id == held.id, _JOB.c.holder == held.holder, _WAITING)
    return bool(db.connection().execute(sa.update(_JOB).where(mine).values(**values)).rowcount)
