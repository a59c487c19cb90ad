"""What the glyphs of a face look like, and what characters they stand for: asked of the face's own file, once a process.

A glyph stands for the characters that the face maps to it, and for those that shaping puts it in the place of: ligatures
(ff), forms of a language, composed letters. What only a reader who asks for it gets (small capitals, old figures) does not
count.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from fontTools.cffLib import PrivateDict
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from workflow.publishing.faces.program import Program

#: Features of OpenType that shaping applies unasked.
_UNASKED = frozenset(("ccmp", "locl", "rlig", "liga", "clig", "calt", "rclt"))


class Outlines:
    """The glyphs of one font, by number. OSError when there is no such file, ValueError when it is no font."""

    def __init__(self, font: Path | bytes) -> None:
        self._content = font if isinstance(font, bytes) else _mapped(font)
        self._program = Program(self._content)
        self._looks: dict[int, tuple[bytes, ...]] = {}

    def __len__(self) -> int:
        return self._program.glyphs

    def look(self, number: int) -> tuple[bytes, ...]:
        """The outline of a glyph, its width and its place: equal ones look alike; () for a number that has no glyph.

        TTLibError or ValueError when the glyph cannot be read.
        """
        if number >= len(self):
            return ()
        if number not in self._looks:
            described = self._program.alone(number)
            outline = _outline(described, cubic=self._program.cubic) if described is not None else b""
            self._looks[number] = (outline or self._put_together(number), self._program.measures(number))
        return self._looks[number]

    def misread(self, numbers: Iterable[int]) -> list[int]:
        """Those of `numbers` that a reader may draw differently, because in this face their CID is another's.

        ISO 32000-1, 9.7.4.2: in a CID-keyed CFF the number on the page is looked up in the charset. Lenient readers take it
        for the number of the glyph; only where both are the same does every reader draw the same. ValueError as above.
        """
        return [number for number in numbers if number >= len(self) or self._program.cid(number) not in (None, number)]

    def _put_together(self, number: int) -> bytes:
        """The outline of a glyph whose parts stand in several places of the font."""
        glyphs, name = self._font.getGlyphSet(), self._font.getGlyphName(number)
        pen = DecomposingRecordingPen(glyphs)
        if self._program.cubic:
            glyphs[name].draw(pen)
        else:
            self._font["glyf"][name].draw(pen, self._font["glyf"])
        return _digest(pen)

    @cached_property
    def _font(self) -> TTFont:
        return TTFont(io.BytesIO(self._content), fontNumber=0, lazy=True)

    def spellings(self) -> dict[int, frozenset[str]]:
        """Number of a glyph → the words that it stands for, most often one character."""
        numbers = {name: number for number, name in enumerate(self._font.getGlyphOrder())}
        spelt: dict[int, set[str]] = {}
        for code, name in (self._font.getBestCmap() or {}).items():
            if code > 0x1F and not 0x7F <= code <= 0x9F:  # some faces draw controls as blanks
                spelt.setdefault(numbers[name], set()).add(chr(code))
        mapped = {number: frozenset(words) for number, words in spelt.items()}
        for parts, name in _substitutions(self._font):
            for words in _joined([mapped.get(numbers[part], frozenset()) for part in parts]):
                spelt.setdefault(numbers[name], set()).add(words)
        return {number: frozenset(words) for number, words in spelt.items()}


@lru_cache(maxsize=65_536)  # the characters of an enterprise's papers in a few faces, some 20 MB
def _outline(described: bytes, *, cubic: bool) -> bytes:
    """The digest of the outline that the description of a glyph draws by itself; b"" where it names another glyph.

    cubic  the description is one of a CFF, else one of a table glyf
    """
    pen = RecordingPen()
    if cubic:
        T2CharString(described, private=PrivateDict(strings=None, file=None, offset=0), globalSubrs=[]).draw(pen)
    elif described:
        Glyph(described).draw(pen, None)
    return b"" if any(verb == "addComponent" for verb, _ in pen.value) else _digest(pen)


def _digest(pen: RecordingPen) -> bytes:
    return hashlib.sha256(repr(pen.value).encode()).digest()


def _mapped(file: Path) -> mmap:
    """A file of many megabytes of which little is looked at."""
    with file.open("rb") as opened:
        try:
            return mmap(opened.fileno(), 0, access=ACCESS_READ)
        except ValueError as fault:
            raise ValueError(f"{file.name} is empty") from fault


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
