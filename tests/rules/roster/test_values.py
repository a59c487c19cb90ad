"""Cells: numbers that name somebody, and days in all the ways in which they are written."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.rules.roster.values import (
    EPOCH_1904,
    DayOrder,
    DigitsLost,
    Doubtful,
    Formula,
    Unread,
    WorkedOut,
    day,
    number,
    order_of,
    words,
)

DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))
MONTHS = "January February March April May June July August September October November December".split()


@given(DAYS)
def test_a_day_is_read_however_it_is_written(one: date):
    month = MONTHS[one.month - 1]
    for said in (
        one,
        datetime(one.year, one.month, one.day, 13, 5),  # noqa: DTZ001
        (one - date(1899, 12, 30)).days,
        (one - date(1899, 12, 30)).days + 0.5,
        int(f"{one:%Y%m%d}"),
        f"{one:%Y%m%d}",
        one.isoformat(),
        f" {one.isoformat()}T08:00:00 ",
        f"{one.year}/{one.month}/{one.day}",
        f"{one.year}.{one.month}.{one.day}",
        f"{one.year}年{one.month}月{one.day}日",
        f"{one.year}年{one.month:02d}月{one.day:02d}号",
        f"{one.day} {month} {one.year}",
        f"{one.day}-{month[:3]}-{one.year}",
        f"{month} {one.day}, {one.year}",
    ):
        assert day(said) == one, said
    assert day(f"{one.day}/{one.month}/{one.year}", DayOrder.DAY_FIRST) == one
    assert day(f"{one.month}/{one.day}/{one.year}", DayOrder.MONTH_FIRST) == one
    if one >= date(1906, 1, 1):
        assert day((one - EPOCH_1904).days, epoch=EPOCH_1904) == one


def test_a_day_in_chinese_numerals():
    assert day("二〇二四年十二月三十一日") == date(2024, 12, 31)
    assert day("二零零八年九月一日") == date(2008, 9, 1)


@pytest.mark.parametrize(
    "said",
    [
        "昨天",
        "2024-13-01",
        "2024-02-30",
        "2024年1月",
        "12",
        12,
        -3,
        1e9,
        "0000-00-00",
        True,
        "99999999",
        "32 May 2024",
        "5 Foo 2024",
    ],
)
def test_what_is_no_day_is_not_read(said):
    with pytest.raises(Unread):
        day(said)


def test_what_may_be_two_days_is_doubtful():
    with pytest.raises(Doubtful):
        day("5/3/2024")
    assert day("5/5/2024") == date(2024, 5, 5)
    assert day("25/3/2024") == day("3/25/2024") == date(2024, 3, 25)
    assert order_of(["5/3/2024", "25/3/2024", None, 3]) is DayOrder.DAY_FIRST
    assert order_of(["5/3/2024", "3/25/2024"]) is DayOrder.MONTH_FIRST
    assert order_of(["25/3/2024", "3/25/2024"]) is None
    assert day("") is None is day(None)


@given(st.integers(0, 10**15))
def test_a_number_is_the_same_however_it_is_stored(one: int):
    assert number(one) == number(float(one)) == number(str(one)) == number(f" {one} ") == number(f"'{one}") == str(one)


@given(st.text("0123456789ABCxyz-./", min_size=1, max_size=20))
def test_a_number_kept_as_text_keeps_every_letter_and_zero(said: str):
    if said.endswith((".0", ".00", ".000")) or "." in said:
        return
    assert number(said) == said


def test_what_is_no_number():
    assert number("００１２") == "0012"
    assert number("12.0") == "12"
    for said in (1.5, "1 2", -3, date(2024, 1, 1)):
        with pytest.raises(Unread):
            number(said)
    for said in (2**53, 1.1e17, "4.30101E+17"):
        with pytest.raises(DigitsLost):
            number(said)
    for read in (number, day):
        with pytest.raises(WorkedOut):
            read(Formula("=A1"))


def test_words_are_on_one_line_without_what_nobody_sees():
    assert words(" 张\u200b三\n \u3000丰 ") == "张三 丰"
    assert words(3.0) == "3"
    assert words(None) == words(True) == ""
    assert words(datetime(2024, 1, 2)) == "2024-01-02"  # noqa: DTZ001
