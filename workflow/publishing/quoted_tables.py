"""A table that a decision quotes is a table on paper: its rows stand in the text as quoted lines, “| cell | cell |.

The words stay those of the text, quotation marks included; only the bars become rules.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from workflow.text.tables import cells
from workflow.text.tree import Document, Kind, Provision

#: A quoted row: the mark that opens each paragraph of a quotation, the row, and the mark that closes it with a stop.
_ROW = re.compile('([“"])(\\|.*\\|)([”"]?[。；，.;,]?)')


def with_tables(document: Document) -> Document:
    """`document` with every run of quoted rows as one table; itself where there is none."""
    root = _with_tables(document.root)
    return document if root is document.root else Document(document.language, root)


def _with_tables(unit: Provision) -> Provision:
    children: list[Provision] = []
    for is_row, run in groupby(map(_with_tables, unit.children), _is_row):
        found = list(run)
        children += [_table(found)] if is_row else found
    same = len(children) == len(unit.children) and all(map(lambda one, other: one is other, children, unit.children))
    return unit if same else replace(unit, children=tuple(children))


def _is_row(unit: Provision) -> bool:
    return unit.kind == Kind.PARAGRAPH and not unit.children and _ROW.fullmatch(unit.text) is not None


def _table(rows: list[Provision]) -> Provision:
    return Provision(Kind.TABLE, rows=tuple(_cells(one.text) for one in rows), key=rows[0].key, line=rows[0].line)


def _cells(text: str) -> tuple[str, ...]:
    opening, row, closing = _ROW.fullmatch(text).groups()  # type: ignore[union-attr]  # asked by `_is_row`
    words = cells(row)
    words[0], words[-1] = f"{opening}{words[0]}", f"{words[-1]}{closing}"
    return tuple(words)
