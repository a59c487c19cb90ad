"""How one step of the company's own chain stands for somebody who wants to record it, or to strike a record out."""

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import chain
from workflow.lifecycle.facts.chain import Taken
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.regulation import Edition
from workflow.rules.chain.facts import Noted, Place
from workflow.rules.chain.words import Step
from workflow.rules.situation import Situation


def of_step(act: Act, edition: Edition, step: Step, *, shown: str | None = None) -> Situation:
    """How `edition` stands for the person of `act` who wants to record `step`; `shown` as in `of_edition`."""
    return of_edition(act, edition, shown=shown).beside({Place: lambda: chain.place_of(act, edition, step)})


def of_note(act: Act, edition: Edition, one: Taken) -> Situation:
    """The same for somebody who wants the record `one` struck out."""
    return of_edition(act, edition).beside({Noted: lambda: chain.noted(act, one)})
