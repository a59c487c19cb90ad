"""The kinds of jobs: what is done for each, how often it is tried, and which come by themselves every day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlmodel import Session

from workflow.jobs import delivering, keeping, nightly, telling
from workflow.jobs.workplace import Work, Workplace
from workflow.records.job import Held, queue
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job.

    words     what an administrator reads
    tries     faults after which it is given up
    longest   after which nobody waits for it any more: its lease is not renewed, and another worker may take it
    quick     done in seconds at most: one lane of a worker is kept free of everything else, so that nobody waits for a drawing
              to be told something
    daily     the hour, in the enterprise's zone, from which it is due each day; None for what acts ask for
    given_up  what is written beside it when it is given up
    """

    words: Words
    work: Work
    tries: int = 8
    longest: timedelta = timedelta(minutes=30)
    quick: bool = False
    daily: time | None = None
    given_up: Callable[[Workplace, Session, Held, Words], None] | None = None


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "tell": Kind(Words("通知有关人员", "Telling those concerned"), telling.tell, quick=True),
        "deliver": Kind(
            Words("发出通知", "Sending a notice out"), delivering.deliver, quick=True, given_up=delivering.give_up
        ),
        "remind": Kind(Words("每日提醒", "The reminders of a day"), telling.remind, tries=4, quick=True, daily=time(8)),
        "keep": Kind(Words("文书归档", "Keeping the papers of a result"), keeping.keep),
        "sweep": Kind(Words("补存未归档的文书", "Keeping papers left over"), keeping.sweep, tries=2, daily=time(1, 30)),
        "clear": Kind(Words("清理已办任务", "Clearing away what is done"), nightly.clear, tries=2, daily=time(2, 30)),
        "verify": Kind(
            Words("核对全部记录", "Verifying the whole record"),
            nightly.verify_record,
            tries=2,
            longest=timedelta(hours=6),
            daily=time(3, 30),
            given_up=telling.tell_of_difference,
        ),
    }
)
#: How long after its hour a daily job is begun by a worker that was not there at that hour: its start has other things to do.
LATE = timedelta(minutes=5)


def plan(db: Session, now: datetime, zone: ZoneInfo, kinds: Mapping[str, Kind] = KINDS) -> None:
    """Ask for the daily jobs of this day; those that somebody asked for already are there once."""
    here = now.astimezone(zone)
    for name, kind in kinds.items():
        if kind.daily is not None:
            hour = datetime.combine(here.date(), kind.daily, zone)
            queue(db, name, f"{name}:{here.date()}", now, hour if hour >= now else now + LATE)
