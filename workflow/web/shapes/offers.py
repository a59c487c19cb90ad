"""The moves a page can offer on an edition: each with its words, its place and the reasons that stand against it."""

from dataclasses import dataclass

from flask import url_for

from workflow.lifecycle import duties
from workflow.lifecycle.acting import Act
from workflow.records.regulation import Edition, Regulation
from workflow.rules.moves import MOVES
from workflow.web.request import visit
from workflow.words import Words

#: Where the work of each duty is done.
DESKS = {
    "save": "drafting.draft",
    "approve": "review.page_of",
    "consult": "consulting.form",
    "issue": "issuing.form",
    **dict.fromkeys(duties.STEPS, "chain.of"),
}
#: What the way to a desk is called where its work is more than the move itself.
WAYS = {"save": Words("去起草", "Draft"), "approve": Words("去审核", "Review")}


@dataclass(frozen=True, slots=True)
class Offer:
    """One act a person could hold: where its desk is, and why it cannot be done now (empty when it can).

    words, way  what the act is called, and what the way to its desk is
    """

    verb: str
    words: str
    way: str
    address: str
    reasons: tuple[str, ...]


def offers(act: Act, regulation: Regulation, edition: Edition, *, waiting: bool = False) -> list[Offer]:
    """The desks that concern this person and this edition, the open ones first.

    waiting  only where something waits for them: a draft can be written on while others read, and waits for nobody then
    """
    out = [
        Offer(
            one.verb.replace("_", "-"),
            visit.say(MOVES[one.verb].words),
            visit.say(WAYS.get(one.verb, MOVES[one.verb].words)),
            url_for(DESKS[one.verb], slug=regulation.slug, number=edition.number),
            tuple(visit.say(why) for why in one.reasons),
        )
        for one in duties.duties(act, regulation, edition)
        if not waiting or duties.is_turn(act, edition, one)
    ]
    return sorted(out, key=lambda one: bool(one.reasons))
