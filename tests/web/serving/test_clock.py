"""The clock of the host goes back or ahead: acts, sign-ins, codes and delays at the door hold to the last moment known."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from tests.web.house import House, in_language, spoken
from workflow.records.event import Event, broken_links
from workflow.records.sign_in import WrongTries

TYPED = {"name_zh": "写好的名称", "name_en": "x", "slug": "own-affairs", "kind": "regulation"}


def begun(house: House) -> int:
    """One act now; the number of its event."""
    answer = house.visitor("drafter").post("/regulations/new", TYPED | {"slug": f"text-{house.rows()['event']}"})
    assert answer.status_code == 302, answer.text
    return house.rows()["event"]


def test_a_little_back_is_done_and_the_record_says_so(either_house: House):
    house = either_house
    first = begun(house)
    house.clock.forward(seconds=-35)
    second = begun(house)
    with house.records() as db:
        assert db.get_one(Event, second).at == db.get_one(Event, first).at
        assert broken_links(db) == []
    slug = f"text-{second - 1}"
    for language, words in (("zh", "主机时钟慢35秒"), ("en", "the clock was 35 s behind")):
        page = house.visitor("drafter").get(in_language(f"/regulations/{slug}/record", language))
        assert words in spoken(page.text)


def test_more_back_is_refused_with_the_typed_words_and_pages_are_read_on(either_house: House):
    house = either_house
    begun(house)
    visitor = house.visitor("drafter")
    visitor.get("/sign-in")
    house.clock.forward(minutes=-3)
    before = house.rows()
    for language, words in (("zh", "主机时钟"), ("en", "is before the last act")):
        answer = visitor.post(in_language("/regulations/new", language), TYPED)
        assert answer.status_code == 503
        assert words in answer.text
        assert "写好的名称" in answer.text
    assert visitor.post("/regulations/member-welfare/editions/2/keep", {"words": "x", "base": "0"}).status_code == 503
    assert house.visitor().post("/demonstration/sign-in", {"person": "drafter"}).status_code == 503
    assert house.rows() == before
    assert visitor.get("/desk").status_code == 200
    assert house.visitor().get("/").status_code == 200
    assert visitor.post("/sign-out").status_code == 302, "whoever wants to go may go"
    house.clock.forward(minutes=3)
    begun(house)


def test_no_sign_in_that_was_over_comes_back_with_the_clock(house: House):
    visitor = house.visitor("drafter")
    house.clock.forward(hours=13)  # beyond the idle time
    begun(house)
    assert visitor.get("/desk").status_code == 302
    house.clock.forward(hours=-12)
    assert visitor.get("/desk").status_code == 302


def test_a_sign_in_from_a_moment_that_is_still_to_come_is_none(house: House):
    """The clock was ahead, somebody signed in, nothing was done, and the clock was set right."""
    house.clock.forward(days=3)
    visitor = house.visitor("drafter")
    assert visitor.get("/desk").status_code == 200
    house.clock.forward(days=-3)
    assert visitor.get("/desk").status_code == 302


@pytest.mark.parametrize("jump", [timedelta(hours=-20), timedelta(hours=20)])
def test_a_jump_of_the_clock_shuts_nobody_out_at_the_door(house: House, jump: timedelta):
    """Six wrong tries, and the clock jumps: nobody waits longer than the longest delay there is."""
    visitor = house.visitor()
    house.clock.forward(days=1)
    for _ in range(7):
        visitor.post("/sign-in", {"code": "drafter", "password": "wrong"})
    assert visitor.post("/sign-in", {"code": "drafter", "password": "wrong"}).status_code == 429
    with house.records() as db:
        assert db.exec(select(WrongTries)).all()
    house.clock.now += jump
    assert visitor.post("/sign-in", {"code": "drafter", "password": "wrong"}).status_code == 401


def test_the_demonstration_is_told_in_the_order_of_its_days(house: House):
    with house.records() as db:
        moments = list(db.exec(select(Event.at).order_by(col(Event.seq))))
    assert len(moments) > 100
    assert moments == sorted(moments)
