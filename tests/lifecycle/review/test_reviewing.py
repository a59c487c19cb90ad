"""Review: approvals of exactly what was shown, requests for changes, remarks, delegations, and the end of a review."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from tests.canteen import TEXT
from tests.cast import House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import approvals, standing, texts
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.people import offices, people
from workflow.lifecycle.review import delegating, discussing, reviewing
from workflow.records.event import Event
from workflow.records.person import Person
from workflow.records.review import Cover
from workflow.rules.approvals import STRUCTURE
from workflow.rules.people.roles import Capacity
from workflow.rules.review import CoverKind
from workflow.rules.states import State

CHEAPER = TEXT.replace("十元，", "八元，")


def open_labels(house: House) -> dict[str, tuple[str, ...]]:
    """Capacity → the labels that still need it."""
    with house.asking() as act:
        edition = house.edition(act)
        return {
            one.capacity.value: tuple(card.label for card in one.open if card.key != STRUCTURE)
            for one in standing.standings(act, edition)
        }


def test_approvals_of_every_capacity_conclude_the_review(reached: Reached):
    house = reached("submit")
    house.approve("legal")
    assert house.state() is State.IN_REVIEW
    house.approve("union")
    assert house.state() is State.CONSULTING
    with house.asking() as act:
        last = act.db.exec(select(Event).order_by(col(Event.seq).desc())).first()
        assert last is not None
        assert (last.verb, last.actor_id) == ("conclude", None)


def test_a_report_needs_legal_alone_and_waits_for_the_congress(reached: Reached):
    assert reached("legal", report=True).state() is State.AWAITING


def test_an_approval_covers_every_unit_in_every_language(reached: Reached):
    house = reached("legal")
    with house.asking() as act:
        kinds = Counter((one.kind, one.language) for one in act.db.exec(select(Cover)))
    assert kinds == {
        (CoverKind.PROVISION, "zh"): 10,
        (CoverKind.STRUCTURE, "zh"): 1,
        (CoverKind.WHOLE, "zh"): 1,
        (CoverKind.PROVISION, "en"): 10,
        (CoverKind.STRUCTURE, "en"): 1,
        (CoverKind.WHOLE, "en"): 1,
    }


def test_approve_of_a_text_that_moved(reached: Reached):
    house = reached("submit")
    with house.asking() as act:
        shown = house.shown(act)
    house.request_changes("union")
    house.save(CHEAPER)
    house.submit()
    with pytest.raises(Refused, match="has changed"), house.acting("legal") as act:
        reviewing.approve(act, house.edition(act), Capacity.LEGAL, "", shown)


@pytest.mark.parametrize("who", ["drafter", "secretary", "issuer", "delegate", "employee", "stranger", "admin"])
def test_approve_is_for_reviewers(reached: Reached, who: str):
    house = reached("submit")
    with pytest.raises(Refused, match="Only a reviewer"), house.acting(who) as act:
        reviewing.approve(act, house.edition(act), Capacity.LEGAL, "", approvals.shown_of(act.db, house.edition(act)))


def test_approve_needs_a_capacity_and_the_one_that_is_held(reached: Reached):
    house = reached("submit")
    with pytest.raises(Refused, match="no capacity"):
        house.approve("deputy", capacity=Capacity.LEGAL)
    with pytest.raises(Unusable, match="do not hold"):
        house.approve("legal", capacity=Capacity.UNION)


@pytest.mark.parametrize("last", ["save", "union", "consult", "declare", "issue"])
def test_approve_is_for_a_text_in_review(reached: Reached, last: str):
    house = reached(last)
    with pytest.raises(Refused, match="not open"), house.acting("legal") as act:
        reviewing.approve(
            act, house.edition(act), Capacity.LEGAL, "再次同意。", approvals.shown_of(act.db, house.edition(act))
        )


def test_an_approval_never_counts_for_ones_own_words_and_counts_for_the_others(reached: Reached):
    house = reached("save")
    house.save(CHEAPER, who="writing-reviewer")
    house.submit()
    house.approve("writing-reviewer")
    assert open_labels(house)["legal"] == ("第三条",)
    house.approve("union")
    assert house.state() is State.IN_REVIEW
    with pytest.raises(Refused, match="nobody approves their own words"), house.acting("writing-reviewer") as act:
        reviewing.approve(
            act, house.edition(act), Capacity.LEGAL, "再次同意。", approvals.shown_of(act.db, house.edition(act))
        )
    house.approve("legal")
    assert house.state() is State.CONSULTING


def test_a_request_leaves_the_round_open_and_stands_until_lifted(reached: Reached):
    house = reached("submit")
    house.request_changes("legal")
    assert house.state() is State.IN_REVIEW
    house.save(CHEAPER)
    house.approve("union")
    house.submit()
    assert open_labels(house)["union"] == ("第三条",), "it approved the text of the first round"
    house.approve("union")
    assert house.state() is State.IN_REVIEW
    house.approve("legal")
    assert house.state() is State.CONSULTING


def test_request_changes_says_what(reached: Reached):
    house = reached("submit")
    with pytest.raises(Unusable, match="opinion"), house.acting("legal") as act:
        reviewing.request_changes(
            act, house.edition(act), Capacity.LEGAL, "  ", approvals.shown_of(act.db, house.edition(act))
        )
    with pytest.raises(Refused, match="Only a reviewer"), house.acting("employee") as act:
        reviewing.request_changes(
            act, house.edition(act), Capacity.LEGAL, "", approvals.shown_of(act.db, house.edition(act))
        )
    assert house.state() is State.IN_REVIEW


def test_an_opinion_has_a_bound(reached: Reached):
    house = reached("submit")
    with pytest.raises(Unusable, match="opinion"), house.acting("legal") as act:
        reviewing.approve(
            act, house.edition(act), Capacity.LEGAL, "字" * 10_001, approvals.shown_of(act.db, house.edition(act))
        )


def test_an_edit_opens_what_it_touched_and_nothing_else(reached: Reached):
    house = reached("legal")
    house.request_changes("union")
    house.save(CHEAPER)
    house.submit()
    assert open_labels(house)["legal"] == ("第三条",)
    assert len(open_labels(house)["union"]) == 10


def test_pure_renumbering_and_moving_lose_no_approval_of_words(reached: Reached):
    house = reached("legal")
    house.request_changes("union")
    renumbered = (
        TEXT.replace("第六条", "第七条")
        .replace("第五条", "第六条")
        .replace("第三章　附则\n", "第三章　附则\n第五条　违反本办法的，依照公司有关规定处理。\n")
    )
    house.save(renumbered)
    house.submit()
    assert open_labels(house)["legal"] == ("第五条",)


# Remarks ------------------------------------------------------------------------------------------------------------


def remark(house: House, label: str = "第三条", who: str = "legal", text: str = "依据是什么？") -> str:
    with house.acting(who) as act:
        head = texts.authentic(act.db, house.edition(act))
        assert head is not None
        key = next(one.key for one in texts.reviewable(act.db, head) if one.label == label)
        return discussing.comment(act, house.edition(act), head, key, text).key


def test_a_remark_hangs_on_the_provision_and_not_on_its_number(reached: Reached):
    house = reached("submit")
    key = remark(house, "第四条")
    house.request_changes("legal")
    house.save(
        TEXT.replace("第六条", "第七条").replace("第五条", "第六条").replace("第四条", "第五条").replace("第三条", "第四条")
        .replace("第二章　供餐\n", "第二章　供餐\n第三条　食堂应当办理食品经营许可。\n")
    )  # fmt: skip
    with house.asking() as act:
        head = texts.authentic(act.db, house.edition(act))
        assert head is not None
        assert {one.key: one.label for one in texts.reviewable(act.db, head)}[key] == "第五条"
        kept = talking.threads_of(act.db, house.edition(act))[0].comment
        assert (kept.key, kept.label) == (key, "第四条")
        assert kept.quote.startswith("食堂应当做到下列各项")


@pytest.mark.parametrize("text", ["", " \n", "字" * 10_001])
def test_a_remark_says_something_within_bounds(reached: Reached, text: str):
    with pytest.raises(Unusable, match="comment"):
        remark(reached("submit"), text=text)


def test_a_remark_on_what_is_not_there(reached: Reached):
    house = reached("submit")
    with house.asking("legal") as act:
        head = texts.authentic(act.db, house.edition(act))
        assert head is not None
        with pytest.raises(Unusable, match="not in the text"):
            discussing.comment(act, house.edition(act), head, "no such key", "依据？")


def test_a_remark_stays_within_its_edition(reached: Reached):
    house = reached("submit")
    house.create("other")
    with house.asking("drafter") as act:
        head = texts.authentic(act.db, house.edition(act))
        assert head is not None
        key = texts.reviewable(act.db, head)[0].key
        with pytest.raises(Unusable, match="not in the text"):
            discussing.comment(act, house.edition(act, slug="other"), head, key, "依据？")


@pytest.mark.parametrize(("last", "who"), [("submit", "delegate"), ("submit", "employee"), ("issue", "legal")])
def test_who_may_not_remark_and_when(reached: Reached, last: str, who: str):
    with pytest.raises(Refused):
        remark(reached(last), who=who)


# In another person's name -------------------------------------------------------------------------------------------


def deputise(house: House, since: date, until: date, to: str = "deputy") -> None:
    with house.acting("legal") as act:
        person = people.person_by_code(act.db, to)
        assert person is not None
        delegating.delegate(act, person, Capacity.LEGAL, since, until)


def test_a_deputy_approves_in_the_name_of_who_delegated(reached: Reached):
    house = reached("submit")
    deputise(house, house.now.date(), house.now.date() + timedelta(days=3))
    house.approve("deputy", behalf="legal")
    house.approve("union")
    assert house.state() is State.CONSULTING
    with house.asking() as act:
        approval, _ = reviewing.approvals_of(act.db, house.edition(act))[0]
        names = {one.id: one.code for one in act.db.exec(select(Person))}
        assert approval.on_behalf_of is not None
        assert (names[approval.person_id], names[approval.on_behalf_of]) == ("deputy", "legal")
        event = act.db.exec(select(Event).where(Event.verb == "approve")).first()
        assert event is not None
        assert (event.actor_id, event.on_behalf_of) == (approval.person_id, approval.on_behalf_of)


@pytest.mark.parametrize("day", [-1, 3, 30])
def test_a_delegation_holds_from_its_first_day_to_before_its_last(reached: Reached, day: int):
    house = reached("submit")
    first = house.now.date() + timedelta(days=1)
    deputise(house, first, first + timedelta(days=3))
    house.on(first + timedelta(days=day))
    with pytest.raises(Refused, match="no capacity"):
        house.approve("deputy", behalf="legal", capacity=Capacity.LEGAL)
    house.on(first)
    house.approve("deputy", behalf="legal", capacity=Capacity.LEGAL)


def test_a_delegation_ends_with_the_account_that_gave_it(reached: Reached):
    house = reached("submit")
    deputise(house, house.now.date(), house.now.date() + timedelta(days=3))
    with house.acting("admin") as act:
        legal = people.person_by_code(act.db, "legal")
        assert legal is not None
        offices.close_account(act, legal)
    with pytest.raises(Refused, match="no capacity"):
        house.approve("deputy", behalf="legal", capacity=Capacity.LEGAL)


def test_a_deputy_who_wrote_words_does_not_approve_them_in_another_name(reached: Reached):
    house = reached("save")
    house.save(CHEAPER, who="writing-reviewer")
    house.submit()
    deputise(house, house.now.date(), house.now.date() + timedelta(days=3), "writing-reviewer")
    house.approve("writing-reviewer", behalf="legal")
    assert open_labels(house)["legal"] == ("第三条",)


def test_words_written_later_undo_no_approval_of_the_words_before_them(reached: Reached):
    """Eligibility is judged when deciding: the deputy had written nothing then, and the drafter puts those words back."""
    house = reached("submit")
    deputise(house, house.now.date(), house.now.date() + timedelta(days=3), "writing-reviewer")
    house.approve("writing-reviewer", behalf="legal")
    house.request_changes("union")
    house.save(CHEAPER, who="writing-reviewer")
    assert open_labels(house)["legal"] == (), "the draft of the next round is not what is judged"
    house.submit()
    assert open_labels(house)["legal"] == ("第三条",)
    house.save(TEXT)
    house.submit()
    assert open_labels(house)["legal"] == ()


def test_the_round_is_not_closed_by_somebody_elses_withdrawal(reached: Reached):
    house = reached("submit")
    with house.acting("drafter") as act:
        drafting.withdraw(act, house.edition(act), "不再需要。")
    with pytest.raises(Refused, match="Withdrawn"):
        house.approve("legal")
