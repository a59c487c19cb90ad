"""The triggers that make history append-only, on SQLite and on PostgreSQL, put in place by one function.

Install them again after every migration: a batch migration on SQLite rebuilds a table and drops its triggers in silence.
"""

import sqlalchemy as sa

#: Nothing in these tables is ever changed or deleted.
APPEND_ONLY = (
    "snapshot",
    "provision",
    "lineage",
    "review_round",
    "approval",
    "cover",
    "retraction",
    "presence_list",
    "presence_count",
    "presence",
    "ballot_closing",
    "count_sheet",
    "recount",
    "ballot",
    "result",
    "event",
    "issued",
    "paper",
    "paper_file",
    "attachment",
    "consultation",
    "returned",
    "remark_origin",
    "entry",
    "scan",
    "reference_question",
    "reference_answer",
    "renaming",
    "transfer",
)
#: Rows of these may be deleted (erasure) but never changed.
NEVER_CHANGED = ("payload",)
#: SQLite: what may be deleted could be changed by INSERT OR REPLACE, which is a deletion and an insertion in one.
PAYLOAD_NO_REPLACE = (
    "CREATE TRIGGER payload_no_replace BEFORE INSERT ON payload "
    "WHEN EXISTS (SELECT 1 FROM payload WHERE event_seq = NEW.event_seq) "
    "BEGIN SELECT RAISE(ABORT, 'payload is append-only'); END"
)


def install(connection: sa.Connection) -> None:
    """Put every trigger in place, replacing older ones. Works on both databases, any number of times."""
    make = _postgresql if connection.dialect.name == "postgresql" else _sqlite
    for statement in make():
        connection.execute(sa.text(statement))


def sqlite_names() -> set[str]:
    """The names of the triggers that a SQLite database of ours has, and of no others."""
    names = {f"{table}_no_{act}" for table in (*APPEND_ONLY, *NEVER_CHANGED) for act in ("update", "delete")}
    return names - {f"{table}_no_delete" for table in NEVER_CHANGED} | {"payload_no_replace"}


def _sqlite() -> list[str]:
    out = []
    for table in (*APPEND_ONLY, *NEVER_CHANGED):
        for act in ("UPDATE",) if table in NEVER_CHANGED else ("UPDATE", "DELETE"):
            name = f"{table}_no_{act.lower()}"
            out.append(f"DROP TRIGGER IF EXISTS {name}")
            out.append(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    out.append("DROP TRIGGER IF EXISTS payload_no_replace")
    out.append(PAYLOAD_NO_REPLACE)
    return out


def _postgresql() -> list[str]:
    out = [
        (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    ]
    for table in (*APPEND_ONLY, *NEVER_CHANGED):
        acts = "UPDATE" if table in NEVER_CHANGED else "UPDATE OR DELETE"
        out.append(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
        out.append(
            f"CREATE TRIGGER {table}_no_change BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        out.append(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
        out.append(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    return out
