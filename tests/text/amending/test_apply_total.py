"""Total reading: a place is never widened, a name never half matched, no word and no quotation of a decision is passed over."""

from __future__ import annotations

import pytest

from workflow.text.amending.apply import Applied, apply, canonical
from workflow.text.reading.parse import parse

OLD = """员工奖惩管理办法
第一章　总则
第一条　为规范奖惩，制定本办法。公司全体员工适用本办法。
第二条　员工享有下列权利：
（一）取得报酬；
（二）休息休假；
（三）提出申诉。
员工应当遵守纪律。
第三条　奖励分为表扬和记功；记功每年评定一次。
第四条　员工迟到的，给予警告。旷工三日的，给予记过；但是有正当理由的除外。受处分的员工可以申诉。
第二章　附则
第五条　本办法由人事部负责解释。
第六条　本办法自2020年1月1日起施行。
"""
FOURTH = "员工迟到的，给予警告。旷工三日的，给予记过；但是有正当理由的除外。受处分的员工可以申诉。"
NAME = "《员工奖惩管理办法》"


def carried(*items: str, title: str = f"关于修改{NAME}的决定", opening: str = f"对{NAME}作如下修改：") -> Applied:
    return apply(parse(OLD).document, "\n".join([title, opening, *items]) + "\n")


def changed(*pairs: tuple[str, str]) -> str:
    """The old text with these exchanges, each of words that stand there once."""
    text = OLD
    for one, other in pairs:
        assert text.count(one) == 1, one
        text = text.replace(one, other)
    return canonical(parse(text).document)


# places narrower than a unit

PIECES = [
    ("删去第四条第二句。", ("旷工三日的，给予记过；但是有正当理由的除外。", "")),
    ("删去第四条首句。", ("员工迟到的，给予警告。", "")),
    ("删去第四条末句。", ("受处分的员工可以申诉。", "")),
    ("将第四条最后一句删去。", ("受处分的员工可以申诉。", "")),
    ("删去第四条前两句。", ("员工迟到的，给予警告。旷工三日的，给予记过；但是有正当理由的除外。", "")),
    ("删去第四条但书。", ("；但是有正当理由的除外", "")),
    ("第四条但书予以删除。", ("；但是有正当理由的除外", "")),
    ("删去第四条第一款第二句的规定。", ("旷工三日的，给予记过；但是有正当理由的除外。", "")),
    ("删去第三条后半段。", ("；记功每年评定一次", "")),
    ("删去第一条后段。", ("公司全体员工适用本办法。", "")),
    (
        "将第四条第二句修改为：“旷工的，给予开除。”",
        ("旷工三日的，给予记过；但是有正当理由的除外。", "旷工的，给予开除。"),
    ),
    ("将第四条第二句中的“给予”修改为“处以”。", ("旷工三日的，给予", "旷工三日的，处以")),
    ("第四条但书中的“正当理由”修改为“理由”。", ("有正当理由的", "有理由的")),
    ("在第四条第一句后增加一句：“早退的，亦同。”", ("给予警告。", "给予警告。早退的，亦同。")),
    ("将第四条第一处“给予”修改为“处以”。", ("迟到的，给予", "迟到的，处以")),
    ("将第四条最后一处“员工”修改为“人员”。", ("受处分的员工", "受处分的人员")),
    ("删去第二条最后一项。", ("休息休假；\n（三）提出申诉。", "休息休假。")),
    ("删去第三条、第四条第二句。", None),
]


@pytest.mark.parametrize(("item", "exchange"), PIECES, ids=[item for item, _ in PIECES])
def test_a_sentence_is_a_sentence_and_not_its_article(item: str, exchange: tuple[str, str] | None):
    done = carried("一、" + item)
    assert done.undone == []
    if exchange is None:
        third = "第三条　奖励分为表扬和记功；记功每年评定一次。\n"
        assert done.text == changed((third, ""), ("旷工三日的，给予记过；但是有正当理由的除外。", ""))
    else:
        assert done.text == changed(exchange)


NARROW = [
    "删去第四条第四句。",
    "删去第四条后半段。",
    "删去第三条但书。",
    "删去第二条第二句。",
    "删去第二条第一款第二句。",
    "删去第四条第二分句。",
    "删去第四条倒数第二句。",
    "删去第四条部分内容。",
    "删去第四条中的部分规定。",
    "删去第四条中。",
    "删去第四条有关旷工的规定。",
    "删去第四条第二句和第三句。",
    "删去第二条第一款第二项之外的各项。",
    "除第三条外，将第四条删去。",
    "将第三条第一句移至第四条。",
    "将第四条末尾的“给予”修改为“处以”。",
    "将第四条第五处“给予”修改为“处以”。",
    "在第四条第二句增加一项：“甲；”",
    "第四条后半句修改为：“甲。”",
    "将第二章第四条修改为：“甲。”",
    "将第一章附则第四条修改为：“甲。”",
    "将第二条第一款第二项修改为：“（三）休假；”",
    "将第四条修改为：“第五条　甲。”",
    "在第二条第一款后增写一句：“甲。”",
    "删去目录。",
    "第四条中增加“甲。”",
    "第二条增加一项，作为第四项：“（五）甲。”",
    "增加一条，作为第四条：“第五条　甲。”",
    "增加一条，作为第九条之一：“甲。”",
    "增加一章，作为第二章：“第三章　奖励”",
]


@pytest.mark.parametrize("item", NARROW)
def test_a_place_that_cannot_be_found_exactly_is_not_widened(item: str):
    done = carried("一、" + item)
    assert [one.number for one in done.undone] == ["一"]
    assert done.text == canonical(parse(OLD).document)


# nothing is passed over

UNREAD = [
    "为了保护员工，在第二条中增加一款作为第三款，将该条修改为：“员工享有权利。”",
    "为了在第二条中增加一款，将该条修改为：“员工享有权利。”",
    "将第四条中的“警告”修改为“训诫”，“记过”。",
    "将第四条修改为：“甲。”（“乙。”）",
    "将第四条修改为：“甲。”并进一步完善有关内容。",
    "将第四条，对，修改。",
    "对第三条进行修改。",
    "对个别文字作了修改。",
    "将第三条第一款修改为“甲。”“乙。”，将。",
    "删去第三条，将相关内容调整到第五条。",
]


@pytest.mark.parametrize("item", UNREAD)
def test_what_is_not_read_to_the_end_is_left_undone_whole(item: str):
    done = carried("一、" + item)
    assert [one.number for one in done.undone] == ["一"]
    assert done.text == canonical(parse(OLD).document)


@pytest.mark.parametrize(
    "lines",
    [
        ["一、将第四条中的“警告”修改为“训诫”。", "本决定自公布之日起施行。同时将第三条删去。"],
        ["一、将第四条中的“警告”修改为“训诫”。", "本决定自公布之日起施行。", "另将第二条第二款修改为：“甲。”"],
        ["一、将第四条中的“警告”修改为“训诫”。", "理由：", "二、删去第五条。"],
        [
            "为了完善权利，在第二条增加一款作为第三款：“甲。”，决定对《员工奖惩管理办法》作如下修改：",
            "一、将第四条中的“警告”修改为“训诫”。",
        ],
        ["2025年4月22日通过，并删去第五条", "一、将第四条中的“警告”修改为“训诫”。"],
    ],
)
def test_an_act_outside_the_items_is_said(lines: list[str]):
    done = carried(*lines, opening="")
    assert len(done.undone) == 1
    assert done.text == changed(("给予警告", "给予训诫"))


@pytest.mark.parametrize(
    "front",
    [
        "2025年4月22日第一届职工代表大会第二次会议通过",
        "根据《工会法》第三十八条的规定，经职工代表大会审议，决定对《员工奖惩管理办法》作如下修改：",
        "为了进一步规范员工奖惩，公司决定对《员工奖惩管理办法》部分条款作如下修改：",
        "公司决定对《员工奖惩管理办法》（以下简称“办法”）作以下修改：",
    ],
)
def test_words_before_the_items_ask_for_nothing(front: str):
    done = carried(
        "一、将第四条中的“警告”修改为“训诫”。",
        "二、本决定自2025年5月1日起施行。",
        "《员工奖惩管理办法》根据本决定作相应修改，并对条文顺序作相应调整后，重新公布。",
        opening=front,
    )
    assert done.undone == []
    assert done.text == changed(("给予警告", "给予训诫"))


# words of the old text

TOGETHER = [
    ["一、将第四条中的“警告”修改为“记过”，“记过”修改为“开除”。"],
    ["一、将第四条中的“警告”修改为“记过”。", "二、将第四条中的“记过”修改为“开除”。"],
]


@pytest.mark.parametrize("items", TOGETHER)
def test_words_are_those_of_the_old_text(items: list[str]):
    done = carried(*items)
    assert done.undone == []
    assert done.text == changed(("给予记过", "给予开除"), ("给予警告", "给予记过"))


@pytest.mark.parametrize(
    "items",
    [
        ["一、将第四条中的“给予警告”修改为“训诫”。", "二、将第四条中的“的，给予警”修改为“的，处以警”。"],
        ["一、将第四条修改为：“甲。”", "二、将第四条中的“记过”修改为“开除”。"],
        ["一、将第四条修改为：“甲。”", "二、将第四条修改为：“乙。”"],
        ["一、删去第四条。", "二、将第四条第二句修改为：“乙。”"],
        ["一、将第二条第二款修改为：“甲。”", "二、将第二条中的“遵守纪律”修改为“守纪”。"],
        ["一、删去第五条。", "二、将第四条修改为：“甲。”，删去第四条。"],
    ],
)
def test_two_items_that_meet_are_not_both_carried_out(items: list[str]):
    done = carried(*items)
    assert [one.number for one in done.undone] == ["二"]


# numbers

BARE = [
    "将第四条改为第五条。",
    "将第四条调整至第二条。",
    "将第五条移至第二条之后。",
    "将第四条改为第五条，第五条改为第六条，第六条改为第七条。",
    "将第五条改为第三条。",
    "将第二章改为第三章。",
    "第一章改为第二章。",
    "第二章增加一条作为第二条：“甲。”",
]


@pytest.mark.parametrize("item", BARE)
def test_a_bare_number_moves_no_other_article(item: str):
    done = carried("一、" + item)
    assert [one.number for one in done.undone] == ["一"]
    assert done.text == canonical(parse(OLD).document)


# other people's wordings

WORDINGS = [
    ("第四条后增写一句，内容为：“甲。”", (FOURTH, FOURTH + "甲。")),
    ("第二条“员工享有下列权利”中增加一项：“（四）参加培训。”", ("提出申诉。", "提出申诉；\n（四）参加培训。")),
    ("将第二条中第二项“休息休假”修改为“休假”。", ("休息休假", "休假")),
    ("第四条修改为，内容如下：“甲。”", (FOURTH, "甲。")),
    ("第四条内容修改如下：“甲。”", (FOURTH, "甲。")),
    ("第四条修改为：员工迟到的，给予训诫。", (FOURTH, "员工迟到的，给予训诫。")),
    ("将第四条由“警告”修改为“训诫”。", ("给予警告", "给予训诫")),
    ("第四条原为“警告”，现修改为“训诫”。", ("给予警告", "给予训诫")),
    ("第三条予以废止。", ("第三条　奖励分为表扬和记功；记功每年评定一次。\n", "")),
    ("删去第五条中的“人事部”三个字。", ("由人事部负责", "由负责")),
    ("将名称修改为《员工奖惩规定》。", ("员工奖惩管理办法\n", "员工奖惩规定\n")),
    ("为了统一用语，将第四条中的“警告”修改为“训诫”。", ("给予警告", "给予训诫")),
    ("第二条增加一款作为第三款，将该条修改为：“甲。\n乙。\n丙。”", None),
]
LATER = [
    ("第五条　本办法由", "第六条　本办法由"),
    ("第六条　本办法自", "第七条　本办法自"),
    ("第四条　员工", "第四条　甲。\n第五条　员工"),
]
FRESH = [
    "增加一条，作为修改后《员工奖惩管理办法》第四条：“甲。”",
    "新增第四条，原第四条顺延：“甲。”",
    "新增第四条：“甲。”原第四条顺延为第五条，以后条文序号依次顺延。",
    "新增第四条：“甲。”",
]


@pytest.mark.parametrize(("item", "exchange"), WORDINGS, ids=[item for item, _ in WORDINGS])
def test_wordings_of_other_people(item: str, exchange: tuple[str, str] | None):
    done = carried("一、" + item)
    assert done.undone == []
    if exchange is not None:
        assert done.text == changed(exchange)


@pytest.mark.parametrize("item", FRESH)
def test_a_new_number_pushes_the_old_ones_on(item: str):
    done = carried("一、" + item)
    assert done.undone == []
    assert done.text == changed(LATER[1], LATER[0], LATER[2])


def test_a_new_chapter_in_front_of_an_article_takes_it_in():
    done = carried("一、在第三条前增加一章，作为第二章“奖励”，原第二章改为第三章。")
    assert done.undone == []
    assert done.text == changed(("第二章　附则", "第三章　附则"), ("第三条　奖励", "第二章　奖励\n第三条　奖励"))


def test_two_articles_change_places_at_the_head_of_a_chapter():
    done = carried("一、将第五条改为第六条，第六条改为第五条。")
    assert done.undone == []
    fifth, sixth = "本办法由人事部负责解释。", "本办法自2020年1月1日起施行。"
    assert done.text == changed((f"第五条　{fifth}\n第六条　{sixth}", f"第五条　{sixth}\n第六条　{fifth}"))


def test_what_counts_as_a_paragraph_is_not_guessed():
    old = OLD.replace("（一）取得报酬；\n（二）休息休假；\n（三）提出申诉。", "取得报酬；\n休息休假；\n提出申诉。")
    done = apply(parse(old).document, f"关于修改{NAME}的决定\n一、将第二条第二款修改为：“甲。”\n")
    assert [one.number for one in done.undone] == ["一"]
