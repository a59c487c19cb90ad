"""Words set aside: given up, or typed in a second window. Nothing was set aside before."""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0011"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "set_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("base_snapshot_id", sa.Integer(), nullable=True),
        sa.Column(
            "why",
            sa.Enum(
                "discarded",
                "other_window",
                "taken_back",
                name="aside",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("window", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["base_snapshot_id"], ["snapshot.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_set_aside_person_id"), "set_aside", ["person_id"])
    op.create_index(op.f("ix_set_aside_edition_id"), "set_aside", ["edition_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_set_aside_edition_id"), table_name="set_aside")
    op.drop_index(op.f("ix_set_aside_person_id"), table_name="set_aside")
    op.drop_table("set_aside")
