"""Reads the words of a text back from its PDF, to prove before anything is issued that the paper says what was adopted.

Only what is set in the faces of the text layer counts; page numbers, marks, notices and the colophon are set in the
frame layer (see `typefaces`). The reader is pypdf, which shares nothing with the layout engine.
"""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from workflow.publishing.proof.drawn import Drawn
from workflow.publishing.quoted_tables import with_tables
from workflow.publishing.values.measures import TEXT
from workflow.text.reading.printable import printed
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind, Provision

_BLANKS = re.compile(r"[\s\u3000]+")
#: Characters that some faces draw with one glyph, so that the PDF cannot tell them apart, and no reader can.
_ALIKE = str.maketrans(
    dict.fromkeys("•‧・", "·")
    | dict.fromkeys("\u2010\u2011", "-")
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
    | {"⋯": "…", "‒": "–", "⸺": "——", "µ": "μ", "∆": "Δ", "∕": "／", "〜": "～"}
    | dict(zip("➀➁➂➃➄➅➆➇➈➉", "①②③④⑤⑥⑦⑧⑨⑩", strict=True))
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)}  # radicals
)
_LAYER = re.compile(rf"(?:[A-Z]{{6}}\+)?{TEXT}-")


def read_back(pdf: bytes) -> str:
    """The words of the text as they stand on the pages, one page after the other, a line feed where a line ends.

    The head of a table that runs over a page appears again on the next, as it is printed. Raises ValueError when the
    file cannot be read as a PDF.
    """
    return "\n".join(_pages(pdf))


def same_text(document: Document, pdf: bytes) -> bool:
    """Whether `pdf` says exactly the words of `document`, in their order.

    White space and characters that print nothing do not count, nor does the repeated head of a table at the top of a
    page. False for a file that cannot be read.
    """
    try:
        return _says(document, _pages(pdf))
    except ValueError:
        return False


def same_copied(document: Document, found: Drawn) -> bool:
    """The same, of a file whose glyphs were read already: every glyph of the text layer as a reader copies it."""
    return _says(
        document,
        [
            "".join(
                found.copied[run.face].get(glyph, "") for run in page if _LAYER.match(run.face) for glyph in run.glyphs
            )
            for page in found.pages
        ],
    )


def _says(document: Document, pages: list[str]) -> bool:
    stored = stored_words(document)
    heads = heads_of_tables(document)
    at = 0
    for page in pages:
        at = _follow(stored, at, bare(page), heads)
        if at < 0:
            return False
    return at == len(stored)


def stored_words(document: Document) -> str:
    """The canonical text of a document without white space and without the bars between the cells of its tables."""
    return bare(write(Document(document.language, _cells_alone(with_tables(document).root))))


def heads_of_tables(document: Document) -> set[str]:
    """The words of the heads of tables, which stand again at the top of a page that a table runs over to."""
    return {bare("".join(unit.rows[0])) for unit in with_tables(document).root.walk() if unit.rows} - {""}


def _cells_alone(unit: Provision) -> Provision:
    """A copy of a unit in which every table is a paragraph of the words of its cells."""
    if unit.kind == Kind.TABLE:
        return Provision(Kind.PARAGRAPH, text="".join(cell for row in unit.rows for cell in row))
    children = tuple(_cells_alone(child) for child in unit.children)
    return Provision(unit.kind, unit.label, unit.heading, unit.text, children)


def _follow(stored: str, at: int, page: str, heads: set[str]) -> int:
    """Where in `stored` a page ends that begins at `at`; -1 when it says something else."""
    if stored.startswith(page, at):
        return at + len(page)
    for head in heads:
        if page.startswith(head) and stored.startswith(page[len(head) :], at):
            return at + len(page) - len(head)
    return -1


def bare(text: str) -> str:
    """`text` as it counts when it is read from paper: without white space, characters that look alike taken for one."""
    return _BLANKS.sub("", printed(text).translate(_ALIKE))


def _pages(pdf: bytes) -> list[str]:
    """The words of the text layer on each page. ValueError when `pdf` cannot be read."""
    try:
        return [_page_words(page) for page in PdfReader(io.BytesIO(pdf)).pages]
    except (PyPdfError, KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"not a readable PDF: {fault}") from fault


def _page_words(page: Any) -> str:
    pieces: list[str] = []

    def keep(text: str, _matrix: object, _text_matrix: object, font: dict[str, str] | None, _size: float) -> None:
        if font and _LAYER.match(str(font.get("/BaseFont", "")).removeprefix("/")):
            pieces.append(text)

    page.extract_text(visitor_text=keep)
    return "".join(pieces)
