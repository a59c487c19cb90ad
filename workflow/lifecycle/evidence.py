"""Evidence: files that somebody brought, and who may read each of them by what it is evidence of."""

from sqlmodel import Session, select

from workflow.lifecycle.submitted import course_of
from workflow.records.entry import Scan
from workflow.records.regulation import Edition
from workflow.records.returned import Returned
from workflow.records.review import Attachment, Consultation
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
    for matter, table in ((Matter.CONSULTATION, Consultation), (Matter.SCAN, Scan)):
        editions = db.exec(select(table.edition_id).where(table.attachment_id == number))
        for edition_id in editions:
            piece = Piece(matter, Stage.STANDING, db.get_one(Edition, edition_id).state)
            if visibility.can_read(reader, piece):
                return True
    return False
