"""One decision on several regulations: the sections of others are passed over, ours is carried out whole, nothing is mixed up."""

from __future__ import annotations

import pytest

from tests.text.amending.offices import OLD, changed, decided
from workflow.text.amending.apply import canonical
from workflow.text.reading.parse import parse

OFFICE = ("由后勤部管理", "由行政部管理")
GONE = ("第七条　本办法由后勤部负责解释。\n", "")
OURS = ["将第二条中的“后勤部”修改为“行政部”。", "删去第七条。"]
FORMS = {
    "items under 对《》作如下修改": [
        "公司决定对3件规章制度作如下修改：",
        "一、对《车辆管理办法》作如下修改：",
        "（一）将第三条修改为：“甲。”",
        "（二）删去第九条。",
        "二、对《职工食堂管理办法》作如下修改：",
        *(f"（{k}）{one}" for k, one in zip("一二", OURS, strict=True)),
        "三、对《考勤办法》作如下修改：",
        "（一）第二条中增加一句，内容杂乱，谁也读不懂。",
    ],
    "lines under a name": [
        "一、《车辆管理办法》",
        "将第三条修改为：“甲。”",
        "二、《职工食堂管理办法》",
        *OURS,
        "三、《考勤办法》",
        "增加一条，作为第九条：“乙。”",
    ],
    "names without marks": [
        "一、车辆管理办法",
        "（一）将第三条修改为：“甲。”",
        "二、职工食堂管理办法（2020年印发）",
        *(f"（{k}）{one}" for k, one in zip("一二", OURS, strict=True)),
        "三、考勤办法",
        "（一）删去第三条。",
    ],
    "sections called 修改内容": [
        "《车辆管理办法》修改内容：",
        "1.将第三条修改为：“甲。”",
        "《职工食堂管理办法》修改内容：",
        *(f"{k}.{one}" for k, one in enumerate(OURS, 1)),
        "《考勤办法》修改内容如下：",
        "1.删去第三条。",
    ],
    "关于《》的修改": [
        "一、关于《车辆管理办法》的修改",
        "1.将第三条修改为：“甲。”",
        "二、关于《职工食堂管理办法》的修改",
        *(f"{k}.{one}" for k, one in enumerate(OURS, 1)),
    ],
    "articles of the decision": [
        "第一条　对《车辆管理办法》作如下修改：",
        "（一）将第三条修改为：“甲。”",
        "第二条　对《职工食堂管理办法》作如下修改：",
        *(f"（{k}）{one}" for k, one in zip("一二", OURS, strict=True)),
        "第三条　本决定自公布之日起施行。",
    ],
    "repeals beside": [
        "一、废止下列规章制度：",
        "（一）《门卫制度》（2001年印发）；",
        "（二）职工浴室管理规定。",
        "二、宣布《考勤办法》失效。",
        "三、对下列规章制度作出修改：",
        "1.《职工食堂管理办法》第二条中的“后勤部”修改为“行政部”，删去第七条。",
        "2.《车辆管理办法》第三条第二款改为第四条。",
    ],
    "kinds of acts": [
        "一、修改的规章制度",
        "（一）《车辆管理办法》",
        "1.将第三条修改为：“甲。”",
        "（二）《职工食堂管理办法》",
        *(f"{k}.{one}" for k, one in enumerate(OURS, 1)),
        "二、废止的规章制度",
        "（一）《考勤办法》",
    ],
}


@pytest.mark.parametrize("lines", FORMS.values(), ids=FORMS)
def test_our_section_is_carried_out_and_no_other(lines: list[str]):
    closing = "本决定自公布之日起施行。"
    done = decided(*lines, closing, title="关于修改和废止部分规章制度的决定", opening="")
    assert done.undone == []
    assert done.passed
    assert done.text == changed(OFFICE, GONE)


def test_one_sentence_for_all_that_are_listed():
    done = decided(
        "一、将下列规章制度中的“后勤部”修改为“行政部”：",
        "（一）《车辆管理办法》第三条、第五条；",
        "（二）《职工食堂管理办法》第二条、第六条；",
        "（三）《考勤办法》。",
        "二、将《职工食堂管理办法》第五条中的“六个月”修改为“一年”。",
        title="关于修改部分规章制度的决定",
        opening="",
    )
    assert done.undone == []
    assert done.text == changed(OFFICE, ("由后勤部处理", "由行政部处理"), ("六个月", "一年"))


REFUSED = [
    ["一、废止《职工食堂管理办法》。"],
    ["一、废止下列制度：", "（一）《考勤办法》；", "（二）《职工食堂管理办法》。"],
    ["一、废止下列制度：", "（一）考勤办法；", "（二）职工食堂管理办法。"],
    ["一、有关就餐的规定予以废止。"],
    ["一、本办法予以废止。"],
    ["一、就餐规定", "（一）将第三条修改为：“甲。”"],
    ["一、将下列规章制度中的“后勤部”修改为“行政部”：", "（一）《职工食堂管理办法》第二条，另有说明的除外；"],
]


@pytest.mark.parametrize("lines", REFUSED)
def test_what_is_not_surely_for_others_is_not_passed_over(lines: list[str]):
    done = decided(*lines, title="关于修改和废止部分规章制度的决定", opening="")
    assert done.undone
    assert done.text == canonical(parse(OLD).document)
