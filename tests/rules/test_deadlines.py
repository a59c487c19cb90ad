"""Counting days: the first day does not count, the last one does."""

from datetime import date

import pytest

from workflow.rules.deadlines import sent_in_time

MEETING = date(2025, 4, 22)


@pytest.mark.parametrize(
    ("sent", "in_time"),
    [
        (date(2025, 4, 14), True),
        (date(2025, 4, 15), True),  # seven days before
        (date(2025, 4, 16), False),
        (MEETING, False),
        (date(2025, 4, 23), False),
    ],
)
def test_papers_seven_days_before(sent: date, in_time: bool):
    assert sent_in_time(sent, MEETING, 7) is in_time


def test_across_the_end_of_a_month_and_a_leap_day():
    assert sent_in_time(date(2024, 2, 26), date(2024, 3, 4), 7)
    assert not sent_in_time(date(2024, 2, 27), date(2024, 3, 4), 7)
    assert sent_in_time(date(2025, 2, 25), date(2025, 3, 4), 7)
