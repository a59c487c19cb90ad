"""The words on somebody's desk may come from a row of keyed blocks, which is kept beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.add_column("working_copy", sa.Column("row", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("working_copy", "row")
