"""The sealed copy 盖章件: an official file is printed and sealed on paper, and a scan of that is kept beside the file.

No seal is ever drawn into a file; what is kept here is a picture of paper, and the file beside it stays what it was.
"""

import hashlib
from collections.abc import Mapping

from sqlmodel import Session, col, select

from workflow.lifecycle import attaching
from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.paper import Paper, SealedCopy
from workflow.records.regulation import Edition
from workflow.records.review import Attachment
from workflow.words import Words


def keep_sealed(
    act: Act, edition: Edition, paper: Paper | None, sent: attaching.Sent, *, largest: int = attaching.LARGEST_FILE
) -> SealedCopy:
    """Keep the scan of the sealed copy of `paper`, an official file of `edition`. Raises Refused, or Unusable naming the field.

    largest  the most bytes a file may have
    """
    ask("keep_sealed", of_edition(act, edition))
    if paper is None or paper.edition_id != edition.id:  # the first of which the guard has asked
        raise ValueError("the paper of another edition")
    found = attaching.judged(sent, largest)
    if isinstance(found, Words):
        raise Unusable({"sealed": found})
    digest = hashlib.sha256(sent.content).hexdigest()
    if any(one.sha256 == digest for _, one in sealed_copies(act.db, [paper]).get(paper.id, [])):
        raise Unusable({"sealed": Words("这份盖章件已经附上了。", "This sealed copy is kept already.")})
    attachment = attaching.keep(act, sent, found)
    sealed = SealedCopy(paper_id=paper.id, attachment_id=attachment.id, kept_by=act.person_id, at=act.now)
    act.db.add(sealed)
    act.db.flush()
    record(
        act,
        "keep_sealed",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        number=paper.number,
        file=attachment.name,
        sha256=attachment.sha256,
    )
    return sealed


def sealed_copies(db: Session, papers: list[Paper]) -> Mapping[int, list[tuple[SealedCopy, Attachment]]]:
    """Number of an official file → the scans of its sealed copies, in the order in which they came."""
    rows = (
        select(SealedCopy, Attachment)
        .join(Attachment, col(Attachment.id) == col(SealedCopy.attachment_id))
        .where(col(SealedCopy.paper_id).in_([one.id for one in papers]))
        .order_by(col(SealedCopy.id))
    )
    found: dict[int, list[tuple[SealedCopy, Attachment]]] = {}
    for sealed, attachment in db.exec(rows):
        found.setdefault(sealed.paper_id, []).append((sealed, attachment))
    return found


def sealed_copy(db: Session, number: int) -> tuple[SealedCopy, Paper] | None:
    """One scan by its number, with the official file that it belongs to; None where there is none."""
    found = db.get(SealedCopy, number)
    return (found, db.get_one(Paper, found.paper_id)) if found else None
