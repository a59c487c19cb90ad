"""Whose turn it is: what somebody could do about an edition now, what stands against it, and whether it waits for them.

One rule for the desk that shows it, the page of the edition that offers it, and the notice that tells of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals, chain, standing
from workflow.lifecycle.facts.review import turns
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.chain import of_step
from workflow.lifecycle.facts.situations.edition import of_edition, of_issuing
from workflow.records.database.families import by_number
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.rules.asking import leads_from, may_hold, reasons
from workflow.rules.chain.words import VERBS
from workflow.rules.facts import Actor, Reviews
from workflow.rules.moves import MOVES
from workflow.rules.people.roles import Role
from workflow.rules.states import is_over
from workflow.words import Words

#: Verbs whose work is done on a page of their own, in the order in which a desk offers them.
DUTIES = ("save", "approve", "consult", "issue")
#: Those that are offered only where the enterprise asks for them.
STEPS = tuple(VERBS.values())


@dataclass(frozen=True, slots=True)
class Duty:
    """One act that somebody's offices allow, and what stands against it now; nothing when it can be done."""

    verb: str
    reasons: tuple[Words, ...]


def duties(act: Act, regulation: Regulation, edition: Edition) -> list[Duty]:
    """What the person of `act` could hold on an edition."""
    if act.person is None or is_over(edition.state):
        return []
    # The day is asked for on the desk itself; whose turn it is does not wait for it.
    situation = of_issuing(act, edition, act.today)
    roles, out = situation.of(Actor).roles, []
    for verb in DUTIES:
        if not may_hold(verb, roles) or (verb == "issue" and regulation.kind is RegulationKind.REPORT):
            continue
        deciding = verb == "approve" and leads_from(verb, edition.state)
        why = _why_not_approve(act, edition) if deciding else reasons(verb, situation)
        out.append(Duty(verb, tuple(why)))
    return [*_steps(act, edition, roles), *out]


def _steps(act: Act, edition: Edition, roles: frozenset[Role]) -> list[Duty]:
    """The steps of the enterprise's own chain of which nothing was recorded on these words, for somebody with these roles.

    One that said no waits for nobody here: the text is changed, or another record of it is made where they stand."""
    if not any(may_hold(verb, roles) and leads_from(verb, edition.state) for verb in STEPS):
        return []
    open_steps = [one.step for one in chain.chain_of(act, edition).asked if one.verdict is None]
    return [
        Duty(verb, tuple(reasons(verb, of_step(act, edition, step))))
        for step in open_steps
        if may_hold(verb := VERBS[step], roles) and leads_from(verb, edition.state)
    ]


def is_turn(act: Act, edition: Edition, duty: Duty) -> bool:
    """Whether a duty waits for the person of `act`: it can be done, and a review would not stay as it is by it.

    While a round is read its drafters are waited for once somebody asks for changes, or only their draft holds up its end.
    """
    if duty.reasons or (duty.verb == "approve" and not would_change(act, edition)):
        return False
    return duty.verb != "save" or not leads_from("approve", edition.state) or _drafters_are_waited_for(act, edition)


def _drafters_are_waited_for(act: Act, edition: Edition) -> bool:
    on_text = of_edition(act, edition, on_draft=False)
    return any(one.asking for one in on_text.of(Reviews).standings) or not reasons("conclude_as_read", on_text)


def waits_for(act: Act, edition: Edition, verb: str) -> bool:
    """Whether this very act on an edition waits for the person of `act`."""
    regulation = act.db.get_one(Regulation, edition.regulation_id)
    return any(one.verb == verb and is_turn(act, edition, one) for one in duties(act, regulation, edition))


def would_change(act: Act, edition: Edition) -> bool:
    """Whether an approval by this person, in their own name or another's, would change what the review needs; or their opinion
    is asked for."""
    if act.person is None or not leads_from("approve", edition.state):
        return False
    review = approvals.review_of(act.db, edition, act.procedure, act.today)
    hats = turns.hats_of(act.db, act.person, act.today)
    if turns.opinion_waits(act.db, edition, act.person, hats, act.today):
        return True
    return any(turns.would_change(review, act.person, hat) for hat in hats)


def ahead(act: Act, editions: Iterable[Edition]) -> None:
    """Read in a few statements what is asked about each of many editions."""
    several = list(editions)
    by_number(act.db, Regulation, (one.regulation_id for one in several))
    roles = of_actor(act).of(Actor).roles
    standing.ahead(act.db, [one for one in several if _asks_for_more(one, roles)])


def may_be_open(edition: Edition, roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles could do anything about an edition that stands where this one does."""
    return any(may_hold(verb, roles) and leads_from(verb, edition.state) for verb in (*DUTIES, *STEPS))


def _asks_for_more(edition: Edition, roles: frozenset[Role]) -> bool:
    if may_hold("save", roles) and leads_from("approve", edition.state):
        return True  # whether its drafters are waited for is asked of the review
    several = (*DUTIES, *STEPS)
    return any(MOVES[verb].guards and may_hold(verb, roles) and leads_from(verb, edition.state) for verb in several)


def _why_not_approve(act: Act, edition: Edition) -> list[Words]:
    """What stands against deciding, in one's own name or another's: nothing when one of these ways is open."""
    hats = turns.hats_of(act.db, act.person, act.today)
    ways = [
        reasons("approve", of_edition(replace(act, on_behalf_of=one.principal), edition, capacity=one.capacity))
        for one in hats
    ]
    return min(ways, key=len) if ways else reasons("approve", of_edition(act, edition))
