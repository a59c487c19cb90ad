"""Pairs provisions that are not the same word for word, by how alike they are and by what order and number say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from workflow.text.comparing.pairing import Gaps, Side, unique
from workflow.text.comparing.similarity import Likeness
from workflow.text.strings.order import heaviest_chain

SURE = 0.55  # alike enough to pair wherever it stands, if nothing else comes near
ELSEWHERE = 0.35  # the same once the order has had its say
CLEARLY = 1.5  # how many times the second best "nothing else comes near" is
UNLIKE_ALL = 0.22  # alike enough to pair against the order if even what is paired already does not come near
IN_ORDER = 0.2  # alike enough to pair where the order speaks for it
FAVOURITE = (0.14, 1.2)  # the same for a pair that is the best of both
ALONE = 0.12  # the same for a pair that is the best of both and has the gap between two paired neighbours to itself
NUMBERED = 0.08  # the same where its number speaks for it too, or that it is the first or the last
ROUNDS = 4  # each pair found narrows the gaps for the next round
DENSE = 400  # a gap of at most so many combinations is examined in full

_Best = dict[int, tuple[float, float]]  # place: its best score and its second best


class Search:
    """Pairs what is not identical, by alikeness."""

    def __init__(
        self, old: Side, new: Side, places: tuple[list[int], list[int]], fix: Callable[[int, int], None]
    ) -> None:
        """Looks at the `places` of both sides; `fix` pairs two. Pairs made before count where their words differ."""
        self.old, self.new, self.places, self.fix = old, new, places, fix
        self._at = _unlike(old, new, places[0]), _unlike(new, old, places[1])
        #: slot of each place in the likeness
        self.slot = {i: k for k, i in enumerate(self._at[0])}, {j: k for k, j in enumerate(self._at[1])}
        self.likeness = Likeness([old.units[i].folded for i in self._at[0]], [new.units[j].folded for j in self._at[1]])
        self.scores: dict[tuple[int, int], float] = {}
        self._best: tuple[_Best, _Best] = ({}, {})

    def run(self) -> None:
        for a, b in self.likeness.proposals():
            if self._both_free(self._at[0][a], self._at[1][b]):
                self._score(self._at[0][a], self._at[1][b])
        self._favourites(SURE)
        for _ in range(ROUNDS):
            known = len(self.old.partner)
            self._in_order()
            self._favourites(ELSEWHERE)
            if len(self.old.partner) == known:
                break

    def _score(self, i: int, j: int) -> None:
        if (i, j) in self.scores:
            return
        score = self.scores[i, j] = self.likeness.score(self.slot[0][i], self.slot[1][j])
        _note(self._best, i, j, score)

    def _both_free(self, i: int, j: int) -> bool:
        return i not in self.old.partner and j not in self.new.partner

    def _favourites(self, least: float) -> None:
        """Pairs that are each other's best by far, whatever the order says."""
        live = sorted(
            ((score, i, j) for (i, j), score in self.scores.items() if self._both_free(i, j)),
            key=lambda entry: (-entry[0], entry[1], entry[2]),
        )
        best: tuple[_Best, _Best] = ({}, {})
        for score, i, j in live:
            _note(best, i, j, score)
        for score, i, j in live:
            if not self._both_free(i, j):
                continue
            if (score >= least and score >= CLEARLY * _rival(best, i, j, score)) or (
                score >= UNLIKE_ALL and score >= CLEARLY * _rival(self._best, i, j, score)
            ):
                self.fix(i, j)

    def _in_order(self) -> None:
        """Between two neighbours that are paired already, the combination of pairs in order that is most alike."""
        gaps = Gaps(self.old.partner, self.places[0])
        waiting: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for i in self.old.free(self.places[0]):
            waiting[gaps.at(0, i)][0].append(i)
        for j in self.new.free(self.places[1]):
            waiting[gaps.at(1, j)][1].append(j)
        proposed: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for i, j in self.scores:
            if self._both_free(i, j):
                gap = gaps.at(0, i)
                if gap == gaps.at(1, j):
                    proposed[gap].append((i, j))
        for gap, (olds, news) in waiting.items():
            if not olds or not news:
                continue
            small = len(olds) * len(news) <= DENSE
            options = [(i, j) for i in olds for j in news] if small else self._likely(olds, news, proposed[gap])
            for i, j in options:
                self._score(i, j)
            worth = self._worth(options, *gaps.ends(gap))
            links = [(i, j, gain) for i, j in options if (gain := worth(i, j)) > 0]
            for k in heaviest_chain(links):
                self.fix(links[k][0], links[k][1])

    def _likely(self, olds: list[int], news: list[int], proposed: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The options of a gap too large to examine in full."""
        known = {i for i, _ in proposed}, {j for _, j in proposed}
        lonely = [i for i in olds if i not in known[0]], [j for j in news if j not in known[1]]
        further = self.likeness.long_proposals(
            [self.slot[0][i] for i in lonely[0]], [self.slot[1][j] for j in lonely[1]]
        )
        found = [*proposed, *((self._at[0][a], self._at[1][b]) for a, b in sorted(further))]
        return list(dict.fromkeys([*found, *zip(olds, news, strict=False), *self._same_label(olds, news)]))

    def _same_label(self, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
        labels = unique(self.new.units, lambda unit: unit.label, news)
        return [(i, labels[self.old.units[i].label]) for i in olds if self.old.units[i].label in labels]

    def _worth(
        self, options: list[tuple[int, int]], before: tuple[int, int] | None, after: tuple[int, int] | None
    ) -> Callable[[int, int], float]:
        """What each pair inside a gap is worth, at most 0 when it should not be made.

        Its place speaks for a pair that has the gap to itself. Its number does when both neighbours kept theirs, since
        a law that keeps its numbers does so everywhere (第X条之一, （删除）); with both, the words need not agree at all.
        """
        kept = all(
            end is None or self.old.units[end[0]].label == self.new.units[end[1]].label for end in (before, after)
        )
        alone = len(options) == 1
        edge = before is None or after is None

        def worth(i: int, j: int) -> float:
            score = self.scores[i, j]
            rival = _rival(self._best, i, j, score)
            numbered = kept and self.old.units[i].label == self.new.units[j].label
            if numbered and alone:
                return 1.0
            bar = IN_ORDER
            if numbered or (alone and edge):
                bar = NUMBERED
            elif alone and score >= rival:
                bar = ALONE
            elif score >= FAVOURITE[1] * rival:
                bar = FAVOURITE[0]
            return score - bar + 1e-6 + (0.12 if numbered else 0.0) if score >= bar else 0.0

        return worth


def _unlike(side: Side, other: Side, places: list[int]) -> list[int]:
    """The places that are free or whose partner says something else."""
    return [
        place
        for place in places
        if (partner := side.partner.get(place)) is None or side.units[place].folded != other.units[partner].folded
    ]


def _note(best: tuple[_Best, _Best], i: int, j: int, score: float) -> None:
    for side, place in ((0, i), (1, j)):
        first, second = best[side].get(place, (0.0, 0.0))
        best[side][place] = (score, first) if score > first else (first, max(second, score))


def _rival(best: tuple[_Best, _Best], i: int, j: int, score: float) -> float:
    """The best score that either side has with anybody else."""
    return max(row[1] if row[0] == score else row[0] for row in (best[0][i], best[1][j]))
