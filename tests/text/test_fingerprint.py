"""Fingerprints say the same for the same words, and normalisation sees only what a typesetter sees."""

import hashlib

import pytest

from workflow.text.fingerprint import (
    canonical,
    fingerprint,
    normalised,
    provision_fingerprint,
    short,
    structure_fingerprint,
)
from workflow.text.given import keyed, worded
from workflow.text.reading.parse import parse
from workflow.text.tree import Kind, Provision

TEXT = "试验公司条例\n\n第一条　甲。\n第二条　乙。\n"


def test_fingerprint_is_what_sha256sum_prints_for_the_canonical_file() -> None:
    assert fingerprint(TEXT) == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    "same",
    [
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r"),
        TEXT.replace("。\n", "。　 \t\n"),
        TEXT + "\n\n",
        TEXT[:-1],
    ],
)
def test_line_ends_blanks_and_byte_order_mark_do_not_count(same: str) -> None:
    assert fingerprint(same) == fingerprint(TEXT)


def test_composed_and_decomposed_letters_are_one() -> None:
    assert canonical("e\u0301") == canonical("\u00e9")


def test_empty_text_has_a_fingerprint() -> None:
    assert fingerprint("") == fingerprint("\n \n") == hashlib.sha256(b"").hexdigest()


def test_short_form_is_eight_groups_of_four() -> None:
    assert short("7c41e09b52da1f8803be96a7d4f02b6e" + "0" * 32) == "7c41 e09b 52da 1f88 03be 96a7 d4f0 2b6e"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("本法 第 2 条，“甲”", "本法第２条,「甲」"),
        ("（一）《规定》", "(一)〈规定〉"),
        ("2010年 1月", "2010年1月"),
        ("甲。\n乙。", "甲。乙。"),
        ("the “word”", 'the  "word"'),
    ],
)
def test_typography_is_normalised_away(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"), [("10²", "102"), ("1 000", "1000"), ("甲、乙", "甲，乙"), ("can not", "cannot")]
)
def test_what_changes_the_sense_is_kept(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


def test_a_provision_keeps_its_fingerprint_when_only_its_number_moves() -> None:
    first, second = parse(TEXT).document.articles()
    renumbered = parse(TEXT.replace("第一条　甲", "第九条　甲")).document.articles()[0]
    assert provision_fingerprint(first) == provision_fingerprint(renumbered) != provision_fingerprint(second)


def test_the_numbers_of_items_count() -> None:
    def article(number: str) -> Provision:
        item = Provision(Kind.ITEM, label=number, text="甲；")
        paragraph = Provision(Kind.PARAGRAPH, text="如下：", children=(item,))
        return Provision(Kind.ARTICLE, label="第一条", children=(paragraph,))

    assert provision_fingerprint(article("（一）")) != provision_fingerprint(article("（二）"))


def test_structure_sees_order_and_headings_but_no_words() -> None:
    document = parse(TEXT).document
    before = structure_fingerprint(document)
    first, second = document.articles()
    assert structure_fingerprint(worded(document, {id(first.children[0]): "丙。"})) == before
    ahead = structure_fingerprint(keyed(document, {id(first): "a", id(second): "b"}))
    behind = structure_fingerprint(keyed(document, {id(first): "b", id(second): "a"}))
    assert len({before, ahead, behind}) == 3
