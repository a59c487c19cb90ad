"""Very long texts are cut at landmarks: what is called equal is equal and in order, and two unlike texts cost no minute."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import effort
from workflow.text.comparing.compare import Comparison, compare
from workflow.text.reading.parse import parse
from workflow.text.strings import matching
from workflow.text.strings.matching import common_blocks

SIGNS = [chr(0x4E00 + 7 * number) for number in range(400)]
LENGTH = 20_000
UNITS = 200  # of effort, for two articles of LENGTH characters with the compiled engine
SLOWLY = 4_000  # the same with the engine in Python


def _text(seed: int, signs: list[str] | str = SIGNS) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(signs) + ("，" if chance.random() < 0.08 else "") for _ in range(LENGTH))[:LENGTH]


def _edited(text: str, times: int) -> str:
    chance = random.Random(times)
    signs = list(text)
    for _ in range(times):
        signs[chance.randrange(len(signs))] = chance.choice(SIGNS)
    return "".join(signs)


def _shuffled(text: str) -> str:
    pieces = text.split("，")
    random.Random(1).shuffle(pieces)
    return "，".join(pieces)


#: Made when a test asks for them.
PAIRS = {
    "unlike": lambda: (_text(1), _text(2)),
    "edited": lambda: (_text(1), _edited(_text(1), 2_000)),
    "edited everywhere": lambda: (_text(1), _edited(_text(1), LENGTH)),
    "four characters": lambda: (_text(1, "甲乙丙丁"), _text(2, "甲乙丙丁")),
    "clauses in another order": lambda: (_text(1), _shuffled(_text(1))),
    "halves exchanged": lambda: (_text(1), _text(1)[LENGTH // 2 :] + _text(1)[: LENGTH // 2]),
    "one clause again and again": lambda: ("甲乙，" * (LENGTH // 3), "乙甲丙。" * (LENGTH // 4)),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("engine", ["compiled", "Python"])
def test_two_long_articles_are_compared_at_once(name: str, engine: str, monkeypatch: pytest.MonkeyPatch):
    if engine == "Python":
        monkeypatch.setattr(matching, "_fast", None)
    old, new = (parse(f"试验办法\n第一条　{text}\n").document for text in PAIRS[name]())
    compared: list[Comparison] = []
    assert effort(lambda: compared.append(compare(old, new))) < (UNITS if engine == "compiled" else SLOWLY)
    for change in compared[0].changes:
        assert "".join(text for kind, text in change.runs if kind != "+") == change.old_text
        assert "".join(text for kind, text in change.runs if kind != "-") == change.new_text


def test_a_long_text_with_few_edits_is_marked_as_closely_as_a_short_one():
    old = _text(1)
    new = _edited(old, 200)
    kept = sum(length for _, _, length in common_blocks(old, new))
    assert kept >= LENGTH - 200


_TEXTS = st.text("甲乙丙丁戊，。", max_size=60)


@given(_TEXTS, _TEXTS, _TEXTS)
def test_between_landmarks_stretches_are_equal_and_in_order(one: str, other: str, shared: str):
    one, other = one + shared + other, other + shared + one
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "CLOSELY", 20)
        blocks = common_blocks(one, other)
    end = (0, 0)
    for i, j, length in blocks:
        assert length > 0
        assert i >= end[0]
        assert j >= end[1]
        assert one[i : i + length] == other[j : j + length]
        end = (i + length, j + length)


def test_nothing_in_common_is_nothing():
    assert common_blocks("甲" * 2_000, "乙" * 2_000) == []
    assert common_blocks("甲" * 2_000, "甲" * 2_000) == [(0, 0, 2_000)]
