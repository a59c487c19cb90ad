"""What an office would sign: whole words, one exchange said once, the 款 of an article in one sentence, nothing bare."""

from __future__ import annotations

import os
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.text.amend import pairs
from benchmarks.text.signed import Pair, judge_pair, run, second_eyes, texts
from tests.text.amending.test_amend import decided
from workflow.text.amending.amend import Amended, amend
from workflow.text.amending.apply import apply, canonical
from workflow.text.amending.writing.changes import changes
from workflow.text.amending.writing.edges import MARK, NONE, Edges
from workflow.text.reading.parse import parse

RULES = """劳动保护用品管理办法

第一条　为规范劳保用品管理，制定本办法。
第二条　车间主任负责本车间劳保用品的领用、发放。
车间主任应当每月核对一次台账，并报安全科。
第三条　库房不得向无领料单的人员发放劳保用品。
第四条　劳保用品损坏的，由车间主任出具证明后更换；丢失的，由本人赔偿。
第五条　新员工上岗前，由车间主任组织培训，培训合格的，方可上岗。培训记录保存三年。
第六条　本办法由安全科负责解释。
第七条　本办法自2024年1月1日起施行。
"""


#: What the republished text changes and the decision of the office does not say, each item of it needed for the proof: the
#: title note, a footnote, punctuation.
MORE_ITEMS = {"criminal-law-2020-2023", "spc-union-law-2003-2020"}


def words(old: str, new: str) -> list[str]:
    return [item.words for item in decided(old, new).items]


def test_one_exchange_in_many_articles_is_one_item() -> None:
    assert words(RULES, RULES.replace("车间主任", "班组长")) == ["将全文中的“车间主任”修改为“班组长”。"]
    assert words(RULES, RULES.replace("劳保用品", "防护用品")) == ["将全文中的“劳保用品”修改为“防护用品”。"]


def test_what_else_changes_in_such_an_article_has_its_own_item() -> None:
    new = RULES.replace("车间主任", "班组长").replace("每月", "每季度")
    assert words(RULES, new) == [
        "将全文中的“车间主任”修改为“班组长”。",
        "将第二条第二款中的“每月”修改为“每季度”。",
    ]


def test_an_exchange_that_is_not_made_everywhere_is_not_said_of_the_whole_text() -> None:
    new = RULES.replace("车间主任", "班组长").replace("由班组长组织", "由车间主任组织")
    assert words(RULES, new) == ["将第二条第一款、第二款和第四条中的“车间主任”修改为“班组长”。"]


def test_a_mark_between_words_stands_before_what_comes_in() -> None:
    old = RULES.replace("领用、发放", "领用、清点、发放")
    assert words(old, old.replace("清点、", "清点、登记、")) == ["在第二条第一款中的“清点”后增加“、登记”。"]


def test_a_figure_keeps_its_unit() -> None:
    old = RULES.replace("保存三年", "保存三年，每次不少于8小时")
    assert words(old, old.replace("8小时", "10小时")) == ["将第五条中的“8小时”修改为“10小时”。"]


CLAUSES = """操作规程

1 范围

本文件适用于电解工序。

2 要求

2.1 准备

2.1.1 检查设备：

（1）泵；

（2）阀门；

2.1.2 穿戴防护用品。

2.2 操作

2.2.1 开机。
"""


@pytest.mark.parametrize(
    ("was", "becomes", "item"),
    [
        ("2.1 准备", "2.1 准备工作", "将2.1的标题修改为：“准备工作”。"),
        ("2 要求", "2 技术要求", "将第2章的标题修改为：“技术要求”。"),
        ("1 范围", "1 适用范围", "将第1章的标题修改为：“适用范围”。"),
    ],
)
def test_a_heading_is_called_one(was: str, becomes: str, item: str) -> None:
    assert words(CLAUSES, CLAUSES.replace(was, becomes)) == [item]


HEADED = CLAUSES.replace("2.1 准备\n", "2.1 准备\n\n设备应当完好。\n\n人员应当到位。\n")


@pytest.mark.parametrize(
    ("was", "becomes", "item"),
    [
        ("完好", "良好", "将2.1第一款中的“完好”修改为“良好”。"),
        ("到位。", "到位。\n\n工具应当齐全。", "2.1增加一款，作为第三款：“工具应当齐全。”"),
        ("设备应当完好。\n\n", "", "删去2.1第一款。"),
        ("适用于", "只适用于", "在第1章第一款中的“本文件”后增加“只”。"),
        ("2.1 准备", "2.1 准备工作", "将2.1标题修改为“准备工作”。"),
        ("2.1 准备", "2.1 准备工作", "将2.1标题中的“准备”修改为“准备工作”。"),
        ("人员应当到位。", "人员应当齐备。", "将2.1第二款修改为：“人员应当齐备。”"),
    ],
)
def test_the_heading_of_a_clause_is_none_of_its_paragraphs(was: str, becomes: str, item: str) -> None:
    """What an office calls 第一款 stands below the heading; the heading was taken for it, and exchanged in silence."""
    decision = f"关于修改《操作规程》的决定\n\n对《操作规程》作如下修改：\n\n一、{item}\n"
    answer = apply(parse(HEADED).document, decision)
    assert not answer.undone
    assert canonical(answer.document) == canonical(parse(HEADED.replace(was, becomes)).document)
    [ours] = words(HEADED, HEADED.replace(was, becomes))
    assert ours.partition("第")[2][:2] == item.partition("第")[2][:2] or "标题" in ours


@pytest.mark.parametrize("item", ["将2.1.1的标题修改为：“准备工作”。", "将2.1.2标题修改为“穿戴”。", "删去2.1的标题。"])
def test_no_heading_comes_in_beside_the_words_and_none_goes_alone(item: str) -> None:
    """Once 2.1 had two headings after 将2.1的标题修改为, and nothing said so."""
    decision = f"关于修改《操作规程》的决定\n\n对《操作规程》作如下修改：\n\n一、{item}\n"
    old = parse(CLAUSES).document
    answer = apply(old, decision)
    assert len(answer.undone) == 1
    assert canonical(answer.document) == canonical(old)


def test_an_article_restated_stands_in_no_list_of_articles() -> None:
    new = RULES.replace("车间主任", "班组长").replace(
        "更换；丢失的，由本人赔偿", "予以换发，但是本人故意损坏的，按照原价赔偿"
    )
    said = words(RULES, new)
    assert not any("第四条" in one and "车间主任" in one for one in said)


def test_paragraphs_of_one_article_share_an_item() -> None:
    new = RULES.replace("领用、发放", "领取、发放").replace("每月", "每季度")
    assert words(RULES, new) == ["将第二条第一款中的“领用”修改为“领取”，第二款中的“每月”修改为“每季度”。"]


def test_articles_that_go_share_an_item() -> None:
    lines = RULES.split("\n")
    new = "\n".join(line for line in lines if not line.startswith(("第三条", "第五条")))
    for number, (one, other) in enumerate((("第四条", "第三条"), ("第六条", "第四条"), ("第七条", "第五条"))):
        new = new.replace(f"\n{one}", f"\n{other}", 1) if number < 3 else new
    assert words(RULES, new) == ["删去第三条和第五条。"]


def test_a_paragraph_divided_and_joined() -> None:
    parted = RULES.replace("方可上岗。培训", "方可上岗。\n培训")
    assert words(RULES, parted) == [
        "将第五条第一款分为两款，修改为：“新员工上岗前，由车间主任组织培训，培训合格的，方可上岗。\n“培训记录保存三年。”"
    ]
    assert words(parted, RULES)[0].startswith("将第五条第一款和第二款合并为一款，修改为：“新员工上岗前")


@pytest.mark.parametrize(
    ("before", "after"), [("损坏的，由", "损坏的由"), ("更换；丢失", "更换，丢失"), ("领用、发放", "领用和发放")]
)
def test_punctuation_is_quoted_with_the_words_beside_it(before: str, after: str) -> None:
    old, new = parse(RULES).document, parse(RULES.replace(before, after)).document
    read = second_eyes(decided(RULES, RULES.replace(before, after)).items, old, new)
    assert read.bare == 0
    assert read.cut == []


@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_no_two_changes_touch_and_all_of_them_lead_to_the_new_text(rolled: random.Random, times: int) -> None:
    """Whatever becomes of a sentence: stretches in order that give the new one, each between words as the writer knows them."""
    old = rolled.choice([line for line in RULES.split("\n") if len(line) > 12])
    new = old
    for _ in range(times):
        at = rolled.randrange(len(new))
        new = new[:at] + rolled.choice(["", "有关部门", "，", "或者班长", "不得"]) + new[at + rolled.randrange(3) :]
    edges = Edges(lambda: [old, new])
    found = changes(old, new, edges)
    made, at = "", 0
    for one in found:
        made += old[at : one.start] + new[one.to : one.till]
        at = one.end
        for text, place in ((old, one.start), (old, one.end), (new, one.to), (new, one.till)):
            assert edges.worth(text, place) > NONE or place in (0, len(text))
    assert made + old[at:] == new
    assert all(one.end < other.start for one, other in pairwise(found))


def test_marks_and_ends_are_edges_and_what_a_label_holds_is_none() -> None:
    edges = Edges(list)
    text = "依照第二十条第（三）项办理，2024年3月1日起执行。"
    assert edges.worth(text, 0) == edges.worth(text, len(text)) == edges.worth(text, text.index("，")) == MARK
    for whole in ("第二十条", "第（三）项", "2024年3月1日", "办理"):
        start = text.index(whole)
        assert {edges.worth(text, place) for place in range(start + 1, start + len(whole))} == {NONE}


def test_what_is_listed_ends_before_and_so_on() -> None:
    """保健品等 is no word; 高等 is one."""
    edges = Edges(list)
    assert edges.worth("化妆品、保健品等产品的生产者", 7) > NONE
    assert edges.worth("监督、检查、管理等义务", 8) > NONE
    assert edges.worth("在高等学校任教", 2) == NONE


def test_the_paragraph_of_one_sentence_is_named_once() -> None:
    old = "　考核应当包括下列内容：\n（一）劳保用品的领用情况；\n（二）劳保用品的佩戴情况；\n（三）台账。\n前款考核由安全科办理。\n"
    text = RULES.replace("　为规范劳保用品管理，制定本办法。\n", old)
    new = text.replace("领用情况", "领用记录").replace("佩戴情况", "佩戴记录")
    assert words(text, new) == [
        "将第一条第一款第一项中的“领用情况”修改为“领用记录”，第二项中的“佩戴情况”修改为“佩戴记录”。"
    ]


def test_a_stop_is_quoted_with_the_words_behind_it() -> None:
    new = RULES.replace("车间主任出具证明后", "班组长、安全员，出具证明后")
    assert words(RULES, new) == ["将第四条中的“车间主任出具”修改为“班组长、安全员，出具”。"]


def test_many_new_articles_in_several_places_are_one_item() -> None:
    """Where they are half as many as there were; else each stands at its place, to be voted on."""
    lines = RULES.splitlines()
    numerals = iter("一二三四五六七八九十")
    articles = [line.split("\u3000", 1)[1] for line in lines if line.startswith("第")]
    many = [
        articles[0],
        "新增其一。",
        *articles[1:3],
        "新增其二。",
        articles[3],
        "新增其三。",
        "新增其四。",
        *articles[4:],
    ]
    labels = [next(numerals) if k < 10 else "十" + "一二三"[k - 10] for k in range(len(many))]
    text = lines[0] + "\n\n" + "".join(f"第{label}条\u3000{one}\n" for label, one in zip(labels, many, strict=True))
    text = text.replace("发放。\n", "发放。\n车间主任应当每月核对一次台账，并报安全科。\n", 1)
    [item] = words(RULES, text)
    assert item.startswith("增加四条，分别作为第二条、第五条、第七条和第八条：“第二条")


# real texts


@pytest.fixture(scope="module")
def judged(corpus: Path) -> list[Pair]:
    return [judge_pair(folder) for folder in pairs(corpus)]


@pytest.mark.thorough
def test_the_bars_on_real_pairs(judged: list[Pair]) -> None:
    read = [one.ours for one in judged if one.ours]
    assert len(read) >= 0.98 * len(judged)
    assert sum(len(one.cut) for one in read) <= 0.03 * sum(one.fragments for one in read)
    assert sum(one.bare for one in read) == 0
    both = [(one.ours.items, one.real.items) for one in judged if one.ours and one.real]
    assert sum(ours for ours, _ in both) <= 1.2 * sum(real for _, real in both)
    longer = {one.slug for one in judged if one.ours and one.real and one.ours.items > 1.2 * one.real.items}
    assert longer <= MORE_ITEMS


@pytest.mark.thorough
def test_a_share_of_real_texts_with_whole_words_changed(corpus: Path) -> None:
    _check(corpus, range(1000, 1040))


@pytest.mark.soak
def test_real_texts_with_whole_words_changed(corpus: Path) -> None:
    _check(corpus, range(2000, 2000 + int(os.environ.get("TRIALS", "600"))))


def _check(corpus: Path, seeds: range) -> None:
    row = run(texts(corpus), seeds)
    assert len(row.cut) <= 0.03 * row.fragments
    assert row.bare == 0


def test_what_was_gathered_wrongly_is_said_in_each_article() -> None:
    """Words that stand in a heading too: the reader of 全文 would look there; the decision is proved either way."""
    old = RULES.replace("劳动保护用品管理", "劳保用品管理")
    new = (
        RULES.replace("劳动保护用品管理", "劳保用品管理")
        .replace("劳保用品的领用", "防护用品的领用")
        .replace("发放劳保用品", "发放防护用品")
    )
    answer = amend(parse(old).document, parse(new).document)
    assert isinstance(answer, Amended)
    assert "全文" not in answer.decision
    assert apply(parse(old).document, answer.decision).text == canonical(parse(new).document)
