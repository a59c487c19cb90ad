"""Threads: what a remark asks for and on which words it is, what was said to it, how it ended, which words it suggests.

Remarks of before stay what they were: on a provision, without asking for anything. On the way back what was said stays as
remarks; what they asked for, and how that ended, is forgotten.
"""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment
from workflow.records.migrations.notices import with_kinds

revision = "0038"
down_revision = "0037"
KINDS = (
    "asked_for_review", "answered", "review_waits", "returned", "reviewed", "employees_asked", "opinions_due", "period_over",
    "opinion_answered", "answers_posted", "to_consult", "to_record", "to_table", "convened", "papers_due", "papers_sent", "to_agree",
    "session_near", "decided", "to_correct", "to_issue", "issued", "takes_effect", "record_differs",
)  # fmt: skip


def upgrade() -> None:
    with_kinds(*KINDS[:2], "to_answer", *KINDS[2:])
    op.create_table(
        "review_thread",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("disposition", _words(("blocking", "question", "note"), "disposition"), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("before", sa.String(length=32), nullable=False),
        sa.Column("after", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"]),
        sa.PrimaryKeyConstraint("comment_id"),
    )
    op.create_table(
        "thread_reply",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("is_answer", sa.Boolean(), nullable=False),
        sa.Column("points_to", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"]),
        sa.ForeignKeyConstraint(["thread_id"], ["comment.id"]),
        sa.PrimaryKeyConstraint("comment_id"),
    )
    op.create_index(op.f("ix_thread_reply_thread_id"), "thread_reply", ["thread_id"])
    op.create_table(
        "thread_end",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("manner", _words(("resolved", "lifted"), "closing"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("comment_id"),
    )
    op.create_table(
        "written_suggestion",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("status", _words(("open", "accepted", "declined"), "writtenstatus"), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("accepted_in", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_in"], ["snapshot.id"]),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"]),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("comment_id"),
    )


def downgrade() -> None:
    told = "(SELECT id FROM notice WHERE kind = 'to_answer')"
    op.execute(f"DELETE FROM delivery WHERE notice_id IN {told}")  # noqa: S608 (words of ours)
    op.execute("DELETE FROM notice WHERE kind = 'to_answer'")
    with_kinds(*KINDS)
    for table in ("written_suggestion", "thread_end", "thread_reply", "review_thread"):
        op.drop_table(table)


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
