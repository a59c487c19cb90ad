"""Which call into a review was handed on to which. On the way back it is forgotten; both calls and the end of the first stay."""

from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.execute("ALTER TABLE review_call ADD COLUMN handed_from INTEGER REFERENCES review_call (id)")


def downgrade() -> None:
    op.drop_column("review_call", "handed_from")
