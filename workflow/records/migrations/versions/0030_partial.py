"""A decision may be about single articles. Every one that was there is about all that was shown.

The older form knows decisions on the whole alone: on the way back an approval of single articles becomes one that decides
nothing (已阅), so that none counts for more than it covered; a request for changes still holds the text up.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.add_column("approval", sa.Column("partial", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.execute("UPDATE approval SET decision = 'seen' WHERE partial AND decision IN ('approve', 'reservation')")
    op.drop_column("approval", "partial")
