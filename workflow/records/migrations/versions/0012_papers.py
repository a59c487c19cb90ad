"""Papers that became final: what they say is frozen, their bytes are kept. Those of results declared before are frozen as
they read today, when the server starts."""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    kinds = sa.Enum(
        "resolution", "vote", "report", name="paperkind", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("figures", sa.Boolean(), nullable=False),
        sa.Column("frozen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"]),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("result_id", "kind", "language"),
    )
    op.create_index(op.f("ix_paper_edition_id"), "paper", ["edition_id"])
    op.create_index(op.f("ix_paper_result_id"), "paper", ["result_id"])
    op.create_table(
        "paper_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("paper_id"),
    )


def downgrade() -> None:
    op.drop_table("paper_file")
    op.drop_index(op.f("ix_paper_result_id"), table_name="paper")
    op.drop_index(op.f("ix_paper_edition_id"), table_name="paper")
    op.drop_table("paper")
