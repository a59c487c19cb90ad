"""Provisions laid out as one row of words and put together again: for three forms that differ in where provisions end.

One drafter makes two paragraphs of one, or one article of two, and another words something in it anew: as provisions
nothing pairs, as words nearly all does. Where a provision begins is a word like another here, so that an edit of it beside
an edit of words is a clash as between words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from workflow.text.merging.cutting import telling, words
from workflow.text.merging.weaving import About, Stitch, weave
from workflow.text.tree import Provision

_BEGINS, _CELL, _TEXT = "\x01", "\x02", "\x03"  # no text has these
_ENDS = frozenset("。；！？;!?.\n")


class Laid(NamedTuple):
    """A row of words, and for the place where a provision begins that provision."""

    words: list[str]
    begins: dict[int, Provision]


@dataclass(frozen=True, slots=True)
class Whole:
    """A provision put together, without what is below it, and the forms it has in the three texts, None where it has none."""

    depth: int
    provision: Provision
    forms: tuple[Provision | None, Provision | None, Provision | None]


def ends(word: str) -> bool:
    """Whether a sentence, a provision or a cell ends with a word of a row."""
    return word in _ENDS or word[0] in (_BEGINS, _CELL, _TEXT)


#: What a merge knows of the words of a text, and of the signs between provisions.
ABOUT = About(ends, telling)


def laid_out(some: Sequence[Provision], text_of: Callable[[Provision], str]) -> Laid:
    """The words of provisions and of all below them; `text_of` says which text stands for each."""
    row = Laid([], {})
    for one in some:
        _lay(one, 0, text_of, row)
    return row


def _lay(one: Provision, depth: int, text_of: Callable[[Provision], str], row: Laid) -> None:
    row.begins[len(row.words)] = one
    row.words.append(f"{_BEGINS}{one.kind.value}{depth}")
    row.words.extend(words(one.heading))
    row.words.append(_TEXT)
    row.words.extend(words(text_of(one)))
    for cells in one.rows:
        row.words.append(_CELL * 2)
        for cell in cells:
            row.words.append(_CELL)
            row.words.extend(words(cell))
    for child in one.children:
        _lay(child, depth + 1, text_of, row)


def put_together(base: Laid, ours: Laid, theirs: Laid) -> list[Whole] | None:
    """The provisions that come of three rows, in the order of the text; None where the words clash."""
    rows = base, ours, theirs
    woven = weave(base.words, ours.words, theirs.words, ABOUT)
    if woven is None:
        return None
    out: list[Whole] = []
    starts = [k for k, stitch in enumerate(woven) if _word(rows, stitch)[0] == _BEGINS]
    if starts[:1] != [0]:
        return [] if not woven else None
    for start, stop in zip(starts, [*starts[1:], len(woven)], strict=True):
        whole = _whole(rows, woven[start:stop])
        if whole is None or whole.depth > (out[-1].depth + 1 if out else 0):
            return None
        out.append(whole)
    return out


def _whole(rows: Sequence[Laid], woven: Sequence[Stitch]) -> Whole | None:
    forms = tuple(None if place is None else row.begins[place] for row, place in zip(rows, woven[0], strict=True))
    own = next(form for form in forms[::-1] if form is not None)
    found = [_word(rows, stitch) for stitch in woven]
    if found.count(_TEXT) != 1:
        return None
    at = found.index(_TEXT)
    cells = next((k for k, word in enumerate(found) if word[0] == _CELL), len(found))
    if cells < at:
        return None
    table: list[list[str]] = []
    for word in found[cells:]:
        if word == _CELL * 2:
            table.append([])
        elif not table or (word != _CELL and not table[-1]):
            return None
        elif word == _CELL:
            table[-1].append("")
        else:
            table[-1][-1] += word
    return Whole(
        int(found[0][1:].removeprefix(own.kind.value)),
        replace(
            own,
            heading="".join(found[1:at]),
            text="".join(found[at + 1 : cells]),
            children=(),
            rows=tuple(map(tuple, table)),
            key="",
        ),
        forms,  # type: ignore[arg-type]
    )


def _word(rows: Sequence[Laid], stitch: Stitch) -> str:
    return next(row.words[place] for row, place in zip(rows, stitch, strict=True) if place is not None)


def nested(some: Sequence[Whole]) -> list[Provision]:
    """The provisions at the top with those below them in their places."""
    return _below(some, 0, 0)[0]


def _below(some: Sequence[Whole], at: int, depth: int) -> tuple[list[Provision], int]:
    found: list[Provision] = []
    while at < len(some) and some[at].depth == depth:
        whole = some[at]
        below, at = _below(some, at + 1, depth + 1)
        found.append(replace(whole.provision, children=tuple(below)))
    return found, at
