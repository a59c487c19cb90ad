"""The page of moves: every verb in every state for every role, every guard alone, and the words of every refusal."""

import inspect
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest

from tests.rules.chains import CHAINS, TAKING
from tests.rules.hearings import HEARINGS
from tests.rules.page.rows import EXPECTED
from tests.rules.situations import CLAUSE, GOOD, GROUPS, HOME, MEETING, situation
from workflow.rules.approvals import Standing
from workflow.rules.asking import may_hold, reasons
from workflow.rules.consultation.words import Course
from workflow.rules.diagram import diagram
from workflow.rules.facts import Actor, Case
from workflow.rules.moves import MOVES
from workflow.rules.people.roles import Capacity, Role, Seat
from workflow.rules.row import groups_of
from workflow.rules.situation import Situation
from workflow.rules.states import ENDED, State
from workflow.words import Words

COUNTED: dict[str, Any] = {"attempt": 1, "closed": True}
ASKED: dict[str, Any] = {**COUNTED, "declared": True, "correcting": True}
#: How far the vote has come where a verb of it is open.
COURSE: dict[str, dict[str, Any]] = {
    "lock": {"locked": False},
    "stop_consultation": {"course": Course.RUNS},
    "write_opinion": {"course": Course.RUNS},
    "take_opinions": {"boxed": 1},
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


def good_for(verb: str) -> dict[str, Any]:
    """What must be otherwise for one verb: a text is locked once, a roll frozen once, a report is not adopted."""
    if verb in COURSE:
        return {**GOOD, **COURSE[verb]}
    if verb in ("submit", "conclude_as_read"):
        return {**GOOD, "waits": True}
    if verb == "close_round":
        return {**GOOD, "overdue": True, "standings": (Standing(Seat(Capacity.UNION), True, (), True, (7,)),)}
    if verb == "dismiss_request":
        return {**GOOD, "is_own": False}
    if verb in ("load_roll", "freeze_roll"):
        return {**GOOD, "roll_frozen": False}
    return GOOD


def at_work(verb: str, **changes: Any) -> Situation:
    """The good situation of a verb for somebody who may use it, in a state in which it is open, changed so."""
    roles, states = EXPECTED[verb]
    where = {"state": min(states)} if states else {}
    return situation(**{**good_for(verb), "roles": frozenset(roles), **where, **changes})


def test_the_table_is_about_every_move():
    assert set(EXPECTED) == set(MOVES)
    assert all(verb == move.verb for verb, move in MOVES.items())


@pytest.mark.parametrize("verb", EXPECTED)
def test_a_verb_in_every_state_for_every_role(verb: str):
    roles, states = EXPECTED[verb]
    for role in Role:
        for state in State:
            found = reasons(verb, at_work(verb, roles=frozenset({role}), state=state))
            open_here = states is None or state in states
            assert (found == []) is (role in roles and open_here), (role, state)
            assert all(one.zh and one.en for one in found)
        assert may_hold(verb, frozenset({role})) is (role in roles)


@pytest.mark.parametrize("verb", EXPECTED)
def test_nobody_in_no_role_may_use_a_verb_of_people(verb: str):
    assert (reasons(verb, at_work(verb, roles=frozenset())) == []) is (
        verb in ("conclude", "close_round", "write_opinion")
    )


def test_who_may_is_asked_before_where_it_stands():
    found = reasons("issue", at_work("issue", roles=frozenset({Role.EMPLOYEE}), state=State.DRAFTING))
    assert found == [Words("只有印发人可以这样做。", "Only an issuer can do this.")]


STANDING = (Standing(Seat(Capacity.UNION), True, (), False, (7,)),)
ANOTHERS = Words("另一个身份", "Another capacity")
TITLE = (Words("《甲》", "“A”"),)
DECIDING = {"approve", "request_changes", "keep_reservation", "mark_seen"}
CASTING = {"reopen_ballot", "close_ballot"}
DECLARING = {"adopt", "deliberate"}
COUNTING = {"count", "recount", *DECLARING}
SITTING = {"lock", "open_ballot", "repeat_ballot", *CASTING, *COUNTING}
CORRECTING = {"ask_correction", "drop_correction", "agree_correction"}
VOTING = {*SITTING, "correct_sheet"}
#: What ends with the session.
IN_SESSION = {"load_roll", "freeze_roll", "table", "send_papers", "attend", "close"}
#: What ends with the session or with the decision.
ON_ITEMS = {"take_off", "ask_waiver", "agree_waiver", *VOTING}
#: What may stand against moves, and exactly which moves it stands against.
AGAINST: dict[str, tuple[dict[str, Any], set[str]]] = {
    "no text": ({"has_text": False}, {"submit", "table", "bring_back", "open_consultation"}),
    "problems": ({"problems": (Words("第3行：缺少第二条", "Line 3: article 2 is missing"),)}, {"submit"}),
    "moved": (
        {"moved": True},
        {"submit", *DECIDING, "conclude_as_read", "consult", "lock", "open_consultation", *TAKING},
    ),
    "no capacity": ({"capacities": frozenset()}, {*DECIDING, "review_legality", "correct_scope"}),
    "same hands": ({"same_hands": (ANOTHERS,)}, {"approve", "keep_reservation"}),
    "nothing changed": ({"unchanged": True}, {"submit"}),
    "nobody to review": ({"unfillable": (ANOTHERS,)}, {"submit"}),
    "own words": ({"wrote": ("第一条", "第二条", "第三条", "第四条")}, {"approve", "keep_reservation"}),
    "reviews open": ({"standings": STANDING}, {"conclude", "conclude_as_read", "consult", "table"}),
    "nobody asks for anything": ({"standings": GOOD["standings"]}, {"close_round"}),
    "a call that was ended": ({"call_ended": True}, {"end_call", "hand_on"}),
    "a call of others": ({"call_is_for_me": False}, {"hand_on"}),
    "urged today": ({"urged_today": True}, {"urge"}),
    "a draft beside": ({"waits": True}, {"conclude"}),
    "no draft beside": ({"waits": False}, {"conclude_as_read"}),
    "before the last day of the round": ({"overdue": False}, {"close_round"}),
    "on an agenda": ({"on_agenda": True}, {"revise", "withdraw", "table", "open_consultation"}),
    "not consulted": ({"consulted_text": False}, {"table", "issue"}),
    **HEARINGS,
    **CHAINS,
    "another text": ({"voted_text": False}, {"issue"}),
    "no effective day": ({"effective": None}, {"issue"}),
    "no roll": ({"roll_size": 0}, {"freeze_roll", "send_papers"}),
    "nothing to send": ({"unsent": 0}, {"send_papers"}),
    "a suggestion open": ({"open_suggestions": 1}, {"submit", "conclude", "conclude_as_read"}),
    "somebody else's decision": ({"is_own": False}, {"withdraw_decision"}),
    "one's own request": ({"is_own": True}, {"dismiss_request"}),
    "ended": ({"ended": True}, {"withdraw_decision", "dismiss_request"}),
    "a question open": ({"unanswered": 1}, {"submit", "conclude", "conclude_as_read", "table"}),
    "questions open": ({"unanswered": 3}, {"submit", "conclude", "conclude_as_read", "table"}),
    "a blocking remark": ({"unresolved": 1}, {"conclude", "conclude_as_read", "table"}),
    "blocking remarks": ({"unresolved": 2}, {"conclude", "conclude_as_read", "table"}),
    "a thread that was closed": ({"thread_over": True}, {"answer", "resolve"}),
    "somebody else's thread": ({"thread_is_own": False, "spoke_as_drafter": True}, {"resolve"}),
    "suggestions open": ({"open_suggestions": 2}, {"submit", "conclude", "conclude_as_read"}),
    "another edition under way": ({"numbered": ((1, State.ISSUED), (2, State.AWAITING))}, {"amend"}),
    "nothing to amend": ({"numbered": ((1, State.DELIBERATED),)}, {"amend"}),
    "the first edition under way": ({"numbered": ((1, State.DRAFTING),)}, {"amend"}),
    "a report from papers": ({"of_report": True, "made_here": 1}, {"enter"}),
    "made in the system": ({"made_here": 1}, {"enter"}),
    "no exception asked for": ({"waiting": False}, {"agree_waiver"}),
    "an exception asked for by the same person": ({"asked_for_it": True}, {"agree_waiver"}),
    "came through the house": ({"entered": False}, {"correct", "attach", "strike"}),
    "followed by another": ({"followed": True}, {"strike"}),
    "undecided": ({"undecided": TITLE}, {"close"}),
    "declaration in question": (
        {"in_question": True},
        {"revise", "withdraw", "table", "issue", "reserve_number", "sign_for_issue", "use_seal"},
    ),
    "a number that is used": ({"reserved": False}, {"void_number"}),
    "no official file": ({"has_files": False}, {"keep_sealed"}),
    "session closed": ({"session_closed": True}, {*ON_ITEMS, *IN_SESSION}),
    "decided": ({"decided": True}, ON_ITEMS),
    "taken off": ({"taken_off": True}, ON_ITEMS),
    "before the day": ({"session_on": MEETING + timedelta(days=1)}, VOTING),
    "papers late": ({"sent_on": MEETING - timedelta(days=6)}, {"lock"}),
    "papers not sent": ({"sent_on": None}, {"lock"}),
    "earlier item open": ({"earlier_open": TITLE}, {"lock"}),
    "roll not frozen": ({"roll_frozen": False}, {"lock", "attend"}),
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
    change = (AGAINST.get(name) or STAGES[name])[0]
    # A day later, papers sent a day later are as early as before.
    later: dict[str, Any] = {"sent_on": MEETING - timedelta(days=6)} if "session_on" in change else {}
    return at_work(verb, **later, **change)


@pytest.mark.parametrize("name", AGAINST)
def test_one_thing_alone_stands_against_exactly_these_moves(name: str):
    verbs = AGAINST[name][1]
    assert {verb for verb in MOVES if reasons(verb, changed(verb, name))} == verbs
    said = {tuple(reasons(verb, changed(verb, name))) for verb in verbs}
    assert len(said) == 1, "the same sentences wherever it is asked"
    assert all(one.zh and one.en for one in said.pop())


@pytest.mark.parametrize("name", STAGES)
def test_what_is_not_open_at_each_stage_of_a_vote(name: str):
    assert {verb for verb in MOVES if reasons(verb, changed(verb, name))} == STAGES[name][1]


def test_a_vote_needs_a_locked_text_and_a_text_is_locked_once():
    for verb in {"open_ballot", "repeat_ballot", "correct_sheet", *COUNTING}:
        assert len(reasons(verb, at_work(verb, locked=False))) == 1
    assert len(reasons("lock", at_work("lock", locked=True))) == 1


def test_the_roll_is_frozen_once_and_before_anybody_signs_in():
    assert len(reasons("freeze_roll", at_work("freeze_roll", roll_frozen=True))) == 1
    assert len(reasons("load_roll", at_work("load_roll", roll_frozen=True))) == 1
    assert len(reasons("attend", at_work("attend", roll_frozen=False))) == 1


def test_a_report_is_not_adopted_and_a_regulation_is_not_only_deliberated():
    assert len(reasons("adopt", at_work("adopt", advisory=True))) == 1
    assert len(reasons("deliberate", at_work("deliberate", advisory=False))) == 1


def test_a_report_needs_no_equal_consultation():
    assert reasons("table", at_work("table", is_report=True, consulted_text=False)) == []


def test_late_papers_are_let_through_when_two_people_said_so():
    late = {"sent_on": MEETING - timedelta(days=1)}
    assert len(reasons("lock", at_work("lock", **late))) == 1
    assert reasons("lock", at_work("lock", **late, papers_waived=True)) == []
    unsent = at_work("lock", sent_on=None, papers_waived=True)
    assert len(reasons("lock", unsent)) == 1, "papers that were never sent are not waived"


def test_every_reason_is_given_at_once():
    worst: dict[str, Any] = {
        "moved": True,
        "earlier_open": (*TITLE, *TITLE),
        "roll_frozen": False,
        "present": 0,
        "sent_on": None,
        "session_on": MEETING + timedelta(days=9),
    }
    assert len(reasons("lock", at_work("lock", **worst))) == 7


def test_the_quorum_is_said_in_figures():
    short = reasons("lock", at_work("lock", present=5))[0]
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
        reasons("publish", situation(**GOOD))


def test_which_decisions_end_and_by_whom():
    over = reasons("withdraw_decision", at_work("withdraw_decision", is_request=False))
    assert [one.en for one in over] == ["The review is over; an approval cannot be withdrawn any more."]
    assert not reasons("withdraw_decision", at_work("withdraw_decision", is_request=False, state=State.IN_REVIEW))
    for told, words in (({"is_request": False}, "Only a request"), ({"wrote_here": True}, "You wrote")):
        assert reasons("dismiss_request", at_work("dismiss_request", **told))[0].en.startswith(words)


# What a row asks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", EXPECTED)
def test_only_what_the_guards_of_a_row_name_is_read(verb: str):
    asked: list[type[Any]] = []
    good = at_work(verb)

    def reader(group: type[Any]) -> Callable[[], object]:
        def read() -> object:
            asked.append(group)
            return good.of(group)

        return read

    assert reasons(verb, Situation({group: reader(group) for group in GROUPS})) == []
    named = {group for guard in MOVES[verb].guards for group in groups_of(guard)}
    assert set(asked) == named | {Actor} | ({Case} if MOVES[verb].sources else set())
    assert len(asked) == len(set(asked)), "each once"


def test_every_guard_judges_groups_of_facts_and_nothing_else():
    for move in MOVES.values():
        for guard in move.guards:
            assert groups_of(guard), guard
            assert set(groups_of(guard)) <= set(GROUPS), guard
            assert len(groups_of(guard)) == len(inspect.signature(guard).parameters), guard


def test_a_fact_is_in_one_group():
    assert len(HOME) == sum(len(fields(group)) for group in GROUPS)
