"""Makes a house large: what the verbs made once is copied row by row, with every number that names another row moved along.

The copies are what the verbs would have written: the constraints and triggers of the database see every row, and the chain
of events is carried on with hashes of its own.
"""

import json
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from workflow.records.database import triggers
from workflow.records.database.columns import settled_json
from workflow.records.database.session import make_engine
from workflow.records.event import chained_hash, payload_hash
from workflow.records.tables import metadata
from workflow.rules.people.roles import Role

Row = dict[str, Any]
#: The house itself: there is one enterprise, and its people stay who they are.
THE_HOUSE = frozenset(
    {
        "entity", "mark", "person", "role_grant", "capacity_grant", "delegation", "renaming", "transfer", "sign_in",
        "known_device", "presiding", "wrong_tries", "job", "notice",
        "delivery", "notice_choice", "review_choice", "newcomer",
    }
)  # fmt: skip
#: What the words of an event call a row → the table of that row; what an event is about, likewise.
NAMED = {
    "comment": "comment", "comments": "comment", "question": "reference_question", "returned": "returned", "suggestions": "suggestion",
    "approval": "approval",
}  # fmt: skip
SUBJECTS = {"edition": "edition", "session": "congress_session", "motion": "motion"}
#: What hangs on a regulation while it is worked on; copying it alone makes one regulation's history long.
HISTORY = frozenset(
    {
        "event", "payload", "snapshot", "provision", "lineage", "comment", "review_thread",
        "thread_reply", "thread_end", "written_suggestion", "remark_origin", "review_round", "review_scope",
        "review_requirement", "approval",
        "cover", "retraction", "returned", "suggestion", "change_reason", "reference_question", "reference_answer",
        "consultation", "attachment",
    }
)  # fmt: skip
#: The items of a session with their votes, and the delegates on its roll; copying them alone makes one session large.
AGENDA = frozenset(
    {"regulation", "edition", "snapshot", "provision", "review_round", "motion", "ballot", "ballot_closing", "presence_list",
     "presence_count", "presence", "count_sheet", "recount", "correction", "result", "waiver"}
)  # fmt: skip
DELEGATES = frozenset({"roll_entry", "attendance", "presence"})


def multiply(url: str, times: int, tables: Collection[str] = ()) -> None:
    """Make everything in the database at `url` be there `times` times.

    tables  what alone is copied; what its rows name and is not copied stays as it is. By default all but THE_HOUSE.
    """
    engine = make_engine(url)
    with engine.begin() as connection:
        triggers.remove(connection)  # a frozen roll takes no more delegates; here it is multiplied with them
        chosen = set(tables) or {one.name for one in metadata.sorted_tables} - THE_HOUSE
        rows = {
            one.name: [dict(row._mapping) for row in connection.execute(sa.select(one).order_by(*one.primary_key.columns))]
            for one in metadata.sorted_tables
            if one.name in chosen
        }  # fmt: skip
        steps = {name: max((_number(name, row) for row in found), default=0) for name, found in rows.items()}
        head = connection.execute(
            sa.select(sa.text("hash")).select_from(sa.table("event")).order_by(sa.text("seq DESC"))
        )
        last = head.scalar() if "event" in rows else None
        for copy in range(1, times):
            for table in metadata.sorted_tables:
                if rows.get(table.name):
                    moved = [_moved(table, row, copy, steps, rows[table.name]) for row in rows[table.name]]
                    if table.name == "event":
                        last = _chain(moved, rows["payload"], copy, steps, last)
                    elif table.name == "payload":
                        moved = [{**row, "json": _words(row["json"], copy, steps)} for row in moved]
                    connection.execute(sa.insert(table), moved)
        _go_on_counting(connection, chosen)
        triggers.install(connection)
    engine.dispose()


def enlist(url: str, many: int) -> None:
    """Open accounts until there are `many`, every tenth with another name since and a delegate's office."""
    engine = make_engine(url)
    person, grant, renaming = (metadata.tables[name] for name in ("person", "role_grant", "renaming"))
    with engine.begin() as connection:
        last = connection.execute(sa.select(sa.func.max(person.c.id))).scalar_one()
        there = connection.execute(sa.select(sa.func.count()).select_from(person)).scalar_one()
        like = dict(connection.execute(sa.select(person).where(person.c.code == "employee")).one()._mapping)
        held = dict(connection.execute(sa.select(grant).where(grant.c.person_id == like["id"])).first()._mapping)  # type: ignore[union-attr]
        new = range(last + 1, last + 1 + many - there)
        if not new:
            return
        connection.execute(
            sa.insert(person),
            [
                {**like, "id": one, "code": f"e{one:05}", "name_zh": f"职工{one}", "name_en": f"Worker {one}"}
                for one in new
            ],
        )
        held.pop("id")
        connection.execute(sa.insert(grant), [{**held, "person_id": one} for one in new])
        connection.execute(
            sa.insert(grant), [{**held, "person_id": one, "role": Role.DELEGATE} for one in new if one % 10 == 0]
        )
        connection.execute(
            sa.insert(renaming),
            [{"person_id": one, "name_zh": f"新名{one}", "name_en": f"New {one}", "since": held["since"]} for one in new]
            [::10],
        )  # fmt: skip
        _go_on_counting(connection, {"person"})
    engine.dispose()


def _number(table: str, row: Row) -> int:
    found = row["seq" if table == "event" else "id"] if ("seq" in row or "id" in row) else 0
    return found if isinstance(found, int) else 0


def _moved(table: sa.Table, row: Row, copy: int, steps: dict[str, int], alike: list[Row]) -> Row:
    """A row as its `copy`th copy: its own number and those of rows that were copied with it are other ones."""
    out = dict(row)
    followed = set()
    for column in table.columns:
        target = _named_by(column)
        if target in steps and row[column.name] is not None:
            named = row[column.name]
            out[column.name] = f"{named}-{copy}" if isinstance(named, str) else named + copy * steps[target]
            followed.add(column.name)
        elif column.name in ("id", "seq") and column.primary_key:
            out[column.name] = row[column.name] + copy * steps[table.name]
            followed.add(column.name)
        elif column.primary_key and isinstance(row[column.name], str) and len(table.primary_key.columns) == 1:
            out[column.name] = f"{row[column.name]}-{copy}"
            followed.add(column.name)
    for columns in _unique(table):
        if not followed & set(columns) and all(row[one] is not None for one in columns):
            free = [one for one in columns if not table.columns[one].foreign_keys]
            own = next((one for one in free if isinstance(row[one], int)), free[-1])
            most = max(one[own] for one in alike) if isinstance(row[own], int) else 0
            out[own] = row[own] + copy * most if most else f"{row[own]}-{copy}"
    if table.name == "regulation":
        out |= {"name_zh": f"{row['name_zh']}（{copy}）", "name_en": f"{row['name_en']} ({copy})"}
    if table.name == "motion" and "congress_session" not in steps:
        out["order"] = row["order"] + copy * max(one["order"] for one in alike)
    return out


def _named_by(column: sa.Column[Any]) -> str:
    """The table whose numbers a column holds, by way of another table perhaps; "" for none."""
    target = ""
    while column.foreign_keys:
        column = next(iter(column.foreign_keys)).column
        target = column.table.name
    return target


def _unique(table: sa.Table) -> Iterable[tuple[str, ...]]:
    """The columns that no two rows may share; those of an event are its chain, which is made anew."""
    if table.name != "event":
        yield from (tuple(one.name for one in key.columns) for key in table.constraints if isinstance(key, sa.UniqueConstraint))  # fmt: skip
        yield from ((column.name,) for column in table.columns if column.unique)
        yield from (tuple(one.name for one in index.columns) for index in table.indexes if index.unique)
        if "id" not in table.columns and table.primary_key.columns:
            yield tuple(one.name for one in table.primary_key.columns)


def _chain(events: list[Row], payloads: list[Row], copy: int, steps: dict[str, int], last: str | None) -> str | None:
    """Carry the chain on over these events: their hashes, and those of their words. Gives the last one."""
    said = {row["event_seq"] + copy * steps["event"]: row for row in payloads}
    for row in events:
        kind, _, number = row["object"].partition(":")
        if SUBJECTS.get(kind) in steps:
            row["object"] = f"{kind}:{int(number) + copy * steps[SUBJECTS[kind]]}"
        words = said.get(row["seq"])
        if words is not None:
            row["payload_hash"] = payload_hash(words["salt"], _words(words["json"], copy, steps))
        row["prev_hash"] = last
        last = row["hash"] = chained_hash(row)
    return last


def _words(said: str, copy: int, steps: dict[str, int]) -> str:
    """The words of an event with the numbers of rows in them moved along."""
    words = json.loads(said)
    for name, table in NAMED.items():
        step = copy * steps.get(table, 0)
        if isinstance(words.get(name), int) and not isinstance(words[name], bool):
            words[name] += step
        elif isinstance(words.get(name), list):
            words[name] = [one + step if isinstance(one, int) else one for one in words[name]]
    return settled_json(words)


def _go_on_counting(connection: sa.Connection, tables: Iterable[str]) -> None:
    """PostgreSQL counts on behind the numbers that were given."""
    if connection.dialect.name == "postgresql":
        for name in tables:
            if "id" in metadata.tables[name].columns:
                most = f"(SELECT coalesce(max(id), 1) FROM {name})"
                connection.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {most})"))
