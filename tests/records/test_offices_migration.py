"""The step to dated offices on a database that people worked in: every old row keeps a true meaning."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from tests.databases import KINDS, Databases
from workflow.records import migrations
from workflow.records.database.columns import Moment
from workflow.records.database.session import make_engine

pytestmark = pytest.mark.thorough

BEFORE = migrations.before("0007")
#: 23:30 in UTC is the next morning in Shanghai.
OPENED, CLOSED = datetime(2026, 1, 5, 1, tzinfo=UTC), datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
CLOSING_ENDS = date(2026, 3, 2)


def old_database(url: str) -> sa.Engine:
    """Administrator 1 (made on the host) opened 2, 3 and 4, and closed 3; 4 was closed before closings were events."""
    engine = make_engine(url)
    migrations.upgrade(engine, BEFORE)
    with engine.execution_options(writing=True).begin() as db:
        say = db.execute
        say(sa.text("INSERT INTO entity (id, code, name_zh, name_en) VALUES (1, 'hq', '公司', 'Company')"))
        for number, closed in ((1, False), (2, False), (3, True), (4, True)):
            say(
                sa.text(
                    "INSERT INTO person (id, code, name_zh, name_en, entity_id, secret, closed)"
                    " VALUES (:n, :c, :c, :c, 1, 'hash', :closed)"
                ),
                {"n": number, "c": f"p{number}", "closed": closed},
            )
            rows: list[tuple[str, str, str, date, date | None]] = [
                ("role_grant", "role", "admin" if number == 1 else "reviewer", date(2026, 1, 5), None)
            ]
            if number > 1:
                rows.append(("capacity_grant", "capacity", "legal", date(2026, 1, 5), date(2026, 2, 1)))
            if number == 3:
                rows.append(("capacity_grant", "capacity", "union", date(2026, 9, 1), None))
            for table, column, value, since, until in rows:
                say(
                    sa.text(
                        f"INSERT INTO {table} (person_id, {column}, since, until) VALUES (:p, :v, :s, :u)"
                    ).bindparams(sa.bindparam("s", type_=sa.Date()), sa.bindparam("u", type_=sa.Date())),
                    {"p": number, "v": value, "s": since, "u": until},
                )
        say(
            sa.text(
                "INSERT INTO delegation (id, from_id, to_id, capacity, since, until) VALUES (1, 2, 3, 'legal', :s, :u)"
            ).bindparams(sa.bindparam("s", type_=sa.Date()), sa.bindparam("u", type_=sa.Date())),
            {"s": date(2026, 1, 6), "u": date(2026, 2, 1)},
        )
        events: list[tuple[int | None, str, str, datetime]] = [
            (None, "add_person", "person:1", OPENED),
            *((1, "add_person", f"person:{number}", OPENED) for number in (2, 3, 4)),
            (1, "close_account", "person:3", CLOSED),
        ]
        for seq, (actor, verb, subject, at) in enumerate(events, 1):
            say(
                sa.text(
                    "INSERT INTO event (seq, prev_hash, hash, actor_id, verb, object, fingerprint, at, payload_hash)"
                    " VALUES (:q, :a, :b, :who, :verb, :object, '', :at, '')"
                ).bindparams(sa.bindparam("at", type_=Moment())),
                {"q": seq, "a": f"{seq - 1}", "b": f"{seq}", "who": actor, "verb": verb, "object": subject, "at": at},
            )
    return engine


def grants(engine: sa.Engine, *, giver: bool = True) -> list[tuple[object, ...]]:
    """Every office: person, what, its days, and who gave it."""
    out: list[tuple[object, ...]] = []
    with engine.connect() as db:
        for table, column in (("role_grant", "role"), ("capacity_grant", "capacity")):
            names = ["person_id", column, "since", "until", *(["given_by"] if giver else [])]
            days = {"since": sa.Date(), "until": sa.Date()}
            rows = sa.table(table, *(sa.column(one, days.get(one)) for one in names))
            out += [tuple(row) for row in db.execute(sa.select(rows).order_by(rows.c.person_id, rows.c[column]))]
    return out


@pytest.mark.parametrize("kind", KINDS)
def test_old_rows_keep_a_true_meaning(databases: Databases, kind: str):
    engine = old_database(databases.empty(kind))
    before = grants(engine, giver=False)
    migrations.upgrade(engine)
    opened, left = date(2026, 1, 5), date(2026, 2, 1)
    assert grants(engine) == [
        (1, "admin", opened, None, None),
        (2, "reviewer", opened, None, 1),
        (3, "reviewer", opened, CLOSING_ENDS, 1),
        (4, "reviewer", opened, None, 1),
        (2, "legal", opened, left, 1),
        (3, "legal", opened, left, 1),
        (3, "union", date(2026, 9, 1), CLOSING_ENDS, 1),
        (4, "legal", opened, left, 1),
    ]
    with engine.connect() as db:
        assert db.execute(sa.text("SELECT ended_at, ended_by FROM delegation")).all() == [(None, None)]
        assert (
            db.execute(sa.text("SELECT count(*) FROM person WHERE one_time IS NULL AND secret = 'hash'")).scalar() == 4
        )
    migrations.downgrade(engine, BEFORE)
    assert len(grants(engine, giver=False)) == len(before)
    migrations.upgrade(engine)
    assert len(grants(engine)) == len(before)
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("table", ["renaming", "transfer"])
def test_what_somebody_was_called_and_where_they_worked_is_never_rewritten(databases: Databases, kind: str, table: str):
    engine = old_database(databases.empty(kind))
    migrations.upgrade(engine)
    names, values = ("name_zh, name_en", "'王某', 'Wang'") if table == "renaming" else ("entity_id", "1")
    with engine.execution_options(writing=True).begin() as db:
        db.execute(sa.text(f"INSERT INTO {table} (person_id, {names}, since) VALUES (2, {values}, '2026-03-01')"))
    for attack in (f"UPDATE {table} SET person_id = 1", f"DELETE FROM {table}"):
        with (
            pytest.raises(sa.exc.DatabaseError, match="append-only"),
            engine.execution_options(writing=True).begin() as db,
        ):
            db.execute(sa.text(attack))
    engine.dispose()
