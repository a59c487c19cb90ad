"""What a round is about, which department is in charge, and who had to approve it by which rule; what is asked of a topic or a unit.

Rounds of before have no scope: who had to approve them is worked out from the rules of the day, as it was. On the way back
what was asked of a topic or of a unit is forgotten, because without either it would be asked of every text and of anybody.
"""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0035"
down_revision = "0034"
TOPICS = ("pay", "hours", "leave", "safety", "insurance_welfare", "training", "discipline", "quotas")


def upgrade() -> None:
    # SQLite adds no constraint to a table that is there, but a column may bring its own.
    words = ", ".join(f"'{one}'" for one in TOPICS)
    op.execute(f"ALTER TABLE required_review ADD COLUMN topic VARCHAR(40) CONSTRAINT topic CHECK (topic IN ({words}))")
    op.add_column("required_review", sa.Column("unit", sa.String(length=40), nullable=True))
    op.create_table(
        "review_scope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("topics", sa.String(length=200), nullable=False),
        sa.Column("charge", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["review_round.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_review_scope_edition_id"), "review_scope", ["edition_id"])
    op.create_table(
        "review_requirement",
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("capacity", _words(("legal", "union", "department"), "capacity"), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["scope_id"], ["review_scope.id"]),
        sa.PrimaryKeyConstraint("scope_id", "place"),
        sa.UniqueConstraint("scope_id", "capacity", "unit", "language", "rule"),
    )


def downgrade() -> None:
    op.drop_table("review_requirement")
    op.drop_table("review_scope")
    op.execute("DELETE FROM required_review WHERE topic IS NOT NULL OR unit IS NOT NULL")
    op.drop_column("required_review", "unit")
    op.drop_column("required_review", "topic")


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
