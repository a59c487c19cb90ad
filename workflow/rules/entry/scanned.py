"""Which kind of scan some bytes are, told by how they are built and never by a name.

A page, a program or a packed folder that calls itself a scan is none. Neither is a picture with a packed folder hung on its
end, which both programs would open; other things behind the end are let be, since telephones leave their films there.
"""

import unicodedata
from collections.abc import Callable

PDF, PNG, JPEG, TIFF, WEBP = "application/pdf", "image/png", "image/jpeg", "image/tiff", "image/webp"
#: How each kind is called in a sentence and in the attribute of a file field.
KINDS = (PDF, PNG, JPEG, TIFF, WEBP)
WORD, OLD_WORD, UNKNOWN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/msword",
    "application/octet-stream",
)
#: How files of each kind may be called; the first is what one is called that says something else.
ENDINGS = {
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    TIFF: (".tif", ".tiff"),
    WEBP: (".webp",),
    WORD: (".docx",),
    OLD_WORD: (".doc", ".wps"),
    UNKNOWN: (".bin",),
}
#: Where the last mark of a PDF, and that of a packed folder, stand at the latest, counted from the end.
PDF_TAIL, FOLDER_TAIL = 1024, 22 + 65_535
_END_OF_FOLDER = b"PK\x05\x06"
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))  # marks of a JPEG without a length


def media_type(content: bytes) -> str | None:
    """The media type of a PDF, PNG, JPEG, TIFF or WebP; None for anything else, also for a damaged one."""
    if _END_OF_FOLDER in content[-FOLDER_TAIL:]:
        return None
    return next((kind for kind, is_one in _BUILT.items() if is_one(content)), None)


def delivered(content: bytes, name: str) -> tuple[str, str]:
    """As what a kept file leaves again: its media type and its name, both by what the bytes are.

    The sender's name stays, for people to recognise; an ending that promises something else is followed by the true one,
    and what no reader can see, such as a mark that turns the direction of the letters, is left out.
    """
    kind = media_type(content) or _office(content)
    shown = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C").strip() or "file"
    endings = ENDINGS[kind]
    return kind, shown if shown.lower().endswith(endings) else f"{shown}{endings[0]}"


def _office(content: bytes) -> str:
    """Of kept files that are no scans: Word drafts of returns."""
    if content.startswith(b"PK\x03\x04") and b"word/document.xml" in content:
        return WORD
    return OLD_WORD if content.startswith(b"\xd0\xcf\x11\xe0") else UNKNOWN


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-PDF_TAIL:]


def _is_png(content: bytes) -> bool:
    """The signature, the header first, chunks that join without a gap, image data among them, an end."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return False
    at, drawn = 8, False
    while at + 12 <= len(content):
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        at += 12 + length
        drawn = drawn or name == b"IDAT"
        if name == b"IEND":
            return drawn and length == 0
    return False


def _is_jpeg(content: bytes) -> bool:
    """Marked segments that join without a gap up to the image data, and an end after it."""
    if not content.startswith(b"\xff\xd8\xff"):
        return False
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark == 0xFF:  # filling
            at += 1
        elif mark in _ALONE:
            at += 2
        elif mark == 0xDA:
            return content.find(b"\xff\xd9", at) > 0
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return False


def _is_tiff(content: bytes) -> bool:
    """The order of bytes, its number, and a directory of entries that lies inside the file."""
    order = {b"II*\x00": "little", b"MM\x00*": "big"}.get(content[:4])
    if order is None:
        return False
    big = order == "big"
    first = int.from_bytes(content[4:8], "big" if big else "little")
    entries = int.from_bytes(content[first : first + 2], "big" if big else "little")
    return first >= 8 and entries > 0 and first + 2 + 12 * entries + 4 <= len(content)


def _is_webp(content: bytes) -> bool:
    """A container whose stated length is that of the file, with one of the three kinds of image data first."""
    length = int.from_bytes(content[4:8], "little")
    built = content[:4] == b"RIFF" and content[8:12] == b"WEBP" and content[12:16] in (b"VP8 ", b"VP8L", b"VP8X")
    return built and 8 + length <= len(content) <= 9 + length


_BUILT: dict[str, Callable[[bytes], bool]] = {
    PDF: _is_pdf,
    PNG: _is_png,
    JPEG: _is_jpeg,
    TIFF: _is_tiff,
    WEBP: _is_webp,
}
