"""Random histories of asking, writing, grouping and answering, held against a model that knows nothing of the product."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from tests.cast import House
from tests.lifecycle.conftest import Reached
from tests.lifecycle.consultation import asked
from tests.lifecycle.consultation.model import Asked, Model
from workflow.lifecycle.acting import Act, Refused
from workflow.lifecycle.consultation import answering, gathering, opening, writing
from workflow.lifecycle.consultation.gathering import Given
from workflow.lifecycle.consultation.opening import Plan
from workflow.lifecycle.facts.hearing.heard import heap_of, hearing_of
from workflow.records.consultation import CONSULTATIONS, OPINIONS, boxed
from workflow.rules.consultation.words import Source
from workflow.rules.facts import Kind
from workflow.rules.guards.consultation import employees_were_heard

DAY = date(2026, 3, 17)
VERBS = (
    "open",
    "write",
    "write",
    "write",
    "add",
    "take",
    "group",
    "group",
    "answer",
    "answer",
    "answer",
    "close",
    "stop",
    "wait",
    "wait",
)


class Walk:
    """One history: each step is done in the house and in the model, and both say the same."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.dice, self.model = house, random.Random(seed), Model()
        self.day, self.number, self.seen = 0, 0, Counter[str]()
        self.groups: list[dict[int, int]] = []
        house.on(DAY)

    def step(self) -> None:
        verb = self.dice.choice(VERBS)
        if verb == "wait":
            self.day += self.dice.randint(1, 3)
            self.house.on(DAY + timedelta(days=self.day))
            return
        expected = self.model.may(verb, self.day)
        try:
            with self.house.acting("secretary") as act:
                done = getattr(self, f"do_{verb}")(act)
        except Refused:
            assert not expected, (verb, self.day, self.model)
            self.seen[f"{verb} refused"] += 1
        else:
            if done is not None:
                assert expected, (verb, self.day, self.model)
                self.seen[verb] += 1
        self.compare()

    def compare(self) -> None:
        with self.house.asking("secretary") as act:
            edition = self.house.edition(act)
            hearing = hearing_of(act, edition)
            assert (employees_were_heard(Kind(is_report=False), hearing) == []) is self.model.gate(self.day)
            for row, one in zip(CONSULTATIONS.of(act.db, edition.id), self.model.periods, strict=True):
                heap = heap_of(act.db, row)
                assert sorted(int(found.text) for found in OPINIONS.of(act.db, row.id)) == sorted(one.read)
                assert boxed(act.db, row.id) == len(one.box)
                assert heap.unanswered == one.left()
                assert heap.opinions == len(one.read)

    # One function a verb: does it in the house, then in the model; None where there was nothing to do it with ---------------

    def do_open(self, act: Act) -> object:
        until = self.day + self.dice.randint(0, 4)
        plan = Plan("link", "everybody", "", DAY + timedelta(days=self.day), DAY + timedelta(days=until), "")
        opening.open_consultation(act, self.house.edition(act), plan, shown=self.house.shown(act))
        self.model.periods.append(Asked(self.day, until))
        self.groups.append({})
        return True

    def do_write(self, act: Act) -> object:
        if self.model.last is None:
            return None
        self.number += 1
        nobody = act.as_system()
        writing.write_opinion(nobody, asked.last(self.house, act), provision="", text=str(self.number), mark="m")
        self.model.last.box.append(self.number)
        return True

    def do_add(self, act: Act) -> object:
        if self.model.last is None:
            return None
        several = [self.number + 1, self.number + 2]
        gathering.add_opinions(act, asked.last(self.house, act), [Given("", str(one)) for one in several], Source.PAPER)
        self.number += 2
        self.model.last.read += several
        return True

    def do_take(self, act: Act) -> object:
        if self.model.last is None:
            return None
        gathering.take_opinions(act, asked.last(self.house, act))
        self.model.last.read += self.model.last.box
        self.model.last.box.clear()
        return True

    def do_group(self, act: Act) -> object:
        one = self.model.last
        if one is None or not one.read:
            return None
        some = self.dice.sample(one.read, self.dice.randint(1, len(one.read)))
        row = asked.last(self.house, act)
        keys = [found.key for found in OPINIONS.of(act.db, row.id) if int(found.text) in some]
        known = self.groups[-1]
        into = self.dice.choice([0, *known.values()])
        made = answering.group_opinions(act, row, keys, group=into)
        known[made.id] = made.id
        one.group |= dict.fromkeys(some, made.id)
        return True

    def do_answer(self, act: Act) -> object:
        one = self.model.last
        if one is None or not self.groups[-1]:
            return None
        group = self.dice.choice(sorted(self.groups[-1]))
        answering.answer_opinions(act, asked.last(self.house, act), group, answer="not_taken", reason="理由", became=())
        one.answered.add(group)
        return True

    def do_close(self, act: Act) -> object:
        if self.model.last is None:
            return None
        answering.close_consultation(act, asked.last(self.house, act))
        self.model.last.closed = True
        return True

    def do_stop(self, act: Act) -> object:
        if self.model.last is None:
            return None
        opening.stop_consultation(act, asked.last(self.house, act), "理由")
        self.model.last.stopped = True
        return True


def walk(reached: Reached, seeds: range, steps: int, kind: str = "sqlite") -> Counter[str]:
    seen: Counter[str] = Counter()
    for seed in seeds:
        one = Walk(reached("convene", kind), seed)
        for _ in range(steps):
            one.step()
        seen += one.seen
    return seen


#: Every act, and every act refused, must have come about; opening is refused while one goes on.
EVERY = {one for verb in set(VERBS) - {"wait"} for one in (verb, f"{verb} refused")}


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_random_histories_and_the_model_say_the_same(reached: Reached, kind: str):
    """On PostgreSQL a part of them: what its SQL can change shows as soon as an act is told."""
    seen = walk(reached, range(20 if kind == "sqlite" else 5), 70, kind)
    assert kind != "sqlite" or seen.keys() >= EVERY, EVERY - seen.keys()


@pytest.mark.soak
def test_many_random_histories(reached: Reached):
    seen = walk(reached, range(1000, 1400), 70)
    assert all(seen[one] > 20 for one in EVERY), seen


def test_a_few_random_histories(reached: Reached):
    walk(reached, range(100, 103), 50)
