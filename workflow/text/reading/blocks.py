"""What reading a text has in common in every language: tables, quotations, the signature block, what was normalised."""

from __future__ import annotations

import re

from workflow.text import tables
from workflow.text.lines import Line, Normalisation
from workflow.text.reading.builder import Builder

_QUOTATION = re.compile("[“”「」]")


class Progress:
    """How far one text is read: its lines, the tree so far, and whether a quotation is open."""

    def __init__(self, lines: list[Line], told: list[Normalisation]) -> None:
        self.lines = tables.from_tabs(lines, told)
        self.told = told
        self.build = Builder()
        self.quoting = False

    def normalised(self, line: Line, printed: str, canonical: str, why: str = "label") -> None:
        """Tells that `printed` becomes `canonical`, unless only blanks differ."""
        if printed != canonical and "".join(printed.split()) != "".join(canonical.split()):
            self.told.append(Normalisation(line.number, printed, canonical, why))

    def quote(self, words: str) -> None:
        """Notes whether a quotation is still open at the end of `words`."""
        marks = _QUOTATION.findall(words)
        if marks:
            self.quoting = marks[-1] in "“「"

    def open_preamble(self, line: Line) -> None:
        """Words before the first article belong to the preamble."""
        if self.build.block is self.build.root:
            self.build.preamble("", line.number)

    def read_table(self, at: int) -> int:
        """Reads the rows from line `at` on; returns the index after them."""
        start = self.lines[at]
        self.open_preamble(start)
        rows: list[list[str]] = []
        while at < len(self.lines) and tables.is_row(self.lines[at].text):
            words = self.lines[at].text
            if rows and tables.is_rule(words):
                self.told.append(Normalisation(self.lines[at].number, words, "", "table rule"))
            else:
                rows.append(tables.cells(words))
            at += 1
        self.build.table(rows, start.number)
        return at

    def read_signature(self, at: int, stop: int) -> int:
        """Reads lines `at` to `stop` as the signature block; returns `stop`."""
        words = "\n".join(line.text for line in self.lines[at:stop])
        self.build.signature(words, self.lines[at].number)
        return stop
