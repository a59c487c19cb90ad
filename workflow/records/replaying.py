"""The whole record held against itself: every event to the one before it, every row to the act that wrote it last.

Whoever can rewrite everything can rewrite the chain as well. That is found out only with a checkpoint that left the house:
how many events there were, and one hash over all of them (RFC 6962), in the form of C2SP's tlog-checkpoint.
"""

import json
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, col, select

from workflow.records.database import commitments, structure
from workflow.records.database.protections import Class, tables_of
from workflow.records.database.watch import INSTALLATION
from workflow.records.event import BASELINE, ERASE, Event, Payload, broken_links
from workflow.records.person import Mark
from workflow.transparency.checkpoints import Checkpoint
from workflow.transparency.tree import leaf, root_of


@dataclass(slots=True)
class Found:
    """What came of it.

    events      how many there are
    rows        how many rows or groups of rows are as their act left them
    before      events from before acts committed to their rows; their rows are held to what stood when that began
    erased      number of an event whose words were erased → when, by the event that says so
    different   what is not as it was written: the object first, then in what; empty when everything is
    """

    events: int = 0
    rows: int = 0
    before: int = 0
    erased: dict[int, str] = field(default_factory=dict)
    different: list[str] = field(default_factory=list)


def leaves_of(db: Session, size: int | None = None) -> list[bytes]:
    """The leaves of the tree over the first `size` events, by default over all there are."""
    hashes = db.exec(select(Event.hash).order_by(col(Event.seq)).limit(size))
    return [leaf(bytes.fromhex(one)) for one in hashes]


def origin_of(db: Session) -> str:
    """What the log of this installation is called. Raises NoResultFound in a database that was never opened."""
    return f"regulation-workflow/{db.get_one(Mark, INSTALLATION).value}"


def checkpoint(db: Session, origin: str, size: int | None = None) -> Checkpoint:
    """The checkpoint over the first `size` events, by default over all there are."""
    leaves = leaves_of(db, size)
    return Checkpoint(origin, len(leaves), root_of(leaves))


def verify(db: Session, outside: Checkpoint | None = None) -> Found:
    """Hold everything in the database of `db` against what was written there, and against a checkpoint kept elsewhere."""
    out = Found(events=db.exec(select(sa.func.count()).select_from(Event)).one())
    out.different += [f"{name}: is not what this release makes" for name in structure.differences(db.connection())]
    out.different += _links(db)
    if outside is not None:
        own = checkpoint(db, outside.origin, outside.size)
        if own.size < outside.size:
            out.different.append(f"event {own.size + 1}: the record ends before it; the checkpoint has {outside.size}")
        elif own.root != outside.root:
            out.different.append(f"event 1 to {own.size}: are not those of the checkpoint")
    _words(db, out)
    _rows(db, out)
    return out


def _links(db: Session) -> list[str]:
    try:
        return broken_links(db)
    except (ValueError, TypeError, LookupError):  # a moment that is none
        unreadable = []
        for seq in db.exec(select(Event.seq)).all():
            try:
                db.exec(select(Event.at).where(Event.seq == seq)).all()
            except (ValueError, TypeError, LookupError):
                unreadable.append(f"event {seq}: cannot be read")
        return unreadable


def _words(db: Session, out: Found) -> None:
    """The words of each event are there, or an event says that they were erased."""
    told = db.exec(select(Event.object, Event.at).where(Event.verb == ERASE))
    out.erased = {int(what.removeprefix("event:")): at.isoformat() for what, at in told}
    without = (
        select(Event.seq)
        .outerjoin(Payload, col(Payload.event_seq) == col(Event.seq))
        .where(col(Payload.event_seq).is_(None))
        .order_by(col(Event.seq))
    )
    gone = set(db.exec(without))
    out.different += [f"payload {seq}: was taken away, and no event says so" for seq in sorted(gone - set(out.erased))]
    out.different += [f"payload {seq}: is there again after its erasure" for seq in sorted(set(out.erased) - gone)]
    strays = select(Payload.event_seq).where(col(Payload.event_seq).not_in(select(Event.seq)))
    out.different += [f"payload {seq}: belongs to no event" for seq in db.exec(strays)]


def _rows(db: Session, out: Found) -> None:
    """Each row is as the last event left it that speaks for it, and there is no other."""
    last: dict[commitments.Named, tuple[int, str, tuple[str, ...], str | None]] = {}
    begun = 0
    asked = sa.select(Event.seq, Event.verb, Event.row_salt, Event.rows).order_by(Event.seq)  # type: ignore[call-overload]
    for seq, verb, salt, rows in db.connection().execute(asked):
        if verb == BASELINE:
            begun = seq
        for name, columns, made in _committed(rows):
            last[name] = seq, salt, columns, made
    out.before = max(begun - 1, 0)
    for name, several in commitments.stand(db.connection()):
        seq, salt, columns, made = last.pop(name, (0, "", (), None))
        what = " ".join(name)
        if made is None:
            out.different.append(f"{what}: no event speaks for it")
        elif not set(columns) <= set(several[0]):
            out.different.append(f"{what}: has lost a column since event {seq}")
        elif commitments.digest(salt, name[0], several, columns) != made:
            out.different.append(f"{what}: is not as event {seq} left it")
        else:
            out.rows += 1
    out.different += [
        f"{' '.join(name)}: is gone since event {seq}" for name, (seq, _, _, made) in last.items() if made
    ]


def _committed(rows: str) -> list[tuple[commitments.Named, tuple[str, ...], str | None]]:
    """What one event speaks for, over which columns, and by which digest; nothing out of words that somebody changed, because
    their event is reported already.
    """
    try:
        return [
            ((table, key), tuple(made["columns"]), one)
            for table, made in json.loads(rows or "{}").items()
            for key, one in made["rows"].items()
        ]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


#: What is changed and deleted as the work goes, and therefore not held to anything.
NOT_HELD = tables_of(Class.WORKING)
