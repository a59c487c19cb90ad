"""Finding words in texts: what is looked for, what an index holds of a text, and the words around a place where they stand.

Chinese is written without blanks, so a text is looked up by its characters and pairs of characters; words of letters and
digits by their beginnings. Case, full-width letters and punctuation make no difference. Pure: knows no database.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: Bounds of what one may look for: characters typed, words of them.
LONGEST, MOST = 100, 8
#: Longest token of the index; of a longer word its beginning stands there.
TOKEN = 40
#: Characters of a snippet before the first word found in it and after it.
BEFORE, AFTER = 24, 56
_IDEOGRAPHS = "\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
_WITHOUT_BLANKS = re.compile(f"[{_IDEOGRAPHS}]")
#: A run of letters, digits and the like, or of ideographs; what is neither stands between runs.
_RUN = re.compile(rf"(?:(?![\W_])[{_IDEOGRAPHS}])+|(?:(?![\W_])[^{_IDEOGRAPHS}])+")


def plain(text: str) -> str:
    """What there is to find in `text`: runs of letters and runs of ideographs, each between blanks."""
    runs = _RUN.findall(text.translate(_FOLDED))
    return f" {' '.join(runs)} " if runs else " "


def tokens(found: str) -> frozenset[str]:
    """What an index holds of a plain text: every ideograph, every pair of neighbours, every word of letters."""
    out = set()
    for run in found.split():
        if _is_ideographic(run):
            out |= {*run, *(run[at : at + 2] for at in range(len(run) - 1))}
        else:
            out.add(run[:TOKEN])
    return frozenset(out)


def sought(query: str) -> tuple[str, ...]:
    """The words of a query as they are looked for in a plain text; none when it holds no letter and no ideograph."""
    words = re.split(r"[\W_]+", query[:LONGEST])
    found = [run for word in words if (run := plain(word).strip())]
    # A word of letters must begin where it is found; it may go on behind.
    marked = [one if _is_ideographic(one.split()[0]) else f" {one}" for one in found]
    return tuple(dict.fromkeys(marked))[:MOST]


@dataclass(frozen=True, slots=True)
class Lookup:
    """How a word is looked up: tokens that must all be there, the beginning of one more ("" for none), and whether that decides."""

    exact: frozenset[str]
    beginning: str
    decides: bool


def lookup(word: str) -> Lookup:
    """How one of the words that `sought` gives is looked up in an index."""
    exact: set[str] = set()
    beginning = ""
    runs = word.split()
    for place, run in enumerate(runs):
        if not _is_ideographic(run):
            if place == len(runs) - 1:
                beginning = run[:TOKEN]
            else:
                exact.add(run[:TOKEN])
        elif len(run) == 1:
            exact.add(run)
        else:
            exact |= {run[at : at + 2] for at in {*range(0, len(run) - 1, 2), len(run) - 2}}
    short = len(runs[0]) <= (2 if _is_ideographic(runs[0]) else TOKEN - 1)
    return Lookup(frozenset(exact), beginning, len(runs) == 1 and short)


def is_in(word: str, found: str) -> bool:
    """True when a word that `sought` gives stands in a plain text."""
    return word in found


def snippet(text: str, words: Sequence[str]) -> list[tuple[str, bool]] | None:
    """The words of `text` around the first place where one of `words` stands: pieces, each marked or not; None without one."""
    places = list(_places(text, words))
    if not places:
        return None
    start = max(0, places[0][0] - BEFORE)
    end = min(len(text), places[0][1] + AFTER)
    pieces = [("…" if start else "", False)]
    at = start
    for begin, stop in places:
        if begin >= end:
            break
        pieces += [(text[at:begin], False), (text[begin:stop], True)]
        at = max(at, stop)
    pieces += [(text[at : max(at, end)], False), ("…" if end < len(text) else "", False)]
    return [(said, is_word) for said, is_word in pieces if said]


def _places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand in `text`, in order, places that touch made one."""
    found = plain(text)
    if not any(word in found for word in words):
        return []  # most units of a text hold none
    at = _places_of(text)
    several = []
    for word in words:
        begin = found.find(word)
        while begin >= 0:
            first, last = begin + (word[0] == " "), begin + len(word) - 1
            several.append((at[first], at[last] + 1))
            begin = found.find(word, begin + 1)
    out: list[tuple[int, int]] = []
    for begin, stop in sorted(several):
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], stop))
        else:
            out.append((begin, stop))
    return out


def _places_of(text: str) -> list[int]:
    """For each character of the plain text the place in `text` that it comes from, or would stand before."""
    at = [0]
    for run in _RUN.finditer(text.translate(_FOLDED)):
        at += [*range(run.start(), run.end()), run.end()]
    return at


class _Folded(dict[int, str]):
    """Each character without case and width, one for one; found out when it is first met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        wide = unicodedata.normalize("NFKC", character)
        folded = (wide if len(wide) == 1 else character).casefold()
        self[point] = folded if len(folded) == 1 else character
        return self[point]


_FOLDED = _Folded()


def _is_ideographic(run: str) -> bool:
    return _WITHOUT_BLANKS.match(run) is not None
