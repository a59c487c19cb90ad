"""An attempt at a vote: presence frozen at the opening, two blind sheets, repetition in the hall, correction by a second record.

Each fault here was possible while presence was read when a sheet was typed and a sheet was one row anybody replaced.
"""

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from tests.cast import House
from tests.count_sheets import sheet
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.congress import balloting, counting, declaring, tabling
from workflow.lifecycle.facts import ballots, standing
from workflow.records.ballot import Ballot, Count, Presence, PresenceList
from workflow.records.event import Event, Payload
from workflow.rules.congress.votes import CountSheet, Outcome
from workflow.rules.states import State


def frozen(house: House) -> list[int]:
    """How many are present by each list of the last attempt."""
    with house.asking() as act:
        ballot = ballots.the_last(act.db, house.motion(act))
        places = [ballots.places_of(act.db, one).values() for one in ballots.lists_of(act.db, ballot)]
        return [sum(one.in_person + one.by_video for one in every) for every in places]


def outcomes(house: House) -> list[list[Outcome]]:
    """What was declared, by attempt."""
    with house.asking() as act:
        every = ballots.ballots_of(act.db, house.motion(act))
        return [[one.outcome for one in ballots.results_of(act.db, ballot)] for ballot in every]


def reopen(house: House, reason: str = "航班晚点。", *, none_back: bool = True) -> None:
    with house.acting("secretary") as act:
        balloting.reopen_ballot(act, house.motion(act), reason, none_back=none_back)


def void(house: House) -> None:
    """An attempt in which more papers came back than went out."""
    house.count_both(hq=sheet(in_favour=6), south=CountSheet(1, 2, 2, 0, 2, 0, 0))
    house.declare()


# Presence -----------------------------------------------------------------------------------------------------------


def test_signing_in_again_and_retyping_makes_no_quorum(reached: Reached):
    """Five of nine were there: nothing opens. Six were there and one was late: signing in later does not move the count."""
    house = reached("freeze")
    house.sign_in(6, 0)
    house.lock()
    house.sign_in(1, 0, leave=True)
    with pytest.raises(Refused, match="5 present of 9; the quorum is 6, 1 more needed"):
        house.open()
    house.sign_in(6, 0)
    house.open()
    house.end()
    house.sign_in(7, 2)
    with pytest.raises(Unusable, match="7 papers issued, but 6 delegates are present"):
        house.type_sheet(sheet(in_favour=7))
    with pytest.raises(Unusable, match="Nobody was at this site at the opening"):
        house.type_sheet(sheet(in_favour=2), "south")
    assert frozen(house) == [6]


def test_a_hall_that_emptied_after_the_vote_still_counts_its_true_sheet(reached: Reached):
    house = reached("end")
    house.sign_in(6, 2, leave=True)
    house.count_both(hq=sheet(in_favour=6), south=sheet(in_favour=2))
    house.declare()
    assert house.state() is State.ADOPTED
    with house.asking() as act:
        result = standing.result_of(act.db, house.motion(act))
        assert result is not None
        assert (result.present, result.in_favour) == (8, 8)


def test_a_late_comer_is_let_in_while_no_paper_is_back(reached: Reached):
    house = reached("open")
    with pytest.raises(Refused, match="Nobody has come in"):
        reopen(house)
    house.sign_in(7, 2)
    for reason, none_back in (("", True), ("晚到", False)):
        with pytest.raises(Unusable):
            reopen(house, reason, none_back=none_back)
    reopen(house)
    assert frozen(house) == [8, 9], "the old list is kept"
    house.end()
    house.type_sheet(sheet(in_favour=7))
    with house.asking() as act:
        lists = act.db.exec(select(PresenceList)).all()
        assert [one.reason for one in lists] == ["", "航班晚点。"]
        assert len(act.db.exec(select(Presence)).all()) == 17


def test_nobody_is_let_in_once_casting_has_ended(reached: Reached):
    house = reached("end")
    house.sign_in(7, 2)
    with pytest.raises(Refused, match="Casting has ended"):
        reopen(house)
    assert frozen(house) == [8]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_frozen_cannot_be_changed_in_the_database_either(reached: Reached, kind: str):
    house = reached("open", kind)
    for statement in (
        "UPDATE presence_count SET in_person = 9",
        "DELETE FROM presence",
        "UPDATE ballot SET attempt = 2",
    ):
        with pytest.raises(DatabaseError, match="append-only"), house.engine.begin() as connection:
            connection.exec_driver_sql(statement)


def test_an_attempt_is_opened_once_and_after_the_lock(reached: Reached):
    with pytest.raises(Refused, match="not locked"):
        reached("sign_in").open()
    house = reached("open")
    with pytest.raises(Refused, match="Attempt 1 was opened already"):
        house.open()
    with pytest.raises(Refused, match="opened"), house.acting("secretary") as act:
        tabling.take_off(act, house.motion(act), "不表决了")


# Sheets -------------------------------------------------------------------------------------------------------------


def test_nothing_is_counted_before_casting_has_ended(reached: Reached):
    with pytest.raises(Refused, match="not been opened"):
        reached("lock").type_sheet(sheet(in_favour=6))
    with pytest.raises(Refused, match="Casting has not ended"):
        reached("open").type_sheet(sheet(in_favour=6))


@pytest.mark.parametrize(
    "figures",
    [
        CountSheet(6, 6, 5, 0, 5, 0, 0),  # one paper neither valid nor spoiled
        CountSheet(6, 6, 6, 0, 5, 0, 0),  # one valid paper says nothing
        CountSheet(7, 6, 6, 0, 6, 0, 0),  # seven papers for six people
        CountSheet(6, 5, 6, -1, 6, 0, 0),
        CountSheet(6, 6, 6, 0, 6, 1, -1),
        CountSheet(2_000_000, 2_000_000, 2_000_000, 0, 2_000_000, 0, 0),
    ],
)
def test_figures_that_do_not_add_up_are_not_taken(reached: Reached, figures: CountSheet):
    house = reached("end")
    with pytest.raises(Unusable):
        house.type_sheet(figures)
    with house.asking() as act:
        assert act.db.exec(select(Count)).all() == []


@pytest.mark.parametrize(("scrutineers", "tellers"), [("甲", " "), ("", "乙"), ("甲", "甲")])
def test_somebody_stands_for_the_figures(reached: Reached, scrutineers: str, tellers: str):
    house = reached("end")
    filled = counting.Paper(sheet(in_favour=6), scrutineers, tellers)
    with pytest.raises(Unusable, match="scrutineers"), house.acting("secretary") as act:
        counting.count(act, house.motion(act), house.site(act), filled)


def test_papers_that_did_not_come_back_are_explained(reached: Reached):
    house = reached("end")
    filled = counting.Paper(sheet(in_favour=4, lost=2), "甲", "乙", " ")
    with pytest.raises(Unusable, match="2 papers did not come back"), house.acting("secretary") as act:
        counting.count(act, house.motion(act), house.site(act), filled)
    house.type_sheet(sheet(in_favour=4, lost=2))


def test_the_same_person_typing_twice_is_no_second_count(reached: Reached):
    house = reached("end")
    house.type_sheet(sheet(in_favour=6))
    with pytest.raises(Unusable, match="entered this sheet already"):
        house.type_sheet(sheet(in_favour=6))
    with pytest.raises(Unusable, match="correct your own"):
        house.type_sheet(sheet(in_favour=5, against=1))
    house.retype_sheet(sheet(in_favour=5, against=1))
    house.count(sheet(in_favour=2), "south")
    with pytest.raises(Refused, match="No complete count from Headquarters"):
        house.declare()


def test_two_sheets_that_differ_give_no_result(reached: Reached):
    house = reached("end")
    house.type_sheet(sheet(in_favour=6))
    house.type_sheet(sheet(in_favour=5, against=1), who="teller")
    house.type_sheet(sheet(in_favour=2), "south")
    with house.asking("secretary") as act:
        assert declaring.verdict_of(act, house.motion(act)) is None
    with pytest.raises(Refused, match="two sheets from Headquarters differ"):
        house.declare()
    with pytest.raises(Unusable, match="Every sheet of this site is in"):
        house.type_sheet(sheet(in_favour=6), who="second-teller")
    with pytest.raises(Unusable, match="only the sheet that they entered"):
        house.retype_sheet(sheet(in_favour=6), who="second-teller")
    house.retype_sheet(sheet(in_favour=6), who="teller")
    house.declare()
    assert house.state() is State.ADOPTED
    with house.asking() as act:
        rows = [one for one in act.db.exec(select(Count)) if one.site_id == house.site(act).id]
        assert [(one.version, one.in_favour, one.reason) for one in rows] == [
            (1, 6, ""),
            (1, 5, ""),
            (2, 6, "看错一张。"),
        ], "nothing was replaced"


def test_a_small_site_counts_with_one_teller_and_one_scrutineer(reached: Reached):
    house = reached("end")
    house.type_sheet(sheet(in_favour=2), "south")
    with pytest.raises(Unusable, match="Every sheet of this site is in"):
        house.type_sheet(sheet(in_favour=2), "south", who="teller")
    house.count(sheet(in_favour=6))
    house.declare()


@pytest.mark.parametrize("who", ["drafter", "legal", "issuer", "delegate", "employee", "admin", "stranger"])
def test_sheets_are_entered_by_tellers_and_the_secretary(reached: Reached, who: str):
    house = reached("end")
    with pytest.raises(Refused):
        house.type_sheet(sheet(in_favour=6), who=who)
    house.type_sheet(sheet(in_favour=6), who="second-teller")


def test_no_event_carries_a_figure_of_a_site(reached: Reached):
    house = reached("end")
    house.type_sheet(sheet(in_favour=6))
    house.type_sheet(sheet(in_favour=5, against=1), who="teller")
    house.retype_sheet(sheet(in_favour=6), who="teller")
    with house.asking() as act:
        said = [
            payload.words
            for event, payload in act.db.exec(
                select(Event, Payload).join(Payload).where(Event.verb.in_(("count", "correct_sheet")))  # type: ignore[attr-defined]
            )
        ]
    assert len(said) == 3
    assert not [one for one in said if "in_favour" in one or "returned" in one or "issued" in one]


# Near the threshold -------------------------------------------------------------------------------------------------


def test_a_close_result_is_counted_again_before_it_is_declared(reached: Reached):
    house = reached("end")
    house.count_both(hq=sheet(in_favour=4, against=2), south=sheet(in_favour=2))
    with pytest.raises(Refused, match="close to the threshold"), house.acting("secretary") as act:
        declaring.adopt(act, house.motion(act))
    with pytest.raises(Unusable, match="Name the scrutineers"), house.acting("secretary") as act:
        counting.recount(act, house.motion(act), " ")
    with house.acting("secretary") as act:
        counting.recount(act, house.motion(act), "甲、丙")
    house.retype_sheet(sheet(in_favour=5, against=1))
    house.retype_sheet(sheet(in_favour=5, against=1), who="teller")
    with pytest.raises(Refused, match="close to the threshold"), house.acting("secretary") as act:
        declaring.adopt(act, house.motion(act))  # the sheets changed since
    house.declare()
    assert house.state() is State.ADOPTED


def test_a_result_far_from_the_threshold_needs_no_recount(reached: Reached):
    house = reached("end")
    house.count_both(hq=sheet(in_favour=6), south=sheet(in_favour=2))
    with pytest.raises(Refused, match="No recount is due"), house.acting("secretary") as act:
        counting.recount(act, house.motion(act), "甲")
    with house.acting("secretary") as act:
        declaring.adopt(act, house.motion(act))


# Attempts -----------------------------------------------------------------------------------------------------------


def test_a_void_attempt_is_repeated_in_the_hall(reached: Reached):
    house = reached("end")
    void(house)
    assert house.state() is State.AWAITING
    with house.asking() as act:
        before = house.motion(act)
        act.db.expunge(before)
    house.sign_in(7, 2)
    house.repeat()
    assert frozen(house) == [9]
    with pytest.raises(Refused, match="Only an attempt that decided nothing"):
        house.repeat()
    house.count_both(hq=sheet(in_favour=7), south=sheet(in_favour=2))
    house.declare()
    assert outcomes(house) == [[Outcome.VOID], [Outcome.CARRIED]]
    assert house.state() is State.ADOPTED
    with house.asking() as act:
        motion = house.motion(act)
        assert (motion.id, motion.voted_fingerprint, motion.sent_on) == (
            before.id,
            before.voted_fingerprint,
            before.sent_on,
        ), "the same item, the same text, and its papers stay sent"
        result = standing.result_of(act.db, motion)
        assert result is not None
        assert result.present == 9, "the result belongs to the attempt that decided"


def test_attempts_are_numbered_one_after_the_other(reached: Reached):
    house = reached("end")
    for number in (1, 2, 3):
        with house.asking() as act:
            found = act.db.exec(select(Ballot.attempt).order_by(Ballot.id)).all()  # type: ignore[arg-type]
            last = ballots.the_last(act.db, house.motion(act)).attempt
        assert list(found) == [*range(1, number + 1)]
        assert last == number
        void(house)
        if number < 3:
            house.repeat()


def test_a_correction_that_says_what_the_sheet_says_already_is_none(reached: Reached):
    house = reached("end")
    house.type_sheet(sheet(in_favour=4, against=2))

    def kept() -> list[tuple[int, int, str]]:
        with house.asking() as act:
            rows = act.db.exec(select(Count).order_by(Count.id)).all()  # type: ignore[arg-type]
            return [(one.in_favour, one.against, one.reason) for one in rows]

    before = kept()
    with pytest.raises(Unusable) as refused:
        house.retype_sheet(sheet(in_favour=4, against=2))
    assert set(refused.value.problems) == {"sheet"}
    assert "says what your sheet says already" in refused.value.problems["sheet"].en
    assert kept() == before
    house.retype_sheet(sheet(in_favour=5, against=1))
    house.retype_sheet(sheet(in_favour=4, against=2))  # what an earlier row says is no reason: the last one counts
    assert [(for_it, against) for for_it, against, _ in kept()] == [(4, 2), (5, 1), (4, 2)]
    with pytest.raises(Unusable, match="already"):
        house.retype_sheet(sheet(in_favour=4, against=2))


def test_a_repetition_needs_the_quorum_at_its_own_opening(reached: Reached):
    house = reached("end")
    void(house)
    house.sign_in(3, 0, leave=True)
    with pytest.raises(Refused, match="5 present of 9"):
        house.repeat()


@pytest.mark.parametrize("in_favour", [0, 8])
def test_what_was_decided_is_not_repeated(reached: Reached, in_favour: int):
    house = reached("end")
    hq = min(in_favour, 6)
    house.count_both(
        hq=sheet(in_favour=hq, against=6 - hq), south=sheet(in_favour=in_favour - hq, against=2 - in_favour + hq)
    )
    house.declare()
    with pytest.raises(Refused):
        house.repeat()


def test_after_a_void_attempt_the_item_may_be_taken_off_and_tabled_again(reached: Reached):
    house = reached("end")
    void(house)
    with pytest.raises(Refused, match="agenda"):
        house.table()
    with house.acting("secretary") as act:
        tabling.take_off(act, house.motion(act), "改日再议")
    house.table()
    with house.asking() as act:
        assert house.motion(act).order == 1


def test_a_session_ends_with_a_void_item_but_not_in_the_middle_of_a_repetition(reached: Reached):
    from workflow.lifecycle.congress import voting

    house = reached("end")
    void(house)
    house.repeat()
    with pytest.raises(Refused, match="Not decided yet"), house.acting("secretary") as act:
        voting.close(act, house.session(act))
    void(house)
    with house.acting("secretary") as act:
        voting.close(act, house.session(act))
    with house.asking() as act:
        assert standing.open_motion(act.db, house.edition(act)) is None, "it may come before another session"
