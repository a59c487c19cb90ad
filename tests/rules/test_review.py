"""When approvals count: single cases, and random histories of edits and decisions held against a plain account."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from workflow.rules.review import STRUCTURE, Decision, Given, Head, Standing, standing
from workflow.rules.roles import Capacity

LEGAL, UNION = Capacity.LEGAL, Capacity.UNION
HEAD = Head({"a": ("a1", "第一条"), "b": ("b1", "第二条")}, "s1")


def decided(
    order: int,
    person: int = 1,
    decision: Decision = Decision.APPROVE,
    capacity: Capacity = LEGAL,
    provisions: dict[str, str] | None = None,
    structure: str | None = "s1",
    deputies: frozenset[int] = frozenset(),
) -> Given:
    covered = {"a": "a1", "b": "b1"} if provisions is None else provisions
    return Given(order, person, capacity, decision, 1, covered, structure, deputies)


def alone(*given_: Given, contributors: dict[str, frozenset[int]] | None = None, head: Head = HEAD) -> Standing:
    return standing([LEGAL], head, given_, contributors or {})[0]


def test_an_approval_of_what_is_there_counts():
    assert alone(decided(1)).counts
    assert not alone().counts


def test_it_counts_in_its_own_capacity_only():
    legal, union = standing([LEGAL, UNION], HEAD, [decided(1)], {})
    assert legal.counts
    assert not union.counts
    assert union.open_labels == ("第一条", "第二条")
    assert union.structure_open


def test_another_text_of_a_provision_is_open_again_and_the_rest_is_not():
    stands = alone(decided(1, provisions={"a": "a0", "b": "b1"}))
    assert stands.open_labels == ("第一条",)
    assert not stands.structure_open


def test_a_text_that_comes_back_to_what_was_approved_is_approved():
    old, newer = decided(1), decided(2, provisions={"a": "a2", "b": "b1"})
    assert alone(old, newer).counts


def test_two_halves_make_a_whole():
    assert alone(decided(1, provisions={"a": "a1"}), decided(2, person=2, provisions={"b": "b1"})).counts


def test_another_order_of_the_provisions_is_open():
    stands = alone(decided(1, structure="s0"))
    assert stands.open_labels == ()
    assert stands.structure_open
    assert "顺序" in stands.words().zh


def test_who_wrote_a_provision_does_not_approve_it():
    assert alone(decided(1), contributors={"a": frozenset({1})}).open_labels == ("第一条",)
    assert alone(decided(1), decided(2, person=2), contributors={"a": frozenset({1})}).counts


def test_who_put_the_provisions_in_order_does_not_approve_the_order():
    stands = alone(decided(1), contributors={STRUCTURE: frozenset({1})})
    assert stands.open_labels == ()
    assert stands.structure_open


def test_a_deputy_who_wrote_it_does_not_approve_it_in_another_name():
    deputised = decided(1, deputies=frozenset({7}))
    assert alone(deputised).counts
    assert not alone(deputised, contributors={"a": frozenset({7})}).counts
    assert not alone(deputised, contributors={"a": frozenset({1})}).counts


def test_a_request_stands_until_the_same_person_lifts_it():
    asked = decided(1, decision=Decision.REQUEST_CHANGES)
    assert alone(asked, decided(2, person=2)).requested_by == (1,)
    assert alone(asked, decided(2)).counts
    assert not alone(asked, decided(2, decision=Decision.SEEN), decided(3, person=2)).counts
    assert not alone(asked, decided(2, decision=Decision.RESERVATION), decided(3, person=2)).counts


def test_a_request_does_not_go_stale_with_the_text():
    changed = Head({"a": ("a2", "第一条")}, "s2")
    stands = alone(
        decided(1, decision=Decision.REQUEST_CHANGES),
        decided(2, person=2, provisions={"a": "a2"}, structure="s2"),
        head=changed,
    )
    assert stands.requested_by == (1,)
    assert "要求修改" in stands.words().zh


def test_seen_and_a_reservation_approve_nothing_and_block_nothing():
    for decision in (Decision.SEEN, Decision.RESERVATION):
        assert not alone(decided(1, decision=decision)).counts
        assert alone(decided(1), decided(2, decision=decision)).counts


def test_what_is_open_is_named_in_both_languages():
    for labels in (("第一条",), ("第一条", "第二条", "第三条", "第四条")):
        words = Standing(LEGAL, labels, False, ()).words()
        assert labels[0] in words.zh
        assert words.en.startswith("Legal has not approved")


def test_a_text_without_changes_needs_only_its_order_confirmed():
    unchanged = Head({}, "s1")
    assert alone(decided(1, provisions={}), head=unchanged).counts
    assert not alone(head=unchanged).counts


# Random histories ---------------------------------------------------------------------------------------------------

KEYS, PEOPLE = ("a", "b", "c", "d"), (1, 2, 3)
actions = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(PEOPLE), st.sampled_from(KEYS), st.integers(0, 2)),
    st.tuples(st.just("order"), st.sampled_from(PEOPLE), st.integers(0, 2)),
    st.tuples(
        st.just("decide"),
        st.sampled_from(PEOPLE),
        st.sampled_from(Decision),
        st.sampled_from((LEGAL, UNION)),
        st.none() | st.sampled_from(PEOPLE),
    ),
)


@dataclass
class Account:
    """What is true after a history, kept plainly: for each exact text of each provision, who approved it."""

    text: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KEYS, 0))
    order: int = 0
    wrote: dict[str, set[int]] = field(default_factory=dict)
    approved: set[tuple] = field(default_factory=set)
    asked: dict[Capacity, set[int]] = field(default_factory=lambda: {LEGAL: set(), UNION: set()})
    given: list[Given] = field(default_factory=list)

    def play(self, action: tuple) -> None:
        if action[0] == "edit":
            _, person, key, text = action
            self.text[key] = text
            self.wrote.setdefault(key, set()).add(person)
        elif action[0] == "order":
            self.order = action[2]
            self.wrote.setdefault(STRUCTURE, set()).add(action[1])
        else:
            _, person, decision, capacity, principal = action
            self._decide(person, decision, capacity, principal or person)

    def _decide(self, hand: int, decision: Decision, capacity: Capacity, person: int) -> None:
        if decision is Decision.APPROVE:
            self.asked[capacity].discard(person)
            for key, text in (*self.text.items(), (STRUCTURE, self.order)):
                self.approved.add((capacity, key, text, person, hand))
        elif decision is Decision.REQUEST_CHANGES:
            self.asked[capacity].add(person)
        deputies = frozenset({hand}) if hand != person else frozenset()
        covered = {key: f"{key}{text}" for key, text in self.text.items()}
        self.given.append(Given(len(self.given), person, capacity, decision, 1, covered, f"s{self.order}", deputies))

    def covered(self, capacity: Capacity, key: str, text: int) -> bool:
        """True when somebody approved exactly this text and nobody whose hand was in the approval ever wrote it."""
        writers = self.wrote.get(key, set())
        return any(
            (of, what, words) == (capacity, key, text) and not {person, hand} & writers
            for of, what, words, person, hand in self.approved
        )

    def found(self) -> list[Standing]:
        head = Head({key: (f"{key}{text}", key) for key, text in self.text.items()}, f"s{self.order}")
        return standing(
            [LEGAL, UNION], head, self.given, {key: frozenset(people) for key, people in self.wrote.items()}
        )


@given(st.lists(actions, max_size=25))
def test_approvals_count_for_exactly_what_was_shown_and_never_for_ones_own_words(history: list[tuple]):
    account = Account()
    for action in history:
        account.play(action)
    for stands in account.found():
        for key in KEYS:
            assert (key in stands.open_labels) is not account.covered(stands.capacity, key, account.text[key])
        assert stands.structure_open is not account.covered(stands.capacity, STRUCTURE, account.order)
        assert set(stands.requested_by) == account.asked[stands.capacity]
        assert stands.counts is not bool(stands.open_labels or stands.structure_open or stands.requested_by)


@given(st.lists(actions, max_size=20), st.sampled_from(PEOPLE), st.sampled_from(KEYS))
def test_an_edit_elsewhere_loses_no_approval_and_wins_none(history: list[tuple], person: int, key: str):
    account = Account()
    for action in history:
        account.play(action)
    before = account.found()
    account.play(("edit", person, key, 99))
    for was, stands in zip(before, account.found(), strict=True):
        assert {one for one in was.open_labels if one != key} == {one for one in stands.open_labels if one != key}
        assert key in stands.open_labels
        assert was.structure_open == stands.structure_open
