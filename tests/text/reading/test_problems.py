"""Every doubt about a text is a value with a line number and a sentence in each language."""

import pytest

from workflow.text.reading.parse import parse
from workflow.words import Script

END = "第九十九条　本条例自2025年5月1日起施行。\n"


def codes(text: str, language: Script | None = None) -> list[tuple[str, int]]:
    """The codes and lines of the problems, the gap before the closing article of these samples left out."""
    return [(found.code, found.line) for found in parse(text, language).problems if "第九十九条" not in found.zh]


def test_a_sound_text_has_no_problem():
    text = "条例\n第一章　总则\n第一条　甲：\n（一）乙；\n（二）丙。\n前款第二项由第二条规定。\n第二章　附则\n第二条　本条例自公布之日起施行。\n"
    assert parse(text).problems == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty-text", 0)]),
        (" \n\n", [("empty-text", 0)]),
        ("条例\n甲。\n", [("no-article", 0)]),
        ("第一条　甲。\n" + END, [("title-missing", 0)]),
        ("条例\n第一条　甲。\n第二条　乙。\n", [("no-effective-date", 0)]),
        ("条例\n第二条　甲。\n" + END, [("number-missing", 2)]),
        ("条例\n第一条　甲。\n第三条　乙。\n" + END, [("number-missing", 3)]),
        ("条例\n第一条　甲。\n第一条　乙。\n" + END, [("number-twice", 3)]),
        ("条例\n第一条　甲。\n第三条　乙。\n第二条　丙。\n" + END, [("number-missing", 3), ("number-order", 4)]),
        ("条例\n第一条　甲。\n第一条之二　乙。\n" + END, [("number-missing", 3)]),
        ("条例\n第一条　甲。\n第二条之一　乙。\n" + END, [("number-missing", 3)]),
        ("条例\n第一章　甲\n第一条　甲。\n第三章　乙\n第二条　乙。\n" + END, [("number-missing", 4)]),
        ("条例\n第一章　甲\n第一条　甲。\n第一章　乙\n第二条　乙。\n第二章　丙\n" + END, [("number-twice", 4)]),
        ("条例\n第一条　甲：\n（一）乙；\n（三）丙。\n" + END, [("number-missing", 4)]),
        ("条例\n第一条　甲：\n（一）乙；\n（一）丙。\n" + END, [("number-twice", 4)]),
        ("条例\n第一条　甲：\n（一）乙：\n1. 丙；\n3. 丁。\n" + END, [("number-missing", 5)]),
        ("条例\n第一条\n第二条　乙。\n" + END, [("article-empty", 2)]),
        ("条例\n甲：\n（一）乙。\n第一条　丙。\n" + END, [("item-without-article", 3)]),
        ("条例\n第一章　甲\n（一）乙。\n第一条　丙。\n" + END, [("item-without-article", 3)]),
        ("条例\n第一条　依照本条例第八条办理。\n" + END, [("unresolved-reference", 2)]),
        ("条例\n第一条　依照第一条第三款办理。\n" + END, [("unresolved-reference", 2)]),
        ("条例\n第一条　依照第一条第三项办理。\n" + END, [("unresolved-reference", 2)]),
        ("条例\n第一条　见附件二。\n" + END, [("unresolved-reference", 2)]),
        ("条例\n第一条　见本章。\n" + END, [("unresolved-reference", 2)]),
        ("条例\n第一条　前款规定的除外。\n" + END, [("nothing-before", 2)]),
        ("条例\n第一条　甲。\n前两款规定的除外。\n" + END, [("nothing-before", 3)]),
        ("条例\n第一条　前条规定的除外。\n" + END, [("nothing-before", 2)]),
        ("条例\n第一条　甲\x00乙。\n" + END, [("control-characters", 2)]),
        ("条例\n第一条　所称“甲。\n" + END, [("quotation-open", 2)]),
        ("条例\n第一章　甲\n第二章　乙\n第一条　丙。\n" + END, [("heading-empty", 2)]),
        ("条例\n目录\n第一章　甲\n第二章　乙\n第一章　甲\n第一条　丙。\n第二章　丁\n" + END, [("contents-differ", 2)]),
        ("条例\n第一条　甲。\n第十十条 乙。\n" + END, [("label-doubtful", 3)]),
        (
            "条例\n第一条　甲。\n第零条 乙。\n第九九九九九九九九九条 丙。\n" + END,
            [(code, line) for line in (3, 4) for code in ("unresolved-reference", "label-doubtful")],
        ),
    ],
)  # fmt: skip
def test_each_doubt_is_named_at_its_line(text: str, expected: list[tuple[str, int]]):
    assert codes(text) == expected


def test_an_odd_numeral_is_mentioned_and_does_not_block():
    nine = "".join(f"第{numeral}条　甲。\n" for numeral in "一二三四五六七八九")
    found = parse(f"条例\n{nine}第一十条　自公布之日起施行。\n").problems
    assert [(one.code, one.blocking) for one in found] == [("number-form", False)]


def test_a_list_that_continues_below_a_paragraph_is_sound():
    assert codes("条例\n第一条　甲：\n（一）乙；\n（二）丙。\n前款第二项，是指丁。\n（三）戊。\n" + END) == []


def test_sections_begin_anew_in_each_chapter_and_chapters_in_each_part():
    text = "法\n第一编　甲\n第一章　甲\n第一节　甲\n第一条　甲。\n第二章　乙\n第一节　乙\n第二条　乙。\n第二编　丙\n第一章　丙\n第三条　丙。\n"
    assert codes(text + "第四条　自公布之日起施行。\n") == []


def test_an_annex_numbers_its_own_articles():
    assert codes("条例\n第一条　自公布之日起施行。\n附件\n第一条　甲。\n第二条　依照第一条办理。\n") == []


def test_the_effective_date_may_stand_in_the_note():
    assert codes("规定\n（2025年1月1日发布，自2025年2月1日起施行）\n第一条　甲。\n") == []


def test_sentences_are_in_both_languages_and_say_what_to_do():
    found = parse("条例\n第一条　甲。\n第三条　自公布之日起施行。\n").problems[0]
    assert found.zh == "第三条之前缺少第二条，请补上或重新编号。"
    assert found.en == "第二条 is missing before 第三条: add it or renumber."
    assert found.blocking


def test_english_texts_have_the_same_doubts():
    text = "Rules\nArticle 1 See Article 9.\nArticle 3 The preceding article:\n(a) one;\n(c) two.\n"
    assert codes(text) == [
        ("no-effective-date", 0), ("unresolved-reference", 2), ("number-missing", 3), ("number-missing", 5),
    ]  # fmt: skip
    assert codes("Rules\nArticle 1 This text takes effect on 1 May 2025.\n") == []
