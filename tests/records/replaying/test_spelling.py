"""Rows are spelled by the fast build as `settled_json` spells them in Python, whatever stands in them."""

import importlib.util
import json
import random
from datetime import UTC, date, datetime
from typing import Any

import pytest

from workflow.records.database.columns import settled_json
from workflow.records.replaying import spelling

WORDS = (
    "",
    "第一条",
    '"quoted" \\ and “so”',
    "a\nb\tc\r\f\b",
    "\x00\x1f\x7f\x85",
    "\u2028\ufeff",
    "😀",
    "\ud800 alone",
    "[1],[2]",
)
VALUES = (
    None,
    True,
    False,
    0,
    -1,
    2**31,
    2**53 + 1,
    2**63,
    -(2**64),
    2**100,
    float("inf"),
    float("-inf"),
    float("nan"),
)


@pytest.fixture(params=["fast", "plain"])
def _built(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "plain":
        monkeypatch.setattr(spelling, "orjson", None)
    else:
        assert importlib.util.find_spec("orjson"), "set-up brings the fast build"


def a_row(chance: random.Random) -> tuple[Any, ...]:
    out: list[Any] = [chance.choice(WORDS) + chr(chance.randrange(0xD7FF)) for _ in range(chance.randrange(4))]
    out += [chance.choice(VALUES) for _ in range(chance.randrange(4))]
    chance.shuffle(out)
    return tuple(out)


@pytest.mark.usefixtures("_built")
def test_rows_are_spelled_as_acts_spelled_them():
    chance = random.Random(7)
    seen = set[type]()
    for _ in range(3000):
        rows = [a_row(chance) for _ in range(chance.randrange(1, 5))]
        seen |= {type(value) for row in rows for value in row}
        right = settled_json(sorted(settled_json(list(row)) for row in rows))[1:-1]
        assert spelling.several_spelled(rows) == right.encode("utf-8", "surrogatepass"), rows
        assert spelling.spelled(rows[0]) == settled_json(list(rows[0])).encode("utf-8", "surrogatepass")
    assert seen == {str, int, bool, float, type(None)}


@pytest.mark.usefixtures("_built")
@pytest.mark.parametrize("value", [b"bytes", datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1), {1: 2}.keys()])
def test_what_no_column_holds_is_unlike_any_word(value: object):
    assert json.loads(spelling.spelled((value,))) == [f"unreadable: {value}"]


@pytest.mark.usefixtures("_built")
def test_an_infinite_number_is_not_taken_for_nothing():
    assert spelling.spelled((float("inf"), "null")) != spelling.spelled((None, "null"))


@pytest.mark.usefixtures("_built")
@pytest.mark.parametrize("words", ["", "{", "nonsense", '{"a":}'])
def test_what_is_no_json_is_refused(words: str):
    with pytest.raises(ValueError, match=r"."):
        spelling.read(words)
