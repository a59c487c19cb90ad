"""Breaks titles into lines of a good shape: words whole, 《》 unbroken where possible, no waist (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate, combinations, pairwise

_MOST_LINES = 4
_MOST_WORDS = 40  # a longer title is set as it comes; it is hardly a title any more

#: Names that the dictionary cuts into words, and that may not be cut by a line either.
_WHOLE = re.compile(
    "(?:^|(?<=《))[^《》]{2,12}?公司|职工代表大会|会员代表大会|(?:股份|责任)?有限责?任?公司|厂务公开|第[〇一二三四五六七八九十百0-9]+[届次条章]会?议?|[0-9]+年度?"
)
_HAN = re.compile("[\u3400-\u9fff]")
_NEVER_FIRST = frozenset("的之和与及等，、。；：！？）》〉”’—·")
_NEVER_LAST = frozenset("（《〈“‘第")
_GOOD_ENDS = ("公司", "会议", "大会", "委员会", "》", "）", "，", "、")


def balance(title: str, measure: float) -> list[str]:
    """The lines of `title`; `measure` is the width available, in characters. Joined they are the title, blanks aside."""
    return [line for given in title.split("\n") for line in _lines(given.strip(), measure)]


def filling_width(title: str, measure: float) -> float | None:
    """The width, in characters, at which `title` breaks into lines of a good shape by itself, as a typist's paragraph does.

    None when it fits one line of `measure`, and where no width up to that breaks it between words only.
    """
    if width(title) <= measure:
        return None
    words = _words(title)
    if len(words) > _MOST_WORDS:
        return None
    good = {sum(map(len, words[:place])) for place in _places(words)}
    found: dict[float, list[str]] = {}
    for half_characters in range(int(width(title) * 2 / _MOST_LINES), int(measure * 2) + 1):
        lines = _filled(title, half_characters / 2)
        ends = list(accumulate(map(len, lines)))[:-1]
        if lines and good.issuperset(ends):
            found[half_characters / 2] = [line.strip() for line in lines]
    return min(found, key=lambda room: _ugliness(found[room])) if found else None


def _filled(title: str, measure: float) -> list[str]:
    """`title` in lines that are filled one after the other, character by character."""
    lines, room = [""], measure
    for character in title:
        if width(character) > room:
            lines.append("")
            room = measure
        lines[-1] += character
        room -= width(character)
    return lines


def width(text: str) -> float:
    """Width in full characters: Latin letters and digits count half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


@lru_cache(maxsize=1024)  # of titles, which anybody may type
def _lines(title: str, measure: float) -> tuple[str, ...]:
    if width(title) <= measure:
        return (title,)
    words = _words(title)
    if len(words) > _MOST_WORDS:
        return (title,)
    for count in range(max(2, int(-(-width(title) // measure))), _MOST_LINES + 1):
        shapes = [_cut(words, cut) for cut in combinations(_places(words), count - 1)]
        shapes = [lines for lines in shapes if max(map(width, lines)) <= measure]
        if shapes:
            best = min(shapes, key=_ugliness)
            return tuple(best)
    return (title,)


def _words(title: str) -> list[str]:
    if not _HAN.search(title):
        return [word + " " for word in title.split()]
    import rjieba  # loads its dictionary: only for titles that need a second line

    ends, at = set(), 0
    for word in rjieba.cut(title):
        at += len(word)
        ends.add(at)
    for whole in _WHOLE.finditer(title):
        ends -= set(range(whole.start() + 1, whole.end()))
    edges = [0, *sorted(ends)]
    return [title[start:end] for start, end in pairwise(edges)]


def _places(words: list[str]) -> list[int]:
    """Where a line may end: before word number n."""
    return [
        place
        for place in range(1, len(words))
        if words[place][0] not in _NEVER_FIRST and words[place - 1].rstrip()[-1:] not in _NEVER_LAST
    ]


def _cut(words: list[str], cuts: tuple[int, ...]) -> list[str]:
    edges = (0, *cuts, len(words))
    return ["".join(words[start:end]).strip() for start, end in pairwise(edges)]


def _ugliness(lines: list[str]) -> float:
    """What speaks against these lines, in square characters: uneven widths, a waist, a torn 《》, a line ending mid-phrase."""
    widths = [width(line) for line in lines]
    even = sum(widths) / len(widths)
    uneven = sum((each - even) ** 2 for each in widths) / 2
    waists = sum(each < min(before, after) for before, each, after in zip(widths, widths[1:], widths[2:], strict=False))
    torn = sum(line.count("《") != line.count("》") for line in lines)
    loose = sum(not line.endswith(_GOOD_ENDS) for line in lines[:-1])
    return uneven + 20 * waists + 8 * torn + 12 * loose
