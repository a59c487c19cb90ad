"""Which provision of the old text became which of the new one.

By key where both texts know a key, else by content: first what is word for word the same, then what is most alike in
the order of the text, then what is plainly alike although it changed its place; last, an article that took over words
of a vanished neighbour was merged, and one that gave words to a new neighbour was split. Says nothing of what changed
inside a pair.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from workflow.text.order import heaviest_chain
from workflow.text.similarity import COMMON, Grams, Likeness
from workflow.text.units import Unit

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
TAKEN_OVER = 0.2  # share of a vanished article's telling words that its neighbour took over: merged
TAKEN_FAR = 0.5  # the same when they do not stand next to each other
TAKEN_CLEARLY = 1.4  # how many times the next best taker's share: a set phrase goes to many
FAIR_SHARE = 0.3  # of the greatest share, from which the first of several provisions keeps the identity
WORDS_ENOUGH = 6  # grams an article must have to be said to have been taken over
NEAR = 2  # articles apart that still count as next to each other


@dataclass(slots=True)
class Pair:
    """Old and new places that belong together: one and one, or several on one side after a split or a merge.

    main   the old and the new place that share most, which carry the identity on
    moved  the order changed
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    main: tuple[int, int]
    moved: bool = False


@dataclass(slots=True)
class _Side:
    """One text: its units and which of them are still free."""

    units: Sequence[Unit]
    partner: dict[int, int] = field(default_factory=dict)

    def free(self, places: Iterable[int]) -> list[int]:
        return [place for place in places if place not in self.partner]


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """All pairs, in the order of the new text; what is in no pair was inserted or deleted. Deterministic."""
    pairing = _Pairing(old, new)
    pairs = pairing.run()
    _mark_moves(pairs, old, new)
    return pairs


class _Pairing:
    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = _Side(old), _Side(new)

    def run(self) -> list[Pair]:
        self._by_key()
        pairs: list[Pair] = []
        for group in dict.fromkeys(unit.group for unit in (*self.old.units, *self.new.units)):
            pairs += self._group(group)
        return sorted(pairs, key=lambda pair: min(pair.new))

    def _fix(self, i: int, j: int) -> None:
        self.old.partner[i] = j
        self.new.partner[j] = i

    def _by_key(self) -> None:
        old, new = _unique(self.old.units, lambda unit: unit.key), _unique(self.new.units, lambda unit: unit.key)
        for key, i in old.items():
            if key in new and self.old.units[i].group == self.new.units[new[key]].group:
                self._fix(i, new[key])

    def _group(self, group: str) -> list[Pair]:
        old = [i for i, unit in enumerate(self.old.units) if unit.group == group]
        new = [j for j, unit in enumerate(self.new.units) if unit.group == group]
        self._placeholders(old, new)
        self._identical(old, new)
        gave: list[Pair] = []
        free_old, free_new = self.old.free(old), self.new.free(new)
        if free_old or free_new:
            search = _Search(self.old, self.new, old, new, self._fix)
            if free_old and free_new:
                search.run()
            if group == "article":
                gave = search.joined()
        several = {i for pair in gave for i in pair.old}
        plain = [
            Pair((i,), (j,), (i, j)) for i in old if (j := self.old.partner.get(i)) is not None and i not in several
        ]
        return plain + gave

    def _placeholders(self, old: list[int], new: list[int]) -> None:
        """A number kept with （删除） stands for the old article of that number."""
        by_label = _unique(self.old.units, lambda unit: unit.label, old)
        for j in self.new.free(new):
            unit = self.new.units[j]
            if unit.is_placeholder and unit.label in by_label and by_label[unit.label] not in self.old.partner:
                self._fix(by_label[unit.label], j)

    def _identical(self, old: list[int], new: list[int]) -> None:
        """Word for word the same: the only ones of their kind first, then repeated ones in the gaps between, in order."""
        for words_of in (lambda unit: unit.text, lambda unit: unit.folded):  # most need no folding
            only_old = _unique(self.old.units, words_of, self.old.free(old))
            only_new = _unique(self.new.units, words_of, self.new.free(new))
            for words, i in only_old.items():
                if words in only_new:
                    self._fix(i, only_new[words])
        gaps = _Gaps(self.old.partner, old)
        for place in (gaps.of_both, lambda side, place: 0):
            waiting: dict[tuple[str, int], list[int]] = defaultdict(list)
            for i in self.old.free(old):
                if self.old.units[i].folded:
                    waiting[self.old.units[i].folded, place(0, i)].append(i)
            for j in self.new.free(new):
                same = waiting.get((self.new.units[j].folded, place(1, j)))
                if same:
                    self._fix(same.pop(0), j)


class _Gaps:
    """Between which two neighbouring pairs of the backbone (the pairs that cross nowhere) a place lies."""

    def __init__(self, partner: dict[int, int], old: Iterable[int]) -> None:
        links = [(i, partner[i], 1.0) for i in old if i in partner]
        self.backbone = [links[k][:2] for k in heaviest_chain(links)]
        self._edges = [[i for i, _ in self.backbone], [j for _, j in self.backbone]]

    def of_both(self, side: int, place: int) -> int:
        return bisect_right(self._edges[side], place)

    def ends(self, gap: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        before = self.backbone[gap - 1] if gap else None
        after = self.backbone[gap] if gap < len(self.backbone) else None
        return before, after


_Best = dict[int, tuple[float, float]]  # place: its best score and its second best


class _Search:
    """Pairs what is not identical, by alikeness."""

    def __init__(
        self, old: _Side, new: _Side, all_old: list[int], all_new: list[int], fix: Callable[[int, int], None]
    ) -> None:
        self.old, self.new, self.all_old, self.all_new, self.fix = old, new, all_old, all_new, fix
        self._at = old.free(all_old), new.free(all_new)  # slots in the likeness are places among the free
        self._slot = ({i: k for k, i in enumerate(self._at[0])}, {j: k for k, j in enumerate(self._at[1])})
        self.likeness = Likeness(
            [old.units[i].folded for i in self._at[0]],
            [new.units[j].folded for j in self._at[1]],
        )
        self._grams = self.likeness.old, self.likeness.new
        self.scores: dict[tuple[int, int], float] = {}
        self._best: tuple[_Best, _Best] = ({}, {})

    def run(self) -> None:
        for a, b in self.likeness.proposals():
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
        score = self.scores[i, j] = self.likeness.score(self._slot[0][i], self._slot[1][j])
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
        gaps = _Gaps(self.old.partner, self.all_old)
        waiting: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for i in self.old.free(self.all_old):
            waiting[gaps.of_both(0, i)][0].append(i)
        for j in self.new.free(self.all_new):
            waiting[gaps.of_both(1, j)][1].append(j)
        proposed: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for i, j in self.scores:
            if self._both_free(i, j):
                gap = gaps.of_both(0, i)
                if gap == gaps.of_both(1, j):
                    proposed[gap].append((i, j))
        for gap, (olds, news) in waiting.items():
            if not olds or not news:
                continue
            if len(olds) * len(news) <= DENSE:
                options = [(i, j) for i in olds for j in news]
            else:
                options = self._likely(olds, news, proposed[gap])
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
            [self._slot[0][i] for i in lonely[0]], [self._slot[1][j] for j in lonely[1]]
        )
        found = [*proposed, *((self._at[0][a], self._at[1][b]) for a, b in sorted(further))]
        return list(dict.fromkeys([*found, *zip(olds, news, strict=False), *self._same_label(olds, news)]))

    def _same_label(self, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
        labels = _unique(self.new.units, lambda unit: unit.label, news)
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

    def joined(self) -> list[Pair]:
        """Merges and splits: the words of what vanished (or came) that stand in (or came from) a paired article."""
        pairs = [(i, self.old.partner[i]) for i in self._slot[0] if self.old.partner.get(i) in self._slot[1]]
        gone = [i for i in self._slot[0] if i not in self.old.partner]
        came = [j for j in self._slot[1] if j not in self.new.partner]
        gained = {(i, j): self._difference(1, j, i) for i, j in pairs} if gone else {}
        lost = {(i, j): self._difference(0, i, j) for i, j in pairs} if came else {}
        merged = self._takers(0, gone, gained)
        split = self._takers(1, came, lost)
        found: dict[tuple[int, int], Pair] = {}
        for taken, side in ((merged, 0), (split, 1)):
            for place, (i, j) in sorted(taken.items()):
                pair = found.setdefault((i, j), Pair((i,), (j,), (i, j)))
                if side == 0:
                    pair.old = tuple(sorted((*pair.old, place)))
                    self.old.partner[place] = j
                else:
                    pair.new = tuple(sorted((*pair.new, place)))
                    self.new.partner[place] = i
        for pair in found.values():
            pair.main = self._heir(pair)
        return list(found.values())

    def _heir(self, pair: Pair) -> tuple[int, int]:
        """Of several provisions the first that has a fair share carries the identity on, as its number does in practice."""
        i, j = pair.main
        shares = {
            (a, b): self.likeness.mass(self._of(0, a) & self._of(1, b))
            for a, b in [*((a, j) for a in pair.old), *((i, b) for b in pair.new)]
        }
        fair = max(shares.values()) * FAIR_SHARE
        heir_old = next((a for a in pair.old if shares[a, j] >= fair), i)
        heir_new = next((b for b in pair.new if shares[i, b] >= fair), j)
        return heir_old, heir_new

    def _of(self, side: int, place: int) -> Grams:
        return self._grams[side][self._slot[side][place]]

    def _difference(self, side: int, place: int, other: int) -> Grams:
        return self._of(side, place) - self._of(1 - side, other)

    def _takers(self, side: int, orphans: list[int], extra: dict[tuple[int, int], Grams]) -> dict[int, tuple[int, int]]:
        """For each orphan the pair whose change holds most of the orphan's words, if it holds enough."""
        if not orphans or not extra:
            return {}
        wanted = {place: self._of(side, place) for place in orphans}
        telling = frozenset().union(*wanted.values())
        where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for pair, words in extra.items():
            for gram in words & telling:
                where[gram].append(pair)
        found = {}
        for place, mine in wanted.items():
            votes: Counter[tuple[int, int]] = Counter()
            for gram in mine & where.keys():
                if len(where[gram]) <= COMMON:
                    votes.update(where[gram])
            likely = sorted(votes, key=lambda pair: (-votes[pair], pair))[:4]
            mass = self.likeness.mass(mine)
            shares = sorted((-self.likeness.mass(mine & extra[pair]) / mass, pair) for pair in likely)
            if not shares or len(mine) < WORDS_ENOUGH:
                continue
            share, pair = -shares[0][0], shares[0][1]
            rival = -shares[1][0] if len(shares) > 1 else 0.0
            bar = TAKEN_OVER if abs(pair[side] - place) <= NEAR else TAKEN_FAR
            if share >= bar and share >= TAKEN_CLEARLY * rival:
                found[place] = pair
        return found


def _note(best: tuple[_Best, _Best], i: int, j: int, score: float) -> None:
    for side, place in ((0, i), (1, j)):
        first, second = best[side].get(place, (0.0, 0.0))
        best[side][place] = (score, first) if score > first else (first, max(second, score))


def _rival(best: tuple[_Best, _Best], i: int, j: int, score: float) -> float:
    """The best score that either side has with anybody else."""
    return max(row[1] if row[0] == score else row[0] for row in (best[0][i], best[1][j]))


def _unique(units: Sequence[Unit], of: Callable[[Unit], str], places: Iterable[int] | None = None) -> dict[str, int]:
    """Place of each unit whose value occurs once; "" never counts."""
    seen: dict[str, int] = {}
    twice = set()
    for place in range(len(units)) if places is None else places:
        value = of(units[place])
        if not value or value in seen:
            twice.add(value)
        else:
            seen[value] = place
    return {value: place for value, place in seen.items() if value not in twice}


def _mark_moves(pairs: list[Pair], old: Sequence[Unit], new: Sequence[Unit]) -> None:
    """A pair moved when it is not on the heaviest chain of pairs in order, so that the fewest, and of these the
    shortest, are said to have moved; also when it went from one chapter into another that was there before. Articles
    and headings are looked at apart: a chapter that begins two articles later did not move.
    """
    for headings in (True, False):
        some = [pair for pair in pairs if (old[pair.main[0]].group == "container") == headings]
        links = [(*pair.main, 1.0 + len(old[pair.main[0]].text) * 1e-7) for pair in some]
        kept = set(heaviest_chain(links))
        for k, pair in enumerate(some):
            pair.moved = k not in kept
    now_in = {
        id(old[pair.main[0]].provision): id(new[pair.main[1]].provision)
        for pair in pairs
        if old[pair.main[0]].group == "container"
    }
    there_before = set(now_in.values())
    for pair in pairs if now_in else ():
        was, now = old[pair.main[0]].parent, new[pair.main[1]].parent
        if now_in.get(id(was), id(now)) != id(now) and id(now) in there_before:
            pair.moved = True


def _note(best: tuple[_Best, _Best], i: int, j: int, score: float) -> None:
    for side, place in ((0, i), (1, j)):
        first, second = best[side].get(place, (0.0, 0.0))
        best[side][place] = (score, first) if score > first else (first, max(second, score))


def _rival(best: tuple[_Best, _Best], i: int, j: int, score: float) -> float:
    """The best score that either side has with anybody else."""
    return max(row[1] if row[0] == score else row[0] for row in (best[0][i], best[1][j]))


def _unique(units: Sequence[Unit], of: Callable[[Unit], str], places: Iterable[int] | None = None) -> dict[str, int]:
    """Place of each unit whose value occurs once; "" never counts."""
    seen: dict[str, int] = {}
    twice = set()
    for place in range(len(units)) if places is None else places:
        value = of(units[place])
        if not value or value in seen:
            twice.add(value)
        else:
            seen[value] = place
    return {value: place for value, place in seen.items() if value not in twice}


def _mark_moves(pairs: list[Pair], old: Sequence[Unit], new: Sequence[Unit]) -> None:
    """A pair moved when it is not on the heaviest chain of pairs in order, so that the fewest, and of these the
    shortest, are said to have moved; also when it went from one chapter into another that was there before. Articles
    and headings are looked at apart: a chapter that begins two articles later did not move.
    """
    for headings in (True, False):
        some = [pair for pair in pairs if (old[pair.main[0]].group == "container") == headings]
        links = [(*pair.main, 1.0 + len(old[pair.main[0]].text) * 1e-7) for pair in some]
        kept = set(heaviest_chain(links))
        for k, pair in enumerate(some):
            pair.moved = k not in kept
    now_in = {id(old[pair.main[0]].provision): id(new[pair.main[1]].provision) for pair in pairs}
    there_before = set(now_in.values())
    for pair in pairs:
        was, now = (side[place].parent for side, place in zip((old, new), pair.main, strict=True))
        if now_in.get(id(was), id(now)) != id(now) and id(now) in there_before:
            pair.moved = True
