"""Whose approval the enterprise asks for besides those of the procedure, by kind of text and by date."""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "required_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "regulation", "report", name="regulationkind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "capacity",
            sa.Enum(
                "legal", "union", "department", name="capacity", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("required_review")
