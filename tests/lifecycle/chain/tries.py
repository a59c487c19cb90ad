"""How each verb of the enterprise's own chain is tried, and the houses in which what stands against it comes about."""

from collections.abc import Callable

from tests.canteen import TEXT
from tests.cast import House
from tests.lifecycle.chain.taken import BY, CHAIN, ask_for, strike, take, typed
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Act
from workflow.lifecycle.chain import recording
from workflow.lifecycle.facts.chain import records_of
from workflow.rules.chain.words import VERBS, Step

Try = Callable[[House, Act], object]


def _take(step: Step, shown: str | None = None) -> Try:
    return lambda house, act: recording.record_step(
        act, house.edition(act), step, typed(step, act.today), shown=shown or house.shown(act)
    )


def _strike(house: House, act: Act) -> object:
    edition = house.edition(act)
    several = records_of(act.db, edition)
    return recording.strike_step(act, edition, several[0], "理由") if several else None


TRIES: dict[str, list[tuple[str, Try]]] = {
    **{VERBS[step]: [(BY[step], _take(step)), (BY[step], _take(step, "0" * 64))] for step in Step},
    "review_legality": [
        *((who, _take(Step.LEGALITY)) for who in ("legal", "union", "deputy", "writing-reviewer")),
        ("legal", _take(Step.LEGALITY, "0" * 64)),
    ],
    "strike_step": [("drafter", _strike), ("both-offices", _strike)],
}


def asked_for(reached: Reached, *steps: Step, last: str = "convene") -> House:
    """A text of which these steps are asked for."""
    return ask_for(reached("translate"), *steps).until(last, first="submit")


def struck_out(reached: Reached, last: str, *steps: Step) -> House:
    """One that went on before the first of these steps was struck out."""
    house = asked_for(reached, *steps)
    row = take(house, steps[0])
    house.until(last, first="table")
    strike(house, row)
    return house


def _recorded(reached: Reached) -> House:
    house = asked_for(reached, *CHAIN)
    take(house, Step.COUNTERSIGN)
    return house


def _struck(reached: Reached) -> House:
    house = asked_for(reached, *CHAIN)
    strike(house, take(house, Step.COUNTERSIGN))
    return house


def _of_a_reviewer(reached: Reached) -> House:
    house = ask_for(reached("create"), Step.LEGALITY)
    house.save(TEXT, who="writing-reviewer")
    return house.until("consult", first="submit")


HOUSES: dict[str, Callable[[Reached], House]] = {
    "steps of the chain asked for": lambda reached: asked_for(reached, *CHAIN),
    "a step recorded": _recorded,
    "a step struck out": _struck,
    "a step struck out on the agenda": lambda reached: struck_out(reached, "sign_in", Step.LEGALITY),
    "a step struck out after the vote": lambda reached: struck_out(
        reached, "declare", Step.LEGALITY, Step.SIGNING, Step.SEALING
    ),
    "a text of a reviewer that needs an opinion": _of_a_reviewer,
}
