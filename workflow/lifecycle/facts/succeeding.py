"""The issued editions of one regulation in their order: which came before an edition, and which supersedes it."""

from sqlmodel import Session

from workflow.records.regulation import EDITIONS, Edition
from workflow.rules.states import State


def previous_issued(db: Session, edition: Edition) -> Edition | None:
    """The issued edition of the same regulation that came before `edition`, or None."""
    issued = [one for one in EDITIONS.of(db, edition.regulation_id) if one.state is State.ISSUED]
    return next((one for one in reversed(issued) if one.number < edition.number), None)


def next_issued(db: Session, edition: Edition) -> Edition | None:
    """The issued edition that supersedes `edition`, or None."""
    issued = [one for one in EDITIONS.of(db, edition.regulation_id) if one.state is State.ISSUED]
    return next((one for one in issued if one.number > edition.number), None)
