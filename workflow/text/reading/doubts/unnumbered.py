"""Which short lines of a text without any number may be its headings. A proposal for a person to tick, never read as such."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workflow.text.labels.marks import bullet
from workflow.text.tree import HEADED, Document, Kind

_ENDS = "。；：，、！？;:,.!?…"
_LONGEST, _LONGEST_ENGLISH = 20, 60
_LIST = re.compile("[0-9０-９一二三四五六七八九十a-z]{1,3}[.．、)）]|[（(][0-9一二三四五六七八九十a-z]{1,3}[)）]|[①-⑳]")
_DECORATED = re.compile("[—－–*=~【〖［\\[ \u3000]{1,4}(.{1,20}?)[—－–*=~】〗］\\] \u3000]{1,4}")
_DATE = re.compile("[0-9二〇○零一]{2,4}年.{0,8}[日月]$")
_FEWEST = 2  # headings that make a text of headings
_TITLE = 3  # lines that a title has at most


class Proposed(NamedTuple):
    """A line that may be a heading: its number, how deep it may stand, from 1, and its words without ornament."""

    line: int
    depth: int
    words: str


def proposed(document: Document) -> list[Proposed]:
    """The lines of a text that may be headings without number; none where the text says itself what its units are.

    Two that follow each other stand one below the other; what comes again, as “基本职责” below each post, stands below what
    it comes under, and so does what heads a list.
    """
    if not _is_without_units(document):
        return []
    numbered = list(_lines(document))
    lines = [words for _, words in numbered]
    last = _signed(lines)
    found = {at: words for at in range(1, last) if (words := _short(lines[at])) and _heads(lines, at, last)}
    for at in range(1, min(_TITLE, last)):  # the title takes lines of its own: whose paper, and what it is called
        if at in found and at + 1 in found and at + 2 in found:
            del found[at]
        else:
            break
    if len(found) < _FEWEST:
        return []
    times = Counter(found.values())
    steps = any(at + 1 in found for at in found)
    out: list[Proposed] = []
    for at, words in found.items():
        above = at - 1 in found
        heads_list = lines[at + 1][0].isdigit() or bullet(lines[at + 1]) or _LIST.match(lines[at + 1])
        inner = steps and at + 1 not in found and (above or times[words] > 1 or heads_list)
        out.append(Proposed(numbered[at][0], 2 if inner else 1, words))
    return out


def _lines(document: Document) -> Iterator[tuple[int, str]]:
    """Every line of the text with its number."""
    for unit in document.root.walk():
        words = unit.label + (unit.heading or unit.text)
        for more, line in enumerate(words.split("\n") if words else ["|"] if unit.rows else []):
            yield unit.line + more, line


def _is_without_units(document: Document) -> bool:
    """Whether no chapter, no heading and no clause stands in the text but lists numbered 1. that begin again and again."""
    for unit in document.root.walk():
        if unit.kind in HEADED | {Kind.ANNEX} or (
            unit.kind == Kind.ARTICLE and (unit.heading or not unit.label[0].isdigit())
        ):
            return False
        if unit.kind == Kind.ARTICLE and "." in unit.label[:-1]:
            return False
    return True


def undecorated(words: str) -> str:
    """基本职责 of — 基本职责 —; "" where nothing is around the words."""
    ornament = _DECORATED.fullmatch(words)
    return ornament[1].strip() if ornament else ""


def _short(line: str) -> str:
    """The words of a line that is short and no sentence, without dashes and brackets around them; else ""."""
    words = line.strip()
    if inner := undecorated(words):
        words = inner
    elif bullet(words) or _LIST.match(words):
        return ""
    longest = _LONGEST_ENGLISH if words.isascii() else _LONGEST
    plain = 1 < len(words) <= longest and words[-1] not in _ENDS and not any(sign in words for sign in "。；，：|“《")
    return words if plain and not _DATE.search(words) and not words.isdecimal() else ""


def _heads(lines: Sequence[str], at: int, last: int) -> bool:
    """Whether something stands below line `at` that it could head, and the line before it has ended."""
    return at + 1 < last and (lines[at - 1].strip()[-1:] in "。；;.）)" or bool(_short(lines[at - 1])) or at == 1)


def _signed(lines: Sequence[str]) -> int:
    """The index behind the words of the text, where who signs begins."""
    last = len(lines)
    while last and _DATE.search(lines[last - 1].strip()):
        last -= 1
        while last and len(lines[last - 1]) <= _LONGEST and lines[last - 1].strip()[-1] not in _ENDS:
            last -= 1
    return last
