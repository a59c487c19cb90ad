"""Counting days by the Civil Code (民法典 arts 200–204): the first day does not count, the last one does."""

from datetime import date, timedelta


def day_after(start: date, days: int) -> date:
    """The last day of a period of `days` calendar days that begins to run on `start` (art. 201: `start` is not counted)."""
    return start + timedelta(days=days)


def sent_in_time(sent: date, meeting: date, days_before: int) -> bool:
    """True when papers that reached delegates on `sent` came at least `days_before` days before `meeting`."""
    return meeting - sent >= timedelta(days=days_before)


def days_between(earlier: date, later: date) -> int:
    """Calendar days from `earlier` to `later`; negative when they are the other way round."""
    return (later - earlier).days
