"""Who must approve an edition: as it was pinned to its round, or as it would be today for a draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from workflow.records.database.session import read_once
from workflow.records.enterprise import reviews_added, units_on
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import ROUNDS, SCOPES, Scope
from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.procedure import Procedure
from workflow.rules.requiring.seats import Requirement, named, required
from workflow.rules.requiring.topics import Topic, read
from workflow.words import Language, Words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a text is said to be about, and the code of the department in charge of it, 归口部门; "" for none."""

    topics: frozenset[Topic] = frozenset()
    charge: str = ""


def scopes_of(db: Session, edition: Edition) -> list[Scope]:
    """What the rounds of an edition were about, oldest first, each correction after what it corrects."""
    return list({one.id: one for one, _ in SCOPES.of(db, edition.id)}.values())


def scope_of(db: Session, edition: Edition) -> Scope | None:
    """What the last round of an edition is about; None before the first, and for a round of before there were scopes."""
    rounds = ROUNDS.of(db, edition.id)
    mine = [one for one in scopes_of(db, edition) if rounds and one.round_id == rounds[-1].id]
    return mine[-1] if mine else None


def charge_of(db: Session, regulation_id: int) -> str:
    """The department that was in charge of a regulation the last time anybody said so; "" for none."""
    said = select(Scope.charge).join(Edition, col(Edition.id) == col(Scope.edition_id))
    last = said.where(Edition.regulation_id == regulation_id).order_by(col(Scope.id).desc())
    found = read_once(
        db, ("charge", regulation_id), ("review_scope", "edition"), lambda: db.exec(last.limit(1)).first()
    )
    return found or ""


def requirements_of(
    db: Session,
    edition: Edition,
    procedure: Procedure,
    day: date,
    languages: list[Language],
    *,
    on_draft: bool,
    wanted: Wanted | None = None,
) -> tuple[Requirement, ...]:
    """Who must approve an edition, whoever was called in besides.

    languages  of the texts that the review is about, the authentic one first
    on_draft   as the rules are on `day`; else as they were pinned to the last round, or, where nothing was, as they are for it
    wanted     what a draft is about, where somebody says so now; None for what was said last
    """
    scope = scope_of(db, edition)
    if scope is not None and not on_draft:
        found = tuple(_pinned(db, edition, scope))
        return named(found, names_of(db, day)) if any(one.seat.unit for one in found) else found
    if not languages:
        return ()
    return worked_out(db, edition, procedure, day, languages, on_draft=on_draft, wanted=wanted or as_said(scope))


def worked_out(
    db: Session,
    edition: Edition,
    procedure: Procedure,
    day: date,
    languages: list[Language],
    *,
    on_draft: bool,
    wanted: Wanted,
) -> tuple[Requirement, ...]:
    """The same by the rules of `day` and what is `wanted`, to be pinned."""
    rounds = () if on_draft else ROUNDS.of(db, edition.id)
    kind = db.get_one(Regulation, edition.regulation_id).kind
    added = reviews_added(db, kind, day, rounds[-1].at if rounds else None)
    charge = Seat(Capacity.DEPARTMENT, wanted.charge) if wanted.charge else None
    own = [one.own for one in added]
    found = required(procedure, kind.value, languages, day, wanted.topics, own, charge)
    return named(found, names_of(db, day)) if any(one.seat.unit for one in found) else found


def as_said(scope: Scope | None) -> Wanted:
    """What a scope says, as a value; nothing for none."""
    return Wanted(read(scope.topics), scope.charge or "") if scope else Wanted()


def by_seat(several: Iterable[tuple[Seat, Language]]) -> dict[Seat, list[Language]]:
    """Each seat with the languages that it answers for; 部门 is not meant beside a department that is named for the same."""
    pairs = dict.fromkeys(several)
    anybody = Seat(Capacity.DEPARTMENT)
    by_unit = {language for seat, language in pairs if seat.capacity is Capacity.DEPARTMENT and seat.unit}
    found: dict[Seat, list[Language]] = {}
    for seat, language in pairs:
        if seat != anybody or language not in by_unit:
            found.setdefault(seat, []).append(language)
    return found


def names_of(db: Session, day: date) -> dict[str, Words]:
    """What the units are called on a day, by code."""
    return {one.code: Words(one.name_zh, one.name_en) for one in units_on(db, day)}


def _pinned(db: Session, edition: Edition, scope: Scope) -> list[Requirement]:
    rows = [row for one, row in SCOPES.of(db, edition.id) if one.id == scope.id and row is not None]
    return [Requirement(Seat(one.capacity, one.unit), one.language, one.rule, one.since) for one in rows]
