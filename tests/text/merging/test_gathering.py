"""Many people's amendments of one text: what touches nobody else's words stands, in whatever order they came in."""

import random

import pytest

from benchmarks.text.gathering import story
from workflow.text.amending.amend import Amended, Refusal, amend
from workflow.text.amending.gathered import decide
from workflow.text.merging.gathering import gather
from workflow.text.reading.parse import parse

BASE = """提案办法

第一条　职工代表可以提出提案，提案应当有三名以上代表附议。
第二条　承办部门应当在三十日内书面答复，并抄送工会委员会。
第三条　提案由提案委员会登记。登记结果每月公布。
第四条　本办法自2027年1月1日起施行。
"""


def amended(**hands: tuple[str, str]):
    """What comes of amendments that each exchange some words of the base."""
    return gather(parse(BASE).document, {who: parse(BASE.replace(*one)).document for who, one in hands.items()})


def test_words_that_nobody_else_touches_stand():
    found = amended(甲=("三名", "五名"), 乙=("三十日", "十五日"), 丙=("抄送", "报送"), 丁=("每月", "每季度"))
    words = BASE.replace("三名", "五名").replace("三十日", "十五日").replace("抄送", "报送").replace("每月", "每季度")
    assert (found.text, found.alternatives) == (words, ())
    assert found.behind == {
        "第一条": ("甲",),
        "第三条": ("丁",),
        "第二条": ("丙", "乙") if "丙" < "乙" else ("乙", "丙"),
    }


def test_other_words_for_the_same_are_laid_out_with_who_proposed_them():
    found = amended(甲=("三十日", "十五日"), 乙=("三十日", "十五日"), 丙=("三十日", "六十日"), 丁=("抄送", "报送"))
    assert found.text == BASE.replace("抄送", "报送")
    (one,) = found.alternatives
    assert one.label == "第二条"
    assert {wording.who for wording in one.wordings} == {tuple(sorted("甲乙")), ("丙",)}
    assert all("抄送" in wording.text for wording in one.wordings)


def test_taken_out_by_one_and_worded_anew_by_another_is_to_choose():
    out = BASE.replace("第三条　提案由提案委员会登记。登记结果每月公布。\n第四条", "第三条")
    found = gather(
        parse(BASE).document, {"甲": parse(out).document, "乙": parse(BASE.replace("每月", "每季度")).document}
    )
    assert found.text == BASE
    assert {wording.who: bool(wording.text) for wording in found.alternatives[0].wordings} == {
        ("甲",): False,
        ("乙",): True,
    }


def test_an_article_made_two_is_to_choose_where_another_worded_it_anew():
    split = BASE.replace("登记。登记结果", "登记。\n第四条　登记结果").replace("第四条　本", "第五条　本")
    base = parse(BASE).document
    alone = gather(base, {"甲": parse(split).document, "乙": parse(BASE.replace("抄送", "报送")).document})
    assert (alone.text, alone.alternatives) == (split.replace("抄送", "报送"), ())
    both = gather(base, {"甲": parse(split).document, "乙": parse(BASE.replace("每月", "每季度")).document})
    assert both.text == BASE
    assert both.alternatives


def test_one_decision_names_who_is_behind_each_item():
    found = amended(
        甲=("三名", "五名"), 乙=("提案办法\n", "职工提案办法\n"), 丙=("第四条　本", "第四条　工会督办。\n第五条　本")
    )
    decided = decide(parse(BASE).document, found)
    assert not isinstance(decided, Refusal)
    assert [who for _, who in decided.items] == [("乙",), ("甲",), ("丙",)]


def _holds(seed: int, people: int, articles: int, orders: int) -> None:
    told = story(seed, people, articles)
    documents = told.documents()
    found = gather(told.base, documents)
    if not told.contested:
        assert found.text == told.right()
    decided = decide(told.base, found)
    assert not isinstance(decided, Refusal)
    assert all(who for _, who in decided.items)
    assert isinstance(amend(told.base, parse(found.text).document), Amended)
    items = list(documents.items())
    for order in range(orders):
        random.Random(order).shuffle(items)
        assert gather(told.base, dict(items)) == found


@pytest.mark.parametrize("seed", range(3))
def test_few_people_in_any_order(seed: int):
    _holds(seed, people=5, articles=6, orders=4)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "seed", [100, pytest.param(101, marks=pytest.mark.soak), pytest.param(102, marks=pytest.mark.soak)]
)
def test_thirty_people_and_sixty_articles(seed: int):
    _holds(seed, people=30, articles=60, orders=2)


@pytest.mark.soak
def test_a_thousand_orders():
    _holds(7, people=30, articles=6, orders=1000)
