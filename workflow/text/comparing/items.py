"""What reviewers decide on, as values: each unit of a text so that typography and numbers that only follow change nothing.

Order and nesting stand apart as a list of keys: a unit that moved is the same unit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow.text.fingerprint import normalised
from workflow.text.references.citation import Reference, Step
from workflow.text.references.find import references
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.text.units import Unit, units

_STEPS = frozenset({Kind.ARTICLE, Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING})


@dataclass(frozen=True, slots=True)
class Item:
    """One unit with its words.

    exact     digest of the words as printed
    plain     the same without typography
    value     the same with the articles and chapters it cites as keys
    followed  the same with paragraphs and items that it cites as keys too
    """

    kind: Kind
    label: str
    exact: str
    plain: str
    value: str
    followed: str

    def is_same(self, other: Item | None) -> bool:
        """True when nothing that is decided on differs: the words, or the words but for numbers that followed."""
        return other is not None and (self.value == other.value or self.followed == other.followed)


#: Keys in the order of the text, each with the keys of the containers it stands in, outermost first.
Order = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Worded:
    """A whole text: its items by permanent key, and how they stand."""

    items: Mapping[str, Item]
    order: Order


NOTHING = Worded({}, ())


def worded(document: Document) -> Worded:
    """The items of `document`, whose provisions carry their permanent keys."""
    found = [one for one in references(document) if not one.law and not one.fault]
    printed = units(document)
    cited = units(_rewritten(document, found, _STEPS))
    followed = units(_rewritten(document, found, None))
    above = _containers(document.root)
    return Worded(
        {
            one.key: _item(one, value.text, follows.text)
            for one, value, follows in zip(printed, cited, followed, strict=True)
        },
        tuple((one.key, above[id(one.parent)]) for one in printed),
    )


def _item(unit: Unit, value: str, followed: str) -> Item:
    plain = unit.folded
    folded = _digest(plain)
    exact = folded if plain == unit.text else _digest(unit.text)
    by_value = folded if value == unit.text else _digest(normalised(value))
    by_followed = by_value if followed == value else _digest(normalised(followed))
    return Item(unit.kind, unit.label, exact, folded, by_value, by_followed)


def _digest(words: str) -> str:
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _containers(root: Provision) -> dict[int, tuple[str, ...]]:
    """By id of each container, the keys down to it."""
    above: dict[int, tuple[str, ...]] = {id(root): ()}
    waiting = [root]
    while waiting:
        provision = waiting.pop()
        for child in provision.children:
            if child.kind in CONTAINERS:
                above[id(child)] = (*above[id(provision)], child.key)
                waiting.append(child)
    return above


def _rewritten(document: Document, found: Iterable[Reference], steps: frozenset[Step] | None) -> Document:
    """A copy of `document` with what its references name written as keys; `steps` limits this to some kinds."""
    places: dict[Spot, dict[tuple[int, int], list[str]]] = {}
    for reference in found:
        for part, named in zip(reference.parts, reference.named, strict=False):
            if named and part.back != 0 and (steps is None or part.kind in steps):
                cell = reference.standing.cell
                spot = (id(cell.table), cell.row, cell.column) if cell else (id(reference.unit), -1, -1)
                keys = places.setdefault(spot, {}).setdefault((part.start, part.end), [])
                word = reference.unit.text[part.start : part.end] if part.number is None and not part.token else ""
                keys.append(word + "+".join(one.key for one in named))
    return Document(document.language, _copy(document.root, places))


#: The words of a provision, by its `id`, or of one cell of a table.
Spot = tuple[int, int, int]


def _copy(provision: Provision, places: Mapping[Spot, Mapping[tuple[int, int], list[str]]]) -> Provision:
    at = id(provision)
    text = _keyed(provision.text, places.get((at, -1, -1), {}))
    rows = tuple(
        tuple(_keyed(words, places.get((at, row, column), {})) for column, words in enumerate(cells))
        for row, cells in enumerate(provision.rows)
    )
    return Provision(
        provision.kind,
        provision.label,
        provision.heading,
        text,
        tuple([_copy(child, places) for child in provision.children]),
        rows,
        provision.key,
        provision.line,
    )


def _keyed(text: str, keys_at: Mapping[tuple[int, int], list[str]]) -> str:
    for (start, end), keys in sorted(keys_at.items(), reverse=True):
        text = f"{text[:start]}⟦{' '.join(keys)}⟧{text[end:]}"
    return text
