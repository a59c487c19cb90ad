"""Papers for the file: every word of three hundred rows is on the paper, names of forty characters and none at all, in two languages."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from workflow.publishing.faces.fonts import Faces
from workflow.publishing.hearing import render_filed
from workflow.publishing.values.filed import Filed, Table
from workflow.words import Script

HEADS = ("序号", "条文", "提出人", "意见", "处理情况", "日期")
SHARES = (6, 12, 20, 34, 18, 10)


def paper(language: Script, *rows: tuple[str, ...]) -> Filed:
    table = Table(
        "甲", HEADS, SHARES, rows, "没有提出意见。" if language is not Script.ENGLISH else "No opinion was given."
    )
    return Filed(
        language=language, enterprise="某某新材料股份有限公司", heading="审核意见汇总表", title="《职工食堂管理办法》",
        facts=(("意见", f"{len(rows)}条"),), tables=(table,), fingerprint="7c41 e09b", wide=True,
    )  # fmt: skip


def words_of(content: bytes) -> tuple[str, int]:
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text() for page in pages).split()), len(pages)


@pytest.mark.parametrize("language", [Script.SIMPLIFIED, Script.ENGLISH])
def test_every_row_is_on_the_paper(installed: Faces, language: Script):
    name = "阿卜杜热西提" * 6 + "名字很长"
    rows = [
        (
            str(at),
            f"第{at}条",
            name if at % 50 == 0 else f"职工{at}",
            f"意见{at}号：标准{at * 7}元。",
            "采纳",
            "2026-03-16",
        )
        for at in range(1, 301)
    ]
    words, pages = words_of(render_filed(paper(language, *rows), installed))
    assert pages > 5
    assert [row[0] for row in rows if f"意见{row[0]}号：标准{int(row[0]) * 7}元。" not in words] == []
    assert words.count(name) == 6
    assert words.count("处理情况") == pages, "the head stands on every page"


def test_a_paper_without_a_row_says_so(installed: Faces):
    for language, none in ((Script.SIMPLIFIED, "没有提出意见。"), (Script.ENGLISH, "Noopinionwasgiven.")):
        words, pages = words_of(render_filed(paper(language), installed))
        assert pages == 1
        assert none in words
        assert "处理情况" not in words


def test_what_no_face_can_draw_leaves_its_place(installed: Faces):
    strange = replace(
        paper(Script.SIMPLIFIED, ("1", "第一条", "\U0001f600", "好\U0001f600", "采纳", "")), heading="表\x00"
    )
    words, _ = words_of(render_filed(strange, installed))
    assert "好〓" in words
