"""How long it takes to write, read and mark up Word files of 30 to 10,000 articles: `python -m benchmarks word`.

The text is made up by program and numbered by Word's own lists, so that every number has to be rebuilt.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.writing.document import write_document
from workflow.publishing.word.writing.redline import write_tracked
from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document

_WORDS = "职工代表大会闭会期间，需要及时处理的重要问题，由公司工会召集联席会议协商处理，并向下一次职工代表大会报告，提请确认。"
_AT = datetime(2025, 1, 1, tzinfo=UTC)
Made = TypeVar("Made")
_SIZES = (30, 300, 3_000, 10_000)


def regulation(articles: int, edition: int = 1) -> Document:
    """A regulation with a chapter for every ten articles and items in every third; a later edition changes every fifth."""
    lines = ["某某新材料股份有限公司职工代表大会工作条例", ""]
    for number in range(1, articles + 1):
        if number % 10 == 1:
            lines.append(f"第{chinese(number // 10 + 1)}章　工作制度")
        more = "联席会议由公司工会主持。" if edition > 1 and number % 5 == 0 else ""
        lines.append(f"第{chinese(number)}条　{_WORDS[number % 20 :]}{more}")
        lines += ["（一）听取报告；", "（二）审查草案。"] if number % 3 == 0 else []
    return parse("\n".join(lines)).document


def main() -> None:
    """Print one line a size: seconds to write the file, to read it, and to write and read it with tracked changes."""
    print(f"{'articles':>8}{'kB':>8}{'write':>9}{'read':>9}{'tracked':>9}{'read':>9}   s")
    for size in _SIZES:
        document, later = regulation(size), regulation(size, 2)
        writing, content = _timed(write_document, document)
        reading, read = _timed(read_document, content)
        assert write(parse(read.text).document) == write(document)
        marking, marked = _timed(write_tracked, document, later, "张三", _AT)
        again, both = _timed(read_document, marked)
        assert write(parse(both.text).document) == write(later)
        assert write(parse(both.rejected).document) == write(document)
        size_kb = len(content) / 1000
        print(f"{size:>8}{size_kb:>8.0f}{writing:>9.3f}{reading:>9.3f}{marking:>9.3f}{again:>9.3f}")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def _timed(work: Callable[..., Made], *given: Any) -> tuple[float, Made]:
    start = time.perf_counter()
    made = work(*given)
    return time.perf_counter() - start, made


if __name__ == "__main__":
    main()
