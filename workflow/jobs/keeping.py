"""Papers that an act of the congress made final are drawn and kept."""

from workflow.jobs.workplace import Again, Ending, Workplace, nothing_more
from workflow.records.job import Held
from workflow.words import Words


def keep(place: Workplace, job: Held) -> Ending:
    """Keep the papers about a result, each by an act of its own; one that is kept already stays as it is."""
    for why in place.archive.keep_papers(job.payload["result"]):
        raise Again(why)
    return nothing_more


def sweep(place: Workplace, _job: Held) -> Ending:
    """Freeze what results of earlier releases say, and try once more to keep what has no file."""
    kept = place.archive.sweep()
    return lambda _db: Words(f"归档{kept}份。", f"{kept} kept.")
