"""The words of one block from three: both hands' words stand, references among them, and nothing depends on who came first."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.text.keyed.blocks import Cite, Content, Figure, spelled
from workflow.text.keyed.merging import merged
from workflow.text.tree import Kind


def cite(key: str, number: int) -> Cite:
    return Cite((key,), f"第{number}条", (Figure(1, 2, Kind.ARTICLE, key, number),))


SENT: Content = ("公司应当依照", cite("b", 3), "在三十日内书面答复，并抄送工会。")


def test_words_of_both_and_the_reference_of_today():
    typed: Content = ("公司必须依照", cite("b", 3), "在三十日内书面答复，并抄送工会。")
    head: Content = ("公司应当依照", cite("b", 4), "在十五日内书面答复，并抄送工会。")
    found = merged(SENT, typed, head)
    assert found == ("公司必须依照", cite("b", 4), "在十五日内书面答复，并抄送工会。")
    assert spelled(merged(SENT, head, typed) or ()) == "公司必须依照第3条在十五日内书面答复，并抄送工会。"


def test_another_target_is_a_change_of_that_word():
    typed: Content = ("公司应当依照", cite("c", 5), "在三十日内书面答复，并抄送工会。")
    head: Content = ("公司应当依照", cite("b", 3), "在三十日内书面答复，并报送工会。")
    assert merged(SENT, typed, head) == ("公司应当依照", cite("c", 5), "在三十日内书面答复，并报送工会。")
    other: Content = ("公司应当依照", cite("d", 6), "在三十日内书面答复，并抄送工会。")
    assert merged(SENT, typed, other) is None
    assert merged(SENT, typed, other, stands=0) == typed
    assert merged(SENT, typed, other, stands=1) == other


_WORDS = st.lists(
    st.sampled_from(["公司", "应当", "在", "三十日", "内", "答复", "，", "并", "抄送", "工会", "。", "的"]), max_size=14
)
_PIECE = st.one_of(_WORDS.map("".join).filter(bool), st.sampled_from([cite("a", 1), cite("b", 2)]))


@given(*[st.lists(_PIECE, max_size=3).map(tuple) for _ in range(3)])
@settings(max_examples=100)
def test_one_hand_is_that_hand_and_both_are_the_same_either_way(sent: Content, typed: Content, head: Content):
    assert merged(sent, typed, sent) == typed
    assert merged(sent, sent, head) == head
    one, other = merged(sent, typed, head), merged(sent, head, typed)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert spelled(one) == spelled(other)
    assert merged(sent, typed, head, stands=0) is not None
