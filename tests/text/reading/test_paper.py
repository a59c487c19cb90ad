"""Page numbers, labels printed several times over and several papers in one file: taken out or pointed at, always told."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.lines import Line, read
from workflow.text.reading.paper import parts, without_paper
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write

FORMS = Path(__file__).parent.parent / "forms"


def clean(*lines: str) -> tuple[list[str], list[tuple[int, str, str]]]:
    """The words that stay, and what was told."""
    found, told = without_paper([Line(number, words) for number, words in enumerate(lines, 1)])
    return [line.text for line in found], [(one.line, one.before, one.after) for one in told]


@pytest.mark.parametrize(
    ("printed", "read_as", "before", "after"),
    [
        ("第一条第一条第一条　为了规范考勤，制定本办法。", "第一条　为了规范考勤，制定本办法。", "第一条第一条第一条", "第一条"),
        ("第一章　总则第一章　总则", "第一章　总则", "第一章　总则第一章　总则", "第一章　总则"),
        ("（二）（二）参加会议的；", "（二）参加会议的；", "（二）（二）", "（二）"),
        ("一、 一、合理安排", "一、合理安排", "一、 一、", "一、"),
        ("附件：统计表— 6 —", "附件：统计表", "— 6 —", ""),
        ("车间应当在三日— 17 —内报送。", "车间应当在三日内报送。", "— 17 —", ""),
    ],
)  # fmt: skip
def test_what_paper_puts_in_goes_and_is_told(printed: str, read_as: str, before: str, after: str):
    assert clean(printed) == ([read_as], [(1, before, after)])


@pytest.mark.parametrize(
    "words",
    [
        "第一条第一款的规定，适用于本条。",
        "第三条第三条之一",
        "一一对应的，按照清单办理。",
        "范围为1—3—5号机组",
        "| — 3 — | 数 |",
        "第3页的表格由车间填写。",
        "2.12.1　设备动力科负责。",
    ],
)
def test_words_that_only_look_like_it_stay(words: str):
    assert clean(words) == ([words], [])


def test_a_paragraph_that_a_page_cut_is_one_again():
    lines = [
        "第一条　各车间应当在每月二十五日以前将本月考勤",
        "— 2 —",
        "结果报送人力资源部。",
        "- 3 -",
        "第二条　附则。",
    ]
    assert clean(*lines) == (
        ["第一条　各车间应当在每月二十五日以前将本月考勤结果报送人力资源部。", "第二条　附则。"],
        [(2, "— 2 —", ""), (4, "- 3 -", "")],
    )
    assert clean("第一章　总则", "第 2 页 共 9 页", "第一条　为了。")[0] == ["第一章　总则", "第一条　为了。"]


@pytest.mark.parametrize("name", sorted(path.stem for path in FORMS.glob("*.txt")))
def test_a_text_that_goes_through_a_printer_comes_back(name: str):
    """Page numbers between lines and in the middle of them, and labels over each other, put into every frozen paper."""
    dice, lines = random.Random(name), (FORMS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    dirty, page = [], 0
    for line in lines:
        if dice.random() < 0.1:
            page += 1
            dirty.append(f"— {page} —")
        label = next(
            (one for one in ("（一）", "（二）", "第一条", "第二条", "一、", "二、") if line.startswith(one)), ""
        )
        dirty.append(label * dice.randrange(3) + line)
    text, whole = "\n".join(dirty), "\n".join(lines)
    parsed = parse(text, markup=True)
    assert "".join(write(parsed.document).split()) == "".join(write(parse(whole, markup=True).document).split())
    lost = Counter("".join(text.split())) - Counter("".join(write(parsed.document).split()))
    assert not lost - Counter("".join("".join(one.before.split()) for one in parsed.changes))


@given(st.text("第一二条章（）、— 123\n甲乙。", max_size=120))
def test_nothing_goes_untold_and_twice_is_once(text: str):
    lines = read(text)[0]
    found, told = without_paper(lines)
    gone: Counter[str] = Counter()
    for one in told:
        gone += Counter("".join(one.before.split())) - Counter("".join(one.after.split()))
    before = Counter("".join("".join(line.text.split()) for line in lines))
    after = Counter("".join("".join(line.text.split()) for line in found))
    assert before - after == gone
    assert not after - before
    assert all(line.text for line in found)


ORDER = "云岭公司令\n〔2026〕第3号\n《考勤管理办法》已经审议通过，现予公布。\n总经理　段青云\n"
NOTICE = "关于印发《考勤管理办法》和《休假管理细则》的通知\n各车间：\n现印发给你们。\n一、组织学习\n二、遵照执行\n"
FIRST = "考勤管理办法\n第一章　总则\n第一条　为了规范考勤。\n第二条　自印发之日起施行。\n"
SECOND = "休假管理细则（试行）\n第一条　为了规范休假。\n第二条　自印发之日起施行。\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (ORDER + FIRST, ["云岭公司令", "考勤管理办法"]),
        (NOTICE + FIRST + SECOND, ["关于印发《考勤管理办法》和《休假管理细则》的通知", "考勤管理办法", "休假管理细则（试行）"]),
        (FIRST + SECOND, ["考勤管理办法", "休假管理细则（试行）"]),
        (NOTICE + "附件1\n" + FIRST, ["关于印发《考勤管理办法》和《休假管理细则》的通知", "考勤管理办法"]),
        (FIRST, []),
        (NOTICE, []),
        (FIRST + "附件1\n" + SECOND, []),  # an annex of a regulation is part of it
        ("考勤管理办法\n前言\n本办法代替旧办法。\n" + FIRST, []),  # its own title again
    ],
)  # fmt: skip
def test_several_papers_in_a_file_are_told_apart(text: str, names: list[str]):
    lines = read(text)[0]
    found = parts(lines)
    assert [one.name for one in found] == names
    assert [one.stop for one in found[:-1]] == [one.start for one in found[1:]]
    assert not found or (found[0].start, found[-1].stop) == (0, len(lines))


EN_ORDER = """Order No. 5 of 2026
The Staff Attendance Rules were adopted on 3 May 2026, are hereby promulgated and enter into force on 1 June 2026.
Jane Brandt, General Manager
5 May 2026
"""
EN_NOTICE = """Notice on Issuing the Staff Attendance Rules and the Leave Policy
To: all departments
Both are issued herewith.
1. Read them.
2. Follow them.
"""
EN_FIRST = "Staff Attendance Rules\nChapter 1 General\nArticle 1 These rules govern attendance.\nArticle 2 They hold from 1 June 2026.\n"
EN_SECOND = "Leave Policy (Trial)\n1 Purpose\n1.1 This policy governs leave.\n1.2 It holds from 1 June 2026.\n"
EN_CODE = "Code of Conduct\n§ 7-101. Scope.\nThis code governs conduct.\n§ 7-102. Duties.\nStaff are polite.\n"
EN_ROMAN = (
    "Regulations on Visitors of Harbour Ltd\nI. Access\nA. Visitors sign.\nII. Safety\nA. Visitors wear helmets.\n"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (EN_ORDER + EN_FIRST, ["Order No. 5 of 2026", "Staff Attendance Rules"]),
        (EN_NOTICE + EN_FIRST + EN_SECOND, [EN_NOTICE.splitlines()[0], "Staff Attendance Rules", "Leave Policy (Trial)"]),
        (EN_FIRST + EN_SECOND + EN_CODE + EN_ROMAN, ["Staff Attendance Rules", "Leave Policy (Trial)", "Code of Conduct", EN_ROMAN.splitlines()[0]]),
        (EN_SECOND + EN_FIRST, ["Leave Policy (Trial)", "Staff Attendance Rules"]),
        (EN_FIRST, []),
        (EN_SECOND, []),
        (EN_NOTICE, []),
        (EN_FIRST + "Annex A\n" + EN_SECOND, []),  # an annex of a regulation is part of it
        ("Staff Attendance Rules\nForeword\nThese rules replace others.\n" + EN_FIRST, []),  # its own title again
        (EN_FIRST + "Article 3 The Leave Policy applies.\nLeave Policy\nArticle 4 It is posted.\n", []),
    ],
)  # fmt: skip
def test_several_english_papers_in_a_file_are_told_apart(text: str, names: list[str]):
    lines = read(text)[0]
    found = parts(lines)
    assert [one.name for one in found] == [name[:60] for name in names]
    assert [one.stop for one in found[:-1]] == [one.start for one in found[1:]]
    assert not found or (found[0].start, found[-1].stop) == (0, len(lines))


@pytest.mark.parametrize(
    "text", [EN_ORDER + EN_FIRST, EN_NOTICE + EN_FIRST + EN_SECOND, EN_FIRST + EN_CODE, EN_ORDER + EN_SECOND, EN_ROMAN]
)
def test_no_character_of_an_english_file_is_lost_unlisted(text: str):
    """Read whole, or each paper by itself."""
    found = parts(read(text)[0])
    lines = text.splitlines()
    for one in ["\n".join(lines[part.start : part.stop]) for part in found] + [text]:
        parsed = parse(one, markup=True)
        lost = Counter("".join(one.split())) - Counter("".join(write(parsed.document).split()))
        assert not lost - Counter("".join("".join(change.before.split()) for change in parsed.changes))


def test_the_pages_of_an_english_file_go_and_a_sentence_that_they_cut_goes_on():
    text = [
        "Article 1 The office keeps every record for",
        "Page 2 of 9",
        "five years.",
        "Page 3",
        "Article 2 It is so.",
        "- 4 -",
        "Staff sign.",
    ]
    assert clean(*text) == (
        ["Article 1 The office keeps every record for five years.", "Article 2 It is so.", "Staff sign."],
        [(2, "Page 2 of 9", ""), (4, "Page 3", ""), (6, "- 4 -", "")],
    )
