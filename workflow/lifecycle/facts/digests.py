"""What the chain of events says of a kept file: its digest was told in the act that kept it, where no row can change it."""

import json

from sqlmodel import Session, select

from workflow.records.event import Event, Payload
from workflow.records.kept import Altered
from workflow.records.paper import Paper, PaperFile
from workflow.records.replaying.paper import require_as_written


def require_told(db: Session, verb: str, edition_id: int, name: str, sha256: str, what: str) -> None:
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


def paper_content(db: Session, paper: Paper) -> bytes | None:
    """The kept file of a paper, held against its digest, its rows and the event of its keeping; None while there is none.

    Raises Altered.
    """
    file = db.exec(select(PaperFile).where(PaperFile.paper_id == paper.id)).first()
    if file is None:
        return None
    content = file.content
    require_as_written(db, paper.edition_id, [("paper", paper.id), ("paper_file", file.id)], f"paper:{paper.id}")
    require_told(db, "keep", paper.edition_id, paper.name, file.sha256, f"paper:{paper.id}")
    return content
