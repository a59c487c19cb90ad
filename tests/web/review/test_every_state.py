"""The gate equals what the server enforces: in every situation that the verbs of a review lead to, whoever asks, whatever they try.

A small world is searched breadth first, situations told apart by what their rows say. In each of them everybody's pages offer what
is done when it is sent, and nothing else; what they say is missing, and whose turn it is, is what an independent account of the same
acts says; and the review has ended exactly where nothing is missing.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

import pytest
from sqlmodel import col, select

from tests.databases import Databases
from tests.web.review.enumerated.acts import DECISIONS, Try, print_of
from tests.web.review.enumerated.model import IN_REVIEW, Model, Seat
from tests.web.review.enumerated.pages import Offered
from tests.web.review.enumerated.world import ADDRESS, PEOPLE, World, stage
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.event import Event
from workflow.records.person import Person
from workflow.rules.asking import reasons

#: Verbs whose buttons are on the drafters' own page.
AT_THE_DESK = {"save", "submit", "conclude-as-read", "revise", "withdraw"}
#: What is offered on the page of suggestions alone, where one collides with what the drafters wrote.
NO_BUTTON = {"written-by-hand"}


@dataclass
class Found:
    """What a search came across."""

    acts: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    alarms: list[str] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)


@dataclass
class Situation:
    """One situation: how one comes to it from another one, and the account of it."""

    way: tuple[str, ...]
    model: Model
    before: int
    by: Try | None
    kept: dict[int, bytes] | None = None


class Search:
    """Visits situations, the nearest first; at most so many of each distance, chosen by chance."""

    def __init__(self, world: World, seed: int, widths: tuple[int, ...]) -> None:
        self.world, self.dice, self.widths = world, random.Random(seed), widths
        self.found = Found()
        self.visited: list[Situation] = []

    def run(self) -> Found:
        begun = Situation((), Model(), -1, None, self.world.kept())
        layer, known = [begun], {self._print()}
        for width in self.widths:
            following: list[Situation] = []
            for one in self.dice.sample(layer, min(width, len(layer))):
                self._come_to(one)
                self.visited.append(one)
                for way, model, by in self._look(one, known):
                    following.append(Situation((*one.way, way), model, len(self.visited) - 1, by))
            layer = following
        return self.found

    def _come_to(self, one: Situation) -> None:
        if one.kept is None:
            before = self.visited[one.before]
            assert before.kept is not None
            self.world.put_back(before.kept, before.model.days)
            if one.by is None:
                closed = self.world.next_day()
                one.model = before.model.next_day()
                assert closed == (one.model.state != before.model.state), one.way
            else:
                one.model = before.model.after(one.by, self.world.keep(one.by))
            one.kept = self.world.kept()
        self.world.put_back(one.kept, one.model.days)

    def _print(self) -> tuple[Any, ...]:
        with self.world.house.asking() as act:
            return self._printed(act)

    def _printed(self, act: Act) -> tuple[Any, ...]:
        edition = self.world.house.edition(act)
        begins = datetime.combine(act.today, time(), act.zone)
        urged = select(Event.seq).where(Event.verb == "urge", col(Event.at) >= begins)
        return print_of(act, edition, urged=act.db.exec(urged.limit(1)).first() is not None)

    # What is asked in one situation ---------------------------------------------------------------------------------

    def _look(self, one: Situation, known: set[tuple[Any, ...]]) -> list[tuple[str, Model, Try | None]]:
        """Hold everything against everything; the situations that follow and were not known."""
        self.found.states[one.model.state] += 1
        self._gate(one)
        done: set[tuple[str, str, int]] = set()
        following: list[tuple[str, Model, Try | None]] = []
        for each in self.world.tries():
            self.found.asked += 1
            after = self.world.attempt(each, lambda act, number: (self._printed(act), number))
            if after is None:
                continue
            self.found.acts[each.verb] += 1
            if each.article is None:
                done.add((each.who, each.verb, each.about))
            if after[0] not in known:
                known.add(after[0])
                following.append((_said(each), one.model, each))
        if one.model.days < 1:
            following.append(("the next day", one.model, None))
        for who in PEOPLE:
            self._pages(one, who, {(verb, about) for each, verb, about in done if each == who})
        return following

    def _alarm(self, one: Situation, words: str) -> None:
        self.found.alarms.append(f"{' / '.join(one.way) or 'at the beginning'}: {words}")

    def _gate(self, one: Situation) -> None:
        model = one.model
        with self.world.house.asking() as act:
            edition = self.world.house.edition(act)
            if edition.state != model.state:
                self._alarm(one, f"it is {edition.state}, and should be {model.state}: {model.blockers()}")
            if edition.state != IN_REVIEW:
                return
            codes = {one.id: one.code for one in act.db.exec(select(Person))}
            review = approvals.review_of(act.db, edition, act.procedure, act.today, on_draft=False)
            said = {
                (each.capacity.value, each.seat.unit if each.required else "*"): (
                    frozenset(card.label for card in each.open),
                    frozenset(codes[number] for number in each.asking),
                    each.required and not each.decided,
                )
                for each in review.standings
                if not each.counts
            }
            enforced = reasons("conclude", of_edition(act.as_system(), edition))
        if said != model.missing():
            self._alarm(one, f"missing is {said}, and should be {model.missing()}")
        if len(enforced) != len(model.blockers()):
            self._alarm(
                one, f"{[words.en for words in enforced]} stands against the end, and should {model.blockers()}"
            )

    def _pages(self, one: Situation, who: str, done: set[tuple[str, int]]) -> None:
        visitor, model = self.world.visitors[who], one.model
        answers = [visitor.get(f"{ADDRESS}/{page}") for page in ("review?show=all", "draft")]
        shown = [Offered(each.text) for each in answers if each.status_code == 200]
        offered = {
            (verb, about)
            for each in shown
            for verb, about in each.buttons
            if (verb in AT_THE_DESK) == (each is not shown[0])
        }
        # A suggestion is accepted or declined; an answer besides is taken, and not asked for on the page.
        undecided = {("answer", number) for number, wants in model.waiting().items() if wants == "decision"}
        wanted = {(verb, about) for verb, about in done if verb not in NO_BUTTON} - undecided
        asked = {(verb, about) for verb, about in offered if verb in _TRIED}
        if asked != wanted:
            more, less = sorted(asked - wanted), sorted(wanted - asked)
            self._alarm(one, f"to {who} the pages offer {more} that is refused, and not {less} that is done")
        if model.state == IN_REVIEW and answers[0].status_code == 200:
            self._said(one, who, shown[0])
        if who in ("drafter", "legal", "union", "deputy", "head", "finance", "writing-reviewer"):
            self._desk(one, who)

    def _said(self, one: Situation, who: str, shown: Offered) -> None:
        missing, seats = one.model.missing(), one.model.seats()
        counts = [counted for counted, _ in shown.gate]
        said = all(
            word in words for (_, words), seat in zip(shown.gate, seats, strict=False) for word in _words(seat, missing)
        )
        if counts != [seat not in missing for seat in seats] or not said:
            self._alarm(one, f"to {who} the gate says {shown.gate}, and should {missing}")
        if shown.threads != set(one.model.waiting()):
            self._alarm(one, f"to {who} the gate names threads {shown.threads}, and should {one.model.waiting()}")

    def _desk(self, one: Situation, who: str) -> None:
        html = self.world.visitors[who].get("/desk").text
        mine = html.partition("轮到我")[2].partition("</section>")[0]
        waiting, drafts = set(one.model.waiting().values()), who in _DRAFTERS
        talked = one.model.state in (*_DRAFTED, "consulting")
        for way, wanted in (
            ("去审核", one.model.waits_for(who)),
            ("去起草", drafts and one.model.drafters_are_waited_for()),
            ("处理修改建议", drafts and one.model.state in _DRAFTED and "decision" in waiting),
            ("答复意见", drafts and talked and "answer" in waiting),
        ):
            if (way in mine) != wanted:
                self._alarm(one, f"the desk of {who} says {way}: {way in mine}, and should {wanted}")


_DRAFTERS = ("drafter", "writing-reviewer")
_DRAFTED = (IN_REVIEW, "drafting", "returned")
_TRIED = {
    *DECISIONS, *AT_THE_DESK, "withdraw-decision", "dismiss-request", "comment", "suggest", "reply", "answer", "resolve",
    "accept-written", "decline-written", "call-in", "end-call", "hand-on", "urge", "correct-scope",
}  # fmt: skip
_CALLED = {"legal": "法务", "union": "工会", "department": "部门"}


def _said(one: Try) -> str:
    behalf, about = f"for {one.behalf}" if one.behalf else "", str(one.about or "")
    return " ".join(filter(None, (one.who, behalf, one.verb, about, one.more)))


def _words(seat: Seat, missing: dict[Seat, tuple[frozenset[str], frozenset[str], bool]]) -> list[str]:
    """What the line of a side must say."""
    name = _CALLED[seat[0]] + ("（财务部）" if seat[1] == "finance" else "")
    if seat not in missing:
        return [name, "已通过"]
    labels, asking, _ = missing[seat]
    return [name, "要求修改"] if asking else [name, *labels]


@pytest.fixture
def world(databases: Databases) -> World:
    return World(databases.copy("sqlite", "every_state", stage))


@pytest.mark.thorough
def test_in_every_situation_near_the_beginning_the_gate_is_what_is_enforced(world: World):
    found = Search(world, 1, (1, 5, 3)).run()
    assert found.alarms == []
    assert sum(found.states.values()) == 9
    assert found.acts.keys() >= _TRIED - {"accept-written", "decline-written", "conclude-as-read", "hand-on"}


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2))
def test_so_it_is_in_many_situations(world: World, seed: int):
    found = Search(world, seed, (1, 60, 120, 120, 80, 60, 40)).run()
    print(f"{sum(found.states.values())} situations {dict(found.states)}, {found.asked} acts tried: {dict(found.acts)}")
    assert found.alarms == []
    assert found.acts.keys() >= _TRIED
