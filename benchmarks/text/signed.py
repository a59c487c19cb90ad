"""Whether an office would sign what `amend` writes: words cut, items beside the real decision's, one exchange said twice.

Two rows: the real pairs of CORPUS with the decision that an office wrote, and real texts in which whole words were changed.
The judge of words is another than the one that writes (`_judge`).
"""

from __future__ import annotations

import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.text._judge import cuts, words
from benchmarks.text.amend import pairs, quoted_ratio
from tests.text.manuscript import manuscript
from workflow.text.amending.amend import Amended, Refusal, amend
from workflow.text.amending.apply import apply
from workflow.text.amending.said.operations import Item
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document
from workflow.words import Script

_QUOTED = re.compile("“([^“”\n]*)”(?![^“”]*\n“)|「([^「」\n]*)」")
_EXCHANGE = re.compile("“([^“”\n]*)”(?:统一)?修改为“([^“”\n]*)”|在“([^“”\n]*)”([前后])增加“([^“”\n]*)”")
_TIMES = (1, 2, 3, 5, 8)  # changes in one text


@dataclass
class Read:
    """One decision as a second pair of eyes finds it.

    fragments, cut   quoted words that are less than a paragraph, and those that begin or end inside a word
    guessed          the same with words that no dictionary has
    items            how many it has
    again            items that say an exchange which another item says too
    bare             quotations of punctuation alone
    """

    items: int
    fragments: int = 0
    cut: list[str] = field(default_factory=list)
    guessed: int = 0
    again: int = 0
    bare: int = 0


def _paragraphs(*documents: Document) -> list[str]:
    """Every string of the texts in which words may be quoted."""
    found: dict[str, None] = {}
    for document in documents:
        for unit in document.root.walk():
            texts = [unit.text, unit.heading, *(cell for row in unit.rows for cell in row)]
            found |= dict.fromkeys(line for text in texts for line in text.split("\n") if line)
    return list(found)


def second_eyes(items: Iterable[Item], old: Document, new: Document, *, whole: bool = False) -> Read:
    """Reads the items of a decision that leads from `old` to `new`. `whole`: no item says where its words stand."""
    items = list(items)
    read = Read(len(items))
    said: Counter[tuple[str, ...]] = Counter()
    each: list[set[tuple[str, ...]]] = []
    everywhere = _paragraphs(old, new)
    for item in items:
        each.append(set(_EXCHANGE.findall(item.words)))
        said.update(each[-1])
        named = [
            unit
            for text in (old, new)
            for unit in text.articles()
            if not whole and (unit.label in item.words or unit.label in item.labels)
        ]
        near = _paragraphs(*(Document(old.language, unit) for unit in named))
        for one, other in _QUOTED.findall(item.words):
            fragment = (one or other).replace("‘", "“").replace("’", "”")
            if not fragment or old.language == Script.ENGLISH:
                continue
            read.bare += not any(map(str.isalnum, fragment))
            where = near if any(fragment in text for text in near) else everywhere
            if (judged := cuts(fragment, where)) is None:
                continue
            read.fragments += 1
            read.guessed += bool(cuts(fragment, where, guessing=True))
            if judged:
                read.cut.append(fragment)
    read.again = sum(any(said[one] > 1 for one in some) for some in each)
    return read


# real pairs


@dataclass
class Pair:
    """One pair of versions: what was written, how it reads, and how the decision of the office reads."""

    slug: str
    answer: Amended | Refusal
    seconds: float
    ratio: float
    ours: Read | None
    real: Read | None


def judge_pair(folder: Path) -> Pair:
    """Writes the decision from old.txt to new.txt and reads it beside decision.txt."""
    old, new = (parse((folder / name).read_text("utf-8"), markup=True).document for name in ("old.txt", "new.txt"))
    start = time.perf_counter()
    answer = amend(old, new)
    seconds = time.perf_counter() - start
    ours = second_eyes(answer.items, old, new) if isinstance(answer, Amended) else None
    real = None
    if (folder / "decision.txt").is_file() and old.language != Script.TRADITIONAL:  # that one is a record without items
        applied = apply(old, (folder / "decision.txt").read_text("utf-8"))
        real = second_eyes([Item("", (folder / "decision.txt").read_text("utf-8"), line=0)], old, new, whole=True)
        real.items = len(applied.carried) + len(applied.undone)
    return Pair(folder.name, answer, seconds, quoted_ratio(answer, old, new), ours, real)


# whole words changed in real texts


@dataclass
class Row:
    """What came of changing whole words in real texts: decisions, proved ones, and what their fragments look like."""

    count: int = 0
    refused: list[str] = field(default_factory=list)
    fragments: int = 0
    cut: list[str] = field(default_factory=list)
    guessed: int = 0
    again: int = 0
    bare: int = 0
    seconds: float = 0.0


def changed(old: Document, chance: random.Random) -> Document:
    """`old` with some whole words, as the judge knows them, exchanged, put in or taken out."""
    draft = manuscript(old)
    places = [unit for unit in draft.root.walk() if unit.kind in ("paragraph", "item") and len(unit.text) > 12]
    known = [
        word for unit in places for word in words(unit.text) if len(word) > 1 and word.isalpha() and not word.isascii()
    ]
    for unit in chance.sample(places, min(len(places), chance.choice(_TIMES))):
        parts = words(unit.text)
        free = [k for k, part in enumerate(parts) if len(part) > 1 and part.isalpha()]
        if not free or not known:
            continue
        at = chance.choice(free)
        match chance.randrange(5):
            case 0:
                parts[at] = chance.choice(known)
            case 1:
                parts[at] += "或者" + chance.choice(known)
            case 2:
                parts[at] = "、".join((chance.choice(known), parts[at]))
            case 3 if len(free) > 3:
                del parts[at]
            case _:
                ends = [k for k, part in enumerate(parts) if part in "，；。"]
                parts.insert(
                    chance.choice(ends) if ends else len(parts),
                    "，" + "".join(chance.sample(known, min(3, len(known)))),
                )
        unit.text = "".join(parts)
    return parse(write(draft.closed()), old.language).document


def texts(corpus: Path) -> list[tuple[str, Document]]:
    """Real texts without a pair."""
    found = []
    for path in sorted([*(corpus / "official").glob("*.txt"), *(corpus / "single").glob("*.txt")]):
        read = parse(path.read_text("utf-8"), markup=True).document
        again = parse(write(read), read.language).document
        if len(again.articles()) > 3 and again.language != Script.ENGLISH:
            found.append((path.stem, again))
    return found


def run(found: list[tuple[str, Document]], seeds: range) -> Row:
    """Changes one text for each seed and reads the decision."""
    row = Row()
    for seed in seeds:
        slug, old = found[seed % len(found)]
        new = changed(old, random.Random(seed))
        if write(new) == write(old):
            continue
        start = time.perf_counter()
        answer = amend(old, new)
        row.seconds += time.perf_counter() - start
        row.count += 1
        if isinstance(answer, Refusal):
            row.refused.append(f"{slug} {seed}: {answer.label} {answer.reason.zh}")
            continue
        read = second_eyes(answer.items, old, new)
        row.fragments += read.fragments
        row.cut += read.cut
        row.guessed += read.guessed
        row.again += read.again
        row.bare += read.bare
    return row


def share(part: int, whole: int) -> str:
    """A percentage as it is printed."""
    return f"{100 * part / whole:.1f} %" if whole else "none"


def _line(one: Pair) -> str:
    if (ours := one.ours) is None:
        return f"{one.slug:32} {'refused':>7} {one.answer}"
    real = (f"{one.real.items:5}", f"{len(one.real.cut)} of {one.real.fragments}") if one.real else ("", "")
    cut = f"{len(ours.cut)} of {ours.fragments} ({ours.guessed})"
    return (
        f"{one.slug:32} {'yes':>7} {ours.items:6} {real[0]:>6} {cut:>16} {real[1]:>10} {ours.again:6} {ours.bare:5}"
        f" {one.ratio:7.2f} {one.seconds * 1000:6.0f}"
    )


def _pairs(found: list[Pair], show: bool) -> None:
    print(
        f"{'':32} {'proved':>7} {'items':>6} {'real':>6} {'cut (guessed)':>16} {'real cut':>10} {'again':>6} {'bare':>5} {'quoted':>7} {'ms':>6}"
    )
    for one in found:
        print(_line(one))
        if show and one.ours:
            print("    ours:", *one.ours.cut, "| real:", *(one.real.cut if one.real else ()))
    ours, reals = [one.ours for one in found if one.ours], [one.real for one in found if one.real]
    fragments = sum(read.fragments for read in ours)
    print(
        f"proved {len(ours)} of {len(found)}; fragments that cut a word: {share(sum(len(read.cut) for read in ours), fragments)}, "
        f"guessed words too {share(sum(read.guessed for read in ours), fragments)}, "
        f"real decisions {share(sum(len(read.cut) for read in reals), sum(read.fragments for read in reals))}"
    )
    items = [(one.ours.items, one.real.items) for one in found if one.ours and one.real]
    own, theirs = sum(a for a, _ in items), sum(b for _, b in items)
    print(f"items where a real decision exists: {own}, real {theirs}: {own / max(1, theirs):.2f} x")


def main(options: list[str]) -> int:
    """Prints a line for each pair and the sums. `--show`: every fragment that cuts a word."""
    corpus = Path(os.environ.get("CORPUS", ""))
    if not os.environ.get("CORPUS") or not corpus.is_dir():
        print("CORPUS names no folder of amended texts: nothing to measure.")
        return 0
    _pairs([judge_pair(folder) for folder in pairs(corpus)], "--show" in options)
    row = run(texts(corpus), range(int(os.environ.get("TRIALS", "300"))))
    print(
        f"\nreal texts with whole words changed: {row.count - len(row.refused)} of {row.count} proved; "
        f"{len(row.cut)} of {row.fragments} fragments cut a word ({share(len(row.cut), row.fragments)}, "
        f"guessed words too {share(row.guessed, row.fragments)}), {row.again} items say what another says, "
        f"{row.bare} quotations of punctuation alone, {row.seconds:.1f} s to write"
    )
    print(*(f"refused {line}" for line in row.refused), sep="\n")
    if "--show" in options:
        print("    cut:", *row.cut)
    return 0
