"""The picture in the head of the enterprise's pages, by date."""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "logo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("width >= 0 AND height >= 0", name="logo_has_sides"),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("logo")
