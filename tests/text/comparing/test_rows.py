"""Rows are paired in order, equal ones first."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workflow.text.comparing.rows import gaps, pair_rows

_ROWS = st.lists(st.text("甲乙丙丁", min_size=1, max_size=6), max_size=8)


@given(_ROWS, _ROWS)
def test_pairs_cross_nowhere(old: list[str], new: list[str]) -> None:
    pairs = pair_rows(old, new, alone=0.0)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))
    assert all(i < len(old) and j < len(new) for i, j in pairs)


@given(_ROWS)
def test_equal_rows_are_all_paired(rows: list[str]) -> None:
    assert pair_rows(rows, rows, alone=0.0) == [(k, k) for k in range(len(rows))]


def test_a_changed_row_is_found_between_equal_ones() -> None:
    old = ["工会应当公布经费收支情况。", "甲。", "工会应当办理会员登记。"]
    new = ["甲。", "工会应当依法办理会员登记。", "乙。"]
    assert pair_rows(old, new, alone=0.5) == [(1, 0), (2, 1)]


def test_gaps_are_what_lies_between() -> None:
    assert list(gaps([(1, 0), (2, 2)], 4, 4)) == [(0, 1, 0, 0), (2, 2, 1, 2), (3, 4, 3, 4)]
