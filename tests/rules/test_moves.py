"""The page of moves: every verb in every state for every role, every guard alone, and the words of every refusal."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from workflow.rules.approvals import Standing
from workflow.rules.facts import Decided, Situation, Vote
from workflow.rules.moves import MOVES, diagram, may_hold, reasons
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.states import ENDED, State
from workflow.words import Words

MEETING = date(2026, 3, 31)
CLAUSE = Words("《企业民主管理规定》第十七条", "Provisions, art. 17")
VOTE = Vote(
    advisory=False,
    session_on=MEETING,
    session_closed=False,
    order=2,
    earlier_open=(),
    roll_frozen=True,
    all_delegates=9,
    present=6,
    quorum_needed=6,
    quorum_clause=CLAUSE,
    sent_on=MEETING - timedelta(days=7),
    papers_days=7,
    papers_clause=CLAUSE,
    papers_waived=False,
    locked=True,
    taken_off=False,
    decided=False,
    uncounted=(),
    disagreeing=(),
)
#: A situation in which nothing stands against anything, but for who acts and in which state.
GOOD = Situation(
    today=MEETING,
    capacities=frozenset({Capacity.LEGAL}),
    has_text=True,
    standings=(Standing(Capacity.LEGAL, True, (), True, ()),),
    consulted_text=True,
    voted_text=True,
    effective=MEETING,
    vote=VOTE,
    roll_size=9,
    roll_frozen=True,
    unsent=1,
    entered=True,
)
DRAFTER, REVIEWER, SECRETARY, ISSUER, ADMIN = Role.DRAFTER, Role.REVIEWER, Role.SECRETARY, Role.ISSUER, Role.ADMIN
TELLER = Role.TELLER
#: Where a declaration may have put an edition.
DECLARED = {State.AWAITING, State.ADOPTED, State.REJECTED, State.DELIBERATED}
OPEN = {State.DRAFTING, State.RETURNED}
#: Who may use each verb, and in which states; None for a verb that does not ask for a state. Written by hand.
EXPECTED: dict[str, tuple[set[Role], set[State] | None]] = {
    "create": ({DRAFTER}, None),
    "amend": ({DRAFTER}, None),
    "save": ({DRAFTER}, OPEN),
    "confirm_reference": ({DRAFTER}, OPEN),
    "explain": ({DRAFTER}, OPEN),
    "submit": ({DRAFTER}, OPEN),
    "bring_back": ({DRAFTER, REVIEWER, SECRETARY}, {*OPEN, State.IN_REVIEW}),
    "accept": ({DRAFTER}, OPEN),
    "decline": ({DRAFTER}, {*OPEN, State.IN_REVIEW}),
    "withdraw_decision": ({REVIEWER}, {*OPEN, State.IN_REVIEW}),
    "dismiss_request": ({ISSUER}, {*OPEN, State.IN_REVIEW}),
    "comment": ({DRAFTER, REVIEWER, SECRETARY}, {*OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING}),
    "approve": ({REVIEWER}, {State.IN_REVIEW}),
    "request_changes": ({REVIEWER}, {State.IN_REVIEW}),
    "conclude": (set(Role), {State.IN_REVIEW}),
    "consult": ({SECRETARY}, {State.CONSULTING}),
    "revise": ({DRAFTER}, {State.IN_REVIEW, State.CONSULTING, State.AWAITING, State.REJECTED}),
    "withdraw": ({DRAFTER}, set(State) - ENDED - {State.ADOPTED}),
    "convene": ({SECRETARY}, None),
    "load_roll": ({SECRETARY}, None),
    "freeze_roll": ({SECRETARY}, None),
    "table": ({SECRETARY}, {State.AWAITING}),
    "take_off": ({SECRETARY}, {State.AWAITING}),
    "send_papers": ({SECRETARY}, None),
    "ask_waiver": ({SECRETARY}, {State.AWAITING}),
    "agree_waiver": ({ISSUER}, {State.AWAITING}),
    "attend": ({SECRETARY}, None),
    "lock": ({SECRETARY}, {State.AWAITING}),
    "open_ballot": ({SECRETARY}, {State.AWAITING}),
    "reopen_ballot": ({SECRETARY}, {State.AWAITING}),
    "close_ballot": ({SECRETARY}, {State.AWAITING}),
    "repeat_ballot": ({SECRETARY}, {State.AWAITING}),
    "count": ({SECRETARY, TELLER}, {State.AWAITING}),
    "correct_sheet": ({SECRETARY, TELLER}, DECLARED),
    "recount": ({SECRETARY}, {State.AWAITING}),
    "ask_correction": ({SECRETARY}, DECLARED),
    "drop_correction": ({SECRETARY}, DECLARED),
    "agree_correction": ({SECRETARY, TELLER}, DECLARED),
    "adopt": ({SECRETARY}, {State.AWAITING}),
    "deliberate": ({SECRETARY}, {State.AWAITING}),
    "close": ({SECRETARY}, None),
    "issue": ({ISSUER}, {State.ADOPTED}),
    "enter": ({SECRETARY, ISSUER}, None),
    "correct": ({SECRETARY, ISSUER}, {State.ISSUED}),
    "attach": ({SECRETARY, ISSUER}, {State.ISSUED}),
    "strike": ({SECRETARY, ISSUER}, {State.ISSUED}),
    "administer": ({ADMIN}, None),
}


COUNTED: dict[str, Any] = {"attempt": 1, "closed": True}
ASKED: dict[str, Any] = {**COUNTED, "declared": True, "correcting": True}
#: How far the vote has come where a verb of it is open.
COURSE: dict[str, dict[str, Any]] = {
    "lock": {"locked": False},
    "reopen_ballot": {"attempt": 1, "late": 1},
    "close_ballot": {"attempt": 1},
    "count": COUNTED,
    "correct_sheet": COUNTED,
    "recount": {**COUNTED, "recount_due": True},
    "adopt": COUNTED,
    "deliberate": {**COUNTED, "advisory": True},
    "repeat_ballot": {**COUNTED, "declared": True, "void": True},
    "ask_correction": {**COUNTED, "declared": True, "decided": True},
    "drop_correction": ASKED,
    "agree_correction": {**ASKED, "sheets_corrected": True},
}


def good_for(verb: str) -> Situation:
    """What must be otherwise for one verb: a text is locked once, a roll frozen once, a report is not adopted."""
    if verb in COURSE:
        return replace(GOOD, vote=replace(VOTE, **COURSE[verb]))
    if verb in ("withdraw_decision", "dismiss_request"):
        return replace(GOOD, decision=replace(MINE, is_own=verb == "withdraw_decision"))
    if verb in ("load_roll", "freeze_roll"):
        return replace(GOOD, roll_frozen=False)
    return GOOD


def at_work(verb: str, **changes: Any) -> Situation:
    """The good situation of a verb for somebody who may use it, in a state in which it is open, changed so."""
    roles, states = EXPECTED[verb]
    return replace(good_for(verb), roles=frozenset(roles), state=min(states) if states else None, **changes)


def test_the_table_is_about_every_move():
    assert set(EXPECTED) == set(MOVES)
    assert all(verb == move.verb for verb, move in MOVES.items())


@pytest.mark.parametrize("verb", EXPECTED)
def test_a_verb_in_every_state_for_every_role(verb: str):
    roles, states = EXPECTED[verb]
    for role in Role:
        for state in (*State, None):
            found = reasons(verb, replace(good_for(verb), roles=frozenset({role}), state=state))
            open_here = states is None or state in states
            assert (found == []) is (role in roles and open_here), (role, state)
            assert all(one.zh and one.en for one in found)
        assert may_hold(verb, frozenset({role})) is (role in roles)


@pytest.mark.parametrize("verb", EXPECTED)
def test_nobody_in_no_role_may_use_a_verb_of_people(verb: str):
    assert (reasons(verb, replace(at_work(verb), roles=frozenset())) == []) is (verb == "conclude")


def test_who_may_is_asked_before_where_it_stands():
    found = reasons("issue", replace(GOOD, roles=frozenset({Role.EMPLOYEE}), state=State.DRAFTING))
    assert found == [Words("只有印发人可以这样做。", "Only an issuer can do this.")]


STANDING = (Standing(Capacity.UNION, True, (), False, ()),)
ANOTHERS = Words("另一个身份", "Another capacity")
MINE = Decided(is_own=True, is_request=True, ended=False, wrote_here=False)
TITLE = (Words("《甲》", "“A”"),)
#: What may stand against moves, and exactly which moves it stands against.
AGAINST: dict[str, tuple[dict[str, Any], set[str]]] = {
    "no text": ({"has_text": False}, {"submit", "table", "bring_back"}),
    "problems": ({"problems": (Words("第3行：缺少第二条", "Line 3: article 2 is missing"),)}, {"submit"}),
    "moved": ({"moved": True}, {"submit", "approve", "request_changes", "consult", "lock"}),
    "no capacity": ({"capacities": frozenset()}, {"approve", "request_changes"}),
    "same hands": ({"same_hands": (ANOTHERS,)}, {"approve"}),
    "nothing changed": ({"unchanged": True}, {"submit"}),
    "nobody to review": ({"unfillable": (ANOTHERS,)}, {"submit"}),
    "own words": ({"wrote": ("第一条", "第二条", "第三条", "第四条")}, {"approve"}),
    "reviews open": ({"standings": STANDING}, {"conclude", "consult", "table"}),
    "on an agenda": ({"on_agenda": True}, {"revise", "withdraw", "table"}),
    "not consulted": ({"consulted_text": False}, {"table", "issue"}),
    "another text": ({"voted_text": False}, {"issue"}),
    "no effective day": ({"effective": None}, {"issue"}),
    "session closed": (
        {"session_closed": True},
        {"load_roll", "freeze_roll", "table", "send_papers", "attend", "close"},
    ),
    "no roll": ({"roll_size": 0}, {"freeze_roll", "send_papers"}),
    "nothing to send": ({"unsent": 0}, {"send_papers"}),
    "a suggestion open": ({"open_suggestions": 1}, {"submit", "conclude"}),
    "somebody else's decision": ({"decision": replace(MINE, is_own=False)}, {"withdraw_decision"}),
    "one's own request": ({"decision": MINE}, {"dismiss_request"}),
    "ended": ({"decision": replace(MINE, ended=True)}, {"withdraw_decision", "dismiss_request"}),
    "no such decision": ({"decision": None}, {"withdraw_decision", "dismiss_request"}),
    "suggestions open": ({"open_suggestions": 2}, {"submit", "conclude"}),
    "came through the house": ({"entered": False}, {"correct", "attach", "strike"}),
    "followed by another": ({"followed": True}, {"strike"}),
    "undecided": ({"undecided": TITLE}, {"close"}),
    "declaration in question": ({"in_question": True}, {"revise", "withdraw", "table", "issue"}),
}
CASTING = {"reopen_ballot", "close_ballot"}
DECLARING = {"adopt", "deliberate"}
COUNTING = {"count", "recount", *DECLARING}
SITTING = {"lock", "open_ballot", "repeat_ballot", *CASTING, *COUNTING}
CORRECTING = {"ask_correction", "drop_correction", "agree_correction"}
VOTING = {*SITTING, "correct_sheet"}
#: What ends with the session or with the decision.
ON_ITEMS = {"take_off", "ask_waiver", "agree_waiver", *VOTING}
#: The same for what is known of the vote.
AGAINST_VOTE: dict[str, tuple[dict[str, Any], set[str]]] = {
    "vote's session closed": ({"session_closed": True}, ON_ITEMS),
    "decided": ({"decided": True}, ON_ITEMS),
    "taken off": ({"taken_off": True}, ON_ITEMS),
    "before the day": ({"session_on": MEETING + timedelta(days=1)}, VOTING),
    "papers late": ({"sent_on": MEETING - timedelta(days=6)}, {"lock"}),
    "papers not sent": ({"sent_on": None}, {"lock"}),
    "earlier item open": ({"earlier_open": TITLE}, {"lock"}),
    "roll not frozen": ({"roll_frozen": False}, {"lock"}),
    "one short of the quorum": ({"present": 5}, {"lock", "open_ballot", "reopen_ballot", "repeat_ballot"}),
    "a sheet missing": ({"uncounted": TITLE}, {"recount", "agree_correction", *DECLARING}),
    "sheets differ": ({"disagreeing": TITLE}, {"recount", "agree_correction", *DECLARING}),
    "not opened": (
        {"attempt": 0},
        {"reopen_ballot", "close_ballot", "correct_sheet", "repeat_ballot", *COUNTING},
    ),
    "nobody came late": ({"late": 0}, {"reopen_ballot"}),
    "close to the threshold": ({"recount_due": True}, DECLARING),
    "far from the threshold": ({"recount_due": False}, {"recount"}),
    "a correction asked for": ({"correcting": True}, {"take_off", "repeat_ballot", "ask_correction"}),
    "no correction asked for": ({"correcting": False}, {"drop_correction", "agree_correction"}),
    "no sheet corrected": ({"sheets_corrected": False}, {"agree_correction"}),
    "a sheet corrected": ({"sheets_corrected": True}, {"drop_correction"}),
    "asked for by the same person": ({"asked_myself": True}, {"agree_correction"}),
    "gone on since": ({"untouched": False}, {"ask_correction", "agree_correction"}),
}
#: Stages of the course of a vote, and what is not open in each; what is said depends on what was wanted.
STAGES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "casting goes on": ({"attempt": 1, "closed": False}, {"open_ballot", "take_off", "correct_sheet", *COUNTING}),
    "casting has ended": ({"attempt": 1, "closed": True}, {"open_ballot", "take_off", *CASTING}),
    "presence read at counting": (
        {"attempt": 1, "frozen": False},
        {"open_ballot", "correct_sheet", "ask_correction", *CASTING, *COUNTING},
    ),
    "declared void": (
        {"attempt": 1, "declared": True, "void": True, "closed": True, "correcting": False},
        {"open_ballot", "correct_sheet", "drop_correction", "agree_correction", *CASTING, *COUNTING},
    ),
    "nothing declared": ({"declared": False, "void": False}, {"ask_correction", "repeat_ballot"}),
}


def changed(verb: str, name: str) -> Situation:
    """The good situation of a verb with one thing against it."""
    if name in AGAINST:
        return at_work(verb, **AGAINST[name][0])
    vote = good_for(verb).vote
    assert vote is not None
    change = (AGAINST_VOTE.get(name) or STAGES[name])[0]
    # A day later, papers sent a day later are as early as before.
    later: dict[str, Any] = {"sent_on": MEETING - timedelta(days=6)} if "session_on" in change else {}
    return at_work(verb, vote=replace(vote, **later, **change))


@pytest.mark.parametrize("name", [*AGAINST, *AGAINST_VOTE])
def test_one_thing_alone_stands_against_exactly_these_moves(name: str):
    verbs = (AGAINST.get(name) or AGAINST_VOTE[name])[1]
    assert {verb for verb in MOVES if reasons(verb, changed(verb, name))} == verbs
    said = {tuple(reasons(verb, changed(verb, name))) for verb in verbs}
    assert len(said) == 1, "the same sentences wherever it is asked"
    assert all(one.zh and one.en for one in said.pop())


@pytest.mark.parametrize("name", STAGES)
def test_what_is_not_open_at_each_stage_of_a_vote(name: str):
    assert {verb for verb in MOVES if reasons(verb, changed(verb, name))} == STAGES[name][1]


def test_a_vote_needs_a_locked_text_and_a_text_is_locked_once():
    for verb in {"open_ballot", "repeat_ballot", "correct_sheet", *COUNTING}:
        vote = good_for(verb).vote
        assert vote is not None
        assert len(reasons(verb, at_work(verb, vote=replace(vote, locked=False)))) == 1
    assert len(reasons("lock", at_work("lock", vote=VOTE))) == 1


def test_the_roll_is_frozen_once_and_before_anybody_signs_in():
    assert len(reasons("freeze_roll", at_work("freeze_roll", roll_frozen=True))) == 1
    assert len(reasons("load_roll", at_work("load_roll", roll_frozen=True))) == 1
    assert len(reasons("attend", at_work("attend", roll_frozen=False))) == 1


def test_a_report_is_not_adopted_and_a_regulation_is_not_only_deliberated():
    assert len(reasons("adopt", at_work("adopt", vote=replace(VOTE, **COUNTED, advisory=True)))) == 1
    assert len(reasons("deliberate", at_work("deliberate", vote=replace(VOTE, **COUNTED)))) == 1


def test_a_report_needs_no_equal_consultation():
    assert reasons("table", at_work("table", is_report=True, consulted_text=False)) == []


def test_late_papers_are_let_through_when_two_people_said_so():
    late = replace(VOTE, locked=False, sent_on=MEETING - timedelta(days=1))
    assert len(reasons("lock", at_work("lock", vote=late))) == 1
    assert reasons("lock", at_work("lock", vote=replace(late, papers_waived=True))) == []
    unsent = replace(late, sent_on=None, papers_waived=True)
    assert len(reasons("lock", at_work("lock", vote=unsent))) == 1, "papers that were never sent are not waived"


def test_a_vote_about_nothing_is_refused():
    for verb in sorted(ON_ITEMS):
        assert reasons(verb, at_work(verb, vote=None)) != []


def test_every_reason_is_given_at_once():
    worst = replace(
        VOTE,
        locked=False,
        earlier_open=(*TITLE, *TITLE),
        roll_frozen=False,
        present=0,
        sent_on=None,
        session_on=MEETING + timedelta(days=9),
    )
    assert len(reasons("lock", at_work("lock", vote=worst, moved=True))) == 7


def test_the_quorum_is_said_in_figures():
    short = reasons("lock", at_work("lock", vote=replace(VOTE, locked=False, present=5)))[0]
    assert "还差1人" in short.zh
    assert "1 more needed" in short.en
    assert CLAUSE.zh in short.zh
    assert CLAUSE.en in short.en


def test_buttons_states_and_roles_have_words_in_both_languages():
    assert all(move.words.zh and move.words.en for move in MOVES.values())
    assert len({move.words.zh for move in MOVES.values()}) == len(MOVES)


def test_every_state_is_reached_and_only_ended_ones_are_left_by_nothing():
    targets = {target for move in MOVES.values() for target in move.targets}
    assert targets == set(State)
    sources = {source for move in MOVES.values() if move.targets for source in move.sources or ()}
    # Only an edition that was entered afterwards can leave ISSUED, by being struck out; a report leaves DELIBERATED only
    # when its declaration was wrong.
    assert set(State) - sources == set(ENDED) - {State.ISSUED, State.DELIBERATED}
    leaving = {verb for verb, move in MOVES.items() if move.targets and State.DELIBERATED in (move.sources or ())}
    assert leaving == {"agree_correction"}
    assert {verb for verb, move in MOVES.items() if move.targets and State.ISSUED in (move.sources or ())} == {"strike"}


def test_the_diagram_shows_every_move_and_no_other():
    lines = diagram().split("\n")
    assert lines[:3] == ["stateDiagram-v2", "    [*] --> drafting: create", "    [*] --> issued: enter"]
    drawn = {tuple(line.strip().replace(":", " ").split()) for line in lines[3:]}
    moves = {
        (source.value, "-->", target.value, move.verb)
        for move in MOVES.values()
        for source in move.sources or ()
        for target in move.targets
    }
    assert drawn == moves
    assert len(lines) == 3 + len(moves)


def test_a_verb_that_is_not_on_the_page_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        reasons("publish", GOOD)


def test_which_decisions_end_and_by_whom():
    approval, written = replace(MINE, is_request=False), replace(MINE, is_own=False, wrote_here=True)
    over = reasons("withdraw_decision", at_work("withdraw_decision", decision=approval))
    assert [one.en for one in over] == ["The review is over; an approval cannot be withdrawn any more."]
    assert not reasons(
        "withdraw_decision", replace(at_work("withdraw_decision", decision=approval), state=State.IN_REVIEW)
    )
    for decision, words in ((approval, "Only a request"), (written, "You wrote")):
        assert reasons("dismiss_request", at_work("dismiss_request", decision=decision))[0].en.startswith(words)
