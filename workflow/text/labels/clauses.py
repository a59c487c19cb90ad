"""Labels of texts without 第X条 or Article. Patterns and numbers only.

3.2.1 and A.1.2 in standards (GB/T 1.1-2020, 7.2); 一、 and below it （一） in official papers (GB/T 9704-2012, 7.3.3); 1. in a
short notice; in English I. and below it A. or (1).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workflow.text.labels.english import letters, roman, to_roman
from workflow.text.labels.numerals import chinese, parse_numeral
from workflow.words import Vocabulary


class Form(Vocabulary):
    """How a clause is numbered."""

    DOTTED = "1.1"
    COMMA = "一、"
    BRACKET = "（一）"
    POINT = "1."
    ROMAN = "I."
    CAPITAL = "A."
    PAREN = "(1)"


#: Forms that stand below another one.
BELOW = frozenset({Form.BRACKET, Form.CAPITAL, Form.PAREN})


class Clause(NamedTuple):
    """The label of a clause at the beginning of a line, or alone.

    path    its numbers, outermost first: (3, 2, 1) for 3.2.1; one number in every other form
    letter  of the annex in A.1; "" otherwise
    text    as the canonical text prints it
    end     where the rest of the line begins
    """

    form: Form
    path: tuple[int, ...]
    text: str
    printed: str
    end: int
    letter: str = ""

    @property
    def depth(self) -> int:
        """How deep it stands among the clauses of its text, from 1."""
        return 2 if self.form in BELOW else len(self.path)

    @property
    def number(self) -> int:
        """The number that counts on from its neighbour's: 1 of 3.2.1."""
        return self.path[-1]

    def holds(self, inner: Clause) -> bool:
        """Whether `inner` stands below this one, if it comes right after it or its other clauses: 3.2.1 below 3.2."""
        if Form.DOTTED not in (self.form, inner.form):
            return inner.form in BELOW and self.form not in BELOW
        above = len(self.path)
        return (self.form, self.letter, self.path) == (inner.form, inner.letter, inner.path[:above]) and above < len(
            inner.path
        )

    def counted(self, number: int) -> str:
        """This label with another last number."""
        match self.form:
            case Form.COMMA:
                return f"{chinese(number)}、"
            case Form.BRACKET:
                return f"（{chinese(number)}）"
            case Form.POINT:
                return f"{number}."
            case Form.ROMAN:
                return f"{to_roman(number).upper()}."
            case Form.CAPITAL:
                return f"{letters(number).upper()}."
            case Form.PAREN:
                return f"({number})"
        return (f"{self.letter}." if self.letter else "") + ".".join(map(str, (*self.path[:-1], number)))


_ARABIC = str.maketrans("０１２３４５６７８９．", "0123456789.")
_DOTTED = re.compile(r"((?:[A-Z][.．])?[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3}){0,5})(?![0-9０-９])([.．、]?)")
_PATTERNS = {
    Form.COMMA: re.compile("([一二三四五六七八九十]{1,5})[、．.]"),
    Form.BRACKET: re.compile("[（(﹙]([一二三四五六七八九十]{1,5})[）)﹚]"),
    Form.POINT: re.compile("([0-9０-９]{1,3})[.．、](?![0-9０-９])"),
    Form.ROMAN: re.compile(r"([IVX]{1,6})\.(?=\s|$)"),
    Form.CAPITAL: re.compile(r"([A-Z])\.(?=\s|$)"),
    Form.PAREN: re.compile(r"\(([0-9]{1,3})\)(?=\s|$)"),
}


def dotted(line: str) -> Clause | None:
    """3.2.1, 3．2．1, A.1 or 3 at the beginning of `line`, whether or not it labels a clause there."""
    match = _DOTTED.match(line)
    if match is None:
        return None
    text = match[1].translate(_ARABIC)
    letter, numbers = (text[0], text[2:]) if text[0].isalpha() else ("", text)
    path = tuple(int(one) for one in numbers.split("."))
    return Clause(Form.DOTTED, path, text, match[0], match.end(), letter) if all(path) else None


def read(form: Form, line: str) -> Clause | None:
    """The label of that form at the beginning of `line`, whether or not it labels a clause there."""
    if form is Form.DOTTED:
        return dotted(line)
    match = _PATTERNS[form].match(line)
    number = _value(form, match[1]) if match else None
    if match is None or not number:
        return None
    found = Clause(form, (number,), "", match[0], match.end())
    return found._replace(text=found.counted(number))


def _value(form: Form, numeral: str) -> int | None:
    if form is Form.ROMAN:
        return roman(numeral)
    if form is Form.CAPITAL:
        return ord(numeral) - ord("A") + 1
    return parse_numeral(numeral)


def clause(label: str) -> Clause | None:
    """What a label of the canonical text says, or None when it is that of an article: 第三条, Article 3."""
    for form in Form:
        found = read(form, label)
        if found is not None and found.text == label:
            return found
    return None
