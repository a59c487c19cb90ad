"""Every sentence pattern a decision may use, on one small regulation: what it says is what comes out."""

from __future__ import annotations

import pytest

from workflow.text.amending.apply import apply, canonical
from workflow.text.given import keyed
from workflow.text.reading.parse import parse
from workflow.text.tree import Provision

OLD = """试验公司福利管理办法
（2024年3月1日第一届职工代表大会第一次会议通过）

第一章　总则

第一条　为了规范福利管理，根据《中华人民共和国工会法》，制定本办法。
第二条　本办法适用于公司全体会员，退休人员除外。

第二章　标准

第三条　节日慰问品每年不超过三百元。
生日慰问按照下列规定办理：
（一）发放蛋糕券；
（二）标准为二百元；
（三）由分会组织发放。
慰问品不得折现。
第四条　会员结婚的，给予慰问；生育的，给予慰问。
第五条　会员住院的，依照第三条规定的“慰问品”标准办理。

第三章　附则

第六条　本办法由公司工会负责解释，并报主席团备案。
第七条　本办法自2024年4月1日起施行。
"""


def carried(*items: str, closing: str = "") -> str:
    decision = (
        "关于修改《试验公司福利管理办法》的决定\n对《试验公司福利管理办法》作如下修改：\n"
        + "\n".join(items)
        + "\n"
        + closing
    )
    applied = apply(parse(OLD).document, decision)
    assert applied.undone == [], applied.undone
    return applied.text


def words(text: str, label: str) -> str:
    """The words of one article, lines joined by /."""
    article = next(one for one in parse(text).document.articles() if one.label == label)
    return "/".join(line for child in article.children for line in _lines(child))


def _lines(unit: Provision) -> list[str]:
    return [unit.label + unit.text] + [line for child in unit.children for line in _lines(child)]


def labels(text: str) -> list[str]:
    return [one.label for one in parse(text).document.articles()]


GIFTS = "节日慰问品每年不超过三百元。"
BIRTHDAY = "生日慰问按照下列规定办理："
LIST = "（一）发放蛋糕券；/（二）标准为二百元；/（三）由分会组织发放。"
CASH = "慰问品不得折现。"
WORDS = [
    ("将第四条修改为：“会员结婚、生育的，给予慰问。”", "第四条", "会员结婚、生育的，给予慰问。"),
    ("第四条修改为：“会员结婚的，给予慰问。”", "第四条", "会员结婚的，给予慰问。"),
    ("把第四条修改为“会员结婚的，给予慰问。”", "第四条", "会员结婚的，给予慰问。"),
    (
        "将第四条修改为：\n“会员结婚的，给予慰问。\n“会员生育的，给予慰问。”",
        "第四条",
        "会员结婚的，给予慰问。/会员生育的，给予慰问。",
    ),
    (
        "将第四条修改为：\n“会员结婚的，给予慰问。\n会员生育的，给予慰问。”",
        "第四条",
        "会员结婚的，给予慰问。/会员生育的，给予慰问。",
    ),
    (
        "将第四条修改为：“会员结婚的，给予慰问。”“会员生育的，给予慰问。”",
        "第四条",
        "会员结婚的，给予慰问。/会员生育的，给予慰问。",
    ),
    (
        "将第四条修改为：“所称‘慰问’，是指下列情形：（一）结婚；（二）生育。其他情形除外。”",
        "第四条",
        "所称“慰问”，是指下列情形：/（一）结婚；/（二）生育。/其他情形除外。",
    ),
    ('将第四条中的"结婚"修改为"登记结婚"。', "第四条", "会员登记结婚的，给予慰问；生育的，给予慰问。"),
    ("将第二条中的“全体会员”修改为“会员”。", "第二条", "本办法适用于公司会员，退休人员除外。"),
    ("第二条中的“全体会员”修改为“会员”，“除外”修改为“不适用”。", "第二条", "本办法适用于公司会员，退休人员不适用。"),
    ("在第四条“结婚”后增加“、再婚”。", "第四条", "会员结婚、再婚的，给予慰问；生育的，给予慰问。"),
    ("第四条中“结婚”之前增加“依法”。", "第四条", "会员依法结婚的，给予慰问；生育的，给予慰问。"),
    ("删去第二条中的“，退休人员除外”。", "第二条", "本办法适用于公司全体会员。"),
    ("将第二条中的“退休人员除外”删去。", "第二条", "本办法适用于公司全体会员。"),
    ("删除第六条中的“，并报主席团备案”", "第六条", "本办法由公司工会负责解释。"),
    ("将第三条第一款中的“三百元”修改为“五百元”。", "第三条", f"节日慰问品每年不超过五百元。/{BIRTHDAY}/{LIST}/{CASH}"),
    (
        "第三条第二款第二项修改为：“（二）标准为三百元；”",
        "第三条",
        f"{GIFTS}/{BIRTHDAY}/（一）发放蛋糕券；/（二）标准为三百元；/（三）由分会组织发放。/{CASH}",
    ),
    (
        "将第三条第二款第（二）项中的“二百元”改为“三百元”。",
        "第三条",
        f"{GIFTS}/{BIRTHDAY}/（一）发放蛋糕券；/（二）标准为三百元；/（三）由分会组织发放。/{CASH}",
    ),
    ("删去第三条第一款和第三款。", "第三条", f"{BIRTHDAY}/{LIST}"),
    (
        "第三条增加一款，作为第二款：“春节慰问品另行规定。”",
        "第三条",
        f"{GIFTS}/春节慰问品另行规定。/{BIRTHDAY}/{LIST}/{CASH}",
    ),
    (
        "在第四条中增加一款作为第二款：“会员再婚的，不再慰问。”",
        "第四条",
        "会员结婚的，给予慰问；生育的，给予慰问。/会员再婚的，不再慰问。",
    ),
    (
        "第四条增加一款：“会员再婚的，不再慰问。”",
        "第四条",
        "会员结婚的，给予慰问；生育的，给予慰问。/会员再婚的，不再慰问。",
    ),
    (
        "第四条增加两款，分别作为第一款、第三款：“会员受慰问。”“会员再婚的，不再慰问。”",
        "第四条",
        "会员受慰问。/会员结婚的，给予慰问；生育的，给予慰问。/会员再婚的，不再慰问。",
    ),
    (
        "第三条第二款增加一项，作为第二项：“（二）赠送贺卡；”，第二项至第三项相应改为第三项至第四项。",
        "第三条",
        f"{GIFTS}/{BIRTHDAY}/（一）发放蛋糕券；/（二）赠送贺卡；/（三）标准为二百元；/（四）由分会组织发放。/{CASH}",
    ),
    (
        "第三条第二款增加一项作为第四项：“不得发放现金。”",
        "第三条",
        f"{GIFTS}/{BIRTHDAY}/（一）发放蛋糕券；/（二）标准为二百元；/（三）由分会组织发放；/（四）不得发放现金。/{CASH}",
    ),
    (
        "删去第三条第二款第二项，第三项改为第二项。",
        "第三条",
        f"{GIFTS}/{BIRTHDAY}/（一）发放蛋糕券；/（二）由分会组织发放。/{CASH}",
    ),
    ("将第三条第二款、第三款合并，作为第二款，修改为：“生日慰问另行规定。”", "第三条", f"{GIFTS}/生日慰问另行规定。"),
    ("第五条中的“‘慰问品’标准”修改为“标准”。", "第五条", "会员住院的，依照第三条规定的标准办理。"),
    (
        "第三条第二款首部修改为：“生日慰问办法如下：”",
        "第三条",
        f"{GIFTS}/生日慰问办法如下：/（一）发放蛋糕券；/（二）标准为二百元；/（三）由分会组织发放。/{CASH}",
    ),
    ("将有关条文中的“慰问品”统一修改为“礼品”。", "第五条", "会员住院的，依照第三条规定的“礼品”标准办理。"),
    (
        "将第三条第一款、第三款修改为：“节日慰问品另行规定。”“慰问品可以折现。”",
        "第三条",
        f"节日慰问品另行规定。/{BIRTHDAY}/{LIST}/慰问品可以折现。",
    ),
    (
        "将第四条、第五条修改为：“第四条 会员结婚的，给予慰问。”“第五条 会员住院的，另行规定。”",
        "第五条",
        "会员住院的，另行规定。",
    ),
    (
        "将第三条第一款分为两款，作为第一款、第二款，修改为：“节日慰问品每年一次。”“标准为三百元。”",
        "第三条",
        f"节日慰问品每年一次。/标准为三百元。/{BIRTHDAY}/{LIST}/{CASH}",
    ),
    (
        "将第四条第一款改为第一款，将其中的“结婚的”修改为“登记结婚的”，其他条款不变。",
        "第四条",
        "会员登记结婚的，给予慰问；生育的，给予慰问。",
    ),
    (
        "第四条第一款“会员结婚的，给予慰问；生育的，给予慰问。”修改为：“会员结婚的，给予慰问。”",
        "第四条",
        "会员结婚的，给予慰问。",
    ),
]


@pytest.mark.parametrize(("item", "label", "expected"), WORDS, ids=[item[:24] for item, _, _ in WORDS])
def test_words_and_lists(item: str, label: str, expected: str) -> None:
    assert words(carried("一、" + item), label) == expected


STRUCTURE = [
    (["删去第四条。"], "条文顺序作相应调整。", "为了 本办法适 节日 会员住 本办法由 本办法自"),
    (
        ["增加一条，作为第四条：“会员去世的，给予慰问。”"],
        "条文顺序作相应调整。",
        "为了 本办法适 节日 会员去 会员结 会员住 本办法由 本办法自",
    ),
    (
        ["增加一条，作为第四条：“会员去世的，给予慰问。”"],
        "",
        "为了 本办法适 节日 会员去 会员结 会员住 本办法由 本办法自",
    ),
    (
        ["增加二条，分别作为第四条、第五条：“第四条 会员去世的，给予慰问。”“第五条 会员退休的，给予慰问。”"],
        "条文顺序作相应调整。",
        "为了 本办法适 节日 会员去 会员退 会员结 会员住 本办法由 本办法自",
    ),
    (
        ["增加两条，作为第四条、第五条：\n“第四条　会员去世的，给予慰问。\n“第五条　会员退休的，给予慰问。”"],
        "",
        "为了 本办法适 节日 会员去 会员退 会员结 会员住 本办法由 本办法自",
    ),
    (["将第四条改为第五条。", "将第五条改为第四条。"], "", "为了 本办法适 节日 会员住 会员结 本办法由 本办法自"),
    (
        ["将第二条改为第五条，修改为：“适用范围另行规定。”"],
        "条文顺序作相应调整。",
        "为了 节日 会员结 会员住 适用范 本办法由 本办法自",
    ),
    (
        ["将第二条修改为第五条：“适用范围另行规定。”"],
        "条文顺序作相应调整。",
        "为了 节日 会员结 会员住 适用范 本办法由 本办法自",
    ),
    (
        ["将第四条和第五条合并，作为第四条，修改为：“会员结婚、住院的，给予慰问。”"],
        "条文顺序作相应调整。",
        "为了 本办法适 节日 会员结 本办法由 本办法自",
    ),
    (
        [
            "将第四条分为两条，作为第四条、第五条，修改为：\n“第四条　会员结婚的，给予慰问。\n“第五条　会员生育的，给予慰问。”"
        ],
        "条文顺序作相应调整。",
        "为了 本办法适 节日 会员结 会员生 会员住 本办法由 本办法自",
    ),
    (
        ["将第六条移至第二条之后，作为第三条。"],
        "条文顺序作相应调整。",
        "为了 本办法适 本办法由 节日 会员结 会员住 本办法自",
    ),
    (["删去第二章。"], "章节和条文顺序作相应调整。", "为了 本办法适 本办法由 本办法自"),
]


@pytest.mark.parametrize(("items", "closing", "starts"), STRUCTURE, ids=[items[0][:24] for items, _, _ in STRUCTURE])
def test_order_and_numbers(items: list[str], closing: str, starts: str) -> None:
    text = carried(*(f"{number}、{item}" for number, item in zip("一二三四", items, strict=False)), closing=closing)
    found = parse(text).document.articles()
    assert [one.label for one in found] == [f"第{number}条" for number in "一二三四五六七八九"[: len(found)]]
    assert [
        one.children[0].text[: len(start)] for one, start in zip(found, starts.split(), strict=True)
    ] == starts.split()


def test_an_inserted_number_moves_nothing() -> None:
    text = carried("一、在第四条后增加一条，作为第四条之一：“会员去世的，给予慰问。”")
    assert labels(text) == ["第一条", "第二条", "第三条", "第四条", "第四条之一", "第五条", "第六条", "第七条"]


def test_headings_title_and_note() -> None:
    text = carried(
        "一、将标题修改为：“试验公司会员福利管理办法”",
        "二、将题注修改为：“（2024年3月1日第一届职工代表大会第一次会议通过　2025年4月22日修正）”",
        "三、将第二章章名修改为：“慰问标准”",
        "四、在第四条之前增加一章，作为第三章：“第三章　其他慰问”",
        closing="《试验公司福利管理办法》根据本决定作相应修改，并对章节和条文顺序作相应调整后，重新公布。",
    )
    assert text.startswith(
        "试验公司会员福利管理办法\n（2024年3月1日第一届职工代表大会第一次会议通过　2025年4月22日修正）\n"
    )
    heads = [unit.label + unit.heading for unit in parse(text).document.root.children if unit.kind == "chapter"]
    assert heads == ["第一章总则", "第二章慰问标准", "第三章其他慰问", "第四章附则"]


def test_a_chapter_comes_with_its_articles() -> None:
    text = carried("一、增加一章，作为第三章：\n“第三章　经费\n“第六条　经费由工会列支。\n“第七条　经费不得挪用。”")
    root = parse(text).document.root
    chapters = [
        (unit.label, unit.heading, [child.label for child in unit.children])
        for unit in root.children
        if unit.kind == "chapter"
    ]
    assert chapters[2:] == [("第三章", "经费", ["第六条", "第七条"]), ("第四章", "附则", ["第八条", "第九条"])]


def test_a_chapter_named_first_and_its_articles_after() -> None:
    text = carried(
        "一、增加一章，作为第三章“经费”；增加二条，分别作为第六条、第七条：“第六条 经费由工会列支。”“第七条 经费不得挪用。”"
    )
    root = parse(text).document.root
    chapters = [
        (unit.label, unit.heading, [child.label for child in unit.children])
        for unit in root.children
        if unit.kind == "chapter"
    ]
    assert chapters[2:] == [("第三章", "经费", ["第六条", "第七条"]), ("第四章", "附则", ["第八条", "第九条"])]


def test_an_article_at_the_head_of_a_chapter() -> None:
    text = carried("一、在第三章中增加一条，作为第六条：“经费由工会列支。”")
    root = parse(text).document.root
    assert [[child.label for child in unit.children] for unit in root.children if unit.kind == "chapter"][1:] == [
        ["第三条", "第四条", "第五条"],
        ["第六条", "第七条", "第八条"],
    ]


def test_numbers_are_those_of_the_old_text() -> None:
    text = carried(
        "一、删去第二条。",
        "二、将第四条中的“结婚”修改为“再婚”。",
        "三、将第五条改为第四条，将“住院”修改为“患病”。",
        "四、将第六条中的“主席团”修改为“委员会”。",
        closing="条文顺序作相应调整。",
    )
    assert words(text, "第三条").startswith("会员再婚")
    assert words(text, "第四条").startswith("会员患病")
    assert "委员会" in words(text, "第五条")


def test_several_acts_one_after_the_other() -> None:
    decision = (
        "关于修改《试验公司福利管理办法》的决定\n2025年1月1日通过\n一、删去第四条。\n二、条文顺序作相应调整。\n\n\n"
        "关于修改《试验公司福利管理办法》的决定\n2026年1月1日通过\n一、将第四条中的“住院”修改为“患病”。\n"
    )
    applied = apply(parse(OLD).document, decision)
    assert not applied.undone
    assert words(applied.text, "第四条").startswith("会员患病")


def test_one_line_without_breaks() -> None:
    decision = (
        "关于修改《试验公司福利管理办法》的决定\n一、将第四条修改为：“会员结婚的，给予慰问。”二、删去第二条中的“，退休人员除外”。"
        "三、将第六条中的“公司工会”修改为“工会”。"
    )
    applied = apply(parse(OLD).document, decision)
    assert [item.number for item in applied.carried] == ["一", "二", "三"]
    assert not applied.undone


def test_items_for_another_text_are_passed_over() -> None:
    decision = (
        "关于修改部分文件的决定\n一、将《试验公司福利管理办法》第四条中的“结婚”修改为“再婚”。\n"
        "二、删去《试验公司公务用车管理规定》第二条。\n"
    )
    applied = apply(parse(OLD).document, decision)
    assert [item.number for item in applied.carried] == ["一"]
    assert applied.undone == []
    assert [(one.number, one.law) for one in applied.passed] == [("二", "试验公司公务用车管理规定")]
    assert labels(applied.text) == labels(OLD)


UNDONE = [
    "将第九条修改为：“无此条。”",
    "将第四条中的“离婚”修改为“再婚”。",
    "在第三条中的“慰问”后增加“等”。",
    "将第三条第五款修改为：“无此款。”",
    "删去第三条第二款第九项。",
    "将第四条改得更好。",
    "增加一条，作为第三十条：“太远。”",
    "将第四条修改为：“修改。”并将第九条中的“甲”修改为“乙”。",
    "增加一条，作为第四条。",
    "将第四条第二句修改为：“会员结婚的，给予慰问。”",
    "将第三条第一款、第二款修改为：“节日慰问品另行规定。”",
    "将第四条、第五条修改为：“会员结婚的，给予慰问。”",
]


@pytest.mark.parametrize("item", UNDONE)
def test_what_has_no_place_is_said_and_left_undone_whole(item: str) -> None:
    old = parse(OLD).document
    applied = apply(old, f"关于修改《试验公司福利管理办法》的决定\n一、{item}\n二、删去第二条中的“，退休人员除外”。\n")
    assert [one.number for one in applied.undone] == ["一"]
    assert [one.number for one in applied.carried] == ["二"]
    assert applied.text == canonical(parse(OLD.replace("，退休人员除外", "")).document)


def test_items_tell_their_articles_and_keys() -> None:
    old = parse(OLD).document
    old = keyed(old, {id(article): f"k{number}" for number, article in enumerate(old.articles())})
    applied = apply(old, "关于修改《试验公司福利管理办法》的决定\n一、将第四条中的“结婚”修改为“再婚”。\n")
    assert (applied.carried[0].labels, applied.carried[0].keys) == (["第四条"], ["k3"])
    assert [article.key for article in applied.document.articles()] == [f"k{number}" for number in range(7)]
    assert old.articles()[3].children[0].text.startswith("会员结婚"), "the old text stays as it is"
