"""Merging two people's edits of one text, against an independent model of who did what (`_two_hands`).

    python -m benchmarks merging --n 2000 --seed 1

A pair of edits that leaves a whole word between them must be merged into exactly what both did: a refusal is *needless*,
another text is *wrong*. Edits that share a word, touch each other, or put words into one spot must be refused: a merge of
these is *missed*. Whoever's words are then taken in the clash, what either did elsewhere must stand, else it is *wrong*.
Ends with status 1 when a text was wrong or missed, or more than one pair in a hundred was refused.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from benchmarks.text._two_hands import (
    Change,
    Hand,
    Place,
    Table,
    above,
    apart,
    carried_out,
    numbered,
    places,
    sentences,
    shaping,
    wording,
)
from tests.text import edits
from tests.text.manuscript import manuscript
from workflow import paths
from workflow.text.merging.merge import merge
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.renumber import renumber
from workflow.text.tree import CONTAINERS, Kind

_KINDS = {
    "one sentence": 35,
    "one paragraph": 10,
    "one article": 10,
    "elsewhere": 10,
    "one table": 5,
    "captions": 5,
    "structure": 20,
    "clash": 15,
}
_MOST_GROWTH = 12
_WINDOW = 14  # articles of a longer text that are taken


@dataclass
class Score:
    """What came of a row of trials, each by its kind."""

    tried: Counter[str] = field(default_factory=Counter)
    needless: dict[int, str] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)
    missed: dict[int, str] = field(default_factory=dict)
    seconds: float = 0.0

    def line(self) -> str:
        """The last line that checks read."""
        return (
            f"merging {sum(self.tried.values())} needless {len(self.needless)} "
            f"wrong {len(self.wrong)} missed {len(self.missed)}"
        )


@dataclass
class Trial:
    """A pair of edits: the three texts, and the right result, None where there is none.

    settled  in a clash, the text with the words of ours there, and with those of theirs
    """

    kind: str
    base: str
    ours: str
    theirs: str
    both: str | None
    hands: tuple[Hand, Hand]
    settled: tuple[str, str] | None = None


@cache
def texts() -> list[str]:
    """The canonical texts of our own regulations and of the corpus, those that have words enough."""
    files = sorted((paths.policies() / "texts").glob("*.txt"))
    corpus = Path(os.environ.get("CORPUS", "/nowhere"))
    files += sorted([*corpus.glob("*/old.txt"), *corpus.glob("*/new.txt"), *corpus.glob("single/*.txt")])
    files += sorted(corpus.glob("official/*.txt"))
    found = []
    for file in files:
        text = write(parse(file.read_text("utf-8", errors="replace")).document)
        if len(text) > 300 and write(parse(text).document) == text:
            found.append(text)
    return found


def drawn(seed: int) -> Trial | None:
    """The trial of a seed, None where chance drew one that cannot be: words that would be read as structure."""
    chance = random.Random(seed)
    table = numbered(parse(_window(chance.choice(texts()), chance)).document)
    kind = chance.choices(list(_KINDS), list(_KINDS.values()))[0]
    hands = _hands(table, kind, chance)
    if hands is None:
        return None
    base, ours, theirs = (carried_out(table, some) for some in ((), hands[:1], hands[1:]))
    both = None if kind == "clash" else carried_out(table, hands)
    stable = all(write(parse(text).document) == text for text in (base, ours, theirs, both) if text)
    if not stable or base in (ours, theirs) or ours == theirs:
        return None
    if kind != "clash":
        return Trial(kind, base, ours, theirs, both, hands)
    one, other = (Hand(hand.words[1:]) for hand in hands)
    settled = carried_out(table, (hands[0], other)), carried_out(table, (one, hands[1]))
    return Trial(kind, base, ours, theirs, None, hands, settled)


def _window(text: str, chance: random.Random) -> str:
    """Some articles of a text in a row, numbered anew; a text that has few is taken whole."""
    document = parse(text).document
    articles = document.articles()
    if len(articles) <= _WINDOW:
        return text
    begin = chance.randrange(len(articles) - _WINDOW + 1)
    kept = {id(one) for one in articles[begin : begin + _WINDOW]}
    opened = manuscript(document)
    numbers = [id(one) for one in document.root.walk()]
    lost = {id(new) for new, was in zip(opened.root.walk(), numbers, strict=True) if was not in kept}
    for above_ in list(opened.root.walk()):
        if above_.kind in CONTAINERS:
            above_.children = [one for one in above_.children if one.kind != Kind.ARTICLE or id(one) not in lost]
    for _ in range(3):  # containers that hold nothing any more
        for above_ in list(opened.root.walk()):
            above_.children = [one for one in above_.children if one.kind not in CONTAINERS or one.children]
    return write(renumber(parse(write(opened.closed())).document).document)


def _hands(table: Table, kind: str, chance: random.Random) -> tuple[Hand, Hand] | None:
    if kind == "structure":
        drew = shaping(table, chance)
        if drew is None:
            return None
        shape, units = drew
        some = places(table, units)
        change = _any(table, some, chance) if some else None
        if change is None:
            return None
        if shape.act == "split words" and abs(change.start - shape.at) < 2 | (shape.at - change.end < 2 < shape.at):
            return None
        pair = Hand(shapes=[shape]), Hand([change])
        return pair if chance.random() < 0.5 else pair[::-1]
    changes = list(_changes(table, kind, chance))
    if len(changes) < 2:
        return None
    ours, theirs = [changes[0]], [changes[1]]
    for change in changes[2:]:  # more of one person's, as long as it leaves words between
        hand, other = (ours, theirs) if chance.random() < 0.5 else (theirs, ours)
        if all(apart(table, change, one) for one in (*hand, *other)):
            hand.append(change)
    if (kind == "clash") == apart(table, ours[0], theirs[0]):
        return None
    return Hand(ours), Hand(theirs)


def _any(table: Table, some: list[Place], chance: random.Random) -> Change | None:
    place = chance.choice(some)
    return wording(table, place, chance.choice(sentences(table.words[place])), chance)


def _changes(table: Table, kind: str, chance: random.Random) -> Iterator[Change]:
    some = _some_places(table, kind, chance)
    several = chance.choice((2, 2, 2, 3, 4))
    if not some:
        return
    place = chance.choice(some)
    within = chance.choice(sentences(table.words[place]))
    if kind == "clash":
        yield from _colliding(table, place, within, chance)
        several -= 1
    for _ in range(several):
        if kind == "one paragraph":
            within = chance.choice(sentences(table.words[place]))
        elif kind != "one sentence":
            place = chance.choice(some)
            within = chance.choice(sentences(table.words[place]))
        change = wording(table, place, within, chance)
        if change is not None:
            yield change


def _some_places(table: Table, kind: str, chance: random.Random) -> list[Place]:
    some = places(table)
    if kind in ("one table", "captions"):
        wanted = "cell" if kind == "one table" else "heading"
        some = [place for place in some if place[1] == wanted]
        if some and kind == "one table":
            unit = chance.choice(some)[0]
            some = [place for place in some if place[0] == unit]
    elif kind == "one article":
        of_articles = list(above(table))
        some = places(table, chance.choice(of_articles)) if of_articles else []
    return some


def _colliding(table: Table, place: Place, within: tuple[int, int], chance: random.Random) -> Iterator[Change]:
    """A change, and another of the same words or beside it."""
    change = wording(table, place, within, chance)
    if change is not None:
        begin, end = max(within[0], change.start - 1), min(within[1], change.end + 1)
        near = wording(table, place, (begin, max(begin + 1, end)), chance)
        if near is not None and near != change:
            yield change
            yield near


def run(seeds: range, score: Score | None = None) -> Score:
    """The trials of these seeds; one that cannot be is not counted."""
    score = score or Score()
    for seed in seeds:
        trial = drawn(seed)
        if trial is None:
            continue
        score.tried[trial.kind] += 1
        three = [parse(text).document for text in (trial.base, trial.ours, trial.theirs)]
        start = time.process_time()
        merged = merge(*three)
        score.seconds += time.process_time() - start
        found = merged.text
        if trial.both is None:
            if found is not None:
                score.missed[seed] = trial.kind
            else:
                names = {one.name for one in merged.clashes}
                if (merged.settled, merge(*three, take_theirs=names).settled) != trial.settled:
                    score.wrong[seed] = trial.kind
        elif found is None:
            score.needless[seed] = trial.kind
        elif found != trial.both:
            score.wrong[seed] = trial.kind
    return score


def growth() -> float:
    """How many times as long ten times the articles take, both hands at work in each tenth of them; prints both."""
    took = []
    for articles in (100, 1_000):
        base = edits.draft(1, articles)
        one, other = manuscript(base), manuscript(base)
        for document, word, at in ((one, "依法", 3), (other, "按期", -3)):
            for article in document.articles()[::10]:
                paragraph = article.children[0]
                paragraph.text = paragraph.text[:at] + word + paragraph.text[at:]
        three = [parse(write(document)).document for document in (base, one.closed(), other.closed())]
        times = []
        for _ in range(3):
            start = time.process_time()
            merge(*three)
            times.append(time.process_time() - start)
        took.append(min(times))
        print(f"{articles} articles, {articles // 10} with words of both: {1000 * took[-1]:.0f} ms")
    print(f"10 times the articles: {took[1] / took[0]:.1f} times as long")
    return took[1] / took[0]


def main(options: list[str] | None = None) -> int:
    """Runs the trials and prints the counts, by kind, and the seeds of what went wrong."""
    takes = argparse.ArgumentParser(prog="python -m benchmarks merging")
    takes.add_argument("--n", type=int, default=1000)
    takes.add_argument("--seed", type=int, default=1)
    takes.add_argument("--show", action="store_true", help="print the seeds")
    takes.add_argument("--growth", action="store_true", help="only say what ten times the articles cost")
    chosen = takes.parse_args(options or [])
    if chosen.growth:
        return int(growth() > _MOST_GROWTH)
    score, seed = Score(), chosen.seed * 1_000_000
    while sum(score.tried.values()) < chosen.n:
        run(range(seed, seed + 1), score)
        seed += 1
    for kind in _KINDS:
        counts = [sum(one == kind for one in found.values()) for found in (score.needless, score.wrong, score.missed)]
        print(f"{kind:14} {score.tried[kind]:6}  needless {counts[0]:4}  wrong {counts[1]:4}  missed {counts[2]:4}")
    if chosen.show:
        for name in ("needless", "wrong", "missed"):
            print(name, *(f"{seed}:{kind}" for seed, kind in getattr(score, name).items()))
    print(f"{1000 * score.seconds / max(1, chosen.n):.1f} ms a merge of the processor's time")
    print(score.line())
    return int(bool(score.wrong or score.missed) or len(score.needless) * 100 > chosen.n)
