"""Lets references follow the articles they name when only some of the tracked changes of a file are accepted.

Word counts automatic numbers anew and leaves 第八条 in the words as it is. Untouched words follow; words that somebody
inserted stay as they were typed, because whoever typed them saw the new numbers already.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from workflow.text.comparing.keys import carry
from workflow.text.labels.chinese import annex, listed, numbered
from workflow.text.labels.english import article, container
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.rewrite import rewrite
from workflow.text.tree import CONTAINERS, Document, Kind

_NUMERALS = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千两兩"
_MASK = str.maketrans({numeral: chr(0xF0700 + at) for at, numeral in enumerate(_NUMERALS)})
_UNMASK = str.maketrans({chr(0xF0700 + at): numeral for at, numeral in enumerate(_NUMERALS)})


def masked(line: str, spans: Iterable[tuple[int, int]], cited: Iterable[tuple[int, int]] = ()) -> str:
    """`line` with other characters for the numerals in `spans`; its own number at the head stays what it is.

    cited  references that followed already, which are no number of the line even where it begins with one
    """
    head = _label_end(line)
    letters = list(line)
    for start, end in (*((max(start, head), end) for start, end in spans), *cited):
        for at in range(start, end):
            letters[at] = letters[at].translate(_MASK)
    return "".join(letters)


def followed(before: str, after: str) -> str:
    """The canonical text of `after`, a masked text made out of `before`, its references naming what they named there."""
    old, new = parse(before).document, parse(after).document
    moved = _moved(old, new)
    if moved:
        new = rewrite(new, moved).document
    return write(new).translate(_UNMASK)


def _label_end(line: str) -> int:
    blank = len(line) - len(line.lstrip())
    words = line[blank:]
    label = numbered(words) or listed(words) or annex(words) or article(words) or container(words)
    return blank + label.end if label else 0


def _moved(old: Document, new: Document) -> dict[str, str]:
    """Old label → new label of every article and container, when any of them is called otherwise now."""
    numbers = count(1)
    old, _ = carry(None, old, lambda: str(next(numbers)))
    new, _ = carry(old, new, lambda: str(next(numbers)))
    was = _labels(old)
    labels = {was[key]: label for key, label in _labels(new).items() if key in was}
    return labels if any(before != after for before, after in labels.items()) else {}


def _labels(document: Document) -> dict[str, str]:
    return {
        unit.key: unit.label
        for unit in document.root.walk()
        if unit.label and (unit.kind == Kind.ARTICLE or unit.kind in CONTAINERS)
    }
