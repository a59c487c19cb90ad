"""Periods of offices: which days they hold, whether two meet, and the first day that nobody covers, against plain counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.rules.people.offices import Period, first_day_without, holds, overlap

TODAY = date(2026, 3, 2)
#: Every day that a period below can begin or end on, and one more.
DAYS = [TODAY + timedelta(days=number) for number in range(-4, 14)]
days = st.sampled_from(DAYS[:-2])
periods = st.tuples(days, st.none() | days)


def counted(period: Period) -> set[date]:
    """The days of a period, one by one; without an end it goes on beyond the last of them."""
    since, until = period
    return {day for day in DAYS if day >= since and not (until is not None and day >= until)}


@given(periods)
def test_a_period_holds_from_its_first_day_to_before_its_last(period: Period):
    assert {day for day in DAYS if holds(period, day)} == counted(period)


@given(periods, periods)
def test_two_periods_overlap_when_they_share_a_day(one: Period, other: Period):
    assert overlap(one, other) is bool(counted(one) & counted(other))
    assert overlap(one, other) is overlap(other, one)


@given(st.lists(periods, max_size=6))
def test_the_first_day_without_anybody(several: list[Period]):
    covered = set().union(*(counted(one) for one in several)) if several else set()
    bare = [day for day in DAYS if day >= TODAY and day not in covered]
    assert first_day_without(several, TODAY) == (bare[0] if bare else None)


def on(since: int, until: int | None) -> Period:
    """A period by days counted from today."""
    return TODAY + timedelta(days=since), None if until is None else TODAY + timedelta(days=until)


@pytest.mark.parametrize(
    ("several", "bare"),
    [
        ([], 0),
        ([on(-9, 0)], 0),  # it ended today: today is the first day without
        ([on(-9, 1)], 1),
        ([on(1, None)], 0),  # it begins tomorrow
        ([on(0, None)], None),
        ([on(-9, 4), on(4, None)], None),  # handed over on the day
        ([on(-9, 4), on(5, None)], 4),  # one day between them
        ([on(-9, 4), on(5, None), on(4, 5)], None),  # and somebody for that day
        ([on(-9, 2), on(-9, 40), on(39, 400)], 400),  # the longer of two decides, then whoever came before it ended
        ([on(-9, 2), on(0, None)], None),  # one without an end outlasts all others
        ([on(-9, 2), on(2, 2)], 2),  # an office of no day covers none
    ],
)
def test_the_first_day_without_anybody_at_its_edges(several: list[Period], bare: int | None):
    assert first_day_without(iter(several), TODAY) == (None if bare is None else TODAY + timedelta(days=bare))


def test_an_office_that_ends_on_its_first_day_holds_on_none():
    assert not holds((TODAY, TODAY), TODAY)
    assert not overlap((TODAY, TODAY), (TODAY, None))
