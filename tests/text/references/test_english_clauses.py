"""References of English texts numbered 1.1.1 and I. / A.: found as they are written, of other papers none, and they move along."""

import random
from dataclasses import replace

import pytest

from benchmarks.text._english_model import Hand
from workflow.text.amending.apply import canonical
from workflow.text.reading.parse import parse
from workflow.text.references.find import references
from workflow.text.references.rewrite import renumber_and_rewrite
from workflow.text.tree import Document, Kind

STANDARD = """Paint Store Standard
1 Purpose
1.1 {words}
1.2 It applies to all stores.
2 Terms
2.1 Store
A room for paint.
3 Duties
3.1 The keeper shall:
(a) lock the store;
(b) count the cans; and
(c) report losses.
3.2 Duty
3.2.1 The keeper reports within three days.
Annex A
Forms
A.1 Form
A.1.1 The form is used.
Annex B
List
"""
NOTICE = """Notice on the Stocktaking
The following applies.
I. Schedule
A. Counting begins on Monday.
B. {words}
II. Safety
A. Lamps stay on.
B. Doors stay shut.
"""
ORDER = """Notice on the Stocktaking
The following applies.
I. Schedule
(1) Counting begins on Monday.
(2) {words}
II. Safety
(1) Lamps stay on.
(2) Doors stay shut.
"""


def found(text: str, words: str) -> list[tuple[str, str, str]]:
    """What the words of the text refer to: as printed, the label, and whether it is another paper's or faulty."""
    return [
        (one.text, one.targets[0].label if one.targets else "", "other" if one.law else one.fault)
        for one in references(parse(text.format(words=words)).document)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("This is so (see 3.2).", [("3.2", "3.2")]),
        ("This is subject to clause 3.1(b).", [("3.1(b)", "(b)")]),
        ("Section 2 of this Standard applies.", [("Section 2", "2")]),
        ("Section 2 of the Paint Store Standard applies.", [("Section 2", "2")]),
        ("See Clause 3 and Clauses 1 and 2.", [("Clause 3", "3"), ("1", "1"), ("2", "2")]),
        ("See clauses 3.1, 3.2 and 3.2.1.", [("3.1", "3.1"), ("3.2", "3.2"), ("3.2.1", "3.2.1")]),
        ("Comply with A.1.1 and Annex A.", [("A.1.1", "A.1.1"), ("Annex A", "Annex A")]),
        ("As set out in §3.2, do so.", [("3.2", "3.2")]),
        ("Version 3.2 is used at 3.2 kW. See Table 3.1.", []),
        ("Section 2 of the Canteen Manual and clause 3.1 of ISO 9001 do not apply.", []),
        ("ISO 9001, clause 3.1, does not apply.", []),
    ],
)
def test_a_standard(words: str, expected: list[tuple[str, str]]):
    ours = [(text, label) for text, label, fault in found(STANDARD, words) if not fault]
    assert ours == expected


def test_a_section_that_is_not_there_is_told():
    assert found(STANDARD, "Section 9 applies.") == [("Section 9", "", "no-article")]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (NOTICE, "Doors stay shut, see II.B and section II.A.", ["B.", "A."]),
        (NOTICE, "See Section II and paragraph A of Section I.", ["II.", "A."]),
        (NOTICE, "See paragraph A.", ["A."]),
        (NOTICE, "Type II.A lamps and Part II of the Act are meant, and Section II of the Safety Manual.", []),
        (ORDER, "See Section II(2) and section II, paragraph (1).", ["(2)", "(1)"]),
        (ORDER, "See paragraph (1).", ["(1)"]),
        (ORDER, "See Sections I and II.", ["I.", "II."]),
    ],
)
def test_a_notice(text: str, words: str, expected: list[str]):
    assert [label for _, label, fault in found(text, words) if not fault] == expected


@pytest.mark.parametrize("form", ["dotted", "roman", "paren"])
def test_they_name_what_they_named_when_numbers_move(form: str):
    moved = 0
    for seed in range(25):
        hand = Hand(random.Random(f"references {form} {seed}"))
        old = hand.text(form)
        new = old.copy()
        hand.insert(new)
        hand.move(new)
        before, after = (parse(one.written()).document for one in (old, new))
        known = dict(zip(old.labels(), before.articles(), strict=True))
        fresh = dict(zip(new.labels(), after.articles(), strict=True))
        units = [known.get(sign) or replace(fresh[sign]) for sign in new.labels()]
        front = [child for child in before.root.children if child.kind != Kind.ARTICLE]
        root = replace(before.root, children=(*front, *units))
        done = renumber_and_rewrite(Document(before.language, root), found=references(before))
        moved += len(done.changed)
        assert canonical(done.document) == canonical(after), seed
    assert moved >= 10
