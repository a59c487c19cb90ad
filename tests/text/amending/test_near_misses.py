"""Near misses, seeded: a decision that nearly says something else is carried out exactly or refused, never silently wrong."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

from benchmarks.near_misses import (
    Case,
    carried,
    case,
    chinese,
    clause_case,
    clauses,
    comma_case,
    commas,
    english,
    english_clause_case,
    english_clauses,
    main,
    replayed,
    run,
)
from workflow.text.amending.apply import canonical
from workflow.text.reading.parse import parse

SHARE = 240


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case(seed) for seed in range(SHARE)]


def test_a_share_of_the_near_misses(cases: list[Case]) -> None:
    outcomes = list(run(cases, every=120))
    assert [one.case.seed for one in outcomes if one.verdict == "WRONG"] == []
    could = [one for one in outcomes if one.case.right is not None]
    assert sum(one.verdict == "right" for one in could) >= 0.95 * len(could), "refusing everything is no way out"


def test_a_share_of_the_near_misses_about_clauses() -> None:
    outcomes = list(run(map(clause_case, range(90)), every=45))
    assert [one.case.seed for one in outcomes if one.verdict == "WRONG"] == []
    could = [one for one in outcomes if one.case.right is not None]
    assert sum(one.verdict == "right" for one in could) >= 0.9 * len(could)
    assert {one.case.kind for one in outcomes} == {name for name, _, _ in clauses.KINDS}
    assert len({one.case.old for one in outcomes}) >= 6


def test_a_share_of_the_near_misses_about_notices() -> None:
    outcomes = list(run(map(comma_case, range(120)), every=60))
    assert [one.case.seed for one in outcomes if one.verdict == "WRONG"] == []
    could = [one for one in outcomes if one.case.right is not None]
    assert sum(one.verdict == "right" for one in could) == len(could)
    assert {one.case.kind for one in outcomes} == {name for name, _, _ in commas.KINDS}
    assert len({one.case.old for one in outcomes}) == len(commas.papers()) >= 3


def test_a_share_of_the_near_misses_about_english_clauses() -> None:
    outcomes = list(run(map(english_clause_case, range(110)), every=110))
    assert [one.case.seed for one in outcomes if one.verdict == "WRONG"] == []
    could = [one for one in outcomes if one.case.right is not None]
    assert len(could) >= 30
    assert sum(one.verdict == "right" for one in could) == len(could)
    assert {one.case.kind for one in outcomes} == {name for name, _, _ in english_clauses.KINDS}


def test_the_model_writes_canonical_texts(cases: list[Case]) -> None:
    for one in cases[:60]:
        for text in (one.old, one.right):
            assert text is None or canonical(parse(text).document) == text


def test_the_trial_would_see_a_wrong_text(cases: list[Case]) -> None:
    """A place that is widened, and a refusal that changed something, are called wrong."""
    done = carried(next(one for one in cases if one.right is not None and one.kind == "plain"))
    assert done.verdict == "right"
    other = Case(done.case.kind, 0, done.case.old, done.case.decision, done.case.old)
    assert carried(other).verdict == "WRONG"
    refused = carried(next(one for one in cases if one.kind == "sister"))
    assert refused.verdict == "refused"
    assert carried(Case("sister", 0, refused.case.old, refused.case.decision, None, "另一个文本\n")).verdict == "WRONG"


def test_each_kind_is_frequent_enough() -> None:
    kinds = Counter(case(seed).kind for seed in range(1500))
    assert set(kinds) == {name for name, _, _ in (*chinese.KINDS, *english.KINDS)}
    assert min(kinds.values()) >= 15


def test_cases_are_replayed_from_a_file(cases: list[Case], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in cases[:8]), "utf-8")
    assert list(replayed(file)) == cases[:8]
    assert main(["--replay", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 9
    assert lines[-1] == "near misses 8 wrong 0"
    wrong = asdict(next(one for one in cases if one.kind == "plain")) | {"right": "别的文本\n"}
    file.write_text(json.dumps(wrong, ensure_ascii=False) + "\n", "utf-8")
    assert main(["--replay", str(file)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "near misses 1 wrong 1"


@pytest.mark.soak
def test_many_near_misses() -> None:
    seeds = range(10_000, 10_000 + int(os.environ.get("TRIALS", "4000")))
    assert [one.case.seed for one in run(map(case, seeds)) if one.verdict == "WRONG"] == []
    assert [one.case.seed for one in run(map(clause_case, seeds)) if one.verdict == "WRONG"] == []
    assert [one.case.seed for one in run(map(english_clause_case, seeds)) if one.verdict == "WRONG"] == []
