"""Decisions that nearly say something else: carried out exactly, or refused; never exit 0 with another text.

    python -m benchmarks near_misses [--n 1000] [--seed 0] [--on both|articles|clauses|commas]
                                                             ends with `near misses N wrong W`; exit 1 when W is not 0
    python -m benchmarks near_misses --replay FILE             prints the outcome after each case of FILE

Beside the random edits, which are all well formed: the name of a sister regulation, a place narrowed to a sentence, a
proviso, a list unit or a half, a verb hidden in a purpose or behind the items, a number off by one, exchanges that meet,
quotations left over, several regulations in one decision, bare renumberings, and the same in English. The right text is
made by a model of its own (`_near_miss_model`) from lists of sentences; None says that only a refusal is right. One case
in twenty goes through the real command line. One case in three is about a text of clauses (`tests/text/forms`), one in two
of those about one numbered 一、（一）.

FILE holds JSON lines, one case each:

    {"kind": "sentence", "seed": 12, "old": "…the whole text…", "decision": "…", "right": "…the whole text…" or null,
     "rest": "…the text with the other items carried out, which a refusal has to leave" or null}

`--write FILE` writes the cases of a run in that form. An outcome is one line: number, kind, `right`, `refused` or `WRONG`.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.near_misses import chinese, clauses, commas, english, english_clauses
from benchmarks.near_misses.author import Author, Miss, swap
from benchmarks.near_misses.model import Maker, Regulation, zh
from workflow.text.amending.apply import apply, canonical
from workflow.text.reading.parse import parse

_COMMAND_LINE = 20  # one case in so many goes through the real command
_LEAST = 0.01  # share that each kind has to have
_ENGLISH = 0.28


@dataclass(frozen=True)
class Case:
    """One decision on one text, and what is right; see the head of this module."""

    kind: str
    seed: int
    old: str
    decision: str
    right: str | None
    rest: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of a case: right, refused, or wrong."""

    case: Case
    text: str
    undone: bool

    @property
    def verdict(self) -> str:
        """`right`, `refused` or `WRONG`: exit 0 with a text that is not the right one, or a refusal that changed something else."""
        if self.undone:
            return "refused" if self.case.rest is None or self.text == self.case.rest else "WRONG"
        return "right" if self.text == self.case.right else "WRONG"


def case(seed: int) -> Case:
    """The case of that seed."""
    chance = random.Random(f"near misses {seed}")
    if chance.random() < _ENGLISH:
        kind, write, _ = chance.choices(english.KINDS, [one[2] for one in english.KINDS])[0]
        author = english.English(chance)
        write(author)
        return Case(
            kind, seed, author.text(), author.decision, author.right, author.rest if author.right is None else None
        )
    return _chinese(seed, chance)


def clause_case(seed: int) -> Case:
    """The case of that seed on a text of clauses 1.1."""
    chance = random.Random(f"near misses of clauses {seed}")
    author = clauses.Author(chance)
    kind, write, _ = chance.choices(clauses.KINDS, [one[2] for one in clauses.KINDS])[0]
    return _on_paper(kind, seed, author.paper, write(author))


def comma_case(seed: int) -> Case:
    """The case of that seed on a text numbered 一、（一）."""
    chance = random.Random(f"near misses of commas {seed}")
    author = commas.Author(chance)
    kind, write, _ = chance.choices(commas.KINDS, [one[2] for one in commas.KINDS])[0]
    return _on_paper(kind, seed, author.paper, write(author))


def english_clause_case(seed: int) -> Case:
    """The case of that seed on an English text of clauses 1.1."""
    chance = random.Random(f"near misses of English clauses {seed}")
    author = english_clauses.Author(chance)
    kind, write, _ = chance.choices(english_clauses.KINDS, [one[2] for one in english_clauses.KINDS])[0]
    written = write(author)
    name = written.title or author.text.title
    items = [f"{number}. {item}" for number, item in enumerate(written.items, 1)]
    decision = "\n".join([f"Decision on Amending the {name}", f"The {name} is amended as follows:", *items]) + "\n"
    texts = (author.text, written.right)
    printed = (one if one is None or isinstance(one, str) else one.written() for one in texts)
    old, right = (None if one is None else canonical(parse(one).document) for one in printed)
    return Case(kind, seed, old or "", decision, right, old if right is None else None)


def _on_paper(kind: str, seed: int, paper: clauses.Paper | commas.Paper, written: clauses.Written) -> Case:
    name = written.title or f"《{paper.title}》"
    items = [f"{zh(number)}、{item}" for number, item in enumerate(written.items, 1)]
    decision = "\n".join([f"关于修改{name}的决定", f"对{name}作如下修改：", *items]) + "\n"
    old = "\n".join(paper.lines) + "\n"
    right = None if written.right is None else "\n".join(written.right) + "\n"
    return Case(kind, seed, old, decision, right, old if right is None else None)


def _chinese(seed: int, chance: random.Random) -> Case:
    maker = Maker(chance)
    old = maker.regulation()
    author = Author(chance, maker, old)
    kind, write, _ = chance.choices(chinese.KINDS, [one[2] for one in chinese.KINDS])[0]
    miss = write(author)
    rest, right = old.copy(), miss.right
    items = list(miss.items)
    if miss.alone:
        items = [
            item if item[0] in "一二三四五六七八九十（1" else f"{zh(k)}、{item}" for k, item in enumerate(items, 1)
        ]
    else:
        further = _further(chance, author, miss)
        if further:
            item, changes = further
            items.insert(chance.choice([0, len(items)]), item)
            for one in (rest, right):
                if one is not None:
                    changes(one)
        items = [f"{zh(k)}、{item}" for k, item in enumerate(items, 1)]
    name = f"《{old.title}》"
    head = [miss.title or f"关于修改{name}的决定", miss.opening or (f"对{name}作如下修改：" if not miss.title else "")]
    decision = "\n".join([*(line for line in head if line), *items, *miss.closing]) + "\n"
    several = miss.alone and len(miss.items) > 1
    wanted = None if right is None else right.text(miss.kept)
    left = None if several or kind in ("outside", "overlapping", "package") else rest.text()
    return Case(kind, seed, old.text(), decision, wanted, left if right is None else None)


def _further(chance: random.Random, author: Author, miss: Miss) -> tuple[str, Callable[[Regulation], None]] | None:
    """One plain item more, about an article that the near miss leaves alone."""
    free = [number for number in range(1, author.count + 1) if number not in miss.touched]
    free = [number for number in free if any(not one.units for one in author.old.article(number))]
    if not free or chance.random() < 0.5:
        return None
    number = chance.choice(free)
    words = next("".join(one.sentences) for one in author.old.article(number) if not one.units)
    tag = author.tag_in(words)

    def changes(text: Regulation) -> None:
        swap(text.article(number), tag, "另一号")

    return f"将第{zh(number)}条中的“{tag}”修改为“另一号”。", changes


def carried(one: Case, through_command: bool = False) -> Outcome:
    """Carries the decision of a case out, in this process or by the command."""
    if through_command:
        return _by_command(one)
    done = apply(parse(one.old).document, one.decision)
    return Outcome(one, done.text, bool(done.undone))


def _by_command(one: Case) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("old.txt", "decision.txt")]
        for path, text in zip(paths, (one.old, one.decision), strict=True):
            path.write_text(text, "utf-8")
        told = subprocess.run(
            [sys.executable, "-m", "workflow.cli", "apply", *map(str, paths)],
            capture_output=True,
            text=True,
            check=False,
        )
    if told.returncode not in (0, 3) or bool(told.stderr) != (told.returncode == 3):
        raise RuntimeError(f"case {one.seed}: exit {told.returncode}, {told.stderr[:300]}")
    return Outcome(one, told.stdout, told.returncode == 3)


def run(cases: Iterable[Case], every: int = _COMMAND_LINE) -> Iterator[Outcome]:
    """The outcomes; one case in `every` goes through the command line, none when it is 0."""
    for number, one in enumerate(cases, 1):
        yield carried(one, bool(every) and number % every == 0)


def replayed(path: Path) -> Iterator[Case]:
    """The cases of a file of JSON lines."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if line.strip():
            yield Case(**{"kind": "", "seed": number, "rest": None} | json.loads(line))


def report(outcomes: list[Outcome]) -> None:
    """How often each kind occurred, and what came of it."""
    kinds = Counter(one.case.kind for one in outcomes)
    for kind, count in sorted(kinds.items(), key=lambda pair: -pair[1]):
        some = [one for one in outcomes if one.case.kind == kind]
        could = [one for one in some if one.case.right is not None]
        done = sum(one.verdict == "right" for one in could)
        wrong = sum(one.verdict == "WRONG" for one in some)
        print(
            f"{kind:20} {count:6} {100 * count / len(outcomes):5.1f} %   carried out {done:5} of {len(could):5}   wrong {wrong}"
        )
    seldom = [kind for kind, count in kinds.items() if count < _LEAST * len(outcomes)]
    if seldom and len(outcomes) >= 500:
        print(f"seldom: {', '.join(seldom)}")


def main(options: list[str]) -> int:
    """Runs the trial or replays a file; 1 when a text was wrong."""
    chosen = argparse.ArgumentParser(prog="near_misses", description="Decisions that nearly say something else.")
    chosen.add_argument("--n", type=int, default=1000)
    chosen.add_argument("--seed", type=int, default=0)
    chosen.add_argument("--on", choices=["both", "articles", "clauses", "commas", "english"], default="both")
    chosen.add_argument("--replay", type=Path)
    chosen.add_argument("--write", type=Path)
    asked = chosen.parse_args(options)
    if asked.replay is not None:
        outcomes = []
        for number, one in enumerate(run(replayed(asked.replay), every=0), 1):
            outcomes.append(one)
            print(f"{number} {one.case.kind}: {one.verdict}")
    else:
        writers = {
            "both": [clause_case, case, case, comma_case, case, english_clause_case, case],
            "articles": [case],
            "clauses": [clause_case],
            "commas": [comma_case],
            "english": [english_clause_case],
        }[asked.on]
        cases = [writers[number % len(writers)](1_000_003 * asked.seed + number) for number in range(asked.n)]
        if asked.write is not None:
            asked.write.write_text(
                "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in cases), "utf-8"
            )
        outcomes = list(run(cases))
        report(outcomes)
    wrong = [one for one in outcomes if one.verdict == "WRONG"]
    for one in wrong[:10]:
        print(f"\nWRONG {one.case.kind} {one.case.seed}\n{one.case.decision}")
    print(f"near misses {len(outcomes)} wrong {len(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
