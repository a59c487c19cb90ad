"""Scans are told by how they are built: every kind in its smallest sound form, and everything that only looks like one."""

import io
import zipfile

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
