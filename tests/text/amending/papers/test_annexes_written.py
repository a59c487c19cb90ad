"""Annexes in decisions: named by 附1 as by 附件, restated with their chapters, told from each other."""

import pytest

from workflow.text.amending.amend import Amended, amend
from workflow.text.amending.apply import apply, canonical
from workflow.text.reading.parse import parse

RULES = """处罚办法
第一条　为了规范处罚，制定本办法。
第二条　文书按附1、附2的格式。
第三条　本办法自公布之日起施行。
{one}　立案审批表
第一章　填写
第一条　由承办人填写。
第二条　一案一表。
第二章　审批
第三条　由负责人审批。
{two}　意见告知书
告知书一式两份。
"""


def rules(one: str = "附1", two: str = "附2") -> str:
    return RULES.format(one=one, two=two)


@pytest.mark.parametrize(("one", "two"), [("附1", "附2"), ("附件1", "附件2"), ("附件", "附"), ("附录A", "附录B")])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("由负责人审批。", "由负责人审批，并注明日期。\\n第四条　审批后归档。".replace("\\n", "\n")),
        ("告知书一式两份。", "告知书一式三份，由当事人签收。\n送达后归档。"),
        ("第二章　审批", "第二章　审查和批准"),
    ],
)
def test_a_changed_annex_is_decided_and_carried_out(one: str, two: str, before: str, after: str):
    old = rules(one, two)
    new = old.replace(before, after)
    answer = amend(parse(old).document, parse(new).document)
    assert isinstance(answer, Amended), answer
    done = apply(parse(old).document, answer.decision)
    assert done.undone == []
    assert done.text == canonical(parse(new).document)


def test_which_of_two_annexes_of_one_label_is_not_guessed():
    old = rules("附件", "附件")
    done = apply(parse(old).document, "关于修改《处罚办法》的决定\n一、删去附件。\n")
    assert len(done.undone) == 1
    assert done.text == canonical(parse(old).document)


def test_an_annex_comes_in_with_its_chapters():
    old = rules().split("附1　立案")[0] + "附1　名单\n名单另行公布。\n"
    come = "附2　登记表\n第一章　登记\n第一条　当日登记。\n第二章　保管\n第二条　保管三年。\n"
    answer = amend(parse(old).document, parse(old + come).document)
    assert isinstance(answer, Amended), answer
    assert apply(parse(old).document, answer.decision).text == canonical(parse(old + come).document)
