"""Offices know who gave them; names and employers change by date; delegations can be ended; one-time codes.

Old rows keep a true meaning: an office opened with its account was given by whoever opened the account, and the offices of
a closed account ended with it (at the latest the day after, in UTC). No column of old date is guessed.
"""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0007"
down_revision = "0003"

GRANTS = ("role_grant", "capacity_grant")
#: A column that refers to a person, in the words of both databases; Alembic would rebuild the table on SQLite.
REFERRING = (*((table, "given_by") for table in GRANTS), ("delegation", "ended_by"))


def upgrade() -> None:
    for table, column in REFERRING:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER REFERENCES person (id)")
    op.add_column("delegation", sa.Column("ended_at", Moment(), nullable=True))
    op.add_column("person", sa.Column("one_time", sa.String(), nullable=True))
    op.add_column("person", sa.Column("one_time_until", Moment(), nullable=True))
    for table, *columns in (
        (
            "renaming",
            sa.Column("name_zh", sa.String(), nullable=False),
            sa.Column("name_en", sa.String(), nullable=False),
        ),
        ("transfer", sa.Column("entity_id", sa.Integer(), sa.ForeignKey("entity.id"), nullable=False)),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
            *columns,
            sa.Column("since", sa.Date(), nullable=False),
            sa.Column("given_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        )
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])
    _who_gave_them()
    _ended_with_the_account()


def _who_gave_them() -> None:
    """The offices with which an account was opened were given by the actor of that event."""
    connection = op.get_bind()
    event = sa.table(
        "event", sa.column("actor_id", sa.Integer()), sa.column("verb", sa.String()), sa.column("object", sa.String())
    )
    opened = sa.select(event.c.actor_id, event.c.object).where(event.c.verb == "add_person")
    for actor, subject in connection.execute(opened.where(event.c.actor_id.is_not(None))).all():
        for table in GRANTS:
            rows = sa.table(table, sa.column("person_id", sa.Integer()), sa.column("given_by", sa.Integer()))
            number = int(subject.removeprefix("person:"))
            connection.execute(rows.update().where(rows.c.person_id == number).values(given_by=actor))


def _ended_with_the_account() -> None:
    """A closed account held nothing after the day of its closing; until now only a mark said so."""
    connection = op.get_bind()
    event = sa.table(
        "event", sa.column("at", Moment()), sa.column("verb", sa.String()), sa.column("object", sa.String())
    )
    closed = sa.select(sa.column("id")).select_from(sa.table("person")).where(sa.text("closed"))
    for (number,) in connection.execute(closed).all():
        at: datetime | None = connection.execute(
            sa.select(sa.func.max(event.c.at, type_=Moment())).where(
                event.c.verb == "close_account", event.c.object == f"person:{number}"
            )
        ).scalar()
        if at is None:
            continue
        last: date = at.date() + timedelta(days=1)
        for table in GRANTS:
            rows = sa.table(
                table,
                sa.column("person_id", sa.Integer()),
                sa.column("since", sa.Date()),
                sa.column("until", sa.Date()),
            )
            mine = rows.c.person_id == number
            open_end = sa.or_(rows.c.until.is_(None), rows.c.until > last)
            connection.execute(rows.update().where(mine, open_end).values(until=last))


def downgrade() -> None:
    for table in ("transfer", "renaming"):
        op.drop_index(f"ix_{table}_person_id", table)
        op.drop_table(table)
    op.drop_column("person", "one_time_until")
    op.drop_column("person", "one_time")
    op.drop_column("delegation", "ended_at")
    for table, column in reversed(REFERRING):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
