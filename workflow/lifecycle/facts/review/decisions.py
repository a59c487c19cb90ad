"""The recorded decisions on an edition, as they were taken: in which round, on which texts or articles, and how they ended."""

from dataclasses import dataclass

from sqlalchemy import and_
from sqlmodel import Session, col, select

from workflow.records.database.families import Family
from workflow.records.regulation import Edition
from workflow.records.review import Approval, Cover, Retraction, Round
from workflow.rules.approvals import Key
from workflow.rules.review import CoverKind, Ending
from workflow.words import Language

#: The decisions on an edition with the number of their round, once for each text they cover as a whole and each ending.
DECISIONS = Family[tuple[Approval, int, Language | None, str | None, Ending | None]](
    Round.edition_id,
    select(Approval, Round.number, Cover.language, Cover.fingerprint, Retraction.ending)  # type: ignore[call-overload]
    .join(Round, col(Round.id) == col(Approval.round_id))
    .outerjoin(Cover, and_(col(Cover.approval_id) == col(Approval.id), col(Cover.kind) == CoverKind.WHOLE))
    .outerjoin(Retraction, col(Retraction.approval_id) == col(Approval.id))
    .order_by(col(Approval.id), col(Cover.language), col(Retraction.at)),
)


@dataclass(slots=True)
class Made:
    """One recorded decision: in which round, the texts it covers by language, how it ended."""

    approval: Approval
    round: int
    covers: dict[Language, str]
    endings: list[Ending]


#: The lines of decisions on single items.
_ITEMS = Family[tuple[int, Language, str]](
    Round.edition_id,
    select(Cover.approval_id, Cover.language, Cover.key)
    .join(Approval, and_(col(Approval.id) == col(Cover.approval_id), col(Approval.partial)))
    .join(Round, col(Round.id) == col(Approval.round_id))
    .where(col(Cover.kind) != CoverKind.WHOLE),
)


def items_of(db: Session, edition: Edition, made: Made) -> frozenset[Key] | None:
    """What alone a decision on `edition` is about; None for everything that was shown."""
    if not made.approval.partial:
        return None
    lines = _ITEMS.of(db, edition.id)
    return frozenset((language, key) for number, language, key in lines if number == made.approval.id)


def made_on(db: Session, edition: Edition) -> list[Made]:
    """The decisions on an edition, oldest first."""
    found: dict[int, Made] = {}
    for approval, number, language, fingerprint, ending in DECISIONS.of(db, edition.id):
        one = found.setdefault(approval.id, Made(approval, number, {}, []))
        if language and fingerprint:
            one.covers[language] = fingerprint
        if ending and ending not in one.endings:
            one.endings.append(ending)
    return list(found.values())


def endings_of(db: Session, edition: Edition, approval: Approval) -> list[Ending]:
    """How a decision on `edition` ended; nothing while it stands."""
    return next((one.endings for one in made_on(db, edition) if one.approval.id == approval.id), [])
