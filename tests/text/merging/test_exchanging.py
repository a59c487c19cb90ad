"""Words exchanged in a text: the rest of it stays as it was, whatever the words, in texts of several forms."""

import random

import pytest

from tests.text.edits import draft
from workflow.text.comparing.keys import carry
from workflow.text.merging.exchanging import Exchange, Unfit, exchanged, pieces
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document
from workflow.text.units import units

TABLED = "甲公司办法\n第一条　标准如下：\n| 项目 | 标准 |\n| 夜餐 | 十元 |\n夜餐标准每年核定一次。\n第二条　本办法自2026年5月1日起施行。\n"


def keyed(text: str) -> Document:
    numbers = iter(range(10_000))
    return carry(None, parse(text).document, lambda: f"k{next(numbers)}")[0]


@pytest.mark.parametrize("seed", range(20))
def test_exactly_the_words_meant_are_exchanged(seed: int):
    chance = random.Random(seed)
    document = keyed(write(draft(seed, 8)))
    before = write(document)
    unit = chance.choice([one for one in units(document) if pieces(one)])
    part = chance.choice(pieces(unit))
    start = chance.randint(part.start, part.end - 1)
    end = chance.randint(start + 1, part.end)
    after = exchanged(document, [Exchange(unit.key, start, end, "〇〇")])
    line = next(one for one in before.split("\n") if unit.text[part.start : part.end] in one)
    new = unit.text[part.start : start] + "〇〇" + unit.text[end : part.end]
    wanted = before.replace(line, line.replace(unit.text[part.start : part.end], new))
    assert after == wanted


def test_several_that_do_not_overlap_go_in_together():
    document = keyed(TABLED)
    first = units(document)[1]
    assert "夜餐标准每年核定一次。" in first.text
    at = first.text.index("每年")
    both = [Exchange(first.key, at, at + 2, "每季度"), Exchange(first.key, 0, 2, "餐费标准")]
    text = exchanged(document, both)
    assert "餐费标准如下：" in text
    assert "夜餐标准每季度核定一次。" in text
    assert "| 夜餐 | 十元 |" in text


@pytest.mark.parametrize("quote", ["夜餐 | 十元", "核定一次。\n", "如下：\n|"])
def test_over_the_edge_of_a_paragraph_or_in_a_table_nothing_is_exchanged(quote: str):
    document = keyed(TABLED)
    text = units(document)[1].text
    at = text.find(quote)
    span = (at, at + len(quote)) if at >= 0 else (len(text) - 2, len(text) + 1)
    with pytest.raises(Unfit):
        exchanged(document, [Exchange(units(document)[1].key, *span, "甲")])


def test_two_that_overlap_and_an_article_that_is_not_there_are_refused():
    document = keyed(TABLED)
    key = units(document)[1].key
    for several in ([Exchange(key, 0, 3, "甲"), Exchange(key, 2, 4, "乙")], [Exchange("gone", 0, 1, "甲")]):
        with pytest.raises(Unfit):
            exchanged(document, several)


def test_a_paragraph_whose_words_are_all_taken_out_goes():
    document = keyed(TABLED)
    unit = units(document)[1]
    at = unit.text.index("夜餐标准每年核定一次。")
    assert "夜餐标准" not in exchanged(document, [Exchange(unit.key, at, at + 11, "")])
