"""Tracked changes of a Word file, each with its author and its place in both views of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import NamedTuple

from workflow.publishing.word.reading.flow import Block, Mark, Paragraph, Piece, Row
from workflow.publishing.word.reading.view import View


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """One tracked change.

    kind             insert, delete, replace; move for either half of a move (`move` names it, one half has `old`, the
                     other `new`); split and join where only the end of a paragraph was inserted or deleted; list where
                     a paragraph was given another automatic number, or none
    old, new         the words that went and that came, without automatic numbers (of a list change: those numbers)
    paragraph        which paragraph of the file, from 1
    line, start      where it begins in the text with all changes accepted: line from 1, column from 0
    old_line, _start  the same with all changes rejected
    whole            True when the whole paragraph came or went
    row              which tracked row of a table it is in, from 1; 0 for none
    """

    author: str
    at: datetime | None
    kind: str
    old: str
    new: str
    paragraph: int
    line: int
    start: int
    old_line: int
    old_start: int
    whole: bool = False
    move: str = ""
    row: int = 0


class Found(NamedTuple):
    """A tracked change and everything in the file that has to be taken as accepted for it."""

    change: TrackedChange
    things: frozenset[object]


class _Told(NamedTuple):
    """A paragraph, the run of paragraphs it stands in with nothing between, and the tracked row around it."""

    paragraph: Paragraph
    run: int
    row: Row | None


def changes_of(blocks: list[Block], accepted: View, rejected: View) -> list[Found]:
    """The tracked changes of a document, in its order."""
    told = list(_tell(blocks, None, count(1)))
    whole = [_whole(one.paragraph) for one in told]
    ends = _taken_over(told, whole)
    rows: dict[int, int] = {}
    found: list[Found] = []
    for at, (paragraph, _, row) in enumerate(told):
        number = rows.setdefault(id(row), len(rows) + 1) if row is not None else 0
        around = {row} if row is not None else set()
        own: set[object] = ends.get(at, set()) if at in ends else {paragraph} if whole[at] else set()
        look = paragraph.before is not None and accepted.is_relisted(paragraph)
        groups = list(_groups(paragraph.pieces))
        hand = _whose_end(paragraph, groups) if whole[at] == "delete" else None
        for group in groups:
            taken = bool(whole[at]) and hand in (None, group[0])
            change = _change(group, paragraph, accepted, rejected, taken and hand is None, number)
            with_it = {*own, paragraph.end} if taken else set()
            found.append(Found(change, frozenset({*group, *with_it, *around})))
        if whole[at] and groups:
            continue
        if look:
            found.append(_of_look(paragraph, accepted, rejected, number, around))
        moved_on = at + 1 in ends
        counted = bool(accepted.labels.get(paragraph) or rejected.labels.get(paragraph))
        if _ended(paragraph) and not moved_on and (paragraph.pieces or counted or row is not None):
            change = _of_end(paragraph, accepted, rejected, number)
            found.append(Found(change, frozenset({paragraph, *around})))
    return found


def _tell(blocks: Iterable[Block], row: Row | None, runs: Iterator[int]) -> Iterator[_Told]:
    """Every paragraph in the order in which `flow.paragraphs` gives them."""
    run = next(runs)
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _Told(block, run, row)
            for inner in (block.behind, *block.notes):
                yield from _tell(inner, row, runs)
            continue
        for one in block.rows:
            marked = one if bool(one.inserted) != bool(one.deleted) else row
            for cell in one.cells:
                yield from _tell(cell.blocks, marked, runs)
        run = next(runs)


def _taken_over(told: list[_Told], whole: list[str]) -> dict[int, set[object]]:
    """Whole paragraphs that stand between an inserted (or deleted) end and an end that is not.

    Who types new paragraphs behind another inserts the end of that one, and the last new one keeps the old end: each new
    paragraph goes with the end before it. Notes them in `whole`; gives those ends by the place of the paragraph.
    """
    found: dict[int, set[object]] = {}
    for first, one in enumerate(told):
        kind = _ended(one.paragraph)
        if not kind or whole[first] or not one.paragraph.pieces:
            continue
        last = first + 1
        while last < len(told) and told[last].run == one.run and _goes_on(told[last].paragraph, whole[last], kind):
            last += 1
        if last == len(told) or told[last].run != one.run:
            continue
        end = told[last].paragraph
        if _only(end) != kind or _ended(end):
            continue
        ends: set[object] = set()
        for at in range(first + 1, last + 1):
            ends.add(told[at - 1].paragraph)
            found[at] = set(ends)
            if whole[at] or at == last:
                whole[at] = kind
                ends.clear()
    return found


def _goes_on(paragraph: Paragraph, whole: str, kind: str) -> bool:
    """Whether a paragraph, perhaps an empty one, came or went with its end."""
    return whole == kind or (_ended(paragraph) == kind and not any(piece.text for piece in paragraph.pieces))


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Changed pieces of one author that touch one another; a move stands alone."""
    group: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        mark = _mark(piece)
        if group and (mark is None or _said(mark) != _said(_mark(group[0]))):
            yield group
            group = []
        if mark is not None and not (piece.inserted and piece.deleted):
            group.append(piece)
    if group:
        yield group


def _mark(piece: Piece) -> Mark | None:
    return piece.deleted or piece.inserted


def _said(mark: Mark | None) -> tuple[str, str] | None:
    return None if mark is None else (mark.author, mark.move)


def _whose_end(paragraph: Paragraph, groups: list[list[Piece]]) -> Piece | None:
    """Where several authors deleted a paragraph: the first piece of the words that its end goes with; else None.

    Each of them took out a part only; nobody's part alone pulls the rest into the next paragraph, but that of whoever
    deleted the end.
    """
    if len({_said(_mark(group[0])) for group in groups}) < 2:
        return None
    own = [group[0] for group in groups if _said(_mark(group[0])) == _said(paragraph.mark_deleted)]
    return own[-1] if own else groups[-1][0]


def _change(
    group: list[Piece], paragraph: Paragraph, accepted: View, rejected: View, whole: bool, row: int
) -> TrackedChange:
    old = "".join(piece.text for piece in group if piece.deleted)
    new = "".join(piece.text for piece in group if piece.inserted)
    mark = _mark(group[0]) or Mark("", None)
    kind = "move" if mark.move else "replace" if old and new else "delete" if old else "insert"
    now, then = accepted.places[group[0]], rejected.places[group[0]]
    return TrackedChange(
        mark.author, mark.at, kind, old, new, paragraph.ordinal, *now, *then, whole, mark.move, row
    )  # fmt: skip


def _of_end(paragraph: Paragraph, accepted: View, rejected: View, row: int) -> TrackedChange:
    now, then = accepted.places[paragraph.end], rejected.places[paragraph.end]
    mark = paragraph.mark_inserted or paragraph.mark_deleted or Mark("", None)
    kind, old, new = ("split", "", "\n") if paragraph.mark_inserted else ("join", "\n", "")
    return TrackedChange(mark.author, mark.at, kind, old, new, paragraph.ordinal, *now, *then, False, mark.move, row)


def _of_look(paragraph: Paragraph, accepted: View, rejected: View, row: int, around: set[Row]) -> Found:
    now, then = accepted.places[paragraph.end], rejected.places[paragraph.end]
    mark = paragraph.restyled or Mark("", None)
    old, new = rejected.labels.get(paragraph, ""), accepted.labels.get(paragraph, "")
    change = TrackedChange(
        mark.author, mark.at, "list", old, new, paragraph.ordinal, now.line, 0, then.line, 0, False, "", row
    )  # fmt: skip
    return Found(change, frozenset({paragraph.end, *around}))


def _ended(paragraph: Paragraph) -> str:
    """ "insert" or "delete" when the end of the paragraph was, and only that; else ""."""
    if bool(paragraph.mark_inserted) == bool(paragraph.mark_deleted):
        return ""
    return "insert" if paragraph.mark_inserted else "delete"


def _only(paragraph: Paragraph) -> str:
    """ "insert" or "delete" when all words of the paragraph were, besides those that were both; else ""."""
    said = [piece for piece in paragraph.pieces if piece.text and not (piece.inserted and piece.deleted)]
    if said and all(piece.inserted for piece in said):
        return "insert"
    if said and all(piece.deleted for piece in said):
        return "delete"
    return ""


def _whole(paragraph: Paragraph) -> str:
    only = _only(paragraph)
    return only if only and only == _ended(paragraph) else ""
