"""发文字号: the office's code, the year, the serial number; one series a code and year, counted from 1 without gaps.

GB/T 9704-2012, 7.2.5: the year in four digits within 〔〕, the serial number without 第 and without leading zeros, then 号.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: More papers than an office numbers in a year.
HIGHEST = 99_999
LONGEST_CODE = 60
#: People type other brackets, full-width digits, 第 and leading zeros.
_PRINTED = re.compile(
    r"(?P<code>\S.*?)\s*[〔\[（(【［](?P<year>\d{4})[〕\]）)】］]\s*第?\s*[0０]*(?P<serial>\d{1,5})\s*号?"
)


@dataclass(frozen=True, slots=True, order=True)
class Numbered:
    """A document number taken apart."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


def numbered(words: str) -> Numbered | None:
    """The number that somebody typed or printed, such as 机字〔2025〕3号 or 机字[2025]第03号; None where it is none."""
    found = _PRINTED.fullmatch(words.strip())
    if found is None or int(found["serial"]) == 0 or len(found["code"]) > LONGEST_CODE:
        return None
    return Numbered(found["code"], int(found["year"]), int(found["serial"]))


def next_serial(taken: Iterable[int]) -> int:
    """The number after the highest: one that was left out may stand on a paper that nobody has told of."""
    return max(taken, default=0) + 1


def left_out(taken: Iterable[int]) -> list[int]:
    """The serial numbers below the highest that nobody accounts for, in order."""
    told = set(taken)
    return [one for one in range(1, max(told, default=0)) if one not in told]
