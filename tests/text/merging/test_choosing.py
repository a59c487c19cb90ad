"""Two texts put together by choice: each provision reads as chosen, numbers and references follow."""

import pytest

from workflow.paths import policies
from workflow.text.comparing.compare import compare
from workflow.text.merging.choosing import choice_key, compose, differences
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write

MINE = """食堂管理办法

第一条　为了办好食堂，制定本办法。
第二条　每餐补贴五元。
第三条　违反第二条规定的，退还补贴。
第四条　本办法自2027年1月1日起施行。
"""
THEIRS = """食堂管理办法

第一条　为了办好食堂，制定本办法。
第二条　食堂由工会监督。
第三条　每餐补贴八元。
第四条　违反第三条规定的，退还补贴。
第五条　本办法自2027年1月1日起施行。
"""


def _composed(mine: str, theirs: str, *labels: str) -> str:
    """The text that comes out when the other wording is taken for the differences with these labels."""
    taken = {
        choice_key(one)
        for one in differences(parse(theirs).document, parse(mine).document)
        if {*one.old, *one.new} & set(labels)
    }
    assert taken or not labels
    return write(compose(parse(theirs).document, parse(mine).document, taken))


@pytest.mark.parametrize(("mine", "theirs"), [(MINE, THEIRS), (THEIRS, MINE)])
def test_taking_nothing_leaves_my_text(mine: str, theirs: str):
    assert _composed(mine, theirs) == mine


def test_a_wording_taken_stands_in_my_place():
    assert _composed(MINE, MINE.replace("五元", "八元"), "第二条") == MINE.replace("五元", "八元")


def test_an_article_taken_in_moves_the_numbers_and_the_references():
    text = _composed(
        MINE,
        MINE.replace("第二条　", "第二条　食堂由工会监督。\n第三条　")
        .replace("第三条　违反", "第四条　违反")
        .replace("第四条　本", "第五条　本"),
        "第二条",
    )
    assert "第二条　食堂由工会监督。" in text
    assert "第三条　每餐补贴五元。" in text
    assert "第四条　违反第三条规定的，退还补贴。" in text


def test_an_article_of_mine_given_up_goes_out():
    longer = MINE.replace("第四条　本", "第四条　食堂由工会监督。\n第五条　本")
    assert _composed(longer, MINE, "第四条") == MINE


def test_neither_text_is_changed():
    mine, theirs = parse(MINE).document, parse(THEIRS).document
    compose(theirs, mine, {"1", "2", "3", "4", "5", "6", "7", "8"})
    assert (write(mine), write(theirs)) == (MINE, THEIRS)


def test_a_wording_taken_cites_by_the_numbers_of_the_text_it_comes_into():
    """In their text the rule on repayment cites article 3; here the same article is number 2."""
    text = _composed(MINE, THEIRS.replace("退还补贴", "退还全部补贴"), "第四条")
    assert text == MINE.replace("退还补贴", "退还全部补贴")


@pytest.mark.parametrize("slug", ["member-welfare", "factory-transparency"])
@pytest.mark.parametrize("turned", [False, True])
def test_taking_everything_gives_their_words(slug: str, turned: bool):
    """On a real amendment with new, deleted and moved articles, references and an annexed table; a move is not a choice."""
    texts = [(policies() / "texts" / f"{slug}{edition}.zh.txt").read_text(encoding="utf-8") for edition in ("", ".2")]
    mine, theirs = (parse(text).document for text in (reversed(texts) if turned else texts))
    every = {choice_key(one) for one in differences(theirs, mine)}
    composed = compose(theirs, mine, every)
    left = [one for one in compare(theirs, composed).changes if "moved" not in one.kinds]
    moved = [one for one in compare(theirs, composed).changes if "moved" in one.kinds]
    if not moved:
        assert write(composed) == write(theirs)
    assert not any({"inserted", "deleted"} & set(one.kinds) for one in left)
