"""The moves a page can offer on an edition: each with its words, its place and the reasons that stand against it."""

from dataclasses import dataclass

from flask import url_for

from workflow.lifecycle import duties
from workflow.lifecycle.acting import Act
from workflow.records.regulation import Edition, Regulation
from workflow.rules.moves import MOVES
from workflow.web.request import visit

#: Where the work of each duty is done.
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
    out = [
        Offer(
            one.verb.replace("_", "-"),
            visit.say(MOVES[one.verb].words),
            url_for(DESKS[one.verb], slug=regulation.slug, number=edition.number),
            tuple(visit.say(why) for why in one.reasons),
        )
        for one in duties.duties(act, regulation, edition)
    ]
    return sorted(out, key=lambda one: bool(one.reasons))
