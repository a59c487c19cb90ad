"""`workflow amend` and `workflow apply`: the decision, the new text, and exit status 3 where something is left open."""

from pathlib import Path

import pytest

from workflow.cli import main

OLD = "试验条例\n\n第一条　公司应当在三十日内答复。\n第二条　工会可以监督。\n第三条　本条例自公布之日起施行。\n"
NEW = OLD.replace("三十日", "十五日")


@pytest.fixture
def file(tmp_path: Path):
    def write(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def test_a_decision_is_written_and_carried_out(file, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", file("old", OLD), file("new", NEW)]) == 0
    decision = capsys.readouterr().out
    assert decision.startswith("关于修改《试验条例》的决定\n")
    assert "一、将第一条中的“三十日”修改为“十五日”。\n" in decision
    assert main(["apply", file("old", OLD), file("decision", decision)]) == 0
    assert capsys.readouterr().out == NEW


def test_a_title_of_ones_own(file, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", file("old", OLD), file("new", NEW), "--title", "试验条例修正案"]) == 0
    assert capsys.readouterr().out.startswith("试验条例修正案\n")


def test_the_day_from_which_it_holds_is_said_where_it_is_given(file, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = file("old", OLD), file("new", NEW)
    assert main(["amend", old, new, "--effective", "2025-05-01"]) == 0
    decision = capsys.readouterr().out
    assert decision.count("本决定自2025年5月1日起施行。\n") == 1
    assert main(["apply", old, file("decision", decision)]) == 0
    assert capsys.readouterr().out == NEW
    assert main(["amend", old, new]) == 0
    assert "施行" not in capsys.readouterr().out
    assert main(["amend", old, new, "--effective", "tomorrow"]) == 2


def test_a_refusal_names_the_place_and_prints_nothing(file, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["amend", file("old", OLD), file("new", "别的规定\n第一条　车辆集中停放。\n第二条　驾驶员持证。\n")]) == 3
    )
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "全文" in told.err


def test_items_left_undone_are_listed_and_the_others_carried_out(file, capsys: pytest.CaptureFixture[str]) -> None:
    decision = (
        "关于修改《试验条例》的决定\n一、删去第九条。\n二、将第一条中的“三十日”修改为“十五日”。\n三、改进第二条。\n"
    )
    assert main(["apply", file("old", OLD), file("decision", decision)]) == 3
    told = capsys.readouterr()
    assert told.out == NEW
    assert [line[0] for line in told.err.splitlines()] == ["一", "三"]


def test_unusable_arguments(file, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", file("old", OLD)]) == 2
    assert main(["apply", file("old", OLD), "no such file"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_no_decision_at_all(file, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["apply", file("old", OLD), file("decision", "")]) == 3
    assert capsys.readouterr().out == OLD


def test_a_decision_on_a_sister_regulation_is_refused_in_one_sentence(file, capsys: pytest.CaptureFixture[str]) -> None:
    decision = "关于修改《试验规定》的决定\n一、将第一条中的“三十日”修改为“十五日”。\n"
    assert main(["apply", file("old", OLD), file("decision", decision)]) == 3
    told = capsys.readouterr()
    assert told.out == OLD
    assert told.err.count("\n") == 1
    assert "《试验规定》" in told.err
    assert "《试验条例》" in told.err


def test_items_for_other_regulations_are_no_failure(file, capsys: pytest.CaptureFixture[str]) -> None:
    decision = (
        "关于修改部分规章的决定\n一、将《试验条例》第一条中的“三十日”修改为“十五日”。\n二、删去《试验规定》第一条。\n"
    )
    assert main(["apply", file("old", OLD), file("decision", decision)]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == (NEW, "")
