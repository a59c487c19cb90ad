"""How alike two provisions are, and which pairs are worth asking about, in nearly linear time.

Alikeness is counted in neighbouring pairs of characters (of words, in Latin script). A pair that stands in many
provisions (boilerplate) counts little; one that stands in very many is not looked up at all, which is what keeps the
time linear in a long text full of set phrases.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from heapq import nlargest
from itertools import pairwise

#: A gram that stands in more provisions than this does not propose partners.
COMMON = 16
BALLOT = 4  # partners each provision proposes
LONG = 6  # characters in a row that propose partners where no two do
SCALE = 1_000_000  # weights are whole numbers: their sums do not depend on the order in which a set is read
_WORD = re.compile(r"[a-z0-9§$%]+")
_LATIN = re.compile(r"[a-z]{2,}", re.I)
_NUMERAL = "[一二三四五六七八九十百千零〇两0-9]+"
_REFERENCE = re.compile(
    rf"(?:本[^\W\d_]{{1,3}})?(?:第{_NUMERAL}[编編章节節条條款项項目](?:之[一二三四五六七八九十]+)?、?)+"
)

Grams = frozenset[str]


def grams(folded: str) -> Grams:
    """The neighbouring pairs of a text without typography: of characters, or of words where the text is Latin.

    References to other provisions do not count: their numbers change with the numbering.
    """
    if _is_latin(folded):
        words = _WORD.findall(folded.lower())
        return frozenset(words) | frozenset(f"{one} {other}" for one, other in pairwise(words))
    if "第" in folded:
        folded = _REFERENCE.sub("", folded) or folded
    return frozenset(map("".join, pairwise(folded))) or frozenset(folded)


def _long_grams(folded: str) -> Grams:
    parts = _WORD.findall(folded.lower()) if _is_latin(folded) else folded
    return frozenset(map("".join, zip(*(parts[k:] for k in range(LONG)), strict=False)))


def _is_latin(folded: str) -> bool:
    return len(_LATIN.findall(folded)) * 8 > len(folded)


def alike(one: Grams, other: Grams) -> float:
    """0 … 1: how much two texts have in common, every gram counting the same."""
    shared = len(one & other)
    if not shared:
        return 0.0
    mean = 2 * shared / (len(one) + len(other))
    kept = shared / min(len(one), len(other))
    return max(mean, (mean + kept * kept) / 2)


class Likeness:
    """Weighted alikeness of the provisions of two texts, given their words without typography."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._words = old, new
        self.old, self.new = [grams(words) for words in old], [grams(words) for words in new]
        self._spread: Counter[str] = Counter()
        for one in (*self.old, *self.new):
            self._spread.update(one)
        by_spread = {count: round(SCALE / (1 + count) ** 0.5) for count in set(self._spread.values())}
        self._weight = {gram: by_spread[count] for gram, count in self._spread.items()}
        self._mass_old = [self.mass(one) for one in self.old]
        self._mass_new = [self.mass(one) for one in self.new]

    def mass(self, some: Iterable[str]) -> int:
        """How much the grams tell: their summed weights."""
        weight = self._weight
        return sum([weight[gram] for gram in some])

    def score(self, i: int, j: int) -> float:
        """0 … 1. Common weight against the mean of both; a text wholly kept inside a longer one counts for more."""
        shared = self.mass(self.old[i] & self.new[j])
        if not shared:
            return 0.0
        one, other = self._mass_old[i], self._mass_new[j]
        mean = 2 * shared / (one + other)
        kept = shared / min(one, other)
        return max(mean, (mean + kept * kept) / 2)

    def proposals(self) -> set[tuple[int, int]]:
        """Pairs that share a telling gram: each provision proposes its few best partners."""
        old, new = dict(enumerate(self.old)), dict(enumerate(self.new))
        return _propose(old, new, self._spread, self._weight.__getitem__)

    def long_proposals(self, old: Iterable[int], new: Iterable[int]) -> set[tuple[int, int]]:
        """The same for provisions that are nothing but set phrases: by longer stretches of words, which cost more."""
        first, second = (
            {k: _long_grams(words[k]) for k in some} for words, some in zip(self._words, (old, new), strict=True)
        )
        spread = Counter(gram for side in (first, second) for some in side.values() for gram in some)
        return _propose(first, second, spread, lambda _: SCALE)


def _propose(
    old: dict[int, Grams], new: dict[int, Grams], spread: Counter[str], weight: Callable[[str], int]
) -> set[tuple[int, int]]:
    both = set().union(*old.values()) & set().union(*new.values())
    telling = {gram for gram in both if spread[gram] <= COMMON}
    where: dict[str, list[int]] = defaultdict(list)
    for j, some in new.items():
        for gram in some & telling:
            where[gram].append(j)
    found: set[tuple[int, int]] = set()
    backwards: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, some in old.items():
        votes: dict[int, int] = defaultdict(int)
        for gram in some & telling:
            counts = weight(gram)
            for j in where[gram]:
                votes[j] += counts
        found.update((i, -j) for _, j in nlargest(BALLOT, ((vote, -j) for j, vote in votes.items())))
        least = max(votes.values(), default=0) // 4
        for j, vote in votes.items():
            if vote >= least:
                backwards[j].append((vote, -i))
    for j, ballot in backwards.items():
        found.update((-i, j) for _, i in nlargest(BALLOT, ballot))
    return found
