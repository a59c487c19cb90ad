"""Workplaces for tests: a database, a clock that stands still until it is moved, and no press unless one is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from tests.cast import PROCEDURE
from tests.web.house import Clock, settings_for
from workflow.jobs.kinds import Kind
from workflow.jobs.worker import JobWorker
from workflow.jobs.workplace import Work, Workplace
from workflow.papers import Press
from workflow.publishing.faces.fonts import faces
from workflow.publishing.pressroom.room import own_pressroom
from workflow.records.database.session import make_engine, reading, writing
from workflow.records.job import Job, queue
from workflow.words import Words

NOON = datetime(2026, 3, 16, 4, tzinfo=UTC)


@dataclass
class Place:
    """A place with what its workers and its tests share."""

    url: str
    clock: Clock = field(default_factory=lambda: Clock(NOON))
    variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.engine: sa.Engine = make_engine(self.url)
        settings = settings_for(self.url, **self.variables)
        self.at_hand = Workplace(
            settings=settings,
            engine=self.engine,
            clock=self.clock,
            procedure=PROCEDURE,
            press=lambda: Press(settings, faces(settings), True),
            room=own_pressroom(),
        )

    def worker(self, kinds: Mapping[str, Kind], **options: object) -> JobWorker:
        return JobWorker(self.at_hand, kinds=kinds, **options)  # type: ignore[arg-type]

    def ask(self, *keys: str, kind: str = "try", due: datetime | None = None, **payload: int) -> None:
        with writing(self.engine) as db:
            for key in keys:
                queue(db, kind, key, self.clock(), due, **payload)

    def jobs(self) -> dict[str, Job]:
        with reading(self.engine) as db:
            found = {one.key: one for one in db.exec(select(Job).order_by(col(Job.id)))}
            db.expunge_all()
        return found


def kind(work: Work, **options: object) -> dict[str, Kind]:
    """One kind of job, called "try"."""
    return {"try": Kind(Words("试", "Trying"), work, **options)}  # type: ignore[arg-type]


HOUR = timedelta(hours=1)
