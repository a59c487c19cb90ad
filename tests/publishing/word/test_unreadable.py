"""What cannot be read: one clear sentence in both languages, bounded time and memory, and nothing fetched."""

from __future__ import annotations

import contextlib
import io
import os
import random
import socket
import stat
import subprocess
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.effort import effort
from tests.publishing.word.files.by_hand import FILES
from tests.publishing.word.ooxml import definition, docx, level, num, p, r, style
from workflow.publishing.word import kinds, legacy, markup, unreadable
from workflow.publishing.word.package import MOST_PARTS
from workflow.publishing.word.reading import session
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.unreadable import LARGEST, WordUnreadable
from workflow.words import Words

_LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
_FILE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def _zip(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def _with_document(content: bytes) -> bytes:
    """A Word file whose document part is `content`."""
    plain = docx("")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, content if name == "word/document.xml" else source.read(name))
    return out.getvalue()


def _declared(declaration: str, encoding: str = "utf-8") -> bytes:
    return _with_document(f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<a>&a;</a>'.encode(encoding))


def _lying() -> bytes:
    """A file that says a part is smaller than it is."""
    content = bytearray(_with_document(b"<a/>" + b" " * 5_000))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(signature)
        while at >= 0:
            if b"word/document.xml" in content[at : at + 80]:
                content[at + place : at + place + 4] = (10).to_bytes(4, "little")
            at = content.find(signature, at + 4)
    return bytes(content)


BAD: dict[str, tuple[bytes, Words]] = {
    "empty": (b"", unreadable.EMPTY),
    "more than 20 MB": (b"PK\x03\x04" + bytes(LARGEST), unreadable.TOO_LARGE),
    "a PDF renamed": (b"%PDF-1.7\n%\xe2\xe3", unreadable.PDF),
    "plain text": ("第一条 甲。".encode(), unreadable.NOT_WORD),
    "a zip file": (_zip(a="b"), unreadable.NOT_WORD),
    "a broken zip file": (b"PK\x03\x04" + b"x" * 100, unreadable.DAMAGED),
    "an OpenDocument": (_zip(**{"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}), unreadable.OTHER_OFFICE),
    "a spreadsheet": (docx("", kind=_SHEET), unreadable.OTHER_OFFICE),
    "an old spreadsheet": (_COMPOUND + "Workbook".encode("utf-16-le"), unreadable.OTHER_OFFICE),
    "something compound": (_COMPOUND, unreadable.NOT_WORD),
    "a password": (_COMPOUND + "EncryptedPackage".encode("utf-16-le"), unreadable.PASSWORD),
    "macros": (docx(p("第一条 甲。"), kind=_MACRO), unreadable.MACROS),
    "no document": (_zip(**{"[Content_Types].xml": "wordprocessingml.document.main"}), unreadable.DAMAGED),
    "no body": (_with_document(b"<a/>"), unreadable.DAMAGED),
    "no XML": (_with_document(b"\x00\x01"), unreadable.DAMAGED),
    "XML cut off": (_with_document(b'<w:document xmlns:w="x"><w:body>'), unreadable.DAMAGED),
    "an encoding nobody knows": (_with_document(b'<?xml version="1.0" encoding="klingon"?><a/>'), unreadable.DAMAGED),
    "entities in entities": (_declared(_LAUGHS), unreadable.ENTITIES),
    "entities in UTF-16": (_declared(_LAUGHS, "utf-16"), unreadable.ENTITIES),
    "an entity from a file": (_declared(_FILE), unreadable.ENTITIES),
    "entities in the styles": (
        docx(
            p("甲"),
            relations='<Relationship Id="s" Type="T/styles" Target="styles.xml"/>',
            more={"word/styles.xml": f"{_LAUGHS}<a>&c;</a>".encode()},
        ),
        unreadable.ENTITIES,
    ),
    "a zip bomb": (_with_document(b"<a>" + b" " * 30_000_000), unreadable.UNPACKS_TOO_LARGE),
    "a part that lies about its size": (_lying(), unreadable.DAMAGED),
    "too many parts": (docx("", more={f"x/{at}": b"" for at in range(MOST_PARTS)}), unreadable.UNPACKS_TOO_LARGE),
    "elements without end": (docx("<w:ins>" * 5_000 + "</w:ins>" * 5_000), unreadable.DAMAGED),
    "tables in tables": (docx("<w:tbl><w:tr><w:tc>" * 2_000 + "</w:tc></w:tr></w:tbl>" * 2_000), unreadable.DAMAGED),
}


#: Of effort, for any of them and for the longest files that are read.
UNITS = 2_000


@pytest.mark.parametrize("name", BAD)
def test_one_sentence_in_bounded_time(name: str):
    content, words = BAD[name]

    def refused() -> None:
        with pytest.raises(WordUnreadable) as refusal:
            read_document(content)
        assert refusal.value.words == words

    assert effort(refused) < UNITS
    assert "\n" not in words.zh + words.en


@pytest.mark.parametrize(
    ("room", "limit", "most"),
    [
        (session, "MOST_CHARACTERS", 20),
        (session, "MOST_PARAGRAPHS", 20),
        (markup, "MOST_ELEMENTS", 100),
        (markup, "MOST_AT_ONCE", 10),
    ],
)
def test_a_book_is_no_regulation(room: ModuleType, limit: str, most: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, limit, most)
    assert read_document(docx(p("第一条 甲。") * 2)).text
    with pytest.raises(WordUnreadable) as refusal:
        read_document(docx(p("第一条 甲。" * 3) * 21 + p(r("甲") * 6)))
    assert refusal.value.words == unreadable.TOO_LONG


def test_a_file_of_nearly_20_mb_is_read():
    picture = random.Random(1).randbytes(LARGEST - 100_000)
    read = read_document(docx(p("第一条 甲。"), more={"word/media/image1.png": picture}))
    assert read.text == "第一条 甲。\n"


def test_macros_beside_a_document_without_macros_are_left_alone():
    assert read_document(docx(p("第一条 甲。"), more={"word/vbaProject.bin": b"x"})).text == "第一条 甲。\n"


def test_nothing_outside_the_file_is_fetched(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    outside = "".join(
        f'<Relationship Id="x{kind}" Type="T/{kind}" Target="http://192.0.2.1/{kind}.xml" TargetMode="External"/>'
        for kind in ("attachedTemplate", "styles", "numbering", "comments", "image")
    )
    picture = '<w:r><w:drawing><a:blip r:link="ximage"/></w:drawing></w:r>'
    assert read_document(docx(p(r("第一条 甲。") + picture), relations=outside)).text == "第一条 甲。（图片1）\n"


def test_what_points_at_itself_ends():
    styles = style("a", "甲", based_on="b") + style("b", "乙", based_on="a")
    lists = (
        definition(1, more='<w:numStyleLink w:val="a"/>')
        + num(1, 1)
        + definition(2, level(0, "decimal", "%1."))
        + num(2, 2)
    )
    cites = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    note = f'<w:footnote w:id="1">{p(cites)}</w:footnote>'
    wide = f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("甲")}</w:tc><w:tc>{p("乙")}</w:tc></w:tr></w:tbl>'
    body = p("丙。", "a", (1, 0)) + p("丁。", "b", (2, 99)) + p(cites) + wide
    read = read_document(docx(body, styles=styles, numbering=lists, footnotes=note))
    assert read.text.startswith("丙。\n丁。\n| 甲 |")
    assert len(read.text) < 500


def test_ten_thousand_paragraphs_are_read_with_bounded_effort():
    body = "".join(p(f"第{at}条 经职工代表大会审议通过。") for at in range(1, 10_001))
    content = docx(body)

    def read() -> None:
        assert read_document(content).text.count("\n") == 10_000

    assert effort(read) < UNITS


def test_a_paragraph_of_very_many_runs_takes_its_share_of_time():
    body = p("".join(r("甲", "<w:b/>") for _ in range(50_000)))
    content = docx(body)

    def read() -> None:
        assert len(read_document(content).text) == 50_001

    assert effort(read) < UNITS


def _reads_or_refuses(content: bytes) -> None:
    with contextlib.suppress(WordUnreadable):
        assert isinstance(read_document(content).text, str)


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_is_read_or_refused_and_never_breaks(seed: int):
    chance = random.Random(seed)
    names = sorted(FILES)
    for _ in range(40):
        content = bytearray(FILES[chance.choice(names)][0])
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        for _ in range(chance.randint(1, 8)):
            if content:
                content[chance.randrange(len(content))] = chance.randrange(256)
        _reads_or_refuses(bytes(content))


@pytest.mark.parametrize("seed", range(4))
def test_damaged_xml_is_read_or_refused_and_never_breaks(seed: int):
    """The same inside the zip file, where its checksums do not see it."""
    chance = random.Random(seed)
    names = sorted(FILES)
    for _ in range(30):
        with zipfile.ZipFile(io.BytesIO(FILES[chance.choice(names)][0])) as archive:
            files = {name: bytearray(archive.read(name)) for name in archive.namelist()}
        part = files[chance.choice(sorted(files))]
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(part))
            part[at : at + chance.randint(0, 3)] = chance.choice((b"9", b"-1", b"", b"w:", b"x", b'"'))
        _reads_or_refuses(_zip(**{name: bytes(part) for name, part in files.items()}))


# old files

_OLD = _COMPOUND + "WordDocument".encode("utf-16-le")


def test_an_old_file_without_libreoffice(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(legacy, "program", lambda: None)
    with pytest.raises(WordUnreadable) as refusal:
        read_document(_OLD)
    assert refusal.value.words == unreadable.OLD


def _office(folder: Path, script: str) -> str:
    """A program that stands in for LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def test_an_old_file_goes_through_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    made = tmp_path / "made.docx"
    made.write_bytes(docx(p("第一条 甲。")))
    monkeypatch.setattr(legacy, "program", lambda: _office(tmp_path, f'cp "{made}" source.docx'))
    assert read_document(_OLD).text == "第一条 甲。\n"


def test_an_old_file_that_libreoffice_cannot_convert(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(legacy, "program", lambda: _office(tmp_path, "exit 1"))
    with pytest.raises(WordUnreadable) as refusal:
        kinds.as_docx(_OLD)
    assert refusal.value.words == unreadable.NOT_CONVERTED


def test_a_conversion_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    told = tmp_path / "pid"
    monkeypatch.setattr(legacy, "program", lambda: _office(tmp_path, f'sleep 600 & echo $! > "{told}"; wait'))
    monkeypatch.setattr(legacy, "SECONDS", 0.5)
    with pytest.raises(WordUnreadable):
        read_document(_OLD)
    pid = int(told.read_text())
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    assert not state.strip() or state.strip().startswith("Z")
    assert os.getpid() != pid
