"""A font file looked into at single places: how a glyph is described, how wide it is, under which CID it is known.

Knows nothing of what a description draws. OpenType 1.9: the directory, maxp, hhea, hmtx, head, loca, glyf; CFF: Adobe Technical
Note 5176. A subset of a Chinese face keeps places for 20,000 glyphs of which a paper draws four; reading all of them to look
at four takes longer than setting a page.
"""

from __future__ import annotations

from mmap import mmap
from struct import error, unpack_from


class Program:
    """The first font of a file. ValueError for bytes that are none, or that end too soon."""

    def __init__(self, content: bytes | mmap) -> None:
        self._content = content
        try:
            self._read()
        except (error, IndexError, KeyError, UnicodeDecodeError) as fault:
            raise ValueError(f"not a font that can be read: {fault!r}") from fault

    def _read(self) -> None:
        content = self._content
        start = unpack_from(">I", content, 12)[0] if content[:4] == b"ttcf" else 0
        self._tables = {
            content[at : at + 4].decode("ascii"): unpack_from(">I", content, at + 8)[0]
            for at in range(start + 12, start + 12 + 16 * unpack_from(">H", content, start + 4)[0], 16)
        }
        self.glyphs: int = unpack_from(">H", content, self._tables["maxp"] + 4)[0]
        self._widths: int = unpack_from(">H", content, self._tables["hhea"] + 34)[0]
        if "hmtx" not in self._tables or not self._widths:
            raise KeyError("hmtx")
        self._cff = _Cff(content, self._tables["CFF "]) if "CFF " in self._tables else None

    @property
    def cubic(self) -> bool:
        """Whether its outlines are those of PostScript (CFF), not of TrueType."""
        return self._cff is not None

    def measures(self, number: int) -> bytes:
        """The advance of a glyph, and of a TrueType face its left side bearing, which shifts the outline, as they stand.

        ValueError for a glyph that the file does not hold.
        """
        at, last = self._tables["hmtx"], self._widths - 1
        advance = at + 4 * min(number, last)
        bearing = advance + 2 if number <= last else at + 4 * self._widths + 2 * (number - self._widths)
        told = self._content[advance : advance + 2] + (b"" if self.cubic else self._content[bearing : bearing + 2])
        if len(told) != (2 if self.cubic else 4):
            raise ValueError(f"glyph {number} has no width")
        return told

    def alone(self, number: int) -> bytes | None:
        """The description of a glyph, where it says all that is drawn; None where parts of it stand elsewhere.

        ValueError for a glyph that the file does not hold.
        """
        try:
            if self._cff is not None:
                return self._cff.alone(number)
            long = unpack_from(">h", self._content, self._tables["head"] + 50)[0]
            first, after = unpack_from(
                ">2I" if long else ">2H", self._content, self._tables["loca"] + number * (4 if long else 2)
            )
            if not long:
                first, after = first * 2, after * 2
            described = self._content[self._tables["glyf"] + first : self._tables["glyf"] + after]
            return (
                None if described and unpack_from(">h", described)[0] < 0 else described
            )  # below 0: put together of others
        except (error, KeyError, IndexError) as fault:
            raise ValueError(f"glyph {number} cannot be found: {fault!r}") from fault

    def cid(self, number: int) -> int | None:
        """The CID of a glyph; None in a face whose glyphs have none. ValueError as above."""
        if self._cff is None or not self._cff.keyed:
            return None
        try:
            return self._cff.cid(number)
        except (error, IndexError) as fault:
            raise ValueError(f"glyph {number} has no CID: {fault!r}") from fault


class _Cff:
    """The table of a face of PostScript outlines."""

    def __init__(self, content: bytes | mmap, start: int) -> None:
        self._content, self._start = content, start
        names = _Index(content, start + content[start + 2])
        tops = _Index(content, names.end)
        strings = _Index(content, tops.end)
        top = _dictionary(tops.entry(0))
        self.keyed = 1230 in top
        self._glyphs = _Index(content, start + top[17][0])
        self._charset = top.get(15, [0])[0]
        privates = [top] if 18 in top else []
        if 1236 in top:
            fonts = _Index(content, start + top[1236][0])
            privates = [_dictionary(fonts.entry(at)) for at in range(fonts.count)]
        self._shared = _Index(content, strings.end).count > 0 or any(map(self._has_parts, privates))

    def _has_parts(self, font: dict[int, list[int]]) -> bool:
        """Whether glyphs of a font may be put together of parts that stand elsewhere (local subroutines)."""
        size, at = font.get(18, [0, 0])
        return 19 in _dictionary(self._content[self._start + at : self._start + at + size])

    def alone(self, number: int) -> bytes | None:
        described = self._glyphs.entry(number)
        return None if self._shared else described

    def cid(self, number: int) -> int:
        """The entry of the charset (CFF, 13)."""
        if number == 0:
            return 0
        content, at = self._content, self._start + self._charset
        if self._charset <= 2:
            raise error("a charset of names")
        form, at = content[at], at + 1
        if form == 0:
            return int(unpack_from(">H", content, at + 2 * (number - 1))[0])
        first, passed = 0, 1
        while True:
            first, left = unpack_from(">HB" if form == 1 else ">HH", content, at)
            if number <= passed + left:
                return int(first + number - passed)
            passed, at = passed + left + 1, at + (3 if form == 1 else 4)


class _Index:
    """An array of things of unequal length (CFF, 5)."""

    def __init__(self, content: bytes | mmap, start: int) -> None:
        self._content = content
        self.count: int = unpack_from(">H", content, start)[0]
        self._size = content[start + 2] if self.count else 0
        self._offsets = start + 3
        self._base = self._offsets + (self.count + 1) * self._size - 1
        self.end = self._base + self._offset(self.count) if self.count else start + 2

    def entry(self, at: int) -> bytes:
        if not 0 <= at < self.count:
            raise IndexError(at)
        first, after = self._base + self._offset(at), self._base + self._offset(at + 1)
        if not self._base < first <= after <= len(self._content):
            raise IndexError(at)
        return self._content[first:after]

    def _offset(self, at: int) -> int:
        place = self._offsets + at * self._size
        return int.from_bytes(self._content[place : place + self._size], "big")


def _dictionary(content: bytes) -> dict[int, list[int]]:
    """Operator → its whole numbers (CFF, 4); an operator of two bytes is 1200 and the second. Broken numbers count as 0."""
    told: dict[int, list[int]] = {}
    operands: list[int] = []
    at = 0
    while at < len(content):
        byte = content[at]
        at += 1
        if byte <= 21:
            if byte == 12:
                byte, at = 1200 + content[at], at + 1
            told[byte], operands = operands, []
        elif byte == 28:
            operands, at = [*operands, unpack_from(">h", content, at)[0]], at + 2
        elif byte == 29:
            operands, at = [*operands, unpack_from(">i", content, at)[0]], at + 4
        elif byte == 30:
            while content[at] & 15 != 15 and content[at] >> 4 != 15:
                at += 1
            operands, at = [*operands, 0], at + 1
        elif byte >= 251:
            operands, at = [*operands, -(byte - 251) * 256 - content[at] - 108], at + 1
        elif byte >= 247:
            operands, at = [*operands, (byte - 247) * 256 + content[at] + 108], at + 1
        elif byte >= 32:
            operands = [*operands, byte - 139]
        else:
            raise IndexError(f"operator {byte}")
    return told
