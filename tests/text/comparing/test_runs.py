"""Runs join to both texts and are cut where a reader would cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import effort
from workflow.text.comparing import runs as runs_module
from workflow.text.comparing.runs import Run, marked, runs
from workflow.text.strings import matching

_TEXTS = st.text("甲乙不得应当可以超过一二十百分之日年5。，、；（）\n ab %", max_size=40)


def shown(found: list[Run]) -> str:
    return "".join(text if kind == "=" else f"[{kind}{text}]" for kind, text in found)


def _joined(found: list[Run]) -> tuple[str, str]:
    old = "".join(text for kind, text in found if kind != "+")
    return old, "".join(text for kind, text in found if kind != "-")


@given(_TEXTS, _TEXTS)
def test_runs_join_to_both_texts(old: str, new: str) -> None:
    found = runs(old, new)
    assert _joined(found) == (old, new)
    assert all(text for _, text in found)
    order = "".join(kind for kind, _ in found)
    assert not {"==", "--", "++", "+-"} & {order[k : k + 2] for k in range(len(order))}


@given(st.text("甲乙\n", max_size=40), st.text("甲乙\n", max_size=40))
def test_long_texts_are_matched_by_lines_first(old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs_module, "LONG", 10)
        assert _joined(runs(old, new)) == (old, new)


@given(st.text("甲乙ab \n", max_size=40), st.text("甲乙ab \n", max_size=40))
def test_very_long_texts_are_matched_by_landmarks(old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs_module, "LONG", 4)
        patch.setattr(matching, "CLOSELY", 10)
        assert _joined(runs(old, new)) == (old, new)


UNITS = 1_500  # of effort


def test_very_long_texts_with_nothing_in_common_take_no_minute():
    """A long file that is no regulation against another one: ten thousand lines that are all one title."""
    old = "\n".join(f"经职工代表大会审议的第{number}段话" for number in range(10_000))
    new = "\n".join(f"标题{number}" for number in range(10_000))
    found: list[list[Run]] = []
    assert effort(lambda: found.append(runs(old, new))) < UNITS
    assert _joined(found[0]) == (old, new)


def test_one_change_in_a_very_long_text_is_marked_where_it_is():
    old = "".join(f"第{number}句话。" for number in range(20_000))
    found = runs(old, old.replace("第9999句", "第零句"))
    assert [text for kind, text in found if kind != "="] == ["9999", "零"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("不得超过五人。", "不超过五人。", "[-不得超过][+不超过]五人。"),
        ("自发布之日起施行。", "自2025年5月1日起施行。", "自[-发布之日起][+2025年5月1日起]施行。"),
        ("甲、乙、丁。", "甲、乙、丙、丁。", "甲、乙、[+丙、]丁。"),
        ("依照第二十三条。", "依照第二十五条。", "依照第[-二十三][+二十五]条。"),
        ("占百分之五以上", "占百分之十五以上", "占[-百分之五][+百分之十五]以上"),
        ("在10日内报告。", "在5个工作日内报告。", "在[-10日][+5个工作日]内报告。"),
        ("由公布机关负责。", "由发布机关负责。", "由[-公布][+发布]机关负责。"),
        ("甲应当做。", "甲应当做。乙可以做。", "甲应当做。[+乙可以做。]"),
        (
            "the employer shall pay within 5 days.",
            "the employer must pay within 10 days of receipt.",
            "the employer [-shall][+must] pay within [-5][+10] days[+ of receipt].",
        ),
    ],
)
def test_edges_stand_between_words_numbers_and_punctuation(old: str, new: str, expected: str) -> None:
    assert shown(runs(old, new)) == expected


def test_an_equal_text_is_one_run_and_nothing_is_none() -> None:
    assert runs("甲", "甲") == [("=", "甲")]
    assert runs("", "") == []
    assert runs("", "甲") == [("+", "甲")]
    assert runs("甲", "") == [("-", "甲")]


def test_marked_counts_characters_on_each_side() -> None:
    assert marked(runs("在10日内报告。", "在5个工作日内报告。")) == (3, 5)


def test_no_size_at_which_the_whole_text_is_repainted() -> None:
    old = "".join(f"第{k}项事务由工会办理。" for k in range(3000))
    new = old.replace("第1500项事务由工会", "第1500项事务由公司")
    assert marked(runs(old, new)) == (2, 2)
