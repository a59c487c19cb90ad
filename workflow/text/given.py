"""Copies of a tree in which some units have another key, label or words. The tree itself stays as it is.

Units are told apart by `id`: two provisions of one text may read alike. What has nothing new in it is not copied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import is_

from workflow.text.tree import Document, Kind, Provision
from workflow.text.workpiece import made


@dataclass(frozen=True, slots=True)
class Given:
    """What units get, by their `id`."""

    keys: Mapping[int, str] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[int, Mapping[tuple[int, int], str]] = field(
        default_factory=dict
    )  # by row, the head being 0, and column

    def to(self, unit: Provision) -> Provision:
        """`unit` with what it and everything below it were given; the same object where that is nothing new."""
        at, below = id(unit), unit.children
        key = self.keys.get(at, unit.key)
        label = self.labels.get(at, unit.label)
        text = self.texts.get(at, unit.text)
        children = tuple([self.to(child) for child in below]) if below else below
        if at in self.cells:
            return made(
                unit.kind, label, unit.heading, text, children, _rows(unit.rows, self.cells[at]), key, unit.line
            )
        if key == unit.key and label == unit.label and text == unit.text and all(map(is_, below, children)):
            return unit
        return made(unit.kind, label, unit.heading, text, children, unit.rows, key, unit.line)


def _rows(rows: tuple[tuple[str, ...], ...], words: Mapping[tuple[int, int], str]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(words.get((row, column), cell) for column, cell in enumerate(cells)) for row, cells in enumerate(rows)
    )


def keyed(document: Document, keys: Mapping[int, str]) -> Document:
    """A copy of `document` whose units have `keys`, by their `id`; the others keep the key they have."""
    return Document(document.language, Given(keys=keys).to(document.root))


def unkeyed(document: Document) -> Document:
    """A copy of `document` in which nothing has a key."""
    return keyed(document, {id(unit): "" for unit in document.root.walk()})


def labelled(document: Document, labels: Mapping[int, str]) -> Document:
    """A copy of `document` whose units have `labels`, by their `id`."""
    return Document(document.language, Given(labels=labels).to(document.root))


def worded(
    document: Document,
    texts: Mapping[int, str],
    labels: Mapping[int, str] | None = None,
    cells: Mapping[int, Mapping[tuple[int, int], str]] | None = None,
) -> Document:
    """A copy of `document` whose units have `texts` and `labels`, and whose tables `cells`, by their `id`."""
    return Document(document.language, Given(labels=labels or {}, texts=texts, cells=cells or {}).to(document.root))


def without(document: Document, kind: Kind) -> Document:
    """A copy of `document` without the units of `kind` that stand right below its root."""
    root = document.root
    children = tuple([one for one in root.children if one.kind != kind])
    return Document(document.language, replace(root, children=children))
