"""Thirty people's amendments of a text of sixty articles, against the model of who did what (`_two_hands`).

    python -m benchmarks gathering --n 20 --seed 1 --shuffles 1000

What touches nobody else's words must stand in the gathered text, else it is *needless*; a text that is otherwise not what
the model says is *wrong*. One decision of it must be *proved*, and each item say who proposed it. The first text is gathered
again in so many orders of the amendments, and must come out the same (*unlike*). Status 1 when anything did not.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, field

from benchmarks.text._two_hands import (
    Change,
    Hand,
    Shape,
    Table,
    apart,
    carried_out,
    numbered,
    places,
    sentences,
    wording,
)
from tests.text import edits
from tests.text.manuscript import manuscript
from workflow.text.amending.amend import Refusal
from workflow.text.amending.gathered import decide
from workflow.text.merging.gathering import gather
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind

PEOPLE, ARTICLES = 30, 60


@dataclass
class Story:
    """A text, what each person did to it, and what of it touches nobody else's words."""

    base: Document
    table: Table
    hands: dict[str, Hand]
    free: list[Change] = field(default_factory=list)
    contested: int = 0  # edits that are not free

    def documents(self) -> dict[str, Document]:
        """The amendments, each a whole text."""
        return {who: parse(carried_out(self.table, [hand])).document for who, hand in self.hands.items()}

    def right(self) -> str:
        """The text that must come out."""
        shapes = [shape for hand in self.hands.values() for shape in hand.shapes]
        return carried_out(self.table, [Hand(self.free, list(dict.fromkeys(shapes)))])


def story(seed: int, people: int = PEOPLE, articles: int = ARTICLES) -> Story:
    """One to four edits of words by each person, and a new article by every sixth; some do what somebody else did too."""
    chance = random.Random(seed)
    base = edits.draft(seed, articles)
    table = numbered(base)
    some = places(table)
    where = [k for k, unit in enumerate(manuscript(base).root.walk()) if unit.kind == Kind.ARTICLE]
    anchors = chance.sample(where, max(1, people // 6))
    hands: dict[str, Hand] = {}
    for number in range(people):
        hand = Hand()
        for _ in range(chance.randint(1, 4)):
            place = chance.choice(some)
            change = wording(table, place, chance.choice(sentences(table.words[place])), chance)
            if change and all(apart(table, change, one) for one in hand.words):
                hand.words.append(change)
        if hands and chance.random() < 0.1:
            copied = chance.choice([one for other in hands.values() for one in other.words] or hand.words)
            if all(apart(table, copied, one) for one in hand.words):
                hand.words.append(copied)
        if number % 6 == 0 and number // 6 < len(anchors):
            hand.shapes.append(Shape("insert", anchors[number // 6], words=edits.sentence(chance)))
        if hand.words or hand.shapes:
            hands[f"{number:02}"] = hand
    found = Story(base, table, hands)
    every = [(who, change) for who, hand in hands.items() for change in hand.words]
    free = [
        change
        for who, change in every
        if all(other == who or one == change or apart(table, change, one) for other, one in every)
    ]
    found.free, found.contested = list(dict.fromkeys(free)), len(every) - len(free)
    return found


def main(options: list[str] | None = None) -> int:
    """Runs the stories and prints what came of each."""
    takes = argparse.ArgumentParser(prog="python -m benchmarks gathering")
    takes.add_argument("--n", type=int, default=20)
    takes.add_argument("--seed", type=int, default=1)
    takes.add_argument("--shuffles", type=int, default=20)
    chosen = takes.parse_args(options or [])
    needless = wrong = unproved = unnamed = unlike = free = 0
    for seed in range(chosen.seed, chosen.seed + chosen.n):
        told = story(seed)
        start = time.process_time()
        gathered = gather(told.base, told.documents())
        seconds = time.process_time() - start
        free += len(told.free)
        lines = [
            {line.split("　")[-1] for line in text.split("\n")}
            for text in (gathered.text, told.right(), write(told.base))
        ]
        needless += len(lines[0] - lines[1] & lines[2])
        wrong += bool(lines[0] - lines[1] - lines[2]) or (lines[0] == lines[1] and gathered.text != told.right())
        decided = decide(told.base, gathered)
        unproved += isinstance(decided, Refusal)
        unnamed += 0 if isinstance(decided, Refusal) else sum(not who for _, who in decided.items)
        print(f"{seed}: {len(told.hands)} people, {len(told.free)} edits by themselves, {told.contested} contested in "
              f"{len(gathered.alternatives)} groups, {seconds:.2f} s")  # fmt: skip
    small = story(chosen.seed, articles=6)
    documents = list(small.documents().items())
    first = gather(small.base, dict(documents))
    for shuffle in range(chosen.shuffles):
        random.Random(shuffle).shuffle(documents)
        unlike += gather(small.base, dict(documents)) != first
    print(f"{chosen.shuffles} orders of {len(documents)} amendments of 6 articles, {len(first.alternatives)} groups")
    print(
        f"gathering {chosen.n} edits {free} needless {needless} wrong {wrong} unproved {unproved} unnamed {unnamed} unlike {unlike}"
    )
    return int(bool(wrong or unproved or unnamed or unlike) or needless * 100 > free)
