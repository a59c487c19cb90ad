"""What a failed statement says: two people met at a named constraint, or it is our fault; and no value of it reaches a log."""

import logging
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from workflow.records.database.collisions import MEETINGS, broken, is_our_fault, told, trace, what_is_there
from workflow.records.database.logs import keep_values_out
from workflow.records.database.session import make_engine
from workflow.records.tables import metadata

pytestmark = pytest.mark.both

SECRET = "zhang-san-13800001111"


def failed(url: str, statement: str, **values: object) -> DBAPIError:
    """The error of a statement that the database refuses, after the statement was carried out once."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            for _ in range(2):
                connection.execute(sa.text(statement), values)
    except DBAPIError as error:
        return error
    finally:
        engine.dispose()
    pytest.fail("the database took it")


TWICE = "INSERT INTO entity (code, name_zh, name_en) VALUES (:code, 'a', 'b')"


#: The other constraints that two rows cannot share, and why two people do not meet there. An act has the database for itself
#: from its first question on (records/database/session.py); these could not be told in words about anybody's act if it had not.
APART = {
    ("change_reason", ("edition_id", "key", "round_number")): "no verb writes it any more",
    ("cover", ("approval_id", "kind", "key", "language")): "rows of one decision, written with it",
    ("event", ("hash",)): "a hash of what is in the row, the hash before it among it",
    ("event", ("seq",)): "one more than the last; whoever meets there meets at the hash before it",
    ("known_device", ("token_hash", "person_id")): "a random token of one browser, in which one person signs in",
    ("job", ("key",)): "asked for twice it is one: whoever is second writes nothing",
    ("lineage", ("snapshot_id", "old_key", "new_key")): "rows of one save, written with it",
    ("delivery", ("notice_id", "channel")): "rows of one notice, written with it",
    ("notice", ("person_id", "key")): "told twice it is one: whoever is second writes nothing",
    ("notice_choice", ("person_id",)): "one person's own, looked for in the act that makes it",
    (
        "review_turn",
        ("person_id", "round_id"),
    ): "written by the telling of one act; a second one begins again and finds it",
    ("review_choice", ("person_id",)): "one person's own, looked for in the act that makes it",
    (
        "viewed_mark",
        ("person_id", "edition_id", "language", "key"),
    ): "one person's own note, looked for in the act that makes it",
    ("mark", ("name",)): "the program's own notes, of which each is looked for in the act that makes it",
    (
        "newcomer",
        ("person_id",),
    ): "the import in which somebody came last, written by the act that looks for the one before",
    ("payload", ("event_seq",)): "the words of one event, written with it",
    ("presence", ("list_id", "entry_id")): "rows of one list, written with it",
    ("presence_count", ("list_id", "site_id")): "rows of one list, written with it",
    ("presiding", ("sign_in_id", "session_id")): "one sign-in, looked for in the act that makes it",
    ("provision", ("snapshot_id", "key")): "rows of one save, written with it",
    ("reference_question", ("snapshot_id", "unit_key", "place")): "rows of one save, written with it",
    ("boxed_opinion", ("key",)): "a digest of words that were sent twice, looked for in the act that writes it",
    ("employee_consultation", ("token",)): "a random token",
    ("opinion", ("key",)): "the same, or the random key of one row of a file",
    ("remark_origin", ("comment_id",)): "where one remark came from, written with it",
    ("review_requirement", ("scope_id", "place")): "rows of one scope, written with it",
    ("review_requirement", ("scope_id", "capacity", "unit", "language", "rule")): "rows of one scope, written with it",
    ("review_thread", ("comment_id",)): "written with the remark itself",
    ("thread_reply", ("comment_id",)): "the same",
    ("written_suggestion", ("comment_id",)): "the same",
    ("thread_end", ("comment_id",)): "the rules refuse what has ended, in words",
    ("call_end", ("call_id",)): "the rules refuse what has ended, in words",
    ("step_strike", ("record_id",)): "the rules refuse what is struck out, in words",
    ("retraction", ("approval_id", "ending")): "the rules refuse what has ended, in words",
    ("roll_entry", ("roll_id", "number")): "lines of one roll, written with it",
    ("search_text", ("snapshot_id",)): "the index of one text, written by the act that finds it missing",
    ("search_token", ("token", "snapshot_id")): "the index of one save",
    ("search_unit", ("snapshot_id", "place")): "the index of one save",
    ("sign_in", ("token_hash",)): "a random token",
    ("site", ("session_id", "code")): "rows of one session, written with it",
    ("staff_columns", ("headers",)): "how columns are read, looked for in the act that writes it",
    ("suggestion", ("returned_id", "order")): "rows of one returned file, written with it",
    ("wrong_tries", ("key",)): "a count, looked for in the act that raises it",
}


def constraints() -> set[tuple[str, tuple[str, ...]]]:
    """Everything that two rows of a table cannot share, but for the number that the database gives a row."""
    found = {
        (table.name, tuple(column.name for column in one.columns))
        for table in metadata.sorted_tables
        for one in [
            *(one for one in table.constraints if isinstance(one, sa.UniqueConstraint | sa.PrimaryKeyConstraint)),
            *(one for one in table.indexes if one.unique),
        ]
    } | {(table.name, (column.name,)) for table in metadata.sorted_tables for column in table.columns if column.unique}
    return {(table, columns) for table, columns in found if columns != ("id",)}


def test_at_every_constraint_people_meet_or_the_reason_why_not_is_here():
    assert sorted(constraints() - MEETINGS.keys() - APART.keys()) == [], (
        "Two people who do the same at once break this constraint: put it into MEETINGS of records/database/collisions.py with "
        "what is there already for the second one, or here with the reason why nobody else can be meant."
    )
    assert sorted((MEETINGS.keys() | APART.keys()) - constraints()) == [], "no table has such a constraint"
    assert not MEETINGS.keys() & APART.keys()
    assert all(APART.values())


def test_the_database_has_these_constraints_and_no_other(database_url: str):
    """What the migrations made, which is what refuses."""
    engine = make_engine(database_url)
    inspector = sa.inspect(engine)
    found = set()
    for table in inspector.get_table_names():
        if table in metadata.tables:
            keys = [inspector.get_pk_constraint(table)["constrained_columns"]]
            keys += [one["column_names"] for one in inspector.get_unique_constraints(table)]
            keys += [
                [str(name) for name in one["column_names"]] for one in inspector.get_indexes(table) if one["unique"]
            ]
            found |= {(table, tuple(columns)) for columns in keys if columns != ["id"]}
    engine.dispose()
    assert found == constraints()


def test_each_meeting_says_what_is_there_in_both_languages():
    said = list(MEETINGS.values())
    assert len(set(said)) == len(said)
    assert all(one.zh.endswith("。") and one.en.endswith(".") and one.en.isascii() for one in said)


def test_the_database_names_the_constraint_at_which_two_people_met(database_url: str):
    error = failed(database_url, TWICE, code=SECRET)
    assert isinstance(error, IntegrityError)
    assert broken(error) == "entity_code_key"
    assert what_is_there(error) == MEETINGS["entity", ("code",)]


def test_every_meeting_has_the_name_that_the_database_gives_it(database_url: str):
    """PostgreSQL makes the names of constraints that have none; SQLite tells the columns."""
    engine = make_engine(database_url)
    with engine.connect() as connection:
        for table, columns in sorted(MEETINGS):
            inspector = sa.inspect(connection)
            indexes = [one for one in inspector.get_indexes(table) if one["unique"]]
            found: list[Any] = [*inspector.get_unique_constraints(table), *indexes]
            named = next(one["name"] for one in found if tuple(one["column_names"]) == columns)
            own = {one.name for one in metadata.tables[table].constraints if isinstance(one, sa.UniqueConstraint)}
            own |= {one.name for one in metadata.tables[table].indexes if one.unique}
            assert named in (None, f"{table}_{'_'.join(columns)}_key", *own), table
    engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO entity (code, name_zh) VALUES (:code, 'a')",
        "INSERT INTO sign_in (token_hash, person_id) VALUES (:code, 4000)",
        "INSERT INTO entity (id, code, name_zh, name_en) VALUES (7, :code, 'a', 'b'), (7, 'x', 'a', 'b')",
    ],
    ids=["missing value", "missing row", "primary key"],
)
def test_whatever_else_is_refused_is_our_fault(database_url: str, statement: str):
    error = failed(database_url, statement, code=SECRET)
    assert isinstance(error, IntegrityError)
    assert what_is_there(error) is None


def test_a_statement_that_makes_no_sense_is_our_fault_and_a_locked_database_is_not(sqlite_url: str):
    error = failed(sqlite_url, "SELECT nothing FROM nowhere")
    assert isinstance(error, OperationalError)
    assert is_our_fault(error)
    assert not is_our_fault(OperationalError("select", {}, Exception("disk I/O error")))


def test_no_value_of_a_failed_statement_is_told(database_url: str, caplog: pytest.LogCaptureFixture):
    """PostgreSQL quotes the row in the message of its error, so hiding the parameters is not enough."""
    keep_values_out()
    error = failed(database_url, TWICE, code=SECRET)
    assert SECRET not in str(error) or "DETAIL" in str(error)
    for words in (told(error), trace(error)):
        assert SECRET not in words
        assert "entity_code_key" in words
    logging.getLogger("anything").error("fault", exc_info=error)
    assert SECRET not in caplog.text
    assert "entity_code_key" in caplog.text
    assert "test_collisions.py" in caplog.text


def test_no_message_of_any_error_in_the_chain_is_told(caplog: pytest.LogCaptureFixture):
    keep_values_out()
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise RuntimeError(f"not taken: {SECRET}") from error
    except RuntimeError:
        logging.getLogger("anything").exception("fault")
    assert SECRET not in caplog.text
    assert "RuntimeError" in caplog.text
    assert "ValueError" in caplog.text


def test_this_would_see_a_value_in_the_log(caplog: pytest.LogCaptureFixture):
    """The check above proves something: an error that is printed as it is does leak."""
    logging.getLogger("anything").error("refused: %s", ValueError(SECRET))
    assert SECRET in caplog.text
