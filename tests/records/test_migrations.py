"""Migrations: up, down and up again on both databases, and what they make is what the tables say."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.databases import KINDS, Databases
from workflow.records import migrations
from workflow.records.database.session import make_engine
from workflow.records.tables import metadata


def names(engine: sa.Engine) -> set[str]:
    """The tables in the database, but for Alembic's own."""
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def checks(engine: sa.Engine) -> set[tuple[str, str, str]]:
    """Every CHECK in the database: table, name, and its words without blanks and brackets."""
    inspector = sa.inspect(engine)
    found = set()
    for table in names(engine):
        for one in inspector.get_check_constraints(table):
            found.add((table, str(one["name"]), "".join(one["sqltext"].split()).replace("(", "").replace(")", "")))
    return found


def test_up_down_and_up_again(empty_database_url: str):
    engine = make_engine(empty_database_url)
    migrations.upgrade(engine)
    assert names(engine) == set(metadata.tables)
    migrations.downgrade(engine, "base")
    assert names(engine) == set()
    migrations.upgrade(engine)
    assert names(engine) == set(metadata.tables)
    engine.dispose()


def test_a_second_upgrade_changes_nothing(database_url: str):
    engine = make_engine(database_url)
    before = checks(engine)
    migrations.upgrade(engine)
    assert checks(engine) == before
    engine.dispose()


def test_there_is_one_head():
    assert len(migrations.heads()) == 1


def test_the_migrated_database_is_what_the_tables_say(database_url: str):
    engine = make_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_the_checks_of_the_migrated_database_are_those_of_the_tables(databases: Databases, kind: str):
    migrated, made = make_engine(databases.empty(kind)), make_engine(databases.empty(kind))
    migrations.upgrade(migrated)
    metadata.create_all(made)
    assert checks(migrated) == checks(made)
    assert len(checks(migrated)) >= 25
    migrated.dispose()
    made.dispose()
