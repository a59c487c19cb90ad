"""Clean lines from what people have: the words stay, the markup goes, and what went is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.lines import Normalisation, read, without_markup
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write


def words(text: str) -> list[tuple[int, str]]:
    """The lines that `read` finds in a text out of a file, with their numbers."""
    return [(line.number, line.text) for line in read(text, markup=True)[0]]


def test_every_kind_of_line_end_is_known():
    assert words("甲\r\n乙\r丙\n\u2028丁\x0c戊") == [(1, "甲"), (2, "乙"), (3, "丙"), (5, "丁"), (6, "戊")]


def test_blanks_around_a_line_go_and_its_indent_is_kept():
    lines, told, _ = read("  \n　　甲 乙　\n")
    assert [(line.number, line.text, line.indent) for line in lines] == [(2, "甲 乙", 2)]
    assert told == []


def test_marks_that_nobody_sees_go_and_are_told():
    lines, told, controls = read("\ufeff甲\u200b乙\x00丙")
    assert [line.text for line in lines] == ["甲乙丙"]
    assert {change.why for change in told} == {"byte order mark", "invisible characters", "control characters"}
    assert controls == [1]


def test_hypertext_leaves_its_words():
    text = "<p style='a'>&nbsp;第一条</p><p><strong>甲</strong>乙<br/>丙</p><!-- 丁\n--><script>戊</script>\n己 < 庚"
    assert words(text) == [(1, "第一条"), (1, "甲乙"), (1, "丙"), (3, "己 < 庚")]


def test_a_hypertext_table_becomes_rows():
    assert words("<table><tr><td>甲</td><td>乙|丙</td></tr></table>") == [(1, "| 甲 | 乙\\|丙 |")]


def test_markdown_leaves_its_words():
    text = "# 条例\n==\n===\n**第一条**　甲\n* [第一章](#a)\n> 乙\n#1号机组\n-- 丙"
    assert [line for _, line in words(text)] == [
        "条例", "==", "第一条　甲", "第一章", "> 乙", "#1号机组", "-- 丙",
    ]  # fmt: skip


def test_what_hides_behind_entities_is_cleaned_too():
    assert words("&amp;lt;b&amp;gt;甲") == [(1, "甲")]


def test_plain_words_are_left_alone():
    text = "a < b、R&D、*注、[1]、2**3、甲 -- 乙"
    assert read(text) == ([(1, text, 0)], [], [])


@pytest.mark.parametrize(
    "text",
    [
        "当A<B、C>D时",
        "当a<b且c>d时",
        "缩小**%、扩大**%",
        "R&amp;D、&lt;、&#65;",
        "<p>第一条</p>",
        "# 甲",
        "===",
        "[甲](乙)",
        "<!-- 甲 -->",
        "<script>甲</script>",
    ],
)
def test_what_somebody_typed_is_words_to_the_last_character(text: str):
    assert read(text) == ([(1, text, 0)], [], [])


def test_in_a_file_too_only_markup_is_taken_for_markup():
    for text in ("当A<B、C>D时", "当a<b且c>d时", "缩小**%、扩大**%"):
        assert words(text) == [(1, text)]


def test_a_file_without_markup_is_left_as_it_is():
    text = "第一条　甲\n\n　　乙 < 丙\n"
    assert without_markup(text) == text
    assert without_markup("<p>第一条　甲</p>\n乙") == "第一条　甲\n乙\n"


@given(st.text(alphabet="<>&;#*[]()!-=/ABpbr甲乙、。%1 ", min_size=1, max_size=40))
def test_typed_words_come_back_from_the_tree(said: str):
    line = f"第一条　甲{said}乙"
    text = f"办法\n\n{line}\n第二条　本办法自2026年5月1日起施行。\n"
    written = write(parse(text).document)
    assert "".join(line.split()) in "".join(written.split())
    assert write(parse(written).document) == written


def test_a_change_is_a_value():
    assert read("甲\x01乙")[1] == [Normalisation(1, "\x01", "", "control characters")]
