"""Headings that carry no number, as the canonical text tells them from words: “# 化验室主任”, and “## 基本职责” below it.

Only in texts without 第X条, where nothing else says what stands below what; in the others a heading without number stands
between two articles and needs no mark. Bullets are list labels under such headings. Patterns only.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workflow.text.labels.label import Label
from workflow.text.tree import Kind

DEEPEST = 4
_MARK = re.compile("([#＃]{1,4})[ \u3000]+(?=[^#＃ \u3000|])")
_BULLET = re.compile(r"([·•●■◆○▪—–])[ \u3000]+(?=\S)(?!.*[—–]$)")
_LONGEST = 100
_SENTENCE = "。；;"


class Mark(NamedTuple):
    """A marked heading: how deep it says it stands, from 1; what is printed; where its words begin."""

    depth: int
    printed: str
    end: int


def marked(line: str) -> Mark | None:
    """The mark of a heading at the beginning of `line`; None for a sentence, and for #1机组, which has no blank."""
    match = _MARK.match(line) if line[:1] in ("#", "＃") else None
    if match is None or len(line) > _LONGEST or line[-1] in _SENTENCE:
        return None
    return Mark(len(match[1]), match[0], match.end())


def mark(depth: int) -> str:
    """What stands before the words of a heading of that depth, from 1."""
    return "#" * min(depth, DEEPEST) + " "


def bullet(line: str) -> Label | None:
    """· at the beginning of `line`; — 基本职责 — between two dashes is a heading."""
    match = _BULLET.match(line)
    return Label(Kind.ITEM, match[1], None, match.end(), style=match[1], printed=match[0]) if match else None
