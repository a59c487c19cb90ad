"""Tables written into files as people's programs write them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook


def workbook(
    rows: Sequence[Sequence[Any]], *, merged: Sequence[str] = (), title: str = "花名册", **formats: str
) -> bytes:
    """An .xlsx with one sheet; `formats` are number formats by cell."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for one in merged:
        sheet.merge_cells(one)
    for cell, shown in formats.items():
        sheet[cell].number_format = shown
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def separated(rows: Sequence[Sequence[Any]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([["" if one is None else one for one in row] for row in rows])
    return out.getvalue().encode(encoding)


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """A package with some parts replaced or added; `_` in a name stands for "/", and "__" for "."."""
    out = io.BytesIO()
    named = {name.replace("__", ".").replace("_", "/"): value for name, value in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename not in named:
                new.writestr(one.filename, old.read(one.filename))
        for name, value in named.items():
            new.writestr(name, value)
    return out.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def as_excel_writes(rows: Sequence[Sequence[str]]) -> bytes:
    """An .xlsx with its words in one shared list, split into runs with sounds beside them, as Excel keeps Chinese."""
    words = [cell for row in rows for cell in row]
    strings = "".join(
        f"<si><r><t>{one[:1]}</t></r><r><t xml:space='preserve'>{one[1:]}</t></r><rPh sb='0' eb='1'><t>pinyin</t></rPh></si>"
        for one in words
    )
    at = iter(range(len(words)))
    cells = [
        f"<row r='{y}'>"
        + "".join(f"<c r='{chr(65 + x)}{y}' t='s'><v>{next(at)}</v></c>" for x, _ in enumerate(row))
        + "</row>"
        for y, row in enumerate(rows, 1)
    ]
    kinds = {
        "/xl/workbook.xml": "sheet.main",
        "/xl/worksheets/sheet1.xml": "worksheet",
        "/xl/sharedStrings.xml": "sharedStrings",
    }
    overrides = "".join(
        f"<Override PartName='{name}' ContentType='{_TYPE}.{kind}+xml'/>" for name, kind in kinds.items()
    )
    relation = "<Relationship Id='{0}' Type='" + _REL + "/{1}' Target='{2}'/>"
    packaged = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f"<Types xmlns='{packaged}/content-types'><Default Extension='rels' "
        f"ContentType='application/vnd.openxmlformats-package.relationships+xml'/>{overrides}</Types>",
        "_rels/.rels": f"<Relationships xmlns='{packaged}/relationships'>"
        f"{relation.format('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{_MAIN}' xmlns:r='{_REL}'><sheets>"
        "<sheet name='Sheet1' sheetId='1' r:id='s'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{packaged}/relationships'>"
        f"{relation.format('s', 'worksheet', 'worksheets/sheet1.xml')}{relation.format('t', 'sharedStrings', 'sharedStrings.xml')}"
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{_MAIN}'><sheetData>{''.join(cells)}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst xmlns='{_MAIN}'>{strings}</sst>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return out.getvalue()
