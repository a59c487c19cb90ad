"""What the glyphs of a face look like, and what characters they stand for: asked of the face's own file, once a process.

A glyph stands for the characters that the face maps to it, and for those that shaping puts it in the place of: ligatures
(ff), forms of a language, composed letters. What only a reader who asks for it gets (small capitals, old figures) does not
count.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

#: Features of OpenType that shaping applies unasked.
_UNASKED = frozenset(("ccmp", "locl", "rlig", "liga", "clig", "calt", "rclt"))


class Outlines:
    """The glyphs of one font, by number. TTLibError when the font cannot be read."""

    def __init__(self, font: Path | bytes) -> None:
        self._font = TTFont(io.BytesIO(font) if isinstance(font, bytes) else font, fontNumber=0, lazy=True)
        self._order = self._font.getGlyphOrder()
        self._glyphs = self._font.getGlyphSet()
        self._drawn: dict[int, bytes] = {}

    def __len__(self) -> int:
        return len(self._order)

    def look(self, number: int) -> bytes:
        """A digest of the outline of a glyph and of its width; b"" for a number that the font has no glyph of."""
        if number >= len(self._order):
            return b""
        if number not in self._drawn:
            pen = DecomposingRecordingPen(self._glyphs)
            glyph = self._glyphs[self._order[number]]
            glyph.draw(pen)
            self._drawn[number] = hashlib.sha256(repr((pen.value, glyph.width)).encode()).digest()
        return self._drawn[number]

    def spellings(self) -> dict[int, frozenset[str]]:
        """Number of a glyph → the words that it stands for, most often one character."""
        numbers = {name: number for number, name in enumerate(self._order)}
        spelt: dict[int, set[str]] = {}
        for code, name in (self._font.getBestCmap() or {}).items():
            if code > 0x1F and not 0x7F <= code <= 0x9F:  # some faces draw controls as blanks
                spelt.setdefault(numbers[name], set()).add(chr(code))
        mapped = {number: frozenset(words) for number, words in spelt.items()}
        for parts, name in _substitutions(self._font):
            for words in _joined([mapped.get(numbers[part], frozenset()) for part in parts]):
                spelt.setdefault(numbers[name], set()).add(words)
        return {number: frozenset(words) for number, words in spelt.items()}


def of_face(file: Path) -> Outlines:
    """The outlines of an installed face. OSError when there is no such file."""
    return _of_version(file, file.stat().st_mtime_ns)[0]


def spellings_of_face(file: Path) -> dict[int, frozenset[str]]:
    """What the glyphs of an installed face stand for."""
    return _of_version(file, file.stat().st_mtime_ns)[1]


@lru_cache(maxsize=32)
def _of_version(file: Path, _changed: int) -> tuple[Outlines, dict[int, frozenset[str]]]:
    outlines = Outlines(file)
    return outlines, outlines.spellings()


def _substitutions(font: TTFont) -> Iterator[tuple[tuple[str, ...], str]]:
    """What shaping replaces unasked: the glyphs that go, the one that comes."""
    table = font["GSUB"].table if "GSUB" in font else None
    if table is None or not table.LookupList:
        return
    asked: set[int] = set()
    unasked: set[int] = set()
    for record in table.FeatureList.FeatureRecord:
        (unasked if record.FeatureTag in _UNASKED else asked).update(record.Feature.LookupListIndex)
    for number, lookup in enumerate(table.LookupList.Lookup):
        # A lookup that no feature names is used by another, in context.
        if number in unasked or number not in asked:
            for subtable in lookup.SubTable:
                yield from _replaced(getattr(subtable, "ExtSubTable", subtable))


def _replaced(subtable: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if subtable.LookupType == 1:
        yield from (((before,), after) for before, after in subtable.mapping.items())
    elif subtable.LookupType == 4:
        for first, ligatures in subtable.ligatures.items():
            yield from (((first, *ligature.Component), ligature.LigGlyph) for ligature in ligatures)


def _joined(parts: list[frozenset[str]]) -> Iterator[str]:
    """All words that begin with one of the first part, go on with one of the second, and so on."""
    if not parts:
        yield ""
        return
    for rest in _joined(parts[1:]):
        yield from (first + rest for first in parts[0])
