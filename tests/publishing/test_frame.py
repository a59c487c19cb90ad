"""What stands around a text: marks on every page, the notice on page one, the colophon on the last, the file's properties."""

import io
import re
from dataclasses import replace
from datetime import date

import pdfplumber
import pytest

from tests.publishing import specimens
from tests.publishing.sheets import (
    BOTTOM,
    MM,
    bookmarks,
    catalogue,
    embedded_faces,
    frame_words,
    properties,
    sheets,
    text_lines,
)
from workflow import paths
from workflow.publishing.faces.fonts import Faces, missing_characters
from workflow.publishing.frame import colophon, marks, notice
from workflow.publishing.pdf import render
from workflow.publishing.values.facts import Paper, PrintFacts, in_words
from workflow.text.given import without, worded
from workflow.text.tree import Kind
from workflow.words import Script

STATES = ["征求意见稿", "审议稿", "表决稿", "草案", "送审稿", "已废止"]


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("state", STATES)
def test_a_draft_says_its_state_on_every_page_and_under_its_title(state: str, installed: Faces, facts: PrintFacts):
    pdf = render(specimens.regulation(), replace(facts, kind=Paper.DRAFT, state_words=state), installed)
    pages = frame_words(pdf)
    assert len(pages) > 3
    assert all(state in bare(page) for page in pages)
    assert f"（{state}）" in bare(pages[0])
    assert f"（{state}）" not in bare(pages[1])


def test_a_title_that_says_the_state_is_not_told_again(installed: Faces):
    document = specimens.regulation()
    title = document.root.children[0]
    document = worded(document, {id(title): title.text + "（草案）"})
    first = frame_words(render(document, PrintFacts(kind=Paper.DRAFT, state_words="草案"), installed))[0]
    assert bare(first).count("草案") == 1


def test_the_demonstration_says_so_on_every_page_in_either_language(installed: Faces):
    zh = frame_words(render(specimens.regulation(), PrintFacts(demonstration=True), installed))
    en = frame_words(render(specimens.english(), PrintFacts(language=Script.ENGLISH, demonstration=True), installed))
    assert all("演示" in bare(page) for page in zh)
    assert all("Demonstration" in page for page in en)


def test_an_issued_text_in_force_carries_no_mark(installed: Faces, facts: PrintFacts):
    assert marks(facts) == []
    for page in sheets(render(specimens.regulation(), facts, installed)):
        assert not [line for line in page if line.baseline < 37 * MM]


def test_the_short_fingerprint_stands_on_every_page(printed_regulation: bytes):
    assert all(
        "7c41 e09b 52da 1f88 03be 96a7 d4f0 2b6e".replace(" ", "") in bare(page)
        for page in frame_words(printed_regulation)
    )


def test_a_superseded_text_says_so_first_and_on_every_page(installed: Faces, facts: PrintFacts):
    old = replace(facts, superseded=date(2026, 1, 1), superseded_by="第3版", state_words="已被替代")
    pages = sheets(render(specimens.regulation(), old, installed))
    assert notice(old) == "本文本自2026年1月1日起不再施行，由第3版替代，仅供查考。"
    first = [line for line in pages[0] if line.baseline > 37 * MM]
    assert bare(first[0].text) == notice(old)
    for page in pages:
        head = bare("".join(line.text for line in page if line.baseline < 37 * MM))
        assert head == "已被替代"  # once, though both the state and the date say it


def test_the_words_of_a_superseded_english_text():
    old = PrintFacts(language=Script.ENGLISH, superseded=date(2026, 1, 1), superseded_by="edition 3")
    assert notice(old) == "This text has not applied since 1 January 2026. It was superseded by edition 3."
    assert marks(old) == ["Superseded"]


def test_a_note_among_the_facts_is_printed_only_when_the_text_has_none(installed: Faces):
    facts = PrintFacts(title_note="（2025年4月22日通过）")
    with_own = specimens.regulation()
    bare_text = without(with_own, Kind.NOTE)
    assert "（2025年4月22日通过）" not in bare(frame_words(render(with_own, facts, installed))[0])
    assert "（2025年4月22日通过）" in bare(frame_words(render(bare_text, facts, installed))[0])


def rules(pdf: bytes) -> list[list[float]]:
    """The lower edges, in mm, of what is ruled over the whole width of each page."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [
            sorted({round(rect["bottom"] / MM, 1) for rect in page.rects if rect["x1"] - rect["x0"] > 155 * MM})
            for page in opened.pages
        ]


def test_the_colophon_stands_at_the_foot_of_the_type_area_of_the_last_page_alone(printed_regulation: bytes):
    """GB/T 9704-2012, 7.4: its last rule on the bottom of the type area, 四号, above the page number."""
    *others, last = sheets(printed_regulation)
    words = [
        "某某新材料股份有限公司",
        "某材职代〔2025〕3号第2版",
        "第一届职工代表大会第二次会议通过",
        "自2025年5月1日起施行",
    ]
    told = [line for line in last if line.frame and bare(line.text) in words]
    assert [bare(line.text) for line in told] == words
    assert {line.size for line in told} == {13.75}
    assert rules(printed_regulation)[-1][-1] == pytest.approx(262, abs=0.1)
    assert max(line.baseline for line in told) < BOTTOM
    number = next(line for line in last if re.fullmatch(r"—\d+—", bare(line.text)))
    assert number.baseline - number.size > BOTTOM
    assert not [line for page in others for line in page if line.frame and bare(line.text) in words]


@pytest.mark.thorough
@pytest.mark.parametrize("language", [Script.SIMPLIFIED, Script.ENGLISH])
def test_the_colophon_keeps_its_place_however_full_the_last_page_is(
    language: Script, installed: Faces, facts: PrintFacts
):
    """Never over words of the text or the page number; a page of its own where there is no room."""
    document = replace(specimens.full_page(), language=language)
    seen = set()
    for _ in range(8):  # fill the last page step by step, to the last line
        pdf = render(document, replace(facts, language=language), installed)
        pages, plain = sheets(pdf), sheets(render(document, PrintFacts(language=language), installed))
        seen.add(len(pages) - len(plain))
        assert rules(pdf)[-1][-1] == pytest.approx(262, abs=0.1)
        assert not any(rules(pdf)[:-1])
        first = min(line.baseline - line.size for line in pages[-1] if line.frame and line.baseline < BOTTOM)
        assert all(line.baseline < first for line in pages[-1] if not line.frame)
        article = document.root.children[0]
        longer = replace(article, children=(*article.children, article.children[1]))
        document = replace(document, root=replace(document.root, children=(longer,)))
    assert seen <= {0, 1}
    assert 0 in seen


def test_nothing_is_said_that_is_not_known():
    assert colophon(PrintFacts(enterprise="某某公司", fingerprint="ab" * 32)) == []
    assert colophon(PrintFacts(edition_number=0, language=Script.ENGLISH)) == [("", "Edition 0")]


def test_the_properties_of_the_file(printed_regulation: bytes, packaged: Faces, facts: PrintFacts):
    said = properties(printed_regulation)
    assert said["Title"] == "某某新材料股份有限公司职工代表大会工作条例"
    assert said["Author"] == "某某新材料股份有限公司"
    assert "小标宋以自由字体代替。" in said["Subject"]
    assert facts.fingerprint in said["Keywords"]
    assert not {"CreationDate", "ModDate"} & set(said)  # the clock is not asked
    assert catalogue(printed_regulation)["/Lang"] == Script.SIMPLIFIED
    assert catalogue(printed_regulation)["/MarkInfo"]["/Marked"]
    fallen_back = properties(render(specimens.one_paragraph("正文。"), facts, packaged))
    assert "本机没有仿宋、楷体、小标宋字体，以宋体代替。" in fallen_back["Subject"]


def test_the_properties_of_an_english_file(installed: Faces):
    pdf = render(specimens.english(), PrintFacts(language=Script.ENGLISH, state_words="Draft"), installed)
    assert catalogue(pdf)["/Lang"] == Script.ENGLISH
    assert properties(pdf)["Subject"].startswith("Draft A free face stands in")


def test_chapters_sections_articles_and_annexes_are_bookmarks(printed_regulation: bytes):
    found = bookmarks(printed_regulation)
    assert found[:6] == [
        (0, "第一章 总则"),
        (1, "第一条"),
        (1, "第二条"),
        (0, "第二章 职权"),
        (1, "第一节 审议和通过"),
        (2, "第三条"),
    ]
    assert found[-2:] == [(0, "附件1 代表名额分配表"), (0, "附件2 计票办法")]


def test_only_expected_faces_are_embedded(printed_regulation: bytes, installed: Faces):
    allowed = {
        "text-xiaobiaosong-FandolSong",
        "text-kai-FandolKai",
        "text-hei-FandolHei",
        "text-fangsong-FandolFang",
        "text-fine-figures-SourceSerifPro-Light",
        "text-complete-song-NotoSerifSC",
        "text-complete-hei-NotoSansSC",
        "frame-figures-SourceSerifPro",
        "frame-fine-figures-SourceSerifPro-Light",
        "frame-complete-song-NotoSerifSC",
        "frame-fangsong-FandolFang",
    }
    found = {name.removesuffix("-Bold") for name in embedded_faces(printed_regulation)}
    assert found <= allowed
    assert {"text-fangsong-FandolFang", "text-hei-FandolHei", "text-xiaobiaosong-FandolSong"} <= found


def test_english_documents_are_set_in_the_english_face(installed: Faces, facts: PrintFacts):
    english = replace(
        facts,
        language=Script.ENGLISH,
        enterprise="Example Co., Ltd.",
        document_number="E (2025) 3",
        session="the congress",
    )
    found = embedded_faces(render(specimens.english(), english, installed))
    assert all(name.startswith(("text-latin-SourceSerifPro", "frame-latin-SourceSerifPro")) for name in found)


def test_a_text_that_a_face_hardly_knows_is_not_set_in_two_mixed_faces(installed: Faces):
    rare, common = "喆堃旻玥犇翀祎璟镕㼆", "职工代表大会是企业实行民主管理的基本形式，是职工行使民主管理权力的机构。"
    few = embedded_faces(render(specimens.one_paragraph(common * 3 + rare[:1]), PrintFacts(), installed))
    names = embedded_faces(render(specimens.one_paragraph(common + specimens.RARE_NAMES), PrintFacts(), installed))
    han = "".join(map(chr, range(0x4E00, 0x9FFF)))
    strange = missing_characters(installed.roles["fangsong"].path, han)[:40]
    many = embedded_faces(render(specimens.one_paragraph(common + strange), PrintFacts(), installed))
    assert "text-fangsong-FandolFang" in few
    assert "text-fangsong-FandolFang" in names
    assert "text-fangsong-FandolFang" not in many


def test_dates_in_words():
    assert in_words(date(2025, 4, 2), Script.SIMPLIFIED) == "2025年4月2日"
    assert in_words(date(2025, 4, 2), Script.ENGLISH) == "2 April 2025"


def test_an_english_sheet_has_bold_labels_and_page_numbers(installed: Faces):
    [page] = sheets(render(specimens.english(), PrintFacts(language=Script.ENGLISH), installed))
    assert any("—1—" in bare(line.text) for line in page if line.frame)
    article = next(line for line in page if bare(line.text).startswith("Article1These"))
    assert any("Bold" in face for face in article.faces)
    assert text_lines(render(specimens.english(), PrintFacts(language=Script.ENGLISH), installed))[0][0].size == 19


def test_no_style_asks_for_font_features():
    # WeasyPrint 70.0 loses memory with every piece of text that has one; a server prints for months.
    for sheet in (paths.templates() / "print").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"font-(kerning|variant|feature)", rules)
