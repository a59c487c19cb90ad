"""Whoever carries a correction of a declared result through is told of it: one more kind of notice. And hours of one's own in which
nothing is sent, of which nobody has any yet.

Notices and what is on its way of them are put into tables with the new list of kinds; both go together, because one hangs on the
other. On the way back notices of the new kind are forgotten: none of them is history.
"""

import sqlalchemy as sa
from alembic import op

from workflow.records.migrations.notices import with_kinds

revision = "0027"
down_revision = "0026"
NEW = "to_correct"
HOURS = ("quiet_since", "quiet_until")
KINDS = (
    "asked_for_review", "answered", "review_waits", "returned", "reviewed", "to_consult", "to_table", "convened", "papers_due",
    "papers_sent", "to_agree", "session_near", "decided", NEW, "to_issue", "issued", "takes_effect", "record_differs",
)  # fmt: skip


def upgrade() -> None:
    with_kinds(*KINDS)
    for name in HOURS:
        op.add_column(
            "notice_choice", sa.Column(name, sa.String(length=5), nullable=False, server_default=sa.text("''"))
        )


def downgrade() -> None:
    for name in HOURS:
        op.drop_column("notice_choice", name)
    op.execute(f"DELETE FROM delivery WHERE notice_id IN (SELECT id FROM notice WHERE kind = '{NEW}')")  # noqa: S608
    op.execute(f"DELETE FROM notice WHERE kind = '{NEW}'")  # noqa: S608
    with_kinds(*(one for one in KINDS if one != NEW))
