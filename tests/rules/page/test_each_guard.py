"""Every guard of every row is needed: taken out of its row, a move that nobody should make is open.

The world is the table of rows itself. A row that gets a guard without something that only that guard refuses fails here.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.rules.page.test_moves import AGAINST, STAGES, at_work, changed
from tests.rules.situations import MEETING
from workflow.rules.asking import reasons
from workflow.rules.moves import MOVES
from workflow.rules.row import Guard
from workflow.rules.states import State
from workflow.words import Words

PAIRS = [(verb, guard) for verb, move in MOVES.items() for guard in move.guards]
#: What stands against one row alone, or takes two facts to stand alone.
ALONE: dict[str, dict[str, Any]] = {
    "not locked": {"locked": False},
    "locked": {"locked": True},
    "frozen roll": {"roll_frozen": True},
    "loose roll": {"roll_frozen": False},
    "only heard": {"advisory": True},
    "to be adopted": {"advisory": False},
    "void, not repeated": {"attempt": 1, "declared": True, "void": True, "closed": True},
    "lost": {"attempt": 1, "declared": True, "void": False, "closed": True},
    "attempt under way": {"attempt": 1, "closed": False, "declared": False, "void": False},
    "attempt at its end": {"attempt": 1, "closed": True, "declared": False, "void": False},
    "nothing was opened": {"attempt": 0, "closed": False},
    "nothing was opened, and casting ended": {"attempt": 0, "closed": True},
    "presence read at counting": {"attempt": 1, "frozen": False},
    "presence read at counting, casting ended": {"attempt": 1, "frozen": False, "closed": True},
    "papers at the last moment": {"sent_on": MEETING - timedelta(days=1)},
    "no other words than those under review": {"waits": False, "state": State.IN_REVIEW},
    "the last day of the round is over": {"overdue": True},
    "an approval of the past": {"is_request": False},
    "somebody else's": {"is_own": False},
}


def situations_of(verb: str) -> Iterator[tuple[str, Any]]:
    for name in (*AGAINST, *STAGES):
        yield name, changed(verb, name)
    for name, told in ALONE.items():
        yield name, at_work(verb, **told)


def without(guard: Guard, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = tuple(one for one in MOVES[verb].guards if one is not guard)
    assert len(rest) == len(MOVES[verb].guards) - 1
    monkeypatch.setitem(MOVES, verb, replace(MOVES[verb], guards=rest))


@pytest.mark.parametrize(("verb", "guard"), PAIRS, ids=lambda one: getattr(one, "__name__", one))
def test_a_guard_taken_out_of_its_row_lets_something_through(
    verb: str, guard: Guard, monkeypatch: pytest.MonkeyPatch
):  # fmt: skip
    told: dict[str, list[Words]] = {name: reasons(verb, at) for name, at in situations_of(verb)}
    without(guard, verb, monkeypatch)
    let_through = [name for name, at in situations_of(verb) if told[name] and reasons(verb, at) == []]
    assert let_through, f"nothing is refused by {guard.__name__} alone"
    assert all(one.zh and one.en for name in let_through for one in told[name])


def test_the_good_situation_of_every_row_is_open():
    assert {verb: reasons(verb, at_work(verb)) for verb in MOVES if reasons(verb, at_work(verb))} == {}
    assert len(PAIRS) > 140
