"""The consultation of employees 征求意见, a record beside the state of an edition; and what people are told of it.

Nobody was consulted here before: the tables begin empty. The state that was called 征求意见 is the wait for equal consultation
平等协商 and keeps its stored word; pages call it by its name from now on.
"""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment
from workflow.records.migrations.notices import with_kinds

revision = "0028"
down_revision = "0027"
NEW = ("employees_asked", "opinions_due", "period_over", "opinion_answered", "answers_posted")
KINDS = (
    "asked_for_review", "answered", "review_waits", "returned", "reviewed", *NEW, "to_consult", "to_table", "convened", "papers_due",
    "papers_sent", "to_agree", "session_near", "decided", "to_correct", "to_issue", "issued", "takes_effect", "record_differs",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "employee_consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=True),
        sa.Column("manner", _words("manner", "link", "number", "account"), nullable=False),
        sa.Column("audience", _words("audience", "everybody", "one_entity", "one_unit", "one_roll"), nullable=False),
        sa.Column("audience_key", sa.String(length=200), nullable=False),
        sa.Column("audience_words", sa.String(length=200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("stopped_at", Moment(), nullable=True),
        sa.Column("stopped_by", sa.Integer(), nullable=True),
        sa.Column("stop_reason", sa.Text(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("until >= since", name="consultation_has_days"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.ForeignKeyConstraint(["base_id"], ["snapshot.id"]),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["stopped_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("edition_id", "number"),
        sa.UniqueConstraint("token"),
    )
    op.create_index(op.f("ix_employee_consultation_edition_id"), "employee_consultation", ["edition_id"])
    op.create_table(
        "boxed_opinion",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("provision", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["employee_consultation.id"]),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opinion",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("provision", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", _words("source", "written", "on_paper", "in_a_table"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("brought_by", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "source != 'written' OR person_id IS NOT NULL OR (day IS NULL AND name = '' AND brought_by IS NULL)",
            name="opinion_without_a_name",
        ),
        sa.ForeignKeyConstraint(["consultation_id"], ["employee_consultation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["brought_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_opinion_consultation_id"), "opinion", ["consultation_id"])
    op.create_index(op.f("ix_opinion_person_id"), "opinion", ["person_id"])
    _of_one(
        "opinion_group",
        "made_by",
        sa.Column("provision", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
    )
    group = sa.ForeignKeyConstraint(["group_id"], ["opinion_group.id"])
    _of_one(
        "opinion_placing",
        "placed_by",
        sa.Column("opinion", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        group,
        sa.ForeignKeyConstraint(["opinion"], ["opinion.key"]),
    )
    _of_one(
        "opinion_answer",
        "answered_by",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("answer", _words("answer", "taken", "partly", "not_taken"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["opinion_group.id"]),
    )
    with_kinds(*KINDS)


def downgrade() -> None:
    named = ", ".join(f"'{one}'" for one in NEW)
    op.execute(f"DELETE FROM delivery WHERE notice_id IN (SELECT id FROM notice WHERE kind IN ({named}))")  # noqa: S608
    op.execute(f"DELETE FROM notice WHERE kind IN ({named})")  # noqa: S608
    with_kinds(*(one for one in KINDS if one not in NEW))
    for table in (
        "opinion_answer",
        "opinion_placing",
        "opinion_group",
        "opinion",
        "boxed_opinion",
        "employee_consultation",
    ):
        op.drop_table(table)


def _of_one(table: str, who: str, *more: sa.Column[object] | sa.ForeignKeyConstraint) -> None:
    """A table of what was done in one consultation, by whom and when."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        *more,
        sa.Column(who, sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["employee_consultation.id"]),
        sa.ForeignKeyConstraint([who], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f(f"ix_{table}_consultation_id"), table, ["consultation_id"])


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
