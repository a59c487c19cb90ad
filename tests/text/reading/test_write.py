"""`write` is the inverse of `parse`: canonical text comes back as it was, any text loses nothing but what is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.regulations import ENGLISH, PIECES, TIDY, UNTIDY, regulations
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Provision
from workflow.words import Script


def same(unit: Provision) -> tuple[object, ...]:
    """A tree as a value, without line numbers."""
    return (unit.kind, unit.label, unit.heading, unit.text, unit.rows, [same(child) for child in unit.children])


def test_canonical_text_comes_back():
    for text in (TIDY, ENGLISH):
        assert write(parse(text).document) == text


@given(regulations())
def test_any_tidy_regulation_comes_back(text: str):
    parsed = parse(text)
    assert write(parsed.document) == text
    assert parsed.changes == []


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_writing_and_reading_again_changes_nothing(text: str):
    first = parse(text)
    again = parse(write(first.document), first.document.language)
    assert write(again.document) == write(first.document)
    assert same(again.document.root) == same(first.document.root)
    assert isinstance(first.problems, list)


@pytest.mark.soak
@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.sampled_from([Script.SIMPLIFIED, Script.TRADITIONAL, Script.ENGLISH]),
)
def test_writing_and_reading_again_over_many_texts(text: str, language: Script):
    first = parse(text, language).document
    assert same(parse(write(first), language).document.root) == same(first.root)


@given(
    st.lists(st.sampled_from([piece for piece in PIECES if not set(piece) & set("<&#*-|>")]), max_size=40).map("".join)
)
def test_nothing_is_lost_but_what_is_told(text: str):
    parsed = parse(text)
    told = [change for change in parsed.changes if change.before or change.after]
    left = sorted("".join(text.split()) + "".join("".join(change.after.split()) for change in told))
    right = sorted("".join(write(parsed.document).split()) + "".join("".join(change.before.split()) for change in told))
    assert left == right


def test_a_text_ends_with_one_line_feed_and_has_no_other_line_ends():
    text = write(parse(UNTIDY.replace("\n", "\r\n")).document)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text


def test_words_that_would_read_as_a_label_do_not_begin_a_line():
    tree = parse("辦法\n第一條　第二章適用之。\n").document
    assert write(tree).split("\n")[2] == "第一條　第二章適用之。"
