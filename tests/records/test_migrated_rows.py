"""Migrations with rows in the tables: what was kept before keeps a true, stated meaning."""

import pytest
import sqlalchemy as sa

from tests.databases import KINDS, Databases
from workflow.records import migrations
from workflow.records.database.session import make_engine

pytestmark = pytest.mark.thorough

#: The revision before sign-ins were kept on the server.
BEFORE = migrations.before("0008")
AT = "2026-03-02T12:00:00.000000Z"


def before_sign_ins(engine: sa.Engine) -> None:
    """A person whose sessions were ended three times, and a failure to sign in."""
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO entity (id, code, name_zh, name_en) VALUES (1, 'hq', '总部', 'HQ')",
            (
                "INSERT INTO person (id, code, name_zh, name_en, entity_id, secret, generation, closed) "
                "VALUES (1, 'wang', '王某', 'Wang', 1, 'hash', 3, false)"
            ),
            f"INSERT INTO sign_in_failure (id, code, address, at) VALUES (1, 'wang', '192.0.2.1', '{AT}')",
        ):
            connection.execute(sa.text(statement))


@pytest.mark.parametrize("kind", KINDS)
def test_people_stay_and_nobody_is_signed_in_by_an_old_cookie(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine, BEFORE)
    before_sign_ins(engine)
    migrations.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT id, code, secret FROM person")).all() == [(1, "wang", "hash")]
        for table in ("sign_in", "known_device", "wrong_tries", "presiding"):
            assert connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one() == 0
    migrations.downgrade(engine, BEFORE)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT code, generation FROM person")).all() == [("wang", 0)]
        assert connection.execute(sa.text("SELECT count(*) FROM sign_in_failure")).scalar_one() == 0
    engine.dispose()


#: The revision before there were jobs and notices.
BEFORE_JOBS = migrations.before("0016")


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_done_before_is_told_to_nobody_and_what_was_told_goes_with_its_tables(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine, BEFORE_JOBS)
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO entity (id, code, name_zh, name_en) VALUES (1, 'hq', '总部', 'HQ')",
            (
                "INSERT INTO person (id, code, name_zh, name_en, entity_id, secret, closed) "
                "VALUES (1, 'wang', '王某', 'Wang', 1, 'hash', false)"
            ),
        ):
            connection.execute(sa.text(statement))
    migrations.upgrade(engine)
    tables = ("job", "notice", "delivery", "notice_choice")
    with engine.begin() as connection:
        assert connection.execute(sa.text("SELECT id, code, secret FROM person")).all() == [(1, "wang", "hash")]
        assert [connection.execute(sa.text(f"SELECT count(*) FROM {one}")).scalar_one() for one in tables] == [0] * 4
        for statement in (
            (
                "INSERT INTO job (id, kind, key, payload, asked_at, due, attempts, errors, holder, said_zh, said_en) "
                f"VALUES (1, 'tell', 'tell:1', '{{}}', '{AT}', '{AT}', 0, 0, '', '', '')"
            ),
            f"INSERT INTO notice (id, person_id, kind, key, at) VALUES (1, 1, 'issued', 'issued:1', '{AT}')",
            (
                "INSERT INTO delivery (id, notice_id, person_id, channel, due, message) "
                f"VALUES (1, 1, 1, 'mail', '{AT}', '')"
            ),
            "INSERT INTO notice_choice (person_id, address, mail, hook) VALUES (1, 'a@example.com', 'daily', 'never')",
        ):
            connection.execute(sa.text(statement))
    for wrong in (
        f"INSERT INTO notice (id, person_id, kind, key, at) VALUES (2, 1, 'gossip', 'x', '{AT}')",
        f"INSERT INTO notice (id, person_id, kind, key, at) VALUES (3, 1, 'issued', 'issued:1', '{AT}')",
        "UPDATE notice_choice SET mail = 'hourly'",
        "UPDATE delivery SET channel = 'pigeon'",
    ):
        with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
            connection.execute(sa.text(wrong))
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM notice"))
        assert connection.execute(sa.text("SELECT count(*) FROM delivery")).scalar_one() == 0, "it goes with its notice"
    migrations.downgrade(engine, BEFORE_JOBS)
    with engine.connect() as connection:
        assert not set(tables) & set(sa.inspect(connection).get_table_names())
        assert connection.execute(sa.text("SELECT code FROM person")).scalars().all() == ["wang"]
    migrations.upgrade(engine)
    engine.dispose()


#: The revision before somebody was told that a declared result is in question.
BEFORE_TO_CORRECT = migrations.before("0027")


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_told_and_is_on_its_way_stays_with_one_more_kind_of_notice(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine, BEFORE_TO_CORRECT)
    told = "INSERT INTO notice (id, person_id, kind, key, at, read_at) VALUES "
    sent = "INSERT INTO delivery (id, notice_id, person_id, channel, due, message) VALUES "
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO entity (id, code, name_zh, name_en) VALUES (1, 'hq', '总部', 'HQ')",
            (
                "INSERT INTO person (id, code, name_zh, name_en, entity_id, secret, closed) "
                "VALUES (1, 'wang', '王某', 'Wang', 1, 'hash', false)"
            ),
            f"{told} (3, 1, 'issued', 'issued:1', '{AT}', '{AT}'), (4, 1, 'decided', 'decided:2', '{AT}', NULL)",
            f"{sent} (5, 3, 1, 'mail', '{AT}', 'sign'), (6, 4, 1, 'hook', '{AT}', '')",
            "INSERT INTO notice_choice (person_id, address, mail, hook) VALUES (1, 'a@example.com', 'daily', 'never')",
        ):
            connection.execute(sa.text(statement))

    def kept() -> list[list[tuple]]:
        with engine.connect() as connection:
            several = (
                connection.execute(sa.text(f"SELECT * FROM {one} ORDER BY id")) for one in ("notice", "delivery")
            )
            return [[tuple(row) for row in rows] for rows in several]

    before, new = kept(), f"{told} (7, 1, 'to_correct', 'correct:1', '{AT}', NULL)"
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(sa.text(new))
    migrations.upgrade(engine)
    assert kept() == before
    with engine.begin() as connection:
        hours = connection.execute(sa.text("SELECT quiet_since, quiet_until FROM notice_choice")).all()
        assert [tuple(one) for one in hours] == [("", "")]
        connection.execute(sa.text(new))
        connection.execute(sa.text(f"{sent} (8, 7, 1, 'hook', '{AT}', '')"))
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(sa.text("UPDATE notice SET kind = 'gossip'"))
    migrations.downgrade(engine, BEFORE_TO_CORRECT)
    assert kept() == before
    migrations.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM notice WHERE id = 3"))
        assert connection.execute(sa.text("SELECT id FROM delivery")).scalars().all() == [6], "it goes with its notice"
    engine.dispose()


#: The revision before employee numbers.
BEFORE_STAFF = migrations.before("0019")
NEW = ("employment", "posting", "staff_file", "staff_columns", "staff_import", "newcomer")


@pytest.mark.parametrize("kind", KINDS)
def test_people_stay_as_they_are_and_have_no_number_yet(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine, BEFORE_STAFF)
    with engine.execution_options(writing=True).begin() as db:
        db.execute(sa.text("INSERT INTO entity (id, code, name_zh, name_en) VALUES (1, 'hq', '公司', 'Company')"))
        for number in (1, 2):
            db.execute(
                sa.text(
                    "INSERT INTO person (id, code, name_zh, name_en, entity_id, secret, closed)"
                    " VALUES (:n, :c, :c, :c, 1, 'hash', :closed)"
                ),
                {"n": number, "c": f"p{number}", "closed": number == 2},
            )
    migrations.upgrade(engine)
    with engine.connect() as db:
        rows = db.execute(sa.text("SELECT id, code, number, secret, closed FROM person ORDER BY id")).all()
        assert [(*row[:4], bool(row[4])) for row in rows] == [
            (1, "p1", None, "hash", False),
            (2, "p2", None, "hash", True),
        ]
        assert [db.execute(sa.text(f"SELECT count(*) FROM {one}")).scalar_one() for one in NEW] == [0] * len(NEW)
    with engine.execution_options(writing=True).begin() as db:
        db.execute(sa.text("UPDATE person SET number = '7' WHERE id = 1"))
        with pytest.raises(sa.exc.IntegrityError), db.begin_nested():
            db.execute(sa.text("UPDATE person SET number = '7' WHERE id = 2"))
    migrations.downgrade(engine, BEFORE_STAFF)
    with engine.connect() as db:
        assert db.execute(sa.text("SELECT id, code FROM person ORDER BY id")).all() == [(1, "p1"), (2, "p2")]
        assert not set(NEW) & set(sa.inspect(db).get_table_names())
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_a_reason_belongs_to_the_round_that_was_opened_before_it_and_no_decision_counts_for_more(
    databases: Databases, kind: str
):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine, migrations.before("0029"))
    early, later = "2026-03-02 08:00:00.000000", "2026-03-03 08:00:00.000000"
    edition = (
        "INSERT INTO edition (id, regulation_id, number, state, drafter_id, created_at, version) "
        f"VALUES (1, 1, 1, 'in_review', 1, '{AT}', 1)"
    )
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO entity (id, code, name_zh, name_en) VALUES (1, 'hq', '总部', 'HQ')",
            (
                "INSERT INTO person (id, code, name_zh, name_en, entity_id, secret, closed) "
                "VALUES (1, 'wang', '王某', 'Wang', 1, 'hash', false)"
            ),
            (
                "INSERT INTO regulation (id, slug, kind, name_zh, name_en, authentic_language, created_at) "
                f"VALUES (1, 'canteen', 'regulation', '办法', 'Rules', 'zh', '{AT}')"
            ),
            edition,
            (
                "INSERT INTO snapshot (id, edition_id, language, number, text, fingerprint, structure, author_id, at, note) "
                f"VALUES (1, 1, 'zh', 1, '甲', 'f', 's', 1, '{early}', '')"
            ),
            (
                "INSERT INTO review_round (id, edition_id, number, head_id, note, opened_by, at) "
                "VALUES (1, 1, 1, 1, '', 1, '2026-03-02 12:00:00.000000')"
            ),
            (
                "INSERT INTO approval (id, round_id, person_id, capacity, decision, opinion, at) "
                f"VALUES (1, 1, 1, 'legal', 'approve', '', '{later}')"
            ),
            (
                "INSERT INTO change_reason (edition_id, key, text, person_id, at) "
                f"VALUES (1, 'a', '轮前', 1, '{early}'), (1, 'b', '轮后', 1, '{later}')"
            ),
        ):
            connection.execute(sa.text(statement))
    migrations.upgrade(engine)
    with engine.begin() as connection:
        rows = connection.execute(sa.text("SELECT key, round_number, text FROM change_reason ORDER BY key")).all()
        assert [tuple(one) for one in rows] == [("a", 0, "轮前"), ("b", 1, "轮后")]
        assert not connection.execute(sa.text("SELECT partial FROM approval")).scalar_one()
        for statement in (
            f"INSERT INTO change_reason (edition_id, key, round_number, text, person_id, at) VALUES (1, 'a', 1, '', 1, '{later}')",
            (
                "INSERT INTO approval (id, round_id, person_id, capacity, decision, opinion, at, partial) "
                f"VALUES (2, 1, 1, 'union', 'approve', '', '{later}', true)"
            ),
        ):
            connection.execute(sa.text(statement))
    migrations.downgrade(engine, migrations.before("0029"))
    with engine.begin() as connection:
        rows = connection.execute(sa.text("SELECT key, text FROM change_reason")).all()
        assert [tuple(one) for one in rows] == [("b", "轮后")], "the first was taken back for the next round"
        decided = connection.execute(sa.text("SELECT decision FROM approval ORDER BY id")).scalars().all()
        assert decided == ["approve", "seen"]
    migrations.upgrade(engine)
    engine.dispose()
