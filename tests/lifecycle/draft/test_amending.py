"""Amending: the next edition begins from the issued text, one at a time, and says why each provision is changed."""

import pytest
from sqlmodel import select

from tests.cast import SLUG, House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.draft import drafting, explaining
from workflow.lifecycle.facts import approvals, texts
from workflow.records.regulation import Regulation
from workflow.records.review import Reason
from workflow.rules.states import State
from workflow.words import Language


def amend(house: House, who: str = "drafter") -> None:
    with house.acting(who) as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == SLUG)).one())


def test_amend_begins_from_the_issued_text_in_every_language_with_its_keys(reached: Reached):
    house = reached("issue")
    before = house.keys(), house.keys(Language.EN)
    amend(house)
    assert house.state() is State.DRAFTING
    assert (house.keys(), house.keys(Language.EN)) == before
    with house.asking() as act:
        edition = house.edition(act)
        base, head = approvals.base_of(act.db, edition), texts.authentic(act.db, edition)
        assert edition.number == 2
        assert base is not None
        assert head is not None
        assert base.fingerprint == head.fingerprint
        assert base.edition_id != edition.id
        assert approvals.review_of(act.db, edition, act.procedure, act.today).find() == {}
    assert house.state(1) is State.ISSUED


@pytest.mark.parametrize("last", ["create", "submit", "consult", "declare"])
def test_amend_waits_for_the_edition_that_is_going(reached: Reached, last: str):
    with pytest.raises(Refused, match="still on its way"):
        amend(reached(last))


def test_only_one_amendment_at_a_time(reached: Reached):
    house = reached("issue")
    amend(house)
    with pytest.raises(Refused, match="Edition 2 is still on its way"):
        amend(house)
    with house.acting("drafter") as act:
        drafting.withdraw(act, house.edition(act), "重来。")
    amend(house)
    with house.asking() as act:
        assert house.edition(act).number == 3, "a number is not used again"


def test_amend_is_for_drafters(reached: Reached):
    with pytest.raises(Refused):
        amend(reached("issue"), "issuer")


def test_what_was_withdrawn_before_anything_was_issued_can_be_begun_again(reached: Reached):
    house = reached("save")
    with house.acting("drafter") as act:
        drafting.withdraw(act, house.edition(act), "重来。")
    amend(house)
    assert house.state() is State.DRAFTING


# Reasons ------------------------------------------------------------------------------------------------------------


def test_explain_keeps_changes_and_takes_back_reasons(reached: Reached):
    house = reached("issue")
    amend(house)
    third = house.keys()["第三条"]

    def explain(words: dict[str, str]) -> int:
        with house.acting("drafter") as act:
            return explaining.explain(act, house.edition(act), words)

    assert explain({third: "物价上涨。", "unknown": "没有这一条。"}) == 1
    assert explain({third: "物价上涨。"}) == 0
    assert explain({third: "原料涨价。"}) == 1
    with house.asking() as act:
        assert explaining.reasons_of(act.db, house.edition(act)) == {third: "原料涨价。"}
    assert explain({third: ""}) == 1
    with house.asking() as act:
        assert act.db.exec(select(Reason)).all() == []
    with pytest.raises(Unusable, match="reason"):
        explain({third: "字" * (explaining.LONGEST_REASON + 1)})


def test_explain_is_for_drafting(reached: Reached):
    house = reached("union")
    with pytest.raises(Refused), house.acting("drafter") as act:
        explaining.explain(act, house.edition(act), {})
