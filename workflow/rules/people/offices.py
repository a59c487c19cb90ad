"""Rules of offices by date: which days a period holds, and whether somebody administers the house on every day to come."""

from collections.abc import Iterable
from datetime import date

from workflow.rules.people.roles import Capacity, Role

#: An office that a person holds: a role in this product, or a capacity to review in.
Office = Role | Capacity
#: The first day, and the first day on which it does not hold any more (None while no end is set).
Period = tuple[date, date | None]


def holds(period: Period, day: date) -> bool:
    """True when a period holds on `day`."""
    since, until = period
    return since <= day and (until is None or day < until)


def overlap(one: Period, other: Period) -> bool:
    """True when two periods share a day; a period that ends on its first day has none."""
    since = max(one[0], other[0])
    ends = [until for _, until in (one, other) if until is not None]
    return not ends or since < min(ends)


def first_day_without(periods: Iterable[Period], today: date) -> date | None:
    """The first day from `today` on that no period covers; None when every day to come is covered."""
    held = list(periods)
    day = today
    while True:
        running = [until for since, until in held if holds((since, until), day)]
        if not running:
            return day
        if None in running:
            return None
        day = max(until for until in running if until is not None)
