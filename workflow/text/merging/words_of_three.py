"""Three forms of one provision put together: its sentences, its items and rows. Never patches inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import Any, NamedTuple

from workflow.text.comparing.rows import pair_rows
from workflow.text.labels.numerals import chinese
from workflow.text.merging.threeway import Hands, three_way
from workflow.text.references.renumber import relabel_item, value_of
from workflow.text.tree import LISTED, Kind, Provision

_CHINESE = re.compile(r"[^。；！？]*[。；！？]+[”’」』）)]*|[^。；！？]+")
_ENGLISH = re.compile(r".+?(?:[.;!?]+[\"”’)]*(?=\s)|$)\s*", re.S)


Cells = tuple[str, ...]  # of one row of a table


class Clash(NamedTuple):
    """Where two changes cannot both be had, and what the three texts say there."""

    label: str
    base: str
    ours: str
    theirs: str


class Words(NamedTuple):
    """Words as printed and with references as signs: the same when either is the same."""

    printed: str
    signed: str

    def same(self, other: Words) -> bool:
        return self.printed == other.printed or self.signed == other.signed


@dataclass(slots=True)
class Putting:
    """One merge at work on provisions. `signed` has the texts with signs by the id of their provision."""

    signed: dict[int, str]
    english: bool
    clashes: list[Clash]

    def words(self, unit: Provision) -> Words:
        return Words(unit.text, self.signed.get(id(unit), unit.text))

    def same(self, one: Provision, other: Provision) -> bool:
        """Whether two provisions say the same, whatever their own number."""
        return (
            one.kind == other.kind
            and self.words(one).same(self.words(other))
            and (one.heading, one.rows) == (other.heading, other.rows)
            and len(one.children) == len(other.children)
            and all(map(self.same, one.children, other.children))
        )

    def copy(self, unit: Provision) -> Provision:
        """`unit` with everything below it, with signs."""
        below = tuple([self.copy(child) for child in unit.children])
        return Provision(unit.kind, unit.label, unit.heading, self.words(unit).signed, below, unit.rows)

    def join(self, where: str, base: Provision, ours: Provision, theirs: Provision) -> Provision:
        """One provision from its three forms, with everything below it; `where` names it in a clash."""
        merged = self.frame(where, base, ours, theirs)
        return replace(merged, children=tuple(self.rows(where, base.children, ours.children, theirs.children)))

    def frame(self, where: str, base: Provision, ours: Provision, theirs: Provision) -> Provision:
        """The provision itself without what is below it."""

        def one_of(name: str) -> Any:
            was, mine, yours = (getattr(unit, name) for unit in (base, ours, theirs))
            return yours if mine in (was, yours) else mine

        if base.heading not in (ours.heading, theirs.heading) and ours.heading != theirs.heading:
            self.clashes.append(Clash(where, base.heading, ours.heading, theirs.heading))
        text = self._text(where, base, ours, theirs)
        rows = self._cells(where, base, ours, theirs)
        return Provision(one_of("kind"), one_of("label"), one_of("heading"), text, (), rows)

    def rows(
        self, where: str, base: Sequence[Provision], ours: Sequence[Provision], theirs: Sequence[Provision]
    ) -> list[Provision]:
        """Paragraphs, items and tables below one provision."""
        place = {id(unit): k for k, unit in enumerate(base)}

        def join(was: Provision, mine: Provision, yours: Provision) -> list[Provision]:
            return [self.join(self._within(where, base, place[id(was)]), was, mine, yours)]

        def clash(was: Sequence[Provision], mine: Sequence[Provision], yours: Sequence[Provision]) -> None:
            label = self._within(where, base, place[id(was[0])]) if was else where
            self.clashes.append(Clash(label, *("\n".join(map(printed, some)) for some in (was, mine, yours))))

        merged = three_way((base, ours, theirs), Hands(self._pair, self.same, join, self.copy, clash))
        return _numbered(merged, (base, ours, theirs))

    def _pair(self, old: Sequence[Provision], new: Sequence[Provision]) -> list[tuple[int, int]]:
        pairs = pair_rows([self._all(unit) for unit in old], [self._all(unit) for unit in new], alone=0.0)
        return [(i, j) for i, j in pairs if old[i].kind == new[j].kind]

    def _all(self, unit: Provision) -> str:
        return "\n".join(
            self.words(one).signed + "|".join(str(list(cells)) for cells in one.rows) for one in unit.walk()
        )

    def _within(self, where: str, siblings: Sequence[Provision], place: int) -> str:
        """第五条第二款第三项; a single paragraph is not counted."""
        unit = siblings[place]
        if unit.kind == Kind.PARAGRAPH:
            paragraphs = [one for one in siblings if one.kind == Kind.PARAGRAPH]
            number = next(k for k, one in enumerate(paragraphs, 1) if one is unit)
            if len(paragraphs) == 1:
                return where
            return f"{where}, paragraph {number}" if self.english else f"{where}第{chinese(number)}款"
        if unit.kind in LISTED:
            name = (
                unit.label
                if self.english
                else f"第{unit.label.strip('（）().、 ')}{'项' if unit.kind == Kind.ITEM else '目'}"
            )
            return where + name
        return where

    def _text(self, where: str, base: Provision, ours: Provision, theirs: Provision) -> str:
        forms = self.words(base), self.words(ours), self.words(theirs)
        found = chosen(*forms)
        if found is not None:
            return found

        def clash(*_: object) -> None:
            entry = Clash(where, base.text, ours.text, theirs.text)
            if entry not in self.clashes:
                self.clashes.append(entry)

        def join(was: Words, mine: Words, yours: Words) -> Iterator[str]:
            one = chosen(was, mine, yours)
            if one is None:
                clash()
            else:
                yield one

        hands: Hands[Words, str] = Hands(_pair_words, Words.same, join, lambda words: words.signed, clash)
        parts = three_way([self._sentences(form) for form in forms], hands)
        return " ".join(parts) if self.english else "".join(parts)

    def _sentences(self, words: Words) -> list[Words]:
        pattern = _ENGLISH if self.english else _CHINESE
        printed, signed = pattern.findall(words.printed), pattern.findall(words.signed)
        if len(printed) != len(signed):
            return [words]
        if self.english:
            return [Words(one.strip(), other.strip()) for one, other in zip(printed, signed, strict=True)]
        return list(map(Words, printed, signed))

    def _cells(self, where: str, base: Provision, ours: Provision, theirs: Provision) -> tuple[Cells, ...]:
        """The rows of a table; a row is changed as a whole."""
        if ours.rows == theirs.rows or theirs.rows == base.rows:
            return ours.rows
        if ours.rows == base.rows:
            return theirs.rows

        def clash(*_: object) -> None:
            entry = Clash(where, printed(base), printed(ours), printed(theirs))
            if entry not in self.clashes:
                self.clashes.append(entry)

        def join(was: Cells, mine: Cells, yours: Cells) -> Iterator[Cells]:
            if was not in (mine, yours) and mine != yours:
                clash()
            yield yours if mine == was else mine

        def pair(old: Sequence[Cells], new: Sequence[Cells]) -> list[tuple[int, int]]:
            return pair_rows(["|".join(row) for row in old], ["|".join(row) for row in new], alone=0.0)

        hands: Hands[Cells, Cells] = Hands(pair, tuple.__eq__, join, lambda row: row, clash)
        return tuple(three_way((base.rows, ours.rows, theirs.rows), hands))


def chosen(base: Words, ours: Words, theirs: Words) -> str | None:
    """The words to keep, or None when both sides changed them and not alike.

    What nobody touched stays as printed; where only a number in a reference moved, the reference follows its article.
    """
    mine, yours = ours.same(base), theirs.same(base)
    if mine and yours:
        return base.printed if ours.printed == theirs.printed == base.printed else base.signed
    if mine:
        return theirs.signed
    if yours or ours.same(theirs):
        return ours.signed
    return None


def printed(unit: Provision) -> str:
    """The words of a provision for a reader, one line for each row."""
    lines = []
    for one in unit.walk():
        lines += [one.label + one.heading + one.text] if one.label or one.heading or one.text else []
        lines += ["| " + " | ".join(cells) + " |" for cells in one.rows]
    return "\n".join(lines)


def _pair_words(old: Sequence[Words], new: Sequence[Words]) -> list[tuple[int, int]]:
    return pair_rows([words.signed for words in old], [words.signed for words in new], alone=0.0)


def _numbered(merged: list[Provision], sources: Sequence[Sequence[Provision]]) -> list[Provision]:
    """The same rows, a list numbered anew that was in order on all sides and is not any more."""
    items = [unit for unit in merged if unit.kind in LISTED]
    if not items or _in_order(items) or not all(map(_in_order, sources)):
        return merged
    style = items[0].label
    first = min((value for source in sources if (value := _first_value(source)) is not None), default=1)
    numbers = count(first)
    return [
        replace(unit, label=relabel_item(unit.label, next(numbers), style)) if unit.kind in LISTED else unit
        for unit in merged
    ]


def _in_order(units: Sequence[Provision]) -> bool:
    labels = [unit.label for unit in units if unit.kind in LISTED]
    values = [value_of(label, labels[0]) for label in labels]
    return all(one is not None and other == one + 1 for one, other in pairwise(values))


def _first_value(units: Sequence[Provision]) -> int | None:
    labels = [unit.label for unit in units if unit.kind in LISTED]
    return value_of(labels[0], labels[0]) if labels else None
