"""Sign-ins on the server, devices known from before, wrong tries counted by key.

Whoever was signed in by the old signed cookie is signed out once. Failures counted before are forgotten, which shortens
a pause that was running. The generation of a person's sessions has no use any more: a session ends when its row goes.
"""

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0008"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("proven_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_sign_in_person_id", "sign_in", ["person_id"])
    op.create_index("ix_sign_in_started_at", "sign_in", ["started_at"])
    op.create_table(
        "presiding",
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_in.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session_id"], ["congress_session.id"]),
        sa.PrimaryKeyConstraint("sign_in_id", "session_id"),
    )
    op.create_table(
        "known_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("used_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash", "person_id"),
    )
    op.create_index("ix_known_device_person_id", "known_device", ["person_id"])
    op.create_index("ix_known_device_token_hash", "known_device", ["token_hash"])
    op.create_table(
        "wrong_tries",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("forgotten_at", Moment(), nullable=False),
        sa.Column("next_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_wrong_tries_forgotten_at", "wrong_tries", ["forgotten_at"])
    op.drop_table("sign_in_failure")
    op.drop_column("person", "generation")


def downgrade() -> None:
    op.add_column("person", sa.Column("generation", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("address", "at", "code"):
        op.create_index(f"ix_sign_in_failure_{column}", "sign_in_failure", [column])
    for table in ("wrong_tries", "known_device", "presiding", "sign_in"):
        op.drop_table(table)
