"""Situations of any kind for the rules, made of facts alone, without a house."""

import inspect
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from workflow.rules import facts, hall
from workflow.rules.approvals import Standing
from workflow.rules.chain import facts as chain
from workflow.rules.consultation import facts as hearing
from workflow.rules.consultation.words import Course
from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.situation import Situation
from workflow.rules.states import State
from workflow.words import Words

MEETING = date(2026, 3, 31)
CLAUSE = Words("《企业民主管理规定》第十七条", "Provisions, art. 17")
#: Facts among which nothing stands against anything, but for who acts and in which state, and how far the vote has come.
GOOD: dict[str, Any] = {
    "today": MEETING,
    "roles": frozenset(),
    "for_another": False,
    "capacities": frozenset({Capacity.LEGAL}),
    "is_report": False,
    "moved": False,
    "has_text": True,
    "problems": (),
    "open_suggestions": 0,
    "consulted_text": True,
    "standings": (Standing(Seat(Capacity.LEGAL), True, (), True, ()),),
    "unchanged": False,
    "wrote": (),
    "same_hands": (),
    "unfillable": (),
    "waits": False,
    "overdue": False,
    "call_is_own": True,
    "call_is_for_me": True,
    "call_ended": False,
    "drafted_here": False,
    "urged_today": False,
    "unanswered": 0,
    "unresolved": 0,
    "thread_is_own": True,
    "thread_over": False,
    "spoke_as_drafter": False,
    "numbered": ((1, State.ISSUED),),
    "called": Words("甲", "A"),
    "of_report": False,
    "made_here": None,
    "entered": True,
    "followed": False,
    "has_files": True,
    "reserved": True,
    "effective": MEETING,
    "session_on": MEETING,
    "session_closed": False,
    "roll_frozen": True,
    "roll_size": 9,
    "unsent": 1,
    "undecided": (),
    "on_agenda": False,
    "advisory": False,
    "locked": True,
    "taken_off": False,
    "earlier_open": (),
    "sent_on": MEETING - timedelta(days=7),
    "papers_days": 7,
    "papers_clause": CLAUSE,
    "papers_waived": False,
    "waiting": True,
    "asked_for_it": False,
    "all_delegates": 9,
    "present": 6,
    "quorum_needed": 6,
    "quorum_clause": CLAUSE,
    "attempt": 0,
    "closed": False,
    "frozen": True,
    "declared": False,
    "decided": False,
    "void": False,
    "late": 0,
    "uncounted": (),
    "disagreeing": (),
    "recount_due": False,
    "correcting": False,
    "sheets_corrected": False,
    "asked_myself": False,
    "is_own": True,
    "is_request": True,
    "ended": False,
    "wrote_here": False,
    "voted_text": True,
    "in_question": False,
    "untouched": True,
    "heard": (),
    "hearing_required": False,
    "heard_clause": CLAUSE,
    "course": Course.OVER,
    "boxed": 0,
    "left": 0,
    "addressed": True,
    "asked": (),
    "step_asked": True,
    "before_it": (),
    "wrote_text": False,
    "is_struck": False,
    "noted_myself": False,
}
#: Every group of facts that there is.
GROUPS: tuple[type[Any], ...] = tuple(
    one
    for module in (facts, hall, hearing, chain)
    for _, one in inspect.getmembers(module, inspect.isclass)
    if is_dataclass(one) and one.__module__ == module.__name__ and one not in (hearing.Heard, chain.Asked)
)
#: Fact → its group.
HOME: dict[str, type[Any]] = {field.name: group for group in GROUPS for field in fields(group)}


def situation(**told: Any) -> Situation:
    """A situation of which these facts are known; to ask for another one is an error."""
    assert set(told) <= set(HOME), set(told) - set(HOME)

    def known(group: type[Any]) -> object:
        return group(**{field.name: told[field.name] for field in fields(group)})

    return Situation({group: lambda group=group: known(group) for group in GROUPS})  # type: ignore[misc]
