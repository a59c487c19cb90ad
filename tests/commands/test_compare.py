"""`workflow compare`: the page for people, and the JSON that programs read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from workflow.cli import main

OLD = "试验条例\n\n第一条　公司应当在三十日内答复。\n第二条　工会可以监督。\n第三条　本条例自公布之日起施行。\n"
NEW = "试验条例\n\n第一条　公司应当在十五日内答复。\n第二条　职工有权查阅。\n第三条　工会可以监督。\n第四条　本条例自公布之日起施行。\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "old.txt"), str(tmp_path / "new.txt")


def test_the_page_tells_changes_and_risky_words(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *files]) == 0
    assert capsys.readouterr().out == (
        "第一条  修改\n  公司应当在[-三十日-]{+十五日+}内答复。\n  ! 期限  三十日内 → 十五日内\n\n"
        "第二条  新增\n  {+职工有权查阅。+}\n\n"
        "第二条至第三条 → 第三条至第四条  序号变动\n\n"
        "删去3字，增加10字。\n"
    )


def test_nothing_changed(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", files[0], files[0]]) == 0
    assert capsys.readouterr().out == "没有变化。\n"


def test_the_page_speaks_the_language_of_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, verb in (("a", "shall"), ("b", "may")):
        (tmp_path / name).write_text(f"Rules\n\nArticle 1 The union {verb} report every year.\n", encoding="utf-8")
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b")]) == 0
    out = capsys.readouterr().out
    assert "Article 1  modified\n  The union [-shall-]{+may+} report every year.\n  ! modal  shall → may\n" in out


def test_json_keeps_the_contract(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *files, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"changes", "marked"}
    assert found["marked"] == {"deleted": 3, "inserted": 10}
    assert found["changes"][1] == {
        "kinds": ["modified"],
        "old": ["第一条"],
        "new": ["第一条"],
        "old_text": "公司应当在三十日内答复。",
        "new_text": "公司应当在十五日内答复。",
        "runs": [["=", "公司应当在"], ["-", "三十日"], ["+", "十五日"], ["=", "内答复。"]],
    }
    assert [entry["kinds"] for entry in found["changes"]] == [
        ["unchanged"], ["modified"], ["inserted"], ["renumbered"], ["renumbered"],
    ]  # fmt: skip


def test_a_missing_file_is_one_sentence(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", files[0], files[0] + ".none"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1


def test_results_do_not_depend_on_the_hash_seed(files: tuple[str, str]) -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-m", "workflow.cli", "compare", "--json", *files],
            env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(printed) == 1
