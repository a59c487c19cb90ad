"""The tables of notices with another list of kinds, for the migrations that add some."""

# ruff: noqa: S608 (tables of ours)

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment


def with_kinds(*kinds: str) -> None:
    """Have the table of notices know these kinds. Notices and what is on its way of them go together: one hangs on the other."""
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
