"""Keys: a comment stays with its words, and is never shown beside others."""

import itertools
from collections.abc import Callable

import pytest

from benchmarks.text.anchors import Anchors, trial
from tests.text import edits
from tests.text.boilerplate import regulation, words
from workflow.text import given
from workflow.text.comparing.compare import Fate
from workflow.text.comparing.keys import Lineage, carry, match_translation
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document


@pytest.fixture
def make_key() -> Callable[[], str]:
    numbers = itertools.count()
    return lambda: f"k{next(numbers)}"


def keyed(document: Document, make_key: Callable[[], str]) -> Document:
    carried, lineage = carry(None, document, make_key)
    assert lineage == []
    return carried


def test_every_provision_gets_a_key_of_its_own(make_key: Callable[[], str]) -> None:
    document = keyed(edits.draft(1), make_key)
    keys = [one.key for one in document.root.walk()]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_the_same_text_keeps_all_keys(make_key: Callable[[], str]) -> None:
    old = keyed(edits.draft(2), make_key)
    new, lineage = carry(old, parse(write(old)).document, make_key)
    assert lineage == []
    assert [one.key for one in new.root.walk()] == [one.key for one in old.root.walk()]


def test_a_detour_through_another_program_keeps_all_keys(make_key: Callable[[], str]) -> None:
    old = keyed(edits.draft(3), make_key)
    text = (
        write(old)
        .replace("，", ",")
        .replace("（", "(")
        .replace("）", ")")
        .replace("\u3000", "  ")
        .replace("\n", "\r\n")
    )
    new, _ = carry(old, parse(text).document, make_key)
    assert [one.key for one in new.root.walk()] == [one.key for one in old.root.walk()]


def _check(anchors: Anchors) -> None:
    assert anchors.wrong == 0
    assert anchors.share >= 0.99


def test_keys_follow_their_words_through_any_edits() -> None:
    anchors = Anchors()
    for seed in range(60):
        trial(seed, anchors)
    _check(anchors)
    assert anchors.right > 5000


@pytest.mark.parametrize("edit", edits.EDITS, ids=lambda edit: edit.__name__)
def test_keys_follow_their_words_through_each_edit(edit: edits.Edit) -> None:
    anchors = Anchors()
    for seed in range(8):
        trial(seed, anchors, edit)
    _check(anchors)


def test_keys_come_back_from_word() -> None:
    anchors = Anchors()
    for seed in range(12):
        trial(seed, anchors, word=True)
    _check(anchors)
    assert anchors.right > 1000


@pytest.mark.soak
def test_keys_follow_their_words_through_thousands_of_trials() -> None:
    anchors = Anchors()
    for seed in range(1000, 4000):
        trial(seed, anchors)
    _check(anchors)


def test_no_key_passes_to_words_that_have_nothing_to_do_with_it(make_key: Callable[[], str]) -> None:
    old = keyed(regulation([*words()[:3], "职工代表每届任期三年，可以连选连任。", *words()[3:6]]), make_key)
    new = regulation([*words()[:3], "Overtime 须经批准；违者处罚。", *words()[3:6]])
    new, _ = carry(old, new, make_key)
    assert new.articles()[3].key not in {one.key for one in old.root.walk()}
    assert [one.key for one in new.articles()[4:]] == [one.key for one in old.articles()[4:]]


def test_split_and_merge_leave_a_lineage(make_key: Callable[[], str]) -> None:
    first, second = (
        "主席团由职工代表大会选举产生，一线职工不得少于半数。",
        "会议档案由公司工会保管，保管期限不得少于三十年。",
    )
    whole = keyed(regulation([*words()[:3], first + "\n" + second]), make_key)
    parts = regulation([*words()[:3], first, second])
    parts, lineage = carry(whole, parts, make_key)
    one, two = (article.key for article in parts.articles()[3:])
    assert one == whole.articles()[3].key
    assert lineage == [Lineage(one, two, Fate.SPLIT)]
    assert parts.articles()[4].children[0].key == whole.articles()[3].children[1].key
    again = regulation([*words()[:3], first + "\n" + second])
    again, lineage = carry(parts, again, make_key)
    assert lineage == [Lineage(two, one, Fate.MERGED)]
    assert [row.key for row in again.articles()[3].children] == [row.key for row in whole.articles()[3].children]


def test_a_paragraph_moved_to_another_article_keeps_its_key(make_key: Callable[[], str]) -> None:
    moved = "会议档案由公司工会保管，保管期限不得少于三十年。"
    old = keyed(regulation([words()[0] + "\n" + moved, words()[1]]), make_key)
    new, _ = carry(old, regulation([words()[0], words()[1] + "\n" + moved]), make_key)
    assert new.articles()[1].children[1].key == old.articles()[0].children[1].key


def test_keys_brought_along_are_believed(make_key: Callable[[], str]) -> None:
    old = keyed(regulation(["甲应当报告。", "乙可以审议。"]), make_key)
    new = regulation(["丙办理备案事项。", "乙可以审议。"])
    first, second = new.articles()
    brought = given.keyed(new, {id(first): old.articles()[0].key, id(second): "unknown"})
    new, _ = carry(old, brought, make_key)
    assert [one.key for one in new.articles()] == [one.key for one in old.articles()]


ZH = "试验条例\n第一章　总则\n第一条　甲。\n乙：\n（一）丙；\n（二）丁。\n第二条　戊。\n第二章　附则\n第三条　己。\n"
EN = (
    "Trial Rules\nChapter 1 General\nArticle 1 First words.\nMore words:\n(a) reports;\n(b) ballots.\n"
    "Article 2 Second words.\nChapter 2 Final\nArticle 3 Last words.\n"
)


def test_a_translation_takes_the_keys_by_position(make_key: Callable[[], str]) -> None:
    authentic = keyed(parse(ZH).document, make_key)
    translation, strangers = match_translation(authentic, parse(EN).document, make_key)
    assert strangers == []
    assert [one.key for one in translation.root.walk()] == [one.key for one in authentic.root.walk()]


def test_a_missing_article_pushes_no_other_along(make_key: Callable[[], str]) -> None:
    authentic = keyed(parse(ZH).document, make_key)
    shorter = parse(EN.replace("Article 2 Second words.\n", "")).document
    translation, strangers = match_translation(authentic, shorter, make_key)
    assert strangers == []
    assert [one.key for one in translation.articles()] == [authentic.articles()[0].key, authentic.articles()[2].key]


def test_what_the_translation_has_alone_is_told(make_key: Callable[[], str]) -> None:
    authentic = keyed(parse(ZH).document, make_key)
    translation = parse(EN + "Article 4 Further words.\n").document
    _, strangers = match_translation(authentic, translation, make_key)
    assert [one.kind for one in strangers] == ["article", "paragraph"]
    assert {one.key for one in strangers}.isdisjoint(one.key for one in authentic.root.walk())
