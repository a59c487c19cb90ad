"""What two strings have in common: valid, as long as can be, and the same from either build of the library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.strings import matching
from workflow.text.strings.matching import common_blocks

_TEXTS = st.text("甲乙丙丁，。", max_size=16)


def _longest(one: str, other: str) -> int:
    table = [[0] * (len(other) + 1)]
    for character in one:
        row = [0]
        for j, also in enumerate(other):
            row.append(table[-1][j] + 1 if character == also else max(table[-1][j + 1], row[-1]))
        table.append(row)
    return table[-1][-1]


def _check(one: str, other: str) -> None:
    end = (0, 0)
    for i, j, length in common_blocks(one, other):
        assert length > 0
        assert i >= end[0]
        assert j >= end[1]
        assert one[i : i + length] == other[j : j + length]
        end = (i + length, j + length)
    assert sum(length for _, _, length in common_blocks(one, other)) == _longest(one, other)


@given(_TEXTS, _TEXTS)
def test_blocks_are_common_in_order_and_as_long_as_can_be(one: str, other: str) -> None:
    _check(one, other)


@given(_TEXTS, _TEXTS)
def test_without_the_fast_build_they_are_as_long(one: str, other: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_fast", None)
        _check(one, other)


def test_a_long_text_is_never_given_up() -> None:
    """With the library's own time limit this would come back as all deleted, all inserted."""
    old = "".join(f"第{number}条内容各不相同。" for number in range(4000))
    new = old.replace("第7条", "第七条").replace("第3999条", "第末条")
    assert sum(length for _, _, length in common_blocks(old, new)) >= len(old) - 6
