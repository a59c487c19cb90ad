"""The frame of a text as a merge looks at it: what a container holds itself, where units stand, whether numbers follow."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.text.references.citation import number_of
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.words import Script


def without_units(provision: Provision) -> Provision:
    """A container without the articles and containers in it; anything else as it is."""
    if provision.kind not in CONTAINERS:
        return provision
    return Provision(
        provision.kind, provision.label, provision.heading, provision.text, loose(provision), provision.rows
    )  # fmt: skip


def loose(provision: Provision) -> tuple[Provision, ...]:
    if provision.kind not in CONTAINERS:
        return provision.children
    return tuple(
        one
        for one in provision.children
        if one.kind not in CONTAINERS and one.kind not in (Kind.ARTICLE, Kind.SIGNATURE, Kind.TOC)
    )


def paths(parent: Provision, path: tuple[Kind, ...] = ()) -> Iterable[tuple[Provision, tuple[Kind, ...]]]:
    for child in parent.children:
        yield child, path
        if child.kind in CONTAINERS:
            yield from paths(child, (*path, child.kind))


def breaks(document: Document) -> int:
    """How many articles and containers do not follow the one before them."""
    english = document.language == Script.ENGLISH
    count = 0
    before = None
    for article in document.articles():
        number = number_of(article, english)
        count += number is not None and not number.follows(before)
        before = number
    for parent in document.root.walk():
        last: dict[Kind, int] = {}
        for child in parent.children:
            number = number_of(child, english) if child.kind in CONTAINERS and child.label else None
            if number:
                count += child.kind in last and number.main != last[child.kind] + 1
                last[child.kind] = number.main
    return count
