"""What a table file holds, as values that can be stored and sent: its sheets, their rows and cells."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date, datetime

from workflow.rules.roster.values import EPOCH_1900, Cell, Formula


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, "" in a text file, and its rows from the first."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets that hold anything. `epoch` is day 0 of days that are stored as mere numbers."""

    sheets: tuple[Sheet, ...]
    epoch: date = EPOCH_1900


def packed(book: Book) -> bytes:
    """A book as bytes, to be kept for a while."""
    said = {
        "epoch": book.epoch.isoformat(),
        "sheets": [[one.name, [[_put(cell) for cell in row] for row in one.rows]] for one in book.sheets],
    }
    return zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def unpacked(content: bytes) -> Book:
    """The book that `packed` made bytes of."""
    said = json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass"))
    sheets = [Sheet(name, tuple(tuple(_got(cell) for cell in row) for row in rows)) for name, rows in said["sheets"]]
    return Book(tuple(sheets), date.fromisoformat(said["epoch"]))


def _put(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return {"at": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, Formula):
        return {"formula": cell.text}
    return cell


def _got(cell: object) -> Cell:
    if isinstance(cell, dict):
        kind, value = next(iter(cell.items()))
        if kind == "formula":
            return Formula(value)
        return datetime.fromisoformat(value) if kind == "at" else date.fromisoformat(value)
    return cell  # type: ignore[return-value]
