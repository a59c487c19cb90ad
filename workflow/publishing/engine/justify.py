"""Justifies Chinese lines in WeasyPrint 70.0, which by itself stretches only spaces.

WeasyPrint answers `text-align: justify` by widening the blanks of a line. A Chinese line has none, so a line that is
shorter than the measure (because a punctuation mark may not begin the next one, or a Latin word did not fit) stays
ragged by up to a character, and a line with one blank opens one ugly gap. Here every Han character and full-width mark
takes a share of what is missing, through Pango's letter spacing, which splits a character's share between its two sides:
the gap between two Han characters gets a whole share, between Han and Latin half of one, inside a Latin word none.

The functions replaced are private to WeasyPrint, therefore the version is fixed and checked. The test is on paper: the
right edges of a printed article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from workflow.publishing.engine.version import require_version

#: Runs of characters that stretch: blanks (but for the one of a whole character, after a label), CJK punctuation and
#: full-width forms, Han, quotation marks. Dashes and dots that are set in pairs (—— ……) are not among them, so that they stay
#: one stroke.
_STRETCHES = re.compile(
    "[ \u00a0\u2018-\u201d\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]+"
)

#: Words that are set as they are: 第四条 is a label and never 第 四 条, nor is a heading that is spread by its own rule.
_FIXED = frozenset({"label", "number", "spread"})
#: Stands for such words where shares are counted: a character that takes none.
_STIFF = "x"

_set_text = Layout.set_text


def install() -> None:
    """Teach WeasyPrint to justify Chinese, once a process. RuntimeError on any other version than `engine.VERSION`."""
    require_version()
    inline.justify_line = _justify_line
    Layout.set_text = _set_stretched_text


def _justify_line(_context: Any, line: Any, missing: float) -> None:
    """Spread `missing` (CSS pixels) over the gaps of one line."""
    shares = _shares("".join(_stretching(box) for box in _text_boxes(line)))
    if shares > 0:
        _widen(line, missing / shares, 0.0, "")


def _text_boxes(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _text_boxes(child)


def _stretching(box: Any) -> str:
    """The words of a text box, as they count for stretching: those of a label are one stroke."""
    return box.text if box.element is None or not _FIXED & set(box.element.get("class", "").split()) else _STIFF


def _shares(text: str) -> float:
    """How many whole shares stand between the first and the last character of `text`."""
    ends = sum(1 for end in (text[:1], text[-1:]) if _STRETCHES.match(end))
    return sum(match.end() - match.start() for match in _STRETCHES.finditer(text)) - ends / 2


def _widen(box: Any, share: float, moved: float, before: str) -> tuple[float, str]:
    """Move `box` by `moved`, widen it and all inside; `before` is the character printed before it.

    Returns how far the next box moves, and the last character printed.
    """
    if isinstance(box, boxes.TextBox):
        words = _stretching(box)
        moved += share * _shares(before + words[:1])
        box.position_x += moved
        if words is _STIFF:
            return moved, words
        box.justification_spacing = share
        box.pango_layout = Layout(box.style, share)
        box.pango_layout.set_text(box.text)
        box.pango_layout.deactivate()
        gain = share * _shares(box.text)
        box.width += gain
        return moved + gain, box.text[-1:] or before
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        start = moved
        box.position_x += moved
        for child in box.children:
            if child.is_in_normal_flow():
                moved, before = _widen(child, share, moved, before)
        box.width += moved - start
        return moved, before
    box.translate(moved, 0)
    return moved, before


def _set_stretched_text(layout: Any, text: str, justify: bool = False) -> None:
    """WeasyPrint's Layout.set_text, with letter spacing instead of word spacing where a line is justified."""
    _set_text(layout, text)
    if not (justify and layout.justification_spacing):
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for match in _STRETCHES.finditer(layout.text):
        spacing = pango.pango_attr_letter_spacing_new(round(layout.justification_spacing * TO_UNITS))
        spacing.start_index = len(layout.text[: match.start()].encode())
        spacing.end_index = spacing.start_index + len(match.group().encode())
        pango.pango_attr_list_change(attributes, spacing)
    pango.pango_layout_set_attributes(layout.layout, attributes)
