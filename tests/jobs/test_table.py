"""The table of jobs: asked for with the act, one a key, in one pair of hands at a time, and finished by those alone."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.databases import KINDS, Databases
from tests.jobs.places import HOUR, Place
from workflow.records import job as jobs
from workflow.records.database.session import beside, reading, writing
from workflow.records.job import FIRST, LONGEST, TIMES, Held, Lost, queue
from workflow.records.person import Mark
from workflow.words import Words

pytestmark = pytest.mark.both

LEASE = timedelta(minutes=1)
WHY = Words("不通。", "No answer.")
TRY = ("try",)


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Place]:
    made = Place(databases.at_head(request.param))
    yield made
    made.engine.dispose()


def take(place: Place, holder: str = "one") -> Held | None:
    with beside(place.engine) as db:
        return jobs.claim(db, holder, place.clock(), LEASE, TRY)


def _queue_and_fail(place: Place) -> None:
    with writing(place.engine) as db:
        queue(db, "try", "two", place.clock())
        raise ValueError("no")


def _end(place: Place, held: Held, end: Callable[..., None], mark: str = "done twice") -> None:
    with writing(place.engine) as db:
        if mark:
            db.add(Mark(name=mark, value=""))
        end(db, held, place.clock(), WHY)


def test_a_job_is_there_when_its_act_is_and_only_then(place: Place):
    with writing(place.engine) as db:
        queue(db, "try", "one", place.clock(), row=7)
        assert db.exec(select(jobs.Job.id)).all() == []
    assert {key: one.payload for key, one in place.jobs().items()} == {"one": '{"row":7}'}
    with pytest.raises(ValueError, match="no"):
        _queue_and_fail(place)
    with reading(place.engine) as db:
        queue(db, "try", "three", place.clock())
    with writing(place.engine) as db:
        db.add(Mark(name="another act", value=""))
    assert set(place.jobs()) == {"one"}


def test_a_job_that_is_asked_for_twice_is_one_even_when_it_is_done(place: Place):
    place.ask("one", "one", "two")
    place.ask("one")
    held = take(place)
    assert held is not None
    with writing(place.engine) as db:
        jobs.finish(db, held, place.clock())
    place.ask("one")
    assert {key: one.done_at for key, one in place.jobs().items()} == {"one": place.clock(), "two": None}


def test_nothing_is_taken_before_it_is_due_and_the_longest_due_comes_first(place: Place):
    place.ask("later", due=place.clock() + HOUR)
    place.ask("second", due=place.clock())
    place.ask("first", due=place.clock() - HOUR)
    assert [one.key if (one := take(place, str(turn))) else None for turn in range(3)] == ["first", "second", None]
    place.clock.forward(seconds=59)
    assert take(place, "too early") is None
    place.clock.forward(hours=1)
    assert {one.key for turn in range(3) if (one := take(place, f"again {turn}"))} == {"first", "second", "later"}


def test_many_who_ask_at_once_get_different_ones(place: Place):
    place.ask(*map(str, range(40)))
    taken: list[str] = []

    def lane(name: int) -> None:
        turn = 0
        while held := take(place, f"{name}:{(turn := turn + 1)}"):
            taken.append(held.key)

    lanes = [threading.Thread(target=lane, args=(one,)) for one in range(4)]
    for one in lanes:
        one.start()
    for one in lanes:
        one.join()
    assert sorted(taken, key=int) == [str(one) for one in range(40)]


def test_whoever_lost_a_job_changes_nothing_any_more(place: Place):
    place.ask("one")
    first = take(place, "slow")
    assert first is not None
    with beside(place.engine) as db:
        assert jobs.renew(db, first, place.clock() + 2 * LEASE)
    place.clock.forward(seconds=119)
    assert take(place, "quick") is None, "renewed"
    place.clock.forward(seconds=1)
    second = take(place, "quick")
    assert second is not None
    assert second.attempts == 2
    for end in (jobs.finish, jobs.again, jobs.give_up):
        with pytest.raises(Lost):
            _end(place, first, end)
    with beside(place.engine) as db:
        assert not jobs.renew(db, first, place.clock() + HOUR)
    with writing(place.engine) as db:
        jobs.finish(db, second, place.clock())
    with reading(place.engine) as db:
        assert db.get(Mark, "done twice") is None


def test_delays_grow_up_to_an_hour(place: Place):
    place.ask("one")
    waited = []
    for _ in range(7):
        held = take(place)
        assert held is not None
        with writing(place.engine) as db:
            jobs.again(db, held, place.clock(), WHY)
        due = place.jobs()["one"].due
        waited.append(due - place.clock())
        place.clock.now = due
    assert waited[0] == FIRST
    assert waited[:4] == [FIRST * TIMES**one for one in range(4)]
    assert waited[5:] == [LONGEST, LONGEST]


def test_what_was_given_up_says_why_and_can_be_begun_again(place: Place):
    place.ask("one")
    held = take(place)
    assert held is not None
    with writing(place.engine) as db:
        jobs.give_up(db, held, place.clock(), WHY)
    place.clock.forward(days=1)
    assert take(place) is None
    with reading(place.engine) as db:
        assert [(one.key, one.said) for one in jobs.failed(db, 5)] == [("one", WHY)]
        number = jobs.failed(db, 5)[0].id
    with writing(place.engine) as db:
        assert jobs.revive(db, number, place.clock())
        assert not jobs.revive(db, number, place.clock())
    assert take(place) is not None


def test_what_is_done_is_forgotten_in_time_and_nothing_else_is(place: Place):
    place.ask("done", "given up", "waiting")
    for end in (jobs.finish, jobs.give_up):
        held = take(place, "x")
        assert held is not None
        _end(place, held, end, "")
    with writing(place.engine) as db:
        jobs.clear(db, place.clock() + HOUR)
    assert set(place.jobs()) == {"given up", "waiting"}
