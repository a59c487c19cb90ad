"""Writes one text as tracked changes against another: rejected, the file is the old text; accepted, the new one.

Paragraphs are paired in their order by what they say; inside a pair only the words that changed are marked. Numbers that
Word counts by itself are not marked: they follow from what was inserted and deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from workflow.publishing.values.facts import PrintFacts
from workflow.publishing.word.identity import Identity
from workflow.publishing.word.lines import Line, lines_of
from workflow.publishing.word.writing.document import bound, label_of, rows_xml
from workflow.publishing.word.writing.lists import Lists
from workflow.publishing.word.writing.look import key_of, of_label
from workflow.publishing.word.writing.paragraph_xml import NO_LABEL, Label, Run, Tracking, paragraph_xml
from workflow.publishing.word.writing.sides import with_sides
from workflow.publishing.word.writing.table_xml import cell_xml, fitting_widths, key_of_cell, row_xml, table_xml
from workflow.text.comparing.rows import pair_rows
from workflow.text.comparing.runs import Mark, runs
from workflow.text.fingerprint import fingerprint
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind
from workflow.words import Script

_Row = tuple[str, ...]
_ALONE = 0.2  # how alike two paragraphs must be that have the place between two pairs to themselves


def write_tracked(
    old: Document, new: Document, author: str, at: datetime, facts: PrintFacts | None = None, changed_from: str = ""
) -> bytes:
    """The .docx of `new` with every difference from `old` as a tracked change by `author`, made at `at` (aware).

    changed_from  the fingerprint of the old text where it is known; `facts` tell that of the new one
    """
    facts = facts or PrintFacts(language=new.language)
    english = new.language == Script.ENGLISH
    hand = _Hand(Tracking(author, at), english)
    before, after = (with_sides(lines_of(document), english) for document in (old, new))
    pairs = [
        (i, j) for i, j in pair_rows(_told(before), _told(after), _ALONE) if _suit(before[i], after[j])
    ]  # fmt: skip
    for (i, j), (start, begin) in zip(
        [*pairs, (len(before), len(after))], [(0, 0), *((i + 1, j + 1) for i, j in pairs)], strict=True
    ):
        for line in before[start:i]:
            hand.alone(line, Mark.GONE)
        for line in after[begin:j]:
            hand.alone(line, Mark.CAME)
        if i < len(before):
            hand.both(before[i], after[j])
    identity = Identity(facts.fingerprint or fingerprint(write(new)), changed_from or fingerprint(write(old)))
    return bound("".join(hand.body), new, facts, hand.lists, tracked=True, identity=identity)


def _told(lines: Sequence[Line]) -> list[str]:
    """What each line is paired by."""
    return ["|".join(cell for row in line.rows for cell in row) or line.words or f"\x00{line.kind}" for line in lines]


def _suit(old: Line, new: Line) -> bool:
    """Whether the two can be one paragraph, or one table, with changes in it."""
    if (old.kind == Kind.TABLE) != (new.kind == Kind.TABLE):
        return False
    return _columns(old) == _columns(new)


def _columns(line: Line) -> set[int]:
    return {len(row) for row in line.rows}


class _Hand:
    """Writes the paragraphs of both texts, one after the other."""

    def __init__(self, tracking: Tracking, english: bool) -> None:
        self.tracking = tracking
        self.english = english
        self.lists = Lists(english)
        self.body: list[str] = []

    def alone(self, line: Line, sign: Mark) -> None:
        """A paragraph or table of one text only: gone with the old one, or come with the new one."""
        if line.kind == Kind.TABLE:
            widths = fitting_widths(line.rows)
            rows = (self._row(row, widths, sign, head=not at) for at, row in enumerate(line.rows))
            self.body.append(table_xml(rows, widths))
            return
        before, after = (line.label, None) if sign is Mark.GONE else (None, line.label)
        listed = self.lists.take(line.kind, line.depth, before, after, line.gap) if line.label else None
        label = NO_LABEL if listed else label_of(line, self.english)
        label = label._replace(runs=tuple((sign, words) for _, words in label.runs))
        key = key_of(line, self.english)
        self.body.append(paragraph_xml([(sign, line.words)], key, listed, sign, self.tracking, label, line.sides))

    def both(self, old: Line, new: Line) -> None:
        """A paragraph or table of both texts."""
        if new.kind == Kind.TABLE:
            self._table(old, new)
            return
        listed = None
        if old.label and new.label and old.gap == new.gap:
            listed = self.lists.take(new.kind, new.depth, old.label, new.label, new.gap)
        label = NO_LABEL if listed else self._label(old, new)
        said = runs(old.words, new.words)
        key = key_of(new, self.english)
        self.body.append(
            paragraph_xml(said, key, listed, tracking=self.tracking, label=label, sides=new.sides)
        )  # fmt: skip

    def _label(self, old: Line, new: Line) -> Label:
        """A typed label of both texts."""
        told: list[Run] = (
            [(Mark.KEPT, new.typed)] if old.typed == new.typed else [(Mark.GONE, old.typed), (Mark.CAME, new.typed)]
        )
        return Label(tuple(told), of_label(new.kind, self.english))

    def _table(self, old: Line, new: Line) -> None:
        widths = fitting_widths(new.rows)
        if old.rows == new.rows:
            rows = rows_xml(new.rows, widths)
        else:
            rows = []
            pairs = [
                (a, b)
                for a, b in pair_rows(
                    [" | ".join(row) for row in old.rows], [" | ".join(row) for row in new.rows], _ALONE
                )
                if len(old.rows[a]) == len(new.rows[b])  # a cell that only one of the two has would be in neither text
            ]
            i = j = 0
            for a, b in [*pairs, (len(old.rows), len(new.rows))]:
                rows += [self._row(row, widths, Mark.GONE, head=not at) for at, row in enumerate(old.rows[i:a], i)]
                rows += [self._row(row, widths, Mark.CAME, head=not at) for at, row in enumerate(new.rows[j:b], j)]
                if a < len(old.rows):
                    rows.append(self._changed(old.rows[a], new.rows[b], widths, head=not a and not b))
                i, j = a + 1, b + 1
        self.body.append(table_xml(rows, widths))

    def _row(self, row: _Row, widths: list[int], sign: Mark, head: bool) -> str:
        cells = (
            cell_xml(paragraph_xml([(sign, words)], key_of_cell(words, head), None, sign, self.tracking), width)
            for words, width in zip(row, widths[: len(row)], strict=True)
        )
        return row_xml(cells, sign=sign, tracking=self.tracking)

    def _changed(self, old: _Row, new: _Row, widths: list[int], head: bool) -> str:
        cells = (
            cell_xml(paragraph_xml(runs(before, after), key_of_cell(after, head), tracking=self.tracking), width)
            for before, after, width in zip(old, new, widths[: len(new)], strict=True)
        )
        return row_xml(cells, head=head)
