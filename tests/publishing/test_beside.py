"""The comparison table on paper: every change has its row, with what was struck and what was added."""

import io

import pdfplumber
import pytest
from pypdf import PdfReader

from workflow.publishing.beside import render_table
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.table_lines import Line, lines_of
from workflow.publishing.values.facts import PrintFacts
from workflow.publishing.values.faults import MissingGlyph
from workflow.text.comparing.compare import Fate, compare
from workflow.text.comparing.runs import Mark
from workflow.text.reading.parse import parse
from workflow.words import Script

OLD = """职工食堂管理办法

第一条　为了办好食堂，制定本办法。
第二条　每餐补贴五元。
第三条　食堂由工会监督。
第四条　本办法自2025年5月1日起施行。
"""
NEW = """职工食堂管理办法

第一条　为了办好食堂，制定本办法。
第二条　每餐补贴八元。
第三条　每月公布一次账目。
第四条　食堂由工会监督。
第五条　本办法自2025年5月1日起施行。
"""


def _lines(reasons: dict[str, str] | None = None) -> list[Line]:
    return lines_of(compare(parse(OLD).document, parse(NEW).document).changes, reasons)


def _words(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_what_only_changed_its_number_has_no_row():
    assert [(line.old, line.new) for line in _lines()] == [(("第二条",), ("第二条",)), ((), ("第三条",))]


def test_a_row_shows_both_wordings(installed: Faces):
    words = _words(render_table("职工食堂管理办法", _lines(), PrintFacts(), installed))
    for expected in (
        "《职工食堂管理办法》",
        "修订对照表",
        "修改前",
        "修改后",
        "修改理由",
        "五元",
        "八元",
        "（新增）",
        "每月公布一次账目",
    ):
        assert expected in words


def test_the_same_table_has_the_same_bytes(installed: Faces):
    first, second = (render_table("职工食堂管理办法", _lines(), PrintFacts(), installed) for _ in range(2))
    assert first == second


def test_markup_in_a_reason_is_words(installed: Faces):
    line = Line(("第二条",), ("第二条",), (Fate.MODIFIED,), ((Mark.GONE, "五"), (Mark.CAME, "八")), "<b>{{ 7*7 }}</b>")
    assert "<b>{{7*7}}</b>" in _words(render_table("办法", [line], PrintFacts(), installed))


def test_a_character_no_face_has_is_named(installed: Faces):
    line = Line(("第二条",), ("第二条",), (Fate.MODIFIED,), ((Mark.CAME, "\U0001f600"),))
    with pytest.raises(MissingGlyph):
        render_table("办法", [line], PrintFacts(), installed)


def test_a_long_table_runs_over_pages_with_its_head(installed: Faces):
    line = Line(
        ("第一条",),
        ("第一条",),
        (Fate.MODIFIED,),
        ((Mark.KEPT, "职工代表大会审议。" * 40), (Mark.GONE, "甲"), (Mark.CAME, "乙")),
    )
    pdf = PdfReader(io.BytesIO(render_table("办法", [line] * 12, PrintFacts(), installed)))
    assert len(pdf.pages) > 3
    assert all("修改理由" in "".join(page.extract_text().split()) for page in pdf.pages)


@pytest.mark.parametrize("language", [Script.SIMPLIFIED, Script.ENGLISH])
def test_a_row_longer_than_a_page_is_closed_at_its_foot(installed: Faces, language: Script):
    """On each page a rule goes across the whole table below the last line of words, and one above the first."""
    words = (
        "食堂应当每日公布菜谱和账目。"
        if language != Script.ENGLISH
        else "A canteen shall publish its menu and its accounts. "
    )
    line = Line(
        ("第二条",), ("第二条",), (Fate.MODIFIED,), ((Mark.GONE, words * 120), (Mark.CAME, words * 90)), words * 20
    )
    pdf = render_table("办法", [line], PrintFacts(language=language), installed)
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) >= 3
        for page in document.pages:
            across = [one for one in page.edges if one["orientation"] == "h" and one["width"] > 20]
            left, right = min(one["x0"] for one in across), max(one["x1"] for one in across)
            foot = max(one["top"] for one in across)
            assert sum(one["width"] for one in across if foot - one["top"] < 0.5) >= 0.98 * (right - left), "one rule"
            beneath = "".join(one["text"] for one in page.chars if one["top"] > foot).split()
            assert "".join(beneath).strip("—0123456789") == "", "nothing but the number of the page stands below it"
