"""What a night is good for: the whole record is held against itself, and what is done is cleared away."""

from datetime import timedelta

from sqlmodel import Session

from workflow.jobs.workplace import Again, Ending, Workplace
from workflow.records import job as jobs
from workflow.records import notice
from workflow.records.job import Held
from workflow.records.replaying.looking import look
from workflow.words import Words

#: How long a job that was done is remembered: whoever asks what became of it has that long; and a notice that was read.
REMEMBERED, READ = timedelta(days=30), timedelta(days=180)


def verify_record(place: Workplace, _job: Held) -> Ending:
    """As `workflow verify` without a checkpoint; what is found stands on pages from then on (`records/replaying/looking.py`).
    Raises Again, with the first objects, when something differs: trying again helps nobody then."""
    found = look(place.engine, place.clock(), whole=True)
    words = found.words()
    if words is not None:
        raise Again(words, hopeless=True)
    said = Words(
        f"{found.head.seq}条事件及其数据一致。", f"{found.head.seq} events and what they wrote are as written."
    )
    return lambda _db: said


def clear(place: Workplace, _job: Held) -> Ending:
    """Forget jobs that were done, and notices that were read, long ago."""

    def ending(db: Session) -> None:
        jobs.clear(db, place.clock() - REMEMBERED)
        notice.clear(db, place.clock() - READ)

    return ending
