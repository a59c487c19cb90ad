"""Texts that were written to do something: they are printed as they stand, or refused with a sentence."""

import socket

import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing import specimens
from tests.publishing.sheets import BOTTOM, LEFT, RIGHT, embedded_faces, text_lines
from workflow.publishing.engine import press
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.faces.typefaces import case_of
from workflow.publishing.pdf import render, render_resolution
from workflow.publishing.proof.read_back import read_back, same_text
from workflow.publishing.values.facts import Paper, PrintFacts, ResolutionFacts
from workflow.publishing.values.faults import MissingGlyph, PrintingRefused
from workflow.text.given import keyed
from workflow.text.reading.parse import parse
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script

MARKUP = [
    '<img src="http://example.com/a.png" onerror="alert(1)">',
    "<script>document.write('x')</script><style>body{display:none}</style>",
    "</p></section></main></body></html><h1>另一份文件</h1>",
    '<link rel="attachment" href="file:///etc/passwd"><iframe src="file:///etc/passwd">',
    "<object data='file:///etc/hostname'></object><svg><image href='http://example.com/'/></svg>",
    "{{ 7*7 }}{% include 'print/frame.html' %}{# 注 #}${7*7}",
    "&lt;b&gt;&amp;&#x4e00;&nbsp;",
    '" style="position:fixed;top:0" data-label="第一条',
    "@import url(http://example.com/x.css); p{content:'x'} */ :root{--line:0}",
    "<!-- 注释 --><![CDATA[ 数据 ]]><?xml version='1.0'?>",
    "javascript:alert(1) data:text/html,<b>x</b> \\66\\6f\\6f url(javascript:1)",
]


@pytest.fixture
def no_network(monkeypatch):
    """Fails the test when anything opens a socket."""

    def refuse(*_arguments, **_options):
        raise AssertionError("a socket was opened while printing")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.mark.parametrize("words", MARKUP)
def test_markup_is_printed_as_it_stands_wherever_it_stands(words: str, installed: Faces, no_network):
    article = Provision(
        Kind.ARTICLE, label=words[:20], heading=words, children=(Provision(Kind.PARAGRAPH, text=words),)
    )
    root = Provision(
        Kind.DOCUMENT,
        children=(
            Provision(Kind.TITLE, text=words),
            Provision(Kind.NOTE, text=words),
            Provision(Kind.CHAPTER, label="第一章", heading=words, children=(article,)),
            Provision(Kind.PARAGRAPH, children=(Provision(Kind.ITEM, label="（一）", text=words),)),
            Provision(Kind.TABLE, rows=((words, "乙"), ("甲", words))),
            Provision(Kind.ANNEX, label="附件1", heading=words, children=(Provision(Kind.PARAGRAPH, text=words),)),
            Provision(Kind.SIGNATURE, text=words),
        ),
    )
    # A key is opaque, but it is put into an attribute.
    document = keyed(Document(Script.SIMPLIFIED, root), {id(unit): words for unit in root.walk()})
    assert same_text(document, render(document, PrintFacts(), installed))


@pytest.mark.parametrize("words", MARKUP)
def test_markup_among_the_facts_stays_outside_the_text(words: str, installed: Faces, no_network):
    facts = PrintFacts(
        kind=Paper.DRAFT,
        state_words=words[:30],
        title_note=words,
        enterprise=words,
        document_number=words[:30],
        edition_number=1,
        session=words[:40],
        superseded_by=words,
    )
    document = parse("某某条例\n\n第一条　本条例自公布之日起施行。").document
    assert same_text(document, render(document, facts, installed))
    render_resolution(ResolutionFacts(title=words, body=(words,), signature=words, note=words), installed)


def test_a_long_unbroken_string_stays_in_the_type_area(installed: Faces):
    words = "x" * 5000 + "https://example.com/" + "9" * 3000
    table = Provision(Kind.TABLE, rows=(("甲", "乙"), ("y" * 900, "0" * 900)))
    document = specimens.between((), specimens.one_paragraph(words), [table])
    pdf = render(document, PrintFacts(), installed)
    assert same_text(document, pdf)
    for page in text_lines(pdf):
        assert all(line.left >= LEFT - 0.5 and line.right <= RIGHT + 1 and line.baseline <= BOTTOM for line in page)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("😀", "“😀”（U+1F600）"),
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE"),
        ("\u200f", "RIGHT-TO-LEFT MARK"),
        ("א", "“א”"),
        ("ا", "“ا”"),
        ("\u200d", "ZERO WIDTH JOINER"),
        ("\x07", "U+0007"),
        ("\ue000", "U+E000"),
        ("☑", "“☑”"),
        ("𮧵", "“𮧵”"),
        ("\ufe0f", "VARIATION SELECTOR-16"),
    ],
)
@pytest.mark.parametrize("place", ["paragraph", "title", "table", "facts"])
def test_a_character_without_a_glyph_is_named(character: str, name: str, place: str, installed: Faces):
    words = f"正文{character}正文。"
    document, facts = specimens.one_paragraph("正文。"), PrintFacts()
    if place == "facts":
        facts = PrintFacts(enterprise=words)
    elif place == "table":
        document = specimens.between((), document, [Provision(Kind.TABLE, rows=(("甲",), (words,)))])
    else:
        document = specimens.between([Provision(Kind(place), text=words)], document, ())
    with pytest.raises(MissingGlyph) as refused:
        render(document, facts, installed)
    assert refused.value.character == character
    assert name in refused.value.words.zh
    assert f"U+{ord(character):04X}" in refused.value.words.en


def test_rare_name_characters_are_printed_in_song(installed: Faces):
    document = specimens.one_paragraph("代表喆堃、旻玥、犇翀、祎璟、镕和㼆出席。")
    pdf = render(document, PrintFacts(), installed)
    assert same_text(document, pdf)
    assert any(name.startswith("text-complete-song") for name in embedded_faces(pdf))


def test_invisible_characters_are_dropped_and_odd_blanks_are_blanks(installed: Faces):
    document = specimens.one_paragraph("职\u200b工\u2060代\ufeff表\u00ad大\u2003会\u2009的\t权\u00a0利。")
    pdf = render(document, PrintFacts(), installed)
    assert "".join(read_back(pdf).split()) == "职工代表大会的权利。"
    assert same_text(document, pdf)


@given(st.text(alphabet=st.characters(codec="gb2312"), min_size=1, max_size=120))
@settings(max_examples=15)
def test_any_text_of_gb2312_is_printed_or_refused(installed: Faces, text: str):
    document = parse(text).document
    try:
        pdf = render(document, PrintFacts(), installed)
    except MissingGlyph:
        return
    assert same_text(document, pdf)


def test_the_press_fetches_nothing(installed: Faces, no_network, tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG")
    for address in ("http://example.com/a.png", secret.as_uri(), "data:image/png;base64,AAAA"):
        with pytest.raises(PrintingRefused, match="layout engine complained"):
            press.press(f"<html lang=zh><img src='{address}' alt=''>", "", case_of(installed))


def test_the_press_refuses_style_sheets_that_reach_out(installed: Faces, no_network):
    with pytest.raises(PrintingRefused):
        press.press("<html lang=zh><p>x", "@import url(http://example.com/x.css);", case_of(installed))


def test_a_glyph_that_slips_through_is_caught_by_the_press(installed: Faces):
    with pytest.raises(MissingGlyph) as refused:
        press.press("<html lang=zh><p>正文😀", "", case_of(installed))
    assert refused.value.character == "😀"


def test_no_font_of_the_machine_is_ever_used(installed: Faces):
    css = "p { font-family: 'DejaVu Sans', sans-serif }"
    pdf = press.press("<html lang=zh><p>职工 Workers", css, case_of(installed))
    assert all(name.startswith(("text-", "frame-")) for name in embedded_faces(pdf))
    assert weasyprint.__version__ == "70.0"
