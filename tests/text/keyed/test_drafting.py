"""Several people on one draft: random histories, and each promise of the shared draft by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.drafting import wrong
from benchmarks.drafting.clients import history
from workflow.text.keyed.blocks import Block, Cite, spelled
from workflow.text.keyed.draft import Draft
from workflow.text.keyed.operations import (
    Batch,
    Clash,
    Join,
    Level,
    Operation,
    Place,
    Put,
    Refused,
    Remove,
    Removed,
    Split,
    Unseen,
)
from workflow.text.keyed.weaving import weave
from workflow.text.tree import Kind

FIRST = Block("a", Kind.ARTICLE, content=("甲乙丙丁。",))
SECOND = Block("b", Kind.PARAGRAPH, content=("子丑寅卯。",))


@pytest.fixture
def draft() -> Draft:
    return Draft.of((FIRST, SECOND, Block("i", Kind.ITEM, content=("其一；",), level=1)))


def _sends(draft: Draft, who: str, *operations: Operation, version: int = 0):
    return draft.take(Batch(who, who, version, f"{draft.version}{who}", operations)).told


def _put(block: Block, words: str) -> Put:
    return Put(replace(block, content=(words,)), block)


def _words(draft: Draft) -> list[str]:
    return [block.words for block in draft.row()]


@pytest.mark.parametrize("seed", range(25))
def test_nothing_is_lost_in_a_random_history(seed: int):
    tally = history(seed)
    assert not wrong(tally)
    assert not tally.doubled  # it happens, in one history of some hundred, and in none of these


@pytest.mark.soak
def test_nothing_is_lost_in_many_histories():
    assert [seed for seed in range(1000, 1300) if wrong(history(seed))] == []


def test_words_follow_a_cut_and_a_join(draft: Draft):
    _sends(draft, "钱二", Split("a", FIRST.content, 2, "new"), Join("new", "b"))
    _sends(draft, "赵一", _put(FIRST, "甲乙丙改丁。"))
    assert _words(draft) == ["甲乙", "子丑寅卯。丙改丁。", "其一；"]


def test_who_types_and_who_moves_never_meet(draft: Draft):
    _sends(draft, "钱二", Place("b", ""))
    assert _sends(draft, "赵一", _put(SECOND, "子丑寅卯辰。")) == ()
    assert _words(draft) == ["子丑寅卯辰。", "甲乙丙丁。", "其一；"]


def test_words_in_one_sentence_that_do_not_touch_are_both_had(draft: Draft):
    _sends(draft, "钱二", _put(FIRST, "甲乙丙丁戊。"))
    assert _sends(draft, "赵一", _put(FIRST, "始甲乙丙丁。")) == ()
    assert _words(draft)[0] == "始甲乙丙丁戊。"


def test_the_same_words_changed_by_two_stand_there_twice_and_both_are_told(draft: Draft):
    _sends(draft, "钱二", _put(FIRST, "甲午未丁。"))
    (clash,) = _sends(draft, "赵一", _put(FIRST, "甲申酉丁。"))
    assert isinstance(clash, Clash)
    assert (clash.by, clash.ours.words, clash.theirs.words) == ("钱二", "甲申酉丁。", "甲午未丁。")
    assert {"午未", "申酉"} <= {_words(draft)[0][1:3], _words(draft)[0][3:5]}


def test_words_for_a_block_that_was_removed_are_put_back_or_let_go(draft: Draft):
    _sends(draft, "钱二", Remove(FIRST))
    (told,) = _sends(draft, "赵一", _put(FIRST, "甲乙丙丁，另有。"))
    assert isinstance(told, Removed)
    assert told.mine is not None
    assert (told.key, told.by, told.mine.words) == ("a", "钱二", "甲乙丙丁，另有。")
    assert _sends(draft, "赵一", Put(told.mine, after="b", back=True), version=2) == ()
    assert _words(draft) == ["子丑寅卯。", "甲乙丙丁，另有。", "其一；"]


def test_a_block_with_words_its_remover_has_not_seen_stays(draft: Draft):
    _sends(draft, "赵一", _put(FIRST, "甲乙丙丁，另有。"))
    assert _sends(draft, "钱二", Remove(FIRST)) == (Unseen("a", "赵一"),)
    assert _words(draft)[0] == "甲乙丙丁，另有。"


def test_a_level_asks_for_a_new_label(draft: Draft):
    _sends(draft, "赵一", Level("i", 2))
    assert [(block.kind, block.level, block.label) for block in draft.row()][-1] == (Kind.SUBITEM, 2, "")


def test_what_is_sent_again_is_answered_again_and_done_once(draft: Draft):
    batch = Batch("赵一", "赵一", 0, "once", (_put(FIRST, "甲。"), Put(Block("c", Kind.ARTICLE), after="b")))
    assert draft.take(batch) == draft.take(batch)
    assert (draft.version, len(draft.row())) == (1, 4)
    since = draft.since(0)
    assert ({block.key for block in since.blocks}, since.order) == ({"a", "c"}, ("a", "b", "c", "i"))


@pytest.mark.parametrize(
    "operation",
    [
        Put(FIRST, after=""),
        Put(Block("c", Kind.ARTICLE), after="nobody"),
        _put(Block("nobody", Kind.ARTICLE), "词"),
        Split("a", FIRST.content, 1, "b"),
        Join("a", "a"),
        Remove(Block("nobody", Kind.ARTICLE)),
        Place("nobody", "a"),
    ],
)
def test_what_nobody_can_have_meant_is_refused_and_changes_nothing(draft: Draft, operation: Operation):
    before = draft.row()
    with pytest.raises(Refused):
        _sends(draft, "赵一", _put(SECOND, "先改这里。"), operation)
    assert (draft.row(), draft.version) == (before, 0)


def test_a_version_that_is_not_yet_is_refused(draft: Draft):
    with pytest.raises(Refused):
        _sends(draft, "赵一", Place("b", ""), version=9)


@given(st.text("甲乙丙", max_size=8), st.text("甲乙丙丁", max_size=8), st.text("甲乙丙戊", max_size=8))
def test_what_either_put_in_stays_and_who_alone_changes_has_their_way(base: str, ours: str, theirs: str):
    def content(words: str):
        return (words,) if words else ()

    def made(mine: str, yours: str) -> str:
        return spelled(weave(content(base), content(mine), [content(yours)]).contents[0])

    both = made(ours, theirs)
    assert both.count("丁") == ours.count("丁")
    assert both.count("戊") == theirs.count("戊")
    assert made(ours, base) == ours
    assert made(base, theirs) == theirs


def test_a_reference_is_one_sign_whatever_its_number():
    was, moved = (Cite(("k",), words) for words in ("前条", "前条"))
    woven = weave(("依照", was, "。"), ("依照", was, "办理。"), [("应当依照", moved, "。")])
    assert woven.contents == [("应当依照", moved, "办理。")]
    assert not woven.clash
