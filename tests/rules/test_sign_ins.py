"""How long a sign-in lasts and how wrong tries are slowed, at their very edges."""

from datetime import UTC, datetime, timedelta

import pytest

from workflow.rules.moves import MOVES
from workflow.rules.people.sign_ins import CLOCKS_DIFFER, EACH_TIME, ONCE_A_SESSION, Lasting, all_together, one_by_one
from workflow.rules.states import State

NOW = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)
LASTING = Lasting(timedelta(hours=12), timedelta(days=7), timedelta(minutes=15))
PAUSE = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("started", "seen", "over"),
    [
        (timedelta(0), timedelta(0), False),
        (timedelta(days=1), timedelta(hours=12) - TICK, False),
        (timedelta(days=1), timedelta(hours=12), True),
        (timedelta(days=7) - TICK, timedelta(0), False),
        (timedelta(days=7), timedelta(0), True),
    ],
)
def test_a_sign_in_is_over_from_the_very_moment_on(started: timedelta, seen: timedelta, over: bool):
    assert LASTING.is_over(NOW - started, NOW - seen, NOW) is over


def test_fifteen_minutes_are_fresh_and_a_tick_more_is_not():
    assert LASTING.is_fresh(NOW - timedelta(minutes=15), NOW)
    assert not LASTING.is_fresh(NOW - timedelta(minutes=15) - TICK, NOW)


def test_what_another_clock_says_will_be_holds_for_as_long_as_clocks_differ_and_no_tick_more():
    ahead = NOW + CLOCKS_DIFFER
    assert LASTING.is_fresh(ahead, NOW)
    assert not LASTING.is_fresh(ahead + TICK, NOW)
    assert not LASTING.is_over(ahead, ahead, NOW)
    assert LASTING.is_over(ahead + TICK, ahead + TICK, NOW)


def test_delays_begin_at_the_fifth_wrong_try_and_double_up_to_the_pause():
    bound, forgotten, waits = one_by_one(5, PAUSE), NOW, []
    for _ in range(12):
        forgotten, next_at = bound.after_wrong(forgotten, NOW)
        waits.append((next_at - NOW).total_seconds())
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert bound.after_wrong(forgotten, forgotten)[1] == forgotten, "all are forgotten in the end"


def test_a_delay_that_people_share_is_a_minute_at_most():
    bound, forgotten, waits = all_together(5, PAUSE), NOW, []
    for _ in range(60):
        forgotten, next_at = bound.after_wrong(forgotten, NOW)
        waits.append((next_at - NOW).total_seconds())
    assert waits == [0] * 49 + [30] + [60] * 10
    assert all_together(5, timedelta(seconds=20)).longest == timedelta(seconds=20)


def test_a_million_wrong_tries_are_a_number_like_any_other():
    bound = one_by_one(1, timedelta(days=1))
    assert bound.after_wrong(NOW + timedelta(hours=1_000_000), NOW)[1] == NOW + timedelta(days=1)


def test_every_move_that_issues_or_declares_needs_a_fresh_sign_in():
    """Read off the page of moves: what a congress decides, and what makes a decided text an issued one."""
    declared = {State.ADOPTED, State.DELIBERATED, State.REJECTED}
    declaring = {verb for verb, row in MOVES.items() if row.targets & declared}
    issuing = {verb for verb, row in MOVES.items() if State.ISSUED in row.targets and row.sources is not None}
    assert declaring == ONCE_A_SESSION
    assert issuing == EACH_TIME
