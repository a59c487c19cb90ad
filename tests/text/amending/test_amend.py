"""Amending decisions are written in the usual sentences, quote little, and are proved by carrying them out."""

from __future__ import annotations

import pytest

from tests.text.amending.test_apply_patterns import OLD
from workflow.text.amending.amend import Amended, Refusal, amend
from workflow.text.amending.apply import apply, canonical
from workflow.text.reading.parse import parse

NOTE = "（2024年3月1日第一届职工代表大会第一次会议通过）"


def decided(old: str, new: str) -> Amended:
    before, after = parse(old).document, parse(new).document
    answer = amend(before, after)
    assert isinstance(answer, Amended), answer
    applied = apply(before, answer.decision)
    assert applied.undone == []
    assert applied.text == canonical(after)
    return answer


def items(old: str, new: str) -> list[str]:
    """The items of the decision, without their numbers."""
    return [item.words for item in decided(old, new).items]


SENTENCES = [
    ("三百元", "五百元", ["将第三条第一款中的“三百元”修改为“五百元”。"]),
    ("，退休人员除外", "", ["删去第二条中的“，退休人员除外”。"]),
    ("全体会员，", "全体会员和劳务派遣工，", ["在第二条中的“公司全体会员”后增加“和劳务派遣工”。"]),
    ("依照第三条规定", "依照第四条规定", ["将第五条中的“第三条”修改为“第四条”。"]),
    ("慰问品不得折现。\n", "", ["删去第三条第三款。"]),
    ("第四条　会员", "第四条　会员年满六十周岁的，给予慰问。\n会员", ["第四条增加一款，作为第一款：“会员年满六十周岁的，给予慰问。”"]),
    ("（二）标准为二百元；\n（三）由", "（二）由", ["删去第三条第二款第二项。第三项相应改为第二项。"]),
    (
        "（三）由分会组织发放。",
        "（三）不得折现；\n（四）由分会组织发放。",
        ["第三条第二款增加一项，作为第三项：“（三）不得折现；”，第三项相应改为第四项。"],
    ),
    ("第二章　标准", "第二章　慰问标准", ["将第二章章名修改为：“慰问标准”。"]),
    (NOTE, NOTE[:-1] + "，2025年4月22日修正）", ["在题注中的“通过”后增加“，2025年4月22日修正”。"]),
    ("福利管理办法\n", "福利管理实施办法\n", ["将标题修改为：“试验公司福利管理实施办法”"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "expected"), SENTENCES, ids=[expected[0][:20] for _, _, expected in SENTENCES]
)
def test_the_usual_sentences(before: str, after: str, expected: list[str]) -> None:
    assert OLD.count(before) == 1
    assert items(OLD, OLD.replace(before, after)) == expected


def _renumbered(text: str, first: int, by: int) -> str:
    """`text` with the labels of its articles from `first` on shifted."""
    digits = "零一二三四五六七八九十"
    for number in range(7, first - 1, -1) if by > 0 else range(first, 8):
        text = text.replace(f"\n第{digits[number]}条　", f"\n第{digits[number + by]}条　")
    return text


def test_an_article_comes_and_the_others_close_up() -> None:
    new = _renumbered(OLD, 4, 1).replace("第五条　会员结", "第四条　会员去世的，给予慰问。\n第五条　会员结")
    answer = decided(OLD, new)
    assert [item.words for item in answer.items] == ["增加一条，作为第四条：“会员去世的，给予慰问。”"]
    assert "并对条文顺序作相应调整" in answer.decision
    assert answer.quoted_characters == len("会员去世的，给予慰问。")


def test_an_article_goes() -> None:
    new = _renumbered(OLD.replace("第四条　会员结婚的，给予慰问；生育的，给予慰问。\n", ""), 5, -1)
    assert items(OLD, new) == ["删去第四条。"]


def test_a_changed_article_says_its_new_number() -> None:
    new = _renumbered(
        OLD.replace("第四条　会员结婚的，给予慰问；生育的，给予慰问。\n", "").replace("主席团", "委员会"), 5, -1
    )
    assert items(OLD, new) == ["删去第四条。", "将第六条改为第五条，将“主席团”修改为“委员会”。"]


def test_a_moved_article_is_not_restated() -> None:
    new = OLD.replace("第四条　会员结婚的，给予慰问；生育的，给予慰问。\n第五条　会员住院", "第四条　会员住院").replace(
        "\n\n第三章", "\n第五条　会员结婚的，给予慰问；生育的，给予慰问。\n\n第三章"
    )
    answer = decided(OLD, new)
    assert answer.quoted_characters == 0
    assert len(answer.items) == 1


def test_articles_merged_and_divided() -> None:
    merged = _renumbered(
        OLD.replace("\n第五条　会员住院的，依照第三条规定的“慰问品”标准办理。", "\n会员住院的，依照第三条规定的“慰问品”标准办理。"), 6, -1
    )  # fmt: skip
    assert items(OLD, merged)[0].startswith("将第四条和第五条合并，作为第四条，修改为：“会员结婚的")
    assert items(merged, OLD)[0].startswith("将第四条分为两条，作为第四条、第五条，修改为：“第四条　会员结婚的")


def test_quotations_inside_quotations() -> None:
    new = OLD.replace("不得折现", "不得折现，统称“福利‘品’”")
    assert "‘福利“品”’" in decided(OLD, new).decision


def test_a_quotation_opens_at_every_paragraph_and_item() -> None:
    new = OLD.replace(
        "第六条　", "第六条　本办法的解释另行规定：\n（一）由工会规定；\n（二）由公司规定。\n解释"
    ).replace("，并报主席团备案", "")
    words = next(item for item in items(OLD, new) if "第六条" in item)
    assert "\n“（一）由工会规定；\n“（二）由公司规定。" in words


def test_marks_that_do_not_pair_are_proved_or_refused() -> None:
    for mark in ("“", "”", "‘", "’", "「", "』", '"'):
        before, after = (
            parse(OLD).document,
            parse(OLD.replace("不得折现", f"不得{mark}折现，也不得转让给他人使用")).document,
        )
        answer = amend(before, after)
        if isinstance(answer, Refusal):
            assert "第三条" in answer.label
        else:
            assert apply(before, answer.decision).text == canonical(after)


def test_a_chapter_comes_and_the_others_are_numbered_again() -> None:
    new = (
        OLD.replace("第三章　附则", "第三章　经费\n\n第六条　经费由工会列支。\n\n第四章　附则")
        .replace("第七条　本办法自", "第八条　本办法自")
        .replace("第六条　本办法由", "第七条　本办法由")
    )
    answer = decided(OLD, new)
    assert answer.items[0].words == "增加一章，作为第三章：“第三章　经费\n“第六条　经费由工会列支。”"
    assert "并对章节和条文顺序作相应调整" in answer.decision


def test_tables_and_annexes() -> None:
    annexed = (
        OLD
        + "\n附件1　标准表\n| 项目 | 标准 |\n| 结婚 | 500元 |\n| 生育和收养子女 | 由分会提出意见，报公司工会批准 |\n"
    )
    assert items(OLD, annexed)[0].startswith("增加附件：“附件1　标准表")
    assert items(annexed, annexed.replace("500元", "800元")) == ["将附件1中的“500元”修改为“800元”。"]
    assert items(annexed, OLD) == ["删去附件1。"]


def test_the_same_text_and_another_language_are_refused() -> None:
    old = parse(OLD).document
    assert isinstance(amend(old, old), Refusal)
    assert isinstance(amend(old, parse("Rules\n\nArticle 1 Members receive gifts.\n").document), Refusal)


def test_a_new_text_is_no_amendment() -> None:
    answer = amend(
        parse(OLD).document, parse("公务用车规定\n第一条　车辆集中停放。\n第二条　驾驶员持证上岗。\n").document
    )
    assert isinstance(answer, Refusal)


ENGLISH = """Welfare Rules
(Adopted on 1 March 2024)

Chapter 1 General Provisions

Article 1 These rules govern welfare.
Article 2 They apply to all members’ families.

Chapter 2 Standards

Article 3 Members receive gifts:
  (a) at the Spring Festival;
  (b) on their birthday.
Article 4 Gifts are not paid in cash, “vouchers” included.
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("all members’", "all union members’"),
        ("Spring Festival", "Mid-Autumn Festival"),
        ("Article 4 Gifts", "Article 4 Gifts of every kind cost at most 300 yuan.\nArticle 5 Gifts"),
        ("Article 2 They apply to all members’ families.\n", ""),
        ("“vouchers” included", "“vouchers” and “cards” excluded"),
        ("Chapter 2 Standards", "Chapter 2 Gifts and Standards"),
        ("Welfare Rules", "Welfare Regulations"),
        ("(Adopted on 1 March 2024)", "(Adopted on 1 March 2024, amended on 22 April 2025)"),
    ],
)
def test_english_decisions_are_proved(before: str, after: str) -> None:
    assert "amended as follows" in decided(ENGLISH, ENGLISH.replace(before, after)).decision


def test_strike_and_insert() -> None:
    decision = (
        "The Welfare Rules are amended as follows:\n(a) Article 3 is amended as follows:\n"
        '  (1) Item (a) is amended by striking the phrase "Spring Festival" and inserting the phrase "New Year" in its place.\n'
        '  (2) Item (b) is amended by striking the word "their" and inserting the words "every fifth" in its place.\n'
        '(b) Article 4 is amended by striking the phrase "cash" and inserting the phrase "money" in its place.\n'
    )
    applied = apply(parse(ENGLISH).document, decision)
    assert applied.undone == []
    assert "(a) at the New Year;" in applied.text
    assert "(b) on every fifth birthday." in applied.text
    assert "not paid in money" in applied.text


TRADITIONAL = """互助社法

第一章　總則

第一條
本法所稱互助社，謂依平等原則組織之團體。
第二條
互助社稱為法人，並應向所在地主管機關登記；其登記辦法，由中央主管機關定之。
第三條
互助社分左列二種：
一、生產互助社。
二、消費互助社。
"""


def test_traditional_script() -> None:
    answer = decided(TRADITIONAL, TRADITIONAL.replace("所在地", "").replace("左列二種", "左列兩種"))
    assert answer.items[0].words == "刪去第二條中的「所在地」。"
