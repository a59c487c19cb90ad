"""The register of document numbers, and the scans of sealed copies. Numbers of papers issued before stand on those papers."""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "document_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("reserved_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint("serial > 0", name="document_number_serial"),
        sa.CheckConstraint("edition_id IS NOT NULL OR subject <> ''", name="document_number_for"),
        sa.CheckConstraint("void_reason = '' OR ended_at IS NOT NULL", name="document_number_void"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["reserved_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", "year", "serial"),
    )
    op.create_index(op.f("ix_document_number_edition_id"), "document_number", ["edition_id"])
    op.create_table(
        "sealed_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issued_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("kept_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["issued_id"], ["issued.id"]),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"]),
        sa.ForeignKeyConstraint(["kept_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_sealed_copy_issued_id"), "sealed_copy", ["issued_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_sealed_copy_issued_id"), table_name="sealed_copy")
    op.drop_table("sealed_copy")
    op.drop_index(op.f("ix_document_number_edition_id"), table_name="document_number")
    op.drop_table("document_number")
