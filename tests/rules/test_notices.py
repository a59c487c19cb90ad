"""When a message may leave the house: quiet hours over midnight and within a day, at their edges; once a day; never."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from workflow.rules.moves import MOVES
from workflow.rules.notices import NEVER_QUIET, NOTICE_WORDS, OCCASIONS, NoticeKind, Pace, Quiet, due

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
