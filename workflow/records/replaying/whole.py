"""The record held against itself: every event to the one before it, every row to the act that wrote it last.

Whoever can rewrite everything can rewrite the chain as well. That is found out only with a checkpoint that left the house.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import Session, col, select

from workflow.records.database import structure
from workflow.records.database.commitments import covered, row_key
from workflow.records.database.marker import NO_HEAD, Head
from workflow.records.database.protections import Class, tables_of
from workflow.records.event import BASELINE, ERASE, Event, Payload
from workflow.records.replaying.chain import links, spoken_for
from workflow.records.replaying.outside import leaf_of
from workflow.records.replaying.stored import Digester, Table, groups, tables
from workflow.transparency.checkpoints import Checkpoint
from workflow.transparency.tree import root_of

#: What is changed and deleted as the work goes, and therefore not held to anything.
NOT_HELD = tables_of(Class.WORKING)


@dataclass(slots=True)
class Found:
    """What came of it.

    events      how many were looked at
    rows        how many rows or groups of rows are as their act left them
    before      events from before acts committed to their rows; their rows are held to what stood when that began
    erased      number of an event whose words were erased → when, by the event that says so
    different   what is not as it was written: the object first, then in what; empty when everything is
    head        the last event that was looked at
    """

    events: int = 0
    rows: int = 0
    before: int = 0
    erased: dict[int, str] = field(default_factory=dict)
    different: list[str] = field(default_factory=list)
    head: Head = NO_HEAD


class _By(NamedTuple):
    """Which event speaks for a row, keyed by what, over which columns."""

    seq: int
    salt: str
    columns: tuple[str, ...]


#: Of each table and key: the digest, None for a row that was taken away, and the last event that speaks for it.
_Last = dict[str, dict[str, tuple[str | None, _By]]]


def verify(db: Session, outside: Checkpoint | None = None, *, without_structure: bool = False) -> Found:
    """Hold everything in the database of `db` against what was written there, and against a checkpoint kept elsewhere.

    without_structure  leave tables and triggers out, for an account that may not make what they are compared with
    """
    with _uncollected():
        return _verified(db, outside, without_structure)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of garbage: millions of values come and go here, none of them in a circle."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _verified(db: Session, outside: Checkpoint | None, without_structure: bool) -> Found:
    out = Found()
    if not without_structure:
        out.different += _structure(db)
    last, leaves, gone = _walk(db, None, out)
    if outside is not None:
        if out.events < outside.size:
            out.different.append(
                f"event {out.events + 1}: the record ends before it; the checkpoint has {outside.size}"
            )
        elif root_of(leaves[: outside.size]) != outside.root:
            out.different.append(f"event 1 to {outside.size}: are not those of the checkpoint")
    out.different += [f"payload {seq}: was taken away, and no event says so" for seq in sorted(gone - set(out.erased))]
    out.different += [f"payload {seq}: is there again after its erasure" for seq in sorted(set(out.erased) - gone)]
    strays = select(Payload.event_seq).where(col(Payload.event_seq).not_in(select(Event.seq)))
    out.different += [f"payload {seq}: belongs to no event" for seq in db.exec(strays)]
    connection = db.connection()
    for one in tables(connection, covered()):
        _hold(one, groups(connection, one), last.pop(one.table.name, {}), out)
    for name, several in last.items():  # tables that are not there
        out.different += [f"{name} {key}: is gone since event {by.seq}" for key, (made, by) in several.items() if made]
    return out


def verify_since(db: Session, head: Head) -> Found:
    """Hold what was written behind the event `head` against itself: events, words and the rows that they speak for; on SQLite,
    where it costs next to nothing, tables and triggers too.

    What became of older rows, and rows that no event speaks for, is found by `verify` alone.
    """
    out = Found(head=head)
    if head.seq and db.exec(select(Event.hash).where(Event.seq == head.seq)).first() != head.hash:
        out.different.append(f"event {head.seq}: is not the one that was verified")
    if db.get_bind().dialect.name == "sqlite":
        out.different += _structure(db)
    if out.events == 0 and not any(one.startswith("event") for one in out.different):
        last, _, gone = _walk(db, head, out)
        out.different += [
            f"payload {seq}: was taken away, and no event says so" for seq in sorted(gone - set(out.erased))
        ]
        connection = db.connection()
        for one in tables(connection, set(last) & covered()):
            several = last[one.table.name]
            _hold(one, groups(connection, one, list(several)), several, out)
    return out


def _structure(db: Session) -> list[str]:
    return [f"{name}: is not what this release makes" for name in structure.differences(db.connection())]


def _walk(db: Session, after: Head | None, out: Found) -> tuple[_Last, list[bytes], set[int]]:
    """Go through the events behind `after`: what they speak for, their leaves, and those whose words are not there."""
    last: _Last = {}
    leaves: list[bytes] = []
    gone: set[int] = set()
    for one in links(db, after):
        out.events += 1
        out.head = Head(one.seq, one.hash)
        out.different += one.wrong
        leaves.append(leaf_of(one.hash))
        if not one.has_words:
            gone.add(one.seq)
        if one.verb == BASELINE:
            out.before = max(one.seq - 1, 0)
        elif one.verb == ERASE and (number := one.object.removeprefix("event:")).isdigit():
            out.erased[int(number)] = one.at
        for table, (columns, rows) in spoken_for(one.rows).items():
            by = _By(one.seq, one.salt, columns)
            several = last.setdefault(table, {})
            for key, made in rows.items():
                several[key] = made, by
    return last, leaves, gone


def _hold(
    one: Table,
    stand: Iterator[tuple[str, list[tuple[object, ...]]]],
    last: dict[str, tuple[str | None, _By]],
    out: Found,
) -> None:
    """Hold the rows of a table to the events that speak for them; `last` is used up."""
    name = one.table.name
    digesters: dict[tuple[str, ...], Digester | None] = {}
    for key, rows in stand:
        made, by = last.pop(key, (None, None))
        if made is None or by is None:
            out.different.append(f"{name} {key}: no event speaks for it")
            continue
        if by.columns not in digesters:
            is_whole = set(by.columns) <= set(one.columns)
            digesters[by.columns] = Digester(one, by.columns) if is_whole else None
        digester = digesters[by.columns]
        if digester is None:
            out.different.append(f"{name} {key}: has lost a column since event {by.seq}")
        elif digester.made(row_key(by.salt, name, key), rows) != made:
            out.different.append(f"{name} {key}: is not as event {by.seq} left it")
        else:
            out.rows += 1
    out.different += [f"{name} {key}: is gone since event {by.seq}" for key, (made, by) in last.items() if made]
