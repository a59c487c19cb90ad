"""Tables in plain text: rows of cells between upright bars. The first row is the head."""

from __future__ import annotations

import re

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^\|(?:[ \t]*:?-+:?[ \t]*\|)+$")


def is_row(line: str) -> bool:
    """Whether `line` is a row: | cell | cell |."""
    return len(line) > 1 and line[0] == "|" and line[-1] == "|"


def is_rule(line: str) -> bool:
    """Whether `line` is the |---|---| under a head."""
    return _RULE.match(line) is not None


def cells(line: str) -> list[str]:
    """The cells of a row, without the blanks around them; \\| stands for a bar in a cell."""
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(line)[1:-1]]


def row(words: list[str]) -> str:
    """The row that holds `words`."""
    return f"| {' | '.join(word.replace('|', chr(92) + '|') for word in words)} |"
