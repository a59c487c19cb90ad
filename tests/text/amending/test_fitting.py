"""An amending decision held against the text that was published after it: the same words fit, one other word is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.boilerplate import regulation, words
from workflow.text.amending.amend import Amended, amend
from workflow.text.amending.apply import apply
from workflow.text.amending.fitting import fit
from workflow.text.reading.parse import parse
from workflow.text.tree import Document

OLD = """职工食堂管理办法
（2016年5月20日职工大会第六次会议通过）

第一章　总则
第一条　为了办好职工食堂，制定本办法。
第二条　食堂每日供应三餐。

第二章　附则
第三条　本办法由工会负责解释。
第四条　本办法自2016年7月1日起施行。
"""
DECISION = """关于修改《职工食堂管理办法》的决定

一、将第二条修改为：“食堂每日供应三餐和夜宵。”
二、增加一条，作为第三条：“食堂每月公布账目。”
条文顺序作相应调整。
本决定自2019年8月1日起施行。
"""
NEW = """职工食堂管理办法
（2016年5月20日职工大会第六次会议通过　根据2019年6月14日职工大会第九次会议《关于修改〈职工食堂管理办法〉的决定》修正）

第一章　总则
第一条　为了办好职工食堂，制定本办法。
第二条　食堂每日供应三餐和夜宵。
第三条　食堂每月公布账目。

第二章　附则
第四条　本办法由工会负责解释。
第五条　本办法自2016年7月1日起施行。
"""


def document(text: str) -> Document:
    return parse(text).document


def places(old: str, decision: str, new: str) -> list[list[str]]:
    return [one.new or one.old for one in fit(document(old), decision, document(new)).differing]


def test_a_decision_that_was_carried_out_fits():
    found = fit(document(OLD), DECISION, document(NEW))
    assert found.is_exact
    assert (found.carried, found.looks) == (2, [])


def test_neither_text_is_changed():
    old, new = document(OLD), document(NEW)
    fit(old, DECISION, new)
    assert (old, new) == (document(OLD), document(NEW))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("三餐和夜宵", "三餐和宵夜"), ["第二条"]),
        (("每月公布", "每季公布"), ["第三条"]),
        (("工会负责", "人力资源部负责"), ["第四条"]),
        (("第二章　附则", "第二章　其他规定"), ["第二章"]),
    ],
)
def test_one_other_word_is_found_where_it_stands(change: tuple[str, str], place: list[str]):
    assert places(OLD, DECISION, NEW.replace(*change)) == [place]


def test_an_article_that_is_missing_or_too_much_is_found():
    assert ["第三条"] in places(OLD, DECISION, NEW.replace("第三条　食堂每月公布账目。\n", ""))
    assert ["第六条"] in places(OLD, DECISION, NEW + "第六条　多出来的一条。\n")


def test_punctuation_alone_is_told_apart():
    old, new = (one.replace("办好职工食堂", "办好“职工之家”") for one in (OLD, NEW))
    found = fit(document(old), DECISION, document(new.replace("“职工之家”", "「职工之家」")))
    assert found.is_exact
    assert [one.new for one in found.looks] == [["第一条"]]


def test_an_item_without_a_place_is_told_with_its_reason():
    found = fit(document(OLD), DECISION.replace("第二条", "第九条"), document(NEW))
    assert [one.number for one in found.undone] == ["一"]
    assert found.undone[0].reason.en
    assert not found.is_exact


@pytest.mark.parametrize("decision", ["没有任何修改事项的文字。", "第", "“", "一、将第二条修改为："])
def test_what_is_no_decision_is_said_and_breaks_nothing(decision: str):
    found = fit(document(OLD), decision, document(NEW))
    assert found.undone
    assert not found.is_exact


def test_an_english_decision_fits_as_well():
    old = "Canteen Rules\n\nArticle 1 The canteen opens daily.\nArticle 2 These rules take effect on 1 May 2016.\n"
    new = old.replace("daily", "on working days")
    decision = amend(document(old), document(new))
    assert isinstance(decision, Amended)
    assert fit(document(old), decision.decision, document(new)).is_exact
    assert places(old, decision.decision, new.replace("working", "all")) == [["Article 1"]]


@given(changed=st.sets(st.integers(0, 39), min_size=1, max_size=6), mistake=st.integers(0, 39))
@pytest.mark.thorough
def test_the_decision_of_the_engine_fits_and_a_mistake_is_found_among_forty_alike(changed: set[int], mistake: int):
    """Forty articles that say nearly the same: whatever was changed fits, and one slip of the pen is found at its article."""
    before = words()
    after = [f"{one}有关情况每年公布一次。" if at in changed else one for at, one in enumerate(before)]
    old, new = regulation(before), regulation(after)
    decision = amend(old, new)
    assert isinstance(decision, Amended)
    assert fit(old, decision.decision, new).is_exact
    wrong = [one.replace("接受职工监督", "接受群众监督") if at == mistake else one for at, one in enumerate(after)]
    found = fit(old, decision.decision, regulation(wrong))
    assert [one.new for one in found.differing] == [[new.articles()[mistake].label]]


def test_on_itself_the_outcome_of_a_decision_always_fits():
    for decision in (DECISION, DECISION.replace("第二条", "第九条")):
        outcome = apply(document(OLD), decision)
        found = fit(document(OLD), decision, parse(outcome.text).document)
        assert found.differing == []
