"""The history of one provision: what became of it from text to text, through renumbering, moves, splits and merging.

Only texts that the reader may read are held against each other: a text stands against the nearest one it grew out of that
they may read, so that what a draft tried and took back leaves no trace for whoever never saw the draft.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.submitted import Course, Saved, courses_of, papers_were_sent
from workflow.records.regulation import Edition, Regulation, editions_of
from workflow.records.text.snapshot import Lineage, LineageKind, ProvisionRow, Snapshot
from workflow.rules.visibility import Reader, Stage
from workflow.text.comparing.compare import Fate
from workflow.text.comparing.runs import Run, runs
from workflow.text.tree import Kind
from workflow.text.units import lines_of
from workflow.words import Language

_FATES = {LineageKind.SPLIT: Fate.SPLIT, LineageKind.MERGED: Fate.MERGED}


@dataclass(frozen=True, slots=True)
class Other:
    """A provision that this one was split from or into, or merged with: its key, and its label where it has one now."""

    key: str
    label: str
    kind: Fate


@dataclass(frozen=True, slots=True)
class Step:
    """What one text did to the provision.

    kinds     what happened; several may
    old, new  its label before and in this text; () where it was not there
    runs      its words before and in this text, marked
    """

    edition: Edition
    save: Saved
    stage: Stage
    round: int | None
    kinds: list[Fate]
    old: tuple[str, ...]
    new: tuple[str, ...]
    runs: list[Run]
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    fingerprint: str
    parent: str


def history(db: Session, regulation: Regulation, language: Language, key: str, reader: Reader) -> list[Step]:
    """The texts that did something to the provision `key`, oldest first, as far as `reader` may read them."""
    editions = editions_of(db, regulation)
    courses = courses_of(db, editions)
    readable = list(_readable(db, editions, courses, language, reader))
    saves = {one.id: one for course in courses.values() for one in course.saves if one.language == language}
    rows = _rows(db, key, [one.id for _, one in readable])
    lineage = _lineage(db, key, saves)
    known = {one.id for _, one in readable}
    steps = []
    for edition, save in readable:
        before, passed = _grown_out_of(save, saves, known)
        told = [one for number in passed for one in lineage.get(number, ())]
        old, new = rows.get(before) if before is not None else None, rows.get(save.id)
        kinds = _fates(old, new, [one for one in told if _concerns(one, key, old, new)])
        if not kinds:
            continue
        course = courses[edition.id]
        steps.append(
            Step(
                edition=edition,
                save=save,
                stage=course.stages[save.id],
                round=course.rounds.get(save.id),
                kinds=kinds,
                old=(old.label,) if old else (),
                new=(new.label,) if new else (),
                runs=runs(_words(db, before, key, old), _words(db, save.id, key, new)),
                others=tuple(_others(db, told, key, (save.id, before))),
            )
        )
    return steps


def _readable(
    db: Session, editions: Iterable[Edition], courses: Mapping[int, Course], language: Language, reader: Reader
) -> Iterator[tuple[Edition, Saved]]:
    for edition in editions:
        sent = papers_were_sent(db, edition, reader)
        for save in courses[edition.id].readable(reader, language, papers_sent=sent):
            yield edition, save


def _grown_out_of(save: Saved, saves: Mapping[int, Saved], known: set[int]) -> tuple[int | None, list[int]]:
    """The nearest readable text that `save` was made on top of, and the texts from behind it up to this one."""
    passed, above = [save.id], save.parent_id
    while above is not None and above not in known:
        passed.append(above)
        above = saves[above].parent_id if above in saves else None
    return above, passed


def _rows(db: Session, key: str, numbers: list[int]) -> dict[int, _Row]:
    columns = (ProvisionRow.snapshot_id, ProvisionRow.label, ProvisionRow.fingerprint, ProvisionRow.parent_key)
    asked = select(*columns).where(ProvisionRow.key == key, col(ProvisionRow.snapshot_id).in_(numbers))
    return {number: _Row(*rest) for number, *rest in db.exec(asked)}


def _lineage(db: Session, key: str, numbers: Iterable[int]) -> dict[int, list[Lineage]]:
    asked = select(Lineage).where(
        or_(Lineage.old_key == key, Lineage.new_key == key), col(Lineage.snapshot_id).in_(list(numbers))
    )
    found: dict[int, list[Lineage]] = {}
    for one in db.exec(asked):
        found.setdefault(one.snapshot_id, []).append(one)
    return found


def _concerns(one: Lineage, key: str, old: _Row | None, new: _Row | None) -> bool:
    """Whether a split or a merging is one that these two texts show: what gave words was there, what took them is."""
    return (old is not None) if one.old_key == key else (new is not None)


def _fates(old: _Row | None, new: _Row | None, told: list[Lineage]) -> list[Fate]:
    if old is None and new is None:
        return []
    kinds = [_FATES[one.kind] for one in told]
    if old is None:
        kinds.insert(0, Fate.INSERTED)
    elif new is None:
        kinds.insert(0, Fate.DELETED)
    else:
        if old.fingerprint != new.fingerprint:
            kinds.insert(0, Fate.MODIFIED)
        if old.parent != new.parent:
            kinds.append(Fate.MOVED)
        if old.label != new.label:
            kinds.append(Fate.RENUMBERED)
    return list(dict.fromkeys(kinds))


def _words(db: Session, number: int | None, key: str, row: _Row | None) -> str:
    if number is None or row is None:
        return ""
    unit = next(one for one in texts.tree_of(db, db.get_one(Snapshot, number)).root.walk() if one.key == key)
    return "\n".join(filter(None, (unit.heading, unit.text, *lines_of(unit))))


def _others(db: Session, told: list[Lineage], key: str, numbers: tuple[int, int | None]) -> Iterator[Other]:
    for one in told:
        other = one.new_key if one.old_key == key else one.old_key
        asked = select(ProvisionRow.label).where(
            ProvisionRow.key == other,
            ProvisionRow.kind == Kind.ARTICLE.value,
            col(ProvisionRow.snapshot_id).in_([number for number in numbers if number is not None]),
        )
        label = db.exec(asked.order_by(col(ProvisionRow.snapshot_id).desc())).first()
        if label:
            yield Other(other, label, _FATES[one.kind])
