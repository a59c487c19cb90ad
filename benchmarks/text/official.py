"""How much is recovered of official papers as machines take them from PDF and Word: a folder of .txt files.

    CORPUS=folder python -m benchmarks official        the papers in its folder official
    python -m benchmarks official --folder FOLDER      those of another folder, or of folders below it

Counts characters that are lost and not told (none must be), lines that begin with 第X条, and with 一、, and how many of them
begin a unit in the tree, and papers whose title is found. A list inside a quotation, or a citation at the beginning of a
line, counts as missed: the figure is a lower bound.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path

from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import LISTED, Kind

_ARTICLE = re.compile("第[零〇一二三四五六七八九十百千0-9]{1,7}[条條](?![第款项之、，。的规])")
_LISTED = re.compile("[一二三四五六七八九十]{1,4}、")
_LABELLED = LISTED | {Kind.ARTICLE, Kind.HEADING}


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of one paper, or of many."""

    papers: int = 0
    titled: int = 0
    headed: int = 0
    lost: int = 0
    articles: int = 0
    articles_found: int = 0
    lists: int = 0
    lists_found: int = 0

    def __add__(self, other: Recovered) -> Recovered:
        return Recovered(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def recovered(text: str) -> Recovered:
    """What of a paper is in its tree. `text` is the file as it is."""
    parsed = parse(text, markup=True)
    tree, canonical = parsed.document.root, write(parsed.document)
    lost = Counter("".join(text.split())) - Counter("".join(canonical.split()))
    told = Counter("".join("".join(change.before.split()) for change in parsed.changes))
    begun = {unit.line for unit in tree.walk() if unit.label and unit.kind in _LABELLED}
    opened = {unit.line for unit in tree.walk() if unit.kind == Kind.ARTICLE}
    lines = {number: line.strip() for number, line in enumerate(text.split("\n"), 1)}
    articles = [number for number, line in lines.items() if _ARTICLE.match(line)]
    lists = [number for number, line in lines.items() if _LISTED.match(line)]
    return Recovered(
        papers=1,
        titled=bool(parsed.document.title),
        headed=any(unit.kind == Kind.LETTERHEAD for unit in tree.children),
        lost=(lost - told).total(),
        articles=len(articles),
        articles_found=sum(number in opened for number in articles),
        lists=len(lists),
        lists_found=sum(number in begun for number in lists),
    )


def main(options: list[str]) -> int:
    """Print the figures of a folder of papers, and every paper that is not whole. 1 where characters are lost, 2 where there are no papers."""
    named = argparse.ArgumentParser(prog="official")
    named.add_argument("--folder", type=Path, default=Path(os.environ.get("CORPUS", "")) / "official")
    folder: Path = named.parse_args(options).folder
    total = Recovered()
    for path in sorted(folder.rglob("*.txt")):
        found = recovered(path.read_bytes().decode("utf-8", "replace"))
        total += found
        if found.lost or found.articles > found.articles_found or found.lists > found.lists_found or not found.titled:
            print(f"{path.name}: {_told(found)}")
    if not total.papers:
        print(f"No papers are in {folder}: set CORPUS, or name a folder with --folder.")
        return 2
    print(_told(total))
    return 1 if total.lost else 0


def _told(found: Recovered) -> str:
    return (
        f"{found.papers} papers, {+found.titled} with a title, {+found.headed} with a letterhead or an order above it; "
        f"{found.lost} characters lost unlisted; articles {found.articles_found} of {found.articles}, "
        f"lists 一、 {found.lists_found} of {found.lists}"
    )
