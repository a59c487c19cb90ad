"""Tables in plain text: rows of cells between upright bars. The first row is the head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflow.text.labels import chinese, english
from workflow.text.lines import Line, Normalisation

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^\|(?:[ \t]*:?-+:?[ \t]*\|)+$")
_LABELS = (
    chinese.numbered,
    chinese.listed,
    chinese.annex,
    english.article,
    english.container,
    english.listed,
    english.annex,
)
_CELL = 60  # characters of a cell between tabs; longer words are a sentence that a tab fell into


def is_row(line: str) -> bool:
    """Whether `line` is a row: | cell | cell |."""
    return len(line) > 1 and line[0] == "|" and line[-1] == "|"


def is_rule(line: str) -> bool:
    """Whether `line` is the |---|---| under a head."""
    return _RULE.match(line) is not None


def cells(line: str) -> list[str]:
    """The cells of a row, without the blanks around them; \\| stands for a bar in a cell."""
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(line)[1:-1]]


def row(words: Sequence[str]) -> str:
    """The row that holds `words`."""
    return f"| {' | '.join(word.replace('|', chr(92) + '|') for word in words)} |"


def from_tabs(lines: list[Line], told: list[Normalisation]) -> list[Line]:
    """The same lines, with two or more neighbours of equally many cells between tabs made rows."""
    if not any("\t" in line.text for line in lines):
        return lines
    counts = [_tabs(line.text) for line in lines]
    found: list[Line] = []
    for at, line in enumerate(lines):
        if counts[at] and counts[at] in (counts[at - 1] if at else 0, counts[at + 1] if at + 1 < len(lines) else 0):
            words = row([cell.strip() for cell in line.text.split("\t")])
            told.append(Normalisation(line.number, line.text, words, "table"))
            line = Line(line.number, words)
        found.append(line)
    return found


def _tabs(line: str) -> int:
    """The tabs between the cells of a line, 0 when it is no row: a label, or a sentence."""
    if "\t" not in line or line[0] == "|" or any(len(cell) > _CELL for cell in line.split("\t")):
        return 0
    return 0 if any(read(line) for read in _LABELS) else line.count("\t")
