"""`workflow outline`: the tree and the problems of any text, exit status 0; 2 and one sentence for what is no text."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.text.regulations import TIDY, UNTIDY
from workflow.commands.arguments import Unusable
from workflow.commands.outline import run


@pytest.fixture
def untidy(tmp_path: Path) -> str:
    """An untidy regulation as a file."""
    file = tmp_path / "条例.txt"
    file.write_text(UNTIDY, encoding="utf-8")
    return str(file)


def test_the_page(untidy: str, capsys: pytest.CaptureFixture[str]):
    assert run([untidy]) == 0
    out = capsys.readouterr().out
    assert out.startswith("title      衡锰新材料股份有限公司\n")
    assert "chapter    第一章  总则\n" in out


def test_the_canonical_text(untidy: str, capsys: pytest.CaptureFixture[str]):
    assert run([untidy, "--text"]) == 0
    assert capsys.readouterr().out == TIDY


def test_the_data(untidy: str, capsys: pytest.CaptureFixture[str]):
    assert run(["--json", untidy]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["title"] == "衡锰新材料股份有限公司\n厂务公开条例（草案）"
    assert set(told) == {"language", "title", "units", "problems", "changes", "counts"}


@pytest.mark.parametrize("text", ["", "甲", "第五条\n第五条\n", "(" * 1000])
def test_whatever_the_text_holds_it_is_read(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    assert run([str(file)]) == 0
    assert capsys.readouterr().out.endswith("\n")


def test_it_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("条例\n第一条 甲。\n".encode())))
    assert run(["-", "--text"]) == 0
    assert capsys.readouterr().out == "条例\n\n第一条　甲。\n"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", "第一条　甲。".encode("gb18030"), "GB18030"),
        ("a.txt", "第一条".encode("utf-16"), "UTF-16"),
        ("a.txt", b"PK\x03\x04\xff", "zip"),
        ("a.txt", b"%PDF-1.7 \xff", "PDF"),
        ("a.txt", b"\x00\xff\xfe\x80", "no text"),
        ("a.docx", b"", "Word"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(name: str, content: bytes, reason: str, tmp_path: Path):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Unusable, match=reason) as refusal:
        run([str(file)])
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(Unusable, match="cannot be read"):
            run([str(path)])


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "--json", "--text"], ["--wrong", "a"]])
def test_unusable_arguments_are_refused(arguments: list[str]):
    with pytest.raises(Unusable, match="--help"):
        run(arguments)
