"""Files that come in, Word files that come back with suggestions, and texts adopted before the system."""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("session", sa.String(length=200), nullable=False),
        sa.Column("session_en", sa.String(length=300), nullable=False),
        sa.Column("document_number", sa.String(length=80), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("effective", sa.Date(), nullable=False),
        sa.Column("all_delegates", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("in_favour", sa.Integer(), nullable=True),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("abstain", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("all_delegates >= 0 AND present >= 0 AND present <= all_delegates", name="entry_present"),
        sa.CheckConstraint(
            "in_favour >= 0 AND against >= 0 AND abstain >= 0 AND in_favour + against + abstain <= present",
            name="entry_counts",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("edition_id", "number"),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "incoming",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("draft", "returned", "past", name="purpose", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("incoming", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incoming_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incoming_person_id"), ["person_id"], unique=False)

    op.create_table(
        "scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "text",
                "decision",
                "resolution",
                "minutes",
                "count",
                "consultation",
                "posting",
                "other",
                name="scankind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("attached_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attached_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "returned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("recognised", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("brought_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["brought_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["snapshot.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("returned", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_returned_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "remark_origin",
        sa.Column("comment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("returned_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("made_at", Moment(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answers"],
            ["comment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["returned_id"],
            ["returned.id"],
        ),
        sa.PrimaryKeyConstraint("comment_id"),
    )
    with op.batch_alter_table("remark_origin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remark_origin_returned_id"), ["returned_id"], unique=False)

    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("returned_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "tracked", "untracked", name="suggestionkind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("made_at", Moment(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                name="suggestionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("accepted_in", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["accepted_in"],
            ["snapshot.id"],
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
        ),
        sa.ForeignKeyConstraint(
            ["returned_id"],
            ["returned.id"],
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("returned_id", "order"),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_returned_id"), ["returned_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_returned_id"))
        batch_op.drop_index(batch_op.f("ix_suggestion_edition_id"))

    op.drop_table("suggestion")
    with op.batch_alter_table("remark_origin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remark_origin_returned_id"))

    op.drop_table("remark_origin")
    with op.batch_alter_table("returned", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_returned_edition_id"))

    op.drop_table("returned")
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_edition_id"))

    op.drop_table("scan")
    with op.batch_alter_table("incoming", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incoming_person_id"))
        batch_op.drop_index(batch_op.f("ix_incoming_edition_id"))

    op.drop_table("incoming")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_edition_id"))

    op.drop_table("entry")
