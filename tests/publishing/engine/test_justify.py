"""Justification of Chinese: right edges within a point, gaps even, Latin words whole; and only on the version it was written for."""

import io
import itertools

import pdfplumber
import pytest
import weasyprint

from tests.publishing import specimens
from tests.publishing.sheets import CHARACTER, LEFT, LINE, RIGHT, text_lines
from workflow.publishing.engine import grid, justify
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render
from workflow.publishing.values.facts import PrintFacts
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script

MIXED = (
    "公司应当于每年3月31日前公布上一年度的EVA、ROE和职工教育经费（含Hengmeng Learning Platform使用费）的情况；“一届二次”会议通过的"
    "《关于‘双代会’制度的若干规定》——以下简称《规定》——与本条例不一致的，以本条例为准。代表喆堃·旻玥提出，提案的答复期限为7～15个工作日，"
    "逾期未答复的，由工会督促；督促两次仍未答复的，报告联席会议……并在OA系统公布。满意率低于85.5％的，应当在30日内重新办理"
    "（见ISO 9001:2015第8.2.1条）。"
) * 4
PLAIN = "职工代表大会，是企业实行民主管理的基本形式，是职工行使民主管理权力的机构；其工作机构是工会。" * 12
LATIN = (
    "The workers' congress is the basic form of democratic management, and the trade union is its working organ. " * 12
)


def edges(words: str, faces: Faces, language: Script = Script.SIMPLIFIED) -> list[float]:
    """The right edges of all lines of a paragraph but the last."""
    pages = text_lines(render(specimens.one_paragraph(words, language), PrintFacts(language=language), faces))
    return [line.right for page in pages for line in page][:-1]


@pytest.mark.parametrize("words", [MIXED, PLAIN], ids=["mixed", "plain"])
def test_right_edges_of_a_chinese_paragraph_are_within_a_point(words: str, installed: Faces, packaged: Faces):
    for faces in (installed, packaged):
        found = edges(words, faces)
        assert len(found) > 15
        # A mark at the end of a line may have given up its blank half to one that begins the next line.
        assert all(min(abs(RIGHT - right), abs(RIGHT + CHARACTER / 2 - right)) <= 1.0 for right in found)
        assert sum(abs(RIGHT - right) <= 1.0 for right in found) > 0.9 * len(found)


def test_right_edges_of_an_english_paragraph_are_within_a_point(installed: Faces):
    found = edges(LATIN, installed, Script.ENGLISH)
    assert len(found) > 10
    assert max(abs(RIGHT - right) for right in found) <= 1.0


def test_right_edges_of_a_whole_regulation_are_within_a_point(printed_regulation: bytes):
    pages = text_lines(printed_regulation)
    body = [page for page in pages if not any("其中一线职工" in line.text for line in page)]
    checked = 0
    for page in body:
        for line, below in itertools.pairwise(page):
            # A line followed by one that begins at the left edge belongs to the same paragraph.
            if line.size == CHARACTER and below.left < LEFT + 1 and line.right > RIGHT - 4 * CHARACTER:
                checked += 1
                assert line.right == pytest.approx(RIGHT, abs=1.0)
    assert checked >= 10


def test_what_a_chinese_line_lacks_is_spread_evenly(installed: Faces):
    pdf = render(specimens.one_paragraph(PLAIN), PrintFacts(), installed)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        chars = [char for char in opened.pages[0].chars if "-fangsong-" in char["fontname"]]
    rows: dict[int, list[float]] = {}
    for char in chars:
        rows.setdefault(round(char["top"]), []).append(char["x0"])
    stretched = 0
    for starts in list(rows.values())[:-1]:
        steps = [after - before for before, after in itertools.pairwise(starts)]
        assert max(steps) - min(steps) < 0.1
        stretched += min(steps) > CHARACTER + 0.1
    assert stretched > 3


def test_latin_words_and_paired_dashes_are_not_stretched(installed: Faces):
    pdf = render(specimens.one_paragraph(MIXED), PrintFacts(), installed)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        chars = [char for page in opened.pages for char in page.chars]
    for before, after in itertools.pairwise(chars):
        if after["top"] == before["top"] and before["text"] + after["text"] in {
            "EV",
            "VA",
            "RO",
            "OE",
            "——",
            "He",
            Script.ENGLISH,
        }:
            assert after["x0"] - before["x1"] < 0.1


def test_another_version_of_the_layout_engine_is_refused(monkeypatch):
    monkeypatch.setattr(weasyprint, "__version__", "70.1")
    for adjustment in (justify, grid):
        with pytest.raises(RuntimeError, match=r"70\.0, not 70\.1"):
            adjustment.install()


def test_a_line_of_several_faces_is_as_high_as_any_other(installed: Faces, packaged: Faces):
    for faces in (installed, packaged):
        for page in text_lines(render(specimens.one_paragraph(MIXED), PrintFacts(), faces)):
            steps = [after.baseline - before.baseline for before, after in itertools.pairwise(page)]
            assert all(step == pytest.approx(LINE, abs=0.15) for step in steps)


def test_a_label_is_never_stretched_however_short_its_line(installed: Faces):
    """第 四 条: a label stands as it is; the words after it take what the line lacks."""
    words = Provision(Kind.PARAGRAPH, text="联系电话为 " + "w" * 30 + "，请于工作日拨打，不得无故缺席。")
    article = Provision(Kind.ARTICLE, label="第九十九条", children=(words,))
    pdf = render(Document(Script.SIMPLIFIED, Provision(Kind.DOCUMENT, children=(article,))), PrintFacts(), installed)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        chars = [char for char in opened.pages[0].chars if "text-" in char["fontname"]]
    first = [char for char in chars if char["top"] == pytest.approx(chars[0]["top"], abs=6)]
    label = first[:5]
    assert "".join(char["text"] for char in label) == "第九十九条"
    steps = [after["x0"] - before["x0"] for before, after in itertools.pairwise(label)]
    assert all(step == pytest.approx(CHARACTER, abs=0.05) for step in steps)
    assert max(char["x1"] for char in first) == pytest.approx(RIGHT, abs=1)
