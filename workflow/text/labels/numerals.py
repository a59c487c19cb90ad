"""Chinese numerals as labels print them: 十 (never 一十), 一百零一, 一百一十, 一百一十一. Knows nothing of articles."""

from __future__ import annotations

from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
_UNITS = ("千", "百", "十", "")
#: The value of every character that may stand in a number, in either script and width.
_VALUE = {
    **{character: value for value, character in enumerate(_DIGITS)},
    "〇": 0, "○": 0, "Ｏ": 0, "两": 2, "兩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SCALE = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_TENS = {"廿": 20, "卅": 30}
_LIMIT = 100_000_000
_LONGEST = 20  # characters of the longest number worth reading; longer runs of numerals are not numbers
_KEPT = 8192  # numerals whose value is remembered: the labels of a text, and what it refers to, come again and again


def chinese(number: int) -> str:
    """The numeral a label prints for `number`, from 0 to 99,999,999.

    >>> chinese(10), chinese(101), chinese(110)
    ('十', '一百零一', '一百一十')

    ValueError outside that range: a label beyond it is a mistake of the caller.
    """
    if not 0 <= number < _LIMIT:
        raise ValueError(f"no Chinese numeral for {number}: 0 to {_LIMIT - 1} can be written")
    if number < 10:
        return _DIGITS[number]
    high, low = divmod(number, 10_000)
    words = _below_ten_thousand(low)
    if high:
        gap = "零" if 0 < low < 1000 else ""
        words = f"{_below_ten_thousand(high)}万{gap}{words}"
    return words.removeprefix("一") if words.startswith("一十") else words


def _below_ten_thousand(number: int) -> str:
    words = ""
    for unit, digit in zip(_UNITS, f"{number:04d}", strict=True):
        if digit != "0":
            words += _DIGITS[int(digit)] + unit
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")


def counted(words: str) -> int:
    """The value of a numeral, or 0, which counts and numbers nothing, where `words` are none."""
    value = parse_numeral(words)
    return 0 if value is None else value


def parse_numeral(numeral: str) -> int | None:
    """The value of a numeral, or None when it is none: 十二, 一百零一, 一百一 (101), 一〇一, 12, １２, 廿三.

    Lenient in what is written (一十, a missing 零, capital 壹), strict in its grammar: 十十 and 百千 are not numbers.
    """
    return _value(numeral) if 0 < len(numeral) <= _LONGEST else None


@lru_cache(maxsize=_KEPT)
def _value(numeral: str) -> int | None:
    if numeral.isdecimal():
        return int(numeral)
    if "万" in numeral or "萬" in numeral:
        return _with_ten_thousands(numeral.replace("萬", "万"))
    if all(character in _VALUE for character in numeral):
        return int("".join(str(_VALUE[character]) for character in numeral))
    return _scaled(numeral)


def _with_ten_thousands(numeral: str) -> int | None:
    high, _, low = numeral.partition("万")
    thousands = _scaled(high)
    rest = _scaled(low) if low else 0
    if not high or thousands is None or rest is None or "万" in low:
        return None
    return thousands * 10_000 + rest


def _scaled(numeral: str) -> int | None:
    """The value of a numeral below ten thousand that is written with 十 百 千."""
    total, digit, last = 0, None, 10_000
    for character in numeral:
        if character in _VALUE:
            if digit:  # two digits side by side only happen after 零
                return None
            digit = _VALUE[character]
        elif character in _TENS and digit is None and last > 10:
            total, last = total + _TENS[character], 10
        elif character in _SCALE and _SCALE[character] < last:
            last = _SCALE[character]
            if digit == 0 or (digit is None and last != 10):
                return None
            total += (digit or 1) * last
            digit = None
        else:
            return None
    return total if digit is None else total + digit
