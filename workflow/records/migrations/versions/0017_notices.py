"""What people are told, how it leaves the house, and what each of them chose."""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0017"
down_revision = "0016"
KINDS = (
    "asked_for_review", "answered", "review_waits", "returned", "reviewed", "to_consult", "to_table", "convened", "papers_due",
    "papers_sent", "to_agree", "session_near", "decided", "to_issue", "issued", "takes_effect", "record_differs",
)  # fmt: skip
PACES = ("at_once", "daily", "never")


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", _words(KINDS, "noticekind"), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("read_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["session_id"], ["congress_session.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "key"),
    )
    op.create_index(op.f("ix_notice_edition_id"), "notice", ["edition_id"])
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channel", _words(("mail", "hook"), "channel"), nullable=False),
        sa.Column("due", Moment(), nullable=False),
        sa.Column("message", sa.String(length=32), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("failed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("notice_id", "channel"),
    )
    op.create_index(op.f("ix_delivery_person_id"), "delivery", ["person_id"])
    op.create_index(op.f("ix_delivery_message"), "delivery", ["message"])
    op.create_table(
        "notice_choice",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("mail", _words(PACES, "pace_of_mail"), nullable=False),
        sa.Column("hook", _words(PACES, "pace_of_hook"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )


def downgrade() -> None:
    op.drop_table("notice_choice")
    op.drop_index(op.f("ix_delivery_message"), table_name="delivery")
    op.drop_index(op.f("ix_delivery_person_id"), table_name="delivery")
    op.drop_table("delivery")
    op.drop_index(op.f("ix_notice_edition_id"), table_name="notice")
    op.drop_table("notice")
