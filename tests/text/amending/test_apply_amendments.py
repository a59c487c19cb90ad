"""Numbered amendments (修正案): a law is called by its short name without marks, items count 一、 or 第一条."""

from __future__ import annotations

import pytest

from tests.text.amending.offices import Pairs, changed, decided
from workflow.text.amending.apply import Applied, canonical
from workflow.text.reading.parse import parse

LAW = """中华人民共和国食堂法
第一编　总则
第一章　任务
第一条　为规范食堂管理，制定本法。
第二条　食堂由后勤部管理，接受职工监督。
第二编　分则
第一章　就餐
第三条　职工就餐应当刷卡，违者处一百元罚款。
前款规定不适用于外来人员。
第三条之一　外来人员凭接待单就餐。
第四条　就餐时间为十一时至十三时。
有下列情形之一的，可以延长：
（一）设备检修的；
（二）自然灾害的。
第五条　采购人员索取票证的，票证保存六个月。
第三编　附则
第六条　违反本法第三条规定的，由后勤部处理。
第七条　本法自2020年4月1日起施行。
"""
NEW_TWO = ("票证保存六个月。\n", "票证保存六个月。\n票证遗失的，从重处罚。\n")
FIFTH_ONE = ("第三编　附则", "第五条之一　甲的，处罚。\n第三编　附则")
FIFTH_TWO = ("第三编　附则", "第五条之一　甲的，处罚。\n第五条之二　乙的，处罚。\n第三编　附则")
SECOND = ("食堂由后勤部管理，接受职工监督。", "食堂由行政部管理，接受职工监督。")
STAFF = ("监督。\n第二编", "监督。后勤部设专人。\n第二编")


def amended(*items: str) -> Applied:
    return decided(
        "（2025年1月1日第十届代表大会第二次会议通过）",
        *items,
        "本修正案自公布之日起施行。",
        old=LAW,
        title="中华人民共和国食堂法修正案（三）",
        opening="",
    )


CRIMINAL: list[tuple[list[str], Pairs]] = [
    (
        ["在食堂法第三条之一后增加一条，作为第三条之二：“外来人员不得饮酒。”"],
        [("凭接待单就餐。", "凭接待单就餐。\n第三条之二　外来人员不得饮酒。")],
    ),
    (
        ["将食堂法第三条修改为：“职工就餐应当刷卡。\n“情节严重的，处五百元罚款。”"],
        [("，违者处一百元罚款。\n前款规定不适用于外来人员。", "。\n情节严重的，处五百元罚款。")],
    ),
    (["将食堂法第三条第一款修改为：“职工就餐应当刷卡。”"], [("，违者处一百元罚款", "")]),
    (
        ["在食堂法第五条中增加一款作为第二款，将该条修改为：“票证保存一年。\n“票证遗失的，从重处罚。”"],
        [("采购人员索取票证的，票证保存六个月。", "票证保存一年。\n票证遗失的，从重处罚。")],
    ),
    (["在食堂法第五条中增加一款作为第二款：“票证遗失的，从重处罚。”"], [NEW_TWO]),
    (["食堂法第五条第一款后增加一款作为第二款：“票证遗失的，从重处罚。”"], [NEW_TWO]),
    (["删去食堂法第三条之一。"], [("第三条之一　外来人员凭接待单就餐。\n", "")]),
    (
        ["在食堂法第五条后增加二条，作为第五条之一、第五条之二：“第五条之一　甲的，处罚。\n“第五条之二　乙的，处罚。”"],
        [FIFTH_TWO],
    ),
    (
        ["在食堂法第五条后增加二条，分别作为第五条之一和第五条之二：“甲的，处罚。”“乙的，处罚。”"],
        [FIFTH_TWO],
    ),
    (
        ["将食堂法第四条第二款第二项修改为：“（二）自然灾害、事故的；”增加一项，作为第三项：“（三）其他情形的。”"],
        [("自然灾害的。", "自然灾害、事故的；\n（三）其他情形的。")],
    ),
    (["食堂法第二编第一章章名修改为“用餐”。"], [("第一章　就餐", "第一章　用餐")]),
    (
        ["将食堂法第三条第一款中的“违者处”修改为“违者给予警告；情节严重的，处”。"],
        [("违者处", "违者给予警告；情节严重的，处")],
    ),
    (["食堂法第三条第二款予以删除，第一款不变。"], [("前款规定不适用于外来人员。\n", "")]),
    (
        [
            "食堂法第五条后增加一条，作为第五条之一：“甲的，处罚。”",
            "中华人民共和国食堂法第二条中的“后勤部”修改为“行政部”。",
        ],
        [FIFTH_ONE, SECOND],
    ),
]
CONSTITUTIONAL: list[tuple[list[str], Pairs]] = [
    (
        ["食堂法第二条“食堂由后勤部管理，接受职工监督。”修改为：“食堂由行政部管理，接受职工监督。”"],
        [SECOND],
    ),
    (["食堂法第二条：“食堂由后勤部管理”。修改为：“食堂由行政部管理”。"], [SECOND]),
    (["食堂法第三条第一款“职工就餐”，修改为“职工用餐”。"], [("职工就餐", "职工用餐")]),
    (["食堂法第二条末尾增加：“后勤部设专人。”"], [STAFF]),
    (["食堂法第二条：“食堂由后勤部管理，接受职工监督。”后增加：“后勤部设专人。”"], [STAFF]),
    (["食堂法第二条“接受职工监督”后增加“和审计”。"], [("职工监督", "职工监督和审计")]),
    (
        ["食堂法第四条第二款增加一项，作为第二项“（二）停电的；”，第二项相应改为第三项。"],
        [("（二）自", "（二）停电的；\n（三）自")],
    ),
    (
        ["食堂法第五条中的“六个月”修改为“一年”。这一条相应修改为：“采购人员索取票证的，票证保存一年。”"],
        [("六个月", "一年")],
    ),
    (["食堂法第二编第一章名称“就餐”修改为“用餐”。"], [("第一章　就餐", "第一章　用餐")]),
    (
        ["食堂法第三条第二款改为第三款，增加一款作为第二款：“情节严重的，从重处罚。”", "食堂法第五条增加一款，作为第二款：“票证遗失的，从重处罚。”"],
        [("罚款。\n前款", "罚款。\n情节严重的，从重处罚。\n前款"), NEW_TWO],
    ),
    (
        ["食堂法第五条至第七条依次改为第六条至第八条，增加一条，作为第五条：“外卖另行规定。”"],
        [("第五条　", "第五条　外卖另行规定。\n第六条　"), ("第六条　违", "第七条　违"), ("第七条　本", "第八条　本")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("items", "pairs"), CRIMINAL, ids=[items[0] for items, _ in CRIMINAL])
def test_items_count_as_in_amendments_of_the_criminal_law(items: list[str], pairs: Pairs):
    done = amended(*(f"{number}、{item}" for number, item in zip("一二三", items, strict=False)))
    assert done.undone == []
    assert done.text == changed(*pairs, old=LAW)


@pytest.mark.parametrize(("items", "pairs"), CONSTITUTIONAL, ids=[items[0] for items, _ in CONSTITUTIONAL])
def test_items_are_articles_as_in_amendments_of_the_constitution(items: list[str], pairs: Pairs):
    done = amended(*(f"第{number}条　{item}" for number, item in zip("八九十", items, strict=False)))
    assert done.undone == []
    assert done.text == changed(*pairs, old=LAW)


@pytest.mark.parametrize(
    "item",
    [
        "将食堂条例第三条修改为：“甲。”",
        "将宿舍法第三条修改为：“甲。”",
        "将职工食堂法第三条修改为：“甲。”",
        "将食堂法第三条之三修改为：“甲。”",
        "在食堂法第四条之一后增加一条，作为第四条之二：“甲。”",
        "食堂法第二编第二章第三条修改为：“甲。”",
        "食堂法第三条第三款修改为：“甲。”",
    ],
)
def test_another_law_and_another_place_are_not_ours(item: str):
    done = amended("一、" + item)
    assert [one.number for one in done.undone] == ["一"]
    assert done.text == canonical(parse(LAW).document)
