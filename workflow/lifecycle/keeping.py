"""Keeping papers: the one way in which a paper of any kind comes into the record, and its file after it.

What a paper says is frozen in the act that makes it final; its file is there in the same act, or is attached by the system.
"""

import hashlib

from sqlmodel import Session, select

from workflow.lifecycle.acting import Act
from workflow.records.event import coming
from workflow.records.paper import Paper, PaperFile


def freeze(act: Act, paper: Paper) -> Paper:
    """Put a paper down, made by the next event of this act, unless it is there already. The one that is there, flushed."""
    found = _same(act.db, paper)
    if found is not None:
        return found
    paper.act = coming(act.db)
    act.db.add(paper)
    act.db.flush()
    return paper


def attach(act: Act, paper: Paper, content: bytes) -> PaperFile | None:
    """Put the finished file of a paper down, which the next event commits to; None when another process was first."""
    if act.db.exec(select(PaperFile.id).where(PaperFile.paper_id == paper.id)).first() is not None:
        return None
    sha256 = hashlib.sha256(content).hexdigest()
    file = PaperFile(paper_id=paper.id, stored=content, sha256=sha256, at=act.now)
    act.db.add(file)
    act.db.flush()
    return file


def _same(db: Session, paper: Paper) -> Paper | None:
    about = (Paper.edition_id == paper.edition_id, Paper.result_id == paper.result_id)
    return db.exec(select(Paper).where(*about, Paper.kind == paper.kind, Paper.language == paper.language)).first()
