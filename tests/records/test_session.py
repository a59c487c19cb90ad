"""Transactions: an act is written once and whole, or not at all; a question writes nothing."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from tests.compiled import DURABLE
from tests.databases import Databases
from workflow.records.database.session import is_writing, make_engine, read_once, reading, writing
from workflow.records.person import Mark

pytestmark = pytest.mark.both


@pytest.fixture
def engine(database_url: str):
    made = make_engine(database_url)
    yield made
    made.dispose()


def marks(engine: sa.Engine) -> set[str]:
    with reading(engine) as db:
        return set(db.exec(select(Mark.name)))


def test_an_act_that_ends_well_is_there(engine: sa.Engine):
    with writing(engine) as db:
        db.add(Mark(name="one", value=""))
        db.flush()
        assert marks(engine) == set(), "nobody sees half an act"
    assert marks(engine) == {"one"}


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_act_that_fails_leaves_nothing(engine: sa.Engine, fault: type[BaseException]):
    def act() -> None:
        with writing(engine) as db:
            db.add(Mark(name="one", value=""))
            db.flush()
            db.add(Mark(name="two", value=""))
            raise fault

    with pytest.raises(fault):
        act()
    assert marks(engine) == set()
    with writing(engine) as db:
        db.add(Mark(name="three", value=""))
    assert marks(engine) == {"three"}


@pytest.mark.filterwarnings("ignore:New instance")
def test_a_commit_that_fails_leaves_nothing(engine: sa.Engine):
    with pytest.raises(sa.exc.IntegrityError), writing(engine) as db:
        db.add_all([Mark(name="one", value=""), Mark(name="one", value="")])
    assert marks(engine) == set()


def test_a_question_writes_nothing(engine: sa.Engine):
    with reading(engine) as db:
        db.add(Mark(name="one", value=""))
        db.flush()
        assert db.exec(select(Mark.name)).one() == "one"
    assert marks(engine) == set()


def test_it_is_known_which_is_which(engine: sa.Engine):
    with reading(engine) as db:
        assert not is_writing(db)
    with writing(engine) as db:
        assert is_writing(db)


def test_sqlite_is_set_up_as_the_product_relies_on(sqlite_url: str):
    engine = make_engine(sqlite_url)
    with engine.execution_options(**{DURABLE: True}).connect() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "recursive_triggers", "synchronous", "busy_timeout")
        }
    assert asked == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "synchronous": 2,
        "busy_timeout": 20_000,
    }
    engine.dispose()


def test_a_postgresql_address_needs_no_driver_in_it(databases: Databases):
    url = databases.empty("postgresql")
    engine = make_engine(url.replace("postgresql+psycopg://", "postgresql://"))
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT 1")).scalar_one() == 1
    engine.dispose()


# What was read once --------------------------------------------------------------------------------------------------


def counting(db: Session, asked: list[str], *tables: str) -> set[str]:
    """The names of the marks, read once; `asked` grows whenever they are really asked for."""

    def read() -> set[str]:
        asked.append("asked")
        return set(db.exec(select(Mark.name)))

    return read_once(db, "marks", tables or ("mark",), read)


def test_what_was_read_is_not_asked_again_until_something_is_written_there(engine: sa.Engine):
    asked: list[str] = []
    with writing(engine) as db:
        assert counting(db, asked) == counting(db, asked) == set()
        assert len(asked) == 1
        mark = Mark(name="one", value="")
        db.add(mark)  # not written yet: it is written first, as before any question
        assert counting(db, asked) == counting(db, asked) == {"one"}
        assert len(asked) == 2
        mark.value = "changed in memory alone"
        counting(db, asked)
        assert len(asked) == 3
        db.delete(mark)
        assert counting(db, asked) == set()
        db.connection().execute(sa.insert(Mark), [{"name": "two", "value": ""}])
        assert counting(db, asked) == {"two"}
        db.exec(sa.update(Mark).values(name="three"))
        assert counting(db, asked) == {"three"}
        db.exec(sa.delete(Mark))
        assert counting(db, asked) == set()


def test_what_is_written_elsewhere_makes_nobody_ask_again(engine: sa.Engine):
    asked: list[str] = []
    with writing(engine) as db:
        counting(db, asked, "motion")
        db.add(Mark(name="one", value=""))
        assert counting(db, asked, "motion") == set()
        assert len(asked) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "WITH one AS (SELECT 1) INSERT INTO mark (name, value) SELECT 'raw', '' FROM one",
        "  insert into mark (name, value) values ('raw', '')",
        "/* a remark */ INSERT INTO mark (name, value) VALUES ('raw', '')",
    ],
)
def test_a_statement_that_is_not_understood_counts_as_written_everywhere(engine: sa.Engine, statement: str):
    asked: list[str] = []
    with writing(engine) as db:
        assert counting(db, asked) == set()
        db.connection().exec_driver_sql(statement)
        assert counting(db, asked) == {"raw"}


def test_the_end_of_a_transaction_forgets_what_was_read(engine: sa.Engine):
    asked: list[str] = []
    with reading(engine) as db:
        assert counting(db, asked) == set()
        db.rollback()
        with writing(engine) as other:
            other.add(Mark(name="one", value=""))
        assert counting(db, asked) == {"one"}
    with writing(engine) as db:
        db.add(Mark(name="two", value=""))
        assert counting(db, asked) == {"one", "two"}
        db.rollback()
        assert counting(db, asked) == {"one"}
        db.commit()
        with writing(engine) as other:
            other.add(Mark(name="three", value=""))
        assert counting(db, asked) == {"one", "three"}


def test_a_savepoint_that_is_taken_back_forgets_what_was_read_in_it(engine: sa.Engine):
    asked: list[str] = []
    with writing(engine) as db:
        counting(db, asked)
        savepoint = db.begin_nested()
        db.add(Mark(name="one", value=""))
        assert counting(db, asked) == {"one"}
        savepoint.rollback()
        assert counting(db, asked) == set()


def test_two_sessions_share_nothing_that_was_read(engine: sa.Engine):
    asked: list[str] = []
    with writing(engine) as db:
        db.add(Mark(name="one", value=""))
        assert counting(db, asked) == {"one"}
        with reading(engine) as other:
            assert counting(other, asked) == set()
    with reading(engine) as db:
        assert counting(db, asked) == {"one"}
