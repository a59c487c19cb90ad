"""The proof of ink: hidden text can be right while the ink is wrong, and the other way round; what is drawn decides."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tests.publishing import specimens
from tests.publishing.kinds import DOCUMENTS, FACTS
from workflow import paths
from workflow.publishing import pdf
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.faces.outlines import spellings_of_face
from workflow.publishing.pdf import render
from workflow.publishing.pressroom import orders
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.proof.ink import OtherInk, prove_ink
from workflow.publishing.proof.read_back import same_text
from workflow.publishing.values.facts import PrintFacts
from workflow.publishing.values.faults import PrintingRefused
from workflow.text.reading.parse import parse

pytestmark = pytest.mark.thorough

WORDS = "职工代表大会通过，三分之二以上赞成；每人每月300元。"
DOCUMENT = specimens.one_paragraph(WORDS)
FANGSONG = re.compile("text-fangsong-")


def pdf_of(faces: Faces) -> bytes:
    return render(DOCUMENT, PrintFacts(), faces)


def changed(paper: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """`paper` after `change` was made in it."""
    writer = PdfWriter(clone_from=io.BytesIO(paper))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def font(writer: PdfWriter):
    """The embedded 仿宋 of the text layer."""
    resources: Any = writer.pages[0]["/Resources"]
    fonts = resources["/Font"].values()
    return next(one.get_object() for one in fonts if FANGSONG.search(one.get_object()["/BaseFont"]))


def number(faces: Faces, character: str) -> int:
    """The number of the glyph that 仿宋 draws a character with."""
    spelt = spellings_of_face(faces.roles["fangsong"].path)
    return next(glyph for glyph, words in spelt.items() if character in words)


def on_the_page(before: str, after: str) -> Callable[[PdfWriter], None]:
    """Replaces instructions of the first page."""

    def change(writer: PdfWriter) -> None:
        page = writer.pages[0]
        contents: Any = page["/Contents"].get_object()
        data = contents.get_data()
        assert before.encode() in data
        stream = DecodedStreamObject()
        stream.set_data(data.replace(before.encode(), after.encode(), 1))
        page[NameObject("/Contents")] = writer._add_object(stream)

    return change


def in_hidden_text(was: str, now: str) -> Callable[[PdfWriter], None]:
    """Lets a character be copied as another."""

    def change(writer: PdfWriter) -> None:
        hidden = font(writer)["/ToUnicode"].get_object()
        data = hidden.get_data()
        code = was.encode("utf-16-be").hex().encode()
        assert b"<" + code + b">" in data
        hidden.set_data(data.replace(b"<" + code + b">", b"<" + now.encode("utf-16-be").hex().encode() + b">"))

    return change


def in_hidden_code(was: str, now: str) -> Callable[[PdfWriter], None]:
    """Lets another glyph be copied as what the glyph `was` is copied as."""

    def change(writer: PdfWriter) -> None:
        hidden = font(writer)["/ToUnicode"].get_object()
        data = hidden.get_data()
        assert f"<{was}> ".encode() in data
        hidden.set_data(data.replace(f"<{was}> ".encode(), f"<{now}> ".encode()))

    return change


def outlines_swapped(faces: Faces, one: str, other: str) -> Callable[[PdfWriter], None]:
    """Exchanges two glyphs in the embedded face: the numbers on the page and the hidden text stay right."""

    def change(writer: PdfWriter) -> None:
        stream = font(writer)["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile3"].get_object()
        with TTFont(io.BytesIO(stream.get_data())) as face:
            top = face["CFF "].cff.topDictIndex[0]
            strings = top.CharStrings
            names = [face.getGlyphOrder()[number(faces, character)] for character in (one, other)]
            first, second = (strings[name] for name in names)
            strings[names[0]], strings[names[1]] = second, first
            written = io.BytesIO()
            face.save(written)
        stream.set_data(written.getvalue())

    return change


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_kind_of_text_is_proved(name: str, every_kind: dict[str, bytes], installed: Faces):
    prove_ink(DOCUMENTS[name], every_kind[name], installed)


@pytest.mark.parametrize("name", ["member-welfare.zh", "member-welfare.en"])
def test_our_own_regulations_are_proved(name: str, installed: Faces, packaged: Faces):
    document = parse((paths.policies() / f"texts/{name}.txt").read_text(encoding="utf-8")).document
    for faces in (installed, packaged):
        prove_ink(document, render(document, PrintFacts(language=document.language), faces), faces)


def test_wrong_hidden_text_over_right_ink_is_right_ink(installed: Faces):
    paper = changed(pdf_of(installed), in_hidden_text("过", "否"))
    prove_ink(DOCUMENT, paper, installed)
    assert not same_text(DOCUMENT, paper)


def test_right_hidden_text_over_other_glyphs_is_refused(installed: Faces):
    """Half the delegates are drawn, two thirds are copied."""
    drawn_otherwise = specimens.one_paragraph(WORDS.replace("三分之二", "二分之三"))
    swapped = changed(render(drawn_otherwise, PrintFacts(), installed), in_hidden_text("二", "\ue000"))
    swapped = changed(changed(swapped, in_hidden_text("三", "二")), in_hidden_text("\ue000", "三"))
    assert same_text(DOCUMENT, swapped)
    with pytest.raises(OtherInk, match="page 1 draws other words than the text has after “职工代表大会通过，”"):
        prove_ink(DOCUMENT, swapped, installed)


def test_right_numbers_of_glyphs_with_other_outlines_are_refused(installed: Faces):
    forged = changed(pdf_of(installed), outlines_swapped(installed, "三", "二"))
    assert same_text(DOCUMENT, forged)
    with pytest.raises(OtherInk, match="is not what the installed face has there"):
        prove_ink(DOCUMENT, forged, installed)


def test_the_box_of_a_missing_character_is_refused(installed: Faces):
    code = f"{number(installed, '大'):04x}"
    boxed = changed(changed(pdf_of(installed), on_the_page(code, "0000")), in_hidden_code(code, "0000"))
    assert same_text(DOCUMENT, boxed)
    with pytest.raises(OtherInk, match="draws the box of a missing character"):
        prove_ink(DOCUMENT, boxed, installed)


def test_what_only_lenient_readers_draw_is_refused(as_shipped: Faces):
    with pytest.raises(OtherInk, match="readers would draw glyph"):
        prove_ink(DOCUMENT, render(DOCUMENT, PrintFacts(), as_shipped), as_shipped)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("BT\n", "BT\n3 Tr\n"),
        ("0 0 0 rg", "1 1 1 rg"),
        ("0 0 0 rg", "0.843137 0 0.058824 rg"),
        ("0 0 0 rg", "0.9 0 0.058824 rg"),
        ("BT\n", "0 0 1 1 re W n\nBT\n"),
        ("BT\n", "/Im0 Do\nBT\n"),
        ("BT\n", "BT\n0 Tz\n"),
    ],
    ids=["invisible", "white", "as red as a head", "another red", "cut off", "picture", "no width"],
)
def test_ink_that_does_not_show_is_refused(before: str, after: str, installed: Faces):
    hidden = changed(pdf_of(installed), on_the_page(before, after))
    assert same_text(DOCUMENT, hidden)
    with pytest.raises(OtherInk):
        prove_ink(DOCUMENT, hidden, installed)


def test_words_that_are_missing_or_too_many_are_refused(installed: Faces):
    for words in (WORDS[:-1], f"{WORDS}。", f"不{WORDS}"):
        with pytest.raises(OtherInk):
            prove_ink(DOCUMENT, render(specimens.one_paragraph(words), PrintFacts(), installed), installed)
    with pytest.raises(OtherInk, match="cannot be read"):
        prove_ink(DOCUMENT, b"%PDF-1.7", installed)


def test_a_foreign_face_is_refused(installed: Faces, packaged: Faces):
    with pytest.raises(OtherInk, match="none of the installed faces"):
        prove_ink(DOCUMENT, pdf_of(installed), packaged)


def test_an_official_paper_is_drawn_only_when_ink_and_hidden_text_are_proved(installed: Faces, monkeypatch):
    order = Order(facts=FACTS, faces=installed, document=DOCUMENT, official=True)
    honest = orders.drawn(order)
    prove_ink(DOCUMENT, honest, installed)
    for forge in (
        in_hidden_text("三", "二"),
        outlines_swapped(installed, "三", "二"),
        on_the_page(f"{number(installed, '大'):04x}", "0000"),
    ):
        monkeypatch.setattr(pdf, "render", lambda *_, forge=forge: changed(honest, forge))
        with pytest.raises(PrintingRefused, match="not issued"):
            orders.drawn(order)
