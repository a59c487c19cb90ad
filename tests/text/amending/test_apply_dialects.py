"""English decisions of several houses: American strike and insert, British substitute and omit, replaced by, inserted sections."""

from __future__ import annotations

import pytest

from tests.text.amending.offices import Pairs, changed
from workflow.text.amending.apply import Applied, apply, canonical
from workflow.text.reading.parse import parse

CODE = """Staff Welfare Code
§ 9-101. Purpose.
This chapter governs staff welfare.
§ 9-102. Gifts.
(a) Each member receives a gift of 300 yuan each year.
(b) A gift may be given for:
  (1) a wedding;
  (2) a birth; and
  (3) a long illness.
§ 9-103. Payment.
The union pays the gift within 30 days. A gift shall not be paid in cash.
§ 9-104. Effect.
This chapter takes effect on May 1, 2024.
"""
RULES = """Staff Welfare Rules
Chapter 1 General Provisions
Article 1 These Rules govern staff welfare.
Article 2 The union committee shall keep the list of members.
Chapter 2 Benefits
Article 3 Each member receives a gift of 300 yuan each year. The gift shall not be paid in cash.
Article 4 A gift may be given for:
  (a) a wedding;
  (b) a birth; and
  (c) a long illness.
Article 5 The committee decides within 30 days.
Chapter 3 Final Provisions
Article 6 These Rules take effect on May 1, 2024.
"""
LIMITS = "§ 9-102.01. Limits. No gift exceeds 500 yuan."
LIMITED = [("§ 9-103.", f"{LIMITS}\n§ 9-103.")]
DAYS = [("30 days", "60 days")]
CODED: list[tuple[str, Pairs]] = [
    (f"After § 9-102, insert: “{LIMITS}”", LIMITED),
    (f"A new § 9-102.01 is added to read as follows: “{LIMITS}”", LIMITED),
    (f"Section 9-102.01 is added to read: “{LIMITS}”", LIMITED),
    (f"Insert after § 9-102 the following new section: “{LIMITS}”", LIMITED),
    (f"The chapter is amended by adding after § 9-102 a new § 9-102.01 to read as follows: “{LIMITS}”", LIMITED),
    ("Section 9-103 is amended by striking “30 days” and inserting “60 days” in its place.", DAYS),
    ("§ 9-103 is amended in the first sentence by striking “30 days” and inserting “60 days”.", DAYS),
    ("§ 9-103 is amended by striking out “30 days” and inserting in lieu thereof “60 days”.", DAYS),
    ("§ 9-103 is amended by striking the second sentence.", [(" A gift shall not be paid in cash.", "")]),
    ("§ 9-103 is amended by inserting “and promptly” after “30 days”.", [("30 days", "30 days and promptly")]),
    (
        "§ 9-102(b) is amended by adding at the end the following new paragraph: “(4) a retirement.”",
        [("(3) a long illness.", "(3) a long illness.\n  (4) a retirement.")],
    ),
    (
        "§§ 9-101 and 9-104 are amended by striking “chapter” each place it appears and inserting “code”.",
        [("This chapter governs", "This code governs"), ("This chapter takes", "This code takes")],
    ),
]
CASH = " The gift shall not be paid in cash."
VOUCHER = " A gift may be a voucher."
SHORT = [("within 30 days", "within 60 days")]
TAXED = [("Article 5 The", "Article 4A Gifts are taxed.\nArticle 5 The")]
BIRTH = [("(b) a birth;", "(b) a birth or an adoption;")]
SPOKEN: list[tuple[str, Pairs | None]] = [
    ("In Article 5, for “30 days” substitute “60 days”.", SHORT),
    ("In Article 5 for “30 days” there is substituted “60 days”.", SHORT),
    ("In Article 5, “30 days” is replaced by “60 days”.", SHORT),
    ("In Article 5, the number “30” is replaced by “60”.", SHORT),
    ("In Article 5, “30” becomes “60”.", SHORT),
    ("In Article 5, replace “30 days” with “60 days”.", SHORT),
    ("For Article 5 substitute— “Article 5 The committee decides within 60 days.”", SHORT),
    ("Article 5 is replaced by the following: “The committee decides within 60 days.”", SHORT),
    ("Article 5 shall be replaced by the following text: “The committee decides within 60 days.”", SHORT),
    ("Article 5 is deleted and replaced by: “The committee decides within 60 days.”", SHORT),
    ("Delete Article 5 and substitute: “The committee decides within 60 days.”", SHORT),
    ("In Article 3, the words “each year” are omitted.", [(" each year", "")]),
    ("In Article 3, omit “each year”.", [(" each year", "")]),
    ("In Article 3, after “each year” insert “and on retirement”.", [("each year", "each year and on retirement")]),
    ("In Article 3, before “each year” insert “, once”.", [("each year", ", once each year")]),
    ("In Article 3, after “gift” (in the first place it occurs) insert “or voucher”.", [("a gift of", "a gift or voucher of")]),
    (
        "In Article 3, for “gift”, in both places where it occurs, substitute “present”.",
        [("a gift of", "a present of"), ("The gift", "The present")],
    ),
    ("In Article 3, for the second sentence substitute “A gift may be a voucher.”", [(CASH, VOUCHER)]),
    ("In Article 3, the second sentence is replaced by the following: “A gift may be a voucher.”", [(CASH, VOUCHER)]),
    ("In Article 3, the second sentence is deleted.", [(CASH, "")]),
    ("In Article 3, the following sentence is added at the end: “A gift may be a voucher.”", [(CASH, CASH + VOUCHER)]),
    ("In Article 3, at the end insert “A gift may be a voucher.”", [(CASH, CASH + VOUCHER)]),
    ("In Article 4, omit paragraph (b).", [("  (b) a birth; and\n", "")]),
    ("In Article 4, point (b) is deleted.", [("  (b) a birth; and\n", "")]),
    ("In Article 4, for paragraph (b) substitute: “(b) a birth or an adoption; and”", BIRTH),
    ("In Article 4(b), after “birth” insert “or an adoption”.", BIRTH),
    ("In Article 4, point (b) is replaced by the following: “(b) a birth or an adoption; and”", BIRTH),
    ("In Article 4, after paragraph (a) insert— “(aa) an adoption;”.", [("(a) a wedding;", "(a) a wedding;\n  (aa) an adoption;")]),
    ("In Article 4, the following point is added: “(d) a retirement.”", [("a long illness.", "a long illness.\n  (d) a retirement.")]),
    ("After Article 4 there is inserted the following Article: “Article 4A Gifts are taxed.”", TAXED),
    ("The following Article is inserted after Article 4: “Article 4A Gifts are taxed.”", TAXED),
    ("Insert after Article 4 the following: “Article 4A Gifts are taxed.”", TAXED),
    ("After Article 4, there shall be inserted— “Article 4A Gifts are taxed.”", TAXED),
    ("Chapter 2 is renamed “Gifts”.", [("Chapter 2 Benefits", "Chapter 2 Gifts")]),
    ("Throughout these Rules, for “Rules” substitute “Provisions”.", None),
]  # fmt: skip


def decided(item: str, old: str) -> Applied:
    name = old.split("\n")[0]
    return apply(parse(old).document, f"Decision Amending the {name}\nThe {name} are amended as follows:\n1. {item}\n")


@pytest.mark.parametrize(("item", "pairs"), CODED, ids=[item for item, _ in CODED])
def test_a_code_is_amended_as_americans_do(item: str, pairs: Pairs):
    done = decided(item, CODE)
    assert done.undone == []
    assert done.text == changed(*pairs, old=CODE)


@pytest.mark.parametrize(("item", "pairs"), SPOKEN, ids=[item for item, _ in SPOKEN])
def test_rules_are_amended_as_others_do(item: str, pairs: Pairs | None):
    done = decided(item, RULES)
    assert done.undone == []
    if pairs is None:
        assert done.text == canonical(parse(RULES.replace("Rules", "Provisions")).document)
    else:
        assert done.text == changed(*pairs, old=RULES)


@pytest.mark.parametrize(
    "item",
    [
        "In Article 3, “30” becomes “60”.",
        "In Article 3, for “gift” substitute “present”.",
        "In Article 4, after paragraph (a) insert: “(b) an adoption;”",
        "In Article 4, after paragraph (a) insert: “(d) an adoption;”",
        "In Article 4, after paragraph (d) insert: “(e) an adoption;”",
        "In Article 4, the following point is added: “an adoption;”",
        "In Article 3, omit the words from “The gift” to “in cash”.",
        "Article 5 ceases to have effect on Monday.",
        "Article 5 is suspended.",
        "Section 7 is added to read: “Article 8 New.”",
        "In Article 3, the third sentence is deleted.",
        "In Article 2, the second sentence is replaced by the following: “New.”",
    ],
)
def test_what_is_not_wholly_understood_is_refused(item: str):
    done = decided(item, RULES)
    assert [one.number for one in done.undone] == ["1"]
    assert done.text == canonical(parse(RULES).document)
