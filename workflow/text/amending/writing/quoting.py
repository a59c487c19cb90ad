"""From one wording to another by exchanging words: which words to quote so that a reader finds them, and only them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workflow.text.amending.carrying.edits import Edit, core, made, meeting
from workflow.text.amending.said.finding_words import exchanged, occurrences
from workflow.text.amending.said.operations import Beside, Side
from workflow.text.comparing.runs import Mark, runs
from workflow.text.strings.lexicon import WORDS

MOST = 4  # exchanges inside one provision that still read better than the whole of it
_NEAR = 3  # equal characters between two changes that are better quoted with them
_ANCHOR = 4  # characters an insertion leans on at least
_LONGEST = 60  # characters that may be taken along to make a place plain
_LARGE = 20_000  # characters of a text beyond which words are not exchanged
_BRACKETS = (("《", "》"), ("“", "”"), ("‘", "’"), ("（", "）"))
_CITATION = re.compile(
    r"第[零〇一二三四五六七八九十百千0-9]+(?:条|款|项|目|章|节|编|條|項|節)(?:之[一二三四五六七八九十]+)?|[0-9]+(?:[.,][0-9]+)*%?"
)
_EDGES = "，。；：、（）“”‘’《》\n,.;:() "


@dataclass(frozen=True, slots=True)
class Exchange:
    """Words to find and what stands there afterwards. `side` is set where `after` only comes next to `before`."""

    node: int
    before: str
    after: str
    side: Beside = ""

    @property
    def quoted(self) -> int:
        """Characters a decision quotes for it."""
        return len(self.before) + len(self.after)


def exchanges(old: Sequence[str], new: Sequence[str]) -> list[Exchange] | None:
    """Exchanges that make the texts `old` into `new`, all at once; None when words alone cannot do it well.

    The texts are all that a reader looks through for the words: the paragraphs, headings and cells of one place.
    """
    if len(old) != len(new) or sum(map(len, old)) > _LARGE:
        return None
    found: list[Exchange] = []
    for node, wanted in enumerate(new):
        if old[node] == wanted:
            continue
        if not old[node] or not wanted or "\n" in old[node] + wanted:
            return None
        for change in _changes(old[node], wanted):
            one = _plain(list(old), node, change.start, change.end, wanted[change.to : change.till])
            if one is None or len(found) == MOST:
                return None
            found.append(one)
    if together(old, found) != list(new):
        return None
    return found if len({(one.before, one.side) for one in found}) == len(found) else None


def together(texts: Sequence[str], some: Sequence[Exchange]) -> list[str] | None:
    """`texts` as the reader of a decision has them after all exchanges, each in the words of the old text; None where two meet."""
    found: list[str] = []
    for text in texts:
        edits: list[Edit] = []
        for one in some:
            for span in _spans(text, one):
                edit = core(text, span, one.after)
                if meeting(edit, edits) is not None:
                    return None
                edits.append(edit)
        found.append(made(text, edits))
    return found


def _spans(text: str, one: Exchange) -> list[tuple[int, int]]:
    spans = occurrences(text, one.before)
    if one.side:
        spans = [(end, end) if one.side is Side.AFTER else (start, start) for start, end in spans]
    return spans


def carried(texts: Sequence[str], one: Exchange) -> list[str]:
    """`texts` as the reader of a decision would have them after `one`."""
    return [exchanged(text, spans, one.after) if (spans := _spans(text, one)) else text for text in texts]


@dataclass(slots=True)
class _Change:
    """A stretch of the old text and what it becomes: `start` to `end` there, `to` to `till` in the new text."""

    start: int
    end: int
    to: int
    till: int


def _changes(old: str, new: str) -> list[_Change]:
    """What changes, in stretches that can be quoted: whole citations, whole brackets, neighbours together."""
    found: list[_Change] = []
    at = to = 0
    for kind, text in runs(old, new):
        if kind is Mark.KEPT:
            at, to = at + len(text), to + len(text)
            continue
        gone, came = (len(text), 0) if kind is Mark.GONE else (0, len(text))
        if found and at - found[-1].end <= _NEAR:
            found[-1].end, found[-1].till = at + gone, to + came
        else:
            found.append(_Change(at, at + gone, to, to + came))
        at, to = at + gone, to + came
    citations = [(match.start(), match.end()) for match in _CITATION.finditer(old)]
    rounded: list[_Change] = []
    for change in found:
        _round(change, old, new, citations)
        while rounded and change.start <= rounded[-1].end:
            last = rounded.pop()
            left = max(0, last.start - change.start)
            change.start, change.to = last.start - left, last.to - left
            change.end, change.till = max(change.end, last.end), max(change.till, last.till)
        rounded.append(change)
    return rounded


def _round(change: _Change, old: str, new: str, citations: list[tuple[int, int]]) -> None:
    """Widens `change` to whole citations (第五十一条) and whole brackets (《民法典》)."""
    for start, end in citations:
        if (start < change.end and change.start < end) or start < change.start == change.end < end:
            _widen(change, max(0, change.start - start), max(0, end - change.end), old, new)
    for opening, closing in _BRACKETS:
        words = old[change.start : change.end], new[change.to : change.till]
        if any(_closes_first(text, opening, closing) for text in words):
            left = old.rfind(opening, max(0, change.start - _LONGEST), change.start)
            _widen(change, change.start - left if left >= 0 else 0, 0, old, new)
        if any(
            text.count(opening) > text.count(closing)
            for text in (old[change.start : change.end], new[change.to : change.till])
        ):
            right = old.find(closing, change.end, change.end + _LONGEST)
            _widen(change, 0, right + 1 - change.end if right >= 0 else 0, old, new)


def _closes_first(text: str, opening: str, closing: str) -> bool:
    """Whether a bracket closes in `text` that opened before it."""
    depth = 0
    for sign in text:
        depth += (sign == opening) - (sign == closing)
        if depth < 0:
            return True
    return False


def _widen(change: _Change, left: int, right: int, old: str, new: str) -> None:
    """Takes along as many characters on both sides as are the same in both texts."""
    while left and change.start and change.to and old[change.start - 1] == new[change.to - 1]:
        change.start, change.to, left = change.start - 1, change.to - 1, left - 1
    while right and change.end < len(old) and change.till < len(new) and old[change.end] == new[change.till]:
        change.end, change.till, right = change.end + 1, change.till + 1, right - 1


def _plain(texts: list[str], node: int, start: int, end: int, after: str) -> Exchange | None:
    """The change as words that stand nowhere else in `texts`, with as little as possible taken along."""
    text = texts[node]
    wanted = text[:start] + after + text[end:]
    widths = _widths(text, start, end, insertion=start == end)
    for whole_brackets in (True, False):
        for left, right in widths:
            before = text[start - left : end + right]
            if whole_brackets and not _paired(before):
                continue
            if not _tells(before, text) or sum(len(occurrences(other, before)) for other in texts) != 1:
                continue
            for one in _forms(node, before, left, right, after, start == end):
                if carried(texts, one)[node] == wanted:
                    return one
    return None


def _paired(words: str) -> bool:
    """Whether every bracket and quotation mark in `words` has its partner there."""
    return not any(
        _closes_first(words, one, other) or words.count(one) != words.count(other) for one, other in _BRACKETS
    )


def _tells(words: str, text: str) -> bool:
    """Whether `words` are enough for a reader: two characters that are no marks, if the text has so many."""
    return sum(map(str.isalnum, words)) >= min(2, sum(map(str.isalnum, text)))


def _forms(node: int, before: str, left: int, right: int, after: str, insertion: bool) -> list[Exchange]:
    if insertion and not right:
        return [Exchange(node, before, after, Side.AFTER)]
    if insertion and not left:
        return [Exchange(node, before, after, Side.BEFORE)]
    return [Exchange(node, before, before[:left] + after + before[len(before) - right :])]


def _widths(text: str, start: int, end: int, insertion: bool) -> list[tuple[int, int]]:
    """How much to take along on the left and on the right, from little to much; an insertion leans on one side only."""
    lefts = _steps(text[max(0, start - _LONGEST) : start][::-1], lambda width: _cuts_word(text, start - width))
    rights = _steps(text[end : end + _LONGEST], lambda width: _cuts_word(text, end + width))
    if insertion:
        firm = [left for left in lefts if left >= min(_ANCHOR, start)] if start else []
        fore = [right for right in rights if right >= min(_ANCHOR, len(text) - end)]
        return [(left, 0) for left in firm if left] + [(0, right) for right in fore if right] + [
            (left, right) for left, right in zip(firm, fore, strict=False) if left and right
        ]  # fmt: skip
    wide = [(0, 0)]
    for left, right in zip(_padded(lefts, rights), _padded(rights, lefts), strict=True):
        wide += [(left, 0), (0, right), (left, right)]
    return wide


def _padded(steps: list[int], other: list[int]) -> list[int]:
    return steps + [steps[-1] if steps else 0] * (len(other) - len(steps))


def _steps(beside: str, cuts_word: Callable[[int], bool]) -> list[int]:
    """Widths at which the words beside a change may be cut: between words, and at every mark."""
    found: list[int] = []
    for width in range(1, len(beside) + 1):
        at_mark = width < len(beside) and beside[width] in _EDGES
        if (at_mark or width == len(beside) or not cuts_word(width)) and not (
            beside[width - 1] in "，；。" and width == 1
        ):
            found.append(width)
    return found


def _cuts_word(text: str, place: int) -> bool:
    """Whether a cut in front of `place` goes through a word, or leaves one character of Latin script."""
    if 0 < place < len(text) and text[place - 1].isascii() and text[place].isascii():
        return text[place - 1].isalnum() and text[place].isalnum()
    return any(
        text[start : start + length] in WORDS
        for length in (2, 3, 4)
        for start in range(max(0, place - length + 1), place)
    )
