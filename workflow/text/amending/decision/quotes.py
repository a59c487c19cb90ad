"""Finds what a decision quotes and where its items begin, in one pass over the lines.

Read are the quotations of the National People's Congress, which open again at every paragraph and close once, those of
the courts, which open and close once, several side by side, and those with 「」. A quotation that was never closed ends
where the next item begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workflow.text.amending.said.operations import Quotation, Run
from workflow.text.lines import Line

PAIRS = {"“": "”", "「": "」"}
_INNER = {"“": ("‘", "’"), "「": ("『", "』")}
OPEN, CLOSE = "\ue001", "\ue002"  # stand around the number of a run in the masked words
MASK = re.compile(f"{OPEN}(\\d+){CLOSE}")
_MARKS = re.compile("[“”「」]")
_STRAIGHT = re.compile('"')


@dataclass(slots=True)
class Masked:
    """A decision whose quotations are numbers: `lines` of plain words, with a mask for each run in `runs`."""

    lines: list[Line] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)


def mask(lines: Sequence[Line], starts_item: Callable[[str], bool] | None, plain: bool = False) -> Masked:
    """Takes the quotations out of `lines`; `starts_item` says whether an unquoted line surely begins another item.

    `plain`: inner marks are meant as they stand, as in English decisions.
    """
    return _Masking(starts_item, plain).read(_curled(lines))


def decode(raw: str, mark: str) -> Quotation:
    """The lines that a quotation opened with `mark` stands for: its inner marks become outer ones."""
    single, double = _INNER[mark], (mark, PAIRS[mark])
    if not any(sign in raw for sign in (*single, *double)):
        return raw.split("\n")
    inside = 0
    found: list[str] = []
    for sign in raw:
        if sign == single[0]:
            inside += 1
            sign = double[0]
        elif sign == single[1] and inside:
            inside -= 1
            sign = double[1]
        elif inside and sign in double:
            sign = single[double.index(sign)]
        found.append(sign)
    return "".join(found).split("\n")


def encode(lines: Quotation, mark: str = "“") -> str | None:
    """`lines` as a quotation that opens again at every line, or None when its marks cannot be told apart when read."""
    text = "\n".join(lines)
    raw = _swapped(text, mark)
    if decode(raw, mark) != lines or not _balanced(raw, mark):
        return None
    return "\n".join(mark + line for line in raw.split("\n")) + PAIRS[mark]


def encode_plain(lines: Quotation) -> str | None:
    """`lines` as an English quotation, whose inner marks stay as they are; None when they do not pair up."""
    for line in lines:
        depth = 0
        for sign in line:
            depth += (sign == "“") - (sign == "”")
            if depth < 0:
                return None
        if depth:
            return None
    return "\n".join("“" + line for line in lines) + "”"


def _swapped(text: str, mark: str) -> str:
    single, double = _INNER[mark], (mark, PAIRS[mark])
    depth = 0
    found: list[str] = []
    for sign in text:
        if sign == double[0]:
            depth += 1
            sign = single[0]
        elif sign == double[1]:
            depth -= 1
            sign = single[1]
        elif sign == single[0]:
            sign = double[0]
        elif sign == single[1] and depth > 0:
            sign = double[1]
        found.append(sign)
    return "".join(found)


def _balanced(raw: str, mark: str) -> bool:
    """Whether the reader finds the end of `raw` where it is."""
    close = PAIRS[mark]
    for line in raw.split("\n"):
        depth = 0
        for sign in line:
            depth += (sign == mark) - (sign == close)
            if depth < 0:
                return False
        if depth or line.startswith(mark):
            return False
    return True


class _Masking:
    def __init__(self, starts_item: Callable[[str], bool] | None, plain: bool) -> None:
        self.starts_item = starts_item
        self.plain_marks = plain
        self.found = Masked()
        self.mark = ""  # the mark that opened the quotation we are in
        self.depth = 0
        self.kept: list[str] = []  # pieces of the open quotation
        self.plain: list[str] = []  # pieces of the line we are in
        self.line = Line(0, "")
        self.run: Run | None = None

    def read(self, lines: Sequence[Line]) -> Masked:
        for line in lines:
            if self.mark and self.starts_item and self.starts_item(line.text) and not line.text.startswith(self.mark):
                self._give_up()
            if not self.mark:
                if not (self.run is not None and line.text[0] in PAIRS):
                    self._end_line()
                if not self.plain:
                    self.line = line
                self._scan(line.text, 0)
            else:
                start = 0
                if line.text.startswith(self.mark):
                    start, self.depth = 1, 1
                self.kept.append("\n")
                self._scan(line.text, start)
        if self.mark:
            self._give_up()
        self._end_line()
        return self.found

    def _scan(self, text: str, start: int) -> None:
        at = start
        while at <= len(text):
            match = _MARKS.search(text, at)
            if match is None:
                self._take(text[at:])
                return
            sign = match[0]
            self._take(text[at : match.start()])
            at = match.end()
            if not self.mark:
                if sign in PAIRS and not self._in_a_name(text[at:]):
                    self.mark, self.depth, self.kept = sign, 1, []
                else:
                    self._take(sign)
            elif sign == self.mark:
                self.depth += 1
                self._take(sign)
            elif sign == PAIRS[self.mark]:
                self.depth -= 1
                if self.depth:
                    self._take(sign)
                else:
                    self._close()
            else:
                self._take(sign)

    def _in_a_name(self, rest: str) -> bool:
        """Whether a mark belongs to a name: 《关于做好“三防”工作的通知》 quotes nothing."""
        before = "".join(self.plain)
        return before.rfind("《") > before.rfind("》") and 0 <= rest.find("》") < 80

    def _take(self, words: str) -> None:
        if self.mark:
            self.kept.append(words)
        elif words:
            if words.strip():
                self.run = None
            self.plain.append(words.replace(OPEN, "").replace(CLOSE, ""))

    def _close(self) -> None:
        whole = "".join(self.kept)
        read = whole.split("\n") if self.plain_marks else decode(whole, self.mark)
        quotation = [line for line in read if line.strip()] or [""]
        if self.run is not None:
            self.run.append(quotation)
        else:
            self.run = [quotation]
            self.plain.append(f"{OPEN}{len(self.found.runs)}{CLOSE}")
            self.found.runs.append(self.run)
        self.mark, self.depth, self.kept = "", 0, []

    def _give_up(self) -> None:
        """Ends a quotation that nobody closed."""
        whole = "".join(self.kept)
        close = PAIRS[self.mark]
        if whole.rstrip("。；，").endswith(close):
            whole = whole.rstrip("。；，").removesuffix(close)
        self.kept = [whole]
        self._close()

    def _end_line(self) -> None:
        if self.plain:
            self.found.lines.append(Line(self.line.number, "".join(self.plain)))
        self.plain, self.run = [], None


def _curled(lines: Sequence[Line]) -> Sequence[Line]:
    """Straight quotation marks as curved ones, in a Chinese decision that has no other."""
    if any("“" in line.text or "「" in line.text for line in lines):
        return lines
    return [
        Line(line.number, _curl(line.text), line.indent)
        if line.text.count('"') and not line.text.count('"') % 2
        else line
        for line in lines
    ]


def _curl(text: str) -> str:
    pieces = _STRAIGHT.split(text)
    return "".join(piece + ("“" if place % 2 == 0 else "”") for place, piece in enumerate(pieces[:-1])) + pieces[-1]
