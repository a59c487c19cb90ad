"""The enterprise's own texts: long enough to be real, sound in form, and the same in both languages, article by article."""

from itertools import count
from pathlib import Path

import pytest

from workflow import paths
from workflow.text.comparing.keys import carry, match_translation
from workflow.text.reading.parse import Parsed, parse
from workflow.text.reading.write import write
from workflow.text.tree import Provision

TEXTS = sorted((paths.policies() / "texts").glob("*.txt"))
#: The fewest articles with which each regulation still says what its title promises.
FEWEST = {"factory-transparency": 30, "representative-assembly": 45, "member-welfare": 25}
#: A text without its language: a regulation, a later edition of one, or the report.
STEMS = sorted({path.name.removesuffix(".txt").rpartition(".")[0] for path in TEXTS})


def read(name: str) -> Parsed:
    return parse((paths.policies() / "texts" / f"{name}.txt").read_text(encoding="utf-8"))


def form(unit: Provision) -> tuple[object, ...]:
    """What a translation must keep of a provision: its kind, and its parts in order."""
    rows = tuple(len(row) for row in unit.rows) if unit.rows else ()
    return (unit.kind, rows, tuple(form(child) for child in unit.children))


def test_the_texts_are_all_there():
    assert {stem.partition(".")[0] for stem in STEMS} == {*FEWEST, "work-report-2024"}
    assert {path.name for path in TEXTS} == {f"{stem}.{language}.txt" for stem in STEMS for language in ("zh", "en")}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_text_stands_in_canonical_form_without_a_problem(path: Path):
    text = path.read_text(encoding="utf-8")
    parsed = parse(text)
    assert write(parsed.document) == text
    assert parsed.document.language == {"zh": "zh-Hans", "en": "en"}[path.name.removesuffix(".txt").rpartition(".")[2]]
    # A report has no articles and takes no effect, which is all that may be said of it.
    allowed = {"no-article", "no-effective-date"} if path.name.startswith("work-report") else set()
    assert {found.code for found in parsed.problems} <= allowed


@pytest.mark.parametrize("stem", STEMS)
def test_both_languages_match_part_by_part(stem: str):
    chinese, english = read(f"{stem}.zh").document, read(f"{stem}.en").document
    assert form(chinese.root) == form(english.root)
    numbers = count()
    chinese, _ = carry(None, chinese, lambda: str(next(numbers)))
    english, strangers = match_translation(chinese, english, lambda: f"stranger {next(numbers)}")
    assert strangers == []
    assert [unit.key for unit in english.root.walk()] == [unit.key for unit in chinese.root.walk()]


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem.partition(".")[0] in FEWEST])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_regulation_is_a_whole_one(stem: str, language: str):
    assert len(read(f"{stem}.{language}").document.articles()) >= FEWEST[stem.partition(".")[0]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_benefits_stand_in_a_table(language: str):
    tables = [unit for unit in read(f"member-welfare.{language}").document.root.walk() if unit.kind == "table"]
    assert any(len(table.rows) >= 5 for table in tables)
