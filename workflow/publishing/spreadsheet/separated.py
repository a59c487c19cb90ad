"""Reads a table kept as text (CSV): UTF-8, UTF-16 with its mark or GB18030; separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections import Counter

from workflow.publishing.spreadsheet import unreadable
from workflow.publishing.spreadsheet.book import Book, Sheet
from workflow.publishing.spreadsheet.unreadable import TableUnreadable
from workflow.publishing.spreadsheet.workbook import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from workflow.text.decoding import readings

SEPARATORS = ",;\t"
#: Lines by which the separator is told.
_LOOKED_AT = 50


def read_separated(content: bytes) -> Book:
    """The one sheet of a text file. Raises TableUnreadable with the sentence to show."""
    text = _decoded(content)
    if text.startswith("sep=") and len(text) > 4:  # how Excel is told
        separator, text = text[4], text.partition("\n")[2]
    else:
        separator = _separator(text)
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(rows) >= MOST_ROWS:
                raise TableUnreadable(unreadable.too_many_rows(MOST_ROWS))
            cells = [cell[:LONGEST_CELL] for cell in row]
            while cells and not cells[-1].strip():
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                raise TableUnreadable(unreadable.too_many_columns(MOST_COLUMNS))
            rows.append(tuple(cells))
    except csv.Error as error:
        raise TableUnreadable(unreadable.NOT_A_TABLE) from error
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise TableUnreadable(unreadable.NOTHING)
    return Book((Sheet("", tuple(rows)),))


def _decoded(content: bytes) -> str:
    _, text = next(readings(content), ("", None))
    if text is None:
        raise TableUnreadable(unreadable.NOT_A_TABLE)
    return text


def _separator(text: str) -> str:
    """The separator that cuts most lines into as many cells as most of them have."""
    best, found = (0, 0), ","
    for one in SEPARATORS:
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=one)
            widths = Counter(len(row) for row, _ in zip(reader, range(_LOOKED_AT), strict=False) if len(row) > 1)
        except csv.Error:
            continue
        if widths:
            width, lines = widths.most_common(1)[0]
            if (lines, width) > best:
                best, found = (lines, width), one
    return found
