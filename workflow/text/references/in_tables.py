"""Cells of tables that cite: 见4.3, or a column 试验方法 whose cells are nothing but numbers of clauses.

A number in a table is a figure unless its words, or those above its column, say otherwise. What names nothing in this text
is no reference here, and a row that names another paper says nothing about this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from workflow.text.references.citation import Cell, Reference, Standing
from workflow.text.references.other_papers import other_paper
from workflow.text.tree import Kind, Provision

_CITES = re.compile(
    "条款|条文|章条|依据|(?:试验|检验|检测|测定|分析)方法|对应.{0,2}条|(?:clause|section|method|see)s?\\b", re.I
)
_COUNTS = re.compile("编号|序号|代号|^No")
_BEFORE = re.compile(
    r"(?:见|按|符合|满足|执行|违反|依照|按照|依据|参照|本[\u4e00-\u9fff]{1,6}的?)[ \u3000]?$|\b(?:see|under|clause)\s$",
    re.I,
)
_BETWEEN = re.compile("[、，,和及或/；; \u3000]+|至|～|~|and|or|to")
_PLACE = re.compile("[0-9A-Z第附表录]")
_STEPS = frozenset({Kind.ARTICLE, Kind.CHAPTER, Kind.PART, Kind.ANNEX, Kind.TABLE})


def cells(table: Provision, standing: Standing) -> Iterator[tuple[Provision, Standing]]:
    """Every cell below the head that could cite, as a unit of its own whose heading is that of its column."""
    head = table.rows[0] if table.rows else ()
    for row, columns in enumerate(table.rows[1:], 1):
        if any("《" in words or other_paper(words) for words in columns):
            continue
        for column, words in enumerate(columns):
            if words and _PLACE.search(words):
                above = head[column] if column < len(head) else ""
                unit = Provision(Kind.TABLE, heading=above, text=words, key=table.key, line=table.line)
                yield unit, replace(standing, cell=Cell(table, row, column))


def citing(found: list[Reference]) -> list[Reference]:
    """Those of the references of one cell that really are some."""
    named = [one for one in found if one.targets and not one.law and not one.fault and one.parts[0].kind in _STEPS]
    if not named:
        return []
    words, heading = named[0].unit.text, named[0].unit.heading
    alone, at = True, 0
    for one in named:
        between = words[at : one.start]
        alone = alone and (not between.strip() or _BETWEEN.fullmatch(between) is not None)
        at = one.end
    alone = alone and not words[at:].strip()
    if alone and _CITES.search(heading) and not _COUNTS.search(heading) and not other_paper(heading):
        return named
    kept: list[Reference] = []
    for one in named:
        link = kept and kept[-1].end <= one.start and _BETWEEN.fullmatch(words[kept[-1].end : one.start])
        if link or _BEFORE.search(words[: one.start]) or (one.parts[0].kind in (Kind.ANNEX, Kind.TABLE) and alone):
            kept.append(one)
    return kept
