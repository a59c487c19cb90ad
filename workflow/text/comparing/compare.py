"""Two texts side by side: what happened to each provision, and inside it to each word.

The list is complete: every article, heading, title, note, preamble, annex and table of both texts has its place in it,
the unchanged ones too, in the order of the new text, with deleted ones where they stood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.text.comparing.align import align
from workflow.text.comparing.pairing import Pair
from workflow.text.comparing.runs import Run, marked, runs
from workflow.text.fingerprint import normalised
from workflow.text.labels.chinese import numbered
from workflow.text.labels.clauses import clause
from workflow.text.strings.collector import collector_at_rest
from workflow.text.tree import Document, Kind
from workflow.text.units import Unit, units
from workflow.words import Vocabulary

_PLAIN = re.compile(r"第[一二三四五六七八九十百千零]+[条條章节節编編]")


class Fate(Vocabulary):
    """What can have happened to a unit. Several may hold, but not with the first or with `inserted` and `deleted`."""

    UNCHANGED = "unchanged"
    RENUMBERED = "renumbered"
    MODIFIED = "modified"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(slots=True)
class Change:
    """What happened to one provision, or to the several that were split or merged.

    kinds       what became of it; more than one where it was moved or renumbered as well
    olds, news  the units of either text; () where there is none. A number kept with （删除） is `deleted` with both
    runs        ("=" | "-" | "+", characters): "=" and "-" join to old_text, "=" and "+" to new_text
    """

    kinds: list[Fate]
    olds: tuple[Unit, ...]
    news: tuple[Unit, ...]
    runs: list[Run]

    @property
    def old(self) -> list[str]:
        """Labels as printed in the old text."""
        return [unit.label for unit in self.olds]

    @property
    def new(self) -> list[str]:
        return [unit.label for unit in self.news]

    @property
    def old_text(self) -> str:
        """Words without the label; those of several provisions are joined by a line feed."""
        return _joined(self.olds)

    @property
    def new_text(self) -> str:
        return _joined(self.news)

    @property
    def old_keys(self) -> list[str]:
        """Keys of the provisions, in the order of the labels; "" for none."""
        return [unit.key for unit in self.olds]

    @property
    def new_keys(self) -> list[str]:
        return [unit.key for unit in self.news]

    @property
    def unit(self) -> Kind:
        """Kind of provision: article, chapter, title …"""
        return (self.news or self.olds)[0].kind

    @property
    def is_unchanged(self) -> bool:
        return self.kinds == [Fate.UNCHANGED]

    @property
    def is_listed(self) -> bool:
        """True for what a comparison table 修订对照表 has a row for: not what only changed its number."""
        return not set(self.kinds) <= {Fate.UNCHANGED, Fate.RENUMBERED}

    @property
    def is_typographic(self) -> bool:
        """True when the characters differ but only in blanks, quotation marks or the width of punctuation."""
        return self.old_text != self.new_text and not {Fate.MODIFIED, Fate.INSERTED, Fate.DELETED} & set(self.kinds)

    def as_dict(self) -> dict[str, object]:
        """What `workflow compare --json` prints for this entry."""
        return {
            "kinds": self.kinds,
            "old": self.old,
            "new": self.new,
            "old_text": self.old_text,
            "new_text": self.new_text,
            "runs": [list(run) for run in self.runs],
        }


@dataclass(slots=True)
class Comparison:
    """All changes in the order of the new text; `marked` counts the characters in "-" and in "+" runs."""

    changes: list[Change] = field(default_factory=list)

    @property
    def marked(self) -> dict[str, int]:
        counts = [marked(change.runs) for change in self.changes]
        return {Fate.DELETED: sum(gone for gone, _ in counts), Fate.INSERTED: sum(came for _, came in counts)}

    def as_dict(self) -> dict[str, object]:
        return {"changes": [change.as_dict() for change in self.changes], "marked": self.marked}


def compare(old: Document, new: Document) -> Comparison:
    """What became of every provision of `old` in `new`. Neither document is changed."""
    with collector_at_rest():
        before, after = units(old), units(new)
        pairs = align(before, after)
        return Comparison([_change(pair, before, after) for pair in in_order(pairs, len(before), len(after))])


def in_order(pairs: Sequence[Pair], old_size: int, new_size: int) -> list[Pair]:
    """The pairs with, as pairs empty on one side, what was inserted and deleted: in the order of the new text, what was
    deleted after what stood before it and stayed in place."""
    of_new = {j: pair for pair in pairs for j in pair.new}
    of_old = {i: pair for pair in pairs for i in pair.old}
    gone_after: dict[int, list[Pair]] = {}  # id of the pair before, 0 for the beginning
    anchor = 0
    for i in range(old_size):
        pair = of_old.get(i)
        if pair is None:
            gone_after.setdefault(anchor, []).append(Pair((i,), (), (i, -1)))
        elif not pair.moved:
            anchor = id(pair)
    entries = list(gone_after.get(0, []))
    for j in range(new_size):
        pair = of_new.get(j)
        if pair is None:
            entries.append(Pair((), (j,), (-1, j)))
        elif j == min(pair.new):
            entries.append(pair)
            entries += gone_after.get(id(pair), [])
    return entries


def _change(pair: Pair, before: Sequence[Unit], after: Sequence[Unit]) -> Change:
    olds, news = tuple([before[i] for i in pair.old]), tuple([after[j] for j in pair.new])
    return Change(_kinds(olds, news, pair.moved), olds, news, runs(_joined(olds), _joined(news)))


def _joined(some: Sequence[Unit]) -> str:
    return some[0].text if len(some) == 1 else "\n".join([unit.text for unit in some])


def _kinds(olds: Sequence[Unit], news: Sequence[Unit], moved: bool) -> list[Fate]:
    if not olds:
        return [Fate.INSERTED]
    if not news or (news[0].is_placeholder and not olds[0].is_placeholder and len(news) == 1):
        return [Fate.DELETED]
    kinds = []
    if not _same_words(olds, news):
        kinds.append(Fate.MODIFIED)
    if len(olds) == len(news) == 1 and not _same_number(*_numbers(olds[0], news[0])):
        kinds.append(Fate.RENUMBERED)
    if moved:
        kinds.append(Fate.MOVED)
    if len(news) > 1:
        kinds.append(Fate.SPLIT)
    if len(olds) > 1:
        kinds.append(Fate.MERGED)
    return kinds or [Fate.UNCHANGED]


def _same_words(olds: Sequence[Unit], news: Sequence[Unit]) -> bool:
    if len(olds) == len(news) == 1 and olds[0].text == news[0].text:
        return True
    return "".join(unit.folded for unit in olds) == "".join(unit.folded for unit in news)


def _numbers(old: Unit, new: Unit) -> tuple[str, str]:
    """What is compared as the number of either: what it prints itself, without what stands above it."""
    return (old.provision.label, new.provision.label) if clause(old.provision.label) else (old.label, new.label)


def _same_number(one: str, other: str) -> bool:
    """第11条 is the number 第十一条 has."""
    if one == other:
        return True
    if _PLAIN.fullmatch(one) and _PLAIN.fullmatch(other):
        return False
    if normalised(one) == normalised(other):
        return True
    first, second = numbered(one), numbered(other)
    return bool(first and second and first.number and (first.kind, first.number) == (second.kind, second.number))
