"""Reading what was typed into a form field: a day, a whole number. Nothing here refuses; None means it is not one."""

from datetime import date

#: Longer than any figure of a meeting, short enough for an integer column.
DIGITS = 7


def day_in(words: str) -> date | None:
    """The day in an ISO date field, or None; years from 1900 to 2200."""
    try:
        found = date.fromisoformat(words.strip())
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def whole_in(words: str) -> int | None:
    """The whole number in a field, full-width digits allowed, or None."""
    words = words.strip()
    if not words.isdecimal() or len(words) > DIGITS:
        return None
    return int(words)
