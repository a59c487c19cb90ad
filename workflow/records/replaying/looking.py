"""Looking at the record from time to time: what is new at every start, all of it by night and after a restore.

What was found stays known, and is said on pages, until all of it was looked at again and is as it was written. It is kept in a
WORKING row, which whoever changes the record can change as well: `workflow verify` with a checkpoint relies on nothing of it.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import Session, select

from workflow.records.database.marker import NO_HEAD, Head
from workflow.records.database.session import reading, writing
from workflow.records.database.unreachable import Unreachable, words_of
from workflow.records.event import Event
from workflow.records.person import Mark
from workflow.records.replaying.whole import Found, verify, verify_since
from workflow.words import Words

#: The mark under which the last look is kept.
LOOKED = "looked at the record"
#: Objects that are named, and of them in a sentence; the rest is counted.
MOST, NAMED = 50, 5


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the record found.

    at         when, in UTC
    whole_at   when all of it was looked at last
    head       the last event up to which it was looked at
    objects    what is not as it was written, at most `MOST`
    many       how many there are in all
    """

    at: datetime
    whole_at: datetime
    head: Head
    objects: tuple[str, ...]
    many: int

    def words(self) -> Words | None:
        """What an administrator is told; None when everything is as it was written."""
        if not self.many:
            return None
        some = self.objects[:NAMED]
        zh, en = ("等", " and others") if self.many > len(some) else ("", "")
        return Words(
            f"核对记录（{_minute(self.at)}）发现 {self.many} 处与写入时不一致：{'、'.join(some)}{zh}。请在主机上执行 workflow verify，"
            "并与保存在外的检查点核对。",
            f"The record was looked at ({_minute(self.at)}): {self.many} differ from what was written: {', '.join(some)}{en}. Type on "
            "the host: workflow verify, with a checkpoint that was kept outside.",
        )


def last_look(db: Session) -> Look | None:
    """What the last look found, in one statement; None before the first, and when its row cannot be read."""
    mark = db.get(Mark, LOOKED)
    try:
        told = json.loads(mark.value) if mark else None
        if not told:
            return None
        return Look(
            at=datetime.fromisoformat(told["at"]),
            whole_at=datetime.fromisoformat(told["whole_at"]),
            head=Head(int(told["head"][0]), str(told["head"][1])),
            objects=tuple(str(one) for one in told["objects"]),
            many=int(told["many"]),
        )
    except (ValueError, TypeError, LookupError):
        return None


def look(engine: sa.Engine, now: datetime, *, whole: bool) -> Look:
    """Look at the record and keep what was found. For a start, for a job by night, and for a restore.

    whole  all of it; otherwise what is new since the last look, and all of it where there was none
    Raises Unreachable when the database cannot be asked at all; whatever else cannot be read is a difference.
    """
    with reading(engine) as db:
        before = last_look(db)
        found = _found(db, before, whole or before is None)
        missing = before is not None and before.head.seq and _hash_of(db, before.head.seq) != before.head.hash
    objects = list(dict.fromkeys(one.partition(":")[0] for one in found.different))
    if missing and before is not None:
        objects = [f"event {before.head.seq}", *(one for one in objects if one != f"event {before.head.seq}")]
    many = len(objects)
    if before is not None and not whole:
        known = set(objects)
        kept = [one for one in before.objects if one not in known]
        objects, many = [*kept, *objects], many + max(before.many - len(known & set(before.objects)), 0)
    out = Look(
        at=now.astimezone(UTC),
        whole_at=now.astimezone(UTC) if whole or before is None else before.whole_at,
        # An event that was there and is not any more is said until it is there again, or the database is restored.
        head=before.head if missing and before is not None else found.head,
        objects=tuple(objects[:MOST]),
        many=many,
    )
    _keep(engine, out)
    return out


def _found(db: Session, before: Look | None, whole: bool) -> Found:
    try:
        if whole or before is None:
            return verify(db, without_structure=not _may_compare(db))
        return verify_since(db, before.head)
    except (sa.exc.SQLAlchemyError, ValueError, TypeError, LookupError) as error:
        words = words_of(error)
        if words is not None:
            raise Unreachable(words) from error
        return Found(head=before.head if before else NO_HEAD, different=["database: cannot be read"])


def _may_compare(db: Session) -> bool:
    """On PostgreSQL a fresh schema is made to compare with, which an account may not be allowed to."""
    if db.get_bind().dialect.name == "sqlite":
        return True
    asked = sa.text("SELECT has_database_privilege(current_database(), 'CREATE')")
    return bool(db.connection().execute(asked).scalar_one())


def _hash_of(db: Session, seq: int) -> str | None:
    return db.exec(select(Event.hash).where(Event.seq == seq)).first()


def _keep(engine: sa.Engine, one: Look) -> None:
    told = {
        "at": one.at.isoformat(),
        "whole_at": one.whole_at.isoformat(),
        "head": list(one.head),
        "objects": list(one.objects),
        "many": one.many,
    }
    with writing(engine) as db:
        mark = db.get(Mark, LOOKED) or Mark(name=LOOKED, value="")
        mark.value = json.dumps(told)
        db.add(mark)


def _minute(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
