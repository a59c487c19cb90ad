"""Merges and splits: where the words of an article that vanished went, and where those of a new one came from."""

from __future__ import annotations

from collections import Counter, defaultdict

from workflow.text.comparing.pairing import Pair
from workflow.text.comparing.search import Search
from workflow.text.comparing.similarity import COMMON, Grams

TAKEN_OVER = 0.2  # share of a vanished article's telling words that its neighbour took over: merged
TAKEN_FAR = 0.5  # the same when they do not stand next to each other
TAKEN_CLEARLY = 1.4  # how many times the next best taker's share: a set phrase goes to many
FAIR_SHARE = 0.3  # of the greatest share, from which the first of several provisions keeps the identity
WORDS_ENOUGH = 6  # grams an article must have to be said to have been taken over
LIKELY = 4  # pairs looked at for each
NEAR = 2  # articles apart that still count as next to each other

Place = tuple[int, int]


def joined(search: Search) -> list[Pair]:
    """The pairs that have several provisions on one side. Marks these as paired."""
    return _Joining(search).run()


class _Joining:
    def __init__(self, search: Search) -> None:
        self.search = search
        self.partner = search.old.partner, search.new.partner

    def run(self) -> list[Pair]:
        """What vanished was merged where its words now stand; what came was split off where its words stood."""
        slots, (old, new) = self.search.slot, self.partner
        pairs = [(i, old[i]) for i in slots[0] if i in old and old[i] in slots[1]]
        gone = [i for i in slots[0] if i not in old]
        came = [j for j in slots[1] if j not in new]
        gained = {(i, j): self._grams(1, j) - self._grams(0, i) for i, j in pairs} if gone else {}
        lost = {(i, j): self._grams(0, i) - self._grams(1, j) for i, j in pairs} if came else {}
        found: dict[Place, Pair] = {}
        for place, (i, j) in sorted(self._takers(0, gone, gained).items()):
            pair = found.setdefault((i, j), Pair((i,), (j,), (i, j)))
            pair.old = tuple(sorted((*pair.old, place)))
            old[place] = j
        for place, (i, j) in sorted(self._takers(1, came, lost).items()):
            pair = found.setdefault((i, j), Pair((i,), (j,), (i, j)))
            pair.new = tuple(sorted((*pair.new, place)))
            new[place] = i
        for pair in found.values():
            pair.main = self._heir(pair)
        return list(found.values())

    def _grams(self, side: int, place: int) -> Grams:
        likeness = self.search.likeness
        return (likeness.old, likeness.new)[side][self.search.slot[side][place]]

    def _takers(self, side: int, orphans: list[int], extra: dict[Place, Grams]) -> dict[int, Place]:
        """For each orphan the pair whose change holds most of the orphan's words, if it holds enough."""
        if not orphans or not extra:
            return {}
        wanted = {place: self._grams(side, place) for place in orphans}
        telling: Grams = frozenset().union(*wanted.values())
        where: dict[str, list[Place]] = defaultdict(list)
        for pair, words in extra.items():
            for gram in words & telling:
                where[gram].append(pair)
        found = {}
        for place, mine in wanted.items():
            taker = self._taker(mine, where, extra)
            if taker is None:
                continue
            pair, share = taker
            if share >= (TAKEN_OVER if abs(pair[side] - place) <= NEAR else TAKEN_FAR):
                found[place] = pair
        return found

    def _taker(
        self, mine: Grams, where: dict[str, list[Place]], extra: dict[Place, Grams]
    ) -> tuple[Place, float] | None:
        """The pair whose change has the greatest share of these words, and the share; None when others come near."""
        votes: Counter[Place] = Counter()
        for gram in mine & where.keys():
            if len(where[gram]) <= COMMON:
                votes.update(where[gram])
        if not votes or len(mine) < WORDS_ENOUGH:
            return None
        mass = self.search.likeness.mass
        likely = sorted(votes, key=lambda pair: (-votes[pair], pair))[:LIKELY]
        shares = sorted((-mass(mine & extra[pair]) / mass(mine), pair) for pair in likely)
        share = -shares[0][0]
        if len(shares) > 1 and share < TAKEN_CLEARLY * -shares[1][0]:
            return None
        return shares[0][1], share

    def _heir(self, pair: Pair) -> Place:
        """Of several provisions the first that has a fair share carries the identity on, as its number does in practice."""
        i, j = pair.main
        mass = self.search.likeness.mass
        options = [*((a, j) for a in pair.old), *((i, b) for b in pair.new)]
        shares = {(a, b): mass(self._grams(0, a) & self._grams(1, b)) for a, b in options}
        fair = max(shares.values()) * FAIR_SHARE
        heir_old = next((a for a in pair.old if shares[a, j] >= fair), i)
        heir_new = next((b for b in pair.new if shares[i, b] >= fair), j)
        return heir_old, heir_new
