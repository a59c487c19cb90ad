"""Sixty-one official papers as machines take them from PDF and Word: what is above the title, the title, every label, every character."""

import json
from pathlib import Path

import pytest

from benchmarks.text.official import Recovered, recovered
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Kind

#: Their titles as a person reads them, without blanks.
TITLES = json.loads((Path(__file__).parent / "titles.json").read_text(encoding="utf-8"))
#: An order, its number, its title and its first sentence that lost every line break between them.
RUN_TOGETHER = {"normative_document_000226.txt"}


@pytest.fixture(scope="module")
def papers(corpus: Path) -> dict[str, str]:
    """The papers by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((corpus / "official").glob("*.txt"))}


def test_no_character_is_lost_and_every_label_begins_a_unit(papers: dict[str, str]):
    """The nine lists that are not found stand in the second and third of three regulations in one file."""
    total = sum((recovered(text) for text in papers.values()), Recovered())
    assert (total.papers, total.titled, total.lost) == (len(TITLES), len(TITLES), 0)
    assert (total.articles_found, total.articles) == (925, 925)
    assert total.lists == 311
    assert total.lists_found >= 302


def test_titles_are_those_that_a_person_reads(papers: dict[str, str]):
    read = {name: "".join(parse(text, markup=True).document.title.split()) for name, text in papers.items()}
    assert {name for name, title in read.items() if title != TITLES[name]} == RUN_TOGETHER


def test_what_stands_above_the_title_is_no_part_of_it_and_comes_back_the_same(papers: dict[str, str]):
    """Nor is it a title note: that of the body which adopts the text still prints."""
    for name, text in papers.items():
        first = parse(text, markup=True).document
        again = parse(write(first), first.language).document
        assert kinds(again) == kinds(first), name
        assert write(again) == write(first), name


def kinds(document) -> list[tuple[str, str]]:
    """The kinds of what stands in front, with the first words."""
    front = (Kind.LETTERHEAD, Kind.TITLE, Kind.NOTE)
    return [(unit.kind, unit.text[:12]) for unit in document.root.children if unit.kind in front]
