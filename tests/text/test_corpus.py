"""Real regulations: every article found, nothing lost, every doubt and every reference read by hand."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workflow.text.reading.doubts.problems import find_problems
from workflow.text.reading.parse import Parsed, parse
from workflow.text.reading.write import write
from workflow.text.references.find import references
from workflow.text.references.rewrite import renumber_and_rewrite

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def read(path: Path) -> str:
    """The text of a file with its own line ends."""
    return path.read_bytes().decode("utf-8")


def texts(corpus: Path) -> Iterator[Path]:
    """Every regulation of the corpus, decisions left out."""
    yield from sorted(corpus.glob("*/old.txt"))
    yield from sorted(corpus.glob("*/new.txt"))
    yield from sorted(corpus.glob("single/*.txt"))


def without_changes(text: str, parsed: Parsed) -> str:
    """The characters of `text` with every told change made, white space left out."""
    lines = ["".join(line.split()) for line in _LINE_END.split(text)]
    for change in parsed.changes:
        for before in change.before if change.why == "invisible characters" else ["".join(change.before.split())]:
            assert before in lines[change.line - 1], change
            lines[change.line - 1] = lines[change.line - 1].replace(before, "".join(change.after.split()), 1)
    return "".join(lines)


def test_every_article_is_found_under_its_label(corpus: Path):
    for path in sorted(corpus.glob("*/meta.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        for side in ("old", "new"):
            parsed = parse(read(path.parent / f"{side}.txt"), markup=True)
            labels = [article.label for article in parsed.document.articles()]
            assert len(labels) == told[side]["articles"], (path, side)
            assert parsed.document.language == told["language"], (path, side)
            pairs = told.get("alignment") or []
            named = {pair[side == "new"] for pair in pairs} - {None}
            assert not named or named == set(labels), (path, side)


def test_nothing_is_lost_but_what_is_told(corpus: Path):
    for path in texts(corpus):
        text = read(path)
        parsed = parse(text, markup=True)
        written = write(parsed.document)
        if any(change.why in ("markup", "entities") for change in parsed.changes):
            assert set("".join(written.split())) <= set(text) | set("|（）"), path
        else:
            assert without_changes(text, parsed) == "".join(written.split()), path


#: What HTML and Markdown put around words: tags, the targets of links, emphasis, rules and the marks of headings.
_MARKUP = re.compile(r"<[^>]*>|(?<=\])\([^)\n]*\)|[\[\]*#]|^[=-]{3,}\r?$", re.MULTILINE)


@pytest.mark.parametrize(
    "name",
    [
        "company-law-2005-html-crlf",
        "constitution-1982-markdown-toc",
        "national-holidays-2013-decision-html",
        "shandong-soe-supervision-2011",
        "tw-union-act-2021-markdown",
    ],
)
def test_marked_up_texts_lose_only_their_markup(corpus: Path, name: str):
    text = read(corpus / "single" / f"{name}.txt")
    words = html.unescape(_MARKUP.sub("", text))
    # List labels may be made wide, which is told; a mark of emphasis without its pair stays.
    wide = str.maketrans("()", "（）", "*")
    written = write(parse(text, markup=True).document)
    assert "".join(words.translate(wide).split()) == "".join(written.translate(wide).split())


def test_canonical_text_is_read_and_written_as_it_is(corpus: Path):
    for path in [*texts(corpus), *sorted(corpus.glob("*/decision.txt"))]:
        parsed = parse(read(path), markup=True)
        written = write(parsed.document)
        assert write(parse(written).document) == written, path


def test_a_sound_text_is_not_renumbered(corpus: Path):
    for path in texts(corpus):
        document = parse(read(path), markup=True).document
        before = write(document)
        if not {"number-missing", "item-without-article"} & {found.code for found in find_problems(document, [])}:
            assert write(renumber_and_rewrite(document).document) == before, path


#: Everything found in 50 real texts, each read by hand: labels and headings that the sources lost, loose citations.
DOUBTS = {
    "nd-union-law-2009-2021/old.txt": {"number-missing": 3, "item-without-article": 5, "nothing-before": 1},
    "spc-tech-contract-2004-2020/old.txt": {"number-missing": 1},
    "single/company-law-2005-html-crlf.txt": {"number-missing": 1},
    "single/factory-director-rules-2011.txt": {"unresolved-reference": 1},
    "single/shandong-soe-supervision-2011.txt": {"number-missing": 2},
    "single/soe-industrial-enterprise-law-2009.txt": {"number-missing": 1},
    "en-dc-child-wealth-2022/old.txt": {"unresolved-reference": 1},
    "en-dc-child-wealth-2022/new.txt": {"unresolved-reference": 1},
}


def test_only_real_faults_block(corpus: Path):
    found: dict[str, dict[str, int]] = {}
    for path in texts(corpus):
        for problem in parse(read(path), markup=True).problems:
            if problem.blocking:
                told = found.setdefault(path.relative_to(corpus).as_posix(), {})
                told[problem.code] = told.get(problem.code, 0) + 1
    assert {path: told for path, told in found.items() if path in DOUBTS or told} == DOUBTS


def test_references_of_real_texts_are_resolved(corpus: Path):
    count = faults = 0
    for path in texts(corpus):
        told = references(parse(read(path), markup=True).document)
        count += len(told)
        faults += sum(bool(reference.fault) for reference in told)
    assert count > 1500
    assert faults == 4  # the loose citations of DOUBTS


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("single/animal-epidemic-law-2013-toc.txt", ["title", "toc"] + ["chapter"] * 9),
        ("single/bills-disputes-2000-one-line.txt", ["title", "note", "preamble"] + ["chapter"] * 10),
        (
            "single/constitution-1982-markdown-toc.txt",
            ["title", "note", "note", "note", "toc", "preamble"] + ["chapter"] * 4,
        ),
        ("criminal-law-2020-2023/new.txt", ["title"] + ["note"] * 16 + ["part", "part", "heading", "annex", "annex"]),
        ("spc-sale-contract-2012-2020/old.txt", ["title", "note", "preamble"] + ["heading"] * 8),
    ],
)
def test_the_parts_of_untidy_texts(corpus: Path, name: str, kinds: list[str]):
    assert [unit.kind for unit in parse(read(corpus / name), markup=True).document.root.children] == kinds
