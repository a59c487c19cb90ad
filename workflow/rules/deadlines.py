"""Counting days by the Civil Code (民法典 arts 200–204): the first day does not count, the last one does."""

from datetime import date, timedelta


def sent_in_time(sent: date, meeting: date, days_before: int) -> bool:
    """True when papers that reached delegates on `sent` came at least `days_before` days before `meeting`."""
    return meeting - sent >= timedelta(days=days_before)
