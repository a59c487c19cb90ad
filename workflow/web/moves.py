"""The moves a page can offer on an edition: each with its words, its place and the reasons that stand against it."""

from dataclasses import dataclass

from flask import url_for

from workflow.lifecycle import standing
from workflow.lifecycle.acting import Act
from workflow.records.regulation import Edition, Regulation
from workflow.rules.states import State
from workflow.rules.transitions import MOVES, may_hold, reasons
from workflow.web import visit

#: Verbs whose work is done on a page of their own.
DESKS = {
    "save": "drafting.draft",
    "approve": "review.page_of",
    "consult": "consulting.form",
    "issue": "issuing.form",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One act a person could hold: where its desk is, and why it cannot be done now (empty when it can)."""

    verb: str
    words: str
    address: str
    reasons: tuple[str, ...]


def offers(act: Act, regulation: Regulation, edition: Edition) -> list[Offer]:
    """The desks that concern this person and this edition, the open ones first."""
    if act.person is None:
        return []
    situation = standing.of_edition(act, edition)
    out = []
    for verb, endpoint in DESKS.items():
        if not may_hold(verb, situation.roles) or edition.state in (State.WITHDRAWN, State.DELIBERATED, State.ISSUED):
            continue
        if verb == "issue" and situation.is_report:
            continue
        why = reasons(verb, _as_if_effective(situation) if verb == "issue" else situation)
        out.append(
            Offer(
                verb.replace("_", "-"),
                visit.say(MOVES[verb].words),
                url_for(endpoint, slug=regulation.slug, number=edition.number),
                tuple(visit.say(one) for one in why),
            )
        )
    return sorted(out, key=lambda one: bool(one.reasons))


def _as_if_effective(situation: standing.Situation) -> standing.Situation:
    """The effective day is asked for on the desk itself; the link to it does not wait for it."""
    return standing.replace(situation, effective=situation.today)
