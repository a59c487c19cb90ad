"""Union funds: whether a text spends them is read from its own words, whatever it is called."""

import pytest

from workflow import paths
from workflow.rules.congress.union_funds import spends_union_funds


@pytest.mark.parametrize(
    "text",
    [
        "第三条　本制度所称会员福利，是指工会从会员会费、工会经费留成和其他工会收入中列支的慰问。",
        "第五条　慰问所需费用由工会经费承担。",
        "第二条　活动经费在工会经费中开支；不足部分由公司补助。",
        "第二条　不得从职工福利费中列支。所需费用从工会经费中支出。",
    ],
)
def test_a_text_that_spends_them(text: str):
    assert spends_union_funds(text)


@pytest.mark.parametrize(
    "text",
    [
        "第一条　为了管好用好工会经费，制定本制度。",
        "第八条　职工代表大会所需经费由公司承担，不得从工会经费中列支。",
        "第六条　使用工会经费的会员福利制度，由工会会员代表大会审议表决。",
        "第六条　公司按照规定拨缴工会经费。工资从成本中列支。",
        "",
    ],
)
def test_a_text_that_does_not(text: str):
    assert not spends_union_funds(text)


def test_among_our_own_texts_it_is_the_welfare_system_alone():
    texts = sorted((paths.policies() / "texts").glob("*.txt"))
    assert [one.name for one in texts if spends_union_funds(one.read_text(encoding="utf-8"))] == [
        "member-welfare.2.zh.txt",
        "member-welfare.zh.txt",
    ]
