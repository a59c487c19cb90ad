"""Scans are told by how they are built: every kind in its smallest sound form, and everything that only looks like one."""

import io
import zipfile
from typing import Literal

import pytest
from PIL import Image

from workflow.rules.entry.scanned import (
    ENDINGS,
    JPEG,
    KINDS,
    OLD_WORD,
    PDF,
    PNG,
    TIFF,
    UNKNOWN,
    WEBP,
    WORD,
    delivered,
    media_type,
)

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(kind: str, **options: object) -> bytes:
    """A picture as a program writes it."""
    out = io.BytesIO()
    Image.radial_gradient("L").resize((64, 48)).convert("RGB").save(out, kind, **options)
    return out.getvalue()


SOUND = {
    "a paper": (PAPER, PDF),
    "a paper with blanks behind it": (PAPER + b"\r\n" * 40, PDF),
    "png": (picture("PNG"), PNG),
    "jpeg": (picture("JPEG"), JPEG),
    "jpeg in steps": (picture("JPEG", progressive=True), JPEG),
    "jpeg of a camera": (picture("JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00"), JPEG),
    "jpeg with a film behind it": (picture("JPEG") + b"\x00\x00\x00\x18ftypmp42" + b"x" * 100, JPEG),
    "tiff": (picture("TIFF"), TIFF),
    "tiff, packed": (picture("TIFF", compression="tiff_lzw"), TIFF),
    "webp": (picture("WEBP"), WEBP),
    "webp without loss": (picture("WEBP", lossless=True), WEBP),
}


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("a.html", "<script>alert(1)</script>")
    return out.getvalue()


FALSE = {
    "nothing": b"",
    "a page": b"<!doctype html><title>%PDF-1.4</title>%%EOF",
    "a page after blanks": b"\n<html>",
    "a drawing": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "a packed folder": packed(),
    "a packed folder in the coat of a paper": PAPER + packed(),
    "a packed folder in the coat of a picture": picture("JPEG") + packed(),
    "a program": b"MZ\x90\x00\x03\x00",
    "another program": b"\x7fELF\x02\x01\x01",
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a moving picture": b"GIF89a" + bytes(40),
    "words": "正文".encode(),
    "a paper cut off": PAPER[:40],
    "a paper behind something": b"x" + PAPER,
    "png cut off": picture("PNG")[:200],
    "png without a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82",
    "only the name of a png": b"\x89PNG\r\n\x1a\n",
    "jpeg cut off": picture("JPEG")[:300],
    "only the name of a jpeg": b"\xff\xd8\xff",
    "jpeg with a page in it": b"\xff\xd8\xff<html><script>alert(1)</script>\xff\xd9",
    "tiff without a directory": b"II*\x00\xff\xff\xff\x7f",
    "only the name of a tiff": b"MM\x00*",
    "webp of another length": picture("WEBP")[:-20],
    "a sound": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(24),
}


def filled(count: int) -> bytes:
    """A picture with that many bytes of filling before each of its first two markers (ITU-T T.81, B.1.1.2)."""
    plain, filling = picture("JPEG"), b"\xff" * count
    second = 4 + int.from_bytes(plain[4:6])  # behind the first segment, which states its length
    assert plain[second] == 0xFF
    return plain[:2] + filling + plain[2:second] + filling + plain[second:]


@pytest.mark.parametrize("count", [0, 1, 2, 17])
def test_filling_before_a_marker_belongs_to_a_jpeg(count: int):
    """Any marker may be preceded by any number of bytes of filling; another reader opens it too."""
    content = filled(count)
    assert Image.open(io.BytesIO(content)).size == (64, 48)
    assert media_type(content) == JPEG


def test_filling_without_a_marker_behind_it_is_no_jpeg():
    assert media_type(b"\xff\xd8" + b"\xff" * 40) is None
    assert media_type(filled(3)[:9]) is None


def tiff(order: str, entries: int, first: int = 8, end: int = 4) -> bytes:
    """The least a TIFF can be: the header, and one directory of `entries` at `first` with the place of the next behind it."""
    numbers: dict[str, Literal["little", "big"]] = {"II": "little", "MM": "big"}
    by = numbers[order]
    head = order.encode() + (42).to_bytes(2, by) + first.to_bytes(4, by)
    return head + bytes(first - len(head)) + entries.to_bytes(2, by) + bytes(12 * entries + end)


@pytest.mark.parametrize("order", ["II", "MM"])
@pytest.mark.parametrize("entries", [1, 2, 255, 256, 257])
@pytest.mark.parametrize("first", [8, 9, 400])
def test_the_directory_of_a_tiff_ends_inside_the_file(order: str, entries: int, first: int):
    """TIFF 6.0, 2: a count of two bytes, twelve bytes an entry, four bytes for the place of the next directory."""
    assert media_type(tiff(order, entries, first)) == TIFF
    assert media_type(tiff(order, entries, first) + b"x") == TIFF
    assert media_type(tiff(order, entries, first, end=3)) is None


@pytest.mark.parametrize("order", ["II", "MM"])
def test_the_directory_of_a_tiff_has_entries_and_stands_behind_the_header(order: str):
    assert media_type(tiff(order, 0)) is None
    by: Literal["little", "big"] = "little" if order == "II" else "big"
    for first in range(8):  # it would begin inside the eight bytes that say where it begins
        inside = order.encode() + (42).to_bytes(2, by) + first.to_bytes(4, by) + b"\x01" * 4000
        assert media_type(inside + bytes(256 * 256 * 12)) is None, first


def webp(kind: bytes = b"VP8 ", behind: int = 0) -> bytes:
    """The least a WebP can be, with that many bytes more than it states (fewer: less than 0)."""
    body = b"WEBP" + kind + (4).to_bytes(4, "little") + b"data"
    whole = b"RIFF" + len(body).to_bytes(4, "little") + body
    return whole[:behind] if behind < 0 else whole + bytes(behind)


@pytest.mark.parametrize("kind", [b"VP8 ", b"VP8L", b"VP8X"])
def test_a_webp_is_as_long_as_it_states_or_one_byte_longer(kind: bytes):
    """A chunk of an odd length is filled up by one byte that the length does not count (RIFF)."""
    assert [media_type(webp(kind, behind)) for behind in (-1, 0, 1, 2)] == [None, WEBP, WEBP, None]
    assert media_type(webp(b"VP9 ")) is None


@pytest.mark.parametrize("name", SOUND)
def test_a_scan_is_known_by_its_bytes(name: str):
    content, kind = SOUND[name]
    assert media_type(content) == kind


@pytest.mark.parametrize("name", FALSE)
def test_what_is_no_scan_is_not_taken_for_one(name: str):
    assert media_type(FALSE[name]) is None


@pytest.mark.parametrize("name", [name for name in SOUND if " behind it" not in name])
def test_no_scan_cut_off_anywhere_breaks_the_reader(name: str):
    """Whatever is left of a file gives an answer, and the first half of one is never sound."""
    content, _ = SOUND[name]
    for end in range(0, len(content), max(1, len(content) // 97)):
        media_type(content[:end])
    assert media_type(content[: len(content) // 2]) is None or name.startswith("tiff")


@pytest.mark.parametrize(
    ("content", "name", "kind", "leaves_as"),
    [
        (PAPER, "签字.pdf", PDF, "签字.pdf"),
        (PAPER, "签字.PDF", PDF, "签字.PDF"),
        (PAPER, "签字.html", PDF, "签字.html.pdf"),
        (PAPER, "签字.exe", PDF, "签字.exe.pdf"),
        (PAPER, "签字", PDF, "签字.pdf"),
        (PAPER, "签字\u202efdp.exe", PDF, "签字fdp.exe.pdf"),
        (PAPER, "\r\n\t", PDF, "file.pdf"),
        (picture("JPEG"), "照片.jpeg", JPEG, "照片.jpeg"),
        (picture("JPEG"), "照片.png", JPEG, "照片.png.jpg"),
        (b"PK\x03\x04 word/document.xml", "稿.zip", WORD, "稿.zip.docx"),
        (b"PK\x03\x04 anything", "稿.docx", UNKNOWN, "稿.docx.bin"),
        (b"\xd0\xcf\x11\xe0 old", "稿.wps", OLD_WORD, "稿.wps"),
        (b"<script>", "页.html", UNKNOWN, "页.html.bin"),
    ],
)
def test_a_kept_file_leaves_as_what_its_bytes_are(content: bytes, name: str, kind: str, leaves_as: str):
    assert delivered(content, name) == (kind, leaves_as)


def test_every_kind_that_is_taken_has_an_ending():
    assert set(KINDS) <= set(ENDINGS)
    assert all(endings and all(one.startswith(".") for one in endings) for endings in ENDINGS.values())
