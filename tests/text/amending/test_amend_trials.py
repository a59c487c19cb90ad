"""Random amendments, seeded: the decision gives the new text or is refused at a named place; never a wrong text."""

from __future__ import annotations

import os
import random

import pytest

from benchmarks.text._amend_edits import edited, synthetic
from benchmarks.text._english_model import FORMS
from benchmarks.text.amend_trials import Trials, run
from benchmarks.text.english_trials import run as run_english
from workflow.text.amending.amend import Amended, amend
from workflow.text.amending.writing.inside import same


def _check(trials: Trials) -> None:
    assert trials.wrong == []
    assert trials.proved >= 0.99 * trials.count
    assert all(refusal.label for refusal in trials.refused.values())
    assert sum(trials.ratios) / len(trials.ratios) <= 0.9


@pytest.mark.thorough
def test_a_share_of_the_trials() -> None:
    _check(run(range(150)))


@pytest.mark.soak
def test_the_whole_row_of_trials() -> None:
    _check(run(range(1000, 1000 + int(os.environ.get("TRIALS", "3000")))))


@pytest.mark.soak
@pytest.mark.parametrize("form", FORMS)
def test_the_whole_row_of_english_trials(form: str) -> None:
    trials = run_english(form, range(1000, 1000 + int(os.environ.get("TRIALS", "3000")) // 5))
    assert trials.wrong == []
    assert trials.proved >= 0.99 * trials.count
    assert all(refusal.label for refusal in trials.refused.values())


@pytest.mark.parametrize("seed", range(20))
def test_no_item_speaks_of_an_article_that_stays_as_it_is(seed: int) -> None:
    old = synthetic(seed)
    new, _ = edited(old, random.Random(seed), 2)
    answer = amend(old, new)
    if not isinstance(answer, Amended):
        return
    wording = old.articles()
    kept = {two.label for two in new.articles() if any(same(one, two) and one.label == two.label for one in wording)}
    for item in answer.items:
        first = item.labels[0] if item.labels else ""
        if first in kept and "“" in item.words and item.words.startswith("将"):
            assert "移至" in item.words or "改为" in item.words
