"""Comparing two versions of a regulation: ours against plain differs, on the same texts in one run.

Characters marked and processor time, parsing included for ours: synthetic regulations of 100, 1,000 and 10,000 articles
(two in a hundred changed, inserted or deleted), then the real pairs of CORPUS (in the environment) where it is set.
"""

from __future__ import annotations

import difflib
import importlib
import os
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from workflow.text.comparing.compare import compare
from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import parse
from workflow.text.strings import matching

BUDGET = 20.0  # seconds after which a differ is not asked about a larger text
_PHRASES = (
    "职工代表大会 工会委员会 公司 总经理 应当 可以 不得 依照本条例的规定 报告 审议 通过 每年 至少 一次 经费 预算 厂务公开 "
    "按照国家有关规定 由主管部门责令改正 情节严重的 处以 万元以下罚款 三日内 十五日内 提案 选举 评议 代表团 主席团 监督"
)


def synthetic(count: int, seed: int = 1) -> tuple[str, str]:
    """A made-up regulation of `count` articles and its amendment."""
    chance = random.Random(seed)
    old = ["".join(chance.choice(_PHRASES.split()) for _ in range(chance.randint(8, 20))) + "。" for _ in range(count)]
    new = []
    for words in old:
        roll = chance.random()
        if roll < 0.012:
            at = chance.randrange(len(words))
            new.append(f"{words[:at]}经工会同意后{words[at:]}")
        elif roll < 0.016:
            continue
        elif roll < 0.02:
            new += [words, f"新增第{chance.randint(1, 10**6)}号事项由公司工会负责办理并报告。"]
        else:
            new.append(words)
    return _text(old), _text(new)


def _text(articles: list[str]) -> str:
    lines = [f"第{chinese(number)}条　{words}" for number, words in enumerate(articles, 1)]
    return "试验条例\n\n" + "\n".join(lines) + "\n"


def ours(old: str, new: str) -> int:
    return sum(compare(parse(old).document, parse(new).document).marked.values())


def ours_no_parse(old: str, new: str) -> Callable[[], int]:
    documents = parse(old).document, parse(new).document
    return lambda: sum(compare(*documents).marked.values())


def ours_pure(old: str, new: str) -> int:
    """Ours without the C++ build of diff-match-patch, as where there is no wheel of it."""
    with patch.object(matching, "_fast", None):
        return ours(old, new)


def difflib_lines(old: str, new: str) -> int:
    """The standard library, line by line, as most tools use it."""
    return sum(len(line) - 2 for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[:1] in "+-")


def difflib_characters(old: str, new: str) -> int:
    """The standard library on characters, with its default rule of thumb for popular elements."""
    codes = difflib.SequenceMatcher(None, old, new).get_opcodes()
    return sum((i2 - i1) + (j2 - j1) for tag, i1, i2, j1, j2 in codes if tag != "equal")


def match_patch(old: str, new: str) -> int:
    """diff-match-patch in Python without a time limit."""
    differ = importlib.import_module("diff_match_patch").diff_match_patch()
    differ.Diff_Timeout = 0
    return sum(len(text) for kind, text in differ.diff_main(old, new) if kind)


def match_patch_fast(old: str, new: str) -> int:
    """diff-match-patch in C++ without a time limit."""
    found = importlib.import_module("fast_diff_match_patch").diff(old, new, timelimit=0, counts_only=True, cleanup="No")
    return sum(count for kind, count in found if kind != "=")


def xml_differ(old: str, new: str) -> int:
    """xmldiff on a tree of articles: characters of every text its script inserts, deletes or rewrites."""
    differ = importlib.import_module("xmldiff.main")
    script = differ.diff_texts(_xml(old), _xml(new), diff_options={"F": 0.5, "ratio_mode": "fast"})
    lengths = [len(getattr(action, "text", None) or getattr(action, "value", None) or "") for action in script]
    return sum(lengths)


def _xml(text: str) -> str:
    return "<law>" + "".join(f"<article>{escape(line)}</article>" for line in text.splitlines() if line) + "</law>"


DIFFERS: tuple[tuple[str, Callable[[str, str], int]], ...] = (
    ("ours, pure Python", ours_pure),
    ("difflib, lines", difflib_lines),
    ("difflib, characters", difflib_characters),
    ("diff-match-patch", match_patch),
    ("fast-diff-match-patch", match_patch_fast),
    ("xmldiff", xml_differ),
)
SLOW = {"difflib, characters": 30_000, "diff-match-patch": 60_000, "xmldiff": 12_000, "fast-diff-match-patch": 400_000}


def pairs() -> Iterator[tuple[str, str, str]]:
    """Name, old and new text of every pair to be compared."""
    for count in (100, 1_000, 10_000):
        yield (f"synthetic, {count:,} articles", *synthetic(count))
    folder = os.environ.get("CORPUS", "")
    for meta in sorted(Path(folder).glob("*/meta.json")) if folder else ():
        old, new = ((meta.parent / name).read_text("utf-8") for name in ("old.txt", "new.txt"))
        yield meta.parent.name, old, new


def timed(run: Callable[[], int], times: int = 3) -> tuple[int, float]:
    """The result and the least processor time of some runs; one run where it takes long."""
    least, result = float("inf"), 0
    for _ in range(times):
        begin = time.process_time()
        result = run()
        least = min(least, time.process_time() - begin)
        if least > 1:
            break
    return result, least


def main() -> None:
    """Print the table and the growth."""
    growth: list[float] = []
    for name, old, new in pairs():
        marked, seconds = timed(partial(ours, old, new))
        _, alone = timed(ours_no_parse(old, new))
        if name.startswith("synthetic"):
            growth.append(alone)
        print(
            f"{name}\n  {'ours, parsing included':24} {marked:9,} marked {seconds * 1000:9.1f} ms (compare alone {alone * 1000:.1f} ms)"
        )
        for differ, run in DIFFERS:
            if max(len(old), len(new)) > SLOW.get(differ, BUDGET * 100_000):
                print(f"  {differ:24} {'too slow for this size':>20}")
                continue
            try:
                other, spent = timed(partial(run, old, new), 1)
            except ImportError:
                print(f"  {differ:24} {'not installed':>20}")
                continue
            print(
                f"  {differ:24} {other:9,} marked {spent * 1000:9.1f} ms   "
                f"{other / max(marked, 1):6.2f} × marked, {spent / seconds:8.2f} × time"
            )
    print(
        "growth of compare alone, ten times the articles: " + ", ".join(f"× {b / a:.1f}" for a, b in pairwise(growth))
    )


if __name__ == "__main__":
    main()
