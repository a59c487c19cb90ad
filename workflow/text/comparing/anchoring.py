"""Where words that somebody spoke of stand now: in the same place, moved by a change, elsewhere in the text, or nowhere.

What was said about words is never shown beside other words. So each way of finding them must be sure of itself, and where
none is, they have no place any more: what was said then stands at the head of its provision, with its quotation.

Pure: knows texts as the words of each provision by its permanent key, nothing of who spoke.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.text.comparing.keys import ENOUGH, UNMISTAKABLE
from workflow.text.comparing.runs import Mark, runs
from workflow.words import Vocabulary

#: Characters that are kept on each side of a quotation.
AROUND = 32
#: Characters beside a short quotation that must be what they were, so that 应当 is not any 应当.
BESIDE = 4
#: Quotations shorter than this are not looked for once a part of them was changed.
TOO_SHORT = 5


class Held(Vocabulary):
    """How a quotation was found again."""

    SAME = "same"  # the provision reads as it did
    MAPPED = "mapped"  # the provision was changed, and the change says where the words went
    WITHIN = "within"  # the words stand elsewhere in the provision
    ELSEWHERE = "elsewhere"  # the words stand in another provision
    ORPHAN = "orphan"  # the words stand nowhere


@dataclass(frozen=True, slots=True)
class Anchor:
    """What somebody spoke of: the words from `start` to `end` of a provision; all of it where `start` is None."""

    key: str
    quote: str = ""
    start: int | None = None
    before: str = ""
    after: str = ""

    @property
    def begins(self) -> int:
        """The first character that is meant."""
        return self.start if self.start is not None else 0

    @property
    def end(self) -> int:
        """Behind the last one."""
        return self.begins + len(self.quote)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words are: from `start` to `end` of the provision `key`. An orphan has the key it had, and no words.

    changed  some of the words were exchanged since
    """

    held: Held
    key: str
    start: int = 0
    end: int = 0
    changed: bool = False

    @property
    def is_untouched(self) -> bool:
        """Whether the very words stand there."""
        return self.held is not Held.ORPHAN and not self.changed


def anchored(key: str, text: str, start: int, end: int) -> Anchor:
    """An anchor on the words from `start` to `end` of a provision that reads `text`."""
    return Anchor(key, text[start:end], start, text[max(0, start - AROUND) : start], text[end : end + AROUND])


def place(anchor: Anchor, then: Mapping[str, str], now: Mapping[str, str]) -> Place:
    """Where the words of `anchor`, made on a text whose provisions read `then`, stand in one that reads `now`."""
    was, text = then.get(anchor.key, ""), now.get(anchor.key)
    if anchor.start is None:
        return _whole(anchor, was, text)
    if text is not None:
        if text == was:
            return Place(Held.SAME, anchor.key, anchor.start, anchor.end)
        found = _mapped(anchor, was, text) or _within(anchor, text)
        if found is not None:
            return found
    return _elsewhere(anchor, then, now) or Place(Held.ORPHAN, anchor.key)


def located(text: str, quote: str, before: str = "", after: str = "") -> list[tuple[int, int]]:
    """Where a quotation stands in `text`, from and to, blanks and widths apart; only the place that the words around it
    speak for, where there is one."""
    found = _occurrences(text, quote)
    if len(found) < 2:
        return found
    scores = [_likeness(text, one, before, after) for one in found]
    best = max(scores)
    return [one for one, score in zip(found, scores, strict=True) if score == best]


def _whole(anchor: Anchor, was: str, text: str | None) -> Place:
    if text is None:
        return Place(Held.ORPHAN, anchor.key)
    return Place(Held.SAME if text == was else Held.MAPPED, anchor.key, 0, len(text), changed=text != was)


def _mapped(anchor: Anchor, was: str, text: str) -> Place | None:
    """Where the change of the provision put the words: all of them side by side, or the most of them."""
    start, end = anchor.begins, anchor.end
    kept = _kept(was, text)
    stayed = [kept[at] for at in range(start, end) if at in kept]
    if not stayed:
        return None
    first, last = stayed[0], stayed[-1] + 1
    if len(stayed) == end - start == last - first:
        if end - start >= UNMISTAKABLE or _stands_firm(kept, start, end, len(was)):
            return Place(Held.MAPPED, anchor.key, first, last)
        return None
    # What stands now where the quotation's own ends stood belongs to it.
    if start not in kept and kept.get(start - 1, first) < first:
        first = kept[start - 1] + 1
    if end - 1 not in kept and kept.get(end, -1) > last:
        last = kept[end]
    many = end - start
    if many < TOO_SHORT or len(stayed) < ENOUGH * many or last - first > 2 * many + UNMISTAKABLE:
        return None
    return Place(Held.MAPPED, anchor.key, first, last, changed=True)


def _kept(was: str, text: str) -> dict[int, int]:
    """Characters of `was` that a reader would say are still there → where in `text`."""
    found: dict[int, int] = {}
    at = to = 0
    for mark, words in runs(was, text):
        if mark is Mark.KEPT:
            found.update((at + step, to + step) for step in range(len(words)))
        at += len(words) if mark is not Mark.CAME else 0
        to += len(words) if mark is not Mark.GONE else 0
    return found


def _stands_firm(kept: Mapping[int, int], start: int, end: int, length: int) -> bool:
    """Whether enough of what stood beside a short quotation stands beside it still."""
    left = right = 0
    while left < BESIDE and kept.get(start - left - 1, -1) == kept[start] - left - 1 >= 0:
        left += 1
    while right < BESIDE and kept.get(end + right, -1) == kept[end - 1] + right + 1:
        right += 1
    return left + right >= min(BESIDE, length - (end - start))


def _within(anchor: Anchor, text: str) -> Place | None:
    """The words somewhere else in their provision."""
    found = located(text, anchor.quote, anchor.before, anchor.after)
    if len(found) != 1 or not _is_sure(anchor, text, found[0]):
        return None
    return Place(Held.WITHIN, anchor.key, *found[0])


def _elsewhere(anchor: Anchor, then: Mapping[str, str], now: Mapping[str, str]) -> Place | None:
    """The words in another provision, where they did not stand before: those there would be other people's."""
    sure: list[tuple[int, Place]] = []
    for key, text in now.items():
        if key == anchor.key or (key in then and then[key] == text):
            continue
        found = _occurrences(text, anchor.quote)
        before = len(_occurrences(then.get(key, ""), anchor.quote)) if found else 0
        if len(found) <= before:
            continue
        for one in found:
            if _is_sure(anchor, text, one):
                score = _likeness(text, one, anchor.before, anchor.after)
                sure.append((score, Place(Held.ELSEWHERE, key, *one)))
    best = max((score for score, _ in sure), default=0)
    told = [one for score, one in sure if score == best]
    return told[0] if len(told) == 1 else None


def _is_sure(anchor: Anchor, text: str, span: tuple[int, int]) -> bool:
    """Whether a quotation is long enough to be no accident, or stands between what it stood between."""
    if len(_folded(anchor.quote)[0]) >= UNMISTAKABLE:
        return True
    return _likeness(text, span, anchor.before, anchor.after) >= UNMISTAKABLE


def _likeness(text: str, span: tuple[int, int], before: str, after: str) -> int:
    """How many characters on both sides of a place are those that stood there."""
    left, right = (
        _folded(text[max(0, span[0] - 2 * AROUND) : span[0]])[0],
        _folded(text[span[1] : span[1] + 2 * AROUND])[0],
    )
    return _alike(_folded(before)[0][::-1], left[::-1]) + _alike(_folded(after)[0], right)


def _alike(one: str, other: str) -> int:
    many = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        many += 1
    return many


def _occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place of a quotation in a text, blanks, widths and capitals apart."""
    words, wanted = _folded(text), _folded(quote)[0]
    found: list[tuple[int, int]] = []
    at = words[0].find(wanted) if wanted else -1
    while at >= 0:
        found.append((words[1][at], words[1][at + len(wanted) - 1] + 1))
        at = words[0].find(wanted, at + 1)
    return found


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A text without blanks and typography, and where each of its characters stood."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        if not letter.isspace():
            for one in unicodedata.normalize("NFKC", letter).casefold():
                letters.append(one)
                places.append(at)
    return "".join(letters), places
