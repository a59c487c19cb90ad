"""Numbers as a Word list prints them: 一, 十一, (i), a, ①, 甲 … by the names of the standard's number formats."""

from __future__ import annotations

from collections.abc import Callable

from workflow.text.labels.numerals import chinese

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CAPITAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万")
_CAPITAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千万", "零壹貳參肆伍陸柒捌玖拾佰仟萬")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_ONES = (
    *("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
    *("Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"),
)
_TENS = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
_ORDINALS = {
    "One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth", "Nine": "Ninth", "Twelve": "Twelfth",
}  # fmt: skip
_MOST = 1_000_000  # a greater number is no number of a provision and is printed in digits
_MOST_ROMAN = 5_000
_MOST_LETTERS = 26 * 20


def printed(number: int, style: str) -> str:
    """`number` in the number format `style` (w:numFmt); in digits when the format cannot print it or is not known."""
    if style == "none":
        return ""
    if not 0 <= number < _MOST:
        return str(number)
    return _STYLES.get(style, str)(number)


def is_known(style: str) -> bool:
    """Whether a number in that format is printed as Word prints it."""
    return style in _STYLES or style in ("decimal", "none")


def roman(number: int) -> str:
    """IV for 4; digits for what Romans did not write."""
    if not 0 < number < _MOST_ROMAN:
        return str(number)
    words = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth)
        words += sign * count
    return words


def letters(number: int) -> str:
    """A … Z, AA, BB … as Word counts on, not AB."""
    if not 0 < number <= _MOST_LETTERS:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (times + 1)


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 1 <= number <= last else str(number)


def _circled(number: int) -> str:
    for start, first in ((1, 0x2460), (21, 0x3251), (36, 0x32B1)):
        if start <= number < {1: 21, 21: 36, 36: 51}[start]:
            return chr(first + number - start)
    return str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number else str(number)


def _stem_and_branch(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number else str(number)


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _cardinal_words(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10].lower()}" if number % 10 else "")
    return str(number)


def _ordinal_words(number: int) -> str:
    head, dash, last = _cardinal_words(number).rpartition("-")
    if last.isdecimal():
        return _ordinal(number)
    capital = last.capitalize()
    word = _ORDINALS.get(capital) or (capital[:-1] + "ieth" if capital.endswith("y") else capital + "th")
    return head + dash + (word.lower() if head else word)


_STYLES: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        # From one hundred on some of these print 一○○; a label says 一百, and that is what the numbers of a law read.
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
         "koreanCounting", "koreanDigital2"),
        chinese,
    ),
    "ideographDigital": lambda number: str(number).translate(_DIGITS),
    "japaneseDigitalTenThousand": lambda number: str(number).translate(_DIGITS),
    "taiwaneseDigital": lambda number: str(number).translate(_DIGITS),
    "chineseLegalSimplified": lambda number: chinese(number).translate(_CAPITAL),
    "ideographLegalTraditional": lambda number: chinese(number).translate(_CAPITAL_TRADITIONAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _stem_and_branch,
    "ideographEnclosedCircle": lambda number: _enclosed(0x3220, 10)(number) if number <= 10 else f"（{chinese(number)}）",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "ordinal": _ordinal,
    "cardinalText": _cardinal_words,
    "ordinalText": _ordinal_words,
    "hex": lambda number: f"{number:X}",
}  # fmt: skip
