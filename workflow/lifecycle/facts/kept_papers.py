"""Kept papers as they are given out: every one held against its digest, its rows and what the chain of events says of it.

Whoever changes the bytes and the digest beside them has not changed what the event told in whose act the file was kept.
"""

import json

from sqlmodel import Session, col, select

from workflow.records.event import Event, Payload
from workflow.records.kept import Altered, Kept
from workflow.records.paper import Paper, PaperFile, PaperKind
from workflow.records.regulation import Edition
from workflow.records.replaying.paper import require_as_written
from workflow.words import Language


def file_of(db: Session, paper: Paper) -> Kept | None:
    """The kept file of a paper; None while there is none. Raises Altered."""
    file = db.exec(select(PaperFile).where(PaperFile.paper_id == paper.id)).first()
    return unaltered_file(db, paper, file) if file is not None else None


def unaltered_file(db: Session, paper: Paper, file: PaperFile) -> Kept:
    """The same where the row of the file is at hand."""
    kept = file.kept
    require_as_written(db, paper.edition_id, [("paper", paper.id), ("paper_file", file.id)], f"paper:{paper.id}")
    verb = "issue" if paper.kind is PaperKind.REGULATION else "keep"
    _require_told(db, verb, paper.edition_id, paper.name, file.sha256, f"paper:{paper.id}")
    return kept


def told_of(db: Session, edition: Edition, language: Language) -> tuple[Paper | None, str]:
    """The official paper of an edition in a language, and what the digest of its file is said to be; only who reads it knows."""
    asked = select(Paper, PaperFile.sha256).outerjoin(PaperFile, col(PaperFile.paper_id) == col(Paper.id))
    paper, digest = db.exec(asked.where(*_official(edition), Paper.language == language)).first() or (None, None)
    return paper, digest or ""


def official(db: Session, edition: Edition, language: Language) -> Paper | None:
    """The official paper of an edition in a language, or None."""
    return db.exec(select(Paper).where(*_official(edition), Paper.language == language)).first()


def officials(db: Session, edition: Edition) -> list[Paper]:
    """The official papers of an edition, the authentic text's language first as they were issued."""
    return list(db.exec(select(Paper).where(*_official(edition)).order_by(col(Paper.id))))


def has_official(db: Session, edition: Edition) -> bool:
    """Whether an edition has official files that were made here."""
    return db.exec(select(Paper.id).where(*_official(edition))).first() is not None


def _official(edition: Edition) -> tuple[bool, bool]:
    return Paper.edition_id == edition.id, Paper.kind == PaperKind.REGULATION


def _require_told(db: Session, verb: str, edition_id: int, name: str, sha256: str, what: str) -> None:
    """Raise Altered for `what` unless an event `verb` of the edition told the digest `sha256` of the file called `name`.

    An event whose words were erased cannot be asked; then the digest beside the file is all there is.
    """
    erased = False
    for event in db.exec(select(Event).where(Event.object == f"edition:{edition_id}", Event.verb == verb)):
        payload = db.get(Payload, event.seq)
        if payload is None:
            erased = True
            continue
        if payload.computed_hash() != event.payload_hash:
            raise Altered(what)
        told = json.loads(payload.words).get("sha256", {}).get(name)
        if told == sha256:
            return
        if told is not None:
            raise Altered(what)
    if not erased:
        raise Altered(what)
