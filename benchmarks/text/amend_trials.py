"""Random amendments: a decision is written from each pair, carried out again, and must give the new text or refuse.

TRIALS (in the environment) is how many, 1,000 unless set. Our own regulations and made-up ones are edited in turn.
"""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass, field

from benchmarks.text._amend_edits import edited, synthetic
from benchmarks.text.amend import quoted_ratio
from workflow import paths
from workflow.text.amending.amend import Amended, Refusal, amend
from workflow.text.amending.apply import apply, canonical
from workflow.text.labels.clauses import clause
from workflow.text.reading.parse import parse
from workflow.text.tree import Document

_TIMES = (1, 1, 1, 2, 3, 5, 8)  # edits of one trial


@dataclass
class Trials:
    """What came of a row of trials: how many there were, proved ones, refusals by seed, wrong texts by seed."""

    count: int = 0
    proved: int = 0
    refused: dict[int, Refusal] = field(default_factory=dict)
    wrong: list[int] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)


def bases() -> list[Document]:
    """The texts that are edited: our own regulations and made-up ones."""
    own = [parse(path.read_text("utf-8")).document for path in sorted((paths.policies() / "texts").glob("*.zh.txt"))]
    with_articles = [text for text in own if any(clause(one.label) is None for one in text.articles())]
    return with_articles + [synthetic(seed) for seed in range(6)]


def run(seeds: range) -> Trials:
    """One trial for each seed. A text that an edit left as it was is not counted."""
    texts = bases()
    trials = Trials()
    for seed in seeds:
        chance = random.Random(seed)
        old = texts[seed % len(texts)]
        new, _ = edited(old, chance, chance.choice(_TIMES))
        wanted = canonical(new)
        if wanted == canonical(old):
            continue
        trials.count += 1
        answer = amend(old, new)
        if isinstance(answer, Refusal):
            trials.refused[seed] = answer
            continue
        again = apply(old, answer.decision)
        if again.text != wanted or again.undone:
            trials.wrong.append(seed)
        trials.proved += isinstance(answer, Amended)
        trials.ratios.append(quoted_ratio(answer, old, new))
    return trials


def main() -> None:
    """Runs the trials and prints the share that was proved, and each refusal."""
    start = time.perf_counter()
    trials = run(range(int(os.environ.get("TRIALS", "1000"))))
    for seed, refusal in trials.refused.items():
        print(f"refused {seed}: {refusal.label} {refusal.reason.zh}")
    share = 100 * trials.proved / max(1, trials.count)
    print(f"{trials.count} random amendments: {trials.proved} proved ({share:.1f} %), {len(trials.refused)} refused, "
          f"{len(trials.wrong)} wrong, {time.perf_counter() - start:.0f} s")  # fmt: skip


if __name__ == "__main__":
    main()
