"""The longest common subsequence is longest, in small tables and when the table is cut in two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text import lcs
from workflow.text.lcs import common_blocks

_TEXTS = st.text("甲乙丙丁", max_size=14)


def _longest(one: str, other: str) -> int:
    table = [[0] * (len(other) + 1)]
    for character in one:
        row = [0]
        for j, also in enumerate(other):
            row.append(table[-1][j] + 1 if character == also else max(table[-1][j + 1], row[-1]))
        table.append(row)
    return table[-1][-1]


def _check(one: str, other: str) -> None:
    blocks = common_blocks(one, other)
    end = (0, 0)
    for i, j, length in blocks:
        assert length > 0
        assert i >= end[0]
        assert j >= end[1]
        assert one[i : i + length] == other[j : j + length]
        end = (i + length, j + length)
    assert sum(length for _, _, length in blocks) == _longest(one, other)


@given(_TEXTS, _TEXTS)
def test_blocks_are_common_in_order_and_as_long_as_can_be(one: str, other: str) -> None:
    _check(one, other)


@given(_TEXTS, _TEXTS)
def test_cutting_large_problems_in_two_finds_the_same_length(one: str, other: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lcs, "LIMIT", 12)
        _check(one, other)
