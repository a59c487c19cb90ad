"""What approvals count for, through the verbs: changes of every kind after everybody has approved."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from tests.canteen import ENGLISH, TEXT
from tests.cast import SLUG, House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import approvals, standing, texts
from workflow.lifecycle.facts.review import turns
from workflow.lifecycle.people import offices, people
from workflow.lifecycle.review import delegating, reviewing
from workflow.records.event import Event
from workflow.records.person import CapacityGrant, Entity, Grant
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import Approval
from workflow.rules.approvals import STRUCTURE, Cause
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.states import State
from workflow.words import Language

FRAMED = TEXT.replace("\n第一章", "\n为了职工的健康，公司制定本办法。\n\n第一章", 1) + "\n附件1　餐标\n早餐十元。\n"
CHEAPER = TEXT.replace("十元，", "八元，")


def amended(house: House, text: str = CHEAPER, english: str | None = None) -> House:
    """The second edition of the issued text, with these words, put before the reviewers."""
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == SLUG)).one())
    house.save(text)
    if english:
        house.save(english, Language.EN)
    house.submit()
    return house


def again(house: House, text: str, language: Language = Language.ZH, who: str = "drafter") -> House:
    """The drafter takes the text back, somebody saves another one, and it goes before the reviewers again."""
    with house.acting("drafter") as act:
        drafting.revise(act, house.edition(act), "再改。")
    house.save(text, language, who)
    house.submit()
    return house


def still_open(house: House, capacity: Capacity = Capacity.LEGAL) -> dict[str, Cause | None]:
    """Label → why it is open, of what a capacity must still approve; "" is the order."""
    with house.asking() as act:
        found = {one.capacity: one for one in standing.standings(act, house.edition(act))}
        return {card.label if card.key != STRUCTURE else "": card.cause for card in found[capacity].open}


def passed(house: House) -> House:
    """Legal and the union approve."""
    house.approve("legal")
    house.approve("union")
    return house


def test_a_change_that_all_approved_and_the_drafter_drops_is_open_again(reached: Reached):
    more = CHEAPER.replace("二十元", "二十五元").replace("每日公布", "每天公布")
    house = passed(amended(reached("issue"), more))
    assert house.state() is State.CONSULTING
    again(house, CHEAPER.replace("二十元", "二十五元"))
    assert house.state() is State.IN_REVIEW
    assert still_open(house) == {"第四条": Cause.CHANGED}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (FRAMED.replace("为了职工的健康，公司制定本办法。\n\n", ""), "引言"),
        (FRAMED.replace("职工食堂管理办法\n", "职工食堂和送餐管理办法\n", 1), "标题"),
        (FRAMED.replace("第三章　附则\n", ""), "第三章"),
        (FRAMED.replace("\n附件1　餐标\n早餐十元。\n", ""), "附件1"),
        (FRAMED.replace("第二章　供餐", "第二章　供应"), "第二章"),
        (FRAMED.replace("第六条　本办法自2026年5月1日起施行。\n", ""), "第六条"),
    ],
)
def test_nothing_is_invisible(reached: Reached, text: str, label: str):
    house = reached("submit")
    house.request_changes("legal")
    house.save(FRAMED)
    house.submit()
    house.approve("legal")
    house.approve("union")
    again(house, text)
    assert label in still_open(house)
    assert house.state() is State.IN_REVIEW


def test_who_deletes_does_not_approve_that_it_is_gone(reached: Reached):
    house = reached("issue")
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == SLUG)).one())
    house.save(TEXT.replace("第五条　本办法由后勤部门负责解释。\n第六条", "第五条"), who="writing-reviewer")
    house.submit()
    with pytest.raises(Refused, match="own words"):
        house.approve("writing-reviewer")
    assert still_open(house) == {"第五条": Cause.DELETED}


def test_a_request_of_a_capacity_that_is_not_required_holds_the_text_up(reached: Reached):
    house = reached("submit")
    with house.acting("admin") as act:
        people.add_person(
            act,
            code="canteen-department",
            name_zh="后勤",
            name_en="Logistics",
            entity=act.db.exec(select(Entity)).one(),
            roles=frozenset({Role.REVIEWER}),
            capacities=frozenset({Capacity.DEPARTMENT}),
        )
    house.request_changes("canteen-department")
    passed(house)
    assert house.state() is State.IN_REVIEW
    with house.acting("canteen-department") as act:
        edition = house.edition(act)
        asked = next(one for one, _ in reviewing.approvals_of(act.db, edition) if one.capacity is Capacity.DEPARTMENT)
        reviewing.withdraw_decision(act, edition, asked)
    assert house.state() is State.CONSULTING


def test_a_translation_that_changes_is_open_for_the_capacity_that_answers_for_it(reached: Reached):
    house = reached("union")
    again(house, ENGLISH.replace("10 yuan", "100 yuan"), Language.EN)
    assert house.state() is State.IN_REVIEW
    assert still_open(house) == {"Article 3": Cause.CHANGED}
    assert still_open(house, Capacity.UNION) == {}
    with house.acting("legal") as act:
        reviewing.approve(act, house.edition(act), Capacity.LEGAL, "只看了中文。", house.shown(act))
    assert house.state() is State.IN_REVIEW, "a page that showed no translation covers none"
    house.approve("legal")
    assert house.state() is State.CONSULTING


PUT_IN = TEXT.replace("第六条", "第七条").replace("第五条", "第六条").replace(
    "第三章　附则\n", "第三章　附则\n第五条　违反本办法的，依照公司有关规定处理。\n"
)  # fmt: skip
CITING = TEXT.replace("夜班职工的夜餐标准与午餐相同。", "夜班职工的夜餐标准与午餐相同，按第五条解释。")
FOLLOWED = PUT_IN.replace("夜班职工的夜餐标准与午餐相同。", "夜班职工的夜餐标准与午餐相同，按第六条解释。")


@pytest.mark.parametrize(
    ("before", "after", "cause"),
    [
        (TEXT, TEXT.replace("每日十元，", "每日十元,"), Cause.TYPOGRAPHY),
        (CITING, FOLLOWED, Cause.FOLLOWED),
        (TEXT, PUT_IN, Cause.RENUMBERED),
    ],
)
def test_what_only_looks_different_costs_no_approval_and_is_told_in_the_record(
    reached: Reached, before: str, after: str, cause: Cause
):
    house = reached("save")
    house.save(before) if before != TEXT else None
    house.submit()
    passed(house)
    again(house, after)
    assert set(still_open(house)) <= {"第五条"}
    with house.asking() as act:
        event = act.db.exec(select(Event).where(Event.verb == "carry").order_by(col(Event.seq).desc())).first()
        assert event is not None
        assert event.actor_id is None
        review = approvals.review_of(act.db, house.edition(act), act.procedure, act.today)
        assert cause in {card.cause for one in review.standings for card in one.cards}


def test_an_article_taken_out_and_put_back_keeps_its_key_and_its_approval(reached: Reached):
    house = reached("union")
    key = house.keys()["第五条"]
    with house.acting("drafter") as act:
        drafting.revise(act, house.edition(act), "再改。")
    house.save(TEXT.replace("第五条　本办法由后勤部门负责解释。\n第六条", "第五条"))
    assert key not in house.keys().values()
    house.save(CHEAPER.replace("第五条　本办法由后勤部门负责解释。\n第六条", "第五条"))
    house.save(TEXT)
    assert house.keys()["第五条"] == key
    house.submit()
    assert house.state() is State.CONSULTING


def test_what_was_lost_is_told_in_the_record(reached: Reached):
    house = passed(amended(reached("issue")))
    again(house, CHEAPER.replace("八元", "九元"))
    with house.asking() as act:
        event = act.db.exec(select(Event).where(Event.verb == "reopen")).first()
        assert event is not None
        assert event.actor_id is None


# Decisions that end -------------------------------------------------------------------------------------------------


def last_decision(house: House, act) -> Approval:
    return reviewing.approvals_of(act.db, house.edition(act))[-1][0]


def test_the_same_decision_sent_twice_is_one(reached: Reached):
    house = reached("submit")
    house.approve("legal")
    house.approve("legal")
    house.approve("union")
    house.approve("union")
    with house.asking() as act:
        assert len(reviewing.approvals_of(act.db, house.edition(act))) == 2
    other = reached("submit")
    other.request_changes("legal")
    other.request_changes("legal")
    with other.asking() as act:
        assert len(reviewing.approvals_of(act.db, other.edition(act))) == 1


def test_a_decision_that_its_author_withdraws_is_as_if_never_made(reached: Reached):
    house = reached("legal")
    with house.acting("legal") as act:
        reviewing.withdraw_decision(act, house.edition(act), last_decision(house, act))
    assert len(still_open(house)) > 5
    house.approve("union")
    assert house.state() is State.IN_REVIEW
    house.approve("legal")
    assert house.state() is State.CONSULTING


def test_only_its_author_withdraws_and_only_once(reached: Reached):
    house = reached("legal")
    for who, match in (("union", "only withdraw your own"), ("secretary", "Only a reviewer")):
        with pytest.raises(Refused, match=match), house.acting(who) as act:
            reviewing.withdraw_decision(act, house.edition(act), last_decision(house, act))
    with house.acting("legal") as act:
        reviewing.withdraw_decision(act, house.edition(act), last_decision(house, act))
    with pytest.raises(Refused, match="does not stand"), house.acting("legal") as act:
        reviewing.withdraw_decision(act, house.edition(act), last_decision(house, act))


def test_an_approval_is_not_withdrawn_after_the_review(reached: Reached):
    house = reached("union")
    with pytest.raises(Refused, match="not open"), house.acting("union") as act:
        reviewing.withdraw_decision(act, house.edition(act), last_decision(house, act))


def test_the_chair_lifts_the_block_of_a_request_and_nothing_else(reached: Reached):
    house = reached("submit")
    house.request_changes("legal")
    house.approve("union")
    with pytest.raises(Unusable, match="reason"), house.acting("issuer") as act:
        reviewing.dismiss_request(act, house.edition(act), last_decision(house, act), " ")
    with house.acting("issuer") as act:
        asked = reviewing.approvals_of(act.db, house.edition(act))[0][0]
        reviewing.dismiss_request(act, house.edition(act), asked, "本人已调离。")
    assert house.state() is State.IN_REVIEW
    with house.asking() as act:
        legal = standing.standings(act, house.edition(act))[0]
        assert legal.asking == ()
        assert legal.open
    house.approve("writing-reviewer")
    assert house.state() is State.CONSULTING


# Who may, and who is there ------------------------------------------------------------------------------------------


def test_two_capacities_are_not_filled_by_the_same_hands(reached: Reached):
    house = reached("submit")
    with house.acting("union") as act:
        to = people.person_by_code(act.db, "legal")
        assert to is not None
        delegating.delegate(act, to, Capacity.UNION, act.today, act.today + timedelta(days=9))
    house.approve("legal")
    with pytest.raises(Refused, match="somebody else must decide"):
        house.approve("legal", behalf="union", capacity=Capacity.UNION)
    house.approve("union")
    assert house.state() is State.CONSULTING


def test_leaving_the_office_later_undoes_nothing(reached: Reached):
    house = reached("legal")
    with house.acting("admin") as act:
        legal = people.person_by_code(act.db, "legal")
        assert legal is not None
        offices.close_account(act, legal)
    house.approve("union")
    assert house.state() is State.CONSULTING


def test_a_capacity_that_nobody_can_fill_is_said_before_submitting(reached: Reached):
    house = reached("save")
    with house.acting("admin") as act:
        union = people.person_by_code(act.db, "union")
        assert union is not None
        offices.close_account(act, union)
    with pytest.raises(Refused, match="Nobody can review for Trade union"):
        house.submit()


def test_a_capacity_whose_people_wrote_it_is_said_before_submitting(reached: Reached):
    house = reached("save")
    house.save(CHEAPER, who="writing-reviewer")
    with house.acting("admin") as act:
        legal = people.person_by_code(act.db, "legal")
        assert legal is not None
        offices.close_account(act, legal)
    with pytest.raises(Refused, match="wrote part of it"):
        house.submit()


def test_capacities_held_by_one_person_only_are_said_before_submitting(reached: Reached):
    house = reached("save")
    with house.acting("admin") as act:
        both, day = people.person_by_code(act.db, "issuer").id, act.today  # type: ignore[union-attr]
        for code in ("legal", "union", "writing-reviewer"):
            offices.close_account(act, people.person_by_code(act.db, code))  # type: ignore[arg-type]
    with house.planting() as act:
        act.db.add(Grant(person_id=both, role=Role.REVIEWER, since=day))
        for capacity in (Capacity.LEGAL, Capacity.UNION):
            act.db.add(CapacityGrant(person_id=both, capacity=capacity, since=day))
    with pytest.raises(Refused, match="held by the same people only"):
        house.submit()


def test_an_edition_that_is_its_base_is_not_submitted(reached: Reached):
    house = reached("issue")
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == SLUG)).one())
    with pytest.raises(Refused, match="nothing to review"):
        house.submit()
    house.save(TEXT.replace("每日十元，", "每日十元,"))
    house.submit()
    assert house.state() is State.IN_REVIEW, "typography alone is a change that somebody must have seen"
    passed(house)
    assert house.state() is State.CONSULTING


def test_whose_turn_it_is(reached: Reached):
    house = reached("submit")

    def turn() -> set[str]:
        with house.asking() as act:
            edition: Edition = house.edition(act)
            review = approvals.review_of(act.db, edition, act.procedure, act.today)
            found = set()
            for code in ("legal", "union", "writing-reviewer", "deputy", "drafter"):
                person = people.person_by_code(act.db, code)
                assert person is not None
                if any(turns.would_change(review, person, hat) for hat in turns.hats_of(act.db, person, act.today)):
                    found.add(code)
            return found

    assert turn() == {"legal", "union", "writing-reviewer"}
    with house.acting("union") as act:
        to = people.person_by_code(act.db, "deputy")
        assert to is not None
        delegating.delegate(act, to, Capacity.UNION, act.today, act.today + timedelta(days=9))
    assert turn() == {"legal", "union", "writing-reviewer", "deputy"}
    house.approve("legal")
    assert turn() == {"union", "deputy"}
    house.approve("deputy", behalf="union")
    assert house.state() is State.CONSULTING


def test_a_snapshot_is_read_into_the_same_values_each_time(reached: Reached):
    house = reached("save")
    with house.asking() as act:
        head = texts.authentic(act.db, house.edition(act))
        assert head is not None
        assert texts.worded_of(act.db, head) == texts.worded_of(act.db, head)


@pytest.mark.parametrize(
    "text", [CHEAPER, TEXT.replace("。", "，并报工会备案。")], ids=["one article", "every article"]
)
def test_whether_somebody_may_approve_is_asked_of_hands_and_not_of_every_article(
    reached: Reached, text: str, monkeypatch: pytest.MonkeyPatch
):
    """Asked of each card anew, a save of four thousand articles kept every vote waiting for seventeen seconds."""
    house = amended(reached("issue"), text)
    asked: list[object] = []
    own = approvals.Review.own

    def counted(review: approvals.Review, hands: object) -> object:
        asked.append(hands)
        return own(review, hands)  # type: ignore[arg-type]

    with house.asking("drafter") as act:
        review = approvals.review_of(act.db, house.edition(act), act.procedure, act.today)
        monkeypatch.setattr(approvals.Review, "own", counted)
        assert not turns.unfillable(act.db, review, act.today)
        assert any(one.open for one in review.standings)
        assert 0 < len(asked) <= 2 * len(act.db.exec(select(CapacityGrant)).all())
