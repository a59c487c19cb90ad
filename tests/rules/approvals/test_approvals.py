"""What approvals count for: single cases. Histories of many acts are tried beside this."""

import re
from dataclasses import replace

import pytest

from tests.rules.values import APPROVE, DEPARTMENT, LEGAL, ONE, REQUEST, THREE, TWO, UNION, given, item, legal, text
from workflow.rules.approvals import STRUCTURE, Cause, Given, Standing, authors, standings
from workflow.rules.facts import Hands
from workflow.rules.guards.review import somebody_elses_words
from workflow.rules.people.roles import Seat
from workflow.rules.review import Decision, Ending
from workflow.text.comparing.items import NOTHING, Item, Worded
from workflow.words import Language


def open_keys(stands: Standing) -> set[str]:
    return {card.key for card in stands.open}


BASE = text(a="甲", b="乙", c="丙")
CHANGED = text(a="甲二", b="乙", c="丙")


def test_a_change_needs_an_approval_and_one_suffices():
    assert open_keys(legal(BASE, CHANGED)) == {"a"}
    assert legal(BASE, CHANGED, given(1, CHANGED)).counts


def test_an_edition_in_which_nothing_is_open_still_needs_a_decision():
    typed = text(a=item("甲", typography="，"), b="乙", c="丙")
    assert not legal(BASE, typed).counts
    assert legal(BASE, typed, given(1, typed)).counts


@pytest.mark.parametrize("key", ["a", "b", "c"])
def test_what_was_approved_and_is_dropped_is_open_again(key: str):
    changed = text(**{one: f"{one}新" if one == key else BASE.items[one] for one in "abc"})
    stands = legal(BASE, BASE, given(1, changed))
    assert open_keys(stands) == {key}
    assert not stands.counts


def test_a_deletion_is_open_and_an_approval_covers_it():
    gone = text(a="甲", c="丙")
    stands = legal(BASE, gone)
    assert [(card.key, card.cause) for card in stands.open] == [("b", Cause.DELETED)]
    assert legal(BASE, gone, given(1, gone)).counts
    assert open_keys(legal(BASE, BASE, given(1, gone))) == {"b"}, (
        "its absence was approved; putting it back is a change"
    )


def test_who_took_it_out_does_not_approve_that_it_is_gone():
    gone = text(a="甲", c="丙")
    wrote = authors(Language.ZH, BASE, [(ONE, gone)])
    assert wrote == {(Language.ZH, "b"): frozenset({ONE})}
    assert open_keys(legal(BASE, gone, given(1, gone, own=wrote))) == {"b"}


def test_insertion_and_deletion_never_open_the_order_and_moving_does():
    longer = text(n="新", a="甲", c="丙")
    assert open_keys(legal(BASE, longer)) == {"n", "b"}
    assert open_keys(legal(BASE, text("bac", a="甲", b="乙", c="丙"))) == {STRUCTURE}


def test_a_move_into_another_chapter_opens_the_order_and_a_new_chapter_does_not():
    chapters = {"k": "总则", "m": "附则"}
    base = Worded(text(**chapters, a="甲").items, (("k", ()), ("a", ("k",)), ("m", ())))
    moved = replace(base, order=(("k", ()), ("m", ()), ("a", ("m",))))
    assert open_keys(legal(base, moved)) == {STRUCTURE}
    wrapped = Worded(text(**chapters, n="新", a="甲").items, (("k", ()), ("n", ("k",)), ("a", ("k", "n")), ("m", ())))
    assert open_keys(legal(base, wrapped)) == {"n"}


@pytest.mark.parametrize(
    ("head", "cause"),
    [
        (item("甲二", typography="，"), Cause.TYPOGRAPHY),
        (item("甲二", cites="第四条"), Cause.FOLLOWED),
        (item("甲二", label="第二条"), Cause.RENUMBERED),
        (item("甲二"), None),
    ],
)
def test_what_only_looks_different_is_carried_with_its_cause(head: Item, cause: Cause | None):
    stands = legal(BASE, text(a=head, b="乙", c="丙"), given(1, CHANGED))
    assert stands.counts
    assert next(card for card in stands.cards if card.key == "a").cause is cause


def test_a_later_request_on_the_same_words_ends_an_earlier_approval():
    asked = given(2, CHANGED, REQUEST, TWO)
    assert legal(BASE, CHANGED, given(1, CHANGED), asked).asking == (TWO,)
    dismissed = legal(BASE, CHANGED, given(1, CHANGED), replace(asked, ending=Ending.DISMISSED))
    assert dismissed.asking == ()
    assert "a" in open_keys(dismissed), "the chair lifts the block only"
    assert legal(BASE, CHANGED, given(1, CHANGED), replace(asked, ending=Ending.WITHDRAWN)).counts


def test_a_request_of_a_capacity_that_is_not_required_holds_the_text_up():
    asked = given(2, CHANGED, REQUEST, TWO, DEPARTMENT)
    first, second = standings(
        {Seat(LEGAL): [Language.ZH]}, {Language.ZH: BASE}, {Language.ZH: CHANGED}, [given(1, CHANGED), asked]
    )
    assert first.counts
    assert (second.capacity, second.required, second.counts) == (DEPARTMENT, False, False)


def test_a_request_never_goes_stale_and_is_lifted_by_its_own_person_alone():
    asked = given(1, BASE, REQUEST)
    assert legal(BASE, CHANGED, asked, given(2, CHANGED, person=TWO)).asking == (ONE,)
    assert legal(BASE, CHANGED, asked, given(2, CHANGED)).counts
    assert not legal(BASE, CHANGED, asked, given(2, CHANGED, Decision.SEEN), given(3, CHANGED, person=TWO)).counts
    lifted = given(2, CHANGED, ending=Ending.WITHDRAWN)
    assert legal(BASE, CHANGED, asked, lifted).asking == (ONE,), "what lifted it was taken back"


def test_a_reservation_covers_and_seen_does_not():
    assert legal(BASE, CHANGED, given(1, CHANGED, Decision.RESERVATION)).counts
    assert not legal(BASE, CHANGED, given(1, CHANGED, Decision.SEEN)).counts


def test_a_translation_is_required_where_it_is_named_and_only_as_shown():
    base, head = (
        {Language.ZH: BASE, Language.EN: text(a="10 yuan")},
        {Language.ZH: CHANGED, Language.EN: text(a="100 yuan")},
    )
    chinese = Given(1, ONE, frozenset({ONE}), LEGAL, APPROVE, 1, {Language.ZH: CHANGED})
    union = Given(2, TWO, frozenset({TWO}), UNION, APPROVE, 1, {Language.ZH: CHANGED})
    first, second = standings(
        {Seat(LEGAL): [Language.ZH, Language.EN], Seat(UNION): [Language.ZH]}, base, head, [chinese, union]
    )
    assert [(card.language, card.key) for card in first.open] == [(Language.EN, "a")]
    assert second.counts


def test_two_capacities_need_different_hands_deputies_included():
    deputy = given(1, CHANGED, hands=frozenset({ONE, THREE}))
    other = given(2, CHANGED, person=THREE, capacity=UNION)
    found = standings(
        {Seat(LEGAL): [Language.ZH], Seat(UNION): [Language.ZH]},
        {Language.ZH: BASE},
        {Language.ZH: CHANGED},
        [deputy, other],
    )
    assert [one.counts for one in found] == [False, False]
    assert "同一人" in found[0].words().zh
    relieved = [deputy, other, given(3, CHANGED, person=TWO)]
    found = standings(
        {Seat(LEGAL): [Language.ZH], Seat(UNION): [Language.ZH]}, {Language.ZH: BASE}, {Language.ZH: CHANGED}, relieved
    )
    assert all(one.counts for one in found)


def test_the_inbox_holds_whose_approval_would_change_something():
    stands = legal(BASE, CHANGED)
    assert stands.would_change(ONE, frozenset())
    assert not stands.would_change(ONE, frozenset({(Language.ZH, "a")}))
    assert not legal(BASE, CHANGED, given(1, CHANGED)).would_change(TWO, frozenset())
    assert legal(BASE, CHANGED, given(1, CHANGED), given(2, CHANGED, REQUEST, TWO)).would_change(TWO, frozenset())


def test_who_wrote_is_whoever_changed_it_since_it_last_had_its_base_value():
    one, two = text(a="甲一", b="乙", c="丙"), text(a="甲二", b="乙", c="丙")
    assert authors(Language.ZH, BASE, [(ONE, one), (TWO, two)]) == {(Language.ZH, "a"): frozenset({ONE, TWO})}
    assert authors(Language.ZH, BASE, [(ONE, one), (TWO, BASE)]) == {}
    assert authors(Language.ZH, BASE, [(ONE, one), (TWO, BASE), (TWO, two)]) == {(Language.ZH, "a"): frozenset({TWO})}
    turned = text("bac", a="甲", b="乙", c="丙")
    assert authors(Language.ZH, BASE, [(ONE, turned)]) == {(Language.ZH, STRUCTURE): frozenset({ONE})}


def test_what_is_open_is_named_in_both_languages():
    names = "一二三四"
    for count in (1, 3, 4):
        head = text(**{f"k{i}": item("新", label=f"第{names[i]}条") for i in range(count)})
        words = legal(NOTHING, head).words()
        assert "第一条" in words.zh
        assert words.en.startswith("Legal has not approved")
        assert words.zh.count("条") == count if count <= 3 else words.zh.endswith(f"第三条等{count}处。")
        assert words.en.endswith(f" {count} provisions.") is (count > 3)
    assert "删去第一条" in legal(text(a="甲"), NOTHING).words().zh
    assert "顺序" in legal(BASE, text("bac", a="甲", b="乙", c="丙"), given(1, BASE)).words().zh
    assert "尚未作出决定" in legal(BASE, BASE).words().zh


def test_beside_provisions_that_are_open_the_order_is_not_counted_as_one():
    """Three changed and all moved: three are named, and no fourth without a name."""
    shown = {key: item("旧", label=f"第{label}条") for key, label in zip("abc", "一二三", strict=True)}
    changed = {key: item("新", label=one.label) for key, one in shown.items()}
    stands = legal(text("abc", **shown), text("cba", **changed), given(1, text("abc", **shown)))
    assert STRUCTURE in open_keys(stands)
    assert sorted(re.findall("第.条", stands.words().zh)) == ["第一条", "第三条", "第二条"]
    assert "处" not in stands.words().zh
    assert "、、" not in stands.words().zh


def test_whoever_moved_provisions_only_is_told_so_in_both_languages():
    (said,) = somebody_elses_words(Hands(wrote=("",), same_hands=()))
    assert "条文顺序" in said.zh
    assert "the order of the provisions" in said.en
    assert not re.search("[\u4e00-\u9fff]", said.en)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_three_of_the_provisions_somebody_wrote_are_named_and_more_are_told(count: int):
    (said,) = somebody_elses_words(
        Hands(wrote=tuple(f"第{number}条" for number in "一二三四五"[:count]), same_hands=())
    )
    assert said.zh.count("条") == min(count, 3)
    assert ("等的起草" in said.zh, "and others" in said.en) == (count > 3, count > 3)


def test_whoever_asked_for_changes_keeps_the_review_open_and_is_named():
    """The provision asked about was exchanged since, so that no card of it is open: the request itself stays."""
    standing = legal(BASE, BASE, given(1, BASE, REQUEST))
    assert standing.asking
    assert not standing.counts
    said = standing.words()
    assert said.zh == "法务要求修改，尚未解除。"
    assert said.en == "Legal asked for changes and has not lifted the request."


def test_what_nobody_changed_asked_about_or_decided_on_has_no_card():
    assert [card.key for card in legal(BASE, CHANGED).cards] == ["a"]
    assert legal(BASE, BASE).cards == ()
    approved = legal(BASE, CHANGED, given(1, CHANGED)).cards  # of all that stood there, each with who did
    assert [(card.key, card.is_open) for card in approved] == [(key, False) for key in ("a", "b", "c", STRUCTURE)]
    asked = legal(BASE, CHANGED, given(1, BASE, REQUEST)).cards  # about the two that read as they did then
    assert [(card.key, card.cause) for card in asked] == [("a", Cause.CHANGED), ("b", Cause.ASKED), ("c", Cause.ASKED)]


def test_where_the_same_hands_fill_two_seats_it_is_the_turn_of_others():
    base, head = text(a="甲"), text(a="乙")
    both = [given(1, head), given(2, head, capacity=UNION)]
    languages = [Language.ZH]
    found = standings({Seat(LEGAL): languages, Seat(UNION): languages}, {Language.ZH: base}, {Language.ZH: head}, both)
    for one in found:
        assert one.shared
        assert not one.would_change(ONE, frozenset())
        assert one.would_change(TWO, frozenset())
