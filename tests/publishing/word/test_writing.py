"""Texts as Word files: the same text read back, numbers that Word goes on counting, the same bytes each time."""

from __future__ import annotations

import io
import random
import re
import zipfile
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workflow import paths
from workflow.publishing.table_lines import lines_of
from workflow.publishing.values.facts import Paper, PrintFacts
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.writing.document import write_document
from workflow.publishing.word.writing.redline import write_tracked
from workflow.publishing.word.writing.table import write_table
from workflow.text.comparing.compare import compare
from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tables import cells, is_row
from workflow.text.tree import Document

TEXTS = {path.name.removesuffix(".txt"): path for path in sorted((paths.policies() / "texts").glob("*.txt"))}
FORMS = Path(__file__).parents[2] / "text/forms"
_AT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
_FACTS = PrintFacts(
    enterprise="某公司", state_words="征求意见稿", fingerprint="7c" * 32, title_note="2025年4月22日通过"
)
_ODD = """某某办法

第一编　通则
第一章　总则
第一条　甲：
（一）乙；
（二）丙：
1. 丁；
2. 戊。
第二款的话。
（一）己；
1）庚。
第一条之一　辛。
第三条　壬。
第二章　细则
第四条　【罚则】
癸。
第二编　分则
第一章　附则
第九条　① 子。
第一百零一条　丑。

附件1　表
| 序号 | 名称 | 金额 |
| 1 | a\\|b | 100 |
| 2 |  | <&>"' |

附件2
第一条　寅。

某某公司
2025年1月1日
"""


def _document(name: str) -> Document:
    return parse(TEXTS[name].read_text(encoding="utf-8")).document


def _again(text: str) -> str:
    return write(parse(text).document)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_comes_back_as_it_went(name: str):
    document = _document(name)
    assert _again(read_document(write_document(document)).text) == write(document)


OFFICIAL = (
    "fangan_jiangben",
    "tongzhi_tingdian",
    "caozuo_qizhongji",
    "jishu_huanyangfenmo",
    "guiding_xinxi",
    "yuan_yean",
)


@pytest.mark.parametrize("name", OFFICIAL)
def test_a_paper_without_articles_comes_back_with_word_s_own_numbers(name: str):
    """一、（一） and 1.1.1: every number that can be counted is Word's, the first of a list too."""
    document = parse((FORMS / f"{name}.txt").read_text(encoding="utf-8")).document
    content = write_document(document)
    assert _again(read_document(content).text) == write(document)
    typed = [one.text for one in docx.Document(io.BytesIO(content)).paragraphs if re.match(r"1\. ?[^0-9\s]", one.text)]
    assert typed == []


def test_an_odd_text_comes_back_as_it_went():
    document = parse(_ODD).document
    assert _again(read_document(write_document(document)).text) == write(document)


def test_what_is_drawn_around_the_text_is_not_read_as_text():
    document = _document("member-welfare.zh")
    content = write_document(document, _FACTS)
    assert _again(read_document(content).text) == write(document)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "征求意见稿" in archive.read("word/header-default.xml").decode()
        assert "7c7c" in archive.read("word/footer-even.xml").decode()
        assert "某公司" in archive.read("docProps/core.xml").decode()


def test_the_title_note_of_the_record_stands_under_the_title():
    text = "某公司办法\n\n第一条　甲。\n"
    read = read_document(write_document(parse(text).document, _FACTS)).text
    assert read.splitlines()[:2] == ["某公司办法", "（2025年4月22日通过）"]


def test_the_same_text_makes_the_same_bytes():
    document = _document("factory-transparency.zh")
    assert write_document(document, _FACTS) == write_document(_document("factory-transparency.zh"), _FACTS)
    new = _document("factory-transparency.2.zh")
    assert write_tracked(document, new, "张三", _AT) == write_tracked(document, new, "张三", _AT)


def test_numbers_are_word_s_own_and_it_goes_on_counting():
    """A paragraph put in between takes the next number, and those behind it move on."""
    content = write_document(_document("representative-assembly.zh"))
    word = docx.Document(io.BytesIO(content))
    articles = [paragraph for paragraph in word.paragraphs if _style(paragraph) == "条"]
    assert not any(paragraph.text.startswith("第") for paragraph in articles)
    articles[2].insert_paragraph_before("新的一条。", style="条")
    for paragraph in (articles[1]._p.pPr,):
        assert paragraph is not None
        articles[2]._p.getprevious().pPr.append(deepcopy(paragraph.numPr))
    out = io.BytesIO()
    word.save(out)
    labels = [unit.label for unit in parse(read_document(out.getvalue()).text).document.articles()]
    assert labels == [f"第{chinese(number)}条" for number in range(1, len(labels) + 1)]
    assert len(labels) == len(articles) + 1


def _style(paragraph) -> str:
    return paragraph.style.name


def test_the_file_is_in_order_for_other_readers():
    content = write_document(parse(_ODD).document, _FACTS)
    word = docx.Document(io.BytesIO(content))
    assert word.core_properties.title == "某某办法"
    assert word.tables[0].cell(2, 2).text == "<&>\"'"
    section = word.sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round((size or 0) / 36_000) for size in sizes] == [210, 297, 37, 28]
    assert {_style(paragraph) for paragraph in word.paragraphs} >= {"Title", "Heading 2", "条", "项", "目", "款"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))  # noqa: S314
            assert archive.getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)


# tracked changes

_PAIRS = [
    (before, after) for name in ("factory-transparency", "member-welfare") for tongue in ("zh", "en")
    for before, after in ((f"{name}.{tongue}", f"{name}.2.{tongue}"), (f"{name}.2.{tongue}", f"{name}.{tongue}"))
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [*_PAIRS, ("representative-assembly.zh", "work-report-2024.zh")])
def test_tracked_changes_hold_both_texts(before: str, after: str):
    old, new = _document(before), _document(after)
    read = read_document(write_tracked(old, new, "张三", _AT))
    assert _again(read.text) == write(new)
    assert _again(read.rejected) == write(old)
    assert {(change.author, change.at) for change in read.changes} == {("张三", _AT)}


#: Rows as people type them: one has a cell more, another one less. A table of a single column is read as words in a frame.
_ROWS = st.lists(
    st.lists(st.sampled_from(("春节", "中秋", "三百元", "二百元", "只发实物")), min_size=2, max_size=4),
    min_size=1,
    max_size=4,
)


def _cells(text: str) -> list[list[str]]:
    """The words of the cells of every row; Word has no table whose rows end before the others without an empty cell."""
    return [[cell for cell in cells(line) if cell] for line in text.split("\n") if is_row(line)]


@given(_ROWS, _ROWS)
@example(
    [["项目", "金额"], ["春节", "三百元", "现金"], ["中秋", "二百元"]],
    [["项目", "金额"], ["春节", "三百元"], ["中秋", "二百元", "实物"]],
)
@settings(max_examples=25, deadline=None)
def test_tracked_changes_hold_every_cell_of_both_tables(before: list[list[str]], after: list[list[str]]):
    old, new = (
        parse("甲办法\n第一条　标准：\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)).document
        for rows in (before, after)
    )
    read = read_document(write_tracked(old, new, "张三", _AT))
    assert _cells(read.text) == _cells(write(new)) == after
    assert _cells(read.rejected) == _cells(write(old)) == before


def test_a_text_without_changes_has_none():
    document = _document("member-welfare.zh")
    assert read_document(write_tracked(document, document, "张三", _AT)).changes == []


def test_an_inserted_article_marks_nothing_but_itself():
    """What follows is renumbered by Word, without a mark."""
    old = _document("representative-assembly.zh")
    text = write(old)
    at = text.index("\n第五条")
    new = parse(text[:at] + "\n第五条　新的一条。" + text[at:]).document
    renumbered = _renumbered(write(new))
    read = read_document(write_tracked(old, parse(renumbered).document, "张三", _AT))
    assert _again(read.text) == renumbered
    marked = [change for change in read.changes if change.whole]
    assert [change.new for change in marked] == ["新的一条。"]
    assert all(len(change.old + change.new) <= 8 for change in read.changes if not change.whole)


def _renumbered(text: str) -> str:
    from workflow.text.references.renumber import renumber

    return write(renumber(parse(text).document).document)


@pytest.mark.parametrize("seed", range(8))
def test_tracked_changes_hold_both_texts_of_any_two(seed: int):
    chance = random.Random(seed)
    lines = write(_document("member-welfare.2.zh")).split("\n")
    for _ in range(12):
        at = chance.randrange(3, len(lines) - 1)
        kind = chance.choice(("drop", "copy", "cut", "add", "swap"))
        if kind == "drop":
            del lines[at]
        elif kind == "copy":
            lines.insert(at, lines[chance.randrange(3, len(lines))])
        elif kind == "cut" and not lines[at].startswith("|"):
            lines[at] = lines[at][: chance.randint(1, len(lines[at]) + 1)]
        elif kind == "add" and not lines[at].startswith("|"):
            lines[at] += "另行规定100元。"
        elif kind == "swap":
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
    old, new = _document("member-welfare.zh"), parse("\n".join(lines)).document
    new = parse(write(new)).document
    read = read_document(write_tracked(old, new, "张三", _AT))
    assert _again(read.text) == write(new)
    assert _again(read.rejected) == write(old)


# the comparison table


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_comparison_table_holds_every_changed_provision(tongue: str):
    old, new = _document(f"member-welfare.{tongue}"), _document(f"member-welfare.2.{tongue}")
    lines = lines_of(compare(old, new).changes)
    content = write_table(lines, new.title, PrintFacts(language=new.language))
    assert content == write_table(lines, new.title, PrintFacts(language=new.language))
    word = docx.Document(io.BytesIO(content))
    rows = word.tables[0].rows
    assert len(rows) == len(lines) + 1
    for row, line in zip(rows[1:], lines, strict=True):
        before, after = (row.cells[at].text for at in (0, 1))
        if not line.inserted:
            assert before.replace("\n", "").endswith(
                "".join(words for sign, words in line.runs if sign != "+").replace("\n", "")
            )
        if not line.deleted:
            assert after.replace("\n", "").endswith(
                "".join(words for sign, words in line.runs if sign != "-").replace("\n", "")
            )
    struck = [run.text for row in rows for run in row.cells[0].paragraphs[0].runs if run.font.strike]
    assert "".join(struck).replace("\n", "") == "".join(
        words for line in lines for sign, words in line.runs if sign == "-" and not line.inserted
    ).replace("\n", "")


@pytest.mark.parametrize(("kind", "tracked"), [(Paper.DRAFT, True), (Paper.REGULATION, False)])
def test_a_draft_opens_with_the_tracking_of_changes_on(kind: Paper, tracked: bool):
    content = write_document(_document("member-welfare.zh"), PrintFacts(kind=kind))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert (b"trackRevisions" in archive.read("word/settings.xml")) is tracked
