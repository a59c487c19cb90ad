"""Comparison: what happened to each provision is named as a drafter would name it, and nothing else is marked."""

import random
from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import least_effort
from tests.text.boilerplate import regulation, words
from tests.text.regulations import UNTIDY
from workflow.text.comparing.compare import Change, Comparison, Fate, compare
from workflow.text.given import keyed
from workflow.text.reading.parse import parse
from workflow.text.tree import Document

_TOPICS = (
    "听取总经理工作报告 审议集体合同草案 通过福利费使用方案 选举职工董事 评议领导人员 监督劳动安全 办理代表提案 "
    "公布选举结果 保存会议档案 培训职工代表 核定代表名额 划分代表团 组织民主恳谈 处理申诉事项 公开采购情况"
)


def laws(count: int, seed: int = 1) -> list[str]:
    """Words of `count` articles, each unlike the others but made of the same phrases."""
    chance = random.Random(seed)
    return [
        f"公司工会{chance.choice(('应当', '可以', '不得'))}在{number + 3}日内{'、'.join(chance.sample(_TOPICS.split(), 3))}，"
        f"并向{chance.choice(('公司', '上级工会', '主席团', '全体职工'))}报告第{number}号事项。"
        for number in range(count)
    ]


def touched(comparison: Comparison) -> list[Change]:
    return [change for change in comparison.changes if not set(change.kinds) <= {"unchanged", "renumbered"}]


def _compared(old: Sequence[str], new: Sequence[str]) -> Comparison:
    return compare(regulation(old), regulation(new))


def _named(comparison: Comparison) -> list[tuple[list[Fate], list[str], list[str]]]:
    return [(change.kinds, change.old, change.new) for change in touched(comparison)]


@pytest.mark.parametrize("place", range(59))
def test_one_article_inserted_or_deleted_marks_exactly_that_article(place: int) -> None:
    old = laws(58)
    article = "职工代表大会闭会期间的工作由公司工会负责办理并报告。"
    new = [*old[:place], article, *old[place:]]
    inserted, deleted = _compared(old, new), _compared(new, old)
    assert inserted.marked == {"deleted": 0, "inserted": len(article)}
    assert [change.kinds for change in touched(inserted)] == [["inserted"]]
    assert deleted.marked == {"deleted": len(article), "inserted": 0}
    assert [change.kinds for change in touched(deleted)] == [["deleted"]]


def test_boilerplate_nineteen_characters_in_three_articles() -> None:
    old = words()
    new = list(old)
    for place, phrase in ((4, "经工会同意后，"), (17, "及其附件"), (33, "和公司工会委员会")):
        new[place] = new[place].replace("情况报送", f"情况{phrase}报送")
    marked = _compared(old, new).marked
    assert sum(len(phrase) for phrase in ("经工会同意后，", "及其附件", "和公司工会委员会")) == 19
    assert marked["inserted"] <= 25
    assert marked["deleted"] == 0


def test_boilerplate_one_new_article() -> None:
    old = words()
    article = old[7].replace("福利费用劳动保护职业健康", "")[:48] + "。"
    assert len(article) == 49
    found = _compared(old, [*old[:20], article, *old[20:]])
    assert found.marked == {"deleted": 0, "inserted": 49}
    assert _named(found) == [(["inserted"], [], ["第二十一条"])]


def test_boilerplate_article_ten_moved_to_place_three() -> None:
    old = words()
    new = [*old[:2], old[9], *old[2:9], *old[10:]]
    found = _compared(old, new)
    assert found.marked == {"deleted": 0, "inserted": 0}
    assert _named(found) == [(["renumbered", "moved"], ["第十条"], ["第三条"])]


def test_every_provision_is_listed_once_in_order() -> None:
    old, new = laws(12), laws(12)
    del new[4]
    new.insert(8, "新增的一条。")
    found = _compared(old, new).changes
    assert [change.old for change in found if change.old and change.unit == "article"] == [
        [f"第{n}条"] for n in _chinese(12)
    ]
    assert [change.new for change in found if change.new and change.unit == "article"] == [
        [f"第{n}条"] for n in _chinese(12)
    ]
    deleted = next(k for k, change in enumerate(found) if change.kinds == ["deleted"])
    assert found[deleted - 1].old == ["第四条"]


def _chinese(count: int) -> list[str]:
    from workflow.text.labels.numerals import chinese

    return [chinese(number) for number in range(1, count + 1)]


@pytest.mark.parametrize("place", [0, 5, 11])
def test_an_article_split_in_two_is_named(place: int) -> None:
    old = laws(12)
    halves = (
        "主席团由职工代表大会选举产生，其成员中一线职工不得少于半数。",
        "主席团主持大会预备会议，决定列席人员名单和大会议程。",
    )
    whole = [*old[:place], "\n".join(halves), *old[place:]]
    parts = [*old[:place], *halves, *old[place:]]
    numbers = _chinese(14)
    one, two = f"第{numbers[place]}条", f"第{numbers[place + 1]}条"
    assert _named(_compared(whole, parts)) == [(["split"], [one], [one, two])]
    assert _named(_compared(parts, whole)) == [(["merged"], [one, two], [one])]


def test_a_split_with_other_words_is_a_split_and_modified() -> None:
    old = [*laws(5), "主席团由大会选举产生，一线职工不得少于半数。\n主席团主持预备会议，决定列席人员名单和大会议程。"]
    new = [
        *laws(5),
        "主席团由全体会议选举产生，一线职工不得少于半数。",
        "主席团主持预备会议，可以决定列席人员名单和大会议程。",
    ]
    assert _named(_compared(old, new)) == [(["modified", "split"], ["第六条"], ["第六条", "第七条"])]


def test_moved_and_modified() -> None:
    old = laws(10)
    new = [*old[:1], old[7].replace("公司工会", "公司"), *old[1:7], *old[8:]]
    assert _named(_compared(old, new)) == [(["modified", "renumbered", "moved"], ["第八条"], ["第二条"])]


def test_a_kept_number_is_deleted_on_both_sides() -> None:
    text = "第一条　甲应当报告。\n第二条　乙可以审议。\n第三条　丙负责办理。\n"
    found = compare(parse(text).document, parse(text.replace("乙可以审议。", "（删除）")).document)
    assert _named(found) == [(["deleted"], ["第二条"], ["第二条"])]


def test_inserted_without_renumbering() -> None:
    text = "第一条　甲应当报告。\n第二条　乙可以审议。\n第三条　丙负责办理。\n"
    found = compare(parse(text).document, parse(text.replace("第三条", "第二条之一　丁办理备案。\n第三条")).document)
    assert _named(found) == [(["inserted"], [], ["第二条之一"])]


def test_a_rewritten_article_between_kept_neighbours_is_modified() -> None:
    old = ["甲应当报告。", "乙可以审议集体合同。", "丙负责办理。"]
    assert _named(_compared(old, [old[0], "丁不得动用经费。", old[2]])) == [(["modified"], ["第二条"], ["第二条"])]


@pytest.mark.parametrize(
    ("old", "new"),
    [("“甲”在2025年 1月办理（一）。", "「甲」在２０２５年1月办理(一)。"), ("甲办理。\n乙办理。", "甲办理。乙办理。")],
)
def test_typography_is_no_change_but_stays_visible(old: str, new: str) -> None:
    found = _compared([old, *laws(3)], [new, *laws(3)])
    change = found.changes[1]
    assert change.kinds == ["unchanged"]
    assert change.is_typographic
    assert "".join(text for kind, text in change.runs if kind != "+") == change.old_text


def test_frame_and_headings_are_units() -> None:
    old = parse(
        "甲公司条例\n（2025年1月1日通过）\n\n为了办好事，制定本条例。\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。\n"
    )
    new = parse(
        "乙公司条例\n（2025年2月1日通过）\n\n为了办好大事，制定本条例。\n第一章　总则\n第一条　甲。\n第二章　其他\n第二条　乙。\n"
    )
    found = compare(old.document, new.document)
    assert [(change.unit, change.old) for change in touched(found)] == [
        ("title", ["标题"]),
        ("note", ["题注"]),
        ("preamble", ["引言"]),
        ("chapter", ["第二章"]),
    ]


def test_an_article_that_crosses_into_another_chapter_moved() -> None:
    text = "第一章　总则\n第一条　甲应当报告。\n第二条　乙可以审议。\n{}第三条　丙负责办理。\n{}第四条　丁。\n"
    old = parse(text.format("", "第二章　附则\n")).document
    new = parse(text.format("第二章　附则\n", "")).document
    assert _named(compare(old, new)) == [(["moved"], ["第三条"], ["第三条"])]


def test_keys_decide_where_both_texts_have_them() -> None:
    old, new = regulation(["甲应当报告。", "乙可以审议。"]), regulation(["甲应当报告。", "乙可以审议。"])
    old, new = (
        keyed(document, {id(article): key for key, article in zip(keys, document.articles(), strict=True)})
        for document, keys in ((old, "ab"), (new, "ba"))
    )
    found = [change for change in compare(old, new).changes if change.unit == "article"]
    assert {(*change.old_keys, *change.new_keys) for change in found} == {("a", "a"), ("b", "b")}
    assert all("modified" in change.kinds for change in found)


@given(st.randoms(use_true_random=False))
def test_every_comparison_keeps_the_contract(chance: random.Random) -> None:
    old = laws(15)
    new = [text.replace("公司", "企业", 1) if chance.random() < 0.2 else text for text in old]
    chance.shuffle(new) if chance.random() < 0.3 else None
    for _ in range(chance.randint(0, 4)):
        new.insert(chance.randint(0, len(new)), chance.choice([*old, "新增的一条，由工会解释。"]))
        del new[chance.randrange(len(new))]
    _keeps_contract(regulation(old), regulation(new))


def test_an_untidy_text_against_its_first_half() -> None:
    _keeps_contract(parse(UNTIDY).document, parse(UNTIDY[: len(UNTIDY) // 2]).document)
    _keeps_contract(parse("").document, parse(UNTIDY).document)


def _keeps_contract(old: Document, new: Document) -> None:
    found = compare(old, new)
    gone = came = 0
    for change in found.changes:
        assert set(change.kinds) <= set(Fate)
        assert len(change.kinds) == 1 or not {"unchanged", "inserted", "deleted"} & set(change.kinds)
        assert "".join(text for kind, text in change.runs if kind != "+") == change.old_text
        assert "".join(text for kind, text in change.runs if kind != "-") == change.new_text
        assert change.as_dict()["kinds"] == change.kinds
        gone += sum(len(text) for kind, text in change.runs if kind == "-")
        came += sum(len(text) for kind, text in change.runs if kind == "+")
    assert found.marked == {"deleted": gone, "inserted": came}
    for document, side in ((old, "old"), (new, "new")):
        labels = [label for change in found.changes if change.unit == "article" for label in getattr(change, side)]
        assert sorted(labels) == sorted(article.label for article in document.articles())


def test_ten_times_the_articles_cost_about_ten_times_the_effort() -> None:
    efforts = []
    for count in (300, 3000):
        old = laws(count)
        new = [text.replace("公司", "企业", 1) if number % 50 == 7 else text for number, text in enumerate(old)]
        new.insert(count // 3, "新增的一条，由公司工会负责解释。")
        documents = regulation(old), regulation(new)
        efforts.append(least_effort(partial(compare, *documents)))
    assert efforts[1] <= 20 * efforts[0]  # 12 in the benchmark; a quadratic step would take 100
