"""Puts small faults into the rules or the verbs and asks the tests of that room whether they notice.

A fault is one of: a comparison turned round or moved by its edge, `and` for `or`, a condition that always or never holds, a
number one up or down, something else returned, a statement left out, the reasons of a guard emptied. A seeded sample of all
faults is tried, each in a fork with the tests that run its function (see `forked`), on SQLite and without the slow ones.

Options: `--of rules|lifecycle`, `--n N` faults (40), `--seed S` (1), `--seconds T` of tests for one fault (20), `--file PART`
only in modules whose path has that part, `--tests PATH…` instead of the room's own. Prints each survivor with its place, and
`mutants N caught C survived S untried U not run R`. Survivors are read, not counted: some faults change nothing. Exit status 0.
"""

import argparse
import io
import random
import sys
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from benchmarks.mutants.forked import Trial, modules
from benchmarks.mutants.sites import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
#: Which tests are asked about a room, when no others are named.
ASKED = {
    "rules": ("tests/rules", *(f"tests/lifecycle/{desk}" for desk in ("facts", "draft", "review", "congress"))),
    "lifecycle": ("tests/lifecycle", "tests/story/test_life.py"),
}
LEFT_OUT = "not soak and not browser and not thorough"


def sample(room: str, number: int, seed: int, part: str = "") -> list[Mutant]:
    """Some of the faults that can be put into a room, the same ones for the same seed."""
    files = [path for path in modules(ROOT / "workflow" / room) if part in path.relative_to(ROOT).as_posix()]
    every = [one for path in files for one in mutants(path)]
    return sorted(random.Random(seed).sample(every, min(number, len(every))), key=lambda one: (one.place, one.number))


def main(options: list[str]) -> int:
    """Try a sample of the faults of a room."""
    takes = argparse.ArgumentParser(prog="mutants")
    takes.add_argument("--of", choices=ASKED, default="rules")
    takes.add_argument("--n", type=int, default=40)
    takes.add_argument("--seed", type=int, default=1)
    takes.add_argument("--seconds", type=float, default=20)
    takes.add_argument("--file", default="")
    takes.add_argument("--tests", nargs="+")
    given = takes.parse_args(options)
    trial = Trial(sample(given.of, given.n, given.seed, given.file), given.seconds)
    asked = ["-q", "-p", "no:cacheprovider", "-k", "not postgresql", "-m", LEFT_OUT, *(given.tests or ASKED[given.of])]
    with redirect_stdout(io.StringIO()) as said_by_pytest:
        pytest.main(asked, plugins=[trial])
    if not trial.verdicts:
        print(said_by_pytest.getvalue())
    for name in trial.failing:
        print(f"fails without any fault: {name}", file=sys.stderr)
    print()
    for mutant, verdict in trial.verdicts.items():
        if verdict != "caught":
            file, function, _ = mutant.place
            print(f"{verdict}: {Path(file).relative_to(ROOT)}:{mutant.line} {function}: {mutant.told}")
    said = Counter(trial.verdicts.values())
    print(
        f"mutants {len(trial.verdicts)} caught {said['caught']} survived {said['survived']} "
        f"untried {said['untried']} not run {said['not run']}"
    )
    return 0 if trial.verdicts else 1
