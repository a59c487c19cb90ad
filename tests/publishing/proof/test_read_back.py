"""What is read back from the paper is the adopted text, to the character; anything else is noticed."""

import dataclasses
import io
from datetime import date

import pytest
from pypdf import PdfReader, PdfWriter

from tests.publishing import specimens
from tests.text.manuscript import manuscript
from workflow import paths
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render
from workflow.publishing.proof.drawn import drawn
from workflow.publishing.proof.read_back import read_back, same_copied, same_text, stored_words
from workflow.publishing.values.facts import Paper, PrintFacts
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script

TEXTS = sorted(paths.policies().glob("texts/*.txt"))


def says(document: Document, pdf: bytes) -> bool:
    """Whether a paper says the text, to a reader of its own and to the one that reads it with the ink; both say the same."""
    told = same_text(document, pdf)
    try:
        assert same_copied(document, drawn(pdf)) == told
    except ValueError:
        assert not told
    return told


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.thorough
@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_our_own_regulations_read_back_as_they_are_stored(file, installed: Faces, facts: PrintFacts):
    document = parse(file.read_text(encoding="utf-8")).document
    pdf = render(document, facts, installed)
    assert says(document, pdf)
    if "|" not in write(document):
        assert bare(read_back(pdf)) == bare(write(document))


@pytest.mark.parametrize("name", ["representative-assembly.zh", "member-welfare.zh", "member-welfare.en"])
def test_they_read_back_from_the_faces_of_packages_too(name: str, packaged: Faces):
    [file] = [file for file in TEXTS if file.stem == name]
    document = parse(file.read_text(encoding="utf-8")).document
    assert says(document, render(document, PrintFacts(language=document.language), packaged))


def test_everything_reads_back_from_the_faces_of_packages(packaged: Faces):
    assert says(specimens.regulation(), render(specimens.regulation(), PrintFacts(), packaged))


MARKS = "，。、；：？！…—·～‘’“”〈〉《》「」『』【】〔〕（）％‰℃№§×÷±≤≥≠①②⑩ⅠⅡ㎡〇㈠½°′″￥$&@#*+-=/\\|_^~`'\"<>[]{}fi fl ffi ﬁ"


@pytest.mark.parametrize(
    "words", [MARKS, "甲——乙———丙⸺丁——", "甲……乙…丙⋯丁……", "·•‧・", "-‐‑–‒—", "〜～~", "①➀⑩➉", "⼀一⼆二⻳龟", "µμ∆Δ"]
)
def test_marks_and_characters_that_look_alike_read_back(words: str, installed: Faces, packaged: Faces):
    document = specimens.between(
        [Provision(Kind.TITLE, text=words), Provision(Kind.NOTE, text=words)],
        specimens.one_paragraph(words),
        [Provision(Kind.CHAPTER, label="第一章", heading=words)],
    )
    for faces in (installed, packaged):
        assert says(document, render(document, PrintFacts(), faces))


def test_there_are_regulations_to_read():
    assert len(TEXTS) >= 6


def test_everything_a_regulation_can_hold_reads_back(printed_regulation: bytes):
    assert says(specimens.regulation(), printed_regulation)


def test_marks_notices_and_the_colophon_are_not_read(installed: Faces, facts: PrintFacts):
    loud = dataclasses.replace(
        facts,
        kind=Paper.DRAFT,
        state_words="征求意见稿",
        demonstration=True,
        superseded=date(2026, 1, 1),
        superseded_by="第3版",
        title_note="（本注不属于正文）",
    )
    document = specimens.one_paragraph("正文只有这一句。")
    assert bare(read_back(render(document, loud, installed))) == "正文只有这一句。"


def test_the_repeated_head_of_a_table_is_forgiven_and_a_repeated_row_is_not(installed: Faces):
    document = specimens.regulation()
    pdf = render(document, PrintFacts(), installed)
    assert bare(read_back(pdf)).count("选举单位名额其中一线职工说明") > 1
    draft = manuscript(document)
    table = next(unit for unit in draft.root.walk() if unit.kind == "table")
    table.rows.insert(5, table.rows[5])
    doubled = draft.closed()
    assert not says(doubled, pdf)
    assert not says(document, render(doubled, PrintFacts(), installed))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("三分之二以上", "二分之一以上"),
        ("可以", "应当"),
        ("。", "；"),
        ("2025年5月1日", "2025年5月2日"),
        ("（", "("),
        ("职工", "工职"),
    ],
)
def test_any_change_of_the_text_is_noticed(was: str, now: str, printed_regulation: bytes):
    text = write(specimens.regulation())
    assert was in text
    changed = parse(text.replace(was, now, 1) if was != "（" else text.replace("（2025", "(2025")).document
    assert not says(changed, printed_regulation)


def test_a_missing_and_a_foreign_page_are_noticed(printed_regulation: bytes, installed: Faces):
    document = specimens.regulation()
    pages = PdfReader(io.BytesIO(printed_regulation)).pages
    foreign = PdfReader(io.BytesIO(render(specimens.full_page(), PrintFacts(), installed))).pages
    for chosen in (pages[1:], [*pages, foreign[0]], [pages[1], pages[0], *pages[2:]]):
        writer = PdfWriter()
        for page in chosen:
            writer.add_page(page)
        written = io.BytesIO()
        writer.write(written)
        assert not says(document, written.getvalue())


@pytest.mark.parametrize(
    "pdf", [b"", b"%PDF-1.7\n", b"not a pdf at all", bytes(100)], ids=["empty", "head", "words", "zeros"]
)
def test_a_file_that_is_no_pdf_is_not_the_text(pdf: bytes):
    assert not says(specimens.one_paragraph("正文。"), pdf)
    with pytest.raises(ValueError, match="not a readable PDF"):
        read_back(pdf)


def test_cells_are_stored_without_the_bars_between_them():
    table = Provision(Kind.TABLE, rows=(("甲", "乙|丙"), ("丁", "")))
    assert stored_words(Document(Script.SIMPLIFIED, Provision(Kind.DOCUMENT, children=(table,)))) == "甲乙|丙丁"
