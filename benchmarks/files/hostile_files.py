"""What a Word file that is made to cost much costs: seconds of the processor, megabytes, and what came of it.

    python -m benchmarks hostile_files [--size 100000] [--kinds paragraphs,tracked,…] [--seconds 60]

Each kind is read in a process of its own by the reader itself (not by the process that the pages have it read in, which
ends sooner), first as it comes in, then its text is read as a text. What takes longer than the seconds given is ended.
"""

import argparse
import multiprocessing
import resource
import time
from multiprocessing.connection import Connection

from tests.publishing.word.files.hostile import FULL, KINDS
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.unreadable import WordUnreadable
from workflow.text.reading.parse import parse


def _measure(kind: str, size: int, told: Connection) -> None:
    content = KINDS[kind](size)
    told.send(len(content))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    text, came = "", ""
    try:
        read = read_document(content)
        text = read.text
        came = f"{text.count(chr(10))} lines, {len(text)} letters, {len(read.changes)} changes, {len(read.comments)} remarks"
    except WordUnreadable as error:
        came = error.words.en[:50]
    reading = time.process_time() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told.send((came, reading, (most - before) / 1024))
    if text:
        begun = time.process_time()
        parse(text)
        told.send((time.process_time() - begun, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))


def main(options: list[str]) -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks hostile_files")
    parser.add_argument("--size", type=int, default=FULL)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args(options)
    print(
        "| Kind | File | Read | Memory | As a text | Memory | What came of it |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    )
    context = multiprocessing.get_context("spawn")
    for kind in given.kinds.split(","):
        ours, theirs = context.Pipe()
        one = context.Process(target=_measure, args=(kind, given.size, theirs))
        one.start()
        theirs.close()
        cells = ["", f"> {given.seconds:.0f} s", "", "", "", "not done"]
        try:
            if ours.poll(60):
                cells[0] = f"{ours.recv() / 1_000_000:.2f} MB"
            if ours.poll(given.seconds):
                cells[5], spent, taken = ours.recv()
                cells[1:4] = f"{spent:.1f} s", f"{taken:.0f} MB", "—"
                if ours.poll(given.seconds):
                    spent, taken = ours.recv()
                    cells[3:5] = f"{spent:.1f} s", f"{taken:.0f} MB"
        except EOFError:
            pass
        one.kill()
        one.join()
        print(f"| {kind} | {' | '.join(cells)} |", flush=True)
    return 0
