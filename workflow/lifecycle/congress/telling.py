"""How what happens to one attempt at a vote is put on record: under its edition, with the text that is voted on."""

from workflow.lifecycle.acting import Act, record
from workflow.records.ballot import Ballot
from workflow.records.congress import Motion
from workflow.records.regulation import Edition


def tell(act: Act, motion: Motion, ballot: Ballot, verb: str, **payload: object) -> None:
    """Put `verb` on record for the attempt `ballot` at `motion`."""
    edition = act.db.get_one(Edition, motion.edition_id)
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=motion.voted_fingerprint or "",
        attempt=ballot.attempt,
        **payload,
    )
