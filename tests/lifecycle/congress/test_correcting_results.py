"""A wrong declaration is corrected by a second record: reason, scrutineers, corrected sheets, a second person."""

import pytest
from sqlmodel import col, select

from tests.cast import CAST, House
from tests.count_sheets import sheet
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.congress import declaring
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import ballots, standing
from workflow.lifecycle.notices import telling
from workflow.records.event import Event, Payload
from workflow.records.notice import Notice
from workflow.records.person import Person
from workflow.rules.congress.votes import CountSheet, Outcome
from workflow.rules.notices import NoticeKind
from workflow.rules.people.roles import Role
from workflow.rules.states import State


def outcomes(house: House) -> list[list[Outcome]]:
    """What was declared, by attempt."""
    with house.asking() as act:
        every = ballots.ballots_of(act.db, house.motion(act))
        return [[one.outcome for one in ballots.results_of(act.db, ballot)] for ballot in every]


def ask(house: House, reason: str = "有一叠票漏数。", scrutineers: str = "甲、丙") -> None:
    with house.acting("secretary") as act:
        declaring.ask_correction(act, house.motion(act), reason, scrutineers)


def agree(house: House, who: str = "teller") -> None:
    with house.acting(who) as act:
        declaring.agree_correction(act, house.motion(act))


def wrong(reached: Reached) -> House:
    """Declared lost, though it was carried."""
    house = reached("end")
    house.count_both(hq=sheet(against=6), south=sheet(in_favour=2))
    house.declare()
    assert house.state() is State.REJECTED
    return house


def test_a_wrong_declaration_is_corrected_by_a_second_record(reached: Reached):
    house = wrong(reached)
    with pytest.raises(Refused, match="result has been declared"):
        house.retype_sheet(sheet(in_favour=6))
    with pytest.raises(Refused, match="No correction"):
        agree(house)
    ask(house)
    with pytest.raises(Refused, match="No sheet was corrected yet"):
        agree(house)
    house.retype_sheet(sheet(in_favour=6))
    with pytest.raises(Refused, match="differ"):
        agree(house)
    house.retype_sheet(sheet(in_favour=6), who="teller")
    with pytest.raises(Refused, match="A second person"):
        agree(house, "secretary")
    agree(house)
    assert house.state() is State.ADOPTED
    assert outcomes(house) == [[Outcome.LOST, Outcome.CARRIED]], "both stand"
    with house.asking() as act:
        result = standing.result_of(act.db, house.motion(act))
        assert result is not None
        assert result.in_favour == 8
    house.issue()
    with pytest.raises(Refused):
        ask(house)


def test_nothing_follows_from_a_declaration_in_question(reached: Reached):
    house = reached("declare")
    ask(house)
    with pytest.raises(Refused, match="being corrected"):
        house.issue()
    lost = wrong(reached)
    ask(lost)
    with pytest.raises(Refused, match="being corrected"), lost.acting("drafter") as act:
        drafting.revise(act, lost.edition(act), "修改")
    with lost.acting("secretary") as act:
        declaring.drop_correction(act, lost.motion(act))
    with lost.acting("drafter") as act:
        drafting.revise(act, lost.edition(act), "修改")
    with pytest.raises(Refused):
        ask(lost)


def test_a_correction_is_not_dropped_once_a_sheet_says_otherwise(reached: Reached):
    house = wrong(reached)
    ask(house)
    house.retype_sheet(sheet(in_favour=6))
    with pytest.raises(Refused, match="carry the correction through"), house.acting("secretary") as act:
        declaring.drop_correction(act, house.motion(act))


def test_a_correction_needs_a_reason_and_scrutineers(reached: Reached):
    house = wrong(reached)
    with pytest.raises(Unusable, match="reason"):
        ask(house, " ")
    with pytest.raises(Unusable, match="scrutineers"):
        ask(house, scrutineers=" ")
    with pytest.raises(Refused), house.acting("teller") as act:
        declaring.ask_correction(act, house.motion(act), "错了", "甲")


def test_a_correction_may_find_that_the_vote_was_void(reached: Reached):
    house = reached("declare")
    ask(house)
    house.retype_sheet(CountSheet(2, 3, 3, 0, 3, 0, 0), "south")
    agree(house)
    assert house.state() is State.AWAITING
    assert outcomes(house) == [[Outcome.CARRIED, Outcome.VOID]]
    house.repeat()
    house.count_both()
    house.declare()
    assert house.state() is State.ADOPTED


def test_the_event_of_a_correction_tells_the_outcome_and_no_figure(reached: Reached):
    """Totals before and after a correction, side by side, may show how a few voted: what is shown is asked of the rule."""
    house = wrong(reached)
    ask(house)
    for who in ("secretary", "teller"):
        house.retype_sheet(sheet(in_favour=6), who=who)
    agree(house)
    with house.asking() as act:
        found = act.db.exec(select(Payload.words).join(Event).where(Event.verb == "agree_correction")).one()
    assert "carried" in found
    assert "in_favour" not in found


def test_a_correction_is_told_once_to_those_who_carry_it_through(reached: Reached):
    """Whoever enters sheets, but for who asked; nobody once it was dropped, and a second correction is another matter."""

    def told() -> list[tuple[str, str]]:
        with house.acting(None) as act:
            for seq in act.db.exec(select(Event.seq).where(Event.verb == "ask_correction")).all():
                telling.tell(act, seq, telling.Ways())
        with house.asking() as act:
            rows = select(Notice.key, Person.code).join(Person, col(Person.id) == col(Notice.person_id))
            return sorted((key, code) for key, code in act.db.exec(rows.where(Notice.kind == NoticeKind.TO_CORRECT)))

    house = wrong(reached)
    ask(house)
    with house.acting("secretary") as act:
        declaring.drop_correction(act, house.motion(act))
    assert told() == []
    ask(house)
    holding = {code for code, (roles, *_) in CAST.items() if {Role.SECRETARY, Role.TELLER} & set(roles)}
    assert {"teller", "second-secretary"} <= holding
    assert told() == told() == [("correct:2", code) for code in sorted(holding - {"secretary"})]
    with house.asking() as act:
        row = act.db.exec(select(Notice).where(Notice.kind == NoticeKind.TO_CORRECT)).first()
        assert row is not None
        assert row.session_id == house.session(act).id
