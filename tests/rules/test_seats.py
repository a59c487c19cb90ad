"""Seats of units, held against the journal read backwards: a decision fills every seat that it may speak for, and no other."""

import random
from collections import Counter

from benchmarks.histories.model import Journal
from tests.rules.values import APPROVE, DEPARTMENT, LEGAL, REQUEST, item, text
from workflow.rules.approvals import Given, standings
from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.review import Decision
from workflow.text.comparing.items import Worded
from workflow.words import Language

#: Who decides as what, for which units.
PEOPLE: dict[int, tuple[Capacity, frozenset[str]]] = {
    1: (LEGAL, frozenset()),
    2: (DEPARTMENT, frozenset({"a"})),
    3: (DEPARTMENT, frozenset({"b"})),
    4: (DEPARTMENT, frozenset({"a", "b"})),
    5: (DEPARTMENT, frozenset({"c"})),
    6: (DEPARTMENT, frozenset({"d"})),
}
SEATS = (Seat(LEGAL), Seat(DEPARTMENT, "a"), Seat(DEPARTMENT, "b"))
#: The unit that is only asked for an opinion, and the one that nobody asked.
HEARD, UNASKED = Seat(DEPARTMENT, "c"), Seat(DEPARTMENT)


def named(seat: Seat) -> str:
    return f"{seat.capacity} {seat.unit}"


def filled_by(person: int) -> list[Seat]:
    """By hand: legal has one seat; each unit its own; who is heard none; whoever nobody asked stands alone."""
    return {1: [SEATS[0]], 2: [SEATS[1]], 3: [SEATS[2]], 4: [SEATS[1], SEATS[2]], 5: [], 6: [UNASKED]}[person]


def played(seed: int, counted: Counter[str]) -> None:
    chance = random.Random(seed)
    words = {key: f"{key}0" for key in "xyz"}
    base = head = text(**words)
    plain = {("zh", key): one for key, one in words.items()}
    rows = [(key, "") for key in words]
    journal = Journal({named(one): ("zh",) for one in SEATS}, plain, {"zh": rows})
    decisions: list[Given] = []
    for _ in range(12):
        kind = chance.choice(("words", "approve", "approve", "ask", "reserve", "one article"))
        counted[kind] += 1
        if kind == "words":
            key = chance.choice("xyz")
            head = Worded({**head.items, key: item(f"{key}{chance.randrange(3)}")}, head.order)
            journal.save(9, "zh", {one: head.items[one].value for one in head.items}, rows)
            journal.put_before_others()
            continue
        person = chance.choice(list(PEOPLE))
        capacity, units = PEOPLE[person]
        only = frozenset({(Language.ZH, chance.choice("xyz"))}) if kind == "one article" else None
        decision = {"ask": REQUEST, "reserve": Decision.RESERVATION}.get(kind, APPROVE)
        decisions.append(
            Given(
                len(decisions),
                person,
                frozenset({person}),
                capacity,
                decision,
                1,
                {Language.ZH: head},
                items=only,
                units=units,
                heard=HEARD.takes(capacity, units),
            )
        )
        for seat in filled_by(person):
            journal.decide(person, {person}, named(seat), lets_pass=kind != "ask", languages=["zh"], only=only)
        found = {one.seat: one for one in standings(
            {one: [Language.ZH] for one in SEATS}, {Language.ZH: base}, {Language.ZH: head}, decisions
        )}  # fmt: skip
        for seat in SEATS:
            assert {(card.language, card.key) for card in found[seat].open} == journal.open(named(seat)), (seed, seat)
            assert set(found[seat].asking) == journal.asking(named(seat)), (seed, seat)
        besides = found.get(UNASKED)
        assert set(besides.asking if besides else ()) == journal.asking(named(UNASKED)), seed
        counted["asked by nobody's leave"] += bool(besides)
        counted["filled for two units"] += person == 4


def test_a_decision_fills_every_seat_that_it_may_speak_for_and_no_other():
    counted: Counter[str] = Counter()
    for seed in range(400):
        played(seed, counted)
    assert min(counted.values()) > 100, counted


def test_what_a_seat_is_called():
    assert Seat(LEGAL).words().zh == "法务"
    assert Seat(DEPARTMENT, "x").words().zh == "部门（x）"
