"""Anchors: whether a remark that hangs on a provision's key is still on the same words after the text was changed.

Seeded drafts are changed by one kind of edit, by several, and on a detour through a Word file; the edits know which
provision became which.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.text import _quotes
from tests.text import edits
from tests.text.manuscript import manuscript
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.writing.document import write_document
from workflow.text.comparing.keys import carry
from workflow.text.fingerprint import normalised
from workflow.text.reading.parse import parse
from workflow.text.tree import Provision
from workflow.text.workpiece import Workpiece

_TRIALS = 60


@dataclass
class Anchors:
    """How many keys stayed on their words, were given up, or hang on other words (equal words apart: `twin`)."""

    right: int = 0
    lost: int = 0
    wrong: int = 0
    twin: int = 0

    @property
    def share(self) -> float:
        """The share of keys on the right provision, of those that should be somewhere."""
        return self.right / max(1, self.right + self.lost + self.wrong)


def trial(seed: int, anchors: Anchors, edit: edits.Edit | None = None, *, word: bool = False) -> None:
    """Change one draft and count its keys.

    edit  the one edit to make, None for one to three of any kind
    word  carry the changed text through a Word file before it is read again
    """
    chance, numbers = random.Random(seed + 1_000_000), itertools.count()
    old, _ = carry(None, edits.draft(seed), lambda: f"k{next(numbers)}")
    truth = manuscript(old)
    for one in [edit] if edit else [chance.choice(edits.EDITS) for _ in range(chance.randint(1, 3))]:
        one(truth, chance)
    new = edits.finish(truth)
    if word:
        new = parse(read_document(write_document(new)).text).document
    new, _ = carry(old, new, lambda: f"k{next(numbers)}")
    was = {one.key: one for one in old.root.walk()}
    assert len({one.key for one in new.root.walk()}) == sum(1 for _ in new.root.walk())
    for meant, found in zip(truth.root.walk(), new.root.walk(), strict=True):
        _count(meant, found, was, anchors)


def _count(meant: Workpiece, found: Provision, was: dict[str, Provision], anchors: Anchors) -> None:
    if meant.kind == "article" and _is_part(was.get(found.key), found):
        anchors.right += 1  # which part of a split or merged article keeps its identity is a matter of choice
    elif meant.key in was and found.key == meant.key:
        anchors.right += 1
    elif found.key in was:
        if _words(was[found.key]) == _words(found):
            anchors.twin += 1
        else:
            anchors.wrong += 1
    elif meant.key in was:
        anchors.lost += 1


def _is_part(old: Provision | None, new: Provision) -> bool:
    """Whether every paragraph of the shorter article stands in the longer one, or all but one edited."""
    if old is None:
        return False
    fewer, more = sorted(([_words(row) for row in unit.children] for unit in (old, new)), key=len)
    return len(set(fewer) & set(more)) >= max(1, len(fewer) - 1)


def _words(unit: Provision) -> str:
    return normalised("".join(one.heading + one.text for one in unit.walk()))


def main(options: Sequence[str] = ()) -> int:
    """Prints one line for each kind of edit, then all kinds mixed, then all kinds through Word: for keys, then for quotations.

    With `--n N --seed S`, N changes of quotations alone; the last line is `anchors N right R wrong W`, and the answer is 1
    when one is on wrong words or fewer than 99 in 100 are on the right provision.
    """
    wanted = argparse.ArgumentParser(prog="python -m benchmarks anchors")
    wanted.add_argument("--n", type=int, default=0)
    wanted.add_argument("--seed", type=int, default=0)
    asked = wanted.parse_args(list(options))
    if not asked.n:
        _keys()
    return _of_quotes(asked.n or _TRIALS * (len(_quotes.EDITS) + 2), asked.seed)


def _of_quotes(many: int, seed: int) -> int:
    rows: list[tuple[str, edits.Edit | None, bool]] = [(one.__name__, one, False) for one in _quotes.EDITS]
    rows += [("any, mixed", None, False), ("any, through Word", None, True)]
    total = _quotes.Score()
    for place, (name, edit, word) in enumerate(rows):
        score = _quotes.Score()
        for at in range(place, many, len(rows)):
            _quotes.trial(seed + at, score, edit, word=word)
        print(
            f"{name:18} right {score.right:6}  lost {score.lost:3}  on wrong text {score.wrong:3}"
            f"  on equal words {score.twin:3}  given up with their words {score.gone:5}  {100 * score.share:6.2f} % right"
        )
        total.add(score)
    print(f"anchors {many} right {100 * total.share:.2f} wrong {total.wrong}")
    return int(bool(total.wrong) or total.share < 0.99)


def _keys() -> None:
    rows: list[tuple[str, edits.Edit | None, bool]] = [(edit.__name__, edit, False) for edit in edits.EDITS]
    for name, edit, word in [*rows, ("any, mixed", None, False), ("any, through Word", None, True)]:
        anchors = Anchors()
        for seed in range(_TRIALS):
            trial(seed, anchors, edit, word=word)
        print(
            f"{name:18} right {anchors.right:6}  lost {anchors.lost:3}  on wrong text {anchors.wrong:3}"
            f"  on equal words {anchors.twin:3}  {100 * anchors.share:6.2f} % right"
        )


if __name__ == "__main__":
    main()
