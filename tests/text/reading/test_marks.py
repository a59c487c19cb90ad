"""Headings without number in texts where nothing has one: the mark that tells them from words, and what it is not."""

import pytest

from workflow.text.comparing.compare import Fate, compare
from workflow.text.lines import without_markup
from workflow.text.merging.merge import merge
from workflow.text.reading.front import tells_of_adoption
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind, Provision

DUTIES = """岗位职责

# 班长
## 基本职责
1. 组织生产；
2. 检查现场。

## 权限
· 停止违章作业；
· 建议奖惩。

# 操作工
按规程操作。
"""


def headed(document: Document) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []

    def below(unit: Provision, depth: int) -> None:
        for child in unit.children:
            if child.kind == Kind.HEADING:
                found.append((depth, child.heading))
                below(child, depth + 1)

    below(document.root, 1)
    return found


def test_the_mark_is_kept_and_says_what_stands_below_what():
    parsed = parse(DUTIES)
    assert write(parsed.document) == DUTIES
    assert parsed.changes == []
    assert headed(parsed.document) == [(1, "班长"), (2, "基本职责"), (2, "权限"), (1, "操作工")]
    assert parsed.problems == []
    bullets = [unit.label for unit in parsed.document.root.walk() if unit.kind == Kind.ITEM]
    assert bullets == ["1.", "2.", "·", "·"]


def test_a_step_that_is_left_out_closes_up_and_is_told():
    parsed = parse("岗位职责\n# 班长\n### 权限\n停止违章作业。\n＃　操作工\n按规程操作。\n")
    assert "\n# 班长\n## 权限\n" in write(parsed.document)
    assert [(change.before, change.after) for change in parsed.changes] == [("### ", "## "), ("＃　", "# ")]
    assert headed(parse(write(parsed.document)).document) == [(1, "班长"), (2, "权限"), (1, "操作工")]


@pytest.mark.parametrize(
    "line", ["#1机组检修后应当试运行。", "# 班长应当每班检查现场，并作记录。", "#", "# ", "####### 班长", "| # 班长 |"]
)
def test_what_looks_like_a_mark_and_is_none_stays_words(line: str):
    parsed = parse(f"岗位职责\n班长负责。\n{line}\n操作工操作。\n")
    assert headed(parsed.document) == []
    assert line.strip() in write(parsed.document)


def test_in_a_text_with_articles_a_mark_is_words():
    text = "检修办法\n\n第一条　检修分为下列几种。\n# 大修\n第二条　本办法自公布之日起施行。\n"
    assert headed(parse(text).document) == []
    assert write(parse(text).document) == text


def test_numbers_begin_anew_below_each_heading():
    text = "岗位职责\n\n# 班长\n一、组织生产\n二、检查现场\n\n# 操作工\n一、按规程操作\n二、交接班\n"
    document = parse(text).document
    assert [unit.label for unit in document.articles()] == ["一、", "二、", "一、", "二、"]
    assert parse(write(document)).document == parse(write(parse(write(document)).document)).document


def test_a_comparison_calls_a_heading_by_its_words():
    old, new = parse(DUTIES).document, parse(DUTIES.replace("检查现场", "检查现场和工具")).document
    told = [(change.old, change.kinds) for change in compare(old, new).changes if change.kinds != [Fate.UNCHANGED]]
    assert told == [(["班长 基本职责"], [Fate.MODIFIED])]


def test_changes_below_two_headings_merge():
    ours = DUTIES.replace("检查现场", "检查现场和工具")
    theirs = DUTIES.replace("按规程操作", "按操作规程操作")
    merged = merge(parse(DUTIES).document, parse(ours).document, parse(theirs).document)
    assert merged.conflicts == []
    assert merged.text == ours.replace("按规程操作", "按操作规程操作")


def test_an_english_text_has_them_too():
    text = "Duties of the Laboratory\n\n# Head\n## Duties\nApproves every report.\n\n# Analyst\nMeasures.\n"
    parsed = parse(text)
    assert headed(parsed.document) == [(1, "Head"), (2, "Duties"), (1, "Analyst")]
    assert write(parsed.document) == text


def test_of_a_markdown_file_the_headings_stay_marked_and_the_title_does_not():
    assert without_markup("# 岗位职责\n\n## 班长\n\n**组织**生产。\n") == "岗位职责\n## 班长\n组织生产。\n"
    assert "#" not in without_markup("# 办法\n\n## 总则\n\n第一条　为了规范管理，制定本办法。\n")
    assert "#" not in without_markup("# 通知\n\n## 一、总体要求\n\n按时完成。\n")


def test_a_date_in_figures_ends_a_notice():
    document = parse(
        "关于停电的通知\n各车间：\n1．停电一天。\n2．按时恢复。\n特此通知。\n设备部\n2025.11.12\n"
    ).document
    assert [unit.text for unit in document.root.walk() if unit.kind == Kind.SIGNATURE] == ["设备部\n2025.11.12"]


@pytest.mark.parametrize(
    ("note", "tells"),
    [
        ("（编号：DCZD-AQ-11，第3版）", False),
        ("（文件版本：V2.1　修订号：2.1.4）", False),
        ("（2019年5月20日职工代表大会通过）", True),
        ("（2024年第3号）", True),
    ],
)
def test_what_a_paper_is_filed_under_tells_of_no_adoption(note: str, tells: bool):
    assert tells_of_adoption(note) is tells
