"""Document numbers: as the office prints them, as people type them, and what a series of them leaves out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.rules.issue.numbering import Numbered, left_out, next_serial, numbered

CODES = st.text(st.sampled_from("机字总工办（）〈〉甲AB-"), min_size=1, max_size=8)
NUMBERS = st.builds(Numbered, CODES, st.integers(1949, 2099), st.integers(1, 99_999))


@given(NUMBERS)
def test_what_is_printed_is_read_again(number: Numbered):
    assert numbered(str(number)) == number


@given(
    NUMBERS,
    st.sampled_from(["〔{}〕", "[{}]", "（{}）", "【{}】", " ({}) "]),
    st.sampled_from(["", "第"]),
    st.integers(0, 3),
)
def test_other_spellings_are_the_same_number(number: Numbered, brackets: str, before: str, zeros: int):
    serial = str(number.serial).zfill(min(5, len(str(number.serial)) + zeros))
    assert numbered(f" {number.code}{brackets.format(number.year)}{before}{serial}号 ") == number


def test_full_width_digits_are_digits():
    assert numbered("机字〔２０２５〕３号") == Numbered("机字", 2025, 3)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "机字",
        "机字〔25〕3号",
        "机字〔2025〕号",
        "机字〔2025〕0号",
        "〔2025〕3号",
        "机字2025-3",
        "机字〔2025〕3号之一",
    ],
)
def test_what_is_no_number(words: str):
    assert numbered(words) is None


@given(st.sets(st.integers(1, 60)))
def test_the_next_one_and_what_is_left_out(taken: set[int]):
    following = next_serial(taken)
    assert following not in taken
    assert all(one < following for one in taken)
    assert sorted([*taken, *left_out(taken)]) == list(range(1, following))
