"""Reads a workbook (.xlsx) row by row within bounds: cells as stored, merged ones filled, formulas told and never worked out."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from workflow.publishing.spreadsheet import unreadable
from workflow.publishing.spreadsheet.book import Book, Sheet
from workflow.publishing.spreadsheet.unreadable import TableUnreadable
from workflow.rules.roster.values import EPOCH_1900, EPOCH_1904, Cell, Formula

MEGABYTE = 1024 * 1024
UNPACKED, MOST_PARTS = 150 * MEGABYTE, 2_000
#: How many times a part may be larger than packed; small parts may be packed as well as they like.
RATIO, SMALL = 400, MEGABYTE
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 200, 30
#: Characters of a cell: more than an opinion may have, so that a longer one is refused and none is cut unseen.
LONGEST_CELL = 2_500
_ZEROS = re.compile(r"0{2,}")
#: What openpyxl raises for files that are damaged or made to hurt; it promises no error of its own, and runs in a process apart.
_ANY = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, KeyError, ValueError, TypeError, IndexError, AttributeError,
    OverflowError, EOFError, OSError, RuntimeError, ElementTree.ParseError,
)  # fmt: skip


def read_workbook(content: bytes) -> Book:
    """The visible sheets of a workbook. Raises TableUnreadable with the sentence to show."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check(package)
            merged = _merged(package)
        return _book(content, merged)
    except TableUnreadable:
        raise
    except _ANY as error:
        raise TableUnreadable(unreadable.DAMAGED) from error


def _check(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise TableUnreadable(unreadable.PASSWORD)
    if "xl/workbook.xml" not in names:
        raise TableUnreadable(unreadable.NOT_A_TABLE)
    swollen = any(part.file_size > max(SMALL, RATIO * part.compress_size) for part in parts)
    if swollen or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise TableUnreadable(unreadable.UNPACKS_TOO_LARGE)
    if len(names) != len(parts) or any(
        part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts
    ):
        raise TableUnreadable(unreadable.DAMAGED)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with package.open(part) as source:
                # A declaration stands before the first element, and may be written in two bytes a letter.
                head = source.read(64_000).replace(b"\0", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise TableUnreadable(unreadable.ENTITIES)


def _book(content: bytes, merged: dict[str, list[tuple[int, int, int, int]]]) -> Book:
    sheets, left = [], MOST_ROWS
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # what of a workbook is not understood (styles, extensions) does not matter here
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            for one in book.worksheets[:MOST_SHEETS]:
                if one.sheet_state != "visible":
                    continue
                rows = list(_rows(one, left))
                left -= len(rows)
                _fill(rows, merged.get(one.title, []))
                if any(cell not in (None, "") for row in rows for cell in row):
                    sheets.append(Sheet(one.title, tuple(tuple(row) for row in rows)))
            epoch = EPOCH_1904 if book.epoch == CALENDAR_MAC_1904 else EPOCH_1900
        finally:
            book.close()
    if not sheets:
        raise TableUnreadable(unreadable.NOTHING)
    return Book(tuple(sheets), epoch)


def _rows(sheet: Any, most: int) -> Iterator[list[Cell]]:
    """The rows of a sheet up to the last that holds anything; what a file says of its size is not believed."""
    sheet.reset_dimensions()
    blank = 0
    many = 0
    for row in sheet.iter_rows():
        cells = [_cell(one) for one in row]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if not cells:
            blank += 1
            if blank > MOST_ROWS:
                return
            continue
        many += blank + 1
        if many > most:
            raise TableUnreadable(unreadable.too_many_rows(MOST_ROWS))
        if len(cells) > MOST_COLUMNS:
            raise TableUnreadable(unreadable.too_many_columns(MOST_COLUMNS))
        for _ in range(blank):
            yield []
        blank = 0
        yield cells


def _cell(one: Any) -> Cell:
    value = one.value
    if value is None or isinstance(value, bool):
        return None
    if one.data_type in ("f", "e"):
        return Formula(str(value)[:LONGEST_CELL])
    if isinstance(value, int | float):
        shown = str(one.number_format or "")
        # A number that is shown with its leading zeros is the number with them: format 00000 shows 12 as 00012.
        if isinstance(value, int) and value >= 0 and _ZEROS.fullmatch(shown):
            return str(value).zfill(len(shown))
        return value if isinstance(value, int) or value == value else None
    if isinstance(value, datetime | date):
        return value
    return str(value)[:LONGEST_CELL]


def _fill(rows: list[list[Cell]], merged: list[tuple[int, int, int, int]]) -> None:
    """Give every cell of a merged one what its first cell says."""
    for left, top, right, bottom in merged:
        if top > len(rows) or left > len(rows[top - 1]) or right > MOST_COLUMNS:
            continue
        said = rows[top - 1][left - 1]
        for row in rows[top - 1 : bottom]:
            row.extend([None] * (right - len(row)))
            for at in range(left - 1, right):
                if row[at] in (None, ""):
                    row[at] = said


def _merged(package: zipfile.ZipFile) -> dict[str, list[tuple[int, int, int, int]]]:
    """Sheet → its merged cells as (left, top, right, bottom), from 1; they stand behind the rows, where no row reader looks."""
    relations = {
        one.get("Id"): posixpath.normpath(posixpath.join("xl", one.get("Target", "").removeprefix("/xl/")))
        for one in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (no DOCTYPE: `_check`)
    }
    found = {}
    for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():  # noqa: S314
        if not sheet.tag.endswith("}sheet"):
            continue
        link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        path = relations.get(link, "")
        if path in package.namelist():
            found[sheet.get("name", "")] = list(_merged_in(package, path))
    return found


def _merged_in(package: zipfile.ZipFile, path: str) -> Iterator[tuple[int, int, int, int]]:
    many, filled = 0, 0
    with package.open(path) as source:
        for _, one in ElementTree.iterparse(source):  # noqa: S314
            if one.tag.endswith("}mergeCell") and many < MOST_ROWS:
                left, top, right, bottom = range_boundaries(one.get("ref", ""))
                if left and top and right and bottom:
                    many += 1
                    filled += min(bottom - top + 1, MOST_ROWS) * (right - left + 1)
                    if filled > 50 * MOST_ROWS:
                        return
                    yield left, top, right, bottom
            elif one.tag.endswith(("}row", "}c")):
                one.clear()
