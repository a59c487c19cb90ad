"""The end of an act: what left is gone, what came in stands in its place, and the numbers run on.

Explicit numbers (作为第四条, 改为第六条) are places in the new text; every other article closes up around them in its
old order. Without 条文顺序作相应调整, and where no number is taken twice, the old numbers stay.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from workflow.text.amending.carrying.find import code_number, is_between, main_number
from workflow.text.amending.carrying.ledger import Entering, Ledger
from workflow.text.amending.carrying.order_checks import NoPlace, chapters_kept, check_heads, check_passed, check_rising
from workflow.text.amending.said.body import rank
from workflow.text.amending.said.operations import Reach
from workflow.text.labels.label import Number
from workflow.text.references.renumber import relabel
from workflow.text.strings.order import heaviest_chain
from workflow.text.tree import CONTAINERS, Kind
from workflow.text.workpiece import Workpiece


def arrange(blocks: list[Workpiece], ledger: Ledger, *, exact: bool = False) -> list[Workpiece]:
    """The blocks after the act. NoPlace when a number cannot be given; `exact`: also when one that is taken is given again."""
    return _Arranging(blocks, ledger, exact).run()


class _Arranging:
    def __init__(self, blocks: list[Workpiece], ledger: Ledger, exact: bool) -> None:
        self.exact = exact
        self.blocks = blocks
        self.ledger = ledger
        stop = next((k for k, block in enumerate(blocks) if block.kind == Kind.ANNEX), len(blocks))
        self.old = [block for block in blocks[:stop] if block.kind == Kind.ARTICLE and id(block) not in ledger.gone]
        self.place = {id(block): k for k, block in enumerate(blocks)}
        self.fixed: list[tuple[tuple[int, int], Workpiece]] = []
        self.loose: dict[int, list[Workpiece]] = {}  # id of an anchor: blocks right after it
        self.front: dict[int, list[Workpiece]] = {}  # id of a block: blocks right before it
        self.within: dict[int, Workpiece] = {}
        self.follow: list[tuple[Workpiece, Workpiece, bool]] = []  # article, anchor, in front of it

    def run(self) -> list[Workpiece]:
        self._collect()
        fixed = {id(block) for _, block in self.fixed}
        follow = {id(block) for block, _, _ in self.follow}
        free = [block for block in self.old if id(block) not in fixed | follow]
        for block, anchor, in_front in self.follow:
            at = next((k for k, other in enumerate(free) if other is anchor), None)
            if at is None:
                if (label := self.ledger.numbers.get(id(block))) is None:
                    raise NoPlace(block)
                self.fixed.append((main_number(label), block))
                continue
            free.insert(at if in_front else at + 1, block)
        before = [main_number(block.label) for block in self.old]
        collide = self._renumbers(free)
        if collide and self.exact:
            raise NoPlace(self.fixed[0][1] if self.fixed else free[0])
        sequence = self._numbered(free) if collide else self._kept(free)
        touched = {id(block) for _, block in self.fixed} | {id(block) for block, _, _ in self.follow}
        check_rising(sequence, before, touched)
        if collide and Kind.ARTICLE not in self.ledger.adjust:
            check_passed(sequence, free, self.place, self._by_number())
        heads = [(block.kind, block.label) for block in self.blocks if block.kind in CONTAINERS]
        for head, label in ((block, self.ledger.numbers.get(id(block))) for block in self.blocks):
            if label and head.kind in CONTAINERS:
                head.label = label
        placed = self._laid_out(sequence)
        counted = {id(one) for one in sequence}
        check_rising([block for block in placed if id(block) in counted], before, touched)
        if Reach.CONTAINER in self.ledger.adjust or self._headings_collide(placed):
            self._number_headings(placed)
        check_heads(heads, placed, self.ledger.numbers)
        return placed

    def _collect(self) -> None:
        """Sorts what comes in and what moves into numbers, neighbours and loose blocks."""
        gone = self.ledger.gone
        for block in self.blocks:
            label = self.ledger.numbers.get(id(block))
            moved = self.ledger.moved.get(id(block))
            if id(block) in gone or block.kind != Kind.ARTICLE:
                continue
            if moved is not None:
                anchor, before, under = moved
                if under is not None:
                    self.within[id(block)] = under
                if anchor is not None and not label:
                    self.follow.append((block, anchor, before))
                    continue
            if (head := self.ledger.under.get(id(block))) is not None:
                self.within[id(block)] = self._fresh_head(head, block)
            if label and main_number(label)[0]:
                self.fixed.append((main_number(label), block))
            elif label:
                block.label = label
        for entering in self.ledger.entering:
            self._enter(entering)

    def _fresh_head(self, label: str, block: Workpiece) -> Workpiece:
        """The heading with `label` that comes in."""
        found = [
            one for entering in self.ledger.entering for one in entering.blocks if one.kind in CONTAINERS and one.label == label
        ]  # fmt: skip
        if len(found) != 1:
            raise NoPlace(block)
        return found[0]

    def _enter(self, entering: Entering) -> None:
        anchor = entering.anchor
        whole = entering.blocks[:1] and entering.blocks[0].kind == Kind.ANNEX
        if anchor is not None and (whole or anchor.kind == Kind.ANNEX) and not any(entering.labels):
            # An annex numbers for itself: it stands as it was quoted, its chapters among its articles.
            (self.front if entering.before else self.loose).setdefault(id(anchor), []).extend(entering.blocks)
            return
        heads: list[Workpiece] = []
        last: Workpiece | None = entering.anchor
        for block, label in zip(entering.blocks, entering.labels, strict=True):
            number = main_number(label) if label else (0, 0)
            if block.kind == Kind.ARTICLE and entering.within is not None:
                self.within[id(block)] = entering.within
            if block.kind == Kind.ARTICLE and (number[0] or (entering.within is not None and not label)):
                self.fixed.append((number, block))
                self.front.setdefault(id(block), []).extend(heads)
                heads = []
            elif block.kind == Kind.ARTICLE and label and last is None:
                self.follow.append((block, self._before_in_code(block), False))
                self.front.setdefault(id(block), []).extend(heads)
                heads, last = [], block
            elif block.kind == Kind.ARTICLE and last is not None and last.kind == Kind.ARTICLE:
                self.follow.append((block, last, entering.before and last is entering.anchor))
                self.front.setdefault(id(block), []).extend(heads)
                heads, last = [], block
            elif block.kind in CONTAINERS and block.kind != Kind.ANNEX:
                heads.append(block)
            elif last is not None:
                (self.front if entering.before else self.loose).setdefault(id(last), []).append(block)
            else:
                raise NoPlace(block)
        if heads:
            self._enter_heads(heads, entering)

    def _before_in_code(self, block: Workpiece) -> Workpiece:
        """The article that one whose label is not counted (§ 9-102.01, Article 3A) comes behind. NoPlace when there is none."""
        number = code_number(block.label)
        keys = [code_number(other.label) for other in self.old]
        rising = all(one < other for one, other in pairwise(keys))
        at = bisect_left(keys, number)
        if not rising or not at or number in keys:
            raise NoPlace(block)
        return self.old[at - 1]

    def _enter_heads(self, heads: list[Workpiece], entering: Entering) -> None:
        """Headings without an article of their own: in front of what they are to hold."""
        anchor = entering.anchor
        if anchor is not None:
            (self.front if entering.before else self.loose).setdefault(id(anchor), []).extend(heads)
            return
        same = [
            other.blocks[0] for other in self.ledger.entering if other.item == entering.item and other is not entering
        ]
        first = next((block for block in same if block.kind == Kind.ARTICLE), None)
        if first is not None:
            self.front.setdefault(id(first), [])[:0] = heads
            return
        twin = next(
            (block for block in self.blocks if block.kind == heads[0].kind and block.label == heads[0].label), None
        )
        if twin is None:
            raise NoPlace(heads[0])
        self.front.setdefault(id(twin), []).extend(heads)

    # numbers

    def _renumbers(self, free: list[Workpiece]) -> bool:
        if Kind.ARTICLE in self.ledger.adjust:
            return True
        taken = {main_number(block.label) for block in free}
        return any(number in taken for number, _ in self.fixed if number[0])

    def _numbered(self, free: list[Workpiece]) -> list[Workpiece]:
        """All articles in their new order with their new labels."""
        uncounted = [block for block in free if main_number(block.label) == (0, 0) or is_between(block.label)]
        if uncounted and len(uncounted) < len(free):  # what 3A becomes when 3 moves on is for the decision to say
            raise NoPlace(self.fixed[0][1] if self.fixed else uncounted[0])
        groups: list[list[Workpiece]] = []
        for block in free:
            if main_number(block.label)[1] and groups and id(block) in self.place:
                groups[-1].append(block)
            else:
                groups.append([block])
        mains: dict[int, list[Workpiece]] = {}
        subs: list[tuple[tuple[int, int], Workpiece]] = []
        for wanted, block in self.fixed:
            if wanted[1]:
                subs.append((wanted, block))
            elif not wanted[0] or wanted[0] in mains:
                raise NoPlace(block)
            else:
                mains[wanted[0]] = [block]
        first = main_number(self.old[0].label)[0] if self.old else 1
        number = min([first or 1, *mains])
        sequence: list[Workpiece] = []
        at = 0
        while at < len(groups) or mains:
            if number in mains:
                group = mains.pop(number)
            elif at < len(groups):
                group, at = groups[at], at + 1
            else:
                raise NoPlace(mains[min(mains)][0])
            for sub, block in enumerate(group):
                block.label = relabel(block.label, Number(number, sub))
            sequence += group
            number += 1
        return self._with_subs(sequence, subs)

    def _with_subs(self, sequence: list[Workpiece], subs: list[tuple[tuple[int, int], Workpiece]]) -> list[Workpiece]:
        keys = [main_number(block.label) for block in sequence]
        for number, block in sorted(subs, key=lambda pair: pair[0]):
            at = bisect_left(keys, number)
            if not at or keys[at - 1][0] != number[0]:
                raise NoPlace(block)
            block.label = relabel(block.label, Number(*number))
            sequence.insert(at, block)
            keys.insert(at, number)
        return sequence

    def _kept(self, free: list[Workpiece]) -> list[Workpiece]:
        """The articles with their old labels, and those with an explicit number where it belongs."""
        sequence = list(free)
        mains = [main_number(block.label)[0] for block in self.old]
        unbroken = (
            not self.exact and bool(mains) and sorted(set(mains)) == list(range(mains[0], mains[0] + len(set(mains))))
        )
        keys = _keys(sequence)
        rising = all(one <= other for one, other in pairwise(keys))
        for number, block in sorted(self.fixed, key=lambda pair: pair[0]):
            if not number[0]:
                at = self._last_under(self.within[id(block)], sequence)
            else:
                last = (k for k in range(len(keys) - 1, -1, -1) if keys[k] <= number)
                at = bisect_right(keys, number) if rising else next(last, -1) + 1
                if not number[1] and unbroken and number[0] > (keys[at - 1][0] if at else 0) + 1:
                    raise NoPlace(block)
                if number[1] and (not at or keys[at - 1][0] != number[0]):
                    raise NoPlace(block)
                block.label = relabel(block.label, Number(*number))
            sequence.insert(at, block)
            keys.insert(at, number)
        return sequence

    def _last_under(self, head: Workpiece, sequence: list[Workpiece]) -> int:
        """Where in `sequence` the articles under `head` end."""
        start = self.place[id(head)] + 1
        stop = start
        while stop < len(self.blocks) and rank(self.blocks[stop]) > rank(head):
            stop += 1
        held = {id(block) for block in self.blocks[:stop]}
        return max((k + 1 for k, block in enumerate(sequence) if id(block) in held), default=0)

    # places

    def _laid_out(self, sequence: list[Workpiece]) -> list[Workpiece]:
        """The blocks with the articles in the order of `sequence`; those that keep their order stay where they are."""
        free = {id(block) for _, block in self.fixed} | {id(block) for block, _, _ in self.follow}
        links = [
            (self.place[id(block)], k, 1.0 if id(block) in free else 1000.0)
            for k, block in enumerate(sequence)
            if id(block) in self.place and id(block) not in self.within and not self._told(block)
        ]
        staying = {id(sequence[links[link][1]]) for link in heaviest_chain(links)}
        if Kind.ARTICLE not in self.ledger.adjust:
            in_front = chapters_kept(sequence, staying, {id(block) for block in self._by_number()}, self._head_of)
            for other, some in in_front.items():
                self.front.setdefault(other, []).extend(some)
        following: dict[int, list[Workpiece]] = {}
        first: list[Workpiece] = []
        anchor: Workpiece | None = None
        ahead = {id(block) for some in self.front.values() for block in some}
        for block in sequence:
            if id(block) in staying:
                anchor = block
                continue
            if id(block) in ahead and id(block) in self.place:
                continue
            under = self.within.get(id(block))
            if under is not None and (anchor is None or self._head_of(anchor) is not under):
                anchor = self._last_loose(under)
            (first if anchor is None else following.setdefault(id(anchor), [])).append(block)
        displaced = {id(block) for block in sequence if id(block) not in staying}
        return self._emitted(displaced, following, first)

    def _by_number(self) -> list[Workpiece]:
        """The old articles that a number alone gives another place."""
        return [
            block
            for _, block in self.fixed
            if id(block) in self.place and not self._told(block) and id(block) not in self.within
        ]

    def _told(self, block: Workpiece) -> bool:
        return id(block) in self.ledger.moved

    def _head_of(self, block: Workpiece) -> Workpiece | None:
        at = self.place.get(id(block), -1)
        while at >= 0 and self.blocks[at].kind not in CONTAINERS:
            at -= 1
        return self.blocks[at] if at >= 0 else None

    def _last_loose(self, head: Workpiece) -> Workpiece:
        """The last block under `head` that stands before its first article."""
        if id(head) not in self.place:
            return head
        at = self.place[id(head)]
        while at + 1 < len(self.blocks) and self.blocks[at + 1].kind in (
            Kind.PARAGRAPH,
            Kind.NOTE,
            Kind.TABLE,
            Kind.ITEM,
            Kind.SUBITEM,
        ):
            at += 1
        return self.blocks[at]

    def _emitted(
        self, displaced: set[int], following: dict[int, list[Workpiece]], first: list[Workpiece]
    ) -> list[Workpiece]:
        found: list[Workpiece] = []
        gone = self.ledger.gone

        def emit(block: Workpiece) -> None:
            for other in self.front.get(id(block), []):
                found.append(other)
                for held in following.get(id(other), []):
                    emit(held)
            if id(block) not in gone:
                found.append(block)
            found.extend(self.loose.get(id(block), []))
            for other in following.get(id(block), []):
                emit(other)

        for block in self.blocks:
            if first and (block.kind == Kind.ARTICLE or block.kind in (Kind.ANNEX, Kind.SIGNATURE)):
                for other in first:
                    emit(other)
                first = []
            if id(block) not in displaced:
                emit(block)
        for other in first:
            emit(other)
        return found

    # headings

    def _headings_collide(self, placed: list[Workpiece]) -> bool:
        """Whether a heading that came in has the number of another one beside it."""
        fresh = {
            id(block) for entering in self.ledger.entering for block in entering.blocks if block.kind in CONTAINERS
        }
        if not fresh:
            return False
        seen: dict[tuple[int, str], bool] = {}
        for block in placed:
            if block.kind not in CONTAINERS:
                continue
            seen = {key: new for key, new in seen.items() if key[0] <= rank(block)}
            key = (rank(block), block.label)
            if block.label and key in seen and (seen[key] or id(block) in fresh):
                return True
            seen[key] = id(block) in fresh
        return False

    def _number_headings(self, placed: list[Workpiece]) -> None:
        """Numbers the headings again, each rank in its own way: through the text, or from one under each higher heading."""
        ones = [rank(block) for block in self.blocks if block.kind in CONTAINERS and _value(block) == 1]
        restarts = {height for height in ones if ones.count(height) > 1} | {4}
        counts: dict[int, int] = {}
        for block in placed:
            if block.kind not in CONTAINERS or block.kind == Kind.ANNEX or not block.label:
                continue
            height = rank(block)
            counts = {key: value for key, value in counts.items() if key <= height or key not in restarts}
            counts[height] = counts.get(height, 0) + 1
            block.label = relabel(block.label, Number(counts[height]))


def _keys(sequence: list[Workpiece]) -> list[tuple[int, int]]:
    """The number of each article; one that is not counted (3.01) stands with the one before it."""
    keys: list[tuple[int, int]] = []
    for number in (main_number(block.label) for block in sequence):
        keys.append(number if number[0] or not keys else keys[-1])
    return keys


def _value(block: Workpiece) -> int:
    if block.label.endswith("、"):
        return 1 if block.label == "一、" else 0
    return main_number(block.label)[0]
