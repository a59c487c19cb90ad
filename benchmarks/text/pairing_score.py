"""How well provisions are paired and what happened to them named, against keys read by hand from the amending acts.

CORPUS (in the environment) is a folder of pairs: old.txt, new.txt and meta.json with `truth` (operations) and `alignment`
(all articles). Prints one line a pair, then the sums; each thing missed is named below.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workflow.text.comparing.compare import Change, Comparison, compare
from workflow.text.reading.parse import parse
from workflow.words import Script


@dataclass
class Score:
    """What one pair of texts scored."""

    slug: str
    found: set[tuple[str, str]] = field(default_factory=set)
    wanted: set[tuple[str, str]] = field(default_factory=set)
    named: int = 0
    operations: int = 0
    joined: int = 0  # moves, splits and merges named
    joins: int = 0
    untouched: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return f1([self])


def f1(scores: list[Score]) -> float:
    """Harmonic mean of precision and recall of the pairs of several texts together."""
    both = sum(len(score.found & score.wanted) for score in scores)
    total = sum(len(score.found) + len(score.wanted) for score in scores)
    return 2 * both / total if total else 1.0


def score(folder: Path) -> Score | None:
    """The score of one pair, None when its key is missing."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    if not meta.get("truth"):
        return None
    old, new = (
        parse((folder / name).read_text("utf-8"), Script(meta["language"]), markup=True).document
        for name in ("old.txt", "new.txt")
    )
    comparison = compare(old, new)
    articles = [change for change in comparison.changes if change.unit == "article"]
    result = Score(meta["slug"])
    result.found = {(one, other) for change in articles for one in change.old for other in change.new}
    result.wanted = {(one, other) for one, other in meta["alignment"] if one and other}
    result.missed += [f"pair missed: {one} → {other}" for one, other in sorted(result.wanted - result.found)]
    result.missed += [f"pair wrong: {one} → {other}" for one, other in sorted(result.found - result.wanted)]
    _operations(result, meta["truth"], comparison)
    _untouched(result, meta, articles)
    return result


def _operations(result: Score, truth: list[dict[str, Any]], comparison: Comparison) -> None:
    for operation in truth:
        is_named = any(_names(operation, change) for change in comparison.changes)
        result.operations += 1
        result.named += is_named
        if operation["op"] in ("move", "split", "merge"):
            result.joins += 1
            result.joined += is_named
        if not is_named:
            result.missed.append(f"not named: {operation['op']} {operation['old']} → {operation['new']}")


def _names(operation: dict[str, Any], change: Change) -> bool:
    """Whether the change says what the operation did, to the same provisions."""
    if operation.get("unit"):
        same = any(label.startswith(one) for one in change.old for label in operation["old"])
        return same and change.unit != "article" and "modified" in change.kinds
    kind = {"modify": "modified", "insert": "inserted", "delete": "deleted", "renumber": "renumbered",
            "merge": "merged", "split": "split", "move": "moved"}[operation["op"]]  # fmt: skip
    if kind not in change.kinds or sorted(change.old) != sorted(operation["old"]):
        return False
    if kind == "deleted":
        return True
    wanted = operation["op"] != "modify" or not operation.get("renumbered") or "renumbered" in change.kinds
    return sorted(change.new) == sorted(operation["new"]) and wanted


def _untouched(result: Score, meta: dict[str, Any], articles: list[Change]) -> None:
    """Articles that no operation touches must not be called modified."""
    touched = {
        label for one in meta["truth"] if one["op"] in ("modify", "merge", "split", "delete") for label in one["old"]
    }
    noise = {one["old"] for one in meta.get("checks", {}).get("noise", [])}
    for change in articles:
        if change.old and not touched & set(change.old) and not noise & set(change.old) and "modified" in change.kinds:
            result.untouched += 1
            result.missed.append(f"untouched but called modified: {change.old[0]}")


def scores(corpus: Path) -> Iterator[Score]:
    """The scores of all pairs with a key."""
    for meta in sorted(corpus.glob("*/meta.json")):
        found = score(meta.parent)
        if found is not None:
            yield found


def main() -> None:
    """Print the table."""
    corpus = Path(os.environ.get("CORPUS", ""))
    if not os.environ.get("CORPUS") or not corpus.is_dir():
        print("CORPUS names no folder of amended texts: nothing to score.")
        return
    found = list(scores(corpus))
    print(f"{'pair':32} {'pairs':>6} {'F1':>7} {'operations':>12} {'joins':>7} {'untouched':>10}")
    for one in found:
        print(
            f"{one.slug:32} {len(one.wanted):6} {one.f1:7.4f} {one.named:5} of {one.operations:3} "
            f"{one.joined:2} of {one.joins:1} {one.untouched:10}"
        )
    named, operations = sum(one.named for one in found), sum(one.operations for one in found)
    print(
        f"all: F1 {f1(found):.4f}; operations named {named} of {operations} ({named / operations:.2%}); "
        f"moves, splits, merges {sum(one.joined for one in found)} of {sum(one.joins for one in found)}; "
        f"untouched called modified {sum(one.untouched for one in found)}"
    )
    for one in found:
        for line in one.missed:
            print(f"  {one.slug}: {line}")


if __name__ == "__main__":
    main()
