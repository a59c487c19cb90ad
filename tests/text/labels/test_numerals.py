"""Chinese numerals: printed as labels print them, read as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.labels.numerals import chinese, parse_numeral


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"), (101, "一百零一"),
        (110, "一百一十"), (111, "一百一十一"), (210, "二百一十"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"),
        (1100, "一千一百"), (1260, "一千二百六十"), (10_000, "一万"), (10_010, "一万零一十"), (100_000, "十万"),
        (20_300_405, "二千零三十万零四百零五"),
    ],
)  # fmt: skip
def test_numerals_are_printed_as_statutes_print_them(number: int, words: str):
    assert chinese(number) == words
    assert parse_numeral(words) == number


def test_every_number_of_a_label_comes_back():
    assert [parse_numeral(chinese(number)) for number in range(10_000)] == list(range(10_000))


@given(st.integers(0, 99_999_999))
def test_every_number_comes_back(number: int):
    assert parse_numeral(chinese(number)) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [("一十", 10), ("一百一", 101), ("一〇一", 101), ("一○二", 102), ("12", 12), ("１２", 12),
     ("廿三", 23), ("两", 2), ("二千零五", 2005), ("壹佰", 100)],
)  # fmt: skip
def test_other_ways_of_writing_are_read(words: str, number: int):
    assert parse_numeral(words) == number


@pytest.mark.parametrize(
    "words", ["", "十十", "百千", "条", "一二十", "万", "一万万", "十百", "一" * 21, "-1", "1.5", "百一"]
)
def test_what_is_no_numeral_is_none(words: str):
    assert parse_numeral(words) is None


@pytest.mark.parametrize("number", [-1, 100_000_000])
def test_a_number_out_of_range_is_refused(number: int):
    with pytest.raises(ValueError, match="no Chinese numeral"):
        chinese(number)


@given(st.text(max_size=30))
def test_reading_never_raises(words: str):
    assert parse_numeral(words) is None or isinstance(parse_numeral(words), int)
