"""Append-only tables under attack: UPDATE, DELETE, REPLACE, TRUNCATE, at head, after down and up, after a batch migration."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.exc import DatabaseError

from tests.cast import House
from tests.databases import KINDS, Databases
from tests.prepared import prepared
from workflow.records import migrations
from workflow.records.database import triggers
from workflow.records.tables import metadata

PROTECTED = (*triggers.APPEND_ONLY, *triggers.NEVER_CHANGED)
#: Eight attacks on each table, of which two that delete are allowed where words may be erased.
ATTACKS = 8 * len(triggers.APPEND_ONLY) + 6 * len(triggers.NEVER_CHANGED)
#: PostgreSQL itself does not truncate a table that others refer to, before any trigger is asked.
REFUSED = "append-only|cannot truncate a table referenced"
THEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: Tables of history in which the moves up to an issued edition leave no row; a row is put in for the attack, after the rows
#: that it refers to.
EMPTY: dict[str, dict[str, object]] = {
    "lineage": {"snapshot_id": 1, "old_key": "a", "new_key": "b", "kind": "split"},
    "returned": {
        "edition_id": 1,
        "language": "zh",
        "snapshot_id": 1,
        "recognised": True,
        "reference": "",
        "attachment_id": 1,
        "brought_by": 1,
        "at": THEN,
    },
    "comment": {
        "edition_id": 1,
        "snapshot_id": 1,
        "key": "a",
        "quote": "",
        "label": "",
        "person_id": 1,
        "text": "",
        "at": THEN,
    },
    "remark_origin": {"comment_id": 1, "returned_id": 1, "author": "", "made_at": THEN, "answers": 1},
    "entry": {
        "edition_id": 1,
        "number": 1,
        "adopted_on": date(2016, 5, 20),
        "session": "",
        "session_en": "",
        "document_number": "",
        "effective": date(2016, 7, 1),
        "decision": "",
        "note": "",
        "kept_at": "",
        "reason": "",
        "entered_by": 1,
        "at": THEN,
    },
    "reference_question": {
        "snapshot_id": 1,
        "unit_key": "a",
        "place": 0,
        "within": "",
        "line": 1,
        "printed": "",
        "was": "",
        "meant": "b",
        "names": "c",
        "now": "",
        "gone": False,
        "moved_to": "",
    },
    "reference_answer": {"question_id": 1, "person_id": 1, "at": THEN},
    "paper": {
        "kind": "vote",
        "edition_id": 1,
        "result_id": 1,
        "language": "zh",
        "facts": "{}",
        "figures": False,
        "frozen_at": THEN,
    },
    "paper_file": {"paper_id": 1, "bytes": b"%PDF", "sha256": "0" * 64, "at": THEN},
    "recount": {"ballot_id": 1, "through": 1, "scrutineers": "", "recorded_by": 1, "at": THEN},
    "retraction": {"approval_id": 1, "ending": "withdrawn", "person_id": 1, "reason": "", "at": THEN},
    "renaming": {"person_id": 1, "name_zh": "", "name_en": "", "since": date(2026, 3, 2), "given_by": 1},
    "transfer": {"person_id": 1, "entity_id": 1, "since": date(2026, 3, 2), "given_by": 1},
    "scan": {"edition_id": 1, "attachment_id": 1, "kind": "text", "about": "", "attached_by": 1, "at": THEN},
}


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    """A house in which an edition was issued, so that every table of history has rows."""
    made = prepared(databases, request.param, "issue")
    for table, row in EMPTY.items():
        with made.engine.begin() as connection:
            connection.execute(metadata.tables[table].insert().values(row))
    yield made
    made.engine.dispose()


def rows(connection: sa.Connection, table: str) -> list[tuple]:
    found = connection.execute(sa.select(metadata.tables[table])).all()
    return sorted((tuple(one) for one in found), key=repr)


def attacks(dialect: str, table: str, columns: list[str]) -> list[str]:
    """Statements that would change or remove history."""
    column, everything = columns[-1], ", ".join(f'"{one}"' for one in columns)
    key = ", ".join(f'"{one.name}"' for one in metadata.tables[table].primary_key)
    out = [f'UPDATE {table} SET "{column}" = "{column}"', f'UPDATE {table} SET "{column}" = NULL']
    if table not in triggers.NEVER_CHANGED:
        out += [f"DELETE FROM {table}", f'DELETE FROM {table} WHERE "{column}" IS NOT NULL']
    copy = f"SELECT {everything} FROM {table}"
    if dialect == "sqlite":
        out += [
            f"INSERT OR REPLACE INTO {table} ({everything}) {copy}",
            f"REPLACE INTO {table} ({everything}) {copy}",
            f'UPDATE OR REPLACE {table} SET "{column}" = "{column}"',
            f'INSERT INTO {table} ({everything}) {copy} WHERE true ON CONFLICT DO UPDATE SET "{column}" = NULL',
        ]
    else:
        out += [
            f"TRUNCATE {table}",
            f"TRUNCATE {table} CASCADE",
            f'INSERT INTO {table} ({everything}) {copy} ON CONFLICT ({key}) DO UPDATE SET "{column}" = NULL',
            f'MERGE INTO {table} USING (SELECT 1) AS one ON true WHEN MATCHED THEN UPDATE SET "{column}" = NULL',
        ]
    return out


def attack(engine: sa.Engine) -> int:
    """Attack every protected table in every way; how many attacks were refused. All must be, and nothing change."""
    refused = 0
    for table in PROTECTED:
        columns = [one.name for one in metadata.tables[table].columns]
        with engine.connect() as connection:
            before = rows(connection, table)
        assert before, f"{table} has no row to attack"
        for statement in attacks(engine.dialect.name, table, columns):
            with pytest.raises(DatabaseError, match=REFUSED), engine.begin() as connection:
                connection.execute(sa.text(statement))
            refused += 1
        with engine.connect() as connection:
            assert rows(connection, table) == before
    return refused


def test_every_attack_at_head_is_refused(house: House):
    assert attack(house.engine) == ATTACKS


def test_every_attack_after_installing_again_is_refused(house: House):
    migrations.upgrade(house.engine)
    migrations.upgrade(house.engine)
    assert attack(house.engine) == ATTACKS


def test_after_down_and_up_every_trigger_is_back(house: House):
    before = installed(house.engine)
    migrations.downgrade(house.engine, "base")
    assert installed(house.engine) == set()
    migrations.upgrade(house.engine)
    assert installed(house.engine) == before
    assert len(before) >= 2 * len(triggers.APPEND_ONLY)


def test_a_batch_migration_drops_triggers_and_the_next_upgrade_brings_them_back(house: House):
    before = installed(house.engine)
    with house.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table(
            "lineage", recreate="always" if house.engine.name == "sqlite" else "auto"
        ) as batch:
            batch.alter_column("kind", existing_type=sa.String(40), type_=sa.String(41))
    if house.engine.name == "sqlite":
        assert installed(house.engine) < before, "the trap this test is about is gone"
    migrations.upgrade(house.engine)
    assert installed(house.engine) == before
    assert attack(house.engine) == ATTACKS


def test_the_words_of_an_event_may_be_erased_but_not_put_back_otherwise(house: House):
    with house.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM payload WHERE event_seq = 1"))
        assert connection.execute(sa.text("SELECT count(*) FROM payload WHERE event_seq = 1")).scalar_one() == 0


def test_what_is_no_history_can_be_changed(house: House):
    with house.engine.begin() as connection:
        changed = connection.execute(sa.text("UPDATE person SET name_en = 'Somebody'"))
        assert changed.rowcount > 0


def installed(engine: sa.Engine) -> set[str]:
    """The names of the triggers in the database."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            found = connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        else:
            found = connection.execute(sa.text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
        return set(found.scalars())
