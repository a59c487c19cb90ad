"""The triggers that hold the database to its protections, on SQLite and on PostgreSQL, put in place by one function.

Install them again after every migration: a batch migration on SQLite rebuilds a table and drops its triggers in silence.
"""

import sqlalchemy as sa

from workflow.records.database.protections import PROTECTIONS, Class, Protection, tables_of
from workflow.records.tables import metadata

#: Rows of these are never deleted, and never changed but for what is completed once.
APPEND_ONLY = tables_of(Class.HISTORY)
#: Rows of these may be deleted (erasure) but never changed.
NEVER_CHANGED = tables_of(Class.ERASABLE)
#: Tables of earlier releases, whose triggers are in a backup of theirs.
FORMER = ("issued",)
#: SQLite: what may be deleted could be changed by INSERT OR REPLACE, which is a deletion and an insertion in one.
PAYLOAD_NO_REPLACE = (
    "CREATE TRIGGER payload_no_replace BEFORE INSERT ON payload "
    "WHEN EXISTS (SELECT 1 FROM payload WHERE event_seq = NEW.event_seq) "
    "BEGIN SELECT RAISE(ABORT, 'payload is append-only'); END"
)
#: PostgreSQL: refuses whatever calls it; and refuses what is done to the entries of a frozen roll.
_REFUSE = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
)
_REFUSE_FROZEN = (
    "CREATE OR REPLACE FUNCTION refuse_when_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "DECLARE of_roll integer; BEGIN "
    "IF TG_OP = 'INSERT' THEN of_roll := NEW.roll_id; ELSE of_roll := OLD.roll_id; END IF; "
    "IF EXISTS (SELECT 1 FROM roll WHERE id = of_roll AND frozen_at IS NOT NULL) "
    "THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END IF; "
    "IF TG_OP = 'INSERT' THEN RETURN NEW; ELSE RETURN OLD; END IF; END $$"
)


def install(connection: sa.Connection) -> None:
    """Put every trigger in place, replacing older ones. Works on both databases, any number of times."""
    remove(connection)
    make = _postgresql if connection.dialect.name == "postgresql" else _sqlite
    for statement in make():
        connection.execute(sa.text(statement))


def remove(connection: sa.Connection) -> None:
    """Take every trigger of ours away, so that a migration may change the columns that they name."""
    if connection.dialect.name == "postgresql":
        found = connection.execute(
            sa.text(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace(current_schema())::oid"
            )
        ).all()
        for name, table in found:
            if name in {f"{table}_no_{what}" for what in ("change", "delete", "truncate", "thaw")}:
                connection.execute(sa.text(f"DROP TRIGGER {name} ON {table}"))
        return
    there = set(connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars())
    for name in sorted(there & sqlite_names()):
        connection.execute(sa.text(f"DROP TRIGGER {name}"))


def sqlite_names() -> set[str]:
    """The names of the triggers that a SQLite database of ours has, and of no others."""
    names = {f"{table}_no_{act}" for table in (*APPEND_ONLY, *NEVER_CHANGED, *FORMER) for act in ("update", "delete")}
    frozen = {f"{table}_no_insert" for table, one in PROTECTIONS.items() if one.frozen}
    return names - {f"{table}_no_delete" for table in NEVER_CHANGED} | {"payload_no_replace"} | frozen


def changes_history(table: str, protection: Protection, differs: str) -> str:
    """The condition under which an UPDATE of a row of `table` changes what is history; "" when every UPDATE does.

    differs  how the database says that two values, or nothing and a value, are not the same
    """
    if not protection.once and not protection.nearer:
        return ""
    out = []
    for column in metadata.tables[table].columns:
        name = column.name
        changed = f'NEW."{name}" {differs} OLD."{name}"'
        if name in protection.once:
            changed = f'(OLD."{name}" {differs} {protection.once[name]} AND {changed})'
        elif name in protection.nearer:
            changed = f'(OLD."{name}" IS NOT NULL AND (NEW."{name}" IS NULL OR NEW."{name}" > OLD."{name}"))'
        out.append(changed)
    return " OR ".join(out)


def _sqlite() -> list[str]:
    out = []
    for table in (*APPEND_ONLY, *NEVER_CHANGED):
        protection = PROTECTIONS[table]
        conditions = {"UPDATE": changes_history(table, protection, "IS NOT"), "DELETE": ""}
        if table in NEVER_CHANGED:
            del conditions["DELETE"]
        if protection.frozen:
            for act, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
                thawed = f"(SELECT frozen_at FROM roll WHERE id = {row}.{protection.frozen}) IS NULL"  # noqa: S608 (a column of ours)
                conditions[act] = f"NOT {thawed}"
        for act, condition in conditions.items():
            out.append(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"{f'WHEN {condition} ' if condition else ''}BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    out.append(PAYLOAD_NO_REPLACE)
    return out


def _postgresql() -> list[str]:
    out = [_REFUSE, _REFUSE_FROZEN]
    for table in (*APPEND_ONLY, *NEVER_CHANGED):
        protection = PROTECTIONS[table]
        condition = changes_history(table, protection, "IS DISTINCT FROM")
        deletes = table in APPEND_ONLY and not protection.frozen
        refuse = "EXECUTE FUNCTION refuse_change()"
        if condition:
            # A condition may not name a new row where there is none, so deletion has a trigger of its own.
            out.append(
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition}) {refuse}"
            )
            out.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}")
        else:
            acts = "UPDATE OR DELETE" if deletes else "UPDATE"
            out.append(f"CREATE TRIGGER {table}_no_change BEFORE {acts} ON {table} FOR EACH ROW {refuse}")
        if protection.frozen:
            out.append(
                f"CREATE TRIGGER {table}_no_thaw BEFORE INSERT OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_when_frozen()"
            )
        out.append(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}")
    return out
