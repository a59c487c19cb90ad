"""The vote: who is in the room, the locked text, the counts of each site, and the result that the rule declares."""

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.cast import CONGRESS, SESSION_DAY, House, sheet
from tests.lifecycle.conftest import Reached
from workflow.lifecycle import drafting, sitting, standing, voting
from workflow.lifecycle.acting import Refused, Unusable
from workflow.records.congress import Attendance, Count, Result
from workflow.rules.congress import AttendanceMode, Body
from workflow.rules.states import State
from workflow.rules.votes import CountSheet, Outcome


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
    house = reached("sign_in").on(SESSION_DAY - timedelta(days=1), 23)
    with pytest.raises(Refused, match="that day has not come"):
        house.lock()
    house.on(SESSION_DAY, 0).lock()


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


# Counting -----------------------------------------------------------------------------------------------------------


def test_count_needs_a_locked_text(reached: Reached):
    with pytest.raises(Refused, match="not locked"):
        reached("sign_in").count(sheet(in_favour=6))


@pytest.mark.parametrize(
    "figures",
    [
        CountSheet(6, 6, 5, 0, 5, 0, 0),  # one paper neither valid nor spoiled
        CountSheet(6, 6, 6, 0, 5, 0, 0),  # one valid paper says nothing
        CountSheet(7, 6, 6, 0, 6, 0, 0),  # seven papers for six people
        CountSheet(6, 5, 6, -1, 6, 0, 0),
        CountSheet(2_000_000, 2_000_000, 2_000_000, 0, 2_000_000, 0, 0),
    ],
)
def test_figures_that_do_not_add_up_are_not_taken(reached: Reached, figures: CountSheet):
    house = reached("lock")
    with pytest.raises(Unusable):
        house.count(figures)
    with house.asking() as act:
        assert act.db.exec(select(Count)).all() == []


def test_somebody_stands_for_the_figures(reached: Reached):
    house = reached("lock")
    with pytest.raises(Unusable, match="scrutineers"), house.acting("secretary") as act:
        voting.count(act, house.motion(act), house.site(act), sheet(in_favour=6), scrutineers="甲", tellers=" ")


def test_a_double_click_counts_once(reached: Reached):
    house = reached("lock")
    house.count(sheet(in_favour=6))
    with pytest.raises(Unusable, match="entered this sheet already"):
        house.count(sheet(in_favour=6))


def test_an_entry_is_corrected_there_and_back(reached: Reached):
    house = reached("lock")
    for in_favour in (6, 5, 6):
        house.count(sheet(in_favour=in_favour, against=6 - in_favour))
    house.count(sheet(in_favour=2), "south")
    with house.asking("secretary") as act:
        entries = [one for one in sitting.counts_of(act.db, house.motion(act)) if one.site_id == house.site(act).id]
        assert [(one.entry_no, one.in_favour) for one in entries] == [(1, 6), (2, 5), (3, 6)]
        verdict = voting.verdict_of(act, house.motion(act))
        assert verdict is not None
        assert verdict.sheet.in_favour == 8


def test_a_second_secretary_may_enter_the_same_sheet(reached: Reached):
    house = reached("lock")
    house.count(sheet(in_favour=6))
    house.count(sheet(in_favour=6), who="second-secretary")


def test_there_is_no_result_before_every_site_has_counted(reached: Reached):
    house = reached("lock")
    house.count(sheet(in_favour=6))
    with house.asking("secretary") as act:
        assert voting.verdict_of(act, house.motion(act)) is None
    with pytest.raises(Refused, match="No count from South yet"):
        house.declare()


def test_a_site_where_nobody_is_need_not_count(reached: Reached):
    house = reached("freeze")
    house.sign_in(7, 0)
    house.lock()
    house.count(sheet(in_favour=7))
    house.declare()
    assert house.state() is State.ADOPTED


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
    assert found.hall_outcome == outcome.value
    assert (found.hall_present, found.hall_in_favour) == (6, in_favour)
    assert "9人" in found.resolution_zh
    assert "9 delegates" in found.resolution_en
    assert found.quorum_clause
    assert found.quorum_clause_en


def test_more_papers_back_than_went_out_decide_nothing(reached: Reached):
    house = reached("lock")
    house.count_both(hq=sheet(in_favour=6), south=CountSheet(1, 2, 2, 0, 2, 0, 0))
    house.declare()
    assert house.state() is State.AWAITING
    found = result(house)
    assert found.outcome is Outcome.VOID
    assert "表决无效" in found.resolution_zh
    house.table()
    with house.asking() as act:
        assert house.motion(act).order == 2


def test_a_quorum_that_left_before_the_count_decides_nothing(reached: Reached):
    house = reached("lock")
    house.sign_in(3, 0, leave=True)
    house.count_both(hq=sheet(in_favour=3), south=sheet(in_favour=2))
    house.declare()
    assert house.state() is State.AWAITING
    assert result(house).outcome is Outcome.NO_QUORUM
    assert "不足法定人数6人" in result(house).resolution_zh


def test_a_result_is_declared_once(reached: Reached):
    house = reached("declare")
    with pytest.raises(Refused):
        house.declare()
    house = reached("lock")
    house.count_both(south=CountSheet(1, 2, 2, 0, 2, 0, 0))
    house.declare()
    with pytest.raises(Refused, match="result has been declared"):
        house.declare()
    with pytest.raises(Refused, match="result has been declared"):
        house.count(sheet(in_favour=1))


def test_a_report_is_deliberated_and_a_regulation_adopted(reached: Reached):
    report, rules = reached("count", report=True), reached("count")
    with pytest.raises(Refused, match="not adopted"), report.acting("secretary") as act:
        voting.adopt(act, report.motion(act))
    with pytest.raises(Refused, match="to be adopted"), rules.acting("secretary") as act:
        voting.deliberate(act, rules.motion(act))
    report.declare()
    assert report.state() is State.DELIBERATED


@pytest.mark.parametrize("who", ["drafter", "legal", "issuer", "delegate", "employee", "admin"])
def test_a_result_is_declared_by_the_secretary(reached: Reached, who: str):
    house = reached("count")
    with pytest.raises(Refused), house.acting(who) as act:
        voting.adopt(act, house.motion(act))


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
