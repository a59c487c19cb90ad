"""Which provision of the old text became which of the new one.

By key where both texts know a key, else by content: first what is word for word the same, then what is most alike in
the order of the text, then what is plainly alike although it changed its place; last, an article that took over words
of a vanished neighbour was merged, and one that gave words to a new neighbour was split. Says nothing of what changed
inside a pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from workflow.text.comparing.joined import joined
from workflow.text.comparing.pairing import Gaps, Pair, Side, unique
from workflow.text.comparing.search import Search
from workflow.text.strings.order import heaviest_chain
from workflow.text.tree import Kind
from workflow.text.units import Group, Unit


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """All pairs, in the order of the new text; what is in no pair was inserted or deleted. Deterministic."""
    pairing = _Pairing(old, new)
    pairs = pairing.run()
    _mark_moves(pairs, old, new)
    return pairs


class _Pairing:
    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = Side(old), Side(new)

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
        old, new = unique(self.old.units, lambda unit: unit.key), unique(self.new.units, lambda unit: unit.key)
        for key, i in old.items():
            if key in new and self.old.units[i].group == self.new.units[new[key]].group:
                self._fix(i, new[key])

    def _group(self, group: Group) -> list[Pair]:
        old = [i for i, unit in enumerate(self.old.units) if unit.group == group]
        new = [j for j, unit in enumerate(self.new.units) if unit.group == group]
        self._placeholders(old, new)
        self._identical(old, new)
        free = self.old.free(old), self.new.free(new)
        gave: list[Pair] = []
        if any(free):
            search = Search(self.old, self.new, (old, new), self._fix)
            if all(free):
                search.run()
            if group == Kind.ARTICLE:
                gave = joined(search)
        several = {i for pair in gave for i in pair.old}
        plain = [
            Pair((i,), (j,), (i, j)) for i in old if (j := self.old.partner.get(i)) is not None and i not in several
        ]
        return plain + gave

    def _placeholders(self, old: list[int], new: list[int]) -> None:
        """A number kept with （删除） stands for the old article of that number."""
        by_label = unique(self.old.units, lambda unit: unit.label, old)
        for j in self.new.free(new):
            unit = self.new.units[j]
            if unit.is_placeholder and unit.label in by_label and by_label[unit.label] not in self.old.partner:
                self._fix(by_label[unit.label], j)

    def _identical(self, old: list[int], new: list[int]) -> None:
        """Word for word the same: the only ones of their kind first, then repeated ones in the gaps between, in order."""
        for words_of in (lambda unit: unit.text, lambda unit: unit.folded):  # most need no folding
            only_old = unique(self.old.units, words_of, self.old.free(old))
            only_new = unique(self.new.units, words_of, self.new.free(new))
            for words, i in only_old.items():
                if words in only_new:
                    self._fix(i, only_new[words])
        for place in (Gaps(self.old.partner, old).at, _anywhere):
            waiting: dict[tuple[str, int], list[int]] = defaultdict(list)
            for i in self.old.free(old):
                if self.old.units[i].folded:
                    waiting[self.old.units[i].folded, place(0, i)].append(i)
            for j in self.new.free(new):
                same = waiting.get((self.new.units[j].folded, place(1, j)))
                if same:
                    self._fix(same.pop(0), j)


def _anywhere(_side: int, _place: int) -> int:
    return 0


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
