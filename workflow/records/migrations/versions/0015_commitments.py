"""Commitments: from this migration on each event says by a digest what its act wrote, and the first one says so of
everything that was there before, as it stood on that day."""

import secrets

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment, settled_json
from workflow.records.database.commitments import committing, stand
from workflow.records.event import BASELINE, chained_hash, payload_hash

revision = "0015"
down_revision = "0013"
COLUMNS = ("row_salt", "rows")
#: What the way back puts aside and the way up brings again: without it the hashes of those events would not hold any more.
ASIDE = "event_aside"


def upgrade() -> None:
    op.add_column("event", sa.Column("rows", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("event", sa.Column("row_salt", sa.String(64), nullable=False, server_default=sa.text("''")))
    connection = op.get_bind()
    if ASIDE in sa.inspect(connection).get_table_names():
        for name in COLUMNS:
            op.execute(
                f"UPDATE event SET {name} = (SELECT a.{name} FROM {ASIDE} a WHERE a.hash = event.hash) "  # noqa: S608 (names of ours)
                f"WHERE hash IN (SELECT hash FROM {ASIDE})"
            )
        op.drop_table(ASIDE)
    chain = sa.table("event", *map(sa.column, ("seq", "hash")), sa.column("at", Moment()))
    last = connection.execute(sa.select(chain).order_by(chain.c.seq.desc()).limit(1)).first()
    if last is None:
        return
    salt, row_salt, words = (
        secrets.token_hex(16),
        secrets.token_hex(16),
        settled_json({"by": "host"}),
    )
    made = {
        "seq": last.seq + 1,
        "prev_hash": last.hash,
        "actor_id": None,
        "on_behalf_of": None,
        "verb": BASELINE,
        "object": "record:rows",
        "regulation_id": None,
        "fingerprint": "",
        "at": last.at,
        "payload_hash": payload_hash(salt, words),
        "row_salt": row_salt,
        "rows": committing(stand(connection), row_salt),
    }
    made["hash"] = chained_hash(made)
    columns = [sa.column(name, Moment()) if name == "at" else sa.column(name) for name in made]
    connection.execute(sa.insert(sa.table("event", *columns)).values(made))
    payload = sa.table("payload", *map(sa.column, ("event_seq", "salt", "json")))
    connection.execute(sa.insert(payload).values(event_seq=made["seq"], salt=salt, json=words))


def downgrade() -> None:
    """The commitments are put aside for when the database comes up again: the release before knows nothing of the table."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM event WHERE row_salt <> '' LIMIT 1")).first():
        op.execute(f"CREATE TABLE {ASIDE} AS SELECT hash, row_salt, rows FROM event WHERE row_salt <> ''")  # noqa: S608 (names of ours)
        op.create_index("event_aside_hash", ASIDE, ["hash"])
    for name in COLUMNS:
        op.drop_column("event", name)
