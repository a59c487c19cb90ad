"""Whoever carries a correction of a declared result through is told of it: one more kind of notice. And hours of one's own in which
nothing is sent, of which nobody has any yet.

Notices and what is on its way of them are put into tables with the new list of kinds; both go together, because one hangs on the
other. On the way back notices of the new kind are forgotten: none of them is history.
"""

# ruff: noqa: S608 (tables of ours)

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0027"
down_revision = "0026"
NEW = "to_correct"
HOURS = ("quiet_since", "quiet_until")
KINDS = (
    "asked_for_review", "answered", "review_waits", "returned", "reviewed", "to_consult", "to_table", "convened", "papers_due",
    "papers_sent", "to_agree", "session_near", "decided", NEW, "to_issue", "issued", "takes_effect", "record_differs",
)  # fmt: skip


def upgrade() -> None:
    _with_kinds(*KINDS)
    for name in HOURS:
        op.add_column(
            "notice_choice", sa.Column(name, sa.String(length=5), nullable=False, server_default=sa.text("''"))
        )


def downgrade() -> None:
    for name in HOURS:
        op.drop_column("notice_choice", name)
    op.execute(f"DELETE FROM delivery WHERE notice_id IN (SELECT id FROM notice WHERE kind = '{NEW}')")
    op.execute(f"DELETE FROM notice WHERE kind = '{NEW}'")
    _with_kinds(*(one for one in KINDS if one != NEW))


def _with_kinds(*kinds: str) -> None:
    """Have the table of notices know these kinds."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("noticekind", "notice", type_="check")
        listed = ", ".join(f"'{one}'" for one in kinds)
        op.create_check_constraint("noticekind", "notice", sa.text(f"kind IN ({listed})"))
        return
    for table in ("delivery", "notice"):
        op.execute(f"CREATE TEMPORARY TABLE old_{table} AS SELECT * FROM {table}")
        op.drop_table(table)
    _make(kinds)
    for table in ("notice", "delivery"):
        op.execute(f"INSERT INTO {table} SELECT * FROM old_{table}")
        op.execute(f"DROP TABLE old_{table}")


def _make(kinds: tuple[str, ...]) -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", _words(kinds, "noticekind"), nullable=False),
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


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
