"""The trial that puts small faults into the rules: each kind of fault is made, in the function it is told of and nowhere else."""

import subprocess
import sys
from pathlib import Path
from types import FunctionType

import pytest

from benchmarks.mutants import sample
from benchmarks.mutants.sites import Mutant, code_with, mutants
from tests.house.product import ROOT

SAYS = '''"""A module."""

LIMIT = 5


def other(a):
    return a > 1


class Rule:
    def refused(self, a: int, b: int = 3) -> list[str]:
        """What is wrong."""
        out = []
        if not a or a < b:
            out.append("small")
        out += [f"{one + 1}" for one in (b, a) if one > 4]
        return out


def any_of(*rules):
    for one in rules:
        yield any(one.refused(5))
'''


@pytest.fixture
def module(tmp_path: Path) -> Path:
    file = tmp_path / "module.py"
    file.write_text(SAYS, encoding="utf-8")
    return file


def answers(module: Path, mutant: Mutant) -> list[list[str] | None]:
    """What `refused` says to some figures with a fault in it."""
    named: dict[str, type] = {}
    exec(compile(SAYS, str(module), "exec"), named)  # noqa: S102
    refused: FunctionType = vars(named["Rule"])["refused"]
    refused.__code__ = code_with(mutant)
    return [named["Rule"]().refused(*given) for given in ((0, 0), (2, 3), (3, 3), (4, 4), (5, 4), (6, 7))]


def test_each_fault_changes_what_its_function_says(module: Path):
    there = [one for one in mutants(module) if one.place[1] == "Rule.refused"]
    assert [one.told.partition(" → ")[2] for one in there] == [
        *("never so", "always so", "and", "without not", "LtE"),
        "left out",
        *("left out", "every one of them", "GtE", "5", "3"),
        "return None",
    ]
    as_written = [["small"], ["small"], [], [], ["6"], ["small", "8", "7"]]
    assert [one.told for one in there if answers(module, one) == as_written] == []


def test_a_generator_stays_one_and_words_are_left_alone(module: Path):
    told: dict[str, list[str]] = {one.place[1]: [] for one in mutants(module)}
    for one in mutants(module):
        told[one.place[1]].append(one.told)
    assert told["any_of"] == [
        "yield any(one.refused(5)) → not given",
        "any(one.refused(5)) → all",
        "5 → 6",
        "5 → 4",
    ]
    assert not [one for every in told.values() for one in every if one.startswith(("one + 1", '"small"'))]


def test_a_sample_is_the_same_for_the_same_seed():
    assert sample("rules", 20, 7) == sample("rules", 20, 7) != sample("rules", 20, 8)


@pytest.mark.thorough
def test_what_no_test_asks_survives_and_what_one_asks_is_caught():
    """With the tests of the rule itself most faults are caught; with tests of something else they are not even run."""
    asked = [sys.executable, "-m", "benchmarks", "mutants", "--file", "rules/people/sign_ins", "--n", "6", "--tests"]
    said = []
    for tests in ("test_sign_ins.py", "test_deadlines.py"):
        done = subprocess.run([*asked, f"tests/rules/{tests}"], cwd=ROOT, capture_output=True, text=True, check=True)
        said.append([int(word) for word in done.stdout.splitlines()[-1].split() if word.isdigit()])
    (tried, caught, survived, _, not_run), (_, *nothing, unasked) = said
    assert (tried, caught + survived, not_run) == (6, 6, 0)
    assert caught >= 4
    assert (nothing, unasked) == ([0, 0, 0], 6)
