"""The vote in the hall: who is in the room, the locked text, and the result that the rule declares."""

import json
from datetime import timedelta

import pytest
from sqlmodel import col, select

from tests.cast import CONGRESS, SESSION_DAY, House
from tests.count_sheets import sheet
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused
from workflow.lifecycle.congress import declaring, voting
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import sitting, standing
from workflow.records.congress import Attendance, Result
from workflow.records.event import Event, Payload
from workflow.rules.congress.votes import CountSheet, Outcome
from workflow.rules.congress.words import AttendanceMode, Body
from workflow.rules.states import State


def present(house: House) -> int:
    with house.asking() as act:
        return sum(sitting.present_at(act.db, sitting.roll_of(act.db, house.session(act).id or 0, CONGRESS)).values())


def close(house: House) -> None:
    with house.acting("secretary") as act:
        voting.close(act, house.session(act))


# Signing in ---------------------------------------------------------------------------------------------------------


def test_delegates_come_in_and_go_out(reached: Reached):
    house = reached("freeze")
    house.sign_in(6, 2)
    assert present(house) == 8
    house.sign_in(6, 2)
    assert present(house) == 8, "signing in twice is being there once"
    house.sign_in(2, 0, leave=True)
    assert present(house) == 6
    house.sign_in(2, 0)
    assert present(house) == 8
    with house.asking() as act:
        rows = act.db.exec(select(Attendance)).all()
        assert len(rows) == 10
        assert {one.mode for one in rows} == {AttendanceMode.IN_PERSON, AttendanceMode.BY_VIDEO}


def test_who_comes_and_who_goes_is_put_on_record_as_that(reached: Reached):
    """Each with how many it concerned and how many were there then; what changes nothing is no act."""
    house = reached("freeze")
    house.sign_in(6, 0)
    house.sign_in(6, 0)
    house.sign_in(2, 0, leave=True)
    with house.asking() as act:
        rows = act.db.exec(select(Event, Payload).join(Payload).order_by(col(Event.seq)))
        told = [(event.verb, json.loads(said.words)) for event, said in rows if event.verb in ("attend", "leave")]
    assert [(verb, said["delegates"], said["present"]) for verb, said in told] == [("attend", 6, 6), ("leave", 2, 4)]


def test_nobody_signs_in_before_the_roll_is_frozen(reached: Reached):
    with pytest.raises(Refused, match="not frozen"):
        reached("send").sign_in()


def test_the_roll_of_the_body_itself_is_asked(reached: Reached):
    house = reached("freeze")
    with pytest.raises(Refused, match="not frozen"), house.acting("secretary") as act:
        voting.attend(act, house.session(act), Body.MEMBERS_CONGRESS, house.site(act), [])


def test_somebody_of_another_roll_is_not_signed_in(reached: Reached):
    house = reached("freeze")
    with house.acting("secretary") as act:
        assert voting.attend(act, house.session(act), CONGRESS, house.site(act), [999_999]) == 0
    assert present(house) == 0


def test_attend_is_for_the_secretary(reached: Reached):
    house = reached("freeze")
    with pytest.raises(Refused), house.acting("delegate") as act:
        voting.attend(act, house.session(act), CONGRESS, house.site(act), [])


# Locking ------------------------------------------------------------------------------------------------------------


def test_lock_pins_text_and_roll(reached: Reached):
    house = reached("lock")
    with house.asking() as act:
        motion = house.motion(act)
        assert motion.voted_fingerprint == house.shown(act) == motion.sent_fingerprint
        assert motion.roll_id is not None
        assert motion.locked_at is not None
    with pytest.raises(Refused, match="locked already"):
        house.lock()


def test_lock_waits_for_the_day(reached: Reached):
    house = reached("send").on(SESSION_DAY - timedelta(days=1), 22)
    house.freeze()
    with pytest.raises(Refused, match="that day has not come"):
        house.on(SESSION_DAY - timedelta(days=1), 23).lock()
    house.on(SESSION_DAY, 0).sign_in()
    house.lock()


@pytest.mark.parametrize(
    ("hq", "south", "enough"), [(4, 2, True), (6, 0, True), (5, 0, False), (3, 2, False), (0, 0, False)]
)
def test_lock_needs_the_quorum_of_all_delegates(reached: Reached, hq: int, south: int, enough: bool):
    house = reached("freeze")
    house.sign_in(hq, south)
    if enough:
        house.lock()
        return
    with pytest.raises(Refused, match=f"{hq + south} present of 9; the quorum is 6, {6 - hq - south} more needed"):
        house.lock()


def two_items(reached: Reached) -> House:
    """A regulation and then a report on the same agenda, the session sitting."""
    house = reached("table")
    house.until("legal", slug="report", report=True)
    house.table("report")
    return house.until("sign_in", first="send")


def test_items_are_voted_on_in_order(reached: Reached):
    house = two_items(reached)
    with pytest.raises(Refused, match="Items are decided in order"):
        house.lock("report")
    house.until("declare", first="lock")
    house.lock("report")
    house.count_both("report")
    house.declare("report")
    assert (house.state(), house.state(slug="report")) == (State.ADOPTED, State.DELIBERATED)


def test_lock_is_for_the_secretary(reached: Reached):
    house = reached("sign_in")
    with pytest.raises(Refused), house.acting("issuer") as act:
        voting.lock(act, house.motion(act), house.shown(act))


# Declaring ----------------------------------------------------------------------------------------------------------


def result(house: House, slug: str = "canteen") -> Result:
    with house.asking() as act:
        found = standing.result_of(act.db, house.motion(act, slug))
        assert found is not None
        act.db.expunge(found)
        return found


@pytest.mark.parametrize(
    ("in_favour", "state", "outcome"),
    [(5, State.ADOPTED, Outcome.CARRIED), (4, State.REJECTED, Outcome.LOST), (0, State.REJECTED, Outcome.LOST)],
)
def test_more_than_half_of_all_nine_delegates(reached: Reached, in_favour: int, state: State, outcome: Outcome):
    house = reached("lock")
    house.count(sheet(in_favour=in_favour, against=6 - in_favour))
    house.count(sheet(against=1, abstain=1), "south")
    house.declare()
    assert house.state() is state
    found = result(house)
    assert (found.outcome, found.in_favour, found.all_delegates, found.present) == (outcome, in_favour, 9, 8)
    assert (found.quorum_needed, found.adoption_needed, found.figures_of) == (6, 5, SESSION_DAY)
    # With one site by video the hall's own count would be that site's: it is not written down.
    assert (found.hall_present, found.hall_in_favour, found.hall_outcome) == (6, None, None)
    assert "9人" in found.resolution_zh
    assert "9 delegates" in found.resolution_en
    assert found.quorum_clause
    assert found.quorum_clause_en


def test_a_result_is_declared_once(reached: Reached):
    house = reached("declare")
    with pytest.raises(Refused):
        house.declare()
    house = reached("lock")
    house.count_both(south=CountSheet(1, 2, 2, 0, 2, 0, 0))
    house.declare()
    with pytest.raises(Refused, match="attempt has been declared"):
        house.declare()
    with pytest.raises(Refused, match="attempt has been declared"):
        house.type_sheet(sheet(in_favour=1))


def test_a_report_is_deliberated_and_a_regulation_adopted(reached: Reached):
    report, rules = reached("count", report=True), reached("count")
    with pytest.raises(Refused, match="not adopted"), report.acting("secretary") as act:
        declaring.adopt(act, report.motion(act))
    with pytest.raises(Refused, match="to be adopted"), rules.acting("secretary") as act:
        declaring.deliberate(act, rules.motion(act))
    report.declare()
    assert report.state() is State.DELIBERATED


@pytest.mark.parametrize("who", ["drafter", "legal", "issuer", "delegate", "employee", "admin"])
def test_a_result_is_declared_by_the_secretary(reached: Reached, who: str):
    house = reached("count")
    with pytest.raises(Refused), house.acting(who) as act:
        declaring.adopt(act, house.motion(act))


def test_what_was_lost_is_revised_and_comes_again(reached: Reached):
    house = reached("lock")
    house.count_both(hq=sheet(against=6), south=sheet(against=2))
    house.declare()
    assert house.state() is State.REJECTED
    with house.acting("drafter") as act:
        drafting.revise(act, house.edition(act), "按代表意见修改。")
    assert house.state() is State.DRAFTING


# Closing ------------------------------------------------------------------------------------------------------------


def test_close_waits_for_every_item_and_sends_everybody_home(reached: Reached):
    house = reached("count")
    with pytest.raises(Refused, match="Not decided yet"):
        close(house)
    house.declare()
    close(house)
    assert present(house) == 0
    with house.asking() as act:
        assert house.session(act).closed_at is not None
    with pytest.raises(Refused, match="session is closed"):
        close(house)
    with pytest.raises(Refused, match="session is closed"):
        house.sign_in()
