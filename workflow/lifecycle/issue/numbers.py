"""The register of document numbers as a list: one line a number of a year, whoever told of it, and those that nobody accounts for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, select

from workflow.lifecycle import numbering
from workflow.records.database.families import by_number
from workflow.records.number import DocumentNumber
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.rules.issue.numbering import Numbered, left_out
from workflow.words import Words


class Fate(StrEnum):
    """What became of a number."""

    RESERVED = "reserved"
    USED = "used"
    ELSEWHERE = "elsewhere"
    ENTERED = "entered"
    VOID = "void"
    UNKNOWN = "unknown"

    @property
    def is_unused(self) -> bool:
        """True when no paper bears the number and none will, as far as the register knows."""
        return self in (Fate.VOID, Fate.UNKNOWN)


FATE_WORDS: Mapping[Fate, Words] = {
    Fate.RESERVED: Words("已留用", "Reserved"),
    Fate.USED: Words("已使用", "Used"),
    Fate.ELSEWHERE: Words("系统外使用", "Used elsewhere"),
    Fate.ENTERED: Words("登记簿以前", "Before the register"),
    Fate.VOID: Words("已作废", "Void"),
    Fate.UNKNOWN: Words("没有登记", "Not accounted for"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One number: for which edition or which paper, what became of it, who put it down when, and why it is void.

    row  its row in the register; None for a number that only an old paper tells of, and for one that nobody tells of
    """

    number: Numbered
    fate: Fate
    row: DocumentNumber | None = None
    edition: Edition | None = None
    regulation: Regulation | None = None
    by: Person | None = None
    at: datetime | None = None
    why: Words | None = None


def series(db: Session, code: str, year: int) -> list[tuple[str, int]]:
    """Every series there is a number of, the newest year first, and that of `code` and `year` in any case."""
    kept = db.exec(select(DocumentNumber.code, DocumentNumber.year).distinct())
    return sorted({(code, year), *kept, *numbering.series_outside(db)}, key=lambda one: (-one[1], one[0]))


def lines(db: Session, code: str, year: int) -> list[Line]:
    """The numbers of one series, the newest first: those of the register, of earlier papers, and those that are missing."""
    rows = db.exec(select(DocumentNumber).where(DocumentNumber.code == code, DocumentNumber.year == year)).all()
    outside = numbering.taken_outside(db, code, year)
    editions = by_number(db, Edition, {*outside.values(), *(one.edition_id for one in rows if one.edition_id)})
    regulations = by_number(db, Regulation, {one.regulation_id for one in editions.values()})
    people = by_number(db, Person, {one.ended_by or one.reserved_by for one in rows})
    found: dict[int, Line] = {}
    for serial, number in outside.items():
        edition = editions[number]
        found[serial] = Line(
            Numbered(code, year, serial), Fate.ENTERED, edition=edition, regulation=regulations[edition.regulation_id]
        )
    for row in rows:
        kept = editions[row.edition_id] if row.edition_id else None
        found[row.serial] = Line(
            Numbered(code, year, row.serial),
            _fate(row),
            row,
            kept,
            regulations[kept.regulation_id] if kept else None,
            people[row.ended_by or row.reserved_by],
            row.ended_at or row.at,
            numbering.reason_words(row) if row.void_reason else None,
        )
    for serial in left_out(found):
        found[serial] = Line(Numbered(code, year, serial), Fate.UNKNOWN)
    return [found[serial] for serial in sorted(found, reverse=True)]


def _fate(row: DocumentNumber) -> Fate:
    if row.ended_at is None:
        return Fate.RESERVED
    if row.void_reason:
        return Fate.VOID
    return Fate.USED if row.edition_id else Fate.ELSEWHERE
