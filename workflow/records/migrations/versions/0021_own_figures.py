"""What the enterprise set for a figure of the procedure, by date, each with the provision of its own regulation that says so."""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "own_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column("comparison", sa.String(length=2), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("regulation_id", sa.Integer(), nullable=True),
        sa.Column("provision_key", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("value IS NULL OR numerator IS NULL", name="own_figure_is_one"),
        sa.CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name="own_figure_is_whole"),
        sa.ForeignKeyConstraint(["regulation_id"], ["regulation.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("own_figure")
