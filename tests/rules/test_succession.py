"""Which edition the next one follows, and which is under way: every row of editions up to four, against plain sentences."""

from itertools import product

import pytest

from tests.rules.page.test_moves import at_work
from workflow.rules.asking import leads_from, reasons, states_for
from workflow.rules.facts import Editions
from workflow.rules.moves import MOVES
from workflow.rules.states import ENDED, FOREMOST, InTime, State, foremost, holds, is_former, is_over
from workflow.rules.succession import next_follows, under_way

#: One state of each sort that matters here, so that four editions are some hundred rows.
SORTS = (State.DRAFTING, State.AWAITING, State.ISSUED, State.DELIBERATED, State.WITHDRAWN)


def test_a_state_is_over_when_no_move_of_a_person_leads_from_it_but_what_belongs_to_entries():
    entries = {"correct", "attach", "strike"}
    leading = {
        verb: row for verb, row in MOVES.items() if row.sources is not None and row.targets and verb not in entries
    }
    for state in State:
        onward = {verb for verb, row in leading.items() if state in (row.sources or ()) and row.targets - {state}}
        assert is_over(state) is (not onward - {"agree_correction"}), (state, onward)


@pytest.mark.parametrize("many", range(1, 5))
def test_every_row_of_editions(many: int):
    for several in product(SORTS, repeat=many):
        numbered = tuple(enumerate(several, 1))
        found = reasons("amend", at_work("amend", numbered=numbered))
        going = [number for number, state in numbered if state in (State.DRAFTING, State.AWAITING)]
        issued = [number for number, state in numbered if state is State.ISSUED]
        editions = Editions(numbered=numbered)
        assert under_way(editions) == (going[-1] if going else None)
        if going:
            assert f"第{going[-1]}版" in found[0].zh
        elif issued:
            assert (found, next_follows(editions)) == ([], issued[-1])
        elif set(several) == {State.WITHDRAWN}:
            assert (found, next_follows(editions)) == ([], many)
        else:  # a report was heard, and nothing was issued
            assert found
            assert next_follows(editions) is None


def test_nothing_follows_where_nothing_is():
    assert next_follows(Editions(numbered=())) is None
    assert reasons("amend", at_work("amend", numbered=()))


def test_a_verb_leads_from_the_states_of_its_row():
    for verb, row in MOVES.items():
        assert states_for(verb) == (frozenset(State) if row.sources is None else row.sources)
        assert all(leads_from(verb, state) is (state in states_for(verb)) for state in State)


def test_the_foremost_edition_is_in_force_else_heard_else_to_come_else_past_else_the_newest():
    for shown in product((*FOREMOST, State.DRAFTING), repeat=3):
        first = foremost(shown)
        assert first is not None
        rank = [FOREMOST.index(one) if one in FOREMOST else len(FOREMOST) for one in shown]
        assert rank[first] == min(rank)
        assert first == max(at for at, one in enumerate(rank) if one == min(rank))
    assert foremost([]) is None
    assert {one for one in (*State, *InTime) if holds(one)} == {InTime.IN_FORCE, State.DELIBERATED}
    assert {one for one in (*State, *InTime) if is_former(one)} == {InTime.SUPERSEDED, InTime.REPEALED}
    assert {state for state in State if is_over(state)} == ENDED
