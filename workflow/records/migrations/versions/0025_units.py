"""The units of the enterprise by date, and for which of them somebody reviews."""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("capacity_grant", sa.Column("unit", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("capacity_grant", "unit")
    op.drop_table("unit")
