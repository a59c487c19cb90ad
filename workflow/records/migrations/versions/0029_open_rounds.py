"""A round may name its last day. Reasons for changes are kept by round: what is written while one round is read belongs to the next.

A reason that was there belongs to the round that was opened before it was written; on the way back the last one of each stays.
"""

# ruff: noqa: S608 (tables of ours)

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0029"
down_revision = "0028"
COLUMNS = "edition_id, key, text, person_id, at"
BEFORE = (
    "(SELECT count(*) FROM review_round WHERE review_round.edition_id = old_reason.edition_id "
    "AND review_round.at < old_reason.at)"
)
LATER = (
    "SELECT 1 FROM old_reason later WHERE later.edition_id = old_reason.edition_id AND later.key = old_reason.key "
    "AND later.round_number > old_reason.round_number"
)


def upgrade() -> None:
    op.add_column("review_round", sa.Column("due", sa.Date(), nullable=True))
    _aside()
    _make(sa.Column("round_number", sa.Integer(), nullable=False))
    op.execute(f"INSERT INTO change_reason ({COLUMNS}, round_number) SELECT {COLUMNS}, {BEFORE} FROM old_reason")
    op.execute("DROP TABLE old_reason")


def downgrade() -> None:
    op.drop_column("review_round", "due")
    _aside()
    _make()
    last = f"text <> '' AND NOT EXISTS ({LATER})"
    op.execute(f"INSERT INTO change_reason ({COLUMNS}) SELECT {COLUMNS} FROM old_reason WHERE {last}")
    op.execute("DROP TABLE old_reason")


def _aside() -> None:
    op.execute("CREATE TEMPORARY TABLE old_reason AS SELECT * FROM change_reason")
    op.drop_table("change_reason")


def _make(*number: sa.Column[int]) -> None:
    op.create_table(
        "change_reason",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        *number,
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("edition_id", "key", *(one.name for one in number)),
    )
