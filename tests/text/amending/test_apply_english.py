"""English decisions are read to the last word: several dialects, and no place wider than it was said."""

from __future__ import annotations

import pytest

from workflow.text.amending.apply import Applied, apply, canonical
from workflow.text.reading.parse import parse

OLD = """Staff Conduct Rules
Chapter 1 General
Article 1 These rules govern conduct. They apply to all staff.
Article 2 Staff have the right:
(a) to pay;
(b) to rest; and
(c) to complain.
Article 3 Rewards are praise and merit. Merit is judged once a year.
Article 4 A member who is late is warned. A member absent for three days is fined, provided that leave excuses. Members may appeal.
Chapter 2 Final
Article 5 The office explains these rules. The office keeps them.
Article 6 These rules hold from 1 January 2020.
"""
CODE = """Official Code, Chapter 9
§ 9-101. Scope.
This chapter governs conduct.
§ 9-102. Rest.
Staff rest at noon.
§ 9-103. Pay.
Staff are paid each month.
"""
LATE, ABSENT, APPEAL = (
    "A member who is late is warned.",
    "A member absent for three days is fined, provided that leave excuses.",
    "Members may appeal.",
)
FOURTH = f"{LATE} {ABSENT} {APPEAL}"


def carried(
    *items: str,
    title: str = "Decision on Amending the Staff Conduct Rules",
    opening: str = "The Staff Conduct Rules are amended as follows:",
    old: str = OLD,
) -> Applied:
    return apply(parse(old).document, "\n".join([title, opening, *items]) + "\n")


def changed(*pairs: tuple[str, str]) -> str:
    text = OLD
    for one, other in pairs:
        assert text.count(one) == 1, one
        text = text.replace(one, other)
    return canonical(parse(text).document)


READ = [
    ("The second sentence of Article 4 is deleted.", (f" {ABSENT}", "")),
    ("The last sentence of Article 4 is repealed.", (f" {APPEAL}", "")),
    ("Omit the first sentence of Article 4.", (f"{LATE} ", "")),
    ("The proviso to Article 4 is deleted.", (", provided that leave excuses", "")),
    ("Item (b) of Article 2 is deleted.", ("(b) to rest; and\n", "")),
    ("Article 2(b) is deleted.", ("(b) to rest; and\n", "")),
    ("In the second sentence of Article 4, for “fined” substitute “dismissed”.", ("is fined", "is dismissed")),
    ("Article 4 is amended by striking “warned” and inserting “fined”.", ("is warned", "is fined")),
    ("Article 4 is amended by striking the word “warned” and inserting the word “fined” in its place.", ("warned", "fined")),
    ("In Article 4, for “warned” substitute “fined”.", ("is warned", "is fined")),
    ("In Article 4, “warned” is replaced by “fined”.", ("is warned", "is fined")),
    ("In Article 4, substitute “fined” for “warned”.", ("is warned", "is fined")),
    ("In Article 4, “warned” is substituted by “fined”.", ("is warned", "is fined")),
    ("In Article 5, for “The office” in both places substitute “The board”.", None),
    ("In Article 5, for “The office”, in the second place it occurs, substitute “The board”.", ("The office keeps", "The board keeps")),
    ("In Article 4 omit “ for three days”.", (" for three days", "")),
    ("In Article 4, after “late” insert “or early”.", None),
    ("In Article 4, at the end, insert “They may be heard.”", (APPEAL, f"{APPEAL} They may be heard.")),
    ("For Article 4 substitute: “Nobody is late.”", (FOURTH, "Nobody is late.")),
    ("Article 4 is replaced by the following: “Nobody is late.”", (FOURTH, "Nobody is late.")),
    ("Article 4 is amended to read as follows: “Nobody is late.”", (FOURTH, "Nobody is late.")),
    ("Article 4 of these Rules is amended by striking “warned” and inserting “fined”.", ("is warned", "is fined")),
    ("After Article 3 insert: “Article 3A Gifts are no rewards.”", ("Article 4 A", "Article 3A Gifts are no rewards.\nArticle 4 A")),
    ("A new Article 3A is added to read as follows: “Gifts are no rewards.”", ("Article 4 A", "Article 3A Gifts are no rewards.\nArticle 4 A")),
    ("The heading of Chapter 2 is amended to read as follows: “End”.", ("Chapter 2 Final", "Chapter 2 End")),
]  # fmt: skip


@pytest.mark.parametrize(("item", "exchange"), READ, ids=[item for item, _ in READ])
def test_what_is_said_is_what_comes_out(item: str, exchange: tuple[str, str] | None):
    done = carried("1. " + item)
    assert done.undone == []
    if exchange is not None:
        assert done.text == changed(exchange)


UNREAD = [
    "The fifth sentence of Article 4 is deleted.",
    "The second half of Article 4 is deleted.",
    "Article 4, second sentence, is deleted.",
    "Part of Article 4 is deleted.",
    "The words about leave in Article 4 are deleted.",
    "Sub-item (i) of item (b) of Article 2 is deleted.",
    "Article 4(b) is deleted.",
    "Article 4 is deleted, except the second sentence.",
    "Article 4 is deleted “X”.",
    "Article 4 is amended by striking “warned” and inserting “fined” and by improving it.",
    "To protect staff, Article 4 is deleted and Article 5 is amended.",
    "In Article 5, for “The office” substitute “The board”.",
    "Article 4 is renumbered as Article 5.",
    "Chapter 2 is amended to read as follows: “Chapter 2 End”",
    "The second sentence of Article 2 is deleted.",
    "A new Article 9 is added to read as follows: “Too far.”",
]


@pytest.mark.parametrize("item", UNREAD)
def test_what_is_not_read_to_the_end_is_left_undone_whole(item: str):
    done = carried("1. " + item)
    assert [one.number for one in done.undone] == ["1"]
    assert done.text == canonical(parse(OLD).document)


@pytest.mark.parametrize("name", ["Staff Attendance Rules", "Conduct Rules", "Staff Conduct Policy"])
def test_a_decision_on_a_sister_regulation_is_refused(name: str):
    done = carried(
        "1. Article 4 is deleted.",
        title=f"Decision on Amending the {name}",
        opening=f"The {name} are amended as follows:",
    )
    assert done.text == canonical(parse(OLD).document)
    assert len(done.undone) == 1
    assert name in done.undone[0].reason.en


def test_entries_for_other_regulations_are_passed_over():
    done = carried(
        "1. The Staff Attendance Rules are amended as follows:",
        "  (a) Article 3 is deleted.",
        "  (b) Whatever else is wanted.",
        "2. The Staff Conduct Rules are amended as follows:",
        "  (a) Article 4 is amended by striking “warned” and inserting “fined”.",
        "3. Article 2 of the Canteen Rules is deleted.",
        title="Decision on Amending Several Rules",
        opening="",
    )
    assert done.undone == []
    assert done.text == changed(("is warned", "is fined"))
    assert len(done.passed) == 3


def test_an_entry_that_may_be_for_any_of_several_texts_is_said():
    done = carried(
        "1. Article 4 of the Staff Conduct Rules is amended by striking “warned” and inserting “fined”.",
        "2. Article 2 of the Staff Canteen Rules is deleted.",
        "3. Article 5 is deleted.",
        title="Decision on Amending the Staff Canteen Rules and the Staff Conduct Rules",
        opening="",
    )
    assert [one.number for one in done.undone] == ["3"]
    assert [one.number for one in done.passed] == ["2"]
    assert done.text == changed(("is warned", "is fined"))


@pytest.mark.parametrize(
    "line", ["This decision takes effect on 1 May 2025. Article 6 is deleted.", "Article 6 and so on is deleted."]
)
def test_an_act_outside_the_entries_is_said(line: str):
    done = carried("1. Article 4 is amended by striking “warned” and inserting “fined”.", line)
    assert len(done.undone) == 1
    assert done.text == changed(("is warned", "is fined"))


def test_an_act_without_a_number_is_an_act():
    done = carried(
        "Article 4 is amended by striking “warned” and inserting “fined”.", "This decision takes effect on 1 May 2025."
    )
    assert done.undone == []
    assert done.text == changed(("is warned", "is fined"))


def test_entries_stand_under_the_place_that_opens_them():
    done = carried(
        "1. The second sentence of Article 4 is amended as follows:", "  (a) Strike “member” and insert “person”."
    )
    assert done.undone == []
    assert done.text == changed(("A member absent", "A person absent"))
    done = carried("1. The middle of Article 4 is amended as follows:", "  (a) Strike “member” and insert “person”.")
    assert done.text == canonical(parse(OLD).document)
    assert done.undone


def test_a_list_unit_that_could_be_either_of_two_is_said():
    old = OLD.replace("(a) to pay;\n(b) to rest; and", "(a) to pay:\n(i) monthly;\n(b) to rest:\n(i) at noon; and")
    for item, undone in (("Article 2(i) is deleted.", ["1"]), ("Article 2(b)(i) is deleted.", [])):
        done = carried("1. " + item, old=old)
        assert [one.number for one in done.undone] == undone
        assert ("monthly" in done.text, "at noon" in done.text) == (True, bool(undone))


def test_a_section_comes_in_between_two_of_a_code():
    done = apply(
        parse(CODE).document,
        "1. A new § 9-102.01 is added to read as follows: “§ 9-102.01. Leave.\nStaff have leave.”\n",
    )
    assert done.undone == []
    assert [one.label for one in done.document.articles()] == ["§ 9-101", "§ 9-102", "§ 9-102.01", "§ 9-103"]
