"""What is known of the person alone: enough for verbs that begin something new."""

from workflow.lifecycle.acting import Act, capacities_of, delegations_to, roles_of
from workflow.rules.facts import Actor, Offices
from workflow.rules.people.roles import Capacity
from workflow.rules.situation import Situation


def of_actor(act: Act) -> Situation:
    """Who acts, and in which capacities they may decide."""
    return Situation({Actor: lambda: _actor(act), Offices: lambda: Offices(capacities=offices_of(act))})


def _actor(act: Act) -> Actor:
    return Actor(
        today=act.today, roles=roles_of(act.db, act.person, act.today), for_another=act.on_behalf_of is not None
    )


def offices_of(act: Act) -> frozenset[Capacity]:
    """The capacities in which the person of `act` may decide: their own, or those that their principal delegated."""
    if act.on_behalf_of is None:
        return capacities_of(act.db, act.person, act.today)
    given = delegations_to(act.db, act.person, act.today)
    return frozenset(one.capacity for one in given if one.from_id == act.on_behalf_of.id)
