"""Gives the Latin face the raised and lowered signs that it lacks (⁺ ⁻ ⁼ ₊ ₋ ₌): its own signs, made as small as its small figures.

10⁻³ and Ca²⁺ are common where things are made; no free face that set-up can have holds these signs.
"""

from __future__ import annotations

import io

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

#: Sign → where it is made of, and the figure that shows how high and how large it stands.
_MADE = {"⁺": "+¹", "⁻": "−¹", "⁼": "=¹", "₊": "+₁", "₋": "−₁", "₌": "=₁"}


def with_signs(content: bytes) -> bytes:
    """The TrueType font `content` with the signs that it lacks and can make; `content` itself where there is nothing to do.

    The same font gives the same bytes. TTLibError when `content` is not a font.
    """
    with TTFont(io.BytesIO(content), fontNumber=0, recalcTimestamp=False) as font:
        cmap = font.getBestCmap() or {}
        lacking = [
            sign
            for sign, made_of in _MADE.items()
            if ord(sign) not in cmap and {ord("1"), *map(ord, made_of)} <= cmap.keys()
        ]
        if "glyf" not in font or not lacking:
            return content
        for sign in lacking:
            _add(font, cmap, sign)
        written = io.BytesIO()
        font.save(written)
        return written.getvalue()


def _add(font: TTFont, cmap: dict[int, str], sign: str) -> None:
    full, figure = (cmap[ord(mark)] for mark in _MADE[sign])
    low, high = _extent(font, figure)
    below, above = _extent(font, cmap[ord("1")])
    scale = (high - low) / (above - below)
    # In the middle of the small figure as the full sign is in the middle of the full one.
    pen = TTGlyphPen(font.getGlyphSet())
    font.getGlyphSet()[full].draw(TransformPen(pen, (scale, 0, 0, scale, 0, low - below * scale)))
    name = f"uni{ord(sign):04X}"
    width, margin = font["hmtx"][full]
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = round(width * scale), round(margin * scale)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(sign)] = name


def _extent(font: TTFont, name: str) -> tuple[float, float]:
    """How low and how high a glyph reaches."""
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.bounds[1], pen.bounds[3]
