"""Tracked changes and remarks of a Word file, each with its author and its place in both views of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from workflow.publishing.word.flow import Mark, Paragraph, Piece
from workflow.publishing.word.view import View

_LONGEST_QUOTE = 2_000


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """One tracked change.

    kind             insert, delete, replace; move for either half of a move (`move` names it, one half has `old`, the
                     other `new`); split and join where only the end of a paragraph was inserted or deleted
    old, new         the words that went and that came, without automatic numbers
    paragraph        which paragraph of the file, from 1
    line, start      where it begins in the text with all changes accepted: line from 1, column from 0
    old_line, _start  the same with all changes rejected
    whole            True when the whole paragraph came or went
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


def changes_of(paragraphs: list[Paragraph], accepted: View, rejected: View) -> list[TrackedChange]:
    """The tracked changes of a document, in its order."""
    whole = [_whole(paragraph) for paragraph in paragraphs]
    # Typing a new paragraph behind another inserts the end of the one before: the new one keeps the old end.
    moved_on = set()
    for before, (one, after) in enumerate(pairwise(paragraphs)):
        if (
            not whole[before]
            and not whole[before + 1]
            and _ended(one)
            and _only(after) == _ended(one)
            and not _ended(after)
        ):
            whole[before + 1] = _ended(one)
            moved_on.add(before)
    found: list[TrackedChange] = []
    for at, paragraph in enumerate(paragraphs):
        for group in _groups(paragraph.pieces):
            found.append(_change(group, paragraph, accepted, rejected, bool(whole[at])))
        if _ended(paragraph) and not whole[at] and at not in moved_on and paragraph.pieces:
            found.append(_of_end(paragraph, accepted, rejected))
    return found


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


def _change(group: list[Piece], paragraph: Paragraph, accepted: View, rejected: View, whole: bool) -> TrackedChange:
    old = "".join(piece.text for piece in group if piece.deleted)
    new = "".join(piece.text for piece in group if piece.inserted)
    mark = _mark(group[0]) or Mark("", None)
    kind = "move" if mark.move else "replace" if old and new else "delete" if old else "insert"
    now, then = accepted.places[group[0]], rejected.places[group[0]]
    return TrackedChange(
        mark.author, mark.at, kind, old, new, paragraph.ordinal, *now, *then, whole=whole, move=mark.move
    )  # fmt: skip


def _of_end(paragraph: Paragraph, accepted: View, rejected: View) -> TrackedChange:
    now, then = accepted.places[paragraph.end], rejected.places[paragraph.end]
    mark = paragraph.mark_inserted or paragraph.mark_deleted or Mark("", None)
    kind, old, new = ("split", "", "\n") if paragraph.mark_inserted else ("join", "\n", "")
    return TrackedChange(mark.author, mark.at, kind, old, new, paragraph.ordinal, *now, *then, move=mark.move)


def _ended(paragraph: Paragraph) -> str:
    """ "insert" or "delete" when the end of the paragraph was, and only that; else ""."""
    if bool(paragraph.mark_inserted) == bool(paragraph.mark_deleted):
        return ""
    return "insert" if paragraph.mark_inserted else "delete"


def _only(paragraph: Paragraph) -> str:
    """ "insert" or "delete" when all words of the paragraph were; else ""."""
    said = [piece for piece in paragraph.pieces if piece.text]
    if said and all(piece.inserted and not piece.deleted for piece in said):
        return "insert"
    if said and all(piece.deleted and not piece.inserted for piece in said):
        return "delete"
    return ""


def _whole(paragraph: Paragraph) -> str:
    only = _only(paragraph)
    return only if only and only == _ended(paragraph) else ""
