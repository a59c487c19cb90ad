"""Below which clauses a clause stands, in texts numbered 一、（一） or 1, 1.1, 1.1.1. They stand side by side in the tree."""

from __future__ import annotations

from workflow.text.labels.clauses import Clause, clause
from workflow.text.tree import CONTAINERS, Kind, Provision


def clause_paths(root: Provision) -> dict[int, tuple[Provision, ...]]:
    """The `id` of every clause → what it stands below, outermost first: parts, chapters, an annex, clauses."""
    found: dict[int, tuple[Provision, ...]] = {}
    _below(root, (), found)
    return found


def _below(parent: Provision, above: tuple[Provision, ...], found: dict[int, tuple[Provision, ...]]) -> None:
    open_clauses: list[tuple[Clause, Provision]] = []
    for child in parent.children:
        if child.kind == Kind.ARTICLE and (label := clause(child.label)):
            while open_clauses and not open_clauses[-1][0].holds(label):
                open_clauses.pop()
            found[id(child)] = (*above, *(unit for _, unit in open_clauses))
            open_clauses.append((label, child))
        elif child.kind in CONTAINERS:
            _below(child, (*above, child), found)
