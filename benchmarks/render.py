"""Times the official PDF of regulations of 20, 60 and 200 articles, cold and warm: `python -m benchmarks.render`.

A cold print imports the layout engine and opens the faces; a warm one is what a running server does. The text is made
up by program, with items and a table, and is the same on every machine.
"""

from __future__ import annotations

import os
import resource
import statistics
import time

from workflow.config import Settings
from workflow.publishing.facts import PrintFacts
from workflow.publishing.fonts import Faces, faces
from workflow.publishing.pdf import render
from workflow.publishing.read_back import same_text
from workflow.text.numerals import chinese
from workflow.text.parse import parse
from workflow.text.tree import Document

REPEATS = 5
WORDS = (
    "职工代表大会闭会期间，需要及时处理的重要问题，由公司工会召集职工代表团（组）长和专门委员会负责人联席会议协商处理，"
    "并向下一次职工代表大会报告，提请确认。联席会议应当有三分之二以上的应到人员出席，形成的意见应当书面记录。"
)
ITEMS = ("（一）听取和审议公司年度经营情况报告；", "（二）审查集体合同草案；", "（三）监督2025年度职工教育经费的使用。")


def regulation(articles: int) -> Document:
    """A regulation with a chapter for every ten articles and items in every third."""
    lines = ["某某新材料股份有限公司职工代表大会工作条例", "（2025年4月22日第一届职工代表大会第二次会议通过）", ""]
    for number in range(1, articles + 1):
        if number % 10 == 1:
            lines.append(f"第{chinese(number // 10 + 1)}章　工作制度")
        start = number * 7 % 40
        lines.append(f"第{chinese(number)}条　{WORDS[start:]}{WORDS[:start]}")
        lines += ITEMS if number % 3 == 0 else []
    return parse("\n".join(lines)).document


def seconds(document: Document, installed: Faces) -> float:
    """How long one print takes."""
    start = time.perf_counter()
    render(document, FACTS, installed)
    return time.perf_counter() - start


FACTS = PrintFacts(enterprise="某某新材料股份有限公司", fingerprint="ab" * 32, edition_number=1)


def main() -> None:
    """Print one line a size: pages are counted by the reader, the median is of five warm prints."""
    installed = faces(Settings.from_environ(os.environ))
    print(f"cold, 20 articles: {seconds(regulation(20), installed):.2f} s")
    for articles in (20, 60, 200):
        document = regulation(articles)
        times = [seconds(document, installed) for _ in range(REPEATS)]
        pdf = render(document, FACTS, installed)
        start = time.perf_counter()
        assert same_text(document, pdf)
        back = time.perf_counter() - start
        print(
            f"warm, {articles} articles: median {statistics.median(times):.2f} s, least {min(times):.2f} s, "
            f"read back in {back:.2f} s, {len(pdf) // 1024} kB"
        )
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


if __name__ == "__main__":
    main()
