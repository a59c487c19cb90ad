"""Permanent keys: which provision of a new text is which provision of the old one, down to the last item.

A comment, an approval or a suggestion hangs on a key. So a key is handed on only where the words speak for it; where
they do not, the provision gets a new key and what hung on the old one is shown as without a place, which is bad, but
not as bad as showing it beside words it was never meant for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from workflow.text.comparing.align import align
from workflow.text.comparing.compare import Fate
from workflow.text.comparing.pairing import Pair
from workflow.text.comparing.rows import pair_rows
from workflow.text.comparing.similarity import alike, grams
from workflow.text.fingerprint import normalised
from workflow.text.given import keyed
from workflow.text.references.citation import number_of
from workflow.text.tree import WITHIN, Document, Kind, Provision
from workflow.text.units import Unit, units
from workflow.words import Script

ENOUGH = 0.6  # how alike words must be to what they are said to have been; the set phrases of a text alone reach 0.5
UNMISTAKABLE = 8  # characters from which equal words elsewhere in the text are the same provision, moved


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where the words of a key went besides the provision that kept it ("split"), or whose words a key took ("merged")."""

    old_key: str
    new_key: str
    kind: Literal[Fate.SPLIT, Fate.MERGED]


def carry(
    old: Document | None, new: Document, make_key: Callable[[], str], vouched: Set[str] = frozenset()
) -> tuple[Document, list[Lineage]]:
    """`new` with a key for every provision: its own of `old` where it is one of those, else a new one.

    Keys that `new` brings along are believed where `old` knows them, or where they are among those `vouched` for, and given
    anew elsewhere. No key is given twice. The second value is what was split and merged, of the provisions at article
    level and above.
    """
    known = {provision.key: provision.kind for provision in old.root.walk()} if old is not None else {}
    new = _believed(new, known, vouched)
    carrying = _Carrying(new)
    pairs: list[Pair] = []
    before: list[Unit] = []
    after = units(new)
    if old is not None:
        before = units(old)
        pairs = align(before, after)
        carrying.hand_on(old.root, new.root)
        carrying.unmistakable(old.root, new.root)
        for pair in pairs:
            carrying.unit(
                [before[i] for i in pair.old], [after[j] for j in pair.new], before[pair.main[0]], after[pair.main[1]]
            )
    keys = {id(provision): carrying.key(provision) or make_key() for provision in new.root.walk()}
    return keyed(new, keys), [line for pair in pairs for line in _lineage(pair, before, after, keys)]


def _believed(new: Document, known: Mapping[str, Kind], vouched: Set[str]) -> Document:
    """`new` with those of its keys that are vouched for or that `known` has for a like provision, each the first time.

    What stands inside an article may become another unit of it: an item a paragraph, when its level changes.
    """
    seen: set[str] = set()
    doubted: dict[int, str] = {}
    for provision in new.root.walk():
        key = provision.key
        if not key:
            continue
        kind = known.get(key)
        is_like = kind == provision.kind or (kind in WITHIN and provision.kind in WITHIN)
        if key not in seen and (is_like if kind is not None else key in vouched):
            seen.add(key)
        else:
            doubted[id(provision)] = ""
    return keyed(new, doubted) if doubted else new


class _Carrying:
    """Hands keys on to the provisions of one text, each at most once."""

    def __init__(self, new: Document) -> None:
        self.keys: dict[int, str] = {}
        self.given = {provision.key for provision in new.root.walk() if provision.key}

    def key(self, new: Provision) -> str:
        """The key that a provision brought along or was handed on; "" for none."""
        return new.key or self.keys.get(id(new), "")

    def hand_on(self, old: Provision, new: Provision) -> None:
        if old.key and old.key not in self.given and not self.key(new):
            self.keys[id(new)] = old.key
            self.given.add(old.key)

    def unit(self, olds: Sequence[Unit], news: Sequence[Unit], old: Unit, new: Unit) -> None:
        """A pair of units, or those that were split or merged, with everything below."""
        if (
            old.group != Kind.ARTICLE
            or alike(grams(old.folded), grams(new.folded)) >= ENOUGH
            or old.folded == new.folded
        ):
            self.hand_on(old.provision, new.provision)
        self._rows([row for one in olds for row in one.more], [row for one in news for row in one.more])
        self._rows(_below(olds), _below(news))

    def _rows(self, olds: Sequence[Provision], news: Sequence[Provision]) -> None:
        """Paragraphs, items and tables in order, by their words."""
        if not olds or not news:
            return
        for i, j in pair_rows([_words(row) for row in olds], [_words(row) for row in news], ENOUGH, ENOUGH):
            if olds[i].kind == news[j].kind or {olds[i].kind, news[j].kind} <= {Kind.ITEM, Kind.SUBITEM}:
                self.hand_on(olds[i], news[j])
                self._rows(olds[i].children, news[j].children)

    def unmistakable(self, old: Provision, new: Provision) -> None:
        """Rows whose words stand once in each text are the same wherever they stand: in place, moved, split or merged."""
        known, found = _once(old), _once(new)
        for words, row in found.items():
            if words in known and len(words[1]) >= UNMISTAKABLE:
                self.hand_on(known[words], row)


def _once(root: Provision) -> dict[tuple[str, str], Provision]:
    """The paragraphs, items and tables whose kind and words occur once."""
    rows: dict[tuple[str, str], list[Provision]] = defaultdict(list)
    for row in root.walk():
        if row.kind in _ROWS:
            rows[row.kind, _words(row)].append(row)
    return {words: same[0] for words, same in rows.items() if len(same) == 1}


_ROWS = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.TABLE})
_UNITS = frozenset({Kind.ARTICLE, Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING, Kind.ANNEX})


def _below(some: Sequence[Unit]) -> list[Provision]:
    """What stands below the units and is no unit itself."""
    return [row for unit in some for row in unit.provision.children if row.kind not in _UNITS]


def _words(row: Provision) -> str:
    """The words of a row with all that is below it, without numbers and typography."""
    return normalised("\n".join(_all_words(row)))


def _all_words(row: Provision) -> Iterator[str]:
    for one in row.walk():
        yield from (one.heading, one.text, *("|".join(cells) for cells in one.rows))


def _lineage(pair: Pair, before: Sequence[Unit], after: Sequence[Unit], keys: Mapping[int, str]) -> Iterator[Lineage]:
    """What was split and merged in one pair; `keys` are those that the new provisions got, by id."""
    old_key, new_key = before[pair.main[0]].key, keys[id(after[pair.main[1]].provision)]
    for j in pair.new:
        if j != pair.main[1] and old_key:
            yield Lineage(old_key, keys[id(after[j].provision)], Fate.SPLIT)
    for i in pair.old:
        if i != pair.main[0] and before[i].key:
            yield Lineage(before[i].key, new_key, Fate.MERGED)


def match_translation(
    authentic: Document, translation: Document, make_key: Callable[[], str]
) -> tuple[Document, list[Provision]]:
    """`translation` with the keys of `authentic` by structural position: number where both have one, else place.

    The second value is the provisions of the translation that have no counterpart and therefore got a key of their own.
    """
    matching = _Matching(authentic.language == Script.ENGLISH, translation.language == Script.ENGLISH)
    matching.give(authentic.root, translation.root)
    matching.by_number(_of_kind(authentic, (Kind.ARTICLE,)), _of_kind(translation, (Kind.ARTICLE,)))
    matching.below(authentic.root, translation.root)
    walked = list(translation.root.walk())
    keys = {id(provision): matching.keys.get(id(provision)) or make_key() for provision in walked}
    matched = keyed(translation, keys)
    strangers = [now for was, now in zip(walked, matched.root.walk(), strict=True) if id(was) not in matching.keys]
    return matched, strangers


def _of_kind(document: Document, kinds: tuple[Kind, ...]) -> list[Provision]:
    return [provision for provision in document.root.walk() if provision.kind in kinds]


class _Matching:
    def __init__(self, old_english: bool, new_english: bool) -> None:
        self.english = old_english, new_english
        self.keys: dict[int, str] = {}
        self.given: set[str] = set()

    def give(self, old: Provision, new: Provision) -> bool:
        if not old.key or id(new) in self.keys or old.key in self.given:
            return False
        self.keys[id(new)] = old.key
        self.given.add(old.key)
        return True

    def by_number(self, olds: list[Provision], news: list[Provision]) -> None:
        """Articles run through the whole text, so a translation that lacks one does not push the others along."""
        numbers = [number_of(old, self.english[0]) for old in olds], [number_of(new, self.english[1]) for new in news]
        where = {number: old for number, old in zip(numbers[0], olds, strict=True) if numbers[0].count(number) == 1}
        for number, new in zip(numbers[1], news, strict=True):
            if (
                number is not None
                and number in where
                and numbers[1].count(number) == 1
                and self.give(where[number], new)
            ):
                self.below(where[number], new)
        self._by_place(
            [old for old in olds if old.key not in self.given], [new for new in news if id(new) not in self.keys]
        )

    def below(self, old: Provision, new: Provision) -> None:
        """Containers by kind and number, then what is left of each kind in order."""
        kinds = dict.fromkeys(child.kind for child in new.children)
        for kind in kinds:
            olds = [child for child in old.children if child.kind == kind and child.key not in self.given]
            news = [child for child in new.children if child.kind == kind and id(child) not in self.keys]
            if kind in _NUMBERED:
                self._by_own_number(olds, news)
                olds = [child for child in olds if child.key not in self.given]
                news = [child for child in news if id(child) not in self.keys]
            self._by_place(olds, news)

    def _by_own_number(self, olds: list[Provision], news: list[Provision]) -> None:
        where = {number_of(old, self.english[0]): old for old in reversed(olds)}
        for new in news:
            number = number_of(new, self.english[1])
            if number is not None and number in where and self.give(where[number], new):
                self.below(where[number], new)

    def _by_place(self, olds: list[Provision], news: list[Provision]) -> None:
        for old, new in zip(olds, news, strict=False):
            if self.give(old, new):
                self.below(old, new)


_NUMBERED = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING, Kind.ITEM, Kind.SUBITEM})
