"""Takes tracked changes as settled: the document reads as if they had been accepted before anybody else wrote in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflow.publishing.word.reading.flow import Block, Mark, Paragraph, Piece, Row, Table


def settle(blocks: list[Block], things: frozenset[object]) -> None:
    """Accept the tracked changes of `things` (see `tracked.Found`) in `blocks`, in place, and leave no trace of them."""
    for holder in _holders(blocks):
        for block in holder:
            if isinstance(block, Paragraph):
                _paragraph(block, things)
            else:
                _table(block, things)


def settle_beneath(blocks: list[Block], settled: Callable[[Mark], bool]) -> None:
    """Where something was inserted long ago (its mark is `settled`) and deleted since, leave only the deletion."""
    for holder in _holders(blocks):
        for block in holder:
            marked: list[Piece | Row] = list(block.pieces if isinstance(block, Paragraph) else block.rows)
            for one in marked:
                if one.inserted and one.deleted and settled(one.inserted):
                    one.inserted = None
            if isinstance(block, Paragraph) and block.mark_inserted and block.mark_deleted:
                block.mark_inserted = None if settled(block.mark_inserted) else block.mark_inserted


def overruled(blocks: list[Block]) -> bool:
    """Whether somebody deleted words that somebody else had inserted; accepted or rejected together, they never were."""
    return any(
        piece.inserted and piece.deleted and piece.inserted.author != piece.deleted.author and piece.text.strip()
        for holder in _holders(blocks)
        for block in holder
        if isinstance(block, Paragraph)
        for piece in block.pieces
    )


def _paragraph(paragraph: Paragraph, things: frozenset[object]) -> None:
    for piece in paragraph.pieces:
        if piece in things:
            piece.text = "" if piece.deleted else piece.text
            piece.inserted = piece.deleted = None
    if paragraph in things:
        paragraph.joined = paragraph.joined or paragraph.mark_deleted is not None
        paragraph.mark_inserted = paragraph.mark_deleted = None
    if paragraph.end in things:
        paragraph.before = paragraph.restyled = None


def _table(table: Table, things: frozenset[object]) -> None:
    table.rows = [row for row in table.rows if not (row in things and row.deleted)]
    for row in table.rows:
        if row in things:
            row.inserted = None


def _holders(blocks: list[Block]) -> Iterator[list[Block]]:
    """`blocks` and every list of blocks inside them: text boxes, notes, cells."""
    yield blocks
    for block in list(blocks):
        inner = (
            [block.behind, *block.notes]
            if isinstance(block, Paragraph)
            else [cell.blocks for row in block.rows for cell in row.cells]
        )
        for one in inner:
            yield from _holders(one)
