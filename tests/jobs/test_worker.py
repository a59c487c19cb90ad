"""The worker: each job ends well, comes again or is given up, whatever happens to it; and the days bring their own."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from tests.databases import KINDS, Databases
from tests.jobs.places import HOUR, Place, kind
from workflow.jobs import keeping, nightly
from workflow.jobs.kinds import KINDS as JOBS
from workflow.jobs.kinds import Kind
from workflow.jobs.worker import BEGINNINGS
from workflow.jobs.workplace import Again, Ending, Workplace, nothing_more
from workflow.records import job as jobs
from workflow.records.database.session import beside, reading
from workflow.records.job import Held
from workflow.records.person import Mark
from workflow.words import Words

WHY = Words("不通。", "No answer.")


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Place]:
    made = Place(databases.at_head(request.param))
    yield made
    made.engine.dispose()


def done(_place: Workplace, job: Held) -> Ending:
    def ending(db: Session) -> None:
        db.add(Mark(name=f"done {job.key}", value=str(job.attempts)))

    return ending


def marks(place: Place) -> dict[str, str]:
    with reading(place.engine) as db:
        return {name: one.value for name in ("done one", "done two") if (one := db.get(Mark, name))}


def test_what_was_done_and_that_it_is_done_are_written_together(place: Place):
    place.ask("one", "two")
    assert place.worker(kind(done)).work_off() == 2
    assert marks(place) == {"done one": "1", "done two": "1"}
    assert {one.done_at for one in place.jobs().values()} == {place.clock()}
    assert place.worker(kind(done)).work_off() == 0


@pytest.mark.parametrize("fault", [Again(WHY), RuntimeError("a secret")], ids=["told", "ours"])
def test_a_fault_comes_again_and_is_given_up_in_the_end(place: Place, fault: Exception):
    ends: list[str] = []

    def work(_place: Workplace, _job: Held) -> Ending:
        raise fault

    worker = place.worker(
        kind(work, tries=3, given_up=lambda _place, _db, job, words: ends.append(f"{job.key}: {words.en}"))
    )
    place.ask("one")
    for errors in (1, 2, 3):
        assert worker.work_off() == 1
        assert place.jobs()["one"].errors == errors
        place.clock.forward(hours=1)
    found = place.jobs()["one"]
    assert found.failed_at is not None
    assert found.attempts == 3
    assert "secret" not in found.said.en
    assert ends == [f"one: {found.said.en}"]
    assert worker.work_off() == 0


def test_what_is_hopeless_is_given_up_at_once(place: Place):
    def work(_place: Workplace, _job: Held) -> Ending:
        raise Again(WHY, hopeless=True)

    place.ask("one")
    assert place.worker(kind(work)).work_off() == 1
    assert place.jobs()["one"].said == WHY
    assert place.jobs()["one"].failed_at == place.clock()


def test_a_job_that_ends_every_worker_is_given_up(place: Place):
    place.ask("one")
    for turn in range(BEGINNINGS):
        with beside(place.engine) as db:
            assert jobs.claim(db, str(turn), place.clock(), timedelta(seconds=1), ("try",))
        place.clock.forward(seconds=1)
    assert place.worker(kind(done)).work_off() == 1
    assert "never finished" in place.jobs()["one"].said.en
    assert marks(place) == {}


def test_a_worker_that_was_taken_over_leaves_nothing(place: Place):
    """It slept for longer than its lease; what it did meanwhile is rolled back with its ending."""
    place.ask("one")
    second = place.worker(kind(done))

    def slow(at_hand: Workplace, job: Held) -> Ending:
        place.clock.forward(minutes=2)
        assert second.work_off() == 1
        return done(at_hand, job)

    assert place.worker(kind(slow)).work_off() == 1
    assert marks(place) == {"done one": "2"}, "by the second, and once"


def test_a_lease_is_renewed_while_the_work_goes_on(place: Place):
    begun, go_on, stop = threading.Event(), threading.Event(), threading.Event()

    def work(_place: Workplace, _job: Held) -> Ending:
        begun.set()
        assert go_on.wait(60)
        return nothing_more

    place.ask("one")
    worker = place.worker(kind(work), lease=timedelta(seconds=1), lanes=1)
    running = threading.Thread(target=worker.run, args=(stop,))
    running.start()
    assert begun.wait(60)
    place.clock.forward(seconds=30)
    for _ in range(600):  # the clock stands still: only a renewal moves the lease on
        until = place.jobs()["one"].leased_until
        if until is not None and until > place.clock():
            break
        threading.Event().wait(0.1)
    else:
        pytest.fail("the lease was not renewed")
    assert place.worker(kind(done)).work_off() == 0
    go_on.set()
    for _ in range(600):
        if place.jobs()["one"].done_at:
            break
        threading.Event().wait(0.1)
    stop.set()
    running.join(60)
    assert place.jobs()["one"].done_at


def test_what_is_quick_does_not_wait_for_what_takes_long(place: Place):
    """Two drawings are due first; one of them takes its time, and somebody is told all the same."""
    go_on, stop = threading.Event(), threading.Event()

    def long(_place: Workplace, _job: Held) -> Ending:
        assert go_on.wait(60)
        return nothing_more

    words = Words("试", "Trying")
    place.ask("drawing", "another", kind="draw")
    place.ask("one", kind="tell")
    worker = place.worker({"draw": Kind(words, long), "tell": Kind(words, done, quick=True)})
    running = threading.Thread(target=worker.run, args=(stop,))
    running.start()
    for _ in range(600):
        if marks(place):
            break
        threading.Event().wait(0.1)
    found = place.jobs()
    go_on.set()
    stop.set()
    running.join(60)
    assert found["one"].done_at
    assert found["drawing"].done_at is None


def test_each_day_brings_its_own_jobs_once_whoever_asks(place: Place):
    daily = kind(done, daily=place.clock().time().replace(hour=6))
    for _ in range(2):
        assert place.worker(daily).work_off() == 0
    assert set(place.jobs()) == {f"try:{date(2026, 3, 16)}"}, "it is noon: the hour is over, so it is due in a moment"
    place.clock.forward(minutes=6)
    worker = place.worker(daily)
    assert worker.work_off() == 1
    place.clock.forward(days=1)
    assert worker.work_off() == 0, "a worker that was not there at the hour gives its start a moment"
    place.clock.forward(minutes=6)
    assert worker.work_off() == 1
    assert set(place.jobs()) == {"try:2026-03-16", "try:2026-03-17"}


def test_a_day_begins_in_the_zone_of_the_enterprise(place: Place):
    place.clock.now = place.clock.now.replace(hour=15, minute=59)
    worker = place.worker(kind(done, daily=place.clock().time().replace(hour=1, minute=0)))
    worker.work_off()
    place.clock.forward(minutes=1)  # midnight in Shanghai
    worker.work_off()
    assert set(place.jobs()) == {"try:2026-03-16", "try:2026-03-17"}
    assert place.jobs()["try:2026-03-17"].due - place.clock() == HOUR


def test_no_job_can_hold_a_secret():
    """A payload is numbers of rows by its type; and by what the kinds ask for."""
    assert jobs.queue.__annotations__["payload"] is int
    assert set(JOBS) >= {"keep", "sweep", "clear", "verify"}


def test_the_record_is_verified_and_a_difference_is_said(databases: Databases):
    from tests.prepared import prepared

    house = prepared(databases, "sqlite", "save")
    place = Place(house.url)
    place.clock.now = house.now
    assert nightly.verify_record(place.at_hand, Held(1, "verify", "verify", {}, "x", 1, 0)) is not None
    with house.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS regulation_update")
        triggers = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'regulation'"
        )
        for (name,) in triggers.fetchall():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE regulation SET name_zh = '别的'")
    with pytest.raises(Again, match="workflow verify"):
        nightly.verify_record(place.at_hand, Held(1, "verify", "verify", {}, "x", 1, 0))
    house.engine.dispose()
    place.engine.dispose()


def test_papers_that_cannot_be_kept_now_come_again(monkeypatch: pytest.MonkeyPatch, place: Place):
    monkeypatch.setattr("workflow.archive.Archive.keep_papers", lambda _archive, _result: [WHY])
    with pytest.raises(Again, match="No answer"):
        keeping.keep(place.at_hand, Held(1, "keep", "keep:1", {"result": 1}, "x", 1, 0))
