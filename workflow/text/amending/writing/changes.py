"""What changes between two wordings, in stretches that a decision can name: whole words, whole citations, whole brackets."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.text.amending.writing.edges import FAIR, GOOD, NONE, Edges
from workflow.text.comparing.runs import Mark, runs

LONGEST = 60  # characters that may be taken along to make a place plain
BRACKETS = (("《", "》"), ("“", "”"), ("‘", "’"), ("（", "）"), ("(", ")"))
_JOINS = frozenset("和或与及、與")  # what comes in between two words
_STOPS = frozenset("，；")  # that an office does not end a quotation with, where the other one does not
_COMPOUND = 8  # characters of the word that is taken along with it
_NEAR = 3  # equal characters between two changes that are better quoted with them
_SLIDE = 12  # characters that words which come or go may be moved by


@dataclass(slots=True)
class Change:
    """A stretch of the old text and what it becomes: `start` to `end` there, `to` to `till` in the new text."""

    start: int
    end: int
    to: int
    till: int


def changes(old: str, new: str, edges: Edges) -> list[Change]:
    """What changes from `old` to `new`, in order; no two touch. Each begins and ends between words in both texts."""
    found = _raw(old, new)
    for change in found:
        _slide(change, old, new, edges)
    rounded: list[Change] = []
    for change in found:
        _round(change, old, new, edges)
        while rounded and _is_near(old, edges, rounded[-1].end, change.start):
            last = rounded.pop()
            left = max(0, last.start - change.start)
            change.start, change.to = last.start - left, last.to - left
            change.end, change.till = max(change.end, last.end), max(change.till, last.till)
            _round(change, old, new, edges)
        rounded.append(change)
    return rounded


def _raw(old: str, new: str) -> list[Change]:
    """The changes of the comparison."""
    found: list[Change] = []
    at = to = 0
    for kind, text in runs(old, new):
        if kind is Mark.KEPT:
            at, to = at + len(text), to + len(text)
            continue
        gone, came = (len(text), 0) if kind is Mark.GONE else (0, len(text))
        if found and at == found[-1].end:
            found[-1].end, found[-1].till = at + gone, to + came
        else:
            found.append(Change(at, at + gone, to, to + came))
        at, to = at + gone, to + came
    return found


def _is_near(old: str, edges: Edges, end: int, start: int) -> bool:
    """Whether two changes touch, or what lies between is better quoted with them: little, and no words that stand by themselves."""
    between = old[end:start]
    if len(between) > _NEAR or any(sign in "。；" for sign in between):
        return False
    return len(between) < 2 or min(edges.worth(old, end), edges.worth(old, start)) < GOOD


def _slide(change: Change, old: str, new: str, edges: Edges) -> None:
    """Moves words that come or go to where they are whole words, if the text reads the same with them there."""
    if (change.start == change.end) == (change.to == change.till):
        return
    text, start, end = (new, change.to, change.till) if change.start == change.end else (old, change.start, change.end)
    left = right = 0
    while left < min(_SLIDE, start) and text[start - left - 1] == text[end - left - 1]:
        left += 1
    while right < _SLIDE and end + right < len(text) and text[start + right] == text[end + right]:
        right += 1
    if not left and not right:
        return

    def worth(step: int) -> tuple[int, int]:
        places = (
            (old, change.start + step),
            (old, change.end + step),
            (new, change.to + step),
            (new, change.till + step),
        )
        return min(edges.worth(side, place) for side, place in places), -abs(step)

    best = max(range(-left, right + 1), key=worth)
    if worth(best)[0] > worth(0)[0]:
        change.start, change.end, change.to, change.till = (
            place + best for place in (change.start, change.end, change.to, change.till)
        )


def _round(change: Change, old: str, new: str, edges: Edges) -> None:
    """Widens `change` to whole brackets (《民法典》) and whole words."""
    for _ in range(4):
        before = (change.start, change.end)
        _whole_brackets(change, old, new)
        _to_edge(change, old, new, edges, left=True)
        _to_edge(change, old, new, edges, left=False)
        if _is_bare(old[change.start : change.end], new[change.to : change.till]):
            _take_words(change, old, new, edges)
        _whole_compound(change, old, new, edges)
        if before == (change.start, change.end):
            return


def _whole_compound(change: Change, old: str, new: str, edges: Edges) -> None:
    """Takes along what a conjunction joins: 电解工序 becomes 电解和压滤工序, and not 工序 和压滤工序."""
    gone, came = old[change.start : change.end], new[change.to : change.till]
    if not gone or not came:
        return
    for left in (True, False):
        one, other = (gone[0], came[0]) if left else (gone[-1], came[-1])
        stops = not left and (one in _STOPS) != (other in _STOPS)
        if not stops and (other not in _JOINS or one in _JOINS):
            continue
        for width in range(1, _COMPOUND + 1):
            if not _goes_on(change, old, new, width, left=left):
                break
            outer = old[change.start - width] if left else old[change.end + width - 1]
            places = (change.start - width, change.to - width) if left else (change.end + width, change.till + width)
            if not outer.isalnum():
                break
            if min(edges.worth(old, places[0]), edges.worth(new, places[1])) > NONE:
                widen(change, width if left else 0, 0 if left else width, old, new)
                break


def _whole_brackets(change: Change, old: str, new: str) -> None:
    for opening, closing in BRACKETS:
        words = old[change.start : change.end], new[change.to : change.till]
        if any(closes_first(text, opening, closing) for text in words):
            left = old.rfind(opening, max(0, change.start - LONGEST), change.start)
            widen(change, change.start - left if left >= 0 else 0, 0, old, new)
        words = old[change.start : change.end], new[change.to : change.till]
        if any(text.count(opening) > text.count(closing) for text in words):
            right = old.find(closing, change.end, change.end + LONGEST)
            widen(change, 0, right + 1 - change.end if right >= 0 else 0, old, new)


def _to_edge(change: Change, old: str, new: str, edges: Edges, *, left: bool) -> None:
    """Widens one side to where words begin or end in both texts, or to the next change."""
    for width in range(LONGEST + 1):
        place, other = (change.start - width, change.to - width) if left else (change.end + width, change.till + width)
        if width and not _goes_on(change, old, new, width, left=left):
            widen(change, width - 1 if left else 0, 0 if left else width - 1, old, new)
            return
        if min(edges.worth(old, place), edges.worth(new, other)) > NONE:
            widen(change, width if left else 0, 0 if left else width, old, new)
            return


def _is_bare(gone: str, came: str) -> bool:
    """Whether what a decision would quote on one side, or all it says, is punctuation alone: 以及 that becomes 、."""
    words = any(map(str.isalnum, gone)), any(map(str.isalnum, came))
    return not any(words) or bool(came and not words[1])


def _goes_on(change: Change, old: str, new: str, width: int, *, left: bool) -> bool:
    """Whether the character that `width` takes along is the same in both texts."""
    if left:
        place, other = change.start - width, change.to - width
        return place >= 0 and other >= 0 and old[place] == new[other]
    place, other = change.end + width - 1, change.till + width - 1
    return place < len(old) and other < len(new) and old[place] == new[other]


def _take_words(change: Change, old: str, new: str, edges: Edges) -> None:
    """Takes along the words on either side of what is punctuation alone."""
    for left in (True, False):
        width = 0
        while _goes_on(change, old, new, width + 1, left=left) and width < LONGEST:
            width += 1
            place = change.start - width if left else change.end + width
            words = old[place : change.start] if left else old[change.end : place]
            if sum(map(str.isalnum, words)) >= 2 and edges.worth(old, place) >= FAIR:
                break
        widen(change, width if left else 0, 0 if left else width, old, new)


def closes_first(text: str, opening: str, closing: str) -> bool:
    """Whether a bracket closes in `text` that opened before it."""
    depth = 0
    for sign in text:
        depth += (sign == opening) - (sign == closing)
        if depth < 0:
            return True
    return False


def widen(change: Change, left: int, right: int, old: str, new: str) -> None:
    """Takes along as many characters on both sides as are the same in both texts."""
    while left and change.start and change.to and old[change.start - 1] == new[change.to - 1]:
        change.start, change.to, left = change.start - 1, change.to - 1, left - 1
    while right and change.end < len(old) and change.till < len(new) and old[change.end] == new[change.till]:
        change.end, change.till, right = change.end + 1, change.till + 1, right - 1
