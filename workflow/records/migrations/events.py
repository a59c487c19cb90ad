"""The event of a step that moves rows of history: it says in the chain what became of them, so that a replay holds them to it."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from workflow.records.database.columns import Moment, settled_json
from workflow.records.database.commitments import Named, committing, new_salt
from workflow.records.event import chained_hash, payload_hash

#: The rows that go together under a name; None for one that was taken away.
Stand = Iterable[tuple[Named, list[dict[str, Any]] | list[Mapping[str, Any]] | None]]


def append(connection: sa.Connection, verb: str, subject: str, rows: Stand, **words: object) -> None:
    """Add the event of the system `verb` that commits to `rows`, dated like the last one; in an empty chain nothing is to be said."""
    chain = sa.table("event", *map(sa.column, ("seq", "hash")), sa.column("at", Moment()))
    last = connection.execute(sa.select(chain).order_by(chain.c.seq.desc()).limit(1)).first()
    if last is None:
        return
    salt, row_salt, told = secrets.token_hex(16), new_salt(), settled_json({"by": "host", **words})
    made: dict[str, Any] = {
        "seq": last.seq + 1,
        "prev_hash": last.hash,
        "actor_id": None,
        "on_behalf_of": None,
        "verb": verb,
        "object": subject,
        "regulation_id": None,
        "fingerprint": "",
        "at": last.at,
        "payload_hash": payload_hash(salt, told),
        "row_salt": row_salt,
        "rows": committing(rows, row_salt),
    }
    made["hash"] = chained_hash(made)
    columns = [sa.column(name, Moment()) if name == "at" else sa.column(name) for name in made]
    connection.execute(sa.insert(sa.table("event", *columns)).values(made))
    payload = sa.table("payload", *map(sa.column, ("event_seq", "salt", "json")))
    connection.execute(sa.insert(payload).values(event_seq=made["seq"], salt=salt, json=told))
