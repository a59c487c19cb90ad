"""The red head, measured on the drawn page: where GB/T 9704-2012 puts it, whatever face stands in for 小标宋."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.publishing import kinds, specimens
from tests.publishing.sheets import sheets
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render
from workflow.publishing.values.facts import PrintFacts
from workflow.text.reading.parse import parse
from workflow.text.tree import Document

MARK = "某某新材料股份有限公司文件"
LONG = "某某省某某新材料矿业集团股份有限公司职工代表大会文件"
FACTS = replace(kinds.FACTS, mark=MARK)
#: Points of a picture in a millimetre.
FINE = 10


def red_and_black(document: Document, facts: PrintFacts, faces: Faces) -> tuple[Image.Image, Image.Image]:
    """Page one twice: white where it is red, and white where it is black."""
    page = pypdfium2.PdfDocument(render(document, facts, faces))[0]
    red, green, blue = page.render(scale=FINE * 25.4 / 72).to_pil().convert("RGB").split()
    cold = ImageChops.lighter(green, blue).point(lambda one: 255 if one < 90 else 0)
    return (
        ImageChops.darker(red.point(lambda one: 255 if one > 150 else 0), cold),
        red.point(lambda one: 255 if one < 110 else 0),
    )


def bands(picture: Image.Image) -> list[tuple[float, float]]:
    """From where to where there is ink within the type area, in millimetres from the upper edge of the page."""
    out, begun = [], None
    for at in range(picture.height + 1):
        line = at < picture.height and picture.crop((28 * FINE, at, 184 * FINE, at + 1)).getbbox() is not None
        if line and begun is None:
            begun = at
        elif not line and begun is not None:
            out.append((begun / FINE, at / FINE))
            begun = None
    return out


@pytest.mark.parametrize("which", ["installed", "packaged"])
@pytest.mark.parametrize(("mark", "lines"), [("某某公司", 1), (MARK, 1), (LONG, 2)])
def test_it_stands_where_the_standard_puts_it(which: str, mark: str, lines: int, request: pytest.FixtureRequest):
    faces: Faces = request.getfixturevalue(which)
    red, black = red_and_black(specimens.regulation(), replace(FACTS, mark=mark), faces)
    *words, rule = bands(red)
    assert len(words) == lines
    assert abs(words[0][0] - 72) <= 1, "the mark's upper edge 35 mm below that of the type area, which may be 1 mm off"
    box = red.getbbox()
    assert box is not None
    assert [box[0] / FINE, box[2] / FINE] == pytest.approx([28, 184], abs=0.3), "the line is as wide as the type area"
    number, title = bands(black)[:2]
    assert words[-1][1] < number[0] < number[1] < rule[0]
    assert rule[0] - number[1] == pytest.approx(4, abs=0.5)
    grid = 225 / 22
    assert 2 * grid - 1 <= number[0] - words[-1][1] <= 3 * grid, "two blank lines below the mark"
    assert 2 * grid - 1 <= title[0] - rule[1] <= 3.2 * grid, "and two between line and title"


def test_page_one_shows_words_of_the_text(installed: Faces):
    page = sheets(render(specimens.regulation(), replace(FACTS, mark=LONG), installed))[0]
    assert any("第一条" in line.text for line in page if not line.frame)


def test_a_notice_takes_the_room_above_it(installed: Faces):
    facts = replace(FACTS, superseded=date(2026, 1, 1), superseded_by="第3版", state_words="已被替代")
    red, black = red_and_black(specimens.regulation(), facts, installed)
    assert abs(bands(red)[0][0] - 72) <= 1
    assert bands(black)[0][0] < 72


@pytest.mark.parametrize("which", ["english", "its own", "none"])
def test_some_papers_have_none(which: str, installed: Faces):
    document = specimens.english() if which == "english" else specimens.regulation()
    if which == "its own":
        document = parse(
            "某某公司文件\n某司〔2025〕3号\n\n某某公司考勤办法\n\n第一条　为了规范考勤，制定本办法。\n"
        ).document
    facts = replace(FACTS, mark="") if which == "none" else FACTS
    assert red_and_black(document, facts, installed)[0].getbbox() is None
