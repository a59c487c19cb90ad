"""Papers without articles on our own paper: every word in its order, every glyph what it says, by the look of their kind."""

from pathlib import Path

import pytest

from tests.publishing.sheets import bookmarks
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render
from workflow.publishing.proof.ink import prove_ink, read
from workflow.publishing.proof.read_back import same_copied, same_text
from workflow.publishing.values.facts import PrintFacts
from workflow.text.reading.parse import parse

FORMS = Path(__file__).parent.parent / "text" / "forms"


@pytest.mark.parametrize(
    "name",
    ["caozuo_lengzha", "tongzhi_fangshu", "fangan_shuzihua", "kaohe_anquan", "jiyao_zhuanti", "en_contractor_policy"],
)
def test_a_paper_of_clauses_says_what_it_was_made_of(name: str, installed: Faces):
    document = parse((FORMS / f"{name}.txt").read_text(encoding="utf-8")).document
    pdf = render(document, PrintFacts(language=document.language, fingerprint="ab" * 32), installed)
    assert same_text(document, pdf)
    found = read(pdf)
    assert same_copied(document, found)
    prove_ink(document, found, installed)


def test_the_bookmarks_stand_in_the_steps_of_the_numbers(installed: Faces):
    document = parse((FORMS / "caozuo_lengzha.txt").read_text(encoding="utf-8")).document
    marks = bookmarks(render(document, PrintFacts(fingerprint="ab" * 32), installed))
    steps = {words.split()[0]: depth for depth, words in marks if words[:1].isdigit()}
    assert steps["4.1"] == steps["4"] + 1
    assert steps["4.1.1"] == steps["4.1"] + 1
