"""A unit of a text while somebody works on it: what the tree is built from and what an act is carried out on.

The tree of a regulation never changes (`workflow.text.tree`). Reading one, carrying a decision out and putting two texts
together need units that do, for as long as the work goes on: `opened` begins it, `closed` ends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from workflow.text.tree import Kind, Provision


@dataclass(slots=True)
class Workpiece:
    """One unit under work; the fields are those of `Provision`, and may be given anew."""

    kind: Kind
    label: str = ""
    heading: str = ""
    text: str = ""
    children: list[Workpiece] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    key: str = ""
    line: int = 0

    def walk(self) -> Iterator[Workpiece]:
        """This unit and everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def closed(self) -> Provision:
        """The provision that came of the work, with everything below it; it shares nothing with this workpiece."""
        below = tuple([child.closed() for child in self.children]) if self.children else ()
        rows = tuple(map(tuple, self.rows)) if self.rows else ()
        return made(self.kind, self.label, self.heading, self.text, below, rows, self.key, self.line)


def made(
    kind: Kind,
    label: str,
    heading: str,
    text: str,
    children: tuple[Provision, ...],
    rows: tuple[tuple[str, ...], ...],
    key: str,
    line: int,
) -> Provision:
    """`Provision(…)` for whole trees: the constructor that a frozen data class has costs four times that of a plain one."""
    piece: Any = Workpiece(kind, label, heading, text, children, rows, key, line)  # type: ignore[arg-type]
    piece.__class__ = Provision  # the same slots; nobody else has seen it, and from here on nobody can change it
    return piece  # type: ignore[no-any-return]


def opened(provision: Provision) -> Workpiece:
    """A workpiece that begins as `provision` is, with everything below it."""
    below = [opened(child) for child in provision.children] if provision.children else []
    rows = list(map(list, provision.rows)) if provision.rows else []
    return Workpiece(
        provision.kind, provision.label, provision.heading, provision.text, below, rows, provision.key, provision.line
    )
