"""Word files on the command line: read wherever a text is read, and written by `workflow table`."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from workflow import paths
from workflow.commands import compare, merge, outline, table
from workflow.commands.arguments import Unusable
from workflow.publishing.word.writing.document import write_document
from workflow.publishing.word.writing.redline import write_tracked
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write

_OLD, _NEW = (paths.policies() / "texts" / f"member-welfare{edition}.zh.txt" for edition in ("", ".2"))


def _word(text: Path, folder: Path) -> str:
    file = folder / f"{text.stem}.docx"
    file.write_bytes(write_document(parse(text.read_text(encoding="utf-8")).document))
    return str(file)


def test_the_canonical_text_of_a_word_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert outline.run(["--text", _word(_OLD, tmp_path)]) == 0
    assert capsys.readouterr().out == write(parse(_OLD.read_text(encoding="utf-8")).document)


def test_a_word_file_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    content = Path(_word(_OLD, tmp_path)).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert outline.run(["--text", "-"]) == 0
    assert capsys.readouterr().out.startswith("衡锰新材料股份有限公司")


def test_a_word_file_and_a_text_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    told = []
    for old, new in ((str(_OLD), str(_NEW)), (_word(_OLD, tmp_path), str(_NEW)), (str(_OLD), _word(_NEW, tmp_path))):
        assert compare.run([old, new, "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1] == told[2]


def test_tracked_changes_are_read_as_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    old, new = (parse(path.read_text(encoding="utf-8")).document for path in (_OLD, _NEW))
    from datetime import UTC, datetime

    file = tmp_path / "改.docx"
    file.write_bytes(write_tracked(old, new, "张三", datetime(2025, 1, 1, tzinfo=UTC)))
    assert outline.run(["--text", str(file)]) == 0
    assert capsys.readouterr().out == write(new)


def test_word_files_are_merged(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    base = _word(_OLD, tmp_path)
    assert merge.run([base, base, _word(_NEW, tmp_path)]) == 0
    assert capsys.readouterr().out == write(parse(_NEW.read_text(encoding="utf-8")).document)


def test_the_comparison_table_as_a_word_file(tmp_path: Path):
    out = tmp_path / "对照表.docx"
    assert table.run([_word(_OLD, tmp_path), str(_NEW), "-o", str(out)]) == 0
    word = docx.Document(str(out))
    assert word.paragraphs[0].text.endswith("修订对照表")
    assert [cell.text for cell in word.tables[0].rows[0].cells] == ["修改前", "修改后", "修改理由"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"%PDF-1.7", "PDF"),
        ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.docm", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(name: str, content: bytes, reason: str, tmp_path: Path):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Unusable, match=reason) as refusal:
        outline.run([str(file)])
    assert "\n" not in str(refusal.value)


def test_reading_a_word_file_loads_neither_the_web_nor_the_press(tmp_path: Path):
    program = (
        "import sys; from workflow.commands.outline import run; run(sys.argv[1:]);"
        "print(*{'flask', 'sqlmodel', 'weasyprint', 'jinja2', 'docx'} & set(sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "--text", _word(_OLD, tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr.strip() == b""


def test_the_name_of_the_table_says_what_to_write(tmp_path: Path):
    with pytest.raises(Unusable, match=r"must end in \.pdf or \.docx"):
        table.run([str(_OLD), str(_NEW), "-o", str(tmp_path / "table.xls")])
    assert list(tmp_path.iterdir()) == []
