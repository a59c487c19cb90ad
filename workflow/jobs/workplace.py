"""What whoever works a job off has at hand, and how a job can end other than well."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from workflow.archive import Archive
from workflow.config import Settings
from workflow.lifecycle.acting import Act
from workflow.papers import Press
from workflow.publishing.pressroom.room import Pressroom
from workflow.records.job import Held
from workflow.rules.procedure import Procedure
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Workplace:
    """The settings, the database, the clock, the figures of the procedure, and for papers the press and its room."""

    settings: Settings
    engine: sa.Engine
    clock: Callable[[], datetime]
    procedure: Procedure
    press: Callable[[], Press]
    room: Pressroom

    def act(self, db: Session) -> Act:
        """An act of the system in this transaction."""
        return Act(db, None, self.clock(), self.settings.time_zone, self.procedure)

    @property
    def archive(self) -> Archive:
        """Who keeps papers."""
        return Archive(self.engine, self.press, self.room, self.clock, self.procedure)


class Again(Exception):
    """The job could not be done, and `words` tells why; it is tried again, unless that is `hopeless`."""

    def __init__(self, words: Words, *, hopeless: bool = False) -> None:
        super().__init__(words.en)
        self.words, self.hopeless = words, hopeless


#: What is written when a job is done, in the transaction that says so; gives what is said of it, if anything.
Ending = Callable[[Session], Words | None]
#: Does the work, outside of any transaction of the caller. Raises Again.
Work = Callable[[Workplace, Held], Ending]


def nothing_more(_db: Session) -> None:
    """The ending of a job that has written down what it did already."""
