"""`workflow render`: the official PDF of a plain text, and one sentence with exit status 2 when there can be none."""

import io
import sys
from pathlib import Path

import pytest

from tests.publishing import specimens
from tests.publishing.sheets import catalogue
from workflow.commands.arguments import Unusable
from workflow.commands.render import run
from workflow.publishing.proof.read_back import same_text
from workflow.text.reading.write import write


@pytest.fixture
def regulation(tmp_path: Path) -> Path:
    """A Chinese regulation as a file."""
    file = tmp_path / "条例.txt"
    file.write_text(write(specimens.regulation()), encoding="utf-8")
    return file


def test_it_prints_a_chinese_text(regulation: Path, tmp_path: Path):
    out = tmp_path / "out.pdf"
    assert run([str(regulation), "-o", str(out)]) == 0
    assert same_text(specimens.regulation(), out.read_bytes())
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_the_language_follows_the_content(tmp_path: Path):
    file, out = tmp_path / "rules.txt", tmp_path / "out.pdf"
    file.write_text(specimens.ENGLISH, encoding="utf-8")
    assert run([str(file), "-o", str(out)]) == 0
    assert catalogue(out.read_bytes())["/Lang"] == "en"


def test_it_reads_standard_input(monkeypatch, tmp_path: Path):
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO("某某条例\n\n第一条　本条例自公布之日起施行。".encode()))
    )
    assert run(["-", "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_it_replaces_an_older_file_and_leaves_it_when_refused(regulation: Path, tmp_path: Path):
    out = tmp_path / "out.pdf"
    out.write_bytes(b"older")
    bad = tmp_path / "bad.txt"
    bad.write_text("某某条例\n\n第一条　本条例😀。", encoding="utf-8")
    with pytest.raises(Unusable):
        run([str(bad), "-o", str(out)])
    assert out.read_bytes() == b"older"
    assert run([str(regulation), "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("某某条例\n\n第一条　本条例😀。", r"“😀” \(U\+1F600\)"),
        ("某某条例\n\n第一条　本条例\ufe0f。", r"VARIATION SELECTOR-16 \(U\+FE0F\)"),
        ("", "is empty"),
        ("\ufeff \n\u3000\n", "is empty"),
    ],
)
def test_a_text_that_cannot_be_printed_is_refused_in_a_sentence(words: str, told: str, tmp_path: Path):
    file = tmp_path / "text.txt"
    file.write_text(words, encoding="utf-8")
    with pytest.raises(Unusable, match=told) as refused:
        run([str(file), "-o", str(tmp_path / "out.pdf")])
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "out.pdf").exists()


def test_a_missing_file_and_a_place_that_cannot_be_written(regulation: Path, tmp_path: Path):
    with pytest.raises(Unusable, match="cannot be read"):
        run([str(tmp_path / "none.txt"), "-o", str(tmp_path / "out.pdf")])
    with pytest.raises(Unusable, match="cannot be written"):
        run([str(regulation), "-o", str(tmp_path / "none" / "out.pdf")])
    with pytest.raises(Unusable, match="cannot be written"):
        run([str(regulation), "-o", str(tmp_path)])


def test_the_output_must_be_named(regulation: Path):
    with pytest.raises(Unusable, match="required: -o"):
        run([str(regulation)])
