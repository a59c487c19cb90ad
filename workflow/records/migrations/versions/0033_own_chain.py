"""The steps of the company's own chain: which it asks for, what each came to, and what was struck out.

Nothing was asked for before. On the way back what was asked for and recorded is forgotten.
"""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment
from workflow.records.migrations.notices import with_kinds

revision = "0033"
down_revision = "0032"
KINDS = (
    "asked_for_review", "answered", "review_waits", "returned", "reviewed", "employees_asked", "opinions_due", "period_over",
    "opinion_answered", "answers_posted", "to_consult", "to_record", "to_table", "convened", "papers_due", "papers_sent", "to_agree",
    "session_near", "decided", "to_correct", "to_issue", "issued", "takes_effect", "record_differs",
)  # fmt: skip
STEPS = ("countersign", "legality", "party", "managers", "board", "signing", "sealing")


def upgrade() -> None:
    op.create_table(
        "required_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _words(("regulation", "report"), "regulationkind"), nullable=False),
        sa.Column("step", _words(STEPS, "step"), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "step_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("step", _words(STEPS, "step"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.String(length=80), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("verdict", _words(("agreed", "after_changes", "refused"), "verdict"), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("copies >= 0", name="step_copies"),
        sa.CheckConstraint("(year IS NULL) = (serial IS NULL)", name="step_opinion_is_whole"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"]),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("edition_id", "step", "number"),
        sa.UniqueConstraint("year", "serial"),
    )
    op.create_index(op.f("ix_step_record_edition_id"), "step_record", ["edition_id"])
    op.create_table(
        "step_strike",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["step_record.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("record_id"),
    )
    with_kinds(*KINDS)


def downgrade() -> None:
    op.execute("DELETE FROM delivery WHERE notice_id IN (SELECT id FROM notice WHERE kind = 'to_record')")
    op.execute("DELETE FROM notice WHERE kind = 'to_record'")
    with_kinds(*(one for one in KINDS if one != "to_record"))
    op.drop_table("step_strike")
    op.drop_table("step_record")
    op.drop_table("required_step")


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
