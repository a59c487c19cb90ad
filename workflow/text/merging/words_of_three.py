"""Three forms of one provision put together: its items and rows, its sentences, the words of a sentence.

Nothing is ever patched where it seems to fit. What neither provisions nor sentences tell apart is laid out as words
(`weaving`, `flattened`); words of both that came to stand in one sentence are named, for a person to look at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise
from typing import Any, NamedTuple

from workflow.text.comparing.rows import pair_rows
from workflow.text.labels.numerals import chinese
from workflow.text.merging.cutting import words
from workflow.text.merging.flattened import ABOUT, Whole, laid_out, nested, put_together
from workflow.text.merging.threeway import Hands, Stands, three_way
from workflow.text.merging.weaving import weave
from workflow.text.references.renumber import relabel_item, value_of
from workflow.text.tree import LISTED, Kind, Provision

_CHINESE = re.compile(r"[^。；！？]*[。；！？]+[”’」』）)]*|[^。；！？]+")
_ENGLISH = re.compile(r".+?(?:[.;!?]+[\"”’)]*(?=\s)|$)\s*", re.S)


#: A text has one of each, of however many lines: two people's are never both right.
_ONE_EACH = frozenset({Kind.TITLE, Kind.NOTE, Kind.LETTERHEAD, Kind.SIGNATURE})

Cells = tuple[str, ...]  # of one row of a table


#: What the base, ours and theirs say.
Three = tuple[str, str, str]


class Clash(NamedTuple):
    """Where two changes cannot both be had.

    texts    what the three texts say there
    spots    the part of it that has to be chosen: what was there, and what would stand there if the words of ours, of theirs
             stood where they clash, and those of both everywhere else
    settled  nobody has to choose: both put in something of their own, which may stand side by side
    """

    label: str
    texts: Three
    spots: Three
    settled: bool = False

    @property
    def name(self) -> str:
        """What it is called in a form: the same each time the same three texts are put together."""
        return hashlib.sha256("\0".join((self.label, *self.spots)).encode()).hexdigest()[:16]


class Woven(NamedTuple):
    """Words of both sides that were put into one sentence: where, what the three texts say, and what came of it."""

    label: str
    base: str
    ours: str
    theirs: str
    text: str


class Words(NamedTuple):
    """Words as printed and with references as signs: the same when either is the same."""

    printed: str
    signed: str

    def same(self, other: Words) -> bool:
        return self.printed == other.printed or self.signed == other.signed


@dataclass(slots=True)
class Putting:
    """One merge at work on provisions.

    signed       the texts with signs by the id of their provision
    take_theirs  names of the clashes in which theirs stands; ours does in all others
    """

    signed: dict[int, str]
    english: bool
    take_theirs: Collection[str] = ()
    clashes: list[Clash] = field(default_factory=list)
    woven: list[Woven] = field(default_factory=list)

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

        heading = self._plain(where, base.heading, ours.heading, theirs.heading)
        text = self._text(where, base, ours, theirs)
        rows = self._cells(where, base, ours, theirs)
        return Provision(one_of("kind"), one_of("label"), heading, text, (), rows)

    def _plain(self, where: str, base: str, ours: str, theirs: str) -> str:
        """Words in which nothing is cited: a heading, a cell."""
        forms = Words(base, base), Words(ours, ours), Words(theirs, theirs)
        found = chosen(*forms)
        if found is None:
            found = self._weave(where, *forms)
        return self._settled(where, (base, ours, theirs), forms) if found is None else found

    def _weave(self, where: str, base: Words, ours: Words, theirs: Words) -> str | None:
        """The words of both sides in one text, None where they do not leave a word between them."""
        found = woven_words(base, ours, theirs)
        if found is not None:
            self.woven.append(Woven(where, base.printed, ours.printed, theirs.printed, found))
        return found

    def _settled(self, where: str, texts: Three, forms: tuple[Words, Words, Words]) -> str:
        """Notes a clash inside words; those of one side stand where they clash, and of both everywhere else."""
        ours, theirs = (woven_words(*forms, side) or "" for side in (0, 1))
        stands = self.noted(Clash(where, texts, (forms[0].signed, ours, theirs)))
        return theirs if stands is Stands.THEIRS else ours

    def noted(self, clash: Clash) -> Stands:
        """Keeps a clash in mind. Whose words stand in it."""
        self.clashes.append(clash)
        return Stands.THEIRS if clash.name in self.take_theirs else Stands.OURS

    def flattened(
        self, where: str, base: Sequence[Provision], ours: Sequence[Provision], theirs: Sequence[Provision]
    ) -> list[Whole] | None:
        """Rows of provisions put together as rows of words, None where these clash."""
        three = base, ours, theirs
        wholes = put_together(*(laid_out(some, lambda unit: self.words(unit).signed) for some in three))
        if wholes is None:
            return None
        done = [replace(one, provision=self._as_formed(one)) for one in wholes]
        self.woven.append(Woven(where, *three_texts(*three), "\n".join(map(printed, nested(done)))))
        return done

    def _as_formed(self, whole: Whole) -> Provision:
        """A provision with the number that one side gave it, and as printed where nobody touched its words."""
        base, ours, theirs = whole.forms
        if not (base and ours and theirs):
            return whole.provision
        forms = self.words(base), self.words(ours), self.words(theirs)
        found = chosen(*forms) if whole.provision.text in [form.signed for form in forms] else None
        label = theirs.label if ours.label in (base.label, theirs.label) else ours.label
        return replace(whole.provision, label=label, text=whole.provision.text if found is None else found)

    def rows(
        self, where: str, base: Sequence[Provision], ours: Sequence[Provision], theirs: Sequence[Provision]
    ) -> list[Provision]:
        """Paragraphs, items and tables below one provision."""
        place = {id(unit): k for k, unit in enumerate(base)}

        def join(was: Provision, mine: Provision, yours: Provision) -> list[Provision]:
            return [self.join(self._within(where, base, place[id(was)]), was, mine, yours)]

        def clash(
            was: Sequence[Provision], mine: Sequence[Provision], yours: Sequence[Provision], both: bool
        ) -> Stands:
            label = self._within(where, base, place[id(was[0])]) if was else where
            texts = three_texts(was, mine, yours)
            return self.noted(Clash(label, texts, texts, both))

        three = base, ours, theirs
        before = len(self.clashes), len(self.woven)
        beside = not any(unit.kind in _ONE_EACH for some in three for unit in some)
        merged = three_way(three, Hands(self._pair, self.same, join, self.copy, clash, beside=beside))
        if len(self.clashes) > before[0]:
            wholes = self.flattened(where, *three)
            if wholes is not None:
                del self.clashes[before[0] :]
                del self.woven[before[1] : -1]
                merged = nested(wholes)
                if all(_is_in_order(some) for some in three):
                    return all_numbered(merged)
        return _numbered(merged, three)

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

        texts = base.text, ours.text, theirs.text
        before = len(self.clashes), len(self.woven)

        def clash(was: Sequence[Words], mine: Sequence[Words], yours: Sequence[Words], _: bool) -> Stands:
            blank = " " if self.english else ""
            spots = tuple(blank.join(one.signed for one in some) for some in (was, mine, yours))
            return self.noted(Clash(where, texts, spots))  # type: ignore[arg-type]

        def join(was: Words, mine: Words, yours: Words) -> Iterator[str]:
            one = chosen(was, mine, yours)
            if one is None:
                one = self._weave(where, was, mine, yours)
            if one is None:
                one = self._settled(where, texts, (was, mine, yours))
            yield one

        hands: Hands[Words, str] = Hands(_pair_words, Words.same, join, lambda words: words.signed, clash)
        parts = three_way([self._sentences(form) for form in forms], hands)
        if len(self.clashes) > before[0]:  # a sentence that one side cut in two, or joined to the next
            whole = self._weave(where, *forms)
            if whole is not None:
                del self.clashes[before[0] :]
                del self.woven[before[1] : -1]
                return whole
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
        """The rows of a table, cell by cell where all three forms of a row have as many."""
        if ours.rows == theirs.rows or theirs.rows == base.rows:
            return ours.rows
        if ours.rows == base.rows:
            return theirs.rows

        def clash(was: Sequence[Cells], mine: Sequence[Cells], yours: Sequence[Cells], both: bool) -> Stands:
            texts = tuple("\n".join(f"| {' | '.join(cells)} |" for cells in some) for some in (was, mine, yours))
            return self.noted(Clash(where, (printed(base), printed(ours), printed(theirs)), texts, both))  # type: ignore[arg-type]

        def join(was: Cells, mine: Cells, yours: Cells) -> Iterator[Cells]:
            if was in (mine, yours) or mine == yours:
                yield yours if mine == was else mine
            elif len(was) == len(mine) == len(yours):
                yield tuple([self._plain(where, *cell) for cell in zip(was, mine, yours, strict=True)])
            else:
                yield (mine, yours)[clash([was], [mine], [yours], False).value]

        def pair(old: Sequence[Cells], new: Sequence[Cells]) -> list[tuple[int, int]]:
            return pair_rows(["|".join(row) for row in old], ["|".join(row) for row in new], alone=0.0)

        hands: Hands[Cells, Cells] = Hands(pair, tuple.__eq__, join, lambda row: row, clash, beside=True)
        return tuple(three_way((base.rows, ours.rows, theirs.rows), hands))


def three_texts(base: Sequence[Provision], ours: Sequence[Provision], theirs: Sequence[Provision]) -> Three:
    """What three rows of provisions say to a reader."""
    first, mine, yours = ("\n".join(map(printed, some)) for some in (base, ours, theirs))
    return first, mine, yours


def woven_words(base: Words, ours: Words, theirs: Words, stands: int | None = None) -> str | None:
    """The words of both sides in one text; where they clash those of the side that `stands`, without one None."""
    rows = words(base.signed), words(ours.signed), words(theirs.signed)
    stitches = weave(*rows, ABOUT, stands)
    if stitches is None:
        return None
    return "".join(
        next(row[place] for row, place in zip(rows, stitch, strict=True) if place is not None) for stitch in stitches
    )


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


def _is_in_order(some: Sequence[Provision]) -> bool:
    """Whether every list in these provisions is numbered in order."""
    return _in_order(some) and all(_is_in_order(one.children) for one in some)


def all_numbered(some: Sequence[Provision]) -> list[Provision]:
    """The same, every list that is not in order any more numbered anew from its least number."""
    below = [replace(one, children=tuple(all_numbered(one.children))) if one.children else one for one in some]
    items = [one.label for one in below if one.kind in LISTED]
    if not items or _in_order(below):
        return below
    numbers = count(min((value for one in items if (value := value_of(one, items[0])) is not None), default=1))
    return [
        replace(one, label=relabel_item(one.label, next(numbers), items[0])) if one.kind in LISTED else one
        for one in below
    ]


def _in_order(units: Sequence[Provision]) -> bool:
    labels = [unit.label for unit in units if unit.kind in LISTED]
    values = [value_of(label, labels[0]) for label in labels]
    return all(one is not None and other == one + 1 for one, other in pairwise(values))


def _first_value(units: Sequence[Provision]) -> int | None:
    labels = [unit.label for unit in units if unit.kind in LISTED]
    return value_of(labels[0], labels[0]) if labels else None
