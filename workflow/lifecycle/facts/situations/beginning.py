"""How a regulation stands for somebody who wants to begin its next edition, here or from papers."""

from collections.abc import Iterable, Iterator

from sqlmodel import col, select

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import entries
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.records.regulation import Edition, Regulation, editions_of
from workflow.rules.asking import reasons
from workflow.rules.facts import Actor, Editions, EntryPlace
from workflow.rules.situation import Situation
from workflow.rules.states import State
from workflow.rules.succession import next_follows


def of_regulation(act: Act, regulation: Regulation) -> Situation:
    """How `regulation` stands for the person of `act`, who wants to amend it."""
    return of_actor(act).beside({Editions: lambda: _editions_of(act, regulation)})


def of_place(act: Act, regulation: Regulation | None) -> Situation:
    """How `regulation` stands for somebody who wants to enter an edition afterwards; None for one that is not there yet."""
    return of_actor(act).beside({EntryPlace: lambda: entries.place_of(act.db, regulation)})


def followed(act: Act, regulation: Regulation) -> Edition | None:
    """The edition that the next one of `regulation` follows, whoever wants it; None where nothing can follow."""
    number = next_follows(_editions_of(act, regulation))
    return next((one for one in editions_of(act.db, regulation) if one.number == number), None)


def amendable(act: Act) -> Iterator[int]:
    """The numbers of the regulations that the person of `act` may amend now, in the order in which they were begun.

    One statement reads where all their editions stand; the row of the verb is asked about each.
    """
    who = of_actor(act)
    who.of(Actor)  # once, not for each
    rows = select(Edition.regulation_id, Edition.number, Edition.state)
    several: dict[int, list[tuple[int, State]]] = {}
    for regulation, number, state in act.db.exec(rows.order_by(col(Edition.regulation_id), col(Edition.number))):
        several.setdefault(regulation, []).append((number, State(state)))
    for regulation, numbered in several.items():
        if not reasons("amend", who.beside({}, _editions(numbered))):
            yield regulation


def _editions_of(act: Act, regulation: Regulation) -> Editions:
    return _editions((one.number, one.state) for one in editions_of(act.db, regulation))


def _editions(numbered: Iterable[tuple[int, State]]) -> Editions:
    return Editions(numbered=tuple(numbered))
