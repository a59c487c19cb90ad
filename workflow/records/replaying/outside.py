"""The tree over the events, whose root leaves the house in checkpoints."""

from sqlmodel import Session, col, select

from workflow.records.database.watch import INSTALLATION
from workflow.records.event import Event
from workflow.records.person import Mark
from workflow.transparency.checkpoints import Checkpoint
from workflow.transparency.tree import leaf, root_of


def leaf_of(hashed: str) -> bytes:
    """The leaf of an event in the tree, from its hash; that of one that was made unreadable is no other event's."""
    try:
        return leaf(bytes.fromhex(hashed))
    except ValueError:
        return leaf(hashed.encode("utf-8", "surrogatepass"))


def leaves_of(db: Session, size: int | None = None) -> list[bytes]:
    """The leaves of the tree over the first `size` events, by default over all there are."""
    return [leaf_of(one) for one in db.exec(select(Event.hash).order_by(col(Event.seq)).limit(size))]


def origin_of(db: Session) -> str:
    """What the log of this installation is called. Raises NoResultFound in a database that was never opened."""
    return f"regulation-workflow/{db.get_one(Mark, INSTALLATION).value}"


def checkpoint(db: Session, origin: str, size: int | None = None) -> Checkpoint:
    """The checkpoint over the first `size` events, by default over all there are."""
    leaves = leaves_of(db, size)
    return Checkpoint(origin, len(leaves), root_of(leaves))
