"""Word files made in many ways: every word and every number comes back, whoever counted it."""

from __future__ import annotations

import pytest

from tests.publishing.word.files import by_hand, by_python_docx
from tests.publishing.word.files.lists import CHAPTERS, FORMATS
from tests.publishing.word.files.samples import FILES, number_of
from tests.publishing.word.ooxml import definition, docx, level, num, p, r
from workflow.publishing.word.reading.counting import printed
from workflow.publishing.word.reading.document import read_document
from workflow.text.reading.parse import parse


def test_there_are_files_enough():
    assert len(FILES) >= 70
    assert sum(bool(number_of(line)) for _, lines in FILES.values() for line in lines) >= 250


@pytest.mark.parametrize("name", FILES)
def test_every_word_and_number_is_read(name: str):
    content, lines = FILES[name]
    assert read_document(content).text.splitlines() == lines


def test_what_libreoffice_tracked_is_read_with_its_authors_and_remarks():
    read = read_document(FILES["by LibreOffice: revised"][0])
    assert read.rejected.splitlines() == [
        "某公司请假办法",
        "第一条　请假应当提前申请。",
        "第二条　病假不超过三十日。",
        "第三条　本办法自2025年6月1日起施行。",
    ]
    assert [(one.author, one.kind, one.old, one.new) for one in read.changes] == [
        ("赵六", "replace", "三十", "六十"),
        ("王五", "insert", "", "事假由部门批准。"),
    ]
    assert [(one.author, one.quote, one.text) for one in read.comments] == [("李四", "提前申请", "请写明向谁。")]


@pytest.mark.parametrize(("style", "words"), FORMATS.items())
def test_numbers_are_printed_as_word_prints_them(style: str, words: str):
    told, more = style, ""
    if style == "001":  # a format newer than the others stands beside one that every program knows
        newer = f'<w:numFmt w:val="custom" w:format="{style}, 002, ..."/>'
        told, more = (
            "decimal",
            f'<mc:AlternateContent><mc:Choice Requires="w14">{newer}</mc:Choice></mc:AlternateContent>',
        )
    lists = definition(1, level(0, told, "%1", more=more)) + "".join(num(at, 1, {0: at}) for at in (1, 2, 11, 23))
    body = "".join(p("、", listed=(at, 0)) for at in (1, 2, 11, 23))
    read = read_document(docx(body, numbering=lists)).text
    assert [line.rstrip("、").strip() for line in read.splitlines()] == words.split()


def test_numbers_beyond_a_format_are_digits():
    assert printed(6000, "lowerRoman") == "6000"
    assert printed(27, "upperLetter") == "AA"
    assert printed(53, "upperLetter") == "AAA"
    assert printed(101, "chineseCounting") == "一百零一"
    assert printed(7, "a format of tomorrow") == "7"


def test_three_hundred_articles_are_counted_across_chapters():
    body = "".join(
        (p("章", listed=(1, 0)) if at % 10 == 0 else "") + p(f"条文{at}。", listed=(1, 1)) for at in range(300)
    )
    read = parse(read_document(docx(body, numbering=CHAPTERS)).text)
    labels = [unit.label for unit in read.document.articles()]
    assert (labels[0], labels[100], labels[299], len(labels)) == ("第一条", "第一百零一条", "第三百条", 300)
    assert not [problem for problem in read.problems if problem.code.startswith("number")]


def test_each_guess_says_where_and_what():
    told = read_document(FILES["by hand: picture and equations"][0]).guesses
    assert [(guess.line, guess.kind) for guess in told] == [(2, "picture"), (2, "equation"), (2, "equation")]
    assert "厂区平面图" in told[0].zh
    assert "A=bc" in told[1].en


@pytest.mark.parametrize(
    ("name", "kind", "line"),
    [
        ("numbered in one list", "number", 2),
        ("notes", "note", 2),
        ("text box", "box", 2),
        ("contents in a field", "contents", 2),
        ("contents by style", "contents", 2),
        ("signs", "hidden", 1),
        ("links, forms, fields", "prompt", 1),
        ("table with merged cells", "merged", 2),
        ("emblem above the title", "picture", 1),
    ],
)
def test_what_was_guessed_is_told(name: str, kind: str, line: int):
    told = [guess for guess in read_document(by_hand.FILES[name][0]).guesses if guess.kind == kind]
    assert told
    assert told[0].line == line
    assert told[0].zh.endswith("。")
    assert told[0].en.endswith(".")


def test_words_struck_by_hand_are_told():
    read = read_document(by_python_docx.FILES["words struck by hand"][0])
    assert [(guess.line, guess.kind) for guess in read.guesses] == [(1, "struck")]
    twice = docx(p(r("甲", "<w:strike/>") + r("乙", "<w:dstrike/>") + r("丙") + r("丁", '<w:strike w:val="0"/>')))
    assert [guess.kind for guess in read_document(twice).guesses] == ["struck"]


def test_a_heading_without_a_number_is_told_by_style_and_by_look():
    body = (
        p("某办法")
        + p("第一条 甲。")
        + p("组织机构", "2")
        + p(r("经费", "<w:b/>"))
        + p("保障", properties='<w:jc w:val="center"/>')
    )
    told = read_document(docx(body + p("正文。"), styles=by_hand.WPS_STYLES)).guesses
    assert [(guess.line, guess.kind) for guess in told] == [(3, "heading"), (4, "heading"), (5, "heading")]


def test_comments_have_author_time_place_and_words():
    comment = by_python_docx.FILES["comment"][0]
    (told,) = read_document(comment).comments
    assert (told.author, told.text, told.quote, told.line, told.start) == ("李四", "太短了。", "三日内", 1, 4)
    assert told.at is not None
