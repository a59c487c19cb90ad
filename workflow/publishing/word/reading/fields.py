"""Fields of a Word file: what they print counts, how it is computed does not; a table of contents is left out.

A field runs over w:fldChar begin, separate and end, over paragraphs too, and fields stand in fields.
"""

from __future__ import annotations

import re

_CIRCLED = re.compile(r"""eq\s*\\o\s*(?:\\a[clr]\s*)?\(\s*([○〇◯□△])\s*[,，;；]\s*(.{1,6}?)\s*\)\s*$""", re.I)
_LEFT_OUT = frozenset(("TOC", "INDEX", "TOA"))
#: The kind of a field; the switches behind it need no blank: TOC\\o "1-3".
_KIND = re.compile(r"\s*(\w+)")
_DEEPEST = 64


class _Field:
    __slots__ = ("instruction", "printing")

    def __init__(self) -> None:
        self.instruction = ""
        self.printing = False

    @property
    def left_out(self) -> bool:
        return is_contents(self.instruction)


class Fields:
    """The fields that are open at one place of the document.

    A damaged file may open a field and never end it; read with `trusted` False, no field hides anything.
    """

    def __init__(self, trusted: bool = True) -> None:
        self._trusted = trusted
        self._open: list[_Field] = []
        self.contents = 0  # tables of contents met so far

    @property
    def is_open(self) -> bool:
        """Whether a field is open still."""
        return bool(self._open)

    @property
    def silent(self) -> bool:
        """Whether words that come now are the instruction of a field or belong to a table of contents."""
        return self._trusted and any(not one.printing or one.left_out for one in self._open)

    def instruct(self, words: str) -> None:
        """A part of an instruction."""
        if self._open and not self._open[-1].printing and len(self._open[-1].instruction) < 500:
            self._open[-1].instruction += words

    @property
    def depth(self) -> int:
        """How many fields are open, one inside the other."""
        return len(self._open)

    @property
    def printing(self) -> str:
        """The instruction of the innermost field, whose words come now; "" where there is none or it is not trusted."""
        return self._open[-1].instruction if self._trusted and self._open and self._open[-1].printing else ""

    def step(self, kind: str) -> str:
        """begin, separate or end; returns words that a field without a result prints all the same."""
        if kind == "begin" and len(self._open) < _DEEPEST:
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].printing = True
            self.contents += self._open[-1].left_out
        elif kind == "end" and self._open:
            ended = self._open.pop()
            if not ended.printing and not self.silent:
                return _circled(ended.instruction)
        return ""


def is_contents(instruction: str) -> bool:
    """Whether a field is a table of contents or an index."""
    kind = _KIND.match(instruction)
    return kind is not None and kind[1].upper() in _LEFT_OUT


def _circled(instruction: str) -> str:
    r"""The words of EQ \o\ac(○,1), the way Word draws a character in a circle: ① where there is such a character."""
    match = _CIRCLED.search(instruction.strip())
    if match is None:
        return ""
    if match[2].isdecimal() and 1 <= int(match[2]) <= 20 and match[1] in "○〇◯":
        return chr(0x2460 + int(match[2]) - 1)
    return match[2]
