"""Questions about references that name another provision than they did, and their answers.

Texts saved before have no questions: what their references meant is what they name.
"""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "reference_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("unit_key", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("within", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("meant", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("now", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("moved_to", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("snapshot_id", "unit_key", "place"),
    )
    op.create_index(op.f("ix_reference_question_snapshot_id"), "reference_question", ["snapshot_id"])
    op.create_table(
        "reference_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["reference_question.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("question_id"),
    )


def downgrade() -> None:
    op.drop_table("reference_answer")
    op.drop_index(op.f("ix_reference_question_snapshot_id"), table_name="reference_question")
    op.drop_table("reference_question")
