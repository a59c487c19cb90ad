"""How an English text labels its units at the beginning of a line: Chapter 1, Article 5, § 4-681.01, (a), (1), (ii), 1."""

from __future__ import annotations

import re

from workflow.text.labels.label import Label, Number
from workflow.text.tree import Kind

_CONTAINER = re.compile(
    r"(Part|Title|Division|Chapter|Subchapter|Section)\s+([0-9]{1,4}[A-Z]?|[IVXLC]{1,7}|[A-Z]|[A-Z][a-z]{2,8})(?=[.:]?(?:\s|$))([.:]?)(?:\s*[—–-]+(?=\s|$))?",
    re.I,
)
_ARTICLE = re.compile(
    r"(Article|Art\.|Section|Sec\.)\s*([0-9]{1,5}(?:[.\-][0-9A-Za-z]{1,6})*[A-Z]?|[IVXLC]{1,7})(?=[.:]?(?:\s|$))([.:]?)",
    re.I,
)
_SIGN = re.compile(r"§\s*([0-9A-Za-z][0-9A-Za-z.\-]{0,20}?)(\.?)(?=\s|$)")
_ITEM = re.compile(r"\(([a-z]{1,5}|[A-Z]{1,5}|[0-9]{1,3}[A-Z]{0,2})\)(?=[\s(]|$|[A-Z“\"'‘\[])")
_POINT = re.compile(r"([0-9]{1,3}|[a-z]|[A-Z])([.)])(?=\s|$)")
_ANNEX = re.compile(
    r"((?:Annex|Appendix|Schedule|Attachment|Exhibit)(?:\s+(?:[0-9]{1,3}|[A-Z]|[IVX]{1,5}))?)(?=[.:]?(?:\s|$))([.:]?)",
    re.I,
)
#: Words behind Article 5 that make it a citation inside a sentence and no label.
CONTINUES = re.compile(r"[a-z,;)]")
_LETTERED = re.compile("([0-9]{1,5})([A-Z])")
_LETTER = re.compile("((?:Article|Art\\.|Section|Sec\\.|§) ?)[0-9]{1,5}[A-Z]", re.I)
_RANKS = {"title": 1, "part": 1, "division": 2, "chapter": 3, "subchapter": 4, "section": 4}
_KINDS = {
    "title": Kind.PART,
    "part": Kind.PART,
    "division": Kind.PART,
    "chapter": Kind.CHAPTER,
    "subchapter": Kind.SECTION,
    "section": Kind.SECTION,
}
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def roman(numeral: str) -> int | None:
    """The value of a Roman numeral in either case, or None."""
    total = last = 0
    for letter in reversed(numeral.lower()):
        value = _ROMAN.get(letter)
        if value is None:
            return None
        total += value if value >= last else -value
        last = max(last, value)
    return total if numeral and to_roman(total) == numeral.lower() else None


def to_roman(number: int) -> str:
    """The lower-case Roman numeral of `number`, from 1 to 3999; "" outside that range."""
    if not 0 < number < 4000:
        return ""
    words = ""
    for value, letters in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                           (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        words += letters * (number // value)
        number %= value
    return words


def letters(number: int) -> str:
    """The lower-case letter of a list unit: 1 is a, 27 is aa, 28 is bb."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def letter_value(word: str) -> int | None:
    """The place of a lower- or upper-case letter, or of one letter repeated, in a list."""
    if not word or len(set(word)) != 1 or not word.isascii() or not word.isalpha():
        return None
    return ord(word[0].lower()) - ord("a") + 1 + 26 * (len(word) - 1)


def _value(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    if word.lower() in _WORDS:
        return _WORDS.index(word.lower()) + 1
    return roman(word)


def counted(word: str) -> Number | None:
    """The number that a label prints: 5, IV, or 3A, which comes in behind 3 as 第三条之一 does; None for 9-102.01."""
    if match := _LETTERED.fullmatch(word):
        return Number(int(match[1]), ord(match[2]) - ord("A") + 1)
    value = _value(word)
    return None if value is None else Number(value)


def lettered(label: str, number: Number) -> str | None:
    """Article 3A with another number, Article 4B; None for a label without such a letter."""
    match = _LETTER.fullmatch(label)
    if match is None:
        return None
    return f"{match[1]}{number.main}" + (letters(number.sub).upper() if number.sub else "")


def container(line: str) -> Label | None:
    """Chapter 1, Part II, Section 3 at the beginning of `line`."""
    match = _CONTAINER.match(line)
    if match is None:
        return None
    word = match[1].lower()
    value = _value(match[2])
    if value is None and not (len(match[2]) == 1 or match[2][:-1].isdecimal()):
        return None
    number = None if value is None else Number(value)
    printed = match[0]
    return Label(_KINDS[word], f"{match[1]} {match[2]}", number, match.end(), _RANKS[word], printed=printed)


def article(line: str) -> Label | None:
    """Article 5, Sec. 5, § 4-681.01 at the beginning of `line`; `style` is the mark after the number."""
    if match := _SIGN.match(line):
        numbered = match[1].isdecimal() or _LETTERED.fullmatch(match[1])
        number = counted(match[1]) if numbered else None
        return Label(Kind.ARTICLE, f"§ {match[1]}", number, match.end(), style=match[2], printed=match[0])
    match = _ARTICLE.match(line)
    if match is None:
        return None
    number = counted(match[2])
    return Label(Kind.ARTICLE, f"{match[1]} {match[2]}", number, match.end(), style=match[3], printed=match[0])


def annex(line: str) -> Label | None:
    """Annex A, Schedule 2: … standing as a heading."""
    match = _ANNEX.match(line)
    if match is None or len(line) > 100 or line[-1] in ".;," or line[match.end() :].strip()[:1].islower():
        return None
    return Label(Kind.ANNEX, " ".join(match[1].split()), None, match.end(), printed=match[0])


def listed(line: str) -> tuple[str, str, int] | None:
    """The token, its surroundings and where the rest begins: ("ii", "()", 4) for (ii), ("1", ".", 2) for 1."""
    if line[:1] == "(" and (match := _ITEM.match(line)):
        return match[1], "()", match.end()
    if match := _POINT.match(line):
        return match[1], match[2], match.end()
    return None
