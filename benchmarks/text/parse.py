"""How long it takes to read, check and write a text, and how that grows with its length.

    CORPUS=folder python -m benchmarks parse

Measures made-up regulations of 100 to 10,000 articles and, where CORPUS names a folder of texts, the longest of those.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write

T = TypeVar("T")
_LONGEST = 6  # texts of the corpus
_TRIALS = 5


def main() -> None:
    """Print one line a text: articles, size, milliseconds to read, to find problems and references, and to write."""
    print(f"{'text':<40}{'articles':>10}{'kB':>8}{'parse':>9}{'problems':>10}{'write':>8}   ms, best of {_TRIALS}")
    for name, text in _texts():
        parsed = parse(text)
        reading = _best(parse, text)
        checking = _best(_check, text) - reading
        writing = _best(write, parsed.document)
        size = len(text.encode()) / 1000
        print(
            f"{name:<40}{len(parsed.document.articles()):>10}{size:>8.0f}{reading:>9.1f}{checking:>10.1f}{writing:>8.1f}"
        )


def _texts() -> Iterator[tuple[str, str]]:
    for count in (100, 1_000, 10_000):
        yield f"made up, {count} articles", _made_up(count)
    corpus = os.environ.get("CORPUS", "")
    if corpus:
        paths = [*Path(corpus).glob("*/new.txt"), *Path(corpus).glob("single/*.txt")]
        for path in sorted(paths, key=lambda path: -path.stat().st_size)[:_LONGEST]:
            yield path.relative_to(corpus).as_posix(), path.read_bytes().decode("utf-8")


def _made_up(count: int) -> str:
    articles = (
        f"第{chinese(number)}条　依照前条第一款第一项的规定，职工代表大会每年至少召开{number % 7 + 1}次，具体办法如下：\n"
        f"（一）由公司工会在三日内公布结果；\n（二）由单位负责人执行第{chinese(max(1, number - 3))}条。\n前款规定的期限可以延长。"
        for number in range(1, count + 1)
    )
    return "条例\n\n" + "\n".join(articles) + "\n"


def _check(text: str) -> object:
    return parse(text).problems


def _best(work: Callable[[T], object], on: T) -> float:
    """The shortest of some trials, in milliseconds of one core."""
    best = float("inf")
    for _ in range(_TRIALS):
        started = time.process_time()
        work(on)
        best = min(best, time.process_time() - started)
    return best * 1000


if __name__ == "__main__":
    main()
