"""Several processes at once, and one that is killed: nothing lost, nothing done twice, nothing half done."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from multiprocessing.pool import Pool

import pytest
from sqlmodel import col, func, select

from tests.cast import House
from tests.databases import KINDS
from tests.lifecycle import crowd
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.facts import texts
from workflow.records.congress import Result
from workflow.records.event import Event, broken_links
from workflow.records.paper import PaperFile
from workflow.records.person import Mark
from workflow.records.text.snapshot import ProvisionRow, Snapshot
from workflow.rules.states import State

pytestmark = pytest.mark.both

PROCESSES, TIMES = 4, 25
SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture(scope="module")
def processes() -> Iterator[Pool]:
    """Processes that share nothing with this one but the database."""
    pool = SPAWN.Pool(PROCESSES)
    yield pool
    pool.close()
    pool.join()


def total(house: House, rows: type, verb: str = "") -> int:
    """How many rows a table has; of events, how many of one verb."""
    with house.asking() as act:
        counted = select(func.count()).select_from(rows)
        return act.db.exec(counted.where(col(Event.verb) == verb) if verb else counted).one()


def whole(house: House) -> bool:
    with house.asking() as act:
        return broken_links(act.db) == []


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_no_update_is_lost(reached: Reached, processes: Pool, kind: str):
    house = reached(None, kind)
    with house.acting(None) as act:
        act.db.add(Mark(name=crowd.COUNTER, value="0"))
    faults = processes.starmap(crowd.raise_counter, [(house.url, TIMES)] * PROCESSES, chunksize=1)
    assert [one for many in faults for one in many] == []
    with house.asking() as act:
        assert act.db.get_one(Mark, crowd.COUNTER).value == str(PROCESSES * TIMES)


@pytest.mark.parametrize("kind", KINDS)
def test_the_chain_is_whole_after_acts_from_several_processes(reached: Reached, processes: Pool, kind: str):
    house = reached(None, kind)
    before = total(house, Event)
    slugs = [f"regulation-{number}" for number in range(PROCESSES * 2)]
    faults = processes.starmap(crowd.live, [(house.url, slug) for slug in slugs], chunksize=1)
    assert [one for many in faults for one in many] == []
    assert total(house, Event) - before == 5 * len(slugs)
    assert whole(house)
    assert {house.state(slug=slug) for slug in slugs} == {State.WITHDRAWN}


@pytest.mark.parametrize("kind", KINDS)
def test_of_several_saves_on_one_text_one_is_kept_and_the_others_are_told(reached: Reached, processes: Pool, kind: str):
    house = reached("save", kind)
    wordings = [f"{number}元" for number in range(PROCESSES)]
    said = processes.starmap(crowd.save_on_the_same, [(house.url, one) for one in wordings], chunksize=1)
    assert sorted(said) == ["saved"] + ["stale"] * (PROCESSES - 1)
    assert total(house, Snapshot) == 2
    assert whole(house)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("last", "verb", "state"),
    [
        ("translate", "submit", State.IN_REVIEW),
        ("count", "declare", State.ADOPTED),
        ("declare", "issue", State.ISSUED),
    ],
)
def test_a_double_click_does_it_once(reached: Reached, processes: Pool, kind: str, last: str, verb: str, state: State):
    house = reached(last, kind)
    said = processes.starmap(crowd.at_once, [(house.url, verb, house.now)] * PROCESSES, chunksize=1)
    assert sorted(said) == ["done"] + ["refused"] * (PROCESSES - 1)
    assert house.state() is state
    assert total(house, Result) <= 1
    assert total(house, PaperFile) in (0, 2)
    assert whole(house)


@pytest.mark.parametrize("kind", KINDS)
def test_two_last_approvals_at_once_conclude_the_review(reached: Reached, processes: Pool, kind: str):
    house = reached("submit", kind)
    said = processes.starmap(crowd.at_once, [(house.url, who, house.now) for who in ("legal", "union")], chunksize=1)
    assert said == ["done", "done"]
    assert house.state() is State.CONSULTING
    assert total(house, Event, "conclude") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_killed_before_the_end_of_an_act_leaves_nothing_of_it(reached: Reached, kind: str):
    house = reached("translate", kind)
    snapshots, events = total(house, Snapshot), total(house, Event)
    written = SPAWN.Event()
    process = SPAWN.Process(target=crowd.save_and_wait, args=(house.url, written))
    process.start()
    assert written.wait(60)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert (total(house, Snapshot), total(house, Event)) == (snapshots, events)
    assert whole(house)
    house.save(house_text(house).replace("十元", "八元", 1))
    assert (total(house, Snapshot), total(house, Event)) == (snapshots + 1, events + 1)
    process.close()


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_any_moment_every_act_is_whole_or_absent(reached: Reached, kind: str):
    house = reached("save", kind)
    begun = SPAWN.Event()
    process = SPAWN.Process(target=crowd.save_for_ever, args=(house.url, begun))
    process.start()
    assert begun.wait(60)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(60)
    process.close()
    assert total(house, Snapshot) >= 4
    assert total(house, Event, "save") == total(house, Snapshot)
    with house.asking() as act:
        assert set(act.db.exec(select(Snapshot.id))) == set(act.db.exec(select(ProvisionRow.snapshot_id)))
        if kind == "sqlite":
            assert act.db.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    assert whole(house)
    house.save()
    assert whole(house)


def house_text(house: House) -> str:
    with house.asking() as act:
        head = texts.authentic(act.db, house.edition(act))
        assert head is not None
        return head.text
