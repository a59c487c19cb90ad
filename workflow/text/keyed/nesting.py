"""What stands below what in a row of blocks: told by their order and kinds, as the reader of a text tells it.

A row that somebody made need not be one that a text could have: a paragraph before everything is read as the preamble, a
list unit behind no list opens one, and blocks without words are left out, because no line of a text could show them.
"""

from __future__ import annotations

from collections.abc import Iterable

from workflow.text.keyed.blocks import Block, spelled
from workflow.text.labels.chinese import is_division
from workflow.text.reading.front import is_plain_heading
from workflow.text.tree import HEADED, LISTED, Kind
from workflow.text.workpiece import Workpiece

#: Kinds of block that have the words of their first paragraph.
FOLDED = frozenset({Kind.ARTICLE, Kind.PREAMBLE})
_FRONT = frozenset({Kind.LETTERHEAD, Kind.TITLE, Kind.TOC})
_RANKS = {Kind.PART: 1, Kind.CHAPTER: 3, Kind.SECTION: 4, Kind.HEADING: 5}
_MARKED = 9


class Nested:
    """The tree under construction, and of which block each of its units is."""

    def __init__(self, key: str, blocks: Iterable[Block]) -> None:
        self.root = Workpiece(Kind.DOCUMENT, key=key)
        self.of: list[tuple[Block, Workpiece]] = []  # the unit that has the label of the block
        self.worded: list[tuple[Block, Workpiece]] = []  # the unit that has its words
        self._containers: list[tuple[int, Workpiece]] = [(-1, self.root)]
        self._block: Workpiece | None = None
        self._items: list[Workpiece] = []
        self._spare = ""  # the key of a paragraph without words, for a list that needs one above it
        for block in blocks:
            self._add(block)

    def _add(self, block: Block) -> None:
        if block.kind in _FRONT:
            self._close(0)
            self._words(self.root, block)
        elif block.kind == Kind.SIGNATURE:
            self._close(0)
            annex = self.root.children[-1] if self.root.children else None
            held = annex is not None and annex.kind == Kind.ANNEX
            if held and annex is not None:
                self._containers.append((0, annex))
            self._words(annex if held and annex is not None else self.root, block)
        elif block.kind == Kind.ANNEX:
            self._close(0)
            self._containers.append((0, self._head(self.root, block)))
        elif block.kind in HEADED:
            rank = _rank(block)
            self._close(rank)
            self._containers.append((rank, self._head(self._containers[-1][1], block)))
        elif block.kind in FOLDED:
            self._items = []
            self._block = self._head(self._containers[-1][1], block)
            self._spare = block.own
            if block.words:
                self._first(self._block, block)
        elif block.kind == Kind.TABLE:
            self._table(block)
        elif block.kind in LISTED:
            self._item(block)
        else:
            self._paragraph(block)

    @property
    def _open(self) -> Workpiece:
        return self._block or self._containers[-1][1]

    def _holder(self) -> Workpiece:
        """The open block; words before everything are the preamble."""
        if self._open is self.root:
            self._block = Workpiece(Kind.PREAMBLE)
            self.root.children.append(self._block)
        return self._open

    def _paragraph(self, block: Block) -> None:
        if block.kind == Kind.NOTE:
            self._items = []
            self._words(self._open, block)
            return
        if block.level and self._items:
            del self._items[block.level :]
            self._words(self._items[-1], block)
            return
        self._items = []
        if block.words:
            self._words(self._holder(), block)
        else:
            self._spare = block.key

    def _item(self, block: Block) -> None:
        del self._items[max(block.level, 1) - 1 :]
        parent = self._items[-1] if self._items else self._list_holder()
        unit = self._unit(block, Kind.SUBITEM if self._items else Kind.ITEM)
        parent.children.append(unit)
        self.worded.append((block, unit))
        self._items.append(unit)

    def _list_holder(self) -> Workpiece:
        holder = self._holder()
        if holder.children and holder.children[-1].kind == Kind.PARAGRAPH:
            return holder.children[-1]
        made = Workpiece(Kind.PARAGRAPH, key=self._spare)
        self._spare = ""
        holder.children.append(made)
        return made

    def _table(self, block: Block) -> None:
        self._items = []
        if block.rows:
            unit = self._unit(block, block.kind)
            self._holder().children.append(unit)
            self.worded.append((block, unit))

    def _first(self, unit: Workpiece, block: Block) -> None:
        first = Workpiece(Kind.PARAGRAPH, text=block.words, key=block.own)
        unit.children.append(first)
        self.worded.append((block, first))
        self._spare = ""

    def _words(self, parent: Workpiece, block: Block) -> None:
        if block.words:
            unit = self._unit(block, block.kind)
            parent.children.append(unit)
            self.worded.append((block, unit))

    def _head(self, parent: Workpiece, block: Block) -> Workpiece:
        unit = self._unit(block, block.kind)
        unit.text = ""
        parent.children.append(unit)
        return unit

    def _unit(self, block: Block, kind: Kind) -> Workpiece:
        rows = [[spelled(cell) for cell in cells] for cells in block.rows]
        unit = Workpiece(kind, block.label, block.heading, block.words, rows=rows, key=block.key)
        self.of.append((block, unit))
        return unit

    def _close(self, rank: int) -> None:
        while self._containers[-1][0] >= rank:
            self._containers.pop()
        self._block, self._items, self._spare = None, [], ""


def _rank(block: Block) -> int:
    """Of a container; small ones hold great ones."""
    if block.kind == Kind.PART and (is_division(block.label) or block.label[:8].lower() == "division"):
        return 2
    if block.kind == Kind.HEADING and not block.label:
        return _MARKED + block.level if block.level else 1 if is_plain_heading(block.heading) else 5
    return _RANKS[block.kind]
