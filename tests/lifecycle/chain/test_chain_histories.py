"""The chain against a model of its own, in random histories through the verbs.

The model is a list of what was typed: rules, rounds, records, strikes. It knows nothing of rows that count, of fingerprints or of
moments: a text is its words, and a rule holds for a round that was opened after it was written and on or after its day.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from tests.canteen import TEXT
from tests.cast import House
from tests.lifecycle.chain.taken import BY, CHAIN, again, ask_for, lacking, no_longer, strike, take
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.facts.situations.edition import of_tabling
from workflow.rules.asking import reasons
from workflow.rules.chain.words import STEP_WORDS, Step

DAY = timedelta(days=1)
TEXTS = [TEXT.replace("二十元", f"{one}元") for one in ("二十", "二十一", "二十二")]
ACTS = (*("take",) * 10, *("strike",) * 3, *("sleep",) * 3, "again", "ask", "end")


@dataclass
class Model:
    """What was typed."""

    rules: list[tuple[date, bool, Step]] = field(default_factory=list)
    held: dict[Step, bool] = field(default_factory=dict)
    text: str = TEXT
    saved: date = date(2026, 3, 2)
    records: list[tuple[int, Step, str, str, date, str]] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)

    def in_force(self, day: date) -> list[Step]:
        found = []
        for step in Step:
            mine = [(since, at, on) for at, (since, on, of) in enumerate(self.rules) if of is step and since <= day]
            if mine and max(mine)[2]:
                found.append(step)
        return found

    def opened(self, day: date) -> None:
        self.held = dict.fromkeys(self.in_force(day), True)

    def last(self, step: Step) -> tuple[str, date] | None:
        for row, of, text, verdict, day, _ in reversed(self.records):
            if of is step and text == self.text and row not in self.struck:
                return verdict, day
        return None

    def lacking(self) -> list[Step]:
        return [one for one in Step if one in self.held and (self.last(one) or ("",))[0] != "agreed"]

    def may_take(self, step: Step, day: date, today: date) -> bool:
        before = [one for one in Step if one in self.held][: list(self.held).index(step)] if step in self.held else None
        if before is None or any(one in self.lacking() for one in before):
            return False
        days = [found[1] for one in before if (found := self.last(one))]
        return self.saved <= day <= today and all(day >= one for one in days)


def _sleep(house: House, dice: random.Random) -> None:
    house.on(house.now.date() + dice.randint(0, 2) * DAY, max(house.now.hour, 9))


def _take(house: House, model: Model, dice: random.Random, seen: dict[str, int]) -> None:
    step, verdict = dice.choice(CHAIN), dice.choice(("agreed", "agreed", "agreed", "after_changes", "refused"))
    if model.lacking() and dice.random() < 0.7:
        step = model.lacking()[0]
    today = house.now.date()
    day = today + dice.choice((-3, -1, 0, 0, 0, 0, 0, 0, 1)) * DAY
    wanted = model.may_take(step, day, today)
    try:
        row = take(house, step, verdict, held_on=day)
    except (Refused, Unusable):
        assert not wanted, (step, day)
        seen["refused"] += 1
        return
    assert wanted, (step, day)
    model.records.append((row, step, model.text, verdict, day, BY[step]))
    seen[verdict] += 1


def _strike(house: House, model: Model, dice: random.Random, seen: dict[str, int]) -> None:
    if not model.records:
        return
    row, *_, by = dice.choice(model.records)
    who = dice.choice(("secretary", "issuer", "drafter", "legal"))
    wanted = who != by and row not in model.struck
    try:
        strike(house, row, who)
    except Refused:
        assert not wanted
        return
    assert wanted
    model.struck.add(row)
    seen["struck"] += 1


def _rule(house: House, model: Model, dice: random.Random, *, on: bool) -> None:
    step, since = dice.choice(CHAIN), house.now.date() + dice.randint(0, 3) * DAY
    wanted = (step in model.in_force(since)) is not on
    try:
        (ask_for(house, step, since=since) if on else no_longer(house, step, since))
    except Unusable:
        assert not wanted
        return
    assert wanted
    model.rules.append((since, on, step))


def _history(house: House, seed: int, seen: dict[str, int]) -> None:
    dice, model = random.Random(seed), Model()
    for step in dice.sample(CHAIN, dice.randint(1, 4)):
        ask_for(house, step)
        model.rules.append((house.now.date(), True, step))
    house.until("legal", first="submit")
    model.opened(date(2026, 3, 3))
    house.until("convene", first="union")
    for _ in range(30):
        kind = dice.choice(ACTS)
        if kind == "take":
            _take(house, model, dice, seen)
        elif kind == "strike":
            _strike(house, model, dice, seen)
        elif kind == "again":
            model.text = dice.choice([one for one in TEXTS if one != model.text])
            again(house, model.text)
            model.saved = house.now.date()
            model.opened(house.now.date())
            seen["again"] += 1
        elif kind == "sleep":
            _sleep(house, dice)
        else:
            _rule(house, model, dice, on=kind == "ask")
        assert lacking(house) == set(model.lacking()), kind
        seen["open" if model.lacking() else "through"] += 1
    with house.asking("secretary") as act:
        said = "".join(one.zh for one in reasons("table", of_tabling(act, house.edition(act), house.session(act))))
    assert {one for one in Step if f"“{STEP_WORDS[one].zh}”" in said} == set(model.lacking())


def _histories(reached: Reached, kind: str, seeds: range) -> dict[str, int]:
    seen = dict.fromkeys(("refused", "agreed", "after_changes", "struck", "again", "open", "through"), 0)
    for seed in seeds:
        _history(reached("translate", kind), seed, seen)
    return seen


def test_the_product_and_the_model_agree(reached: Reached):
    seen = _histories(reached, "sqlite", range(6))
    assert all(seen.values()), seen


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_product_and_the_model_agree_in_many_histories(reached: Reached, kind: str):
    seen = _histories(reached, kind, range(100, 140) if kind == "sqlite" else range(200, 208))
    assert all(seen.values()), seen
