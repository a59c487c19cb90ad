"""How a text stands in the company's own chain: which steps are asked for of it, and what came of each on exactly these words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts.submitted import saved_by, standing_save
from workflow.records.enterprise import StepRequired, steps_on, steps_required
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import ROUNDS, STEPS, StepRecord, StepStrike
from workflow.rules.asking import leads_from
from workflow.rules.chain.facts import Asked, Chain, Noted, Place
from workflow.rules.chain.words import Step


@dataclass(frozen=True, slots=True)
class Taken:
    """One record of a step, struck out or not; `counts`: it is the one that counts for the text that stands."""

    record: StepRecord
    strike: StepStrike | None
    counts: bool


def rules_for(act: Act, edition: Edition) -> tuple[StepRequired, ...]:
    """The steps that are asked for of an edition: by what held when its last round was opened, before that by today's rule."""
    if not steps_required(act.db):
        return ()
    rounds = ROUNDS.of(act.db, edition.id)
    kind = act.db.get_one(Regulation, edition.regulation_id).kind
    return steps_on(act.db, kind, act.today, rounds[-1].at if rounds else None)


def rule_of(act: Act, edition: Edition, one: StepRecord) -> StepRequired | None:
    """The rule that asked for a step when it was recorded; None where that is not there any more to be found."""
    rounds = [row.at for row in ROUNDS.of(act.db, edition.id) if row.at <= one.at]
    kind = act.db.get_one(Regulation, edition.regulation_id).kind
    rules = steps_on(act.db, kind, one.held_on, rounds[-1] if rounds else None)
    return next((rule for rule in rules if rule.step is one.step), None)


def chain_of(act: Act, edition: Edition) -> Chain:
    """Every step that is asked for of an edition, as it stands on the words that stand."""
    rules = rules_for(act, edition)
    if not rules:
        return Chain(asked=())
    found = records_of(act.db, edition)
    return Chain(asked=tuple(_asked(one, found) for one in rules))


def _asked(rule: StepRequired, found: Sequence[Taken]) -> Asked:
    mine = [one for one in found if one.record.step is rule.step]
    counting = next((one.record for one in mine if one.counts), None)
    return Asked(
        rule.step,
        rule.since,
        rule.basis,
        counting.verdict if counting else None,
        counting.held_on if counting else None,
        earlier=any(one.strike is None and one.record.verdict.passes for one in mine),
    )


def records_of(db: Session, edition: Edition) -> list[Taken]:
    """Every record of an edition, first to last."""
    rows = STEPS.of(db, edition.id)
    if not rows:
        return []
    head = standing_save(db, edition)
    words = head.fingerprint if head else ""
    last: Mapping[Step, int] = {one.step: one.id for one, strike in rows if strike is None and one.fingerprint == words}
    return [Taken(one, strike, last.get(one.step) == one.id) for one, strike in rows]


def next_number(db: Session, edition: Edition, step: Step) -> int:
    """Which record of a step on an edition would be the next."""
    return 1 + sum(1 for one, _ in STEPS.of(db, edition.id) if one.step is step)


def place_of(act: Act, edition: Edition, step: Step) -> Place:
    """How one step stands for the person of `act`."""
    asked = chain_of(act, edition).asked
    order = list(Step)
    me = act.person.id if act.person else None
    return Place(
        step_asked=any(one.step is step for one in asked),
        before_it=tuple(one for one in asked if order.index(one.step) < order.index(step) and not one.done),
        wrote_text=me in saved_by(act.db, edition),
    )


def noted(act: Act, one: Taken) -> Noted:
    """How a record stands for the person of `act` who wants it struck out."""
    me = act.person.id if act.person else None
    return Noted(is_struck=one.strike is not None, noted_myself=one.record.recorded_by == me)


def next_lacking(act: Act, edition: Edition) -> list[Asked]:
    """What an edition lacks before the next thing can come: the congress, or the issue."""
    adopted = leads_from("sign_for_issue", edition.state)
    return [
        one for one in chain_of(act, edition).asked if not one.done and (adopted or not one.step.comes_after_adoption)
    ]


def ahead(db: Session, editions: Iterable[Edition]) -> None:
    """Read in one statement what is asked about each of many editions; nothing where no step was ever asked for."""
    if steps_required(db):
        STEPS.ahead(db, [one.id for one in editions])
