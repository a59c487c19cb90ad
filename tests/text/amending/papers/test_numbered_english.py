"""English decisions on texts numbered 1.1.1 and I. / A.: read as offices write them, written and proved, refused where they say too little."""

import random

import pytest

from benchmarks.text._english_model import FORMS
from benchmarks.text.english_trials import run
from tests.text.forms.test_forms import words
from workflow.text.amending.amend import Amended, amend
from workflow.text.amending.apply import Applied, apply, canonical
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.renumber import renumber

STANDARD = """Paint Store Standard
1 Purpose
1.1 This standard says how paint is stored.
1.2 It applies to all stores.
2 Terms
2.1 Store
A room for paint. See 3.2 and Section 4 of this Standard.
3 Duties
3.1 The keeper shall:
(a) lock the store;
(b) count the cans; and
(c) report losses.
3.2 The keeper shall report within three days. A second report shall be made.
3.2.1 The report is written.
3.2.2 The report is signed.
3.3 Visitors must sign.
4 Review
4.1 This standard is reviewed each year.
"""
NOTICE = """Notice on the Stocktaking
The following applies.
I. Schedule
A. Counting begins on Monday.
B. Counting ends on Friday.
II. Safety
A. Lamps stay on.
B. Doors stay shut.
C. Nobody eats in the store.
"""


def carried(*items: str, old: str = STANDARD) -> Applied:
    title = old.splitlines()[0]
    lines = [f"Decision on Amending the {title}", f"The {title} is amended as follows:"]
    return apply(parse(old).document, "\n".join([*lines, *items]) + "\n")


def changed(old: str, *pairs: tuple[str, str]) -> str:
    for one, other in pairs:
        assert old.count(one) == 1, one
        old = old.replace(one, other)
    return canonical(parse(old).document)


SHUT = ("3.3 Visitors must sign.", "3.3 Visitors must sign in.")
READ = [
    ("In clause 3.3, for “sign” substitute “sign in”.", [SHUT]),
    ("3.3 is amended by striking “sign” and inserting “sign in”.", [SHUT]),
    ("In 3.3, “sign” is replaced by “sign in”.", [SHUT]),
    ("Subclause 3.3 is amended by striking the word “sign” and inserting the phrase “sign in” in its place.", [SHUT]),
    ("In Section 3.3 of this Standard, for \"sign\" substitute \"sign in\".", [SHUT]),
    ("Clause 3.3 is amended to read as follows: “3.3 Visitors must sign in.”", [SHUT]),
    ("For paragraph 3.3 substitute: “Visitors must sign in.”", [SHUT]),
    ("Clause 3.3 is replaced by the following: \"3.3 Visitors must sign in.\"", [SHUT]),
    ("Clause 3.1(b) is deleted.", [("(b) count the cans; and\n", "")]),
    ("Item (b) of clause 3.1 is amended by striking “cans” and inserting “tins”.", [("the cans", "the tins")]),
    ("The second sentence of clause 3.2 is deleted.", [(" A second report shall be made.", "")]),
    ("In the first sentence of 3.2, for “three” substitute “five”.", [("within three", "within five")]),
    ("The heading of clause 2.1 is amended to read as follows: “Paint store”.", [("2.1 Store\n", "2.1 Paint store\n")]),
    ("The heading of Section 4 is amended to read as follows: “Reviews”.", [("4 Review\n", "4 Reviews\n")]),
    ("After clause 3.3 insert: “3.4 Children are kept out.”", [("4 Review", "3.4 Children are kept out.\n4 Review")]),
    ("A new clause 4.2 is added to read as follows: “4.2 The board decides.”", [("each year.\n", "each year.\n4.2 The board decides.\n")]),
    ("Clause 3.2.2 is deleted.", [("3.2.2 The report is signed.\n", "")]),
    ("Clauses 3.2.1 and 3.2.2 are deleted.", [("3.2.1 The report is written.\n3.2.2 The report is signed.\n", "")]),
    ("Clauses 3.2 to 3.3 are renumbered as 3.3 to 3.4, and a new clause 3.2 is added to read as follows: “3.2 New.”", [
        ("3.2 The keeper", "3.2 New.\n3.3 The keeper"), ("3.2.1 T", "3.3.1 T"), ("3.2.2 T", "3.3.2 T"), ("3.3 Vis", "3.4 Vis")]),
    ("Clause 3.2 becomes clause 3.3 and clause 3.3 becomes clause 3.2.", [
        ("3.2 The keeper shall", "3.2 Visitors must sign.\n3.3 The keeper shall"), ("3.2.1 The", "3.3.1 The"),
        ("3.2.2 The", "3.3.2 The"), ("3.3 Visitors must sign.\n4", "4")]),
    ("Strike “Monday” from Revision 3.1.", None),
    ("Section 4 of the Canteen Manual is deleted.", None),
]  # fmt: skip


@pytest.mark.parametrize(("item", "pairs"), READ, ids=[item[:60] for item, _ in READ])
def test_what_is_said_of_a_clause_is_what_comes_out(item: str, pairs: list[tuple[str, str]] | None):
    done = carried("1. " + item)
    if pairs is None:
        assert done.undone
        assert done.text == canonical(parse(STANDARD).document)
    else:
        assert [one.reason.en for one in done.undone] == []
        assert done.text == changed(STANDARD, *pairs)


def test_a_range_that_gives_way_takes_what_stands_below_with_it():
    done = carried(
        "1. A new clause 3.2 is added to read as follows: “3.2 Children are kept out.”",
        "2. Clauses 3.2 to 3.3 are renumbered as clauses 3.3 to 3.4 respectively.",
    )
    assert [one.reason.en for one in done.undone] == []
    pairs = [("3.2 The keeper", "3.2 Children are kept out.\n3.3 The keeper"), ("3.3 Vis", "3.4 Vis")]
    pairs += [("3.2.1 T", "3.3.1 T"), ("3.2.2 T", "3.3.2 T")]
    assert done.text == changed(STANDARD, *pairs)


@pytest.mark.parametrize(
    ("item", "pairs"),
    [
        ("In section II.B, for “shut” substitute “open”.", [("stay shut", "stay open")]),
        ("Paragraph B of Section II is amended by striking “shut” and inserting “open”.", [("stay shut", "stay open")]),
        ("Section II.C is deleted.", [("C. Nobody eats in the store.\n", "")]),
        ("II.A is amended to read as follows: “A. Lamps go off.”", [("Lamps stay on.", "Lamps go off.")]),
        (
            "A new Section I.C is added to read as follows: “C. Lists are kept.”",
            [("II. S", "C. Lists are kept.\nII. S")],
        ),
    ],
)
def test_a_paper_of_roman_numerals_is_decided_upon(item: str, pairs: list[tuple[str, str]]):
    done = carried("1. " + item, old=NOTICE)
    assert [one.reason.en for one in done.undone] == []
    assert done.text == changed(NOTICE, *pairs)


REFUSED = [
    "Clause 3.2 is deleted.",
    "Section 3 is deleted.",
    "Clause 3.9 is deleted.",
    "Clause 3.1(f) is deleted.",
    "Clause 3.1(b)(i) is deleted.",
    "Clause 3.2 is renumbered as clause 3.3.",
    "Clause 3.3 is renumbered as clause 3.5.",
    "Clause 3.3 is amended to read as follows: “3.2 Visitors must sign in.”",
    "Clause 3.3 is amended to read as follows: “3.3 Visitors.\n“3.4 Others.”",
    "The third sentence of clause 3.2 is deleted.",
    "Clause 3.3 is deleted in part.",
    "After clause 3.1 insert: “3.2 Children are kept out.”",
    "A new clause 3.6 is added to read as follows: “3.6 Too far.”",
    "Clauses 3.2 to 3.3 are renumbered as clauses 3.3 to 3.5.",
    "Clause 3.3 and so on is deleted.",
    "In clause 3.2, for “report” substitute “tell”.",
    "Table 3.3 is deleted.",
    "In clause 3.3, for “sign” substitute “3.3 Article 10010”.",
]


@pytest.mark.parametrize("item", REFUSED)
def test_what_does_not_say_all_that_it_touches_is_refused(item: str):
    done = carried("1. " + item)
    assert done.undone
    assert done.text == canonical(parse(STANDARD).document)


ANNEXED = (
    STANDARD
    + """Annex A
Forms
A.1 Form
A.1.1 The form is blue.
A.1.2 The form is signed.
"""
)


@pytest.mark.parametrize(
    ("item", "pairs"),
    [
        ("In A.1.1, for “blue” substitute “red”.", [("form is blue", "form is red")]),
        ("Clause A.1.2 of Annex A is amended to read as follows: “A.1.2 Nobody signs.”", [("The form is signed", "Nobody signs")]),
        ("Clause A.1.2 is deleted.", [("A.1.2 The form is signed.\n", "")]),
        ("A new clause A.1.3 is added to read as follows: “A.1.3 It is kept.”", None),
        ("Clause A.1 is renumbered as clause A.2.", None),
        ("Clause A.1.2 is renumbered as clause 4.2.", None),
        ("Clause 4.1 is renumbered as clause A.2.", None),
    ],
)  # fmt: skip
def test_a_clause_of_an_annex_is_found_and_keeps_its_place(item: str, pairs: list[tuple[str, str]] | None):
    done = carried("1. " + item, old=ANNEXED)
    assert bool(done.undone) == (pairs is None), done.undone
    assert done.text == changed(ANNEXED, *pairs or [])


@pytest.mark.parametrize("name", ["en_contractor_policy", "en_notice_shutdown"])
def test_texts_of_our_own_are_amended(name: str):
    """Words exchanged, a clause taken out at the end of its row, one put in behind it, a heading called otherwise."""
    old = parse(write(renumber(parse(words(name)).document).document)).document
    before = canonical(old)
    for seed in range(12):
        rolled = random.Random(f"{name} {seed}")
        lines = before.splitlines()
        ends = [k for k, line in enumerate(lines) if line.endswith(".") and len(line) > 40]
        for at in rolled.sample(ends, rolled.choice([1, 2, 4])):
            said = lines[at].split(" ")
            place = rolled.randrange(3, len(said) - 1)
            said[place : place + 1] = rolled.choice([["duly"], ["the", "board"], [said[place], "always"]])
            lines[at] = " ".join(said)
        new = parse("\n".join(lines) + "\n").document
        answer = amend(old, new)
        assert isinstance(answer, Amended), answer
        done = apply(old, answer.decision)
        assert done.undone == []
        assert done.text == canonical(new)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_edited_is_decided_proved_and_carried_out(form: str):
    trials = run(form, range(14))
    assert trials.wrong == []
    assert trials.refused == {}


def test_the_words_of_a_decision_are_those_of_the_text():
    old = parse(STANDARD).document
    new = parse(STANDARD.replace("3.3 Visitors", "3.3 Dogs stay out.\n3.4 Visitors").replace("cans", "tins")).document
    answer = amend(old, new)
    assert isinstance(answer, Amended)
    assert "Article" not in answer.decision
    assert "A new Clause 3.3 is added to read as follows: “3.3 Dogs stay out.”" in answer.decision
    assert [item.labels for item in answer.items] == [["3.1"], ["3.3"], ["3.4"]]
