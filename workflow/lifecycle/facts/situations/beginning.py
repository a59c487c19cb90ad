"""How a regulation stands for somebody who wants to begin its next edition, here or from papers."""

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import past
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.records.regulation import Edition, Regulation, RegulationKind, editions_of
from workflow.rules.facts import Editions, Past
from workflow.rules.situation import Situation
from workflow.rules.states import ENDED, State


def of_regulation(act: Act, regulation: Regulation) -> Situation:
    """How `regulation` stands for the person of `act`, who wants to amend it."""
    return of_actor(act).beside({Editions: lambda: _editions(regulation, editions_of(act.db, regulation))})


def of_place(act: Act, regulation: Regulation | None) -> Situation:
    """How `regulation` stands for somebody who wants to enter an edition afterwards; None for one that is not there yet."""
    return of_actor(act).beside({Past: lambda: past.place_of(act.db, regulation)})


def _editions(regulation: Regulation, several: list[Edition]) -> Editions:
    """A report begins anew; so does a regulation of which every edition was withdrawn."""
    going = [one for one in several if one.state not in ENDED]
    issued = any(one.state is State.ISSUED for one in several)
    anew = regulation.kind is RegulationKind.REPORT or all(one.state is State.WITHDRAWN for one in several)
    return Editions(under_way=going[-1].number if going else None, amendable=issued or anew)
