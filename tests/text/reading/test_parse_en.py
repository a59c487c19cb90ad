"""English texts: articles or sections, nested lists, captions, and the words that continue a unit of a list."""

import pytest

from tests.text.reading.test_parse_zh import shape
from tests.text.regulations import ENGLISH
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.words import Script


def test_a_tidy_text_comes_back_as_it_was():
    parsed = parse(ENGLISH)
    assert parsed.document.language == "en"
    assert write(parsed.document) == ENGLISH
    assert parsed.changes == []


def test_the_tree_of_a_tidy_text():
    assert shape(ENGLISH) == [
        "title Heng Meng New Materials Co., Ltd.",
        "title Regulation on Factory Transparency",
        "note (Adopted by the Second Session of the First Workers' Congress on 22 April 2025)",
        "toc Contents\nChapter 1 General Provisions\nChapter 2 Disclosure",
        "chapter Chapter 1 General Provisions",
        "  article Article 1",
        "    paragraph This Regulation is made to protect the rights of employees.",
        "    paragraph It applies to all units.",
        "  article Article 2 Definitions.",
        "    paragraph In this Regulation:",
        '      item (a) "unit" means',
        "        subitem (1) a department;",
        "        subitem (2) a base, being",
        "          subitem (i) Jingxi; or",
        "          subitem (ii) another;",
        '      item (b) "union" means the company union.',
        "        paragraph It does not mean a branch.",
        "chapter Chapter 2 Disclosure",
        "  article Article 3",
        "    paragraph The units referred to in Article 2(a)(2) shall disclose. The preceding article applies.",
        "  article Article 4",
        "    paragraph This Regulation takes effect on May 1, 2025.",
        "signature Heng Meng Co.\nApril 22, 2025",
        "annex Annex A Forms",
        "  paragraph",
        "    item 1. Form one",
        "    item 2. Form two",
    ]


def test_sections_of_a_code():
    text = """Code, Chapter 6B. Child Wealth.

§ 4-681.01. Definitions.
  (a) The term:
    (8)
      (A) "Child" means one who:
        (i) Was born; and
        (ii) Lives.
      (B)
        (i) Is.

§ 4-681.02. Repealed.
"""
    assert shape(text)[1:] == [
        "article § 4-681.01 Definitions.",
        "  paragraph",
        "    item (a) The term:",
        "      subitem (8)",
        '        subitem (A) "Child" means one who:',
        "          subitem (i) Was born; and",
        "          subitem (ii) Lives.",
        "        subitem (B)",
        "          subitem (i) Is.",
        "article § 4-681.02",
        "  paragraph Repealed.",
    ]


def test_several_labels_on_a_line_are_several_units():
    assert shape("Rules\nArticle 1 The term:\n(a)(1)(A) first;\n(B) second;\n(2) third.\n")[2:] == [
        "  paragraph The term:",
        "    item (a)",
        "      subitem (1)",
        "        subitem (A) first;",
        "        subitem (B) second;",
        "      subitem (2) third.",
    ]


def test_i_after_h_is_a_letter_and_i_in_a_new_list_is_a_numeral():
    letters = "\n".join(f"({letter}) {letter} x;" for letter in "abcdefghij")
    text = f"Rules\nArticle 1 The:\n{letters}\nArticle 2 The:\n(a) one:\n(i) x;\n(ii) y;\n(b) two.\n"
    listed = [line.strip().split(" ", 2)[:2] for line in shape(text) if "item" in line]
    assert [label for kind, label in listed if kind == "item"] == [f"({letter})" for letter in "abcdefghijab"]
    assert [label for kind, label in listed if kind == "subitem"] == ["(i)", "(ii)"]


@pytest.mark.parametrize(
    "words", ["Article 2 of the Law applies.", "Article 2, as amended, applies.", "Article 2 applies."]
)
def test_a_citation_at_the_beginning_of_a_line_is_no_article(words: str):
    assert [
        article.label for article in parse(f"Rules\nArticle 1 One.\n{words}\n", Script.ENGLISH).document.articles()
    ] == ["Article 1"]


def test_sections_are_containers_where_there_are_articles():
    text = "Rules\nChapter I\nGeneral Provisions\nSection 1 Aim\nArticle 1 One.\nSection 2 Scope\nArticle 2 Two.\n"
    assert shape(text)[1:] == [
        "chapter Chapter I General Provisions",
        "  section Section 1 Aim",
        "    article Article 1",
        "      paragraph One.",
        "  section Section 2 Scope",
        "    article Article 2",
        "      paragraph Two.",
    ]


def test_sections_are_articles_where_there_are_none():
    assert shape("Rules\nSection 1. Aim.\nThe aim is this.\nSection 2. Scope.\nThe scope is that.\n")[1:] == [
        "article Section 1 Aim.",
        "  paragraph The aim is this.",
        "article Section 2 Scope.",
        "  paragraph The scope is that.",
    ]
