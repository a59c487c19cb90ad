"""Which provisions a reviewer has looked at, and whether the keys of the review page are off for them.

Nobody had looked at anything before. On the way back it is forgotten.
"""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "viewed_mark",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.PrimaryKeyConstraint("person_id", "edition_id", "language", "key"),
    )
    op.create_index(op.f("ix_viewed_mark_edition_id"), "viewed_mark", ["edition_id"])
    op.create_table(
        "review_choice",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("keys_off", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )


def downgrade() -> None:
    op.drop_table("review_choice")
    op.drop_table("viewed_mark")
