"""Where the face changes within a line, hands the gap after a character on to the piece of text that follows.

WeasyPrint 70.0 writes the pieces of a line one after the other, each with the gaps between its characters, the one after
its last character too. PDFium (Chrome, Edge) forgets a gap that no character follows in the same piece: a justified line of
Han and figures then ends short of the margin there (2.65 points on a page that was measured), while other readers draw it
whole. Before the first character of a piece every reader minds a gap.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.pdf.stream import Stream

from workflow.publishing.engine.version import require_version

_LAST_GAP = re.compile(r"(?<=>)[^<>]+$")

_show_text, _set_text_matrix = Stream.show_text, Stream.set_text_matrix
#: The gap that waits for the next piece of the line that is being drawn, by stream: one page is drawn at a time.
_waiting: dict[int, str] = {}


def install() -> None:
    """Teach WeasyPrint to write gaps where every reader minds them, once a process. RuntimeError on any other version."""
    require_version()
    Stream.show_text = _show_text_after_gap
    Stream.set_text_matrix = _begin_line


def _begin_line(stream: Any, *matrix: float) -> None:
    _waiting.clear()
    _set_text_matrix(stream, *matrix)


def _show_text_after_gap(stream: Any, text: str) -> None:
    gap = _LAST_GAP.search(text)
    if gap:
        text = text[: gap.start()]
    before = _waiting.pop(id(stream), "")
    _show_text(stream, f"{before} {text}" if before else text)
    if gap:
        _waiting[id(stream)] = gap.group()
