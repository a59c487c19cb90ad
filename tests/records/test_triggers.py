"""Append-only tables under attack: UPDATE, DELETE, REPLACE, TRUNCATE, at head, after down and up, after a batch migration."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.exc import DatabaseError

from tests.cast import House
from tests.databases import KINDS, Databases
from tests.prepared import prepared
from tests.records.planted_history import plant
from workflow.records import migrations
from workflow.records.database import triggers
from workflow.records.database.protections import PROTECTIONS
from workflow.records.tables import metadata

pytestmark = pytest.mark.both

#: Eight attacks on each table at least, of which two that delete are allowed where words may be erased.
LEAST = 8 * len(triggers.APPEND_ONLY) + 6 * len(triggers.NEVER_CHANGED)
PROTECTED = (*triggers.APPEND_ONLY, *triggers.NEVER_CHANGED)
#: PostgreSQL itself does not truncate a table that others refer to, before any trigger is asked.
REFUSED = "append-only|cannot truncate a table referenced"


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    """A house in which an edition was issued, so that every table of history has rows."""
    made = prepared(databases, request.param, "issue")
    plant(made.engine)
    yield made
    made.engine.dispose()


def rows(connection: sa.Connection, table: str) -> list[tuple]:
    found = connection.execute(sa.select(metadata.tables[table])).all()
    return sorted((tuple(one) for one in found), key=repr)


def attacks(dialect: str, table: str, columns: list[str]) -> list[str]:
    """Statements that would change or remove history; `columns` are those that hold something."""
    protection = PROTECTIONS[table]
    column, everything = columns[-1], ", ".join(f'"{one.name}"' for one in metadata.tables[table].columns)
    key = ", ".join(f'"{one.name}"' for one in metadata.tables[table].primary_key)
    numbers = {one.name for one in metadata.tables[table].primary_key if isinstance(one.type, sa.Integer)}
    out = [f'UPDATE {table} SET "{one}" = {f"{one} + 1000" if one in numbers else "NULL"}' for one in columns]
    out += [f"UPDATE {table} SET \"{one}\" = '2026-12-02'" for one in protection.nearer]
    if not protection.once and not protection.nearer:
        out += [f'UPDATE {table} SET "{column}" = "{column}"']
    if table not in triggers.NEVER_CHANGED:
        out += [f"DELETE FROM {table}", f'DELETE FROM {table} WHERE "{column}" IS NOT NULL']
    copy = f"SELECT {everything} FROM {table}"
    if dialect == "sqlite":
        out += [
            f"INSERT OR REPLACE INTO {table} ({everything}) {copy}",
            f"REPLACE INTO {table} ({everything}) {copy}",
            f'UPDATE OR REPLACE {table} SET "{column}" = NULL',
            f'INSERT INTO {table} ({everything}) {copy} WHERE true ON CONFLICT DO UPDATE SET "{column}" = NULL',
        ]
    else:
        out += [
            f"TRUNCATE {table}",
            f"TRUNCATE {table} CASCADE",
            f'INSERT INTO {table} ({everything}) {copy} ON CONFLICT ({key}) DO UPDATE SET "{column}" = NULL',
            f'MERGE INTO {table} USING (SELECT 1) AS one ON true WHEN MATCHED THEN UPDATE SET "{column}" = NULL',
        ]
    if protection.frozen:  # a further entry on a frozen roll
        rest = ", ".join(f'"{one.name}"' for one in metadata.tables[table].columns if one.name not in ("id", "number"))
        out.append(f"INSERT INTO {table} (number, {rest}) SELECT number + 500, {rest} FROM {table}")
    return out


def attack(engine: sa.Engine) -> int:
    """Attack every protected table in every way; how many attacks were refused. All must be, and nothing change."""
    refused = 0
    for table in PROTECTED:
        with engine.connect() as connection:
            before = rows(connection, table)
        columns = [
            one.name
            for place, one in enumerate(metadata.tables[table].columns)
            if any(row[place] is not None for row in before)
        ]
        assert before, f"{table} has no row to attack"
        for statement in attacks(engine.dialect.name, table, columns):
            with pytest.raises(DatabaseError, match=REFUSED), engine.begin() as connection:
                connection.execute(sa.text(statement))
            refused += 1
        with engine.connect() as connection:
            assert rows(connection, table) == before
    return refused


def test_every_attack_at_head_is_refused(house: House):
    assert attack(house.engine) >= LEAST


def test_every_attack_after_installing_again_is_refused(house: House):
    migrations.upgrade(house.engine)
    migrations.upgrade(house.engine)
    assert attack(house.engine) >= LEAST


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
    assert attack(house.engine) >= LEAST


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
