"""Decisions that end: taken back by their author, or lifted by the chair. Who wrote what is read from the saves.

The table `contributor` is dropped: it held nothing that the saves of an edition, each with its author, do not say. What old
approvals cover stays as recorded, in every language they name.
"""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0003"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "retraction",
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column(
            "ending",
            sa.Enum("withdrawn", "dismissed", name="ending", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["approval_id"], ["approval.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("approval_id", "ending"),
    )
    op.drop_table("contributor")


def downgrade() -> None:
    op.create_table(
        "contributor",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("edition_id", "person_id", "key"),
    )
    op.drop_table("retraction")
