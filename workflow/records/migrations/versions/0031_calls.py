"""Who is called into a review besides those whom the procedure names, and for which units somebody decided.

Nobody was called in before, and no decision was for a unit. On the way back whoever was called in is forgotten.
"""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.add_column("approval", sa.Column("units", sa.String(length=400), nullable=False, server_default=sa.text("''")))
    op.create_table(
        "review_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("capacity", _words(("legal", "union", "department"), "capacity"), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=True),
        sa.Column("manner", _words(("required", "opinion"), "callmanner"), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("called_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["called_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_review_call_edition_id"), "review_call", ["edition_id"])
    op.create_table(
        "call_end",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["review_call.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("call_id"),
    )


def downgrade() -> None:
    op.drop_table("call_end")
    op.drop_table("review_call")
    op.drop_column("approval", "units")


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
