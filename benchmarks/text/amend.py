"""Amending decisions on real texts: decisions written from every pair of versions and proved, real decisions carried out.

CORPUS (in the environment) is a folder of pairs: old.txt, new.txt, decision.txt and meta.json with `truth` (operations).
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workflow.text.amending.amend import Amended, amend
from workflow.text.amending.apply import apply
from workflow.text.amending.said.operations import Undone
from workflow.text.fingerprint import normalised
from workflow.text.reading.parse import parse
from workflow.text.tree import CONTAINERS, Document
from workflow.text.units import units
from workflow.words import Script

#: Sources disagree on the style of quotation marks, even inside one text, and on the circle that is a zero.
_MARKS = str.maketrans("○", "〇", "“”‘’\"'「」『』")


@dataclass
class Written:
    """What became of one pair: the decision written from it, characters quoted for each new character, seconds."""

    slug: str
    answer: object
    ratio: float
    seconds: float


@dataclass
class Executed:
    """What became of one real decision: touched places as republished, and what was left undone."""

    slug: str
    right: int = 0
    touched: int = 0
    missed: list[str] = field(default_factory=list)
    undone: list[Undone] = field(default_factory=list)


def pairs(corpus: Path) -> list[Path]:
    """The folders that hold an old and a new text."""
    return sorted(path.parent for path in corpus.glob("*/old.txt") if (path.parent / "new.txt").is_file())


def write_decision(folder: Path) -> Written:
    """Writes and proves the decision from old.txt to new.txt."""
    old, new = (parse((folder / name).read_text("utf-8"), markup=True).document for name in ("old.txt", "new.txt"))
    start = time.perf_counter()
    answer = amend(old, new)
    seconds = time.perf_counter() - start
    return Written(folder.name, answer, quoted_ratio(answer, old, new), seconds)


def quoted_ratio(answer: object, old: Document, new: Document) -> float:
    """Characters the decision quotes for each character of changed and inserted articles; 0.0 where there are none."""
    if not isinstance(answer, Amended):
        return 0.0
    known = {unit.text for unit in units(old)}
    changed = sum(len(unit.text) for unit in units(new) if unit.kind == "article" and unit.text not in known)
    return answer.quoted_characters / changed if changed else 0.0


def execute(folder: Path) -> Executed | None:
    """Carries decision.txt out on old.txt; None when the act names articles and gives no wording."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    old, new = (parse((folder / name).read_text("utf-8"), markup=True).document for name in ("old.txt", "new.txt"))
    applied = apply(old, (folder / "decision.txt").read_text("utf-8"))
    if meta["language"] == Script.TRADITIONAL:  # an amendment record, without wording
        return None
    score = Executed(folder.name, undone=applied.undone)
    got, want = _wording(applied.document), _wording(new)
    for place in _touched(meta["truth"]):
        score.touched += 1
        right = got["articles"] == want["articles"] if place == "deleted" else got.get(place) == want.get(place)
        score.right += right
        if not right:
            score.missed.append(place)
    return score


def _wording(document: Document) -> dict[str, str]:
    found: dict[str, str] = {"preamble": "", "articles": str(len(document.articles()))}
    for unit in units(document):
        words = normalised(unit.text.translate(_MARKS))
        if unit.kind == "article":
            found.setdefault(unit.label, words)
        elif unit.kind == "preamble":
            found["preamble"] += words
        elif unit.kind in CONTAINERS:
            found.setdefault(normalised(f"{unit.label}{unit.text}".translate(_MARKS)), words)
    return found


def _touched(truth: list[dict[str, Any]]) -> list[str]:
    """The new labels a decision touches; "deleted" for an article that goes."""
    places: list[str] = []
    for operation in truth:
        if operation["op"] == "renumber":
            continue
        if "unit" in operation:
            places += ["preamble"] if operation["unit"] == "preamble" else map(normalised, operation["new"])
        else:
            places += operation["new"] or ["deleted"]
    return places


def main() -> None:
    """Prints one line for each decision written and each real decision carried out, then the sums."""
    named = os.environ.get("CORPUS", "")
    corpus = Path(named)
    if not named or not corpus.is_dir():
        print("CORPUS names no folder of amended texts: nothing to measure.")
        return
    written = [write_decision(folder) for folder in pairs(corpus)]
    for one in written:
        if isinstance(one.answer, Amended):
            print(
                f"{one.slug:32} proved   {len(one.answer.items):4} items  quoted {one.ratio:4.2f}  {one.seconds * 1000:5.0f} ms"
            )
        else:
            print(f"{one.slug:32} refused  {one.answer}")
    print(f"written and proved: {sum(isinstance(one.answer, Amended) for one in written)} of {len(written)}\n")
    executed = [score for folder in pairs(corpus) if (folder / "decision.txt").is_file() and (score := execute(folder))]
    for score in executed:
        print(f"{score.slug:32} {score.right:3} of {score.touched:3} as republished  {' '.join(score.missed)}")
        for undone in score.undone:
            print(f"    not carried out: {undone.number}  {undone.reason.zh} ({undone.reason.en})")
    right, touched = sum(score.right for score in executed), sum(score.touched for score in executed)
    print(f"real decisions: {right} of {touched} touched places as republished ({100 * right / max(1, touched):.1f} %)")


if __name__ == "__main__":
    main()
