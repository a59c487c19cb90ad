"""Words of two people in one sentence: together where a word that neither touched stands between, else a clash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.text.merging import Score, run
from workflow.text.merging.cutting import words
from workflow.text.merging.merge import merge
from workflow.text.reading.parse import parse

CHINESE = "公司应当在三十日内书面答复提案人，并将答复抄送工会委员会备案。"
ENGLISH = "The company shall answer the petitioner within thirty days and send a copy to the union committee."


def together(base: str, ours: str, theirs: str) -> str | None:
    """The words that come of three forms of one article."""
    label = "Article 1 " if base.isascii() else "第一条　"
    found = merge(*(parse(f"{label}{words}\n").document for words in (base, ours, theirs)))
    assert found.text is None or found.woven, "what nobody read as a whole is always named"
    return found.text and found.text.removeprefix(label).rstrip("\n")


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        (CHINESE, ("应当", "必须"), ("三十日", "十五日")),
        (CHINESE, ("书面", ""), ("抄送", "报送")),
        (CHINESE, ("提案人", "提案人和附议人"), ("并将", "并及时将")),
        (CHINESE, ("公司", "公司人力资源部"), ("备案", "存档")),
        (ENGLISH, ("shall", "must"), ("thirty days", "ten working days")),
        (ENGLISH, ("The company", "The company or its agent"), ("a copy", "a signed copy")),
        (ENGLISH, ("thirty days and", "thirty days, in writing, and"), ("union ", "")),
    ],
)
def test_words_that_do_not_touch_go_together(base: str, ours: tuple[str, str], theirs: tuple[str, str]):
    assert together(base, base.replace(*ours), base.replace(*theirs)) == base.replace(*ours).replace(*theirs)


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        (CHINESE, ("三十日", "十五日"), ("三十日", "六十日")),
        (CHINESE, ("三十日内", "十五日之前"), ("书面答复", "公开答复")),
        (CHINESE, ("书面答复", "书面逐项答复"), ("书面答复", "书面公开答复")),
        (CHINESE, ("书面答复提案人，", ""), ("书面答复", "口头答复")),
        (ENGLISH, ("shall answer", "may answer"), ("shall answer", "shall not answer")),
        (ENGLISH, ("thirty days", "ten days"), ("thirty days", "thirty working days")),
        ("每年召开一次会议，由主席团主持。", ("每年", "每半年"), ("一次", "两次")),
    ],
)
def test_words_that_touch_never_do(base: str, ours: tuple[str, str], theirs: tuple[str, str]):
    one, other = base.replace(*ours), base.replace(*theirs)
    assert together(base, one, other) is None
    assert together(base, other, one) is None


@pytest.mark.parametrize(
    "text", ["", "第三条第二款和“表决权”，不得少于三分之二（1,000.5元）。", ENGLISH, "《工会法》第10条的3至5名……\n"]
)
def test_cut_words_are_the_text(text: str):
    assert "".join(words(text)) == text


@given(st.text(alphabet="一二三第条款不得应当《》“”0123.,%年月日 abc。；\n和的工会公司", max_size=60))
@settings(max_examples=100)
def test_any_text_is_cut_without_loss(text: str):
    assert "".join(words(text)) == text


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        (  # one paragraph made two, and a word in the second half
            "第一条　甲组负责登记。\n乙组负责核实和公布结果。\n",
            "第一条　甲组负责登记。乙组负责核实和按月公布结果。\n",
            "第一条　甲组负责登记。\n乙组负责核实和按月公布结果。\n",
        ),
        (  # one article made two
            "第一条　甲组负责登记。\n第二条　乙组负责核实和公布结果。\n",
            "第一条　甲组负责逐项登记。乙组负责核实和按月公布结果。\n",
            "第一条　甲组负责逐项登记。\n第二条　乙组负责核实和按月公布结果。\n",
        ),
    ],
)
def test_what_was_split_is_followed(ours: str, theirs: str, both: str):
    base = "第一条　甲组负责登记。乙组负责核实和公布结果。\n"
    assert merge(*(parse(text).document for text in (base, ours, theirs))).text == both


def test_in_a_clash_what_either_did_elsewhere_in_the_sentence_stands():
    base, ours = f"第一条　{CHINESE}\n", CHINESE.replace("三十日", "十五日").replace("备案", "存档")
    theirs = CHINESE.replace("三十日", "六十日").replace("公司", "公司工会")
    three = [parse(f"第一条　{words}\n").document for words in (CHINESE, ours, theirs)]
    found = merge(*three)
    (clash,) = found.clashes
    both = base.replace("备案", "存档").replace("公司", "公司工会")
    assert found.text is None
    assert found.settled == both.replace("三十日", "十五日")
    assert merge(*three, take_theirs=[clash.name]).settled == both.replace("三十日", "六十日")
    assert clash.with_theirs == found.settled.removeprefix("第一条　").rstrip().replace("十五日", "六十日")


def test_pairs_of_edits_against_the_model():
    found = run(range(60))
    _fits(found)


@pytest.mark.thorough
def test_many_pairs_of_edits_against_the_model():
    _fits(run(range(1_000, 1_250)))


@pytest.mark.soak
def test_tens_of_thousands_of_pairs_of_edits():
    _fits(run(range(10_000, 30_000)))


def _fits(found: Score) -> None:
    assert (found.wrong, found.missed) == ({}, {})
    few = max(
        1, sum(found.tried.values()) // 50
    )  # some cut a date in two, which is one word here; the benchmark counts to 1 %
    assert len(found.needless) <= few, found.needless
