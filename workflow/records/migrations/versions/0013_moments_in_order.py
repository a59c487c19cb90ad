"""Moments in order: from this migration on no event is dated before its predecessor; earlier ones are left as they are.

The demonstration used to be told text by text, so that its chain went back and forth in time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0014"
NAME = "moments in order from"


def upgrade() -> None:
    newest = op.get_bind().execute(sa.text("SELECT max(seq) FROM event")).scalar()
    if newest:
        op.execute(
            sa.text("INSERT INTO mark (name, value) VALUES (:name, :seq)").bindparams(name=NAME, seq=str(newest))
        )


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM mark WHERE name = :name").bindparams(name=NAME))
