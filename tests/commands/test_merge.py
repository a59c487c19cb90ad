"""`workflow merge`: the merged text, or exit status 1 and the conflicts on standard error."""

from pathlib import Path

import pytest

from workflow.cli import main

BASE = "试验条例\n\n第一条　公司应当在三十日内答复。\n第二条　工会可以监督。\n"


@pytest.fixture
def file(tmp_path: Path):
    def write(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def test_the_merged_text(file, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = BASE.replace("三十日", "十五日"), BASE.replace("可以", "应当")
    assert main(["merge", file("b", BASE), file("o", ours), file("t", theirs)]) == 0
    assert capsys.readouterr().out == ours.replace("可以", "应当")


def test_conflicts_go_to_standard_error(file, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = BASE.replace("三十日", "十五日"), BASE.replace("三十日", "六十日")
    assert main(["merge", file("b", BASE), file("o", ours), file("t", theirs)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "有1处冲突，需要由人决定：\n\n第一条\n"
        "  原文  公司应当在三十日内答复。\n  甲稿  公司应当在十五日内答复。\n  乙稿  公司应当在六十日内答复。\n"
    )


def test_a_deletion_shows_that_nothing_is_left(file, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = BASE.replace("第二条　工会可以监督。\n", ""), BASE.replace("可以", "应当")
    assert main(["merge", file("b", BASE), file("o", ours), file("t", theirs)]) == 1
    assert "  甲稿  （无）\n" in capsys.readouterr().err


def test_a_file_that_is_no_text(file, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert main(["merge", file("b", BASE), str(tmp_path / "binary"), file("t", BASE)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
