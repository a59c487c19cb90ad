"""Gives the faces a charset that every reader of PDF understands: the number of a glyph is its CID.

The layout engine writes numbers of glyphs into the page. In a CID-keyed CFF a reader that follows ISO 32000-1, 9.7.4.2
takes them for CIDs and looks them up in the face's charset; where that is not the identity, it draws another glyph or a
box, while readers that are more lenient, and the hidden text, show nothing of it. The charset of a face that documents are
printed in is therefore rewritten; its outlines, widths and characters stay as they are, to the byte.

    python -m workflow.publishing.faces.charset FOLDER FILE…

writes those of the files that need it, or need signs (see `signs`), into FOLDER under their own names. Knows nothing of roles and documents.
"""

from __future__ import annotations

import io
import struct
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import calcChecksum

from workflow.publishing.faces.signs import with_signs


def other_glyphs(face: Path | bytes) -> int:
    """How many glyphs of the (first) face in a file, or in its bytes, have a CID that is not their number.

    0 where CIDs play no part. TTLibError when it is not a font.
    """
    with TTFont(io.BytesIO(face) if isinstance(face, bytes) else face, fontNumber=0, lazy=True) as font:
        top = font["CFF "].cff.topDictIndex[0] if "CFF " in font else None
        if top is None or not hasattr(top, "ROS"):
            return 0
        return sum(name != f"cid{number:05d}" for number, name in enumerate(top.charset) if number)


def with_identity(content: bytes) -> bytes:
    """The font file `content` with the identity for its charset; `content` itself where nothing is to be done.

    TTLibError when `content` is not a font.
    """
    if not other_glyphs(content):
        return content
    with TTFont(io.BytesIO(content), fontNumber=0, lazy=True) as font:
        table, head = font.reader.tables["CFF "], font.reader.tables["head"]
        charset = table.offset + font["CFF "].cff.topDictIndex[0].rawDict["charset"]
        others = font["maxp"].numGlyphs - 2  # glyphs after number 1; number 0 has no entry
    # One range from CID 1 on. It is never longer than what stood there, which held as many glyphs (CFF, 13).
    small = others < 256
    entry = struct.pack(">BHB", 1, 1, others) if small else struct.pack(">BHH", 2, 1, others)
    mended = bytearray(content)
    mended[charset : charset + len(entry)] = entry
    _sum_up(mended, table, head.offset)
    return bytes(mended)


def _sum_up(font: bytearray, table: object, head: int) -> None:
    """Make the checksums of a font true again, whose `table` was changed."""
    offset, length, before = table.offset, table.length, table.checkSum  # type: ignore[attr-defined]
    after = calcChecksum(bytes(font[offset : offset + length]))
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    for place in range(start + 12, start + 12 + 16 * struct.unpack_from(">H", font, start + 4)[0], 16):
        if font[place : place + 4] == b"CFF ":
            struct.pack_into(">I", font, place + 4, after)
    # The sum of the whole file moves with the table and with its entry in the directory.
    whole = struct.unpack_from(">I", font, head + 8)[0]
    struct.pack_into(">I", font, head + 8, (whole - 2 * (after - before)) % 2**32)


def main(arguments: list[str]) -> int:
    """Write the files of `arguments` that need it into the folder that it begins with."""
    folder, *files = map(Path, arguments)
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        content = file.read_bytes()
        mended = with_signs(with_identity(content))
        if mended is not content:
            (folder / file.name).write_bytes(mended)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
