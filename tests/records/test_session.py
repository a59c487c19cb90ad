"""Transactions: an act is written once and whole, or not at all; a question writes nothing."""

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.databases import Databases
from workflow.records.person import Mark
from workflow.records.session import is_writing, make_engine, reading, writing


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
    with engine.connect() as connection:
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
