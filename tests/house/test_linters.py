"""Templates and scripts pass the linters of `make check`, whose orders are read from there: a run of the tests finds it too."""

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression, ExpressionMatcher

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SCRIPTS = re.search(r"^SCRIPTS = (.*)$", MAKEFILE, re.MULTILINE)


def order(linter: str) -> list[str]:
    """The command with which `make check` starts a linter."""
    found = re.search(rf"^\t@\$\(BIN\)/({linter} .*)$", MAKEFILE, re.MULTILINE)
    assert found, f"make check does not run {linter}"
    assert SCRIPTS
    return found[1].replace("$(SCRIPTS)", SCRIPTS[1]).split()


def linted(linter: str) -> "subprocess.CompletedProcess[str]":
    """What a linter says, started as `make check` starts it."""
    program, *rest = order(linter)
    command = [str(Path(sys.executable).parent / program), *rest]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("linter", ["djlint", "oxlint"])
def test_nothing_is_found(linter: str):
    done = linted(linter)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("linter", "name", "planted", "code"),
    [
        ("djlint", "planted.html", "<div><p>an orphan</div>\n", "H025"),
        ("djlint", "planted.html", '<a href="/x" href="/y">twice</a>\n', "H037"),
        ("oxlint", "planted.js", '"use strict";\nfor (const one of [1]) {}\nconst idle = 1;\n', "no-unused-vars"),
        ("oxlint", "planted.js", '"use strict";\nif (window.a = 1) { alert(1); }\n', "no-cond-assign"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, linter: str, name: str, planted: str, code: str):
    """The orders reach our rules: a fault in a file beside ours is told by its name."""
    (tmp_path / name).write_text(planted, encoding="utf-8")
    program, *rest = order(linter)
    command = [str(Path(sys.executable).parent / program), *rest[:-1], str(tmp_path / name)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert code in done.stdout


def test_every_test_but_the_long_trials_is_asked_once_by_what_a_change_must_pass():
    """Whatever marks a test bears, `make test` or `make thorough` has it, and never both; `make check` has what they have."""
    of_test = re.search(r"^ASKED = (.*)$", MAKEFILE, re.MULTILINE)
    of_thorough = re.search(r'^thorough: .*\n\t@\$\(MAKE\) .* test ASKED="(.*)"$', MAKEFILE, re.MULTILINE)
    of_check = re.search(r'^check: .*\n(?:\t.*\n)*\t@\$\(MAKE\) .* test ASKED="([^"]*)".*$', MAKEFILE, re.MULTILINE)
    assert of_test
    assert of_thorough
    assert of_check
    assert re.search(r'^test: .*\n\t.* -m "\$\(ASKED\)"$', MAKEFILE, re.MULTILINE)
    test, thorough, check = (Expression.compile(one[1]) for one in (of_test, of_thorough, of_check))
    for several in itertools.product([False, True], repeat=4):
        marks = dict(zip(("soak", "thorough", "browser", "both"), several, strict=True))
        asked = [one.evaluate(_bears(marks)) for one in (test, thorough)]
        assert sum(asked) == (not marks["soak"]), marks
        assert check.evaluate(_bears(marks)) == any(asked), marks


def _bears(marks: dict[str, bool]) -> ExpressionMatcher:
    def is_borne(name: str, /, **_: str | int | bool | None) -> bool:
        return marks[name]

    return is_borne
