"""What a text that is within the bound and made to cost much costs: seconds of the processor and megabytes of each step.

    python -m benchmarks hostile_texts [--size 1000000] [--kinds …] [--steps parse,compare,…] [--seconds 30]

Each cell is a process of its own; what takes longer than the seconds given is ended.
"""

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from tests.text.hostile_texts import KINDS, edited
from workflow.text.amending.amend import amend
from workflow.text.amending.apply import apply
from workflow.text.comparing.compare import compare
from workflow.text.comparing.risk import risks
from workflow.text.fingerprint import fingerprint
from workflow.text.lines import read
from workflow.text.merging.merge import merge
from workflow.text.merging.proposing import untracked
from workflow.text.reading.outline import outline
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.find import references
from workflow.text.references.retargeted import retargeted
from workflow.text.references.rewrite import renumber_and_rewrite

Step = Callable[[str, str, str], object]
STEPS: dict[str, Step] = {
    "parse": lambda old, _new, _other: parse(old).problems,
    "markup": lambda old, _new, _other: read(old, markup=True),
    "outline": lambda old, _new, _other: outline(parse(old)),
    "write": lambda old, _new, _other: fingerprint(write(parse(old).document)),
    "refer": lambda old, _new, _other: references(parse(old).document),
    "compare": lambda old, new, _other: compare(parse(old).document, parse(new).document),
    "risks": lambda old, new, _other: [risks(one) for one in compare(parse(old).document, parse(new).document).changes],
    "other": lambda old, _new, other: compare(parse(old).document, parse(other).document),
    "merge": lambda old, new, _other: merge(parse(old).document, parse(new).document, parse(edited(old, 2)).document),
    "retargeted": lambda old, new, _other: retargeted(parse(old).document, parse(new).document),
    "renumber": lambda old, _new, _other: renumber_and_rewrite(parse(old).document),
    "proposing": lambda old, new, _other: untracked(parse(old).document, new),
    "amend": lambda old, new, _other: amend(parse(old).document, parse(new).document),
    "apply": lambda old, new, _other: apply(parse(old).document, new),
}


def _measure(kind: str, step: str, size: int, told: Connection) -> None:
    old = KINDS[kind](size)
    new, other = edited(old), KINDS["real_articles"](size)
    told.send(len(old.encode()))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    try:
        STEPS[step](old, new, other)
        why = ""
    except Exception as error:  # noqa: BLE001 (which it is stands in the table)
        why = f" {type(error).__name__}"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told.send(f"{time.process_time() - begun:.1f} s {(most - before) / 1024:.0f} MB{why}")


def main(options: list[str]) -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks hostile_texts")
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--steps", default=",".join(STEPS))
    parser.add_argument("--seconds", type=float, default=30.0)
    given = parser.parse_args(options)
    steps = given.steps.split(",")
    print(f"| Text | {' | '.join(steps)} |\n| --- |{' ---: |' * len(steps)}")
    context = multiprocessing.get_context("fork")
    for kind in given.kinds.split(","):
        cells = []
        for step in steps:
            ours, theirs = context.Pipe()
            one = context.Process(target=_measure, args=(kind, step, given.size, theirs))
            one.start()
            theirs.close()
            cell = f"> {given.seconds:.0f} s"
            try:
                if ours.poll(60) and ours.recv() and ours.poll(given.seconds):
                    cell = ours.recv()
            except EOFError:
                cell = "ended"
            one.kill()
            one.join()
            cells.append(cell)
        print(f"| {kind} | {' | '.join(cells)} |", flush=True)
    return 0
