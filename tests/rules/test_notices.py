"""When a message may leave the house: quiet hours over midnight and within a day, at their edges; once a day; never."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.rules.moves import MOVES
from workflow.rules.notices import NEVER_QUIET, NOTICE_WORDS, OCCASIONS, NoticeKind, Pace, Quiet, due, hours_in

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT, NOON = Quiet(time(20), time(8)), Quiet(time(12), time(13, 30))


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "quiet", "wanted"),
    [
        (at(2, 19, 59, 59), NIGHT, at(2, 19, 59, 59)),
        (at(2, 20), NIGHT, at(3, 8)),
        (at(2, 23, 59), NIGHT, at(3, 8)),
        (at(3, 0), NIGHT, at(3, 8)),
        (at(3, 7, 59, 59), NIGHT, at(3, 8)),
        (at(3, 8), NIGHT, at(3, 8)),
        (at(3, 12), NOON, at(3, 13, 30)),
        (at(3, 13, 30), NOON, at(3, 13, 30)),
        (at(3, 3), NEVER_QUIET, at(3, 3)),
    ],
)
def test_at_once_waits_for_the_end_of_the_quiet_hours(now: datetime, quiet: Quiet, wanted: datetime):
    assert due(now, Pace.AT_ONCE, quiet) == wanted


@pytest.mark.parametrize(
    ("now", "quiet", "wanted"),
    [
        (at(2, 9), NIGHT, at(3, 8)),
        (at(3, 7, 59), NIGHT, at(3, 8)),
        (at(3, 8), NIGHT, at(4, 8)),
        (at(3, 9), NEVER_QUIET, at(4, 8)),
        (at(3, 9), NOON, at(3, 13, 30)),
    ],
)
def test_once_a_day_is_the_next_morning(now: datetime, quiet: Quiet, wanted: datetime):
    assert due(now, Pace.DAILY, quiet) == wanted


@given(
    st.integers(0, 48 * 60 - 1),
    st.lists(st.tuples(st.integers(0, 47), st.integers(0, 47)), min_size=1, max_size=2),
    st.sampled_from([Pace.AT_ONCE, Pace.DAILY]),
)
def test_the_hours_of_the_house_and_of_the_person_are_both_quiet(minute: int, hours: list[tuple[int, int]], pace: Pace):
    """Held against a walk over every half hour of the days that follow."""
    several = [Quiet(*(time(one // 2, one % 2 * 30) for one in pair)) for pair in hours]
    now = at(2, 0) + timedelta(minutes=minute)
    walk = [now, *(at(2, 0) + timedelta(minutes=30 * step) for step in range(48 * 6))]
    house = several[0]
    if pace is Pace.DAILY:
        morning = time(8) if house.since == house.until else house.until
        walk = walk[1 + next(place for place, one in enumerate(walk[1:]) if one > now and one.time() == morning) :]

    def first(quiet: list[Quiet]) -> datetime | None:
        return next((one for one in walk if one >= now and not any(each.covers(one.time()) for each in quiet)), None)

    assert due(now, pace, *several) == (first(several) or first(several[:1]))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (("", ""), NEVER_QUIET),
        (("20:00", "08:00"), NIGHT),
        (("12:00", "13:30"), NOON),
        (("20:00", ""), None),
        (("", "08:00"), None),
        (("08:00", "08:00"), None),
        (("24:00", "08:00"), None),
        (("8", "9"), None),
        (("noon", "night"), None),
    ],
)
def test_hours_are_both_given_or_neither(typed: tuple[str, str], wanted: Quiet | None):
    assert hours_in(*typed) == wanted


def test_never_is_never():
    assert due(at(3, 9), Pace.NEVER, NEVER_QUIET) is None


def test_an_hour_that_the_zone_leaves_out_or_has_twice_is_no_fault():
    zone = ZoneInfo("Europe/Berlin")
    for day in (datetime(2026, 3, 29, 1, 30, tzinfo=zone), datetime(2026, 10, 25, 2, 30, tzinfo=zone)):
        found = due(day, Pace.AT_ONCE, Quiet(time(1), time(2, 45)))
        assert found is not None
        assert found.timestamp() > day.timestamp()


def test_every_kind_has_words_in_both_languages_that_name_nothing():
    assert set(NOTICE_WORDS) == set(NoticeKind)
    assert [one for one in NOTICE_WORDS.values() if "《" in one.zh or "“" in one.en or not one.zh or not one.en] == []


def test_every_occasion_is_a_verb_of_the_page_of_moves_or_an_act_on_a_delegation():
    assert set(OCCASIONS) - set(MOVES) == {"delegate"}
