"""Hostile decisions: any text is read in bounded time, without an exception, and never changes the old text silently."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import effort
from tests.text.amending.test_apply_patterns import OLD
from workflow.text.amending.apply import apply, canonical
from workflow.text.reading.parse import parse

HEAD = "关于修改《试验公司福利管理办法》的决定\n一、"
SIZE = 60_000
HOSTILE = {
    "opening": "“" * SIZE,
    "closing": "”" * SIZE,
    "opening lines": "“\n" * (SIZE // 2),
    "nested": "“‘" * (SIZE // 2),
    "pairs": "“”" * (SIZE // 2),
    "brackets": "（" * SIZE,
    "titles": "《" * SIZE,
    "numerals": HEAD + "删去第" + "九" * SIZE + "条。",
    "arabic": HEAD + "删去第" + "9" * SIZE + "条。",
    "range": HEAD + "删去第一条至第九千九百九十九万条。",
    "ranges": HEAD + "删去第一条至第二千九百条、" * 500,
    "items": "".join(f"{number}、删去第{number}条。\n" for number in range(SIZE // 12)),
    "same item": "一、将第一条修改为：“甲”。\n" * (SIZE // 15),
    "growth": "".join(f"{number}、将全文中的“的”修改为“的的”。\n" for number in "一二三四五六七八九十"),
    "growing": HEAD + "将有关条文中的“的”修改为“的的”。" * 60,
    "list": HEAD + "将第一条修改为：“如下：" + "（一）甲；" * (SIZE // 5) + "”",
    "marks": HEAD + "一、" * (SIZE // 2),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_decisions_take_bounded_time(name: str) -> None:
    old = parse(OLD).document
    assert effort(lambda: apply(old, HOSTILE[name])) < 2_000
    assert canonical(old) == canonical(parse(OLD).document)


@pytest.mark.parametrize("seed", range(40))
def test_scraps_of_decisions(seed: int) -> None:
    chance = random.Random(seed)
    scraps = [
        "将",
        "第三条",
        "第一款",
        "第二项",
        "中的",
        "“甲”",
        "修改为",
        "：“",
        "”",
        "删去",
        "增加一条",
        "，作为第四条",
        "合并",
        "分为两条",
        "移至第二章",
        "改为第九条",
        "。",
        "\n二、",
        "条文顺序作相应调整",
        "第三章",
        "章名",
        "引言",
        "附件1",
        "至",
        "和",
        "之后",
        "‘",
        "\n（一）",
    ]
    applied = apply(parse(OLD).document, HEAD + "".join(chance.choice(scraps) for _ in range(chance.randint(1, 60))))
    assert canonical(parse(applied.text).document) == applied.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(
        alphabet=st.sampled_from("“”‘’「」（）《》一二三第条款项将修改为：，。\n、删去增加作 1.a\ue001\ue002"),
        max_size=300,
    )
)
def test_any_text_is_read(decision: str) -> None:
    apply(parse(OLD).document, decision)
