"""Where the lines of a text stand in its tree, and the numbers that headings without one take at their lines."""

import pytest
from hypothesis import given

from tests.text.regulations import ENGLISH, TIDY, regulations
from workflow.text.lines import lines_of
from workflow.text.reading.parse import parse
from workflow.text.reading.placing import Heading, heading_line, headings, next_numbers, placed
from workflow.text.tree import Kind

TEXT = """职工食堂管理办法
（2026年3月1日通过）
第一章　总则
第一条　为了办好职工食堂，制定本办法。
第二款的话。
（一）甲；
1.乙；
第二条　（一）丙；
（二）丁。
第二章
供餐
第三条　见表：
| 项目 | 标准 |
| 早餐 | 十元 |
附则
第四条　本办法自2026年5月1日起施行。
附件1　清单
第一章　附件中的章
甲。
"""
#: Line → depth, kinds and labels of what begins there, which paragraph it is.
PLACES = {
    1: (0, ["title"], [""], 0),
    2: (0, ["note"], [""], 0),
    3: (0, ["chapter"], ["第一章"], 0),
    4: (1, ["article"], ["第一条"], 0),
    5: (2, ["paragraph"], [""], 2),
    6: (3, ["item"], ["（一）"], 0),
    7: (4, ["subitem"], ["1."], 0),
    8: (1, ["article", "item"], ["第二条", "（一）"], 0),
    9: (2, ["item"], ["（二）"], 0),
    10: (0, ["chapter"], ["第二章"], 0),
    11: None,
    12: (1, ["article"], ["第三条"], 0),
    13: (2, ["table"], [""], 0),
    14: None,
    15: (0, ["heading"], [""], 0),
    16: (1, ["article"], ["第四条"], 0),
}


@pytest.mark.parametrize("line", PLACES)
def test_what_begins_on_a_line(line: int):
    place = placed(parse(TEXT).document).get(line)
    told = place and (
        place.depth,
        [one.kind for one in place.units],
        [one.label for one in place.units],
        place.turn,
    )
    assert told == PLACES[line]


def test_an_english_text():
    places = placed(parse(ENGLISH).document)
    assert {one.kind for place in places.values() for one in place.units} >= {"title", "article"}


@given(regulations())
def test_every_unit_with_a_line_has_its_place_once(text: str):
    document = parse(text).document
    units = [id(one) for place in placed(document).values() for one in place.units]
    assert len(units) == len(set(units))
    walked = {id(one) for one in document.root.walk() if one.line and one.kind != "paragraph"}
    assert walked <= set(units)
    assert set(placed(document)) <= set(range(1, len(text.split("\n")) + 1))


def test_headings_above_articles_and_not_those_of_annexes():
    assert headings(parse(TEXT).document) == [Heading(3, Kind.CHAPTER, 1), Heading(10, Kind.CHAPTER, 2)]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ([(2, "chapter")], {2: 1}),
        ([(4, "chapter")], {4: 2}),
        ([(4, "section"), (6, "section")], {4: 1, 6: 2}),
        ([(4, "chapter"), (5, "section"), (6, "chapter"), (7, "section")], {4: 2, 5: 1, 6: 3, 7: 1}),
        ([(12, "section"), (14, "section")], {12: 3, 14: 4}),
        ([(20, "chapter")], {20: 6}),
        ([], {}),
    ],
)
def test_numbers_go_on_from_the_heading_before(wanted: list[tuple[int, str]], numbers: dict[int, int]):
    known = [Heading(3, Kind.CHAPTER, 1), Heading(10, Kind.CHAPTER, 5), Heading(11, Kind.SECTION, 2)]
    assert next_numbers(known, wanted) == numbers


def test_a_heading_whose_number_nobody_can_read_counts_as_the_next():
    known = [Heading(1, Kind.CHAPTER, 1), Heading(5, Kind.CHAPTER, None)]
    assert next_numbers(known, [(9, "chapter")]) == {9: 3}


def test_the_line_of_a_heading():
    assert heading_line(Kind.CHAPTER, 2, " 供餐 ", english=False) == "第二章　供餐"
    assert heading_line(Kind.SECTION, 11, "供餐", english=False) == "第十一节　供餐"
    assert heading_line(Kind.CHAPTER, 2, "Meals", english=True) == "Chapter 2 Meals"
    for english, words in ((False, "供餐"), (True, "Meals")):
        for kind in (Kind.CHAPTER, Kind.SECTION):
            text = f"{TIDY if not english else ENGLISH}{heading_line(kind, 30, words, english=english)}\n"
            found = [one for one in parse(text).document.root.walk() if one.heading == words]
            assert [one.kind for one in found] == [kind]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (" \n\t\n", []),
        ("\ufeff甲\r\n\r\n 乙 \x0b丙\u2028丁\r", ["甲", "乙", "丙", "丁"]),
        ("甲\u200b乙", ["甲\u200b乙"]),
    ],
)
def test_lines_that_hold_anything(text: str, lines: list[str]):
    assert lines_of(text) == lines
