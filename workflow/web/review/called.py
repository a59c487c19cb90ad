"""What the review page says of those who were called in, and who may be."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.facts.review import turns
from workflow.lifecycle.review import calling
from workflow.records.enterprise import units_on
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.review import CALL_WORDS, CallManner
from workflow.web.request import visit
from workflow.web.shapes.showing import offer
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class CalledIn:
    """One call as the page tells it; `end` and `hand_on` are buttons for whoever may."""

    number: int
    seat: Words
    manner: Words
    due: date | None
    note: str
    by: Person
    end: dict[str, Any] | None
    hand_on: dict[str, Any] | None
    handed_by: bool


def calls_of(act: Act, edition: Edition) -> dict[str, object]:
    """Who was called in, whom one may call in, and whether the others may be urged."""
    found = []
    for one in approvals.standing_calls(act.db, edition):
        situation = calling.of_call(act, edition, one)
        end, on = (_open(offer(verb, situation)) if act.person else None for verb in ("end_call", "hand_on"))
        seat = approvals.seat_of(act.db, one, visit.day_of(one.at)).words()
        by = act.db.get_one(Person, one.called_by)
        handed = one.handed_from is not None
        found.append(CalledIn(one.id, seat, CALL_WORDS[one.manner], one.due, one.note, by, end, on, handed))
    situation = calling.of_urging(act, edition)
    return {
        "calls": found,
        "call_in": _open(offer("call_in", situation)) if act.person else None,
        "urge": _open(offer("urge", situation)) if act.person else None,
        "seats": [(f"{one.capacity.value}:{one.unit}", visit.say(one.words())) for one in _seats(act, edition)],
        "manners": [(one.value, visit.say(CALL_WORDS[one])) for one in CallManner],
    }


def _open(offered: dict[str, Any] | None) -> dict[str, Any] | None:
    return offered if offered and not offered["reasons"] else None


def _seats(act: Act, edition: Edition) -> list[Seat]:
    """Everybody who could be called in today: each capacity, and each unit for which somebody holds it, but those asked already."""
    review = approvals.review_of(act.db, edition, act.procedure, act.today, on_draft=False)
    asked = [one.seat for one in review.standings if one.required]
    asked += [approvals.seat_of(act.db, one, act.today) for one in approvals.standing_calls(act.db, edition)]
    named = {one.code: Words(one.name_zh, one.name_en) for one in units_on(act.db, act.today)}
    whole = [Seat(one) for one in Capacity]
    for_units = [Seat(one, code, words) for one in Capacity for code, words in sorted(named.items())]
    # A unit is meant more often than anybody of a capacity, who is easily asked by mistake.
    return [one for one in (*for_units, *whole) if one not in asked and turns.can_be_filled(act.db, one, act.today)]
