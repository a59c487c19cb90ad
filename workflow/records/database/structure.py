"""What a database of ours is made of besides rows: its tables, indexes, constraints and triggers, against a fresh one."""

from collections.abc import Mapping
from functools import cache

import sqlalchemy as sa

from workflow.records import migrations
from workflow.records.database.unreachable import Unreachable
from workflow.words import Words

_SQLITE = sa.text(
    "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL"
)
#: PostgreSQL: everything in the schema that the connection looks into, each with its own words for it.
_POSTGRESQL = (
    (
        "SELECT 'trigger ' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = {here}"
    ),
    "SELECT 'function ' || p.proname, p.prosrc FROM pg_proc p WHERE p.pronamespace = {here}",
    (
        "SELECT 'constraint ' || c.relname || ' ' || k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k "
        "JOIN pg_class c ON c.oid = k.conrelid WHERE k.connamespace = {here}"
    ),
    "SELECT 'index ' || i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = current_schema()",
    (
        "SELECT 'column ' || c.table_name || ' ' || c.column_name, c.data_type || ' ' || c.is_nullable || ' ' "
        "|| coalesce(c.column_default, '') FROM information_schema.columns c WHERE c.table_schema = current_schema()"
    ),
)
_HERE = "to_regnamespace(current_schema())::oid"
_FRESH = "verify_fresh"
NOT_ALLOWED = Words(
    "核对表结构需要在数据库中建立（随即撤销的）模式：请给此账号 CREATE 权限。",
    "To hold the tables against fresh ones a schema is made and taken back: grant this account CREATE on the database.",
)


def differences(connection: sa.Connection) -> list[str]:
    """Names of what is there and should not be, is missing, or is not what this release makes; in a database at its head."""
    if connection.dialect.name == "sqlite":
        there, made = _sqlite(connection), _fresh_sqlite()
    else:
        there, made = _postgresql(connection), _fresh_postgresql(connection)
    return sorted(name for name in {*there, *made} if there.get(name) != made.get(name))


def _sqlite(connection: sa.Connection) -> dict[str, str]:
    return {str(name): " ".join(str(sql).split()) for name, sql in connection.execute(_SQLITE)}


def _postgresql(connection: sa.Connection) -> dict[str, str]:
    schema = connection.execute(sa.text("SELECT current_schema()")).scalar_one()
    rows = [row for asked in _POSTGRESQL for row in connection.execute(sa.text(asked.format(here=_HERE)))]
    return {str(name): str(words).replace(f"{schema}.", "") for name, words in rows}


@cache
def _fresh_sqlite() -> Mapping[str, str]:
    engine = sa.create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            migrations.upgrade_on(connection)
            return _sqlite(connection)
    finally:
        engine.dispose()


def _fresh_postgresql(connection: sa.Connection) -> Mapping[str, str]:
    """In a schema of its own that no other connection ever sees: it is rolled back."""
    with connection.engine.connect() as beside:
        begun = beside.begin()
        try:
            try:
                beside.execute(sa.text(f"CREATE SCHEMA {_FRESH}"))
            except sa.exc.ProgrammingError as error:
                raise Unreachable(NOT_ALLOWED) from error
            beside.execute(sa.text(f"SET LOCAL search_path TO {_FRESH}"))
            migrations.upgrade_on(beside)
            return _postgresql(beside)
        finally:
            begun.rollback()
