"""An English decision as an office writes it: one exchange over several places is one item, of whole words, and it is proved."""

import re
from datetime import date

import pytest

from workflow import paths
from workflow.text.amending.amend import Amended, amend
from workflow.text.amending.apply import apply, canonical
from workflow.text.reading.parse import parse

ARTICLES = """Gift Rules
Article 1 These rules govern gifts.
Article 2 Staff report each gift to the office. The office lists it.
Article 3 The office keeps gifts for a year. A gift of food is eaten.
Article 4 The office decides by 31 March.
Article 5 Nobody gives a gift to the office.
"""
CLAUSES = """Gift Standard
1 Scope
1.1 This standard governs gifts.
1.2 Staff report each gift to the office.
2 Duties
2.1 The office keeps the list.
2.2 The office decides by 31 March.
2.2.1 The office writes it down.
"""
CODE = """Gift Code
§ 7-101. Scope.
The office governs gifts.
§ 7-102. Duties.
Staff ask the office.
§ 7-102.01. List.
The office keeps a list.
"""
NOTICE = """Notice on Gifts
I. Scope
A. The office governs gifts.
B. Staff ask the office.
II. Duties
A. The office keeps a list.
B. Lists are read.
"""


def decided(old: str, *pairs: tuple[str, str], effective: date | None = None) -> list[str]:
    """The items of the proved decision, without their numbers."""
    before = parse(old).document
    new = old
    for one, other in pairs:
        new = re.sub(rf"\b{one}\b", other, new)
    answer = amend(before, parse(new).document, effective=effective)
    assert isinstance(answer, Amended), answer
    done = apply(before, answer.decision)
    assert done.undone == []
    assert done.text == canonical(parse(new).document)
    lines = answer.decision.splitlines()
    assert effective is None or lines[-1] == "This decision takes effect on 5 May 2026."
    return [line.split(". ", 1)[1] for line in lines if re.match(r"[0-9]+[.] ", line)]


@pytest.mark.parametrize(
    ("old", "items"),
    [
        (ARTICLES, ["In Articles 2, 3, 4 and 5, “office” is replaced by “board”."]),
        (CLAUSES, ["In Clauses 1.2, 2.1, 2.2 and 2.2.1, “office” is replaced by “board”."]),
        (CODE, ["In §§ 7-101, 7-102 and 7-102.01, “office” is replaced by “board”."]),
        (NOTICE, ["In Section I.A, Section I.B and Section II.A, “office” is replaced by “board”."]),
    ],
    ids=["articles", "clauses", "code", "notice"],
)
def test_one_exchange_in_several_places_is_one_item(old: str, items: list[str]):
    found = decided(old, ("office", "board"), effective=date(2026, 5, 5))
    assert [one.replace(", wherever it appears,", "") for one in found] in (
        items, ["Throughout this text, “office” is replaced by “board”."],
    )  # fmt: skip


def test_what_else_changes_in_one_of_them_is_an_item_of_its_own():
    found = decided(
        ARTICLES, ("gift of food", "gift of fruit"), ("office keeps", "office stores"), ("a year", "two years")
    )
    assert len(found) == 1
    assert found[0].startswith(
        "Article 3 is amended by striking the phrase “keeps” and inserting the phrase “stores” in its place; by"
    )


def test_no_item_is_of_punctuation_or_of_blanks():
    assert decided(ARTICLES, ("by 31 March", "by March")) == ["Article 4 is amended by striking the phrase “31”."]
    assert decided(CLAUSES, ("by 31 March", "always by 31 March")) == [
        "Clause 2.2 is amended by inserting the phrase “always” after the phrase “decides”."
    ]
    found = decided(ARTICLES, ("office[.] The office lists it", "office; the office lists it"))
    assert all(re.search("[a-z]", quoted) for one in found for quoted in re.findall("“([^”]*)”", one))


@pytest.mark.parametrize("name", ["factory-transparency", "member-welfare"])
def test_our_own_second_editions_are_decided_in_no_more_items_than_in_chinese(name: str):
    """Annexes with tables, articles that move, citations: the decision is proved, and every quotation is of whole words."""
    folder = paths.policies() / "texts"
    count: dict[str, int] = {}
    for language in ("en", "zh"):
        old, new = (
            parse((folder / f"{name}{edition}.{language}.txt").read_text("utf-8")).document for edition in ("", ".2")
        )
        answer = amend(old, new)
        assert isinstance(answer, Amended), answer
        assert apply(old, answer.decision).text == canonical(new)
        count[language] = len(answer.items)
        if language == "en":
            quoted = re.findall("phrase “([^”\n]*)”", answer.decision)
            assert quoted
            assert all(one == one.strip() and re.search("[A-Za-z0-9]", one) for one in quoted), quoted
    assert count["en"] <= 1.2 * count["zh"]


def test_numbers_that_move_on_together_are_one_item():
    new = (
        CLAUSES.replace("2.2 The", "2.3 The")
        .replace("2.2.1", "2.3.1")
        .replace("2.1 The", "2.1 Lists are kept.\n2.2 The")
    )
    answer = amend(parse(CLAUSES).document, parse(new).document)
    assert isinstance(answer, Amended)
    assert "Clauses 2.1, 2.2 and 2.2.1 are renumbered as Clauses 2.2, 2.3 and 2.3.1." in answer.decision
    assert len(answer.items) == 2
