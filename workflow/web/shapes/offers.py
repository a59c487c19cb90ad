"""The moves a page can offer on an edition: each with its words, its place and the reasons that stand against it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import url_for

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals, standing
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.edition import of_edition, of_issuing
from workflow.records.database.families import by_number
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.rules.asking import leads_from, may_hold, reasons
from workflow.rules.facts import Actor
from workflow.rules.moves import MOVES
from workflow.rules.people.roles import Role
from workflow.rules.states import is_over
from workflow.web.request import visit
from workflow.words import Words

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
    if is_over(edition.state):
        return []
    situation = of_issuing(
        act, edition, act.today
    )  # the day is asked for on the desk itself; the link does not wait for it
    roles, out = situation.of(Actor).roles, []
    for verb, endpoint in DESKS.items():
        if not may_hold(verb, roles) or (verb == "issue" and regulation.kind is RegulationKind.REPORT):
            continue
        deciding = verb == "approve" and leads_from(verb, edition.state)
        why = _why_not_approve(act, edition) if deciding else reasons(verb, situation)
        out.append(
            Offer(
                verb.replace("_", "-"),
                visit.say(MOVES[verb].words),
                url_for(endpoint, slug=regulation.slug, number=edition.number),
                tuple(visit.say(one) for one in why),
            )
        )
    return sorted(out, key=lambda one: bool(one.reasons))


def _asks_for_more(edition: Edition, roles: frozenset[Role]) -> bool:
    return any(MOVES[verb].guards and may_hold(verb, roles) and leads_from(verb, edition.state) for verb in DESKS)


def ahead(act: Act, editions: Iterable[Edition]) -> None:
    """Read in a few statements what `offers` and `is_my_turn` ask about each of many editions."""
    several = list(editions)
    by_number(act.db, Regulation, (one.regulation_id for one in several))
    roles = of_actor(act).of(Actor).roles
    standing.ahead(act.db, [one for one in several if _asks_for_more(one, roles)])


def may_be_open(edition: Edition, roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles could do anything about an edition that stands where this one does."""
    return any(may_hold(verb, roles) and leads_from(verb, edition.state) for verb in DESKS)


def _why_not_approve(act: Act, edition: Edition) -> list[Words]:
    """What stands against deciding, in one's own name or another's: nothing when one of these ways is open."""
    hats = approvals.hats_of(act.db, act.person, act.today)
    ways = [
        reasons("approve", of_edition(replace(act, on_behalf_of=one.principal), edition, capacity=one.capacity))
        for one in hats
    ]
    return min(ways, key=len) if ways else reasons("approve", of_edition(act, edition))


def is_my_turn(act: Act, edition: Edition) -> bool:
    """Whether an approval by this person, in their own name or another's, would change what the review needs."""
    if act.person is None or not leads_from("approve", edition.state):
        return False
    review = approvals.review_of(act.db, edition, act.procedure, act.today)
    hats = approvals.hats_of(act.db, act.person, act.today)
    return any(approvals.would_change(review, act.person, hat) for hat in hats)
