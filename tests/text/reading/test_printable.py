"""Characters that cannot be printed: found wherever they stand in a text, told at their line; which they are is handed in."""

import pytest

from workflow.text.reading.parse import parse
from workflow.text.reading.printable import named, printed, refused, unprintable_in
from workflow.text.tree import Problem

#: Nothing but the letters of the texts below.
TEXT = """食堂办法
（2025年4月22日通过）

第一章　总则
第一条　为了办好食堂，制定本办法：
（一）早餐；
1. 豆浆；
第二条　价目如下：

| 品名 | 价格 |
| --- | --- |
| 早餐 | 五元 |
| 午餐 | 十元 |

第三条　本办法自2025年5月1日起施行。

附件1　说明

第一段。
第二段。
"""
PRINTABLE = frozenset(map(ord, TEXT))


def problems(text: str) -> list[Problem]:
    return [one for one in parse(text, printable=PRINTABLE).problems if one.code == "not-printable"]


def test_a_text_of_known_characters_has_none():
    assert problems(TEXT) == []


def test_nothing_is_found_where_nothing_is_known():
    assert not [one for one in parse(f"{TEXT}😀").problems if one.code == "not-printable"]


@pytest.mark.parametrize(
    ("before", "label"),
    [
        ("食堂办法", ""),
        ("（2025年", ""),
        ("总则", ""),
        ("为了", "第一条"),
        ("早餐；", "第一条"),
        ("豆浆", "第一条"),
        ("价格", "第二条"),
        ("五元", "第二条"),
        ("十元", "第二条"),
        ("本办法自", "第三条"),
        ("说明", "附件1"),
        ("第一段", "附件1"),
        ("第二段", "附件1"),
    ],
)
def test_it_is_told_at_its_line_wherever_it_stands(before: str, label: str):
    text = TEXT.replace(before, f"{before}🜨", 1)
    [found] = problems(text)
    line = next(number for number, words in enumerate(text.splitlines(), 1) if "🜨" in words)
    assert (found.line, found.blocking) == (line, True)
    assert found.zh == f"{label + '：' if label else ''}“🜨”（U+1F728）无法排印，请改用其他字符。"
    assert found.en == f"{label + ': ' if label else ''}“🜨” (U+1F728) cannot be printed: use other characters."


@pytest.mark.parametrize("mark", ["\ue000", "\ufe0f", "\U000e0100", "\u0301", "😀", "\U0003ffff", "\u20e3"])
def test_what_cannot_be_seen_is_named(mark: str):
    [found] = problems(TEXT.replace("早餐；", f"早餐{mark}；"))
    assert f"U+{ord(mark):04X}" in found.zh
    assert f"U+{ord(mark):04X}" in found.en


def test_what_prints_nothing_and_what_is_one_character_composed_is_no_problem():
    assert unprintable_in("食\u200b堂\u2060\u00ad\ufeff\u2003办", PRINTABLE) == ""
    assert unprintable_in("e\u0301", frozenset({0xE9})) == ""
    assert printed("e\u0301") == "é"


def test_many_are_summed_up():
    [found] = problems(TEXT.replace("为了", "为了αβγδεζη"))
    assert "等7个字符" in found.zh
    assert "and 2 more" in found.en
    assert len(problems("食堂办法\n\n" + "".join(f"第{at}条　α。\n" for at in range(1, 99)))) == 50


def test_words_outside_a_text():
    assert refused("食堂", PRINTABLE) is None
    assert refused("食堂😀", None) is None
    found = refused("食堂😀", PRINTABLE)
    assert found is not None
    assert found.zh == "“😀”（U+1F600）无法排印，请改用其他字符。"
    assert named("\u202e").en == "RIGHT-TO-LEFT OVERRIDE (U+202E)"
