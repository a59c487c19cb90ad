"""Text to row and back: the same to the letter on every text there is, in every numbering; and what comes in as JSON."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.regulations import ENGLISH, PIECES, TIDY, regulations
from tests.text.test_corpus import read, texts
from workflow.text.comparing.keys import carry
from workflow.text.keyed.as_json import TOO_MUCH, TWICE, NotARow, as_json, row_from
from workflow.text.keyed.blocks import Block, Cite
from workflow.text.keyed.bridge import NotCarried, row_of, spelled_out, tree_of
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind

FORMS = sorted((Path(__file__).parents[1] / "forms").glob("*.txt"))
POLICIES = sorted((Path(__file__).parents[3] / "policies" / "texts").glob("*.txt"))


def with_keys(text: str) -> Document:
    numbers = count()
    return carry(None, parse(text).document, lambda: f"k{next(numbers)}")[0]


def _is_carried(text: str) -> bool:
    """Whether the bridge carries `text`; it is carried whole, keys and all, or refused."""
    document = with_keys(text)
    try:
        row = row_of(document)
    except NotCarried:
        return False
    made = tree_of(row)
    assert made.document == replace(document, root=_without_lines(document))
    assert not made.broken
    assert row_from(json.loads(json.dumps(as_json(row)))) == row
    return True


def _without_lines(document: Document):
    def bare(unit):
        return replace(unit, line=0, children=tuple(map(bare, unit.children)))

    return bare(document.root)


@pytest.mark.parametrize("path", [*POLICIES, *FORMS], ids=lambda path: path.stem)
def test_every_policy_and_every_form_is_carried(path: Path):
    assert _is_carried(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", [TIDY, ENGLISH], ids=["chinese", "english"])
def test_what_a_text_says_twice_is_counted_once(text: str):
    assert _is_carried(text)


def test_the_corpus_is_carried(corpus: Path):
    known = [write(parse(read(path), markup=True).document) for path in list(texts(corpus))[::6]]
    assert all(map(_is_carried, known))


@given(regulations())
def test_tidy_texts_are_carried(text: str):
    assert _is_carried(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_people_write_is_carried(pieces: list[str]):
    assert _is_carried("".join(pieces))


@pytest.mark.soak
def test_ten_thousand_random_texts_are_carried():
    chance = random.Random(20250422)
    refused = sum(
        not _is_carried("".join(chance.choices((*PIECES, "\n", "\n"), k=chance.randint(1, 90)))) for _ in range(10_000)
    )
    assert refused == 0


# numbers


def _labels(row) -> list[str]:
    return [unit.label for unit in tree_of(row).document.root.walk() if unit.label]


def _put_in(text: str, behind: str, *blocks: Block) -> list[str]:
    row = row_of(with_keys(text))
    at = next(at for at, block in enumerate(row.blocks) if block.label == behind) + 1
    return _labels(replace(row, blocks=(*row.blocks[:at], *blocks, *row.blocks[at:])))


@pytest.mark.parametrize(
    ("text", "behind", "kind", "level", "labels"),
    [
        ("办法\n\n第一条　甲。\n第二条　乙。\n第二条之一　丙。\n第三条　丁。\n", "第一条", Kind.ARTICLE, 0,
         ["第一条", "第二条", "第三条", "第三条之一", "第四条"]),
        ("办法\n\n第一条　甲。\n第四条　乙。\n第五条　丙。\n", "第四条", Kind.ARTICLE, 0, ["第一条", "第四条", "第五条", "第六条"]),
        ("办法\n\n一、总体要求\n（一）目标。做好。\n（二）任务。做完。\n二、组织保障\n（一）领导。要管。\n", "（一）", Kind.ARTICLE, 0,
         ["一、", "（一）", "（二）", "（三）", "二、", "（一）"]),
        ("规程\n\n1 范围\n本规程适用于窑。\n2 要求\n2.1 开窑前检查。\n2.2 关窑后检查。\n3 附则\n", "2.1", Kind.ARTICLE, 0,
         ["1", "2", "2.1", "2.2", "2.3", "3"]),
        ("辦法\n\n第一條\n甲。\n第二條\n乙。\n", "第一條", Kind.ARTICLE, 0, ["第一條", "第二條", "第三條"]),
        ("Rules\n\nArticle 1 One applies.\nArticle 2 Two applies.\n", "Article 1", Kind.ARTICLE, 0,
         ["Article 1", "Article 2", "Article 3"]),
        ("办法\n\n第一条　包括：\n（一）甲；\n（二）乙。\n", "（一）", Kind.ITEM, 1, ["第一条", "（一）", "（二）", "（三）"]),
        ("办法\n\n第一条　包括：\n（一）甲；\n（二）乙。\n", "（一）", Kind.SUBITEM, 2, ["第一条", "（一）", "1.", "（二）"]),
    ],
    ids=["between", "gap", "clauses", "dotted", "traditional", "english", "item", "subitem"],
)  # fmt: skip
def test_what_comes_in_takes_its_number_and_the_others_move_on(text, behind, kind, level, labels):
    assert _put_in(text, behind, Block("new", kind, content=("新的。",), level=level)) == labels


def test_chapters_that_start_anew_do_so_when_only_one_part_is_left_with_a_first():
    text = (
        "法\n\n第一编　甲\n第一章　子\n第一条　一。\n第二编　乙\n第一章　丑\n第二条　二。\n第二章　寅\n第三条　三。\n"
    )
    row = row_of(with_keys(text))
    gone = next(block for block in row.blocks if block.heading == "丑")
    left = replace(row, blocks=tuple(block for block in row.blocks if block is not gone))
    assert [label for label in _labels(left) if label.endswith("章")] == ["第一章", "第一章"]


# references


def test_a_reference_that_somebody_picked_is_written_in_full_and_one_that_leans_on_its_place_stands_by_itself_when_moved():
    text = "办法\n\n第一条　甲的一款。\n前款另有规定的除外。\n第二条　乙。\n"
    row = row_of(with_keys(text))
    article, paragraph, other = (block for block in row.blocks if block.kind in (Kind.ARTICLE, Kind.PARAGRAPH))
    picked = replace(other, content=("参照", Cite((article.key,), "第九十九条"), "。"))
    made = spelled_out(replace(row, blocks=(row.blocks[0], article, picked, paragraph)), lambda: "unused")
    assert "第二条　参照第一条。\n第一条第一款另有规定的除外。\n" in made.text
    assert not made.broken


def test_words_that_read_as_another_unit_keep_their_keys():
    row = row_of(with_keys("办法\n\n第一条　甲。\n第二条　乙。\n"))
    first, second = (block for block in row.blocks if block.kind == Kind.ARTICLE)
    typed = Block("typed", Kind.PARAGRAPH, content=("（一）其实是一项；",))
    made = spelled_out(replace(row, blocks=(row.blocks[0], first, typed, second)), lambda: "other")
    found = {unit.key: unit for unit in made.document.root.walk()}
    assert found[first.key].label == "第一条"
    assert found[second.key].label == "第二条"
    assert any(unit.kind == Kind.ITEM and unit.text == "其实是一项；" for unit in found.values())


# what comes in

BLOCK = {"key": "a1", "kind": "article", "label": "第一条", "content": ["甲"]}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (None, None),
        ([], None),
        ({"language": "zh-Hans"}, None),
        ({"language": "klingon", "blocks": []}, None),
        ({"language": "zh-Hans", "blocks": [{"key": "a1", "kind": "document", "content": []}]}, None),
        ({"language": "zh-Hans", "blocks": [BLOCK | {"key": "<b>"}]}, None),
        ({"language": "zh-Hans", "blocks": [BLOCK | {"content": [{"to": "a1", "words": "甲", "figures": [
            {"start": 0, "end": 9, "kind": "article", "key": "a1"}]}]}]}, None),
        ({"language": "zh-Hans", "blocks": [BLOCK | {"level": 10**30}]}, None),
        ({"language": "zh-Hans", "blocks": [BLOCK, BLOCK]}, TWICE),
        ({"language": "zh-Hans", "blocks": [BLOCK | {"own": "a1"}]}, TWICE),
        ({"language": "zh-Hans", "blocks": [BLOCK] * 20_001}, TOO_MUCH),
        ({"language": "zh-Hans", "blocks": [BLOCK | {"content": ["长" * 2_000_001]}]}, TOO_MUCH),
    ],
)  # fmt: skip
def test_what_is_no_row_is_refused_in_one_sentence(sent, words):
    with pytest.raises(NotARow) as refused:
        row_from(sent)
    assert words is None or refused.value.words == words
    assert refused.value.words.zh.endswith("。")
    assert refused.value.words.en.endswith(".")


def test_what_no_text_has_is_taken_out_of_what_is_sent():
    sent = {"language": "zh-Hans", "blocks": [BLOCK | {"label": "第一\n条", "content": ["甲\x00", "乙\r\n丙\ud800"]}]}
    assert row_from(sent).blocks[0].content == ("甲乙\n丙",)
