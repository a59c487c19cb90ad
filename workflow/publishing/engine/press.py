"""The press: HTML and CSS in, the bytes of a PDF out. Reads nothing but the faces and the two templates' words.

WeasyPrint is imported with this module, which costs half a second: import it where it is used. One document at a time
goes through the press, because Pango's font map may not be used by two threads at once.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from functools import lru_cache, partial
from threading import Lock
from typing import Any, NoReturn

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from workflow.publishing.engine import gaps, grid, justify, lending
from workflow.publishing.faces.typefaces import Case, opened
from workflow.publishing.values.faults import MissingGlyph, PrintingRefused
from workflow.words import Words

gaps.install()
justify.install()
grid.install()
lending.install()

_LOCK = Lock()
_NO_GLYPH = re.compile(r"\(U\+([0-9A-F]+)\)$")


class NoFetching(URLFetcher):
    """Refuses every address: a printed text reaches neither the network nor a file."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, _headers: object = None) -> NoReturn:
        """ValueError, whatever is asked for."""
        raise ValueError(f"nothing may be fetched while printing: {url}")


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint warns of, in order."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def press(html: str, css: str, case: Case, over: Sequence[bytes] = (), *, tagged: bool = True) -> bytes:
    """The PDF of a page description, set in the faces of `case` alone; the same input gives the same bytes.

    over    for each page what is drawn over it in PDF's own words, y counted from the foot; () for nothing on any
    tagged  with its structure, which a part that is laid together with others loses

    Raises MissingGlyph for a character that no face could draw, and PrintingRefused for anything else that the layout
    engine warns of: a warning is a page that differs from what was asked for.
    """
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    with _LOCK:
        logger.addHandler(complaints)
        try:
            document = HTML(string=html, url_fetcher=NoFetching())
            pdf: bytes = document.write_pdf(
                finisher=partial(_overlay, over) if over else None,
                font_config=opened(case),
                stylesheets=[_stylesheet(css)],
                pdf_tags=tagged,
                custom_metadata=True,
            )
        except FatalURLFetchingError as fault:
            raise _refused(str(fault)) from fault
        finally:
            logger.removeHandler(complaints)
    for complaint in complaints.said:
        if missing := _NO_GLYPH.search(complaint):
            raise MissingGlyph(chr(int(missing[1], 16)))
        raise _refused(complaint)
    return pdf


def _overlay(over: Sequence[bytes], document: Document, pdf: Any) -> None:
    """Draw over the pages before they are written: to read a finished file again takes as long as to set it."""
    pages = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/Page"]
    if not len(pages) == len(document.pages) == len(over):
        raise _refused(f"{len(document.pages)} pages, {len(over)} expected")
    for page, drawn in zip(pages, over, strict=True):
        words = pdf.objects[int(page["Contents"].split()[0])].stream
        words[:] = [b"q", *words, b"Q", drawn]


def _refused(complaint: str) -> PrintingRefused:
    return PrintingRefused(
        Words(
            f"排版引擎报告问题，未生成文件：{complaint}",
            f"The layout engine complained, so nothing was printed: {complaint}",
        )
    )


@lru_cache(maxsize=64)
def _stylesheet(css: str) -> CSS:
    return CSS(string=css, url_fetcher=NoFetching())
