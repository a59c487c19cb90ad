"""Issued papers as rows: the paper of an edition, its bytes, and the editions issued before and after it."""

from sqlmodel import Session, col, select

from workflow.lifecycle.facts import digests
from workflow.records.issued import Issued, IssuedKind
from workflow.records.regulation import EDITIONS, Edition
from workflow.records.replaying.paper import require_as_written
from workflow.rules.states import State
from workflow.words import Language


def content_of(db: Session, paper: Issued) -> bytes:
    """The file as it left the building, held against its digest, its row and the event of its issuing.

    Whoever changes the bytes and the digest beside them has not changed what the chain of events says. Raises Altered.
    """
    content = paper.content
    require_as_written(db, paper.edition_id, [("issued", paper.id)], f"issued:{paper.id}")
    digests.require_told(db, "issue", paper.edition_id, paper.language, paper.sha256, f"issued:{paper.id}")
    return content


def previous_issued(db: Session, edition: Edition) -> Edition | None:
    """The issued edition of the same regulation that came before `edition`, or None."""
    issued = [one for one in EDITIONS.of(db, edition.regulation_id) if one.state is State.ISSUED]
    return next((one for one in reversed(issued) if one.number < edition.number), None)


def next_issued(db: Session, edition: Edition) -> Edition | None:
    """The issued edition that supersedes `edition`, or None."""
    issued = [one for one in EDITIONS.of(db, edition.regulation_id) if one.state is State.ISSUED]
    return next((one for one in issued if one.number > edition.number), None)


def paper_of(
    db: Session, edition: Edition, language: Language, kind: IssuedKind = IssuedKind.REGULATION
) -> Issued | None:
    """The official file of an edition in a language, or None."""
    return db.exec(
        select(Issued).where(Issued.edition_id == edition.id, Issued.language == language, Issued.kind == kind)
    ).first()


def papers_of(db: Session, edition: Edition) -> list[Issued]:
    """The official files of an edition, the authentic text's language first as they were issued."""
    return list(db.exec(select(Issued).where(Issued.edition_id == edition.id).order_by(col(Issued.id))))


def has_files(db: Session, edition: Edition) -> bool:
    """Whether an edition has official files that were made here."""
    return db.exec(select(Issued.id).where(Issued.edition_id == edition.id)).first() is not None
