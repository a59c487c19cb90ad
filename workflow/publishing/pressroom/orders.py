"""An order to the press: everything that decides the bytes of one paper, as plain values that travel to another process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from workflow.publishing.faces.fonts import Faces
from workflow.publishing.table_lines import Line
from workflow.publishing.values.facts import PrintFacts, ResolutionFacts
from workflow.publishing.values.faults import PrintingRefused
from workflow.publishing.values.filed import Filed
from workflow.publishing.values.hearing import Poster, Report
from workflow.text.tree import Document
from workflow.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One paper to be drawn. Which one follows from what is given: a document, else a table, else a resolution.

    facts     what stands beside the text
    faces     the installed faces
    document  the text of a regulation, a draft, a report or a decision
    title     of a comparison table: what it is a table of
    lines     its rows
    poster, report  papers of a consultation of employees, which go before everything else; as does `filed`, one for the file
    official  words and ink of the finished paper are proved, and it is refused when they are not the text's
    """

    facts: PrintFacts | ResolutionFacts
    faces: Faces
    document: Document | None = None
    title: str = ""
    lines: tuple[Line, ...] | None = None
    official: bool = False
    poster: Poster | None = None
    report: Report | None = None
    filed: Filed | None = None

    @property
    def name(self) -> str:
        """The SHA-256 of the whole order: the same name is the same paper."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @property
    def size(self) -> int:
        """About how many characters are to be set."""
        if self.document is not None:
            return sum(
                len(one.text) + len(one.heading) + sum(len(cell) for row in one.rows for cell in row)
                for one in self.document.root.walk()
            )
        if self.report is not None:
            return sum(sum(map(len, one.opinions)) + len(one.reason) for one in self.report.groups) + 1000
        if self.filed is not None:
            cells = (cell for table in self.filed.tables for row in table.rows for cell in row)
            return sum(len(str(cell)) for cell in cells) + 1000
        if self.lines is not None:
            return sum(len(words) for line in self.lines for _, words in line.runs)
        return 1000


def drawn(order: Order) -> bytes:
    """The PDF of an order; the same order gives the same bytes in every process. Raises PrintingRefused.

    Takes a second or many, and the first one imports the layout engine.
    """
    from workflow.publishing.beside import render_table
    from workflow.publishing.hearing import render_filed, render_poster, render_report
    from workflow.publishing.pdf import render, render_resolution

    if order.poster is not None:
        return render_poster(order.poster, order.faces)
    if order.report is not None:
        return render_report(order.report, order.faces)
    if order.filed is not None:
        return render_filed(order.filed, order.faces)
    if isinstance(order.facts, ResolutionFacts):
        return render_resolution(order.facts, order.faces)
    if order.document is None:
        return render_table(order.title, order.lines or (), order.facts, order.faces)
    paper = render(order.document, order.facts, order.faces)
    if order.official:
        _prove(order.document, paper, order.faces)
    return paper


def _prove(document: Document, paper: bytes, faces: Faces) -> None:
    """PrintingRefused unless the words that are drawn, and those that a reader copies, are the document's."""
    from workflow.publishing.proof.ink import OtherInk, prove_ink, read
    from workflow.publishing.proof.read_back import same_copied

    try:
        found = read(paper)
        if not same_copied(document, found):
            raise PrintingRefused(
                Words(
                    "排印后的文字与原文不一致，不能印发。",
                    "The words on the paper are not those of the text; it is not issued.",
                )
            )
        prove_ink(document, found, faces)
    except OtherInk as fault:
        raise PrintingRefused(
            Words(
                f"印出的字形与原文不一致，不能印发：{fault}。",
                f"The ink on the paper is not that of the text; it is not issued: {fault}.",
            )
        ) from fault
