"""Random amendments of English texts in five forms: a decision is written, carried out, and must give the new text or refuse.

TRIALS (in the environment) is how many of each form, 300 unless set. The texts are those of `_english_model`, which numbers
and prints them without the text engine.
"""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass, field

from benchmarks.text._english_model import FORMS, Hand, Text
from workflow.text.amending.amend import Amended, Refusal, amend
from workflow.text.amending.apply import apply, canonical
from workflow.text.reading.parse import parse
from workflow.words import Script

_TIMES = (1, 1, 1, 2, 3, 5)


@dataclass
class Trials:
    """What came of a row of trials of one form."""

    count: int = 0
    proved: int = 0
    items: int = 0
    refused: dict[int, Refusal] = field(default_factory=dict)
    wrong: list[int] = field(default_factory=list)


def trial(form: str, seed: int) -> tuple[Text, Text]:
    """The old and the new text of a trial."""
    hand = Hand(random.Random(f"{form} {seed}"))
    old = hand.text(form)
    return old, hand.edited(old, hand.chance.choice(_TIMES))


def run(form: str, seeds: range) -> Trials:
    """One trial for each seed; a text that an edit left as it was is not counted."""
    trials = Trials()
    for seed in seeds:
        old_text, new_text = trial(form, seed)
        old, new = (parse(one.written(), Script.ENGLISH).document for one in (old_text, new_text))
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
        trials.items += len(answer.items)
    return trials


def main() -> int:
    """Runs the trials and prints the share that was proved, and each refusal."""
    wrong = 0
    for form in FORMS:
        start = time.perf_counter()
        trials = run(form, range(int(os.environ.get("TRIALS", "300"))))
        for seed, refusal in trials.refused.items():
            print(f"refused {form} {seed}: {refusal.label}: {refusal.reason.en}")
        share = 100 * trials.proved / max(1, trials.count)
        print(f"{form}: {trials.count} random amendments, {trials.proved} proved ({share:.1f} %) in {trials.items} items, "
              f"{len(trials.refused)} refused, {len(trials.wrong)} wrong {trials.wrong[:9]}, {time.perf_counter() - start:.0f} s")  # fmt: skip
        wrong += len(trials.wrong)
    return 1 if wrong else 0
