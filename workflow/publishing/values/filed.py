"""What is printed of a review and of the enterprise's own chain: an opinion that is signed, and tables of who said what."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.publishing.table_lines import LONG
from workflow.text.comparing.runs import Run
from workflow.words import Script


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a provision that was changed, before or after: its label, and what was struck or put in marked as such."""

    label: str
    runs: tuple[Run, ...]
    before: bool


Cell = str | Side


def _length(cell: Cell) -> int:
    return len(cell) if isinstance(cell, str) else sum(len(words) for _, words in cell.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its caption, the heads of its columns with their shares of the width in hundredths, and its rows.

    none  what stands in its place where there is no row
    """

    caption: str
    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    none: str

    def is_long(self, row: tuple[Cell, ...]) -> bool:
        """Whether a row takes so much of a page that it may run over to the next one."""
        return any(_length(cell) > LONG for cell in row)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filed:
    """A paper for the file.

    heading    what it is, such as 会签单; title is the text's, nth its edition
    number     of the paper itself, such as 法审〔2026〕1号; "" for none
    facts      label and words, above everything
    body       paragraphs of a paper that is read as a letter, each with how it is set: head, paragraph, or code in its own line
    signature  lines at its end, to the right
    wide       A4 on its side, for tables of many columns
    """

    language: Script
    enterprise: str
    heading: str
    title: str
    number: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    body: tuple[tuple[str, str], ...] = ()
    signature: tuple[str, ...] = ()
    legend: str = ""
    tables: tuple[Table, ...] = ()
    fingerprint: str
    wide: bool = False
    marks: tuple[str, ...] = ()
