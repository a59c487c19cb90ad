"""Whether anybody has written is told of every writing, also of one that was under way when it was asked first."""

import os
import random
import signal
import time

import pytest
import sqlalchemy as sa

from tests.databases import KINDS, Databases
from workflow.records.database import arrival
from workflow.records.database.arrival import Arrivals
from workflow.records.database.session import make_engine


@pytest.mark.both
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_another_one_whenever_what_is_seen_is(databases: Databases, kind: str, monkeypatch: pytest.MonkeyPatch):
    """Random writers, committed and taken back in random order, against what a reader really sees."""
    monkeypatch.setattr(arrival, "_PATIENCE", 60)  # a machine under load answers late, which is another question
    url = databases.at_head(kind)
    engine, asked = make_engine(url), make_engine(url)
    arrivals, chance = Arrivals(asked), random.Random(11)
    seen: dict[object, int] = {}
    told, changes = set[object](), 0
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO mark (name, value) VALUES ('n', '0')")
    writers: list[sa.Connection] = []
    for number in range(200):
        if len(writers) < (1 if kind == "sqlite" else 4) and chance.random() < 0.5:
            one = engine.execution_options(writing=True).connect()
            one.begin()
            one.exec_driver_sql(f"INSERT INTO mark (name, value) VALUES ('{number}', '')")
            writers.append(one)
        elif writers:
            one = writers.pop(chance.randrange(len(writers)))
            one.commit() if chance.random() < 0.7 else one.rollback()
            one.close()
        now = arrivals.written()
        assert now is not None
        with asked.connect() as connection:
            many = connection.exec_driver_sql("SELECT count(*) FROM mark").scalar_one()
        assert seen.setdefault(now, many) == many, "two that are the same saw the same"
        assert _stays(arrivals), "and it stays while nobody writes"
        changes += now not in told
        told.add(now)
    assert len(set(seen.values())) > 40
    assert changes > 40
    for one in writers:
        one.rollback()
        one.close()
    asked.dispose()
    engine.dispose()


def _stays(arrivals: Arrivals) -> bool:
    """Whether one question after another is answered alike; another process of the tests may write to the same server between."""
    return any(arrivals.written(wait=False) == arrivals.written(wait=False) for _ in range(50))


@pytest.mark.both
def test_a_server_that_does_not_answer_is_not_waited_for(databases: Databases):
    engine = make_engine(databases.at_head("postgresql"))
    arrivals = Arrivals(engine)
    assert arrivals.written(wait=False) is None, "whoever must not wait connects to nothing"
    assert arrivals.written() is not None
    with engine.connect() as connection:
        asked = (
            "SELECT pid FROM pg_stat_activity WHERE query LIKE '%%pg_current_snapshot%%' AND pid <> pg_backend_pid()"
        )
        others = connection.exec_driver_sql(f"{asked} AND datname = current_database()").scalars().all()
    assert len(others) == 1
    os.kill(others[0], signal.SIGSTOP)
    try:
        begun = time.monotonic()
        assert arrivals.written(wait=False) is None
        assert time.monotonic() - begun < 1
        begun = time.monotonic()
        assert all(arrivals.written(wait=False) is None for _ in range(1000)), "and left alone for a while"
        assert time.monotonic() - begun < 1
    finally:
        os.kill(others[0], signal.SIGCONT)
    engine.dispose()
