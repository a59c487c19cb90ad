"""What a cell of a table says: words, a number that names somebody, a day; whatever way it was stored. Knows no files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is worked out from others, or came out as an error: it is shown, and nothing is taken from it."""

    text: str


#: A cell as a spreadsheet or a text file holds it. A bool is a cell too, and says nothing that we ask for.
Cell = str | int | float | date | datetime | Formula | None
#: Numbers beyond this one lose digits where they are stored as binary fractions (IEEE 754), as spreadsheets do.
EXACT = 2**53
FIRST_YEAR, LAST_YEAR = 1900, 2200
#: Day 0 of both ways in which spreadsheets count days; the first counts a 29 February 1900 that never was (ECMA-376, 18.17.4.1).
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_YMD = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})")
_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_CHINESE = str.maketrans("〇零一二三四五六七八九", "00123456789")


class DayOrder(StrEnum):
    """Which comes first where a day is written with its year last: 5/3/2024."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class Unread(Exception):
    """A cell that does not say what its column asks for."""


class Doubtful(Unread):
    """A day that could be two: 5/3/2024."""


class WorkedOut(Unread):
    """A formula."""


class DigitsLost(Unread):
    """A number too long for the way in which it was stored: its last digits are gone."""


def words(cell: Cell) -> str:
    """What a cell says in words, on one line: blanks made one, what nobody sees taken out. Numbers as `number` has them."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, Formula):
        return cell.text
    if isinstance(cell, str):
        return _SPACE.sub(" ", _UNSEEN.sub("", cell)).strip()
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{int(cell)}" if float(cell).is_integer() and abs(cell) < EXACT else repr(cell)


def number(cell: Cell) -> str:
    """A number that names somebody, as text: leading zeros stay, full-width letters become plain ones, 12.0 is 12.

    Raises DigitsLost, WorkedOut, or Unread for a fraction, a day, and blanks inside it.
    """
    if isinstance(cell, Formula):
        raise WorkedOut
    if isinstance(cell, bool | date | datetime):
        raise Unread
    if isinstance(cell, int | float):
        if abs(cell) >= EXACT:
            raise DigitsLost
        if not float(cell).is_integer() or cell < 0:
            raise Unread
        return str(int(cell))
    said = unicodedata.normalize("NFKC", words(cell)).lstrip("'‘’`").strip()
    if re.fullmatch(r"\d+\.0+", said):
        said = said.partition(".")[0]
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+\d+", said):
        raise DigitsLost
    if any(letter.isspace() for letter in said):
        raise Unread
    return said


def day(cell: Cell, order: DayOrder | None = None, epoch: date = EPOCH_1900) -> date | None:
    """The day that a cell says; None for an empty one. Raises Unread, Doubtful where `order` is not known and would decide.

    epoch  day 0 of the file, for days that are stored as mere numbers
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, Formula):
        raise WorkedOut
    if isinstance(cell, bool):
        raise Unread
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, int | float):
        return _counted(cell, epoch)
    said = unicodedata.normalize("NFKC", words(cell)).lstrip("'‘’`").strip()
    return _written(_TIME.sub("", said), order, epoch) if said else None


def order_of(cells: Iterable[Cell]) -> DayOrder | None:
    """Which comes first in a column of days: known as soon as one of them has a day beyond 12. None while it is open.

    A column in which both are seen keeps to none.
    """
    seen = set()
    for cell in cells:
        found = (
            _SHORT.fullmatch(_TIME.sub("", unicodedata.normalize("NFKC", words(cell))))
            if isinstance(cell, str)
            else None
        )
        if found and int(found[1]) > 12:
            seen.add(DayOrder.DAY_FIRST)
        elif found and int(found[2]) > 12:
            seen.add(DayOrder.MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else None


def _written(said: str, order: DayOrder | None, epoch: date) -> date:
    said = _arabic(said)
    if found := _YMD.fullmatch(said) or _COMPACT.fullmatch(said):
        return _made(found[1], found[2], found[3])
    if found := _SHORT.fullmatch(said):
        one, other, year = found.groups()
        if int(one) > 12 or one == other or order is DayOrder.DAY_FIRST:
            return _made(year, other, one)
        if int(other) > 12 or order is DayOrder.MONTH_FIRST:
            return _made(year, one, other)
        raise Doubtful
    low = said.casefold()
    if found := _DAY_FIRST.fullmatch(low):
        return _made(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.fullmatch(low):
        return _made(found[3], _month(found[1]), found[2])
    if re.fullmatch(r"\d{5}(?:\.0+)?", said):
        return _counted(float(said), epoch)
    raise Unread


def _arabic(said: str) -> str:
    """二〇二四年十二月三十一日 → 2024年12月31日; anything else as it is."""
    found = re.fullmatch(
        r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]", said
    )
    if not found:
        return said
    return f"{found[1].translate(_CHINESE)}年{_tens(found[2])}月{_tens(found[3])}日"


def _tens(said: str) -> int:
    if "十" not in said:
        return int(said.translate(_CHINESE))
    tens, _, ones = said.partition("十")
    return (int(tens.translate(_CHINESE)) if tens else 1) * 10 + (int(ones.translate(_CHINESE)) if ones else 0)


def _counted(value: float, epoch: date) -> date:
    if float(value).is_integer() and FIRST_YEAR * 10_000 < value < (LAST_YEAR + 1) * 10_000:
        found = _COMPACT.fullmatch(str(int(value)))
        if found:
            return _made(found[1], found[2], found[3])
    if not 366 <= value < 120_000:
        raise Unread
    return _within(epoch + timedelta(days=int(value)))


def _month(name: str) -> str:
    found = [at for at, one in enumerate(_MONTHS, 1) if one == name or (one[:3] == name[:3] and len(name) <= 4)]
    if not found:
        raise Unread
    return str(found[0])


def _made(year: str, month: str, day_: str) -> date:
    try:
        return _within(date(int(year), int(month), int(day_)))
    except ValueError as error:
        raise Unread from error


def _within(found: date) -> date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unread
    return found
