"""Merging: work on different words never conflicts, work on the same words always does, and nothing is lost or guessed."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text import edits
from tests.text.manuscript import Manuscript, manuscript
from workflow.text.comparing.runs import runs
from workflow.text.given import keyed
from workflow.text.merging.merge import Conflict, Merged, merge
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.renumber import Renumbered, renumber
from workflow.text.references.rewrite import Rewriting, renumber_and_rewrite
from workflow.text.tree import Document, Kind, Provision
from workflow.text.workpiece import Workpiece, opened

BASE = """试验公司职工代表大会条例

第一章　总则
第一条　为了保障职工权利，制定本条例。
第二条　本条例适用于公司。公司工会负责组织。

第二章　会议
第三条　职工代表大会每年召开一次。依照第二条执行。
会议应当有三分之二以上代表出席。
（一）听取报告；
（二）审议方案；
（三）其他。
第四条　表决依照第三条第二款进行。
| 事项 | 方式 |
| 选举 | 无记名 |
| 议程 | 举手 |
第五条　本条例自2025年5月1日起施行。
"""
_FOURTH = BASE[BASE.index("第四条") : BASE.index("第五条")]


def merged(ours: str, theirs: str, base: str = BASE) -> Merged:
    """The merge of three texts, checked to be the same the other way round."""
    found = merge(*(parse(text).document for text in (base, ours, theirs)))
    mirror = merge(*(parse(text).document for text in (base, theirs, ours)))
    assert mirror.text == found.text
    assert mirror.conflicts == [Conflict(one.label, one.base, one.theirs, one.ours) for one in found.conflicts]
    assert (found.text is None) == bool(found.conflicts)
    return found


def changed(*exchanges: tuple[str, str], base: str = BASE) -> str:
    for old, new in exchanges:
        assert base.count(old) == 1
        base = base.replace(old, new)
    return base


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("适用于公司。", "适用于公司及分公司。"), ("一次。", "两次。")),
        (("每年召开一次", "每年召开两次"), ("依照第二条执行", "依照第二条办理")),
        (("听取报告", "听取工作报告"), ("审议方案", "审议改革方案")),
        (("（三）其他。", "（三）选举；\n（四）其他。"), ("（一）听取报告；\n", "（一）听取工作报告；\n")),
        (("会议应当有", "会议须有"), ("执行。\n会议", "执行。\n预备会议由工会召集。\n会议")),
        (("总则", "一般规定"), ("第二章　会议", "第二章　会议和表决")),
        (("| 选举 | 无记名 |", "| 选举 | 无记名投票 |"), ("| 议程 | 举手 |", "| 议程 | 举手表决 |")),
        (("条例\n\n第一章", "条例（草案）\n\n第一章"), ("权利，制定", "权益，制定")),
        (("公司工会负责组织。", ""), ("适用于公司。", "适用于公司及分公司。")),
    ],
)
def test_different_words_never_conflict(ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    found = merged(changed(ours), changed(theirs))
    assert found.conflicts == []
    assert found.text == write(parse(changed(ours, theirs)).document)


@pytest.mark.parametrize(
    ("ours", "theirs", "label"),
    [
        (("每年召开一次", "每年召开两次"), ("每年召开一次", "每半年召开一次"), "第三条第一款"),
        (("听取报告", "听取工作报告"), ("听取报告", "审查报告"), "第三条第二款第一项"),
        (
            ("（三）其他。", "（三）选举；\n（四）其他。"),
            ("（三）其他。", "（三）罢免；\n（四）其他。"),
            "第三条第二款",
        ),
        ((_FOURTH + "第五条", "第四条"), ("表决依照", "投票依照"), "第四条"),
        (("总则", "一般规定"), ("总则", "通则"), "第一章"),
        (("| 选举 | 无记名 |", "| 选举 | 无记名投票 |"), ("| 选举 | 无记名 |", "| 选举 | 举手 |"), "第四条"),
        (("第五条　本", "第五条　甲制度。\n第六条　本"), ("第五条　本", "第五条　乙制度。\n第六条　本"), "第五条"),
    ],
)
def test_the_same_words_always_conflict(ours: tuple[str, str], theirs: tuple[str, str], label: str) -> None:
    found = merged(changed(ours), changed(theirs))
    assert found.text is None
    assert [conflict.label for conflict in found.conflicts] == [label]
    assert found.conflicts[0].ours != found.conflicts[0].theirs


def test_both_insert_articles_and_references_follow() -> None:
    ours = changed(
        ("第三条　职", "第三条　甲制度依照第二条执行。\n第四条　职"),
        ("第四条　表决依照第三条", "第五条　表决依照第四条"),
        ("第五条　本条例自", "第六条　本条例自"),
    )
    theirs = changed(("第五条　本条例自", "第五条　乙制度依照第四条执行。\n第六条　本条例自"))
    assert merged(ours, theirs).text == changed(
        ("第三条　职", "第三条　甲制度依照第二条执行。\n第四条　职"),
        ("第四条　表决依照第三条", "第五条　表决依照第四条"),
        ("第五条　本条例自", "第六条　乙制度依照第五条执行。\n第七条　本条例自"),
    )


def test_a_reference_that_only_followed_its_article_is_no_change() -> None:
    ours = changed(
        ("第三条　职", "第三条　甲制度。\n第四条　职"),
        ("第四条　表决依照第三条", "第五条　表决依照第四条"),
        ("第五条　本条例自", "第六条　本条例自"),
    )
    theirs = changed(("表决依照第三条第二款进行", "投票依照第三条第二款进行"))
    assert "第五条　投票依照第四条第二款进行。" in (merged(ours, theirs).text or "")


def test_a_moved_article_takes_the_other_sides_words_along() -> None:
    base = "第一条　甲应当报告。\n第二条　乙可以审议。\n第三条　丙负责办理。\n第四条　丁监督。\n"
    ours = "第一条　丙负责办理。\n第二条　甲应当报告。\n第三条　乙可以审议。\n第四条　丁监督。\n"
    theirs = base.replace("丙负责办理", "丙负责按期办理")
    assert merged(ours, theirs, base).text == ours.replace("丙负责办理", "丙负责按期办理")


def test_two_places_for_one_article_conflict() -> None:
    lines = ["甲应当报告。", "乙可以审议集体合同。", "丙负责办理提案。", "丁监督。", "戊解释本条例。"]
    base, ours, theirs = (
        "".join(f"第{number}条　{lines[k]}\n" for number, k in zip("一二三四五", order, strict=True))
        for order in ((0, 1, 2, 3, 4), (3, 0, 1, 2, 4), (0, 1, 2, 4, 3))
    )
    assert merged(ours, theirs, base).text is None


def test_the_same_insertion_on_both_sides_is_made_once() -> None:
    both = changed(("第五条　本", "第五条　甲制度。\n第六条　本"))
    ours, theirs = changed(("一次。", "两次。"), base=both), changed(("总则", "通则"), base=both)
    assert merged(ours, theirs).text == changed(("一次。", "两次。"), ("总则", "通则"), base=both)


def test_english_sentences_are_put_together() -> None:
    base = "Rules\n\nArticle 1 The union meets. It votes by ballot. It keeps records.\n"
    ours = base.replace("The union meets", "The union meets yearly")
    theirs = base.replace("keeps records", "keeps records for ten years")
    assert merged(ours, theirs, base).text == ours.replace("keeps records", "keeps records for ten years")
    assert merged(ours, ours.replace("yearly", "monthly"), base).text is None


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=25)
def test_one_sided_merges_are_that_side(seed: int, edit: int) -> None:
    base, chance = edits.draft(seed, 8), random.Random(edit)
    changed = manuscript(base)
    for _ in range(chance.randint(0, 3)):
        chance.choice(edits.EDITS)(changed, chance)
    other = edits.finish(changed)
    text = write(other)
    assert (
        merge(base, base, other) == merge(base, other, base) == merge(base, other, other) == Merged(text, settled=text)
    )


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=25)
def test_exchanging_the_sides_exchanges_only_their_texts(seed: int, edit: int) -> None:
    base, chance = edits.draft(seed, 8), random.Random(edit)
    sides = []
    for _ in range(2):
        side = manuscript(base)
        for _ in range(chance.randint(1, 3)):
            chance.choice(edits.EDITS)(side, chance)
        sides.append(write(edits.finish(side)))
    merged(sides[0], sides[1], write(base))


@pytest.mark.thorough
def test_some_hundred_pairs_of_edits_to_sentences_of_one_article() -> None:
    assert _sentence_trials(range(400)) == ([], [], [])


@pytest.mark.soak
def test_tens_of_thousands_of_pairs_of_edits_to_sentences() -> None:
    assert _sentence_trials(range(400, 21_000)) == ([], [], [])


def _sentence_trials(seeds: range) -> tuple[list[int], list[int], list[int]]:
    """Seeds of false conflicts, of missed ones and of wrong texts."""
    false: list[int] = []
    missed: list[int] = []
    wrong: list[int] = []
    for seed in seeds:
        chance = random.Random(seed)
        base = edits.draft(seed % 40, 4)
        number = chance.randrange(4)
        places = [
            (row, k)
            for row, unit in enumerate(base.articles()[number].walk())
            for k in range(unit.text.count("。") + unit.text.count("；"))
        ]
        if len(places) < 2:
            continue
        one, other = chance.sample(places, 2)
        ours, theirs, both = (manuscript(base) for _ in range(3))
        for document, places_and_words in (
            (ours, [(one, "依法")]),
            (theirs, [(other, "按期")]),
            (both, [(one, "依法"), (other, "按期")]),
        ):
            for place, word in places_and_words:
                _edit_sentence(document, number, place, word)
        found = merge(base, ours.closed(), theirs.closed())
        if found.text is None:
            false.append(seed)
        elif found.text != write(both.closed()):
            wrong.append(seed)
        clash = manuscript(base)
        _edit_sentence(clash, number, one, "按期")
        if merge(base, ours.closed(), clash.closed()).text is not None:
            missed.append(seed)
    return false, missed, wrong


def _edit_sentence(document: Manuscript, number: int, place: tuple[int, int], word: str) -> None:
    unit = list(document.articles()[number].walk())[place[0]]
    ends = [k for k, character in enumerate(unit.text) if character in "。；"]
    start = ends[place[1] - 1] + 1 if place[1] else 0
    unit.text = unit.text[: start + 3] + word + unit.text[start + 3 :]


@pytest.mark.parametrize("number_anew", [renumber, renumber_and_rewrite])
def test_structural_edits_of_two_sides_are_both_carried_out(
    number_anew: Callable[[Document], Renumbered | Rewriting],
) -> None:
    """Whatever two drafters do to different provisions, the merge is what one drafter would have got doing both."""
    wrong, clashed = [], 0
    for seed in range(80):
        draft = edits.draft(seed, 10)
        base = keyed(draft, {id(unit): f"k{k}" for k, unit in enumerate(draft.root.walk())})
        chance = random.Random(seed)
        halves = [base.articles()[0::2], base.articles()[1::2]]
        first, second = (_operation(half, chance) for half in halves)
        ours, theirs, both = (manuscript(base) for _ in range(3))
        first(ours)
        second(theirs)
        first(both)
        second(both)
        ours_anew, theirs_anew, both_anew = (write(number_anew(one.closed()).document) for one in (ours, theirs, both))
        found = merge(*(parse(text).document for text in (write(base), ours_anew, theirs_anew)))
        clashed += found.text is None
        if found.text is not None and found.text != both_anew:
            wrong.append((seed, runs(both_anew, found.text)))
    assert wrong == []
    assert clashed <= 4  # both at one place


def _operation(articles: list[Provision], chance: random.Random) -> Callable[[Manuscript], None]:
    """An edit of one of the provisions, to be carried out by key on any copy."""
    article = chance.choice(articles)
    rows = [row for one in articles for row in one.children if len(one.children) > 1 and not row.children]
    kind = chance.choice(("insert", "delete", "insert row", "delete row", "words"))
    key = article.key if kind in ("insert", "delete") or not rows else chance.choice(rows).key
    words, row = edits.sentence(chance), Provision(Kind.PARAGRAPH, text=edits.sentence(chance))

    def carry_out(document: Manuscript) -> None:
        home, place = next(
            (unit, k) for unit in document.root.walk() for k, child in enumerate(unit.children) if child.key == key
        )
        if kind == "insert":
            home.children.insert(place + 1, Workpiece(Kind.ARTICLE, label="", children=[opened(row)]))
        elif kind == "insert row" and home.kind == "article":
            home.children.insert(place + 1, opened(row))
        elif kind.startswith("delete"):
            del home.children[place]
        else:
            for unit in home.children[place].walk():
                if unit.text:
                    unit.text = words + unit.text
                    break

    return carry_out
