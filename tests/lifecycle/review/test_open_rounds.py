"""A round stays open under objections: the others go on reading it while the text of the next one is written beside it."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from tests.canteen import TEXT
from tests.cast import House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle import duties
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.draft import drafting, explaining
from workflow.lifecycle.facts import approvals, standing, texts
from workflow.lifecycle.facts.submitted import readable_text, standing_text
from workflow.lifecycle.people import offices, people
from workflow.lifecycle.review import reviewing
from workflow.records.event import Event
from workflow.records.review import Approval
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.review import Decision
from workflow.rules.states import State
from workflow.rules.visibility import Reader
from workflow.words import Language

SECRET = "七点五"
CHEAPER = TEXT.replace("十元，", f"{SECRET}元，")


def beside(house: House) -> House:
    """Changes were asked for, and the drafter writes on."""
    house.request_changes("union")
    house.save(CHEAPER)
    return house


def conclude(house: House) -> None:
    with house.acting("drafter") as act:
        edition = house.edition(act)
        drafting.conclude_as_read(act, edition, approvals.shown_of(act.db, edition))


def is_turn_of(house: House, who: str, verb: str) -> bool:
    with house.asking(who) as act:
        return duties.waits_for(act, house.edition(act), verb)


def test_the_draft_of_the_next_round_is_its_drafters_alone(reached: Reached):
    house = beside(reached("submit"))
    with house.asking() as act:
        edition = house.edition(act)
        for role in Role:
            seen = readable_text(act.db, edition, Language.ZH, Reader(frozenset({role}), 1))
            assert seen is None or SECRET not in seen.text, role
        newest, standing_one = texts.authentic(act.db, edition), standing_text(act.db, edition)
        assert newest is not None
        assert standing_one is not None
        assert (SECRET in newest.text, SECRET in standing_one.text) == (True, False)


def test_a_secret_word_saved_during_every_later_act_is_in_no_text_that_was_acted_on(reached: Reached):
    """Whatever is done after submitting names the head of the round."""
    house = beside(reached("submit"))
    with house.acting("union") as act:
        edition = house.edition(act)
        asked = reviewing.approvals_of(act.db, edition)[0][0]
        reviewing.withdraw_decision(act, edition, asked)
    house.approve("legal")
    house.approve("union")
    assert house.state() is State.IN_REVIEW, "the draft asks for an answer first"
    conclude(house)
    for step in ("consult", "convene", "table"):
        getattr(house, step)()
    with house.asking() as act:
        head = standing_text(act.db, house.edition(act))
        assert head is not None
        assert SECRET not in head.text
        named = {one.fingerprint for one in act.db.exec(select(Event).where(col(Event.verb) != "save"))} - {""}
        assert (texts.authentic(act.db, house.edition(act)) or head).fingerprint not in named


def test_a_round_follows_with_other_words_alone(reached: Reached):
    house = reached("submit")
    house.request_changes("union")
    with pytest.raises(Refused, match="text under review"):
        house.submit()
    house.save(CHEAPER)
    house.submit()
    with house.asking() as act:
        assert [one.number for one in approvals.rounds_of(act.db, house.edition(act))] == [1, 2]


def test_who_reads_the_round_before_is_told_that_it_moved(reached: Reached):
    house = reached("submit")
    with house.asking() as act:
        shown = approvals.shown_of(act.db, house.edition(act))
    house.save(CHEAPER)
    house.submit()
    with pytest.raises(Refused, match="has changed since"), house.acting("legal") as act:
        reviewing.decide(act, house.edition(act), Decision.RESERVATION, Capacity.LEGAL, "保留。", shown)


def test_putting_the_draft_back_ends_a_review_that_waited_for_it_alone(reached: Reached):
    house = reached("submit")
    house.save(CHEAPER)
    house.approve("legal")
    house.approve("union")
    assert house.state() is State.IN_REVIEW
    assert is_turn_of(house, "drafter", "save")
    house.save(TEXT)
    assert house.state() is State.CONSULTING


def test_the_review_is_not_ended_by_its_drafter_before_it_is_complete(reached: Reached):
    house = beside(reached("submit"))
    with pytest.raises(Refused, match="Trade union asked"):
        conclude(house)
    assert house.state() is State.IN_REVIEW


def test_drafters_are_waited_for_once_somebody_asks(reached: Reached):
    house = reached("submit")
    assert not is_turn_of(house, "drafter", "save")
    house.request_changes("union")
    assert is_turn_of(house, "drafter", "save")


def test_a_round_over_by_its_day_goes_back_only_under_objections(reached: Reached):
    house = reached("save")
    with pytest.raises(Unusable, match="due"):
        house.submit(due=house.now.date() - timedelta(days=1))
    house.submit(due=house.now.date())
    house.now += timedelta(days=1)
    with house.acting(None) as act:
        assert not reviewing.close_overdue(act, house.edition(act)), "it only waits for its reviewers"
    house.request_changes("legal")
    house.close_round()
    assert house.state() is State.RETURNED
    with pytest.raises(Refused, match="Returned"):
        house.approve("union")


def test_a_reason_written_beside_belongs_to_the_next_round(reached: Reached):
    house = reached("save")
    key = house.keys()["第三条"]

    def explain(words: str) -> None:
        with house.acting("drafter") as act:
            explaining.explain(act, house.edition(act), {key: words})

    def read(role: Role, *, on_draft: bool) -> dict[str, str]:
        with house.asking() as act:
            reader = Reader(frozenset({role}), 1)
            return explaining.readable_reasons(act.db, house.edition(act), reader, on_draft=on_draft)

    explain("物价上涨。")
    house.submit()
    explain("原料降价。")
    assert read(Role.REVIEWER, on_draft=False) == {key: "物价上涨。"}
    assert read(Role.REVIEWER, on_draft=True) == {key: "物价上涨。"}
    assert read(Role.DRAFTER, on_draft=True) == {key: "原料降价。"}
    assert read(Role.DRAFTER, on_draft=False) == {key: "物价上涨。"}, "a paper of the round has its reasons"
    explain("")
    assert read(Role.DRAFTER, on_draft=True) == {}
    assert read(Role.REVIEWER, on_draft=False) == {key: "物价上涨。"}
    house.save(CHEAPER)
    house.submit()
    assert read(Role.REVIEWER, on_draft=False) == {}


def test_the_chair_never_wrote_here_not_even_in_a_draft(reached: Reached):
    house = reached("submit")
    house.request_changes("legal")
    with house.acting("admin") as act:
        issuer = people.person_by_code(act.db, "issuer")
        assert issuer is not None
        offices.grant_office(act, issuer, Role.DRAFTER, act.today)
    house.save(CHEAPER, who="issuer")
    house.save(TEXT, who="drafter")
    with pytest.raises(Refused, match="You wrote part"), house.acting("issuer") as act:
        reviewing.dismiss_request(act, house.edition(act), act.db.exec(select(Approval)).one(), "已解释。")


# Single articles, reservations, what was only seen -------------------------------------------------------------------


def decide(house: House, who: str, decision: Decision, *labels: str, opinion: str = "意见。") -> None:
    keys = house.keys()
    with house.acting(who) as act:
        edition = house.edition(act)
        items = frozenset((Language.ZH, keys.get(label, label)) for label in labels) or None
        shown = approvals.shown_of(act.db, edition)
        capacity = Capacity(who)
        reviewing.decide(act, edition, decision, capacity, opinion, shown, items)


def open_items(house: House, capacity: Capacity) -> set[str]:
    with house.asking() as act:
        found = standing.standings(act, house.edition(act))
        return {card.label for one in found if one.capacity is capacity for card in one.open}


def test_an_approval_of_one_article_covers_it_and_no_other(reached: Reached):
    house = reached("submit")
    everything = open_items(house, Capacity.UNION)
    decide(house, "union", Decision.APPROVE, "第三条")
    assert open_items(house, Capacity.UNION) == everything - {"第三条"}
    house.approve("legal")
    house.approve("union")
    assert house.state() is State.CONSULTING


def test_a_request_about_one_article_is_lifted_with_that_article(reached: Reached):
    house = reached("submit")
    decide(house, "union", Decision.REQUEST_CHANGES, "第三条", "第四条")
    house.approve("legal")
    decide(house, "union", Decision.APPROVE, "第三条")
    with house.asking() as act:
        union = next(one for one in standing.standings(act, house.edition(act)) if one.capacity is Capacity.UNION)
        assert union.asking, "article 4 is still asked about"
    decide(house, "union", Decision.APPROVE)
    assert house.state() is State.CONSULTING


def test_a_reservation_passes_and_says_why_and_what_was_seen_decides_nothing(reached: Reached):
    house = reached("submit")
    decide(house, "legal", Decision.SEEN, opinion="")
    assert open_items(house, Capacity.LEGAL), "nothing is decided"
    with pytest.raises(Unusable, match="opinion"):
        decide(house, "legal", Decision.RESERVATION, opinion=" ")
    decide(house, "legal", Decision.RESERVATION, opinion="标准偏低。")
    assert open_items(house, Capacity.LEGAL) == set()
    house.approve("union")
    assert house.state() is State.CONSULTING


def test_what_is_not_under_review_cannot_be_chosen(reached: Reached):
    house = reached("submit")
    with pytest.raises(Unusable, match="choose again"):
        decide(house, "legal", Decision.APPROVE, "no-such-key")


def test_the_same_decision_on_other_articles_is_another_one(reached: Reached):
    house = reached("submit")
    for labels in (("第三条",), ("第三条",), ("第四条",), ("第四条",)):
        decide(house, "union", Decision.APPROVE, *labels)
    with house.asking() as act:
        assert len(reviewing.approvals_of(act.db, house.edition(act))) == 2


def test_an_article_of_a_translation_that_was_not_on_the_page_is_not_decided_on(reached: Reached):
    house = reached("submit")
    key = house.keys(Language.EN)["Article 3"]
    with house.asking() as act:
        chinese = approvals.shown_of(act.db, house.edition(act)).split()[0]
    items = frozenset({(Language.EN, key)})
    with pytest.raises(Unusable, match="choose again"), house.acting("legal") as act:
        reviewing.decide(act, house.edition(act), Decision.APPROVE, Capacity.LEGAL, "", chinese, items)
