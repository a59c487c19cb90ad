"""Which regulation a decision is for: the exact name or a refusal, and items for others are passed over."""

from __future__ import annotations

import pytest

from tests.text.amending.test_apply_total import NAME, OLD, carried, changed
from workflow.text.amending.apply import canonical
from workflow.text.reading.parse import parse

OTHER = "《员工考勤管理办法》"
SISTERS = [
    OTHER,
    "《奖惩管理办法》",
    "《员工奖惩管理办法（试行）》",
    "《员工奖惩管理办法实施细则》",
    "《员工奖惩办法》",
]


@pytest.mark.parametrize("name", SISTERS)
def test_a_decision_on_a_sister_regulation_is_refused(name: str):
    done = carried(
        "一、将第四条中的“警告”修改为“训诫”。", title=f"关于修改{name}的决定", opening=f"决定对{name}作如下修改："
    )
    assert done.text == canonical(parse(OLD).document)
    assert len(done.undone) == 1
    assert name in done.undone[0].reason.zh
    assert NAME in done.undone[0].reason.zh


@pytest.mark.parametrize(
    ("title", "item"),
    [
        ("关于修改《 员工奖惩管理办法 》的决定", "一、将第四条中的“警告”修改为“训诫”。"),
        ("关于修改《试验公司员工奖惩管理办法》的决定", "一、将第四条中的“警告”修改为“训诫”。"),
        (f"关于修改{NAME}（以下简称《办法》）的决定", "一、将《办法》第四条中的“警告”修改为“训诫”。"),
        (f"关于修改{NAME}（2020年修订）的决定", "一、将本办法第四条中的“警告”修改为“训诫”。"),
        (f"关于修改{NAME}部分条款的决定", "一、第四条由“警告”修改为“训诫”。"),
    ],
)
def test_the_name_in_full_or_as_the_decision_sets_it(title: str, item: str):
    done = carried(item, title=title, opening="")
    assert done.undone == []
    assert done.text == changed(("给予警告", "给予训诫"))


def test_a_name_without_its_enterprise_counts_only_where_it_can_be_no_other():
    done = carried(
        "一、将《试验公司员工奖惩管理办法》第四条中的“警告”修改为“训诫”。",
        title="关于修改《试验公司员工奖惩管理办法》和《样板公司员工奖惩管理办法》的决定",
        opening="",
    )
    assert "可能是" in done.undone[0].reason.zh
    assert done.text == canonical(parse(OLD).document)


def test_a_short_name_of_another_regulation_is_that_regulation():
    done = carried(
        "一、将《办法》第四条中的“警告”修改为“训诫”。",
        title=f"关于修改{OTHER}的决定",
        opening=f"对{OTHER}（以下简称《办法》）作如下修改：",
    )
    assert done.text == canonical(parse(OLD).document)
    assert done.undone


PACKAGES = [
    [
        "一、《员工考勤管理办法》",
        "（一）将第三条修改为：“甲。”",
        "（二）删去第四条。",
        f"二、{NAME}",
        "（一）将第四条中的“警告”修改为“训诫”。",
        "三、删去《食堂管理办法》第四条。",
    ],
    [
        "一、修改《员工考勤管理办法》",
        "1.将第三条修改为：“甲。”",
        f"二、修改{NAME}",
        "1.将第四条中的“警告”修改为“训诫”。",
        "本决定自2025年1月1日起施行。",
        f"《员工考勤管理办法》{NAME}根据本决定作相应修改，重新公布。",
    ],
    [f"一、将{OTHER}第三条、{NAME}第四条中的“警告”修改为“训诫”。", f"二、在{OTHER}中增加一条，作为第三条：“甲。”"],
    [f"一、将{OTHER}{NAME}中的“警告”统一修改为“训诫”。"],
    [
        f"一、将{NAME}第四条中的“警告”修改为“训诫”。",
        f"本决定自公布之日起施行。{OTHER}第五条同时废止。",
    ],
    [
        f"{OTHER}",
        "一、将第三条修改为：“甲。”",
        "二、删去第四条。",
        f"{NAME}作如下修改：",
        "一、将第四条中的“警告”修改为“训诫”。",
    ],
    [f"一、{OTHER}第四条中的话全部改写。", f"二、将{NAME}第四条中的“警告”修改为“训诫”。"],
]


@pytest.mark.parametrize("items", PACKAGES)
def test_items_for_other_regulations_are_passed_over(items: list[str]):
    done = carried(
        *items,
        title="关于修改《员工考勤管理办法》等三件规章的决定",
        opening="对《员工考勤管理办法》等三件规章作如下修改：",
    )
    assert done.undone == []
    assert done.text == changed(("给予警告", "给予训诫"))


def test_an_item_that_may_be_for_any_of_several_regulations_is_said():
    done = carried(
        f"一、将{NAME}第四条中的“警告”修改为“训诫”。",
        "二、将第三条修改为：“甲。”",
        title=f"关于修改{OTHER}和{NAME}的决定",
        opening="",
    )
    assert [one.number for one in done.undone] == ["二"]
    assert done.text == changed(("给予警告", "给予训诫"))


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        (f"关于修改{NAME}的决定", f"决定对{OTHER}作如下修改："),
        (f"关于修改{OTHER}的决定", f"决定对{NAME}作如下修改："),
        ("关于修改员工考勤管理办法的决定", ""),
        ("", "公司决定对员工考勤管理办法作如下修改："),
        ("《关于修改〈员工考勤管理办法〉的决定》", ""),
    ],
)
def test_a_sister_named_in_one_place_or_without_marks_is_a_sister(title: str, opening: str):
    done = carried("一、将第四条中的“警告”修改为“训诫”。", title=title, opening=opening)
    assert done.text == canonical(parse(OLD).document)
    assert len(done.undone) == 1


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("关于修改员工奖惩管理办法的决定", ""),
        ("关于修改员工奖惩管理办法部分条款的决定", "公司决定对员工奖惩管理办法作如下修改："),
        ("《关于修改〈员工奖惩管理办法〉的决定》", f"对{NAME}作如下修改："),
        ("关于修改部分规章制度的决定", f"公司决定对{NAME}作如下修改："),
        ("", ""),
    ],
)
def test_our_own_name_without_marks_is_ours(title: str, opening: str):
    done = carried("一、将第四条中的“警告”修改为“训诫”。", title=title, opening=opening)
    assert done.undone == []
    assert done.text == changed(("给予警告", "给予训诫"))
