"""Tabling: items on an agenda, papers with the text they pin, and the exception that takes two people."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from tests.canteen import TEXT
from tests.cast import CONGRESS, SESSION_DAY, House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.congress import tabling, voting
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import sitting
from workflow.records.congress import Motion, Waiver
from workflow.records.event import Event, Payload
from workflow.rules.congress.words import Body, Method, MotionAct
from workflow.rules.states import State


def table(house: House, who: str = "secretary", method: Method = Method.PAPER, *, important: bool = True) -> None:
    with house.acting(who) as act:
        tabling.table(act, house.session(act), house.edition(act), body=CONGRESS, important=important, method=method)


def lock(house: House) -> None:
    with house.acting("secretary") as act:
        voting.lock(act, house.motion(act), house.shown(act))


def late(reached: Reached, days: int = 3) -> House:
    """Everything ready for the vote, but for papers that came `days` before the session."""
    house = reached("table").on(SESSION_DAY - timedelta(days=days))
    house.send()
    return house.until("sign_in", first="freeze")


# On the agenda ------------------------------------------------------------------------------------------------------


def test_table_puts_items_in_order_and_their_kind_says_what_is_done(reached: Reached):
    house = reached("table")
    house.until("legal", slug="report", report=True)
    house.table("report")
    with house.asking() as act:
        motions = sitting.motions_of(act.db, house.session(act))
        assert [(one.order, one.act) for one in motions] == [
            (1, MotionAct.DELIBERATE_AND_ADOPT),
            (2, MotionAct.HEAR_AND_DELIBERATE),
        ]


@pytest.mark.parametrize("who", ["drafter", "legal", "issuer", "delegate", "employee", "admin"])
def test_table_is_for_the_secretary(reached: Reached, who: str):
    with pytest.raises(Refused):
        table(reached("convene"), who)


@pytest.mark.parametrize("last", ["save", "submit", "union"])
def test_table_needs_a_text_that_was_reviewed_and_settled(reached: Reached, last: str):
    house = reached(last)
    house.convene()
    with pytest.raises(Refused, match="not open"):
        table(house)


def test_an_edition_is_on_one_agenda_at_a_time(reached: Reached):
    with pytest.raises(Refused, match="on a session's agenda"):
        table(reached("table"))


def test_an_important_matter_is_voted_on_by_secret_ballot(reached: Reached):
    house = reached("convene")
    with pytest.raises(Unusable, match="secret ballot"):
        table(house, method=Method.SHOW_OF_HANDS)
    table(house, method=Method.SHOW_OF_HANDS, important=False)


def test_nothing_is_tabled_at_a_closed_session(reached: Reached):
    house = reached("declare")
    with house.acting("secretary") as act:
        voting.close(act, house.session(act))
    house.until("legal", slug="report", report=True)
    with pytest.raises(Refused, match="session is closed"):
        house.table("report")


def test_take_off_and_table_again(reached: Reached):
    house = reached("table")
    with house.acting("secretary") as act:
        tabling.take_off(act, house.motion(act), "再议。")
    with house.asking() as act:
        assert sitting.motions_of(act.db, house.session(act)) == []
        assert len(act.db.exec(select(Motion)).all()) == 1, "the row stays for the record"
    with house.acting("drafter") as act:
        drafting.revise(act, house.edition(act), "")
    assert house.state() is State.DRAFTING


def test_what_was_counted_is_not_taken_off(reached: Reached):
    house = reached("count")
    with pytest.raises(Refused, match="ballot has been opened"), house.acting("secretary") as act:
        tabling.take_off(act, house.motion(act), "")


def test_an_item_taken_off_is_left_alone(reached: Reached):
    house = reached("table")
    with house.acting("secretary") as act:
        tabling.take_off(act, house.motion(act), "")
    with pytest.raises(Refused, match="taken off"), house.acting("secretary") as act:
        tabling.take_off(act, house.motion(act), "")


def test_union_money_before_the_workers_congress_alone_is_remarked_on(reached: Reached):
    house = reached("table")
    with house.asking() as act:
        motion, text = house.motion(act), "第一条　互助金由工会从工会经费中列支。"
        assert tabling.body_note(motion, TEXT) is None
        note = tabling.body_note(motion, text)
        assert note is not None
        assert note.zh
        assert note.en
        motion.body = Body.MEMBERS_CONGRESS
        assert tabling.body_note(motion, text) is None


# Papers -------------------------------------------------------------------------------------------------------------


def test_papers_pin_the_text_that_was_sent(reached: Reached):
    house = reached("send")
    with house.asking() as act:
        motion = house.motion(act)
        assert motion.sent_fingerprint == house.shown(act)
        assert motion.sent_on == date(2026, 3, 20)


def test_papers_are_sent_once(reached: Reached):
    house = reached("send")
    with pytest.raises(Refused, match="no papers left"):
        house.send()


@pytest.mark.parametrize(
    ("day", "says"),
    [(None, "Give the day"), (date(2026, 3, 19), "Give the day"), (date(2026, 3, 1), "cannot have been sent")],
)
def test_the_day_of_delivery_is_neither_to_come_nor_before_the_text(reached: Reached, day: date | None, says: str):
    house = reached("table")
    with pytest.raises(Unusable, match=says), house.acting("secretary") as act:
        tabling.send_papers(act, house.session(act), day)
    with house.asking() as act:
        assert house.motion(act).sent_on is None


def test_papers_seven_days_before_are_in_time(reached: Reached):
    lock(late(reached, days=7))


@pytest.mark.parametrize("days", [6, 0])
def test_papers_later_than_that_are_late(reached: Reached, days: int):
    with pytest.raises(Refused, match="papers were sent") as found:
        lock(late(reached, days))
    assert f"{days}日" in found.value.reasons[0].zh


def test_papers_that_were_never_sent(reached: Reached):
    house = reached("table").until("sign_in", first="freeze")
    with pytest.raises(Refused, match="not been sent"):
        lock(house)


# The exception ------------------------------------------------------------------------------------------------------


def ask(house: House, who: str = "secretary", reason: str = "上级要求尽快审议。") -> None:
    with house.acting(who) as act:
        tabling.ask_waiver(act, house.motion(act), reason)


def agree(house: House, who: str = "issuer") -> None:
    with house.acting(who) as act:
        tabling.agree_waiver(act, house.motion(act), act.db.exec(select(Waiver)).one())


def test_late_papers_are_let_through_by_two_people(reached: Reached):
    house = late(reached)
    ask(house)
    with pytest.raises(Refused, match="papers were sent"):
        lock(house)
    agree(house)
    lock(house)
    with house.asking() as act:
        waiver = tabling.waivers_of(act, house.motion(act))[0]
        assert waiver.asked_by != waiver.agreed_by
        assert waiver.reason
        told = {verb: event for event in act.db.exec(select(Event)) if (verb := event.verb).endswith("_waiver")}
        assert list(told) == ["ask_waiver", "agree_waiver"]
        assert waiver.reason in act.db.get_one(Payload, told["ask_waiver"].seq).words


def test_nobody_agrees_with_themselves(reached: Reached):
    house = late(reached)
    ask(house, "both-offices")
    with pytest.raises(Refused, match="second person"):
        agree(house, "both-offices")
    agree(house)


def test_an_exception_is_agreed_to_once(reached: Reached):
    house = late(reached)
    ask(house)
    agree(house)
    with pytest.raises(Refused, match="no exception"):
        agree(house, "both-offices")


def test_an_exception_is_for_the_item_it_was_asked_for(reached: Reached):
    house = late(reached)
    ask(house)
    house.until("legal", slug="report", report=True)
    house.table("report")
    with pytest.raises(Refused, match="no exception"), house.acting("issuer") as act:
        tabling.agree_waiver(act, house.motion(act, "report"), act.db.exec(select(Waiver)).one())


def test_an_exception_needs_a_reason_and_the_right_people(reached: Reached):
    house = late(reached)
    with pytest.raises(Unusable, match="reason"):
        ask(house, reason=" ")
    with pytest.raises(Refused):
        ask(house, "issuer")
    ask(house)
    with pytest.raises(Refused):
        agree(house, "secretary")


def test_what_is_let_through_was_the_text_of_that_day(reached: Reached):
    house = late(reached)
    with pytest.raises(Refused, match="has changed"), house.acting("secretary") as act:
        voting.lock(act, house.motion(act), "0" * 64)
    with pytest.raises(Refused):
        house.save(TEXT.replace("十元，", "八元，"))
