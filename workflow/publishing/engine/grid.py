"""Keeps every line of a paragraph equally high in WeasyPrint 70.0, whatever faces its characters come from.

WeasyPrint hangs a line on the highest ascent of the glyphs in it, so a line with a figure or a rare name from another
face is up to 2.4 points higher than its neighbours, and the 22 lines of a page no longer fit. CSS asks for the ascent of
the paragraph's first face alone. That is what is done here: each piece of text stands where the strut of its style does.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline
from weasyprint.text.line_break import split_first_line, strut

from workflow.publishing.engine.version import require_version


def install() -> None:
    """Put the lines on the grid, once a process. Raises RuntimeError on any other version than `engine.VERSION`."""
    require_version()
    inline.split_first_line = _split_on_the_grid


def _split_on_the_grid(text: str, style: Any, *rest: Any, **options: Any) -> tuple[Any, ...]:
    """WeasyPrint's split_first_line, with the baseline of the style's strut instead of that of the glyphs."""
    layout, length, resume_at, width, height, _ = split_first_line(text, style, *rest, **options)
    line_height, baseline = strut(style)
    # The caller adds half of what the line has over the glyphs.
    return layout, length, resume_at, width, height, baseline - (line_height - height) / 2
