"""The risk strip leaves no changed number, date, deadline, amount, percentage or modal word out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.boilerplate import regulation
from workflow.text.comparing.compare import compare
from workflow.text.comparing.risk import Risk, risk_strip, risks_between
from workflow.text.comparing.runs import runs

_RISKY = {
    "deadline": ["三日内", "十五个工作日内", "30日内", "六个月内", "每年", "两年"],
    "amount": ["五万元", "200元", "二十万元以下", "1,000元"],
    "percentage": ["百分之五", "5%", "三分之二以上", "过半数", "千分之三"],
    "date": ["2025年5月1日", "二〇二四年三月", "2024年12月31日"],
    "modal": ["应当", "必须", "可以", "不得", "禁止", "有权", "须"],
    "number": ["三十名", "5人以上", "第二次", "十一次", "不少于八人"],
    "reference": ["第三条", "第二十一条", "第二款"],
}
_FILL = ["职工", "工会", "公司", "向上级", "提交材料", "，", "公开情况", "并", "代表", "讨论", "；"]
_WORD = st.sampled_from(sorted((kind, word) for kind, words in _RISKY.items() for word in words))
_SENTENCE = st.lists(st.one_of(st.sampled_from(_FILL), _WORD), min_size=1, max_size=12)


def _text(parts: list[str | tuple[str, str]]) -> str:
    return "，".join(part if isinstance(part, str) else part[1] for part in parts)


def _between(old: str, new: str) -> list[Risk]:
    return risks_between(old, new, runs(old, new))


@given(_SENTENCE, _SENTENCE, _WORD, _WORD)
def test_every_exchanged_word_is_listed(
    before: list[str | tuple[str, str]],
    after: list[str | tuple[str, str]],
    one: tuple[str, str],
    other: tuple[str, str],
) -> None:
    old, new = _text([*before, one, *after]), _text([*before, other, *after])
    found = _between(old, new)
    if one[1] == other[1]:
        assert found == []
        return
    assert any(one[1] in risk.old for risk in found)
    assert any(other[1] in risk.new for risk in found)


@given(_SENTENCE, _SENTENCE, _WORD)
def test_every_inserted_and_deleted_word_is_listed(
    before: list[str | tuple[str, str]], after: list[str | tuple[str, str]], word: tuple[str, str]
) -> None:
    short, long = _text([*before, *after]), _text([*before, word, *after])
    assert any(word[1] in risk.new or risk.new in word[1] for risk in _between(short, long) if risk.new)
    assert any(word[1] in risk.old or risk.old in word[1] for risk in _between(long, short) if risk.old)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "应当在三十日内报告。",
            "可以在十五日内报告。",
            [("modal", "应当", "可以"), ("deadline", "三十日内", "十五日内")],
        ),
        ("处五万元以上五十万元以下罚款", "处五万元以上二百万元以下罚款", [("amount", "五十万元以下", "二百万元以下")]),
        ("五人以上", "五人以下", [("number", "五人以上", "五人以下")]),
        ("自公布之日起施行", "自2025年5月1日起施行", [("date", "公布之日", "2025年5月1日")]),
        ("依照第五条", "依照第六条", [("reference", "第五条", "第六条")]),
        ("不得超过5％", "不得超过5%", []),
        ("统一规定", "一般规定", []),
        ("工會應於三日內", "工會得於三日內", [("modal", "應", "得")]),
        (
            "The union shall reply within 5 days.",
            "The union may reply within ten days.",
            [("modal", "shall", "may"), ("deadline", "5 days", "ten days")],
        ),
        ("pays 10% or $5,000", "pays 12% or $7,000", [("percentage", "10%", "12%"), ("amount", "$5,000", "$7,000")]),
    ],
)
def test_kinds_and_what_was_exchanged(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(risk.kind, risk.old, risk.new) for risk in _between(old, new)] == expected


def test_the_strip_names_the_changes_that_touch_risky_words() -> None:
    old = regulation(["甲应当三日内答复。", "乙办理。"])
    new = regulation(["甲应当五日内答复。", "丙办理。"])
    strip = risk_strip(compare(old, new))
    assert [(change.new, [risk.new for risk in found]) for change, found in strip] == [(["第一条"], ["五日内"])]
