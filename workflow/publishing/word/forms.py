"""How a list prints a label, and which number it says: 第十七条 is chineseCountingThousand 17, 3.2.1 is 3, 2, 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from workflow.publishing.word.reading.counting import printed
from workflow.text.labels.clauses import dotted
from workflow.text.labels.numerals import chinese, parse_numeral

CHINESE = "chineseCountingThousand"
_FORMS = (
    (re.compile(r"(第)([一二三四五六七八九十百千零]+)([条條章节節编編])()$"), (CHINESE,)),
    (re.compile(r"(第)(\d+)([条條章节節编編])()$"), ("decimal",)),
    (re.compile(r"(（)([一二三四五六七八九十百零]+)(）)()$"), (CHINESE,)),
    (re.compile(r"()([一二三四五六七八九十百零]+)(、)()$"), (CHINESE,)),
    (re.compile(r"([（(]|)(\d+)([）).])()$"), ("decimal",)),
    (re.compile(r"(Article |Chapter |Section |Part )(\d+)()()$"), ("decimal",)),
    (re.compile(r"(Article |Chapter |Section |Part )([IVXLC]+)()()$"), ("upperRoman",)),
    (re.compile(r"(\()([a-z]+)(\))()$"), ("lowerLetter", "lowerRoman")),
    (re.compile(r"(\()([A-Z]+)(\))()$"), ("upperLetter", "upperRoman")),
    (re.compile(r"()([IVX]+)(\.)()$"), ("upperRoman",)),
    (re.compile(r"()([A-Z])(\.)()$"), ("upperLetter",)),
    (re.compile(r"()([①-⑳])()()$"), ("decimalEnclosedCircle",)),
)
_MOST = 2_000  # the greatest number a label in letters or Roman figures is looked for
#: The form of 3.2.1 and A.1: its levels are printed one behind the other, with dots between.
DOTTED = "dotted"


class Form(NamedTuple):
    """How a list prints a label: number format, the text around it, and the number of every level that it prints."""

    style: str
    before: str
    after: str
    path: tuple[int, ...]

    @property
    def value(self) -> int:
        """The number that counts on from its neighbour's."""
        return self.path[-1]

    @property
    def shape(self) -> tuple[str, str, str, int]:
        """What labels of one list have in common."""
        return (self.style, self.before, self.after, len(self.path))

    @property
    def text(self) -> str:
        """The level's text as a list defines it, %1 standing for the number of its first level."""
        return f"{self.before}%{self.after}"


def forms_of(label: str) -> Iterator[Form]:
    """The ways a list could print `label`; none for a label that is no plain number, such as 第三十条之一."""
    for pattern, styles in _FORMS:
        match = pattern.match(label)
        if match is None:
            continue
        for style in styles:
            value = _value(match[2], style)
            if value is not None and printed(value, style) == match[2]:
                yield Form(style, match[1], match[3], (value,))
    clause = dotted(label)
    if clause is not None and clause.text == label:
        yield Form(DOTTED, f"{clause.letter}." if clause.letter else "", "", clause.path)


def numeral(value: int, like: str, style: str) -> str:
    """`value` written as `like` is (十七, 17), or in the number format `style` where that is neither."""
    if like.isdecimal():
        return str(value)
    if parse_numeral(like) is not None:
        return chinese(value)
    return printed(value, style)


def value_of(words: str, style: str) -> int | None:
    """The number that a bare numeral says, in digits, Chinese numerals or the number format `style`; None for no numeral."""
    found = parse_numeral(words)
    return found if found is not None else _value(words, style)


def _value(words: str, style: str) -> int | None:
    if style in (CHINESE, "decimal", DOTTED):
        return parse_numeral(words)
    if style == "decimalEnclosedCircle":
        return ord(words) - 0x2460 + 1 if len(words) == 1 else None
    return _in_letters(style).get(words)


@lru_cache(maxsize=8)
def _in_letters(style: str) -> dict[str, int]:
    return {printed(value, style): value for value in range(1, _MOST)}
