"""`workflow people`: the table as it is understood, exit status 0; its questions, 2; one sentence for what is no table."""

import io
import json
import sys
from typing import Any

import pytest

from tests.publishing.spreadsheet.files import separated, workbook
from workflow.cli import main

ROWS: list[list[Any]] = [
    ["某某公司花名册"],
    ["员工编号", "姓名", "Dept.", "入职日期"],
    ["0012", "张三", "一车间", "2024/1/5"],
    ["13", "李四", "", ""],
]


@pytest.fixture
def written(tmp_path):
    def write(content: bytes, name: str = "staff.xlsx") -> str:
        (tmp_path / name).write_bytes(content)
        return str(tmp_path / name)

    return write


def test_the_table_is_printed_as_it_is_understood(written, capsys):
    for file in (written(workbook(ROWS)), written(separated(ROWS, ";", "gb18030"), "员工.csv")):
        assert main(["people", file]) == 0
        said = capsys.readouterr().out
        assert "工号 Employee number (A)" in said
        assert "0012" in said
        assert "2024-01-05" in said
        assert said.endswith("共2人，表头在第2行。 2 people, headers in row 2.\n")
    assert main(["people", "--json", file]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["columns"] == {"number": "A", "name": "B", "department": "C", "joined": "D"}
    assert told["people"][0] == {
        "row": 3,
        "number": "0012",
        "name": "张三",
        "department": "一车间",
        "joined": "2024-01-05",
    }


def test_questions_are_printed_instead_one_a_line_in_both_languages(written, capsys):
    assert main(["people", written(workbook([*ROWS, ["13", "", "", "yesterday"]]))]) == 2
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "第5行“姓名”（B列）是空的。 Row 5, “Name” (column B), is empty."
    assert len(said) == 3


def test_what_cannot_be_used_is_one_sentence(written, capsys, monkeypatch, tmp_path):
    for arguments in (
        ["people", written(b"%PDF-1.7", "a.pdf")],
        ["people", str(tmp_path / "none.xlsx")],
        ["people", "--sheet", "x", written(workbook(ROWS))],
        ["people"],
    ):
        assert main(arguments) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert "Traceback" not in said.err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(separated(ROWS))))
    assert main(["people", "-"]) == 0


def test_help_says_what_the_exit_status_means(capsys):
    with pytest.raises(SystemExit) as left:
        main(["people", "--help"])
    assert left.value.code == 0
    assert "2 when" in " ".join(capsys.readouterr().out.split())
