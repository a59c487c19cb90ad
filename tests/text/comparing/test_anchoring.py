"""Quotations keep to their words: against a model in which every character has a number, and by hand at the edges."""

import pytest

from benchmarks.text._quotes import EDITS, Score, trial
from tests.text.edits import Edit
from workflow.text.comparing.anchoring import Anchor, Held, anchored, located, place

ARTICLE = "职工应当按时上班。迟到三次的，扣发当月奖金五十元。\n迟到超过十次的，给予警告。"
OTHER = "出差人员凭票报销住宿费，每日不超过三百元。"


def on(quote: str, text: str = ARTICLE, key: str = "a") -> Anchor:
    start = text.index(quote)
    return anchored(key, text, start, start + len(quote))


@pytest.mark.parametrize("edit", EDITS, ids=lambda one: one.__name__)
def test_after_each_kind_of_edit_no_quotation_is_on_other_words(edit: Edit):
    score = Score()
    for seed in range(6):
        trial(seed, score, edit)
    assert score.wrong == 0
    assert score.right > 50


def test_after_several_edits_and_through_word_nearly_all_are_on_the_right_provision():
    score = Score()
    for seed in range(100, 110):
        trial(seed, score)
        trial(seed, score, word=True)
    assert score.wrong == 0
    assert score.share >= 0.98  # of some 230; the figure itself is the benchmark's


@pytest.mark.parametrize(
    ("now", "held", "words"),
    [
        ({"a": ARTICLE}, Held.SAME, "扣发当月奖金五十元"),
        ({"a": "新进职工除外。" + ARTICLE}, Held.MAPPED, "扣发当月奖金五十元"),
        ({"a": ARTICLE.replace("五十元", "一百元")}, Held.MAPPED, "扣发当月奖金一百元"),
        ({"a": ARTICLE.split("\n")[1], "b": ARTICLE.split("\n")[0]}, Held.ELSEWHERE, "扣发当月奖金五十元"),
        ({"b": OTHER}, Held.ORPHAN, ""),
        ({"a": OTHER}, Held.ORPHAN, ""),
    ],
    ids=["untouched", "moved along", "partly changed", "in another article", "article gone", "article said anew"],
)
def test_where_the_words_stand(now: dict[str, str], held: Held, words: str):
    found = place(on("扣发当月奖金五十元"), {"a": ARTICLE}, now)
    assert found.held is held
    assert now.get(found.key, "")[found.start : found.end] == words
    assert found.changed is ("一百元" in words)


def test_equal_words_that_stood_elsewhere_before_are_somebody_elses():
    twice = {"a": ARTICLE, "b": "附则：扣发当月奖金五十元。"}
    found = place(on("扣发当月奖金五十元"), twice, {"b": twice["b"]})
    assert found.held is Held.ORPHAN
    assert found.key == "a"


def test_a_short_quotation_needs_its_neighbours():
    assert place(on("五十元"), {"a": ARTICLE}, {"a": "罚款五十元。"}).held is Held.ORPHAN
    assert place(on("迟到"), {"a": ARTICLE}, {"a": "早退、" + ARTICLE}).held is Held.MAPPED


def test_a_remark_on_a_whole_provision_stays_with_it_and_is_an_orphan_without_it():
    whole = Anchor("a", ARTICLE)
    assert place(whole, {"a": ARTICLE}, {"a": OTHER}).held is Held.MAPPED
    assert place(whole, {"a": ARTICLE}, {"b": ARTICLE}).held is Held.ORPHAN


def test_words_are_found_whatever_the_blanks_and_the_widths():
    assert located("共 １２ 人，按（一）办理。", "共12人,按(一)办理") == [(0, 13)]
    assert located(ARTICLE, "三次的，\n扣发") == [(11, 17)]
    assert located(ARTICLE, "没有的字") == []


def test_of_several_places_the_words_around_say_which():
    assert len(located(ARTICLE, "迟到")) == 2
    at = ARTICLE.index("迟到超过")
    assert located(ARTICLE, "迟到", "金五十元。", "超过") == [(at, at + 2)]
