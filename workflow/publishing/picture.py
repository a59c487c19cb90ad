"""A picture that somebody brings: taken apart, checked and written anew, so that nothing is kept that is no picture.

Only PNG: SVG is a program with an address book, and every other form needs a decoder of its own. The points are unpacked with a
bound, checked row by row and packed again; texts, profiles, animations and whatever hangs behind the end are left out.
"""

import struct
import zlib
from dataclasses import dataclass

from workflow.words import Words

SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: The file as it is brought and as it is kept, and the longer side in points: it stands small in the head of every page.
MOST_BROUGHT, MOST_KEPT, LONGEST = 1_000_000, 100_000, 1_200
#: Bits of one point by kind of colour, and the depths of that kind (PNG, 11.2.2).
_SAMPLES = {0: (1, {1, 2, 4, 8, 16}), 2: (3, {8, 16}), 3: (1, {1, 2, 4, 8}), 4: (2, {8, 16}), 6: (4, {8, 16})}
_PALETTE = 3
#: Length of what says which points are transparent, by kind of colour; of a palette it is at most that long.
_TRANSPARENT = {0: 2, 2: 6}
_FILTERS = 4
_BROKEN = Words("这张图片不完整或者已损坏，请重新导出为PNG。", "This picture is damaged; export it as PNG once more.")


class PictureRefused(Exception):
    """The file cannot be used; `words` says why in one sentence."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Head:
    width: int
    height: int
    depth: int
    colour: int

    @property
    def row(self) -> int:
        """Bytes of one row of points, with the one that names its filter."""
        return 1 + (self.width * self.depth * _SAMPLES[self.colour][0] + 7) // 8


def rewritten(content: bytes) -> Picture:
    """The picture in a file, written anew. Raises PictureRefused."""
    if len(content) > MOST_BROUGHT:
        raise PictureRefused(Words("图片文件不能超过1 MB。", "A picture file has at most 1 MB."))
    if not content.startswith(SIGNATURE):
        raise PictureRefused(
            Words("请用PNG图片（SVG、JPEG等请先另存为PNG）。", "Bring a PNG; save SVG, JPEG and others as PNG first.")
        )
    parts = _parts(content)
    head = _head(parts.get(b"IHDR", b""))
    rows = _points(parts.get(b"IDAT", b""), head)
    kept = [(b"IHDR", parts[b"IHDR"])]
    if head.colour == _PALETTE:
        kept.append((b"PLTE", _palette(parts.get(b"PLTE", b""), head)))
    if (clear := parts.get(b"tRNS")) is not None:
        kept.append((b"tRNS", _transparent(clear, parts.get(b"PLTE", b""), head)))
    kept += [(b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    png = SIGNATURE + b"".join(_written(name, body) for name, body in kept)
    if len(png) > MOST_KEPT:
        raise PictureRefused(
            Words("图片太大：请缩小到100 kB以内。", "This picture is too large: make it smaller, up to 100 kB.")
        )
    return Picture(png, head.width, head.height)


def _parts(content: bytes) -> dict[bytes, bytes]:
    """What the chunks up to the end hold, by their names; the points of several chunks together."""
    out: dict[bytes, bytes] = {}
    at = len(SIGNATURE)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        if len(body) != length or content[at + 8 + length : at + 12 + length] != _checksum(name, body):
            raise PictureRefused(_BROKEN)
        if not out and name != b"IHDR":
            raise PictureRefused(_BROKEN)
        if name == b"IEND":
            return out
        if name in out and name != b"IDAT":
            raise PictureRefused(_BROKEN)
        out[name] = out.get(name, b"") + body
        at += 12 + length
    raise PictureRefused(_BROKEN)


def _head(body: bytes) -> _Head:
    if len(body) != 13:
        raise PictureRefused(_BROKEN)
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", body)
    if colour not in _SAMPLES or depth not in _SAMPLES[colour][1] or packing or filtering or interlaced > 1:
        raise PictureRefused(_BROKEN)
    if interlaced:
        raise PictureRefused(Words("请另存为不隔行（非交错）的PNG。", "Save it as a PNG that is not interlaced."))
    if not 1 <= width <= LONGEST or not 1 <= height <= LONGEST:
        raise PictureRefused(
            Words(f"图片的长和宽不能超过{LONGEST}点。", f"A picture has at most {LONGEST:,} points a side.")
        )
    return _Head(width, height, depth, colour)


def _points(packed: bytes, head: _Head) -> bytes:
    """The points, unpacked to the length that the head says and no further."""
    wanted, unpacker = head.row * head.height, zlib.decompressobj()
    try:
        rows = unpacker.decompress(packed, wanted + 1)
    except zlib.error as error:
        raise PictureRefused(_BROKEN) from error
    if len(rows) != wanted or any(rows[at] > _FILTERS for at in range(0, wanted, head.row)):
        raise PictureRefused(_BROKEN)
    return rows


def _palette(body: bytes, head: _Head) -> bytes:
    if not body or len(body) % 3 or len(body) > 3 * 2**head.depth:
        raise PictureRefused(_BROKEN)
    return body


def _transparent(body: bytes, palette: bytes, head: _Head) -> bytes:
    fits = len(body) <= len(palette) // 3 if head.colour == _PALETTE else len(body) == _TRANSPARENT.get(head.colour)
    if not fits:
        raise PictureRefused(_BROKEN)
    return body


def _written(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + _checksum(name, body)


def _checksum(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(name + body))
