"""The risk strip: every number, amount, date, deadline, percentage and modal word that a change touched.

These are the words on which rights turn and over which a reader's eye slides: 三十日 → 十五日, 应当 → 可以. Nothing is left
out: whatever of these stands in one text and not at the same place of the other is listed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from workflow.text.comparing.compare import Change, Comparison
from workflow.text.comparing.risk_words import FALSE_NUMBER, KINDS, RISKY, kind_of
from workflow.text.comparing.runs import Mark, Run
from workflow.text.fingerprint import normalised


@dataclass(frozen=True, slots=True)
class Risk:
    """One risky word that changed.

    kind      from KINDS
    old, new  as printed; "" where there is none. Exchanged words stand together, others alone
    at, to    where they stand in the old text and in the new one; None where there is none
    """

    kind: str
    old: str
    new: str
    at: tuple[int, int] | None = field(default=None, compare=False)
    to: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    text: str
    start: int
    end: int


#: Kinds that stand for one another when one was exchanged for the other: 三十日内 → 2025年5月1日前.
_EXCHANGED = [
    {"date", "deadline"},
    {"deadline", "number"},
    {"amount", "number"},
    {"percentage", "number"},
    {"percentage", "amount"},
]


def risks(change: Change) -> list[Risk]:
    """The risky words a change touched, in the order of the text; all of those of an inserted or deleted provision."""
    return risks_between(change.old_text, change.new_text, change.runs)


def risk_strip(comparison: Comparison) -> list[tuple[Change, list[Risk]]]:
    """The changes that touched risky words, with these."""
    found = ((change, risks(change)) for change in comparison.changes if not change.is_unchanged)
    return [(change, words) for change, words in found if words]


def risks_between(old: str, new: str, runs: Iterable[Run]) -> list[Risk]:
    """The risky words of `old` that do not stand whole and alone at the same place of `new`, and the other way round."""
    olds, news = list(_words(old)), list(_words(new))
    kept = _Kept(runs)
    at_new = {(word.start, word.end): word for word in news}
    gone, stay = [], set()
    for word in olds:
        place = kept.place(word.start, word.end)
        same = at_new.get((place, place + word.end - word.start)) if place is not None else None
        if same is None:
            gone.append(word)
        else:
            stay.add(same)
    came = [word for word in news if word not in stay]
    return _paired(gone, came, kept)


def phrase(text: str, span: tuple[int, int]) -> str:
    """A risky word with what gives it its sense: 少于二家 with the 不得 before it, 可以 with what may be done."""
    start, end = span
    before = _BEFORE.search(text, max(0, start - _NEAR), start)
    after = _AFTER.match(text, end) if is_modal(text[start:end]) else None
    cut = after is not None and after.end() < len(text) and text[after.end()] not in _STOP
    told = text[before.start() if before else start : after.end() if after else end]
    return " ".join(told.split()) + ("…" if cut else "")


def is_modal(words: str) -> bool:
    """Whether a risky word says what must, may or must not be done: 不得, 应当, may not."""
    found = RISKY.fullmatch(words.strip())
    return found is not None and kind_of(found) == "modal"


def _span(word: _Word) -> tuple[int, int]:
    return word.start, word.end


#: How far before a figure its 不得 may stand, with a few words between: 应当在三十日内, must not exceed ten days.
_NEAR = 24
_STOP = "，。；：、,;:.！？!?\n|（）()"
_BEFORE = re.compile(
    rf"(?:(?:不应当|应当|不应|应予|必须|不得|可以|不可|禁止|严禁|有权|一律|不予)[^{_STOP}]{{0,3}}"
    rf"|\b(?:shall|must|may|should|will|can)(?:\s+not)?\s(?:[a-z]+\s){{0,3}})$",
    re.I,
)
_AFTER = re.compile(rf"[^{_STOP}]{{0,6}}")


def _words(text: str) -> Iterable[_Word]:
    false = [match.span() for match in FALSE_NUMBER.finditer(text)]
    for match in RISKY.finditer(text):
        kind = kind_of(match)
        if kind == "number" and any(start <= match.start() and match.end() <= end for start, end in false):
            continue
        yield _Word(kind, match[0].strip(), match.start(), match.end())


class _Kept:
    """Where the equal stretches of the runs lie in both texts, and between which two of them a place is."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self.blocks: list[tuple[int, int, int]] = []
        i = j = 0
        for kind, text in runs:
            if kind is Mark.KEPT:
                self.blocks.append((i, j, len(text)))
            i += len(text) if kind is not Mark.CAME else 0
            j += len(text) if kind is not Mark.GONE else 0
        self._starts = [i for i, _, _ in self.blocks], [j for _, j, _ in self.blocks]

    def place(self, start: int, end: int) -> int | None:
        """Where the stretch of the old text stands in the new one, None when it did not stay whole."""
        k = bisect_right(self._starts[0], start) - 1
        if k < 0 or end > self.blocks[k][0] + self.blocks[k][2]:
            return None
        return self.blocks[k][1] + start - self.blocks[k][0]

    def gap(self, side: int, word: _Word) -> int:
        """Number of equal stretches that end before the word does: the same for what was exchanged."""
        return sum(1 for block in self.blocks if block[side] + block[2] < word.end)


def _paired(gone: list[_Word], came: list[_Word], kept: _Kept) -> list[Risk]:
    """Puts a vanished word and a new one of the same kind and place together, in the order of the new text."""
    found: list[tuple[int, int, Risk]] = []
    waiting = [(kept.gap(1, word), word) for word in came]
    for word in gone:
        gap = kept.gap(0, word)
        match = next((entry for entry in waiting if entry[0] == gap and _alike(entry[1].kind, word.kind)), None)
        if match is None:
            found.append((gap, 0, Risk(word.kind, word.text, "", _span(word))))
            continue
        waiting.remove(match)
        if normalised(word.text) != normalised(match[1].text):
            kind = min(word.kind, match[1].kind, key=KINDS.index)
            found.append((gap, 0, Risk(kind, word.text, match[1].text, _span(word), _span(match[1]))))
    found += [(gap, 1, Risk(word.kind, "", word.text, None, _span(word))) for gap, word in waiting]
    return [risk for _, _, risk in sorted(found, key=lambda entry: entry[:2])]


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} in _EXCHANGED
