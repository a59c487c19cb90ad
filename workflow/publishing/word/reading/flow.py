"""What a Word file says, before anyone decides which changes to accept: paragraphs and tables of marked pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from workflow.publishing.word.reading.guessing import Guessed
from workflow.publishing.word.reading.styles import Numbered


@dataclass(frozen=True, slots=True)
class Mark:
    """Who inserted or deleted something, and when; `move` names the move it is half of."""

    author: str
    at: datetime | None
    move: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """Which tracked changes are taken as accepted: all of them, none, or those of some pieces, paragraphs and rows.

    A paragraph stands for the change to its end; its `end` for the change of its style or list.
    """

    everything: bool = False
    some: frozenset[object] = frozenset()

    def __call__(self, thing: object) -> bool:
        return self.everything or thing in self.some


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of words that were inserted or deleted together, or the edge of a remark (which has no words)."""

    text: str
    inserted: Mark | None = None
    deleted: Mark | None = None
    remark: str = ""
    edge: str = ""  # "start", "end" or "point" of the remark
    strange: Guessed | Literal[""] = ""  # a placeholder and no words of the file
    about: str = ""  # what is known of it: the words of an equation, the description of a picture
    cites: Paragraph | None = None  # of a reference that follows the number of that paragraph

    def stands(self, accepted: bool) -> bool:
        """Whether the piece is there once all changes are accepted, or all are rejected."""
        return self.deleted is None if accepted else self.inserted is None

    def continues_in(self, piece: Piece) -> bool:
        """Whether nothing but its words tells `piece` from this one."""
        if self.edge or self.strange or piece.edge or piece.strange or self.cites or piece.cites:
            return False
        return self.inserted == piece.inserted and self.deleted == piece.deleted


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph and what its look says of it.

    style, numbered          as it stands now; `before` is the same as it stood, when that was changed and tracked by
                             `restyled`
    mark_inserted, _deleted  a change to its end: what ends a paragraph is a mark that can be inserted and deleted
    joined                   printed on one line with the next although it ends (a style separator)
    behind                   what is printed elsewhere and read behind it: text boxes
    notes                    footnotes and endnotes it cites
    end                      stands for its end where places are told; ordinal counts the paragraphs of the file from 1
    """

    pieces: list[Piece] = field(default_factory=list)
    style: str = ""
    numbered: Numbered | None = None
    before: tuple[str, Numbered | None] | None = None
    restyled: Mark | None = None
    mark_inserted: Mark | None = None
    mark_deleted: Mark | None = None
    joined: bool = False
    outline: int | None = None
    centred: bool = False
    bold: bool = False
    behind: list[Block] = field(default_factory=list)
    notes: list[list[Block]] = field(default_factory=list)
    end: Piece = field(default_factory=lambda: Piece(""))
    ordinal: int = 0

    def ends(self, accepted: bool) -> bool:
        """Whether a line ends here, once all changes are accepted or rejected."""
        gone = self.mark_deleted if accepted else self.mark_inserted
        return gone is None and not self.joined


@dataclass(slots=True, eq=False)
class Cell:
    """A cell: its content, how many columns it covers, and whether it only continues the one above."""

    blocks: list[Block] = field(default_factory=list)
    columns: int = 1
    continues: bool = False


@dataclass(slots=True, eq=False)
class Row:
    """A row of a table, which can be inserted or deleted as a whole."""

    cells: list[Cell] = field(default_factory=list)
    inserted: Mark | None = None
    deleted: Mark | None = None

    def stands(self, accepted: bool) -> bool:
        """Whether the row is there once all changes are accepted or rejected."""
        return self.deleted is None if accepted else self.inserted is None


@dataclass(slots=True, eq=False)
class Table:
    """A table, row by row."""

    rows: list[Row] = field(default_factory=list)


Block = Paragraph | Table


def paragraphs(blocks: list[Block]) -> Iterator[Paragraph]:
    """Every paragraph, those in cells, text boxes and notes too, in the order in which they are read."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            for inner in (block.behind, *block.notes):
                yield from paragraphs(inner)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


def is_tracked(blocks: list[Block]) -> bool:
    """Whether anything at all is tracked: else there is but one view of the text."""
    return any(
        _is_tracked(block)
        if isinstance(block, Paragraph)
        else any(
            row.inserted or row.deleted or any(is_tracked(cell.blocks) for cell in row.cells) for row in block.rows
        )
        for block in blocks
    )


def _is_tracked(paragraph: Paragraph) -> bool:
    if paragraph.mark_inserted or paragraph.mark_deleted or paragraph.before is not None or paragraph.restyled:
        return True
    if any(piece.inserted or piece.deleted for piece in paragraph.pieces):
        return True
    return any(is_tracked(inner) for inner in (paragraph.behind, *paragraph.notes))
