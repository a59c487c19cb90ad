"""The signs on slips, as they are seen: every module is read off the drawn page at its place, black or white."""

import io
import re

import pypdfium2
import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from workflow import apart
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.slips import A_PAGE, AT_ONCE, QUIET, Around, Slip, draw_all, draw_slips
from workflow.words import Language

#: Points of a picture in a millimetre.
FINE = 12
LINK = "https://rules.example.com/sign-in#{}&ABCDEFGHJKMNPQRST"


def seen(page: Image.Image, number: int, modules: int) -> list[list[bool]]:
    """The modules of the sign on a slip, by the middle of each; the edges by the outermost black of the place meant for it."""
    row, column = divmod(number, 2)
    left, top = (10 + 95 * column + 60) * FINE, (10 + 69 * row + 10) * FINE
    place = page.crop((left, top, left + 31 * FINE, top + 31 * FINE)).point(lambda one: 255 if one < 128 else 0)
    box = place.getbbox()
    assert box is not None
    side, quiet = 31 * FINE, QUIET * 31 * FINE / (modules + 2 * QUIET)
    assert [
        abs(one - edge) < FINE / 4 for one, edge in zip(box, (quiet, quiet, side - quiet, side - quiet), strict=True)
    ] == [True] * 4
    each = (box[2] - box[0]) / modules
    middle = [round(box[0] + each * (at + 0.5)) for at in range(modules)]
    return [[place.getpixel((x, y)) == 255 for x in middle] for y in middle]


@pytest.mark.parametrize("language", Language)
def test_each_slip_has_the_sign_of_its_own_link(installed: Faces, language: Language):
    slips = [Slip(f"姓名{one}", f"W{one:04d}", "电解车间", "ABCD-EFGH", LINK.format(one)) for one in range(A_PAGE + 3)]
    around = Around("某某公司", "https://rules.example.com/sign-in", "2026年12月14日", language)
    document = pypdfium2.PdfDocument(draw_slips(slips, around, installed))
    assert len(document) == 2
    for at, page in enumerate(document):
        picture = page.render(scale=FINE * 25.4 / 72, grayscale=True).to_pil()
        for number, slip in enumerate(slips[at * A_PAGE : (at + 1) * A_PAGE]):
            matrix = [[one == 1 for one in row] for row in segno.make(slip.link, error="m", micro=False).matrix]
            assert seen(picture, number, len(matrix)) == matrix, slip.number
    document.close()


def test_the_same_slips_are_the_same_bytes(installed: Faces):
    slips = [Slip("姓名", "W1", "", "ABCD-EFGH", LINK.format(1))]
    around = Around("某某公司", "https://rules.example.com/sign-in", "2026年12月14日", Language.ZH)
    assert draw_slips(slips, around, installed) == draw_slips(slips, around, installed)


@pytest.mark.thorough
def test_many_slips_are_drawn_in_two_processes_and_all_are_there_in_their_order(installed: Faces):
    many = 2 * AT_ONCE + 5
    some = [Slip(f"职工{at}", f"{at:05d}", "一车间", f"ABCD-EFGH-JKLM-{at:04d}", f"x#{at}") for at in range(many)]
    around = Around("甲公司", "http://x/sign-in", "2026年1月1日", Language.ZH)
    *steps, file = draw_all(some, around, installed)
    assert steps == [AT_ONCE, 2 * AT_ONCE, many]
    assert isinstance(file, bytes)
    words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    assert re.findall(r"工号 (\d{5})", words) == [one.number for one in some]
    assert re.findall(r"ABCD-EFGH-JKLM-\d{4}", words) == [one.code for one in some]
    assert [one.process for one in apart.pair()] == [None, None], "they are stopped when they are done"
