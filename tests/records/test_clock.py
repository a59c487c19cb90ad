"""A clock that goes back: no event is dated before its predecessor, and whatever is not one act too late says so."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from tests.databases import KINDS, Databases
from workflow.records import event, migrations
from workflow.records.database.columns import Moment
from workflow.records.database.session import make_engine, reading, writing
from workflow.records.database.unreachable import Unreachable
from workflow.records.event import BEHIND, CHAINED, SET_BACK, Event, Payload, broken_links, chained_hash
from workflow.records.person import Mark

pytestmark = pytest.mark.both

NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)


@pytest.fixture
def engine(database_url: str):
    made = make_engine(database_url)
    yield made
    made.dispose()


def happen(db: Session, at: datetime, verb: str = "mark") -> Event:
    """One event at a moment, as the clock of some host has it."""
    return event.append(
        db,
        actor_id=None,
        on_behalf_of=None,
        verb=verb,
        subject="mark:1",
        regulation_id=None,
        fingerprint="",
        at=at,
        payload={"text": "said"},
    )


@pytest.mark.parametrize("seconds", [0.5, 35, 120])
def test_a_clock_a_little_back_takes_the_moment_before_and_says_so(engine: sa.Engine, seconds: float):
    with writing(engine) as db:
        happen(db, NOON)
    with writing(engine) as db:
        happen(db, NOON - timedelta(seconds=seconds))
    with writing(engine) as db:
        happen(db, NOON + timedelta(seconds=1))
    with reading(engine) as db:
        assert list(db.exec(select(Event.at).order_by(col(Event.seq)))) == [NOON, NOON, NOON + timedelta(seconds=1)]
        words = [one.words for one in db.exec(select(Payload).order_by(col(Payload.event_seq)))]
        assert broken_links(db) == []
    assert f'"{BEHIND}":{seconds:g}' in words[1].replace(".0,", ",")
    assert BEHIND not in words[0] + words[2]


@pytest.mark.parametrize("back", [timedelta(seconds=120, microseconds=1), timedelta(hours=8), timedelta(days=3650)])
def test_more_is_refused_and_nothing_is_done(engine: sa.Engine, back: timedelta):
    with writing(engine) as db:
        happen(db, NOON)

    def act_earlier() -> None:
        with writing(engine) as db:
            db.add(Mark(name="half an act", value=""))
            happen(db, NOON - back)

    with pytest.raises(Unreachable) as refused:
        act_earlier()
    assert "主机时钟" in refused.value.words.zh
    assert "workflow clock" in refused.value.words.en
    assert "2026-03-16 12:00:00" in refused.value.words.en
    with reading(engine) as db:
        assert len(db.exec(select(Event)).all()) == 1
        assert db.get(Mark, "half an act") is None


def test_several_hosts_with_a_little_skew_each_get_on(engine: sa.Engine):
    """Three clocks, up to forty seconds apart, in turn."""
    for turn in range(30):
        with writing(engine) as db:
            happen(db, NOON + timedelta(seconds=turn) + timedelta(seconds=(0, -40, 25)[turn % 3]))
    with reading(engine) as db:
        moments = list(db.exec(select(Event.at).order_by(col(Event.seq))))
        assert moments == sorted(moments)
        assert len(moments) == 30
        assert broken_links(db) == []


def test_an_event_dated_before_its_predecessor_is_found(engine: sa.Engine):
    """Written from outside, with every hash right; the host's own declaration is the one exception."""
    with writing(engine) as db:
        happen(db, NOON)
        happen(db, NOON - timedelta(days=1), verb=SET_BACK)
        happen(db, NOON - timedelta(hours=23))
    with reading(engine) as db:
        assert broken_links(db) == []
    with writing(engine) as db:
        early = Event(
            seq=4,
            prev_hash=db.get_one(Event, 3).hash,
            hash="",
            verb="mark",
            object="mark:1",
            at=NOON - timedelta(days=2),
            payload_hash="0" * 64,
        )
        early.hash = early.computed_hash()
        db.add(early)
    with reading(engine) as db:
        assert broken_links(db) == ["event 4: is dated before the event before it"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_out_of_order_before_stays_as_it_is(databases: Databases, kind: str):
    """Demonstrations used to be told text by text; from the migration on moments are in order."""
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine)
    with writing(engine) as db:
        happen(db, NOON)
        happen(db, NOON - timedelta(days=9), verb=SET_BACK)
    migrations.downgrade(engine, migrations.before("0013"))
    with engine.begin() as connection:  # as an earlier release wrote it
        chain = sa.table("event", sa.column("hash"), sa.column("at", Moment()), *map(sa.column, set(CHAINED) - {"at"}))
        second = chain.c.seq == 2
        row = connection.execute(sa.select(chain).where(second)).one()._mapping
        changed = {**row, "verb": "mark", "rows": ""}
        connection.execute(sa.update(chain).where(second).values(verb="mark", hash=chained_hash(changed)))
    migrations.upgrade(engine)
    with reading(engine) as db:
        assert broken_links(db) == []
        assert db.get_one(Mark, event.IN_ORDER_FROM).value == "2"
    with writing(engine) as db:
        happen(db, NOON)
        happen(db, NOON - timedelta(days=1), verb=SET_BACK)
    with engine.begin() as connection:
        away = {"sqlite": "DROP TRIGGER event_no_update", "postgresql": "ALTER TABLE event DISABLE TRIGGER USER"}
        connection.exec_driver_sql(away[kind])
        connection.exec_driver_sql("UPDATE event SET verb = 'mark' WHERE seq = 5")
    with reading(engine) as db:
        assert "event 5: is dated before the event before it" in broken_links(db)
    migrations.downgrade(engine, migrations.before("0013"))
    with reading(engine) as db:
        assert db.get(Mark, event.IN_ORDER_FROM) is None
    engine.dispose()
