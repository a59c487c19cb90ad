"""The sheet of GB/T 9704-2012: 22 lines of 28 characters in the type area, page numbers outside, blocks where they belong."""

import io
import itertools
import re

import pdfplumber
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from tests.publishing import specimens
from tests.publishing.sheets import BOTTOM, CHARACTER, LEFT, LINE, MM, RIGHT, TOP, sheets, text_lines
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render
from workflow.publishing.values.facts import PrintFacts
from workflow.text.reading.parse import parse
from workflow.text.tree import Kind, Provision


@pytest.fixture(scope="module")
def full(installed: Faces) -> bytes:
    return render(specimens.full_page(), PrintFacts(), installed)


def test_the_paper_is_a4(full: bytes):
    with pdfplumber.open(io.BytesIO(full)) as opened:
        assert {(round(float(page.width) / MM, 1), round(float(page.height) / MM, 1)) for page in opened.pages} == {
            (210, 297)
        }


def test_a_full_page_has_22_lines_on_an_even_grid(full: bytes):
    first, *_ = text_lines(full)
    assert len(first) == 22
    steps = [after.baseline - before.baseline for before, after in itertools.pairwise(first)]
    assert all(step == pytest.approx(LINE, abs=0.15) for step in steps)
    # The first and the last line stand inside the type area, and one more would not.
    assert first[0].baseline - 0.7 * CHARACTER > TOP
    assert first[-1].baseline < BOTTOM < first[-1].baseline + LINE


def test_a_full_line_has_28_characters_from_edge_to_edge(full: bytes):
    lines = [line for page in text_lines(full) for line in page]
    whole = [line for line in lines if line.left < LEFT + 1 and line.right > RIGHT - CHARACTER]
    assert len(whole) >= 20
    assert {len(line.text) for line in whole} == {28}
    assert all(line.left == pytest.approx(LEFT, abs=0.3) for line in whole)
    # 28 characters of 15.75 pt are 1.2 pt narrower than 156 mm; the last line of a paragraph is not stretched.
    assert all(line.right == pytest.approx(RIGHT, abs=1.3) for line in whole)
    assert {line.size for line in whole} == {CHARACTER}


def test_a_paragraph_begins_two_characters_in(full: bytes):
    lines = [line for page in text_lines(full) for line in page][1:]
    indented = [line.left for line in lines if line.left > LEFT + 1]
    assert len(indented) == 19  # the first of the 20 begins with the label
    assert indented == [pytest.approx(LEFT + 2 * CHARACTER, abs=0.3)] * 19


def test_the_page_number_stands_outside_below_the_type_area(printed_regulation: bytes):
    pages = sheets(printed_regulation)
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        [line] = [line for line in page if line.frame and re.sub(r"\s", "", line.text) == f"—{number}—"]
        assert 7 * MM < line.baseline - BOTTOM < 11 * MM
        if number % 2:
            assert line.right == pytest.approx(RIGHT - CHARACTER, abs=0.5)
        else:
            assert line.left == pytest.approx(LEFT + CHARACTER, abs=0.5)


def test_the_dashes_of_the_page_number_are_7_mm_below_the_type_area(installed: Faces):
    song = installed.complete["song"].path
    with TTFont(song) as font:
        glyphs = font.getGlyphSet()
        pen = BoundsPen(glyphs)
        glyphs[font.getBestCmap()[ord("—")]].draw(pen)
        top_of_dash = pen.bounds[3] / font["head"].unitsPerEm
    [page] = sheets(render(specimens.one_paragraph("正文。"), PrintFacts(fingerprint="ab" * 32), installed))
    number = next(line for line in page if line.text.startswith("—"))
    foot = next(line for line in page if line.text.startswith("指纹"))
    assert (number.baseline - top_of_dash * number.size - BOTTOM) / MM == pytest.approx(7, abs=0.2)
    assert foot.baseline == pytest.approx(number.baseline, abs=0.2)


def test_title_note_and_chapter_are_centred_in_their_faces(printed_regulation: bytes, installed: Faces):
    first = text_lines(printed_regulation)[0]
    middle = (LEFT + RIGHT) / 2
    title = [line for line in first if line.size == 21]
    assert "".join(line.text for line in title) == specimens.regulation().title
    assert all((line.left + line.right) / 2 == pytest.approx(middle, abs=0.6) for line in title)
    assert all(any(face.startswith("text-xiaobiaosong") for face in line.faces) for line in title)
    note = next(line for line in first if line.text.startswith("（2025年"))
    assert (note.left + note.right) / 2 == pytest.approx(middle, abs=1)
    assert any(face.startswith("text-kai") for face in note.faces)
    chapter = next(line for line in first if line.text.startswith("第一章"))
    assert (chapter.left + chapter.right) / 2 == pytest.approx(middle, abs=1)
    assert {face.split("-")[1] for face in chapter.faces} == {"hei"}


def test_a_chapter_of_two_characters_is_spread_over_four(printed_regulation: bytes):
    chapter = next(line for line in text_lines(printed_regulation)[0] if line.text.startswith("第一章"))
    assert chapter.text == "第一章总则"
    # Label 3, blank 1, two characters with two between them.
    assert chapter.right - chapter.left == pytest.approx(8 * CHARACTER, abs=0.5)


def test_the_label_of_an_article_is_set_in_hei_and_its_words_one_character_on(printed_regulation: bytes):
    article = next(line for page in text_lines(printed_regulation) for line in page if line.text.startswith("第二条"))
    assert article.left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.3)
    assert {face.split("-")[1] for face in article.faces} == {"hei", "fangsong"}
    # 本条例适用于公司总部和南方基地。 has 16 characters; the label 3, the blank 1.
    assert article.right - article.left == pytest.approx(20 * CHARACTER, abs=0.6)


def test_an_annex_begins_a_page_with_its_label_on_line_1_and_its_title_on_line_3(printed_regulation: bytes):
    page = next(page for page in text_lines(printed_regulation) if page[0].text == "附件1")
    assert page[0].left == pytest.approx(LEFT, abs=0.3)
    assert any(face.split("-")[1] == "hei" for face in page[0].faces)
    assert page[1].text == "代表名额分配表"
    assert page[1].baseline - page[0].baseline == pytest.approx(2 * LINE, abs=0.3 * LINE)


def test_a_long_table_repeats_its_head_and_stays_in_the_type_area(printed_regulation: bytes):
    pages = [page for page in text_lines(printed_regulation) if any("其中一线职工" in line.text for line in page)]
    assert len(pages) >= 2
    for page in pages:
        assert all(line.left >= LEFT and line.right <= RIGHT and line.baseline < BOTTOM for line in page)


def test_name_and_date_of_a_signature_are_centred_over_each_other(installed: Faces):
    signed = Provision(Kind.SIGNATURE, text="某某新材料股份有限公司工会\n2025年4月22日")
    document = specimens.between((), specimens.one_paragraph("现予公布。"), [signed])
    [[_, name, day]] = text_lines(render(document, PrintFacts(), installed))
    assert day.text == "2025年4月22日"
    assert (name.left + name.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=1)
    assert RIGHT - name.right == pytest.approx(4 * CHARACTER, abs=1)


def test_page_one_shows_words_of_the_body(printed_regulation: bytes):
    assert any(line.text.startswith("第一条") for line in text_lines(printed_regulation)[0])


def test_no_heading_is_the_last_line_of_a_page(installed: Faces):
    for filler in range(12, 20):
        words = "\n".join(f"第{'一二三四五六七八九十'[at % 10]}款内容。" for at in range(filler))
        document = parse(
            f"某某条例\n\n第一章　总则\n\n第一条　{words}\n\n第二章　附则\n\n第二条　本条例自公布之日起施行。"
        ).document
        for page in text_lines(render(document, PrintFacts(), installed)):
            assert not page[-1].text.startswith("第二章")
