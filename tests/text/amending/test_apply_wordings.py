"""What offices write, kind by kind: several wordings each, so that the kind is read and not the example."""

from __future__ import annotations

import pytest

from tests.text.amending.offices import OLD, Pairs, changed, decided, numbered_on
from workflow.text.amending.apply import canonical
from workflow.text.reading.parse import parse

SECOND = "食堂实行明码标价。"
TIME = "就餐时间为十一时至十三时；夜班职工的就餐时间为二十二时至二十三时，但是节假日除外。"
LATER = TIME.replace("十一时至十三", "十时至十三")
SEVENTH = "本办法由后勤部负责解释。"
UNION = "本办法由工会负责解释。"
FIRST_UNIT, LAST_UNIT = "（一）由接待部门陪同；\n", "（三）费用由接待部门承担。\n"
MORE = [(LAST_UNIT, LAST_UNIT.replace("。", "；") + "（四）不得饮酒。\n")]
CARD = [("（二）凭接待单就餐；", "（二）凭接待卡就餐；")]
SWAPPED = [("（一）由接待部门陪同；\n（二）凭接待单就餐；", "（一）凭接待单就餐；\n（二）由接待部门陪同；")]
ENTERED = [(FIRST_UNIT, "（一）登记；\n（二）由接待部门陪同；\n"), ("（二）凭", "（三）凭"), ("（三）费", "（四）费")]
RESTATED = [(SEVENTH, UNION)]
EARLIER = [("十一时", "十时")]
GONE = [("第六条　违反本办法第三条规定的，由后勤部处理。\n", "")]
CLOSED_UP = [*GONE, ("第七条", "第六条"), ("第八条", "第七条")]
NEW_TITLE = [("职工食堂管理办法\n", "职工餐厅管理办法\n")]
YEAR = [("保存六个月", "保存一年")]

KINDS: list[tuple[str, Pairs]] = [
    # a sentence more
    ("第二条后增写一句，内容为：“每月公布账目。”", [(SECOND, SECOND + "每月公布账目。")]),
    ("第三条第三款后增写一句，表述为：“违者收回。”", [("不得转借。", "不得转借。违者收回。")]),
    ("第二条第一句后插入一句：“后勤部设专人。”", [("职工监督。", "职工监督。后勤部设专人。")]),
    ("第二条最后增加一句，内容如下：“每月公布账目。”", [(SECOND, SECOND + "每月公布账目。")]),
    # words, and the whole they come to
    (f"第四条中的“十一时”修改为“十时”，这一款相应修改为：“{LATER}”", EARLIER),
    (f"第四条中的“十一时”修改为“十时”。该条相应地修改为：“{LATER}”", EARLIER),
    ("第三条第三款中的“转借”修改为“转让”，该款修改为：“就餐卡不得转让。”", [("转借", "转让")]),
    # a paragraph told by its words
    ("第三条“外来人员就餐按照下列规定办理”中增加一项：“（四）不得饮酒。”", MORE),
    ("第三条“外来人员就餐按照下列规定办理：”后增加一项，作为第四项：“（四）不得饮酒。”", MORE),
    ("在第三条中“外来人员就餐”一款下增加一项“（四）不得饮酒。”", MORE),
    ("第三条第二款增加一项“（四）不得饮酒。”，作为第四项。", MORE),
    ("第三条第二款新增第（四）项：“（四）不得饮酒。”", MORE),
    ("在第三条第二款中插入一项，作为新的第四项：“不得饮酒。”", MORE),
    # a unit and its old words
    ("第三条中第二项“凭接待单就餐”修改为“凭接待卡就餐”。", CARD),
    ("第三条中的第（二）项内容修改为：“（二）凭接待卡就餐；”", CARD),
    ("将第三条第二款第二项原规定“凭接待单就餐”改为“凭接待卡就餐”。", CARD),
    # the new wording is said in other words
    (f"将第七条修改为如下内容：“{UNION}”", RESTATED),
    (f"第七条修改为（内容如下）：“{UNION}”", RESTATED),
    (f"第七条修改，内容如下：“{UNION}”", RESTATED),
    (f"第七条修改后的内容为：“{UNION}”", RESTATED),
    (f"第七条全文修改为：“{UNION}”", RESTATED),
    (f"将第七条作如下修改：“{UNION}”", RESTATED),
    (f"对第七条进行修订，修订后的条文为：“{UNION}”", RESTATED),
    (f"对第七条予以修改，修改为：“{UNION}”", RESTATED),
    (f"第七条修改为：{UNION}", RESTATED),
    (f"第七条应为：“{UNION}”", RESTATED),
    # old and new side by side
    (f"第七条原文“{SEVENTH}”修改为“{UNION}”", RESTATED),
    (f"第七条原规定：“{SEVENTH}”现修改为：“{UNION}”", RESTATED),
    (f"第七条原内容为“{SEVENTH}”，现改为“{UNION}”", RESTATED),
    (f"第七条原条文为：“{SEVENTH}”修改后条文为：“{UNION}”", RESTATED),
    # words for words
    ("将第四条由“十一时”修改为“十时”。", EARLIER),
    ("第四条中原为“十一时”，现改为“十时”。", EARLIER),
    ("第四条原表述为“十一时”，现表述为“十时”。", EARLIER),
    ("第四条中的就餐时间由“十一时”调整为“十时”。", EARLIER),
    ("第四条中的“十一时”一律修改为“十时”。", EARLIER),
    ("第四条中的“十一时”更正为“十时”。", EARLIER),
    ("第四条中的“十一时”应为“十时”。", EARLIER),
    ("将第四条中的“十一时”用“十时”替换。", EARLIER),
    ("用“十时”代替第四条中的“十一时”。", EARLIER),
    ("第五条中票证保存由“六个月”延长至“一年”。", YEAR),
    ("第五条中的“六个月”延长为“一年”。", YEAR),
    ("第五条“六个月”增加到“一年”。", YEAR),
    ("第二条中的“接受职工监督”和“明码标价”分别修改为“接受监督”和“公示价格”。", [("接受职工监督", "接受监督"), ("明码标价", "公示价格")]),
    ("第二条中的“接受职工监督”“明码标价”分别修改为“接受监督”“公示价格”。", [("接受职工监督", "接受监督"), ("明码标价", "公示价格")]),
    ("在第四条“夜班”与“职工的”之间增加“值班”。", [("夜班职工的", "夜班值班职工的")]),
    ("第四条中“夜班”和“职工的”中间插入“值班”。", [("夜班职工的", "夜班值班职工的")]),
    # one occurrence of several
    ("将第二条第一款第二个“食堂”修改为“餐厅”。", [("。食堂实行", "。餐厅实行")]),
    ("将第二条中首次出现的“食堂”修改为“餐厅”。", [("　食堂由", "　餐厅由")]),
    ("第二条末处“食堂”更名为“餐厅”。", [("。食堂实行", "。餐厅实行")]),
    ("将第二条中两处“食堂”修改为“餐厅”。", [("　食堂由", "　餐厅由"), ("。食堂实行", "。餐厅实行")]),
    ("将第二条中所有“食堂”均修改为“餐厅”。", [("　食堂由", "　餐厅由"), ("。食堂实行", "。餐厅实行")]),
    ("第二条、第六条“后勤部”均修改为“行政部”。", [("由后勤部管理", "由行政部管理"), ("由后勤部处理", "由行政部处理")]),
    # out of force
    ("第六条予以废止。", GONE),
    ("第六条废止，不再执行。", GONE),
    ("将第六条整条删除。", GONE),
    ("整条删去第六条。", GONE),
    ("删去第六条，条文序号不变。", GONE),
    ("删去第六条，其后各条序号依次前移。", CLOSED_UP),
    ("第六条删除，后续条款编号依次递减。", CLOSED_UP),
    ("删去第六条，原第七条改为第六条，以此类推。", CLOSED_UP),
    # the name
    ("将名称修改为《职工餐厅管理办法》。", NEW_TITLE),
    ("名称修改为：职工餐厅管理办法。", NEW_TITLE),
    ("将《职工食堂管理办法》更名为《职工餐厅管理办法》。", NEW_TITLE),
    ("文件名称由《职工食堂管理办法》修改为《职工餐厅管理办法》。", NEW_TITLE),
    ("将办法名称由“职工食堂管理办法”改为“职工餐厅管理办法”。", NEW_TITLE),
    # places changed, a unit between two
    ("第三条第一款与第三款对调。", [("第三条　职工就餐应当刷卡。", "第三条　就餐卡不得转借。"), ("\n就餐卡不得转借。", "\n职工就餐应当刷卡。")]),
    ("第三条第二款第（一）项和第（二）项互换位置。", SWAPPED),
    ("第三条第一款与第二款之间增加一款：“禁止占座。”", [("应当刷卡。\n", "应当刷卡。\n禁止占座。\n")]),
    # 项 that move on move no article
    ("删去第三条第二款第（二）项，其后各项序号依次顺延。", [("（二）凭接待单就餐；\n（三）", "（二）")]),
    ("在第三条第二款中新增一项作为第（一）项：“（一）登记；”，原（一）（二）（三）项顺延。", ENTERED),
]  # fmt: skip


@pytest.mark.parametrize(("item", "pairs"), KINDS, ids=[item for item, _ in KINDS])
def test_a_wording_of_an_office_is_carried_out(item: str, pairs: Pairs):
    done = decided("一、" + item)
    assert done.undone == []
    assert done.text == changed(*pairs)


PUSHED = [
    "增加一条，作为新的第五条：“食堂应当留样。”",
    "增加一条“食堂应当留样。”，作为第五条。",
    "在第四条后插入一条，作为第五条：“食堂应当留样。”",
    "新增第五条，原第五条顺延：“食堂应当留样。”",
    "新增一条作为第五条：“食堂应当留样。”，原第五条及以后条款序号顺延。",
    "新增第五条，内容如下：“食堂应当留样。”后续条款编号依次递增。",
    "增加一条，作为第五条：“食堂应当留样。”第五条至第八条依次改为第六条至第九条。",
    "将第五条至第八条顺次改为第六条至第九条，增加一条，作为第五条：“食堂应当留样。”",
    "在第四条与第五条之间增加一条，条文序号相应调整：“食堂应当留样。”",
]


@pytest.mark.parametrize("item", PUSHED)
def test_a_new_article_pushes_the_others_on(item: str):
    done = decided("一、" + item)
    assert done.undone == []
    assert done.text == numbered_on("食堂应当留样。")


REFUSED = [
    "第四条中的“十一时”修改为“十时”。第四条相应修改为：“就餐时间为十二时至十三时。”",
    "第五条中票证保存期限由“六个月”调整为“一年”。",
    "第四条中夜班时间由“十一时”调整为“十时”。",
    "将第二条中三处“食堂”修改为“餐厅”。",
    "第六条停止执行。",
    "第七条修改为本办法由工会负责解释。",
    "将第七条修改为：",
    "第四条“十三时”之后的内容修改为“。”",
    "增加一章，作为第三章，章名为“监督”，包括第六条，原第三章改为第四章。",
    "在第四条后增加一条：“食堂应当留样。”",
    "将第二条中的“接受职工监督”和“明码标价”分别修改为“接受监督”。",
    "将第二条中的“接受职工监督”和“明码标价”修改为“接受监督”、“公示”和“核价”。",
    "在第四条“夜班”与“就餐”之间增加“值班”。",
    "第三条第一款与第四款对调。",
    "第三条第一款与第三款之间增加一款：“禁止占座。”",
    "第三条第一款与第四条对调。",
    "第三条“外来人员就餐按照下列规定办理”后增加一项：“（四）不得饮酒。”",
    "文件名称由《职工宿舍管理办法》修改为《职工餐厅管理办法》。",
    "第五条至第七条依次改为第六条至第九条，增加一条，作为第五条：“甲。”",
    "删去第六条，引用的条款序号作相应调整。",
    "部分条款作相应调整。",
]


@pytest.mark.parametrize("item", REFUSED)
def test_what_is_not_wholly_understood_is_refused(item: str):
    done = decided("一、" + item)
    assert [one.number for one in done.undone] == ["一"]
    assert done.text == canonical(parse(OLD).document)


@pytest.mark.parametrize(
    ("item", "pairs"),
    [
        ("删去第六条，不再对条文顺序作相应调整。", GONE),
        ("删去第六条，暂不调整条文顺序。", None),
        ("将有关条文中的“食堂”修改为“餐厅”。", None),
    ],
)
def test_an_order_that_is_not_given_is_not_carried_out(item: str, pairs: Pairs | None):
    done = decided("一、" + item)
    if pairs is not None:
        assert (done.undone, done.text) == ([], changed(*pairs))
    else:
        assert "第八条　本办法自" in done.text
        assert done.text.startswith("职工食堂管理办法\n")


@pytest.mark.parametrize("closing", ["条文顺序不再作相应调整。", "不对条文顺序作相应调整。"])
def test_a_closing_that_keeps_the_numbers_keeps_them(closing: str):
    done = decided("一、删去第六条。", f"《职工食堂管理办法》根据本决定作相应修改，{closing}")
    assert done.undone == []
    assert done.text == changed(*GONE)


def test_a_text_is_called_by_its_new_name_once_it_has_it():
    done = decided(
        "一、将名称修改为《职工餐厅管理办法》。", "二、《职工餐厅管理办法》第七条修改为：“本办法由工会负责解释。”"
    )
    assert done.undone == []
    assert done.text == changed(*NEW_TITLE, *RESTATED)


def test_the_text_but_for_its_title():
    done = decided("一、将正文中的“食堂”统一修改为“餐厅”。")
    assert done.undone == []
    assert done.text == changed().replace("食堂", "餐厅").replace("职工餐厅管理办法\n", "职工食堂管理办法\n")
    done = decided("一、将名称及正文中的“食堂”统一修改为“餐厅”。")
    assert done.text == changed().replace("食堂", "餐厅")


@pytest.mark.parametrize(
    ("item", "pairs"),
    [
        ("将第四条中的“十二时”修改为“十三时”。", None),
        ("将第四条中的“三时”修改为“四时”。", None),
        ("将第五条中的“六”修改为“七”。", [("保存六个月", "保存七个月")]),
        ("将第六条中的“第三条”修改为“第四条”。", [("本办法第三条", "本办法第四条")]),
        ("将第八条中的“4月”修改为“5月”。", [("年4月", "年5月")]),
        ("将第八条中的“20年”修改为“21年”。", None),
        ("将第八条中的“202”修改为“203”。", None),
    ],
)
def test_a_part_of_a_number_is_another_number(item: str, pairs: Pairs | None):
    done = decided("一、" + item)
    assert [one.number for one in done.undone] == ([] if pairs else ["一"])
    assert done.text == changed(*(pairs or []))
