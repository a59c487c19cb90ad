"""For whom a round of review waits: whoever was told before is told again only when their turn comes back.

Of the rounds that were open before nothing is known: whoever is waited for was told under the first key, which is not told twice.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        "review_turn",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["review_round.id"]),
        sa.PrimaryKeyConstraint("person_id", "round_id"),
    )
    op.create_index(op.f("ix_review_turn_round_id"), "review_turn", ["round_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_review_turn_round_id"), table_name="review_turn")
    op.drop_table("review_turn")
