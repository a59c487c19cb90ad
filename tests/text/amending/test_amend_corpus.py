"""The bars on real amendments: decisions written from every pair are proved, real decisions come out as republished."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.text.amend import Executed, Written, execute, pairs, write_decision
from workflow.text.amending.amend import Amended, Refusal

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def written(corpus: Path) -> list[Written]:
    return [write_decision(folder) for folder in pairs(corpus)]


@pytest.fixture(scope="module")
def executed(corpus: Path) -> list[Executed]:
    return [score for folder in pairs(corpus) if (folder / "decision.txt").is_file() and (score := execute(folder))]


def test_decisions_are_proved(written: list[Written]) -> None:
    proved = sum(isinstance(one.answer, Amended) for one in written)
    assert proved >= 0.95 * len(written)
    assert all(one.answer.label for one in written if isinstance(one.answer, Refusal))


def test_decisions_quote_little(written: list[Written]) -> None:
    assert all(one.ratio <= 1.3 for one in written)


def test_real_decisions_come_out_as_republished(executed: list[Executed]) -> None:
    assert sum(one.right for one in executed) >= 0.95 * sum(one.touched for one in executed)


def test_what_was_not_carried_out_is_said(executed: list[Executed]) -> None:
    """An article that differs from the republished text either has an undone item or is an editorial difference."""
    silent = sum(len(one.missed) for one in executed if not one.undone)
    assert silent <= 3
