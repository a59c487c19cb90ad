"""How our Word files look: the page of GB/T 9704-2012, a face for each role, titles that break between words."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from tests.publishing.word.files.resaved import TEXTS
from workflow.publishing.engine.titles import filling_width
from workflow.publishing.table_lines import lines_of
from workflow.publishing.values.facts import PrintFacts
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.writing.document import write_document
from workflow.publishing.word.writing.look import LINE
from workflow.publishing.word.writing.redline import write_tracked
from workflow.publishing.word.writing.table import write_table
from workflow.text.comparing.compare import compare
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.words import Script

_AT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
_ADDED = "某公司办法\n\n第一条　甲。\n第一条之一　另行规定。\n"
_REPORT = """某公司工作报告

一、过去一年
产量提高。

某某新材料股份有限公司
2025年1月1日
"""


def _part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(f"word/{name}.xml").decode("utf-8")


def _styled(content: bytes, words: str) -> str:
    """The style of the paragraph that says `words`."""
    return str(_paragraph(content, words).style.name)  # type: ignore[union-attr]


def _paragraph(content: bytes, words: str) -> Paragraph:
    return next(one for one in docx.Document(io.BytesIO(content)).paragraphs if words in one.text)


def _text(text: str) -> bytes:
    return write_document(parse(text).document)


def test_twenty_two_lines_fill_the_type_area_and_none_falls_out():
    section = docx.Document(io.BytesIO(_text(TEXTS["member-welfare.zh"]))).sections[0]
    area = int(section.page_height) - int(section.top_margin) - int(section.bottom_margin)  # type: ignore[arg-type]
    assert 22 * LINE * 635 <= area < 22 * (LINE + 1) * 635
    assert 28 <= LINE / 20 <= 29


@pytest.mark.parametrize(
    ("name", "words", "face", "points"),
    [
        ("work-report-2024.zh", "年度行政工作报告", "方正小标宋简体", 22),
        ("work-report-2024.zh", "（2025年4月22日", "楷体_GB2312", 16),
        ("work-report-2024.zh", "年工作回顾", "黑体", 16),
        ("work-report-2024.zh", "经营质量稳中有进", "楷体_GB2312", 16),
        ("work-report-2024.zh", "产销衔接更加紧密", "仿宋_GB2312", 16),
        ("member-welfare.zh", "总则", "黑体", 16),
        ("member-welfare.zh", "依法依规，", "仿宋_GB2312", 16),
        ("member-welfare.zh", "福利项目和标准表", "黑体", 16),
    ],
)
def test_each_role_has_its_face_and_size(name: str, words: str, face: str, points: int):
    style = _paragraph(_text(TEXTS[name]), words).style
    assert style is not None
    faces = style.element.find(f".//{{{style.element.nsmap['w']}}}rFonts")
    assert faces.get(f"{{{style.element.nsmap['w']}}}eastAsia") == face
    assert style.font.size == Pt(points)


def test_the_label_of_an_article_is_in_hei_whoever_counts_it():
    run = _paragraph(_text(_ADDED), "另行规定").runs[0]
    assert run.text.strip() == "第一条之一"
    assert "黑体" in run._r.xml
    assert "黑体" in _part(_text(TEXTS["member-welfare.zh"]), "numbering")
    assert "<w:b/>" in _part(_text(TEXTS["member-welfare.en"]), "numbering")


@pytest.mark.parametrize(
    ("title", "room"),
    [
        ("衡锰新材料股份有限公司工会会员福利待遇制度", 11),  # the enterprise on one line, what it is about on the other
        ("衡锰新材料股份有限公司职工代表大会提案工作条例", 17),  # a line of twelve would fill with 职 first
        ("食堂管理办法", None),  # fits
        ("为" * 45, None),  # too many words to be a title
    ],
)
def test_a_long_title_breaks_between_words_by_its_width_alone(title: str, room: float | None):
    assert filling_width(title, 20) == room


def test_what_narrows_a_title_leaves_its_words():
    text = TEXTS["member-welfare.zh"]
    content = _text(text)
    shape = _paragraph(content, "福利待遇制度").paragraph_format
    assert shape.left_indent == shape.right_indent
    assert shape.left_indent
    assert write(parse(read_document(content).text).document) == text
    assert _paragraph(_text(_REPORT), "工作报告").paragraph_format.left_indent is None


def test_a_signature_stands_over_its_date_two_characters_from_the_edge():
    content = _text(_REPORT)
    name, date = (_paragraph(content, words) for words in ("新材料股份", "1月1日"))
    assert _styled(content, "新材料股份") == _styled(content, "1月1日") == "署名"
    assert name.paragraph_format.right_indent == date.paragraph_format.right_indent
    assert name.paragraph_format.left_indent == date.paragraph_format.left_indent
    right = name.paragraph_format.right_indent
    assert right is not None
    assert 2 <= right / Pt(15.75) <= 4.1


def test_tables_are_as_wide_as_the_text_and_repeat_their_head():
    for name in ("member-welfare.zh", "member-welfare.en"):
        word = docx.Document(io.BytesIO(_text(TEXTS[name])))
        (table,) = word.tables
        widths = [int(column.width or 0) / 635 for column in table.columns]
        assert 8800 < sum(widths) <= 8845
        assert widths[3] > widths[0]
        assert "tblHeader" in table.rows[0]._tr.xml
        assert "tblHeader" not in table.rows[1]._tr.xml


def test_a_changed_table_repeats_its_head_too():
    old, new = parse(TEXTS["member-welfare.zh"]).document, parse(TEXTS["member-welfare.2.zh"]).document
    word = docx.Document(io.BytesIO(write_tracked(old, new, "张三", _AT)))
    assert "tblHeader" in word.tables[0].rows[0]._tr.xml


@pytest.mark.parametrize(("tongue", "mark"), [("zh", "送审稿"), (Script.ENGLISH, "Draft for review")])
def test_every_page_says_what_it_is_and_counts_itself(tongue: Script, mark: str):
    facts = PrintFacts(language=tongue, state_words=mark, demonstration=True, fingerprint="ab" * 32)
    content = write_document(parse(TEXTS[f"member-welfare.{tongue}"]).document, facts)
    for side in ("default", "even"):
        assert mark in _part(content, f"header-{side}")
        foot = re.sub("<w:instrText.*?</w:instrText>|<[^>]*>", "", _part(content, f"footer-{side}"))
        assert "— 1 —" in foot
        assert "abab abab" in foot
        assert foot.strip().startswith("—") is (side == "even")


def test_a_text_that_was_entered_afterwards_says_so_on_every_page():
    facts = PrintFacts(entered="补录：由张三于2025年1月1日录入")
    assert "补录：由张三于2025年1月1日录入" in _part(write_document(parse(_REPORT).document, facts), "header-default")


@pytest.mark.parametrize("tongue", ["zh", Script.ENGLISH])
def test_the_comparison_table_has_a_title_of_whole_words(tongue: Script):
    old, new = (parse(TEXTS[f"member-welfare{edition}.{tongue}"]).document for edition in ("", ".2"))
    facts = PrintFacts(language=new.language, state_words="送审稿" if tongue == "zh" else "Draft for review")
    word = docx.Document(io.BytesIO(write_table(lines_of(compare(old, new).changes), new.title, facts)))
    lines = word.paragraphs[0].text.split("\n")
    assert len(lines) > 1
    assert all(len(line) > 5 for line in lines)
    assert facts.state_words in word.paragraphs[1].text
    assert "tblHeader" in word.tables[0].rows[0]._tr.xml
