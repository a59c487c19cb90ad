"""The moves a page can offer on an edition: each with its words, its place and the reasons that stand against it."""

from dataclasses import dataclass, replace

from flask import url_for

from workflow.lifecycle import standing
from workflow.lifecycle.acting import Act
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.rules.situation import Situation
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
    if edition.state in (State.WITHDRAWN, State.DELIBERATED, State.ISSUED):
        return []
    situation = _situation(act, edition)
    out = []
    for verb, endpoint in DESKS.items():
        if not may_hold(verb, situation.roles) or (verb == "issue" and regulation.kind is RegulationKind.REPORT):
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


def _situation(act: Act, edition: Edition) -> Situation:
    """How the edition stands; only its state when no guard of any move at hand will ask for more, which is much quicker."""
    little = replace(standing.of_actor(act), state=edition.state)
    for verb in DESKS:
        move = MOVES[verb]
        if move.guards and may_hold(verb, little.roles) and edition.state in (move.sources or ()):
            return standing.of_edition(act, edition)
    return little


def _as_if_effective(situation: Situation) -> Situation:
    """The effective day is asked for on the desk itself; the link to it does not wait for it."""
    return replace(situation, effective=situation.today)
