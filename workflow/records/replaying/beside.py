"""The files beside the database that the record is held against: what remembers it, and the key that signs its checkpoints."""

from pathlib import Path

from sqlmodel import Session, select

from workflow.records.database.marker import read_marker
from workflow.records.database.unreachable import Unreachable
from workflow.records.database.watch import INSTALLATION, RESTORED
from workflow.records.event import Event
from workflow.records.person import Mark


def beside(db: Session, file: Path) -> list[str]:
    """What is wrong with the marker in `file`, which knows how far the record had got; nothing where there never was one."""
    try:
        marker = read_marker(file)
    except Unreachable:
        return [f"{file.name}: cannot be read"]
    if marker is None:
        return [f"{file.name}: is not there"] if db.get(Mark, INSTALLATION) else []
    if not marker.is_whole:
        return [f"{file.name}: is not as it was written"]
    marks = [mark.value if (mark := db.get(Mark, name)) else "" for name in (INSTALLATION, RESTORED)]
    if [marker.installation, marker.restored] != marks:
        return [f"{file.name}: belongs to another database, or to another state of it"]
    found = db.exec(select(Event.hash).where(Event.seq == marker.head.seq)).first()
    if marker.head.seq and found != marker.head.hash:
        return [f"{file.name}: knows event {marker.head.seq}, which is not in the record"]
    return []
