"""What a failed statement says: two people met at a named constraint, or it is our fault; and no value of it reaches a log."""

import logging

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from workflow.records.database.collisions import MEETINGS, broken, is_our_fault, told, trace, two_people_met
from workflow.records.database.logs import keep_values_out
from workflow.records.database.session import make_engine
from workflow.records.tables import metadata

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


def test_every_constraint_at_which_people_meet_is_one_of_ours():
    unique = {
        (table.name, tuple(column.name for column in one.columns))
        for table in metadata.sorted_tables
        for one in table.constraints
        if isinstance(one, sa.UniqueConstraint)
    } | {(table.name, (column.name,)) for table in metadata.sorted_tables for column in table.columns if column.unique}
    assert sorted(MEETINGS - unique) == [], "a constraint is named in records/database/collisions.py that no table has"


def test_the_database_names_the_constraint_at_which_two_people_met(database_url: str):
    error = failed(database_url, TWICE, code=SECRET)
    assert isinstance(error, IntegrityError)
    assert broken(error) == "entity_code_key"
    assert two_people_met(error)


def test_every_meeting_has_the_name_that_the_database_gives_it(database_url: str):
    """PostgreSQL makes the names of constraints that have none; SQLite tells the columns."""
    engine = make_engine(database_url)
    with engine.connect() as connection:
        for table, columns in sorted(MEETINGS):
            found = sa.inspect(connection).get_unique_constraints(table)
            named = next(one["name"] for one in found if tuple(one["column_names"]) == columns)
            own = {one.name for one in metadata.tables[table].constraints if isinstance(one, sa.UniqueConstraint)}
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
    assert not two_people_met(error)


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
