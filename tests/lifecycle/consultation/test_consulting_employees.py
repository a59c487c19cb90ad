"""Employees are asked, write, and are answered before the congress: each rule of it, through the verbs."""

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from tests.cast import House
from tests.lifecycle.conftest import Reached
from tests.lifecycle.consultation import asked
from tests.lifecycle.consultation.asked import AFTER, FIRST, LAST
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.consultation import answering, gathering, writing
from workflow.lifecycle.consultation.gathering import Given
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts.hearing.heard import heap_of, hearing_of
from workflow.records.consultation import BoxedOpinion, Opinion
from workflow.records.enterprise import OwnFigure
from workflow.records.event import Event, Payload
from workflow.rules.consultation.words import LONGEST, Source
from workflow.rules.states import State


def going(reached: Reached, manner: str = "link", last: str = "union", kind: str = "sqlite") -> House:
    house = reached(last, kind)
    if house.now.date() < FIRST:
        house.on(FIRST)
    asked.ask(house, manner, since=house.now.date())
    return house


def why_not_tabled(house: House) -> list[str]:
    with pytest.raises(Refused) as refused:
        house.table()
    return [one.zh for one in refused.value.reasons]


def test_a_consultation_from_its_opening_to_the_agenda(reached: Reached):
    house = going(reached, last="convene")
    assert why_not_tabled(house) == ["第1次征求意见到2026-03-20为止，期限还没有满。"]
    asked.write(house, "早餐提高到十二元", "第三条")
    asked.write(house, "早餐提高到12元！", "第三条")
    asked.write(house, "写得很好")
    assert asked.texts(house) == [], "nobody reads what lies in the box"
    asked.bring(house, "菜谱每周公布", place="第四条")
    house.on(AFTER)
    assert why_not_tabled(house) == ["还有4条职工意见没有答复。"]
    assert asked.take(house) == 3
    breakfast = asked.group(house, ["早餐提高到十二元", "早餐提高到12元！"])
    rest = asked.group(house, ["写得很好", "菜谱每周公布"])
    asked.answer(house, breakfast, "partly", "提高到十一元", [house.keys()["第三条"]])
    assert why_not_tabled(house) == ["还有2条职工意见没有答复。"]
    asked.answer(house, rest, "taken", "", [house.keys()["第四条"]])
    assert why_not_tabled(house) == ["第1次征求意见的采纳情况还没有公布。"]
    asked.close(house)
    house.table()
    with house.asking() as act:
        heap = heap_of(act.db, asked.last(house, act))
        assert [(one.answer.answer.value, len(one.opinions)) for one in heap.groups if one.answer] == [
            ("partly", 2),
            ("taken", 2),
        ]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.thorough)])
def test_without_a_name_nothing_tells_when_or_in_which_order_it_was_written(reached: Reached, kind: str):
    house = going(reached, kind=kind)
    with house.asking() as act:
        before = act.db.exec(select(Event.seq).order_by(col(Event.seq).desc())).first()
    words = [f"第{number}个人的意见" for number in range(12)]
    for one in words:
        asked.write(house, one, who="employee")  # signed in, and by the link all the same
    with house.asking() as act:
        assert act.db.exec(select(Event.seq).order_by(col(Event.seq).desc())).first() == before, "no event"
        boxed = [one.text for one in act.db.exec(select(BoxedOpinion))]
        if kind == "sqlite":
            assert boxed != words, "in the order of random keys"
            with pytest.raises(sa.exc.OperationalError, match="no such column"):
                act.db.connection().execute(sa.text("SELECT rowid FROM boxed_opinion"))
        assert set(BoxedOpinion.model_fields) == {"key", "consultation_id", "provision", "text"}
    house.on(AFTER)
    asked.take(house)
    with house.asking() as act:
        assert act.db.exec(select(BoxedOpinion)).all() == []
        kept = act.db.exec(select(Opinion)).all()
        assert {(one.person_id, one.day, one.name, one.brought_by) for one in kept} == {(None, None, "", None)}
        if kind == "sqlite":
            stored = act.db.connection().execute(sa.text("SELECT key FROM opinion ORDER BY rowid")).all()
            assert stored == sorted(stored), "their rows lie in the order of random keys"
        event = act.db.exec(select(Event).order_by(col(Event.seq).desc())).first()
        assert event is not None
        assert (event.verb, event.rows.count('"')) == ("take_opinions", event.rows.count('"'))
        assert all(one.key in event.rows for one in kept), "one event speaks for all of them at once"
        said = act.db.get_one(Payload, event.seq).words
        assert json.loads(said)["many"] == 12
        assert not any(one.key in said or one.text in said for one in kept)


def test_a_form_sent_twice_is_one_opinion_and_another_with_the_same_words_is_another(reached: Reached):
    for manner, who in (("link", None), ("account", "employee")):
        house = going(reached, manner)
        asked.write(house, "一样的话", mark="a", who=who)
        asked.write(house, "一样的话", mark="a", who=who)
        asked.write(house, "一样的话", mark="b", who=who)
        asked.write(house, "改过的话", mark="a", who=who)
        house.on(AFTER)
        if manner == "link":
            asked.take(house)
        assert sorted(asked.texts(house)) == ["一样的话", "一样的话", "改过的话"]


def test_under_a_name_whoever_is_asked_writes_and_the_record_does_not_name_them(reached: Reached):
    house = going(reached, "number")
    asked.write(house, "我的意见", number="employee")
    with pytest.raises(Unusable) as unknown:
        asked.write(house, "冒名", number="nobody")
    assert set(unknown.value.problems) == {"number"}
    with house.asking() as act:
        one = act.db.exec(select(Opinion)).one()
        assert (one.day, one.person_id is not None) == (FIRST, True)
        event = act.db.exec(select(Event).order_by(col(Event.seq).desc())).first()
        assert event is not None
        assert (event.verb, event.actor_id, event.regulation_id) == ("write_opinion", None, None)
        assert heap_of(act.db, asked.last(house, act)).people == 1


def test_who_is_not_asked_writes_nothing(reached: Reached):
    house = reached("union").on(FIRST)
    with pytest.raises(Unusable):
        asked.ask(house, "account", whom="one_unit:没有这个部门")
    asked.ask(house, "account", whom="everybody:")
    with pytest.raises(Refused):
        asked.write(house, "没有登录")
    asked.write(house, "登录了", who="stranger")


@pytest.mark.parametrize(
    ("text", "field"), [("", "text"), ("  \n", "text"), ("长" * (LONGEST + 1), "text"), ("x" * 1_000_000, "text")]
)
def test_what_cannot_be_taken_is_refused_in_one_sentence(reached: Reached, text: str, field: str):
    house = going(reached)
    with pytest.raises(Unusable) as error:
        asked.write(house, text)
    assert set(error.value.problems) == {field}
    asked.write(house, "长" * LONGEST)


def test_an_opinion_is_about_a_place_in_the_text(reached: Reached):
    house = going(reached)
    with house.acting(None) as act, pytest.raises(Unusable) as error:
        writing.write_opinion(act, asked.last(house, act), provision="nowhere", text="甲", mark="a")
    assert set(error.value.problems) == {"provision"}


def test_days_of_a_period_are_days_of_the_enterprise_and_both_count(reached: Reached):
    house = reached("union").on(FIRST)
    asked.ask(house, since=FIRST + timedelta(days=1), until=FIRST + timedelta(days=2))
    with pytest.raises(Refused, match="has not begun"):
        asked.write(house, "太早")
    house.on(FIRST + timedelta(days=1), 0)
    asked.write(house, "零点")
    house.on(FIRST + timedelta(days=2), 23)
    asked.write(house, "末日夜里")
    house.on(FIRST + timedelta(days=3), 0)
    with pytest.raises(Refused, match="over"):
        asked.write(house, "太晚")


def test_opened_twice_at_once_is_not_done_and_a_second_period_is_the_secretary_s_choice(reached: Reached):
    house = going(reached)
    with pytest.raises(Refused):
        asked.ask(house)
    house.on(AFTER)
    with pytest.raises(Refused):
        asked.ask(house, since=AFTER, until=AFTER + timedelta(days=3))
    asked.close(house)
    asked.ask(house, since=AFTER, until=AFTER + timedelta(days=3))
    house.consult()
    house.convene()
    assert why_not_tabled(house) == ["第2次征求意见到2026-03-24为止，期限还没有满。"]


def test_ended_early_it_counts_for_nothing_until_another_one_has_run(reached: Reached):
    house = going(reached, last="convene")
    asked.stop(house)
    house.table()  # nobody had written: as if it had not been opened
    house = going(reached, last="convene")
    asked.write(house, "先写了一条")
    asked.stop(house)
    assert why_not_tabled(house) == ["还有1条职工意见没有答复。"]
    asked.take(house)
    asked.answer(house, asked.group(house, ["先写了一条"]))
    asked.close(house)
    assert why_not_tabled(house) == ["征求意见提前终止，须再公开征求一次。"]
    asked.ask(house, since=house.now.date(), until=LAST)
    house.on(AFTER)
    asked.close(house)
    house.table()


def test_a_text_changed_by_an_opinion_goes_back_to_review_and_opinions_are_still_taken(reached: Reached):
    house = going(reached)
    asked.write(house, "午餐提高")
    with house.acting("drafter") as act:
        drafting.revise(act, house.edition(act), "职工意见")
    assert house.state() is State.DRAFTING
    asked.write(house, "还有一条")
    asked.bring(house, "纸上的一条")
    house.on(AFTER)
    assert asked.take(house) == 2
    number = asked.group(house, asked.texts(house))
    with house.acting("drafter") as act:  # a drafter answers as well, on the text that is being written
        answering.answer_opinions(
            act, asked.last(house, act), number, answer="taken", reason="", became=[house.keys()["第三条"]]
        )
    asked.close(house)
    house.save(house_text(house).replace("每日二十元", "每日二十二元"))
    house.submit()
    assert house.state() is State.IN_REVIEW


def house_text(house: House) -> str:
    from tests.canteen import TEXT

    return TEXT


def test_reasons_and_places_of_an_answer(reached: Reached):
    house = going(reached)
    asked.bring(house, "甲", "乙")
    number = asked.group(house, ["甲"])
    for what, reason, became, field in (
        ("", "理由", [], "answer"),
        ("not_taken", " ", [], "reason"),
        ("taken", "", [], "reason"),
        ("partly", "", [house.keys()["第三条"]], "reason"),
        ("taken", "长" * 2001, [], "reason"),
        ("taken", "理由", ["nowhere"], "became"),
    ):
        with pytest.raises(Unusable) as error:
            asked.answer(house, number, what, reason, became)
        assert set(error.value.problems) == {field}, (what, reason)
    asked.answer(house, number, "taken", "", [house.keys()["第三条"]])
    asked.answer(house, number, "not_taken", "又想了想", [house.keys()["第三条"]])
    with house.asking() as act:
        found = heap_of(act.db, asked.last(house, act)).groups[0].answer
        assert found is not None
        assert (found.answer, found.keys) == ("not_taken", []), (
            "the last row counts, and what was not taken went nowhere"
        )


def test_words_that_say_the_same_are_put_together(reached: Reached):
    house = going(reached)
    asked.bring(house, "早餐 12 元。", "早餐１２元", "早餐12元!", place="第三条")
    asked.bring(house, "早餐12元", "另一件事")
    with house.acting("secretary") as act:
        assert answering.group_alike(act, asked.last(house, act)) == 1
        heap = heap_of(act.db, asked.last(house, act))
        assert ([len(one.opinions) for one in heap.groups], len(heap.loose)) == ([3], 2)


def test_names_on_paper_are_bounded_and_an_anonymous_consultation_takes_none(reached: Reached):
    house = going(reached, "account")
    asked.bring(house, "甲", name="名" * 40)
    with pytest.raises(Unusable):
        asked.bring(house, "乙", name="名" * 41)
    house = going(reached)
    with pytest.raises(Unusable):
        asked.bring(house, "甲", name="某某")


def test_a_table_is_taken_whole_or_not_at_all(reached: Reached):
    house = going(reached)
    with house.acting("secretary") as act, pytest.raises(Unusable) as error:
        gathering.add_opinions(act, asked.last(house, act), [Given("", "甲"), Given("", "")], Source.FILE)
    assert "第2条" in error.value.problems["file"].zh
    assert asked.texts(house) == []


def test_whether_one_is_required_is_a_dated_figure_and_off_by_default(reached: Reached):
    house = reached("convene")
    with house.asking() as act:
        assert hearing_of(act, house.edition(act)).hearing_required is False
    with house.planting() as act:
        row = OwnFigure(
            name="consultation.employees_days", value=15, comparison=">=", since=date(2026, 3, 19), provision_key="", words="",
            set_by=1, at=act.now,
        )  # fmt: skip
        act.db.add(row)
        act.db.flush()
    house.on(date(2026, 3, 19))
    assert why_not_tabled(house)[0].startswith("列入议程前须征求职工意见")
    with pytest.raises(Unusable) as error:
        asked.ask(house, since=date(2026, 3, 19), until=date(2026, 4, 2))
    assert "2026-04-03" in error.value.problems["until"].zh
    asked.ask(house, since=date(2026, 3, 19), until=date(2026, 4, 3))
