"""One row held to the event that wrote it last, before what it says is given out of the house."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from workflow.records.database.commitments import row_key
from workflow.records.database.session import read_once
from workflow.records.event import BASELINE_OBJECT, Event
from workflow.records.kept import Altered
from workflow.records.replaying.chain import spoken_for
from workflow.records.replaying.stored import Digester, groups, newest

#: Beside the acts on the edition: what was there before acts committed to rows, and papers that an upgrade froze or moved.
_ALSO = (BASELINE_OBJECT, "record:papers")
_PAPERS = frozenset({"paper", "paper_file"})


def require_as_written(db: Session, edition_id: int, rows: Sequence[tuple[str, int]], what: str) -> None:
    """Raise Altered for `what` unless each of these rows (table and number) is as an act on the edition left it.

    Reads the events of that edition which name such tables, by the index over their objects, and never the whole chain.
    """
    connection = db.connection()
    told = read_once(db, ("spoken for", edition_id), ("event",), lambda: _told(db, edition_id))
    for table, number in rows:
        speaking = [(one, spoken[table]) for one, spoken in told if str(number) in spoken.get(table, ((), {}))[1]]
        one = newest(connection, table)
        stand = list(groups(connection, one, [str(number)]))
        if not speaking or not stand:
            raise Altered(what)
        event, (columns, digests) = speaking[-1]
        is_whole = set(columns) <= set(one.columns) and event.computed_hash() == event.hash
        if (
            not is_whole
            or Digester(one, columns).made(row_key(event.row_salt, table, str(number)), stand[0][1])
            != digests[str(number)]
        ):
            raise Altered(what)


def _told(db: Session, edition_id: int) -> list[tuple[Event, dict[str, tuple[tuple[str, ...], dict[str, str | None]]]]]:
    """The acts that may have written a paper of the edition, in order, each with what it speaks for."""
    objects = (f"edition:{edition_id}", *_ALSO)
    events = db.exec(select(Event).where(col(Event.object).in_(objects), Event.rows != "").order_by(col(Event.seq)))
    return [(one, spoken) for one in events if _PAPERS & set(spoken := spoken_for(one.rows))]
