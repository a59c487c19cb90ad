"""Quotations: whether a remark on chosen words is still on those very words after the text was changed.

The model is independent of what is measured: each character of a draft has a number of its own, which the edits carry along;
where the characters of a quotation went is read from them.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import dataclass
from typing import SupportsIndex

from tests.text import edits
from tests.text.manuscript import Manuscript, manuscript
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.writing.document import write_document
from workflow.text.comparing.anchoring import Held, Place, anchored, place
from workflow.text.comparing.keys import carry
from workflow.text.merging.exchanging import pieces
from workflow.text.reading.parse import parse
from workflow.text.tree import Kind
from workflow.text.units import units
from workflow.text.workpiece import Workpiece

#: Quotations that are followed through one change of a draft.
QUOTES = 12
#: The share of a quotation that must be left in one provision for the quotation to have a place at all.
LEFT = 0.6


class Traced(str):
    """Words whose characters know which they are; those put in are nobody's (0)."""

    numbers: tuple[int, ...]
    __slots__ = ("numbers",)

    @classmethod
    def of(cls, words: str, numbers: tuple[int, ...]) -> Traced:
        one = cls(words)
        one.numbers = numbers
        return one

    def __getitem__(self, at: SupportsIndex | slice) -> Traced:
        found = super().__getitem__(at)
        cut = self.numbers[at] if isinstance(at, slice) else (self.numbers[at],)
        return Traced.of(found, cut)

    def __add__(self, other: str) -> Traced:
        return Traced.of(str(self) + str(other), self.numbers + numbers_of(other))

    def __radd__(self, other: str) -> Traced:
        return Traced.of(str(other) + str(self), numbers_of(other) + self.numbers)


def numbers_of(words: str) -> tuple[int, ...]:
    return words.numbers if isinstance(words, Traced) else (0,) * len(words)


@dataclass
class Score:
    """What became of quotations: on their words, given up as they should be, given up although they are there, on other
    words, or on equal words elsewhere (`twin`)."""

    right: int = 0
    gone: int = 0
    lost: int = 0
    wrong: int = 0
    twin: int = 0

    def add(self, other: Score) -> None:
        """Count another score in."""
        for name in ("right", "gone", "lost", "wrong", "twin"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def share(self) -> float:
        """The share on the right provision, of those that have a place."""
        return self.right / max(1, self.right + self.lost + self.wrong + self.twin)


def rewrite(document: Manuscript, chance: random.Random) -> None:
    """One paragraph said anew in other words."""
    unit = chance.choice([one for article in document.articles() for one in article.walk() if len(one.text) > 12])
    unit.text = edits.sentence(chance)


def copy_paragraph(document: Manuscript, chance: random.Random) -> None:
    """A paragraph that stands in another article as well, and sometimes is taken out where it stood."""
    rows = [(article, one) for article in document.articles() for one in article.children if len(one.text) > 12]
    home, row = chance.choice(rows)
    chance.choice(document.articles()).children.append(Workpiece(Kind.PARAGRAPH, text=str(row.text)))
    if chance.random() < 0.5 and len(home.children) > 1:
        home.children = [one for one in home.children if one is not row]


def cut_words(document: Manuscript, chance: random.Random) -> None:
    """Some words of a paragraph taken out."""
    unit = chance.choice([one for article in document.articles() for one in article.walk() if len(one.text) > 20])
    at = chance.randint(1, len(unit.text) - 16)
    unit.text = unit.text[:at] + unit.text[at + chance.randint(2, 14) :]


EDITS: tuple[edits.Edit, ...] = (*edits.EDITS, rewrite, copy_paragraph, cut_words)


def trial(seed: int, score: Score, edit: edits.Edit | None = None, *, word: bool = False) -> None:
    """Change one draft and see where some quotations are afterwards; the arguments are those of `anchors.trial`."""
    chance, made = random.Random(seed + 2_000_000), itertools.count()
    old, _ = carry(None, edits.draft(seed), lambda: f"k{next(made)}")
    truth = manuscript(old)
    before = units(old)
    then = {one.key: one.text for one in before}
    mine = dict(zip(map(id, old.root.walk()), truth.root.walk(), strict=True))
    numbers = itertools.count(1)
    for row in truth.root.walk():
        row.text = Traced.of(row.text, tuple(itertools.islice(numbers, len(row.text))))
    chosen = []
    parts = [(unit, part) for unit in before for part in pieces(unit) if part.end - part.start > 3 and not part.headed]
    for unit, part in (chance.choice(parts) for _ in range(QUOTES)):
        many = min(chance.choice((2, 4, 8, 16, 40)), part.end - part.start)
        start = chance.randint(part.start, part.end - many)
        meant = set(numbers_of(mine[id(part.row)].text)[start - part.start : start - part.start + many])
        chosen.append((anchored(unit.key, unit.text, start, start + many), meant))
    for one in [edit] if edit else [chance.choice(EDITS) for _ in range(chance.randint(1, 4))]:
        one(truth, chance)
    new = edits.finish(truth)
    if word:
        new = parse(read_document(write_document(new)).text).document
    new, _ = carry(old, new, lambda: f"k{next(made)}")
    theirs = dict(zip(map(id, new.root.walk()), truth.root.walk(), strict=True))
    after = units(new)
    now = {one.key: one.text for one in after}
    stand: dict[str, list[int]] = {}
    for unit in after:
        stand[unit.key] = [0] * len(unit.text)
        for part in pieces(unit):
            if not part.headed:
                stand[unit.key][part.start : part.end] = numbers_of(theirs[id(part.row)].text)
    for anchor, meant in chosen:
        _judge(place(anchor, then, now), meant, stand, now, anchor.quote, score)


def _judge(
    found: Place, meant: set[int], stand: dict[str, list[int]], now: dict[str, str], quote: str, score: Score
) -> None:  # fmt: skip
    left = Counter(key for key, numbers in stand.items() for one in numbers if one in meant)
    key, most = left.most_common(1)[0] if left else ("", 0)
    if found.held is Held.ORPHAN:
        if most == len(meant) or most >= max(5, LEFT * len(meant)):
            score.lost += 1
        else:
            score.gone += 1
        return
    covered = stand[found.key][found.start : found.end]
    held = sum(one in meant for one in covered)
    if held and 2 * held >= len(covered) and (found.key == key or left[found.key] == most):
        score.right += 1
    elif now[found.key][found.start : found.end] == quote:
        score.twin += 1
    else:
        score.wrong += 1
