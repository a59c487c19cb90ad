"""Which text a file was made from: told in every file of a text, kept by other programs, and never a reason not to read."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from tests.publishing.word.ooxml import docx as by_hand
from tests.publishing.word.ooxml import p
from workflow.publishing.table_lines import lines_of
from workflow.publishing.values.facts import PrintFacts
from workflow.publishing.word.identity import CHANGED_FROM, MADE_FROM
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.writing.document import write_document
from workflow.publishing.word.writing.redline import write_tracked
from workflow.publishing.word.writing.table import write_table
from workflow.text.comparing.compare import compare
from workflow.text.fingerprint import fingerprint
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write

_OLD = """某公司值班办法

第一章　总则
第一条　为了规范值班，制定本办法。
第二条　值班人员应当：
（一）按时到岗；
（二）不得脱岗。
第三条　本办法自2025年1月1日起施行。
"""
_NEW = """某公司值班办法

第一章　总则
第一条　为了规范值班工作，制定本办法。
第二条　值班人员应当：
（一）提前五分钟到岗；
（二）做好记录；
（三）不得脱岗。
第三条　值班补贴每班100元。
第四条　本办法自2025年1月1日起施行。
"""
_AT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
_OURS = "ab" * 32
_SPACES = (
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)


def _property(value: str, name: str = MADE_FROM) -> str:
    return f'<property fmtid="x" pid="2" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'


def _with(custom: str | None, relation: str = 'Type="T/custom-properties" Target="docProps/custom.xml"') -> bytes:
    """A file with that part of custom properties, which the file names by `relation`."""
    content = by_hand(p("第一条　甲。"), more={"docProps/custom.xml": custom.encode()} if custom is not None else {})
    told = f'<Relationship Id="c" {relation}/></Relationships>'.replace(
        "T/", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(name, part.replace(b"</Relationships>", told.encode()) if name == "_rels/.rels" else part)
    return out.getvalue()


def _part(*properties: str) -> str:
    return f"<Properties {_SPACES}>{''.join(properties)}</Properties>"


def test_a_clean_file_tells_its_text():
    read = read_document(write_document(parse(_OLD).document))
    assert (read.made_from, read.changed_from) == (fingerprint(_OLD), "")


def test_a_file_with_tracked_changes_tells_both_texts():
    read = read_document(write_tracked(parse(_OLD).document, parse(_NEW).document, "张三", _AT))
    assert (read.made_from, read.changed_from) == (fingerprint(_NEW), fingerprint(_OLD))


def test_the_record_knows_the_fingerprints_better_than_the_text():
    """What is on record counts, even where a newer engine would write an old text in another way."""
    facts = PrintFacts(fingerprint=_OURS)
    assert read_document(write_document(parse(_OLD).document, facts)).made_from == _OURS
    read = read_document(write_tracked(parse(_OLD).document, parse(_NEW).document, "张三", _AT, facts, "cd" * 32))
    assert (read.made_from, read.changed_from) == (_OURS, "cd" * 32)


def test_a_comparison_table_is_no_text():
    lines = lines_of(compare(parse(_OLD).document, parse(_NEW).document).changes)
    with zipfile.ZipFile(io.BytesIO(write_table(lines, "某公司值班办法", PrintFacts(fingerprint=_OURS)))) as archive:
        assert "docProps/custom.xml" not in archive.namelist()


def test_saving_in_another_program_keeps_it():
    word = docx.Document(io.BytesIO(write_document(parse(_OLD).document)))
    word.add_paragraph("第四条　新的一条。")
    out = io.BytesIO()
    word.save(out)
    assert read_document(out.getvalue()).made_from == fingerprint(_OLD)


def test_libreoffice_keeps_both_texts_and_both_fingerprints():
    """What LibreOffice 7.4 made of a file of ours with tracked changes."""
    read = read_document((Path(__file__).parent / "libreoffice" / "ours.docx").read_bytes())
    assert write(parse(read.text).document) == _NEW
    assert write(parse(read.rejected).document) == _OLD
    assert (read.made_from, read.changed_from) == (fingerprint(_NEW), fingerprint(_OLD))


def test_the_property_is_found_under_its_name():
    part = _part(_property("Kingsoft", "KSOProductBuildVer"), _property(_OURS), _property("cd" * 32, CHANGED_FROM))
    read = read_document(_with(part))
    assert (read.made_from, read.changed_from) == (_OURS, "cd" * 32)


def test_the_strict_form_of_the_standard_is_read():
    strict = _part(_property(_OURS)).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    )
    told = (
        'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties" Target="/docProps/custom.xml"'
    )
    assert read_document(_with(strict, told)).made_from == _OURS


@pytest.mark.parametrize("value", [f" {_OURS.upper()}\n", _OURS])
def test_case_and_blanks_do_not_matter(value: str):
    assert read_document(_with(_part(_property(value)))).made_from == _OURS


@pytest.mark.parametrize(
    "custom",
    [
        None,
        "",
        "no XML",
        "<Properties>",
        f'<!DOCTYPE a [<!ENTITY b "{_OURS}">]>{_part(_property("&b;"))}',
        _part(),
        _part(_property("")),
        _part(_property(_OURS[:-1])),
        _part(_property(_OURS + "0")),
        _part(_property("xy" * 32)),
        _part(_property(_OURS, "AnotherFingerprint")),
        _part(_property(_OURS, MADE_FROM.lower())),
    ],
)
def test_what_says_nothing_is_nothing_said(custom: str | None):
    read = read_document(_with(custom))
    assert (read.text, read.made_from, read.changed_from) == ("第一条　甲。\n", "", "")


@pytest.mark.parametrize(
    "relation",
    [
        'Type="T/custom-properties" Target="../../../docProps/custom.xml"',
        'Type="T/custom-properties" Target="http://127.0.0.1:9/custom.xml" TargetMode="External"',
        'Type="T/custom-properties" Target="docProps/none.xml"',
        'Type="T/custom-properties"',
        'Type="T/extended-properties" Target="docProps/custom.xml"',
    ],
)
def test_only_a_part_of_the_file_is_read(relation: str):
    assert read_document(_with(_part(_property(_OURS)), relation)).made_from == ""


def test_the_same_texts_make_the_same_bytes():
    made = [write_tracked(parse(_OLD).document, parse(_NEW).document, "张三", _AT) for _ in range(2)]
    assert made[0] == made[1]
