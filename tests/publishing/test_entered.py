"""The paper of a text that was entered afterwards: it says so first, on every page and last, and keeps to the grid."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from tests.publishing import specimens
from tests.publishing.sheets import BOTTOM, LEFT, LINE, MM, RIGHT, TOP, frame_words, sheets, text_lines
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.frame import colophon, marks, notices
from workflow.publishing.pdf import render
from workflow.publishing.values.facts import PrintFacts
from workflow.publishing.word.writing.document import write_document
from workflow.words import Script

pytestmark = pytest.mark.thorough

WORDS = ("补录：由韩书昀于2025年5月19日录入", "")
LONG = ("补录：由阿卜杜热西提·买买提明于2025年11月19日录入", "2026年12月29日更正")
ENGLISH = "Entered afterwards by Han Shuyun on 19 May 2025"


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("words", [WORDS, LONG])
@pytest.mark.parametrize("superseded", [None, date(2026, 1, 1)])
def test_it_says_so_first_on_every_page_and_last(
    installed: Faces, facts: PrintFacts, words: tuple[str, str], superseded: date | None
):
    old = replace(facts, entered=words[0], corrected=words[1], superseded=superseded, superseded_by="第3版")
    pdf = render(specimens.regulation(), old, installed)
    pages = sheets(pdf)
    for page in pages:
        head = bare("".join(line.text for line in page if line.baseline < TOP))
        assert head == ("已被替代" if superseded else "") + "补录"
    first = bare("".join(line.text for line in pages[0] if line.frame))
    assert bare("".join(notices(old))) in first
    last = [line for line in pages[-1] if line.frame and BOTTOM - 40 * MM < line.baseline < BOTTOM]
    assert bare("".join(line.text for line in last)).endswith(bare("".join(words)))
    assert all(line.left > LEFT and line.right < RIGHT for line in last)
    assert 3 <= len({round(line.baseline) for line in last}) <= 4  # rows of their own, clear of the page number


@pytest.mark.parametrize("words", [WORDS, LONG])
@pytest.mark.parametrize("superseded", [None, date(2026, 1, 1)])
def test_the_notice_keeps_inside_its_frame_and_the_text_to_the_grid(
    installed: Faces, facts: PrintFacts, words: tuple[str, str], superseded: date | None
):
    old = replace(facts, entered=words[0], corrected=words[1], superseded=superseded, superseded_by="第3版")
    with_notice = text_lines(render(specimens.regulation(), old, installed))[0]
    without = text_lines(render(specimens.regulation(), facts, installed))[0]
    lines = [one for one in sheets(render(specimens.regulation(), old, installed))[0] if one.frame]
    notice = [one for one in lines if TOP < one.baseline < with_notice[0].baseline]
    assert all(one.left > LEFT and one.right < RIGHT for one in notice)
    # Each line of the notice on a line of its own, and all of it above the title.
    baselines = [one.baseline for one in notice]
    assert all(b - a > 12 for a, b in pairwise(baselines))
    assert with_notice[0].baseline - baselines[-1] > LINE
    # What the notice pushes down moves by whole lines.
    moved = (with_notice[0].baseline - without[0].baseline) / LINE
    assert moved == pytest.approx(round(moved), abs=0.02)
    assert round(moved) == max(2, len(notice)) + 1


def test_the_mark_stands_among_the_others_in_either_language(installed: Faces):
    both = PrintFacts(entered=WORDS[0], demonstration=True, state_words="已被替代", superseded=date(2020, 8, 1))
    assert marks(both) == ["已被替代", "补录", "演示"]
    english = PrintFacts(language=Script.ENGLISH, entered=ENGLISH, edition_number=1)
    assert marks(english) == ["Entered afterwards"]
    assert colophon(english)[-1] == (ENGLISH, "")
    assert all("Entered afterwards" in page for page in frame_words(render(specimens.english(), english, installed)))


def test_a_text_of_the_house_says_nothing_of_it(facts: PrintFacts):
    assert notices(facts) == []
    assert marks(facts) == []
    assert len(colophon(facts)) == 2


def test_a_word_file_carries_the_mark_above_every_page():
    content = write_document(specimens.regulation(), PrintFacts(entered=WORDS[0]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        heads = [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/header")]
    assert heads
    assert all("补录" in one for one in heads)


@pytest.mark.parametrize("note", ["2025年4月22日通过", "（2025年4月22日通过）"])
def test_a_title_note_has_its_brackets_once(note: str):
    content = write_document(specimens.full_page(), PrintFacts(title_note=note))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read("word/document.xml").decode()
    assert "（2025年4月22日通过）" in body
    assert "（（" not in body
