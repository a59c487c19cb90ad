"""Times the official PDF of regulations of 30, 100 and 1,000 articles, cold and warm: `python -m benchmarks.render`.

A cold print imports the layout engine and opens the faces; a warm one is what a running server does, in whose printer
the collector of garbage rests. By turns are measured the processor's time with the collector and without it, and how long
the server waits for a printer (least and median; a machine is never quiet). The text is made up by program, with items, and
is the same on every machine.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from workflow.config import Settings
from workflow.publishing.faces.fonts import Faces, faces
from workflow.publishing.pdf import render
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.pressroom.room import Pressroom
from workflow.publishing.pressroom.spool import Spool
from workflow.publishing.values.facts import PrintFacts
from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import parse
from workflow.text.tree import Document

#: Articles, and how many times each is printed.
SIZES = ((30, 5), (100, 5), (1000, 1))
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


def seconds(document: Document, installed: Faces, *, collecting: bool = True) -> float:
    """How much of the processor's time one print takes in this process."""
    (gc.enable if collecting else gc.disable)()
    start = time.process_time()
    render(document, FACTS, installed)
    spent = time.process_time() - start
    gc.enable()
    return spent


FACTS = PrintFacts(enterprise="某某新材料股份有限公司", fingerprint="ab" * 32, edition_number=1)


def printed(document: Document, installed: Faces, room: Pressroom, at: int, *, official: bool = False) -> float:
    """How long the server waits for one paper that nobody drew before; `at` makes it another paper.

    official  words and ink are proved before it is handed over
    """
    order = Order(facts=replace(FACTS, edition_number=at), faces=installed, document=document, official=official)
    start = time.perf_counter()
    assert isinstance(room.wait(order, "the benchmark", 600), bytes)
    return time.perf_counter() - start


def main() -> None:
    """Print one line a size: the least and the median of warm prints, in this process and by a printer, by turns."""
    installed = faces(Settings.from_environ(os.environ))
    print(f"cold, 20 articles: {seconds(regulation(20), installed):.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        room = Pressroom(Spool(Path(folder)))
        print(f"cold, by a printer: {printed(regulation(20), installed, room, 0):.2f} s")
        for articles, repeats in SIZES:
            document = regulation(articles)
            collecting, resting, there, proved = [], [], [], []
            for at in range(1, repeats + 1):
                collecting.append(seconds(document, installed))
                resting.append(seconds(document, installed, collecting=False))
                there.append(printed(document, installed, room, at))
                proved.append(printed(document, installed, room, at, official=True))
            size = len(render(document, FACTS, installed)) // 1024
            print(
                f"warm, {articles} articles: processor {_told(collecting)}, without the collector {_told(resting)}, "
                f"by a printer within {_told(there)}, an official one with its proof {_told(proved)}, {size} kB",
                flush=True,
            )
        room.stop()
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def _told(times: list[float]) -> str:
    return f"{min(times):.2f} / {statistics.median(times):.2f} s"


if __name__ == "__main__":
    main()
