"""What a night is good for: the whole record is held against itself, and what is done is cleared away."""

from datetime import timedelta

from sqlmodel import Session

from workflow.jobs.workplace import Again, Ending, Workplace
from workflow.records import job as jobs
from workflow.records import notice
from workflow.records.database.session import reading
from workflow.records.job import Held
from workflow.records.replaying import verify
from workflow.words import Words

#: How long a job that was done is remembered: whoever asks what became of it has that long; and a notice that was read.
REMEMBERED, READ = timedelta(days=30), timedelta(days=180)


def verify_record(place: Workplace, _job: Held) -> Ending:
    """As `workflow verify` without a checkpoint. Raises Again, with the first differences, when something differs: trying
    again helps nobody then."""
    with reading(place.engine) as db:
        found = verify(db, None)
    if found.different:
        first = "; ".join(found.different[:3])
        many = len(found.different)
        raise Again(
            Words(
                f"记录有{many}处与写入时不一致：{first}。请执行 workflow verify。",
                f"The record is not as it was written in {many} places: {first}. Type: workflow verify",
            ),
            hopeless=True,
        )
    said = Words(
        f"{found.events}条事件、{found.rows}项数据一致。",
        f"{found.events} events and {found.rows} rows are as written.",
    )
    return lambda _db: said


def clear(place: Workplace, _job: Held) -> Ending:
    """Forget jobs that were done, and notices that were read, long ago."""

    def ending(db: Session) -> None:
        jobs.clear(db, place.clock() - REMEMBERED)
        notice.clear(db, place.clock() - READ)

    return ending
