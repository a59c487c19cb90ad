"""Evidence: files that somebody brought, and who may read each of them by what it is evidence of."""

from collections.abc import Callable, Sequence
from functools import partial

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from workflow.lifecycle.facts.kept_papers import unaltered_file
from workflow.lifecycle.facts.submitted import course_of
from workflow.records.entry import Scan
from workflow.records.kept import Altered
from workflow.records.paper import Paper, PaperFile, SealedCopy
from workflow.records.regulation import Edition
from workflow.records.review import Attachment, Consultation, StepRecord
from workflow.records.text.returned import Returned
from workflow.rules import visibility
from workflow.rules.visibility import Matter, Piece, Reader, Stage


def find(db: Session, number: int, reader: Reader) -> Attachment | None:
    """The file with that number; None when there is none, or `reader` may read nothing that it is evidence of.

    The same bytes are kept once, so that a file may have come back for several texts: one that is open to somebody is enough.
    """
    found = db.get(Attachment, number)
    return found if found is not None and _can_read(db, number, reader) else None


def _can_read(db: Session, number: int, reader: Reader) -> bool:
    for returned in db.exec(select(Returned).where(Returned.attachment_id == number)):
        course = course_of(db, db.get_one(Edition, returned.edition_id))
        if course.can_read(reader, Matter.RETURNED, returned.snapshot_id):
            return True
    for matter, table in ((Matter.CONSULTATION, Consultation), (Matter.STEP, StepRecord), (Matter.SCAN, Scan)):
        editions = db.exec(select(table.edition_id).where(table.attachment_id == number))
        for edition_id in editions:
            piece = Piece(matter, Stage.STANDING, db.get_one(Edition, edition_id).state)
            if visibility.can_read(reader, piece):
                return True
    sealed = select(Paper.edition_id).join(SealedCopy, col(SealedCopy.paper_id) == col(Paper.id))
    for edition_id in db.exec(sealed.where(SealedCopy.attachment_id == number)):
        piece = Piece(Matter.SEALED, Stage.STANDING, db.get_one(Edition, edition_id).state)
        if visibility.can_read(reader, piece):
            return True
    return False


def altered(db: Session, whose: Sequence[Edition]) -> list[str]:
    """What is kept of these editions and is not what was kept: paper:3, attachment:7, in the order of the editions.

    Their files are read and held against their digests; nothing is said of those of others, nor that there are any.
    """
    out: list[str] = []
    editions = col(Edition.id).in_([one.id for one in whose])
    papers = select(Paper, PaperFile).join(PaperFile).join(Edition, col(Edition.id) == col(Paper.edition_id))
    for paper, file in db.exec(papers.where(editions).order_by(col(Paper.id))).all():
        _note(out, partial(unaltered_file, db, paper, file))
    for table in (Consultation, StepRecord, Scan, Returned):
        brought = select(table.attachment_id).join(Edition, col(Edition.id) == col(table.edition_id)).where(editions)
        _note_files(db, out, brought)
    sealed = select(SealedCopy.attachment_id).join(Paper, col(Paper.id) == col(SealedCopy.paper_id))
    _note_files(db, out, sealed.join(Edition, col(Edition.id) == col(Paper.edition_id)).where(editions))
    return list(dict.fromkeys(out))


def _note_files(db: Session, out: list[str], numbers: SelectOfScalar[int] | SelectOfScalar[None]) -> None:
    for one in db.exec(select(Attachment).where(col(Attachment.id).in_(numbers)).order_by(col(Attachment.id))):
        _note(out, partial(getattr, one, "content"))


def _note(out: list[str], read: Callable[[], object]) -> None:
    try:
        read()
    except Altered as error:
        out.append(error.what)
