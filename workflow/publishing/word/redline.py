"""Writes one text as tracked changes against another: rejected, the file is the old text; accepted, the new one.

Paragraphs are paired in their order by what they say; inside a pair only the words that changed are marked. Numbers that
Word counts by itself are not marked: they follow from what was inserted and deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from workflow.publishing.facts import PrintFacts
from workflow.publishing.word import look
from workflow.publishing.word.lines import Line, lines_of
from workflow.publishing.word.lists import Lists
from workflow.publishing.word.paragraph_xml import (
    Run,
    Tracking,
    cell_xml,
    even_widths,
    paragraph_xml,
    row_xml,
    table_xml,
)
from workflow.publishing.word.writing import bound, rows_xml
from workflow.text.rows import pair_rows
from workflow.text.runs import runs
from workflow.text.tree import Document

_Row = tuple[str, ...]
_ALONE = 0.2  # how alike two paragraphs must be that have the place between two pairs to themselves


def write_tracked(old: Document, new: Document, author: str, at: datetime, facts: PrintFacts | None = None) -> bytes:
    """The .docx of `new` with every difference from `old` as a tracked change by `author`, made at `at` (aware)."""
    hand = _Hand(Tracking(author, at))
    before, after = lines_of(old), lines_of(new)
    pairs = [
        (i, j) for i, j in pair_rows(_told(before), _told(after), _ALONE) if _suit(before[i], after[j])
    ]  # fmt: skip
    for (i, j), (start, begin) in zip(
        [*pairs, (len(before), len(after))], [(0, 0), *((i + 1, j + 1) for i, j in pairs)], strict=True
    ):
        for line in before[start:i]:
            hand.alone(line, "-")
        for line in after[begin:j]:
            hand.alone(line, "+")
        if i < len(before):
            hand.both(before[i], after[j])
    return bound("".join(hand.body), new, facts or PrintFacts(language=new.language), hand.lists, tracked=True)


def _told(lines: Sequence[Line]) -> list[str]:
    """What each line is paired by."""
    return ["|".join(cell for row in line.rows for cell in row) or line.words or f"\x00{line.kind}" for line in lines]


def _suit(old: Line, new: Line) -> bool:
    """Whether the two can be one paragraph, or one table, with changes in it."""
    if (old.kind == "table") != (new.kind == "table"):
        return False
    return _columns(old) == _columns(new)


def _columns(line: Line) -> set[int]:
    return {len(row) for row in line.rows}


class _Hand:
    """Writes the paragraphs of both texts, one after the other."""

    def __init__(self, tracking: Tracking) -> None:
        self.tracking = tracking
        self.lists = Lists()
        self.body: list[str] = []

    def alone(self, line: Line, sign: str) -> None:
        """A paragraph or table of one text only: "-" of the old one, "+" of the new one."""
        if line.kind == "table":
            self.body.append(table_xml((self._row(row, sign) for row in line.rows), even_widths(max(_columns(line)))))
            return
        before, after = (line.label, None) if sign == "-" else (None, line.label)
        listed = self.lists.take(line.kind, line.depth, before, after, line.gap) if line.label else None
        words = line.words if listed else line.typed + line.words
        key = look.key_of(line.kind, line.depth)
        self.body.append(paragraph_xml([(sign, words)], key, listed, sign, self.tracking))

    def both(self, old: Line, new: Line) -> None:
        """A paragraph or table of both texts."""
        if new.kind == "table":
            self._table(old, new)
            return
        listed = None
        if old.label and new.label and old.gap == new.gap:
            listed = self.lists.take(new.kind, new.depth, old.label, new.label, new.gap)
        said: list[Run] = list(runs(old.words, new.words))
        if not listed:
            typed: list[Run] = [("=", old.typed)] if old.typed == new.typed else [("-", old.typed), ("+", new.typed)]
            said = typed + said
        self.body.append(paragraph_xml(said, look.key_of(new.kind, new.depth), listed, tracking=self.tracking))

    def _table(self, old: Line, new: Line) -> None:
        if old.rows == new.rows:
            rows = rows_xml(new.rows)
        else:
            rows = []
            pairs = pair_rows([" | ".join(row) for row in old.rows], [" | ".join(row) for row in new.rows], _ALONE)
            i = j = 0
            for a, b in [*pairs, (len(old.rows), len(new.rows))]:
                rows += [self._row(row, "-") for row in old.rows[i:a]]
                rows += [self._row(row, "+") for row in new.rows[j:b]]
                if a < len(old.rows):
                    rows.append(self._changed(old.rows[a], new.rows[b]))
                i, j = a + 1, b + 1
        self.body.append(table_xml(rows, even_widths(max(_columns(new)))))

    def _row(self, row: _Row, sign: str) -> str:
        width = even_widths(len(row))[0]
        cells = (cell_xml(paragraph_xml([(sign, words)], "cell", None, sign, self.tracking), width) for words in row)
        return row_xml(cells, sign=sign, tracking=self.tracking)

    def _changed(self, old: _Row, new: _Row) -> str:
        width = even_widths(len(new))[0]
        cells = (
            cell_xml(paragraph_xml(runs(before, after), "cell", tracking=self.tracking), width)
            for before, after in zip(old, new, strict=True)
        )
        return row_xml(cells)
