"""Puts units where they belong in the tree, in the order they are read. Knows no language and no label pattern."""

from __future__ import annotations

from workflow.text.tree import Kind
from workflow.text.workpiece import Workpiece


class Builder:
    """A tree under construction: the open containers, the open article and the open list."""

    def __init__(self) -> None:
        self.root = Workpiece(Kind.DOCUMENT)
        self._containers: list[tuple[int, Workpiece]] = [(-1, self.root)]
        self._block: Workpiece | None = None
        self.open_items: list[tuple[str, Workpiece]] = []

    @property
    def block(self) -> Workpiece:
        """What a paragraph would be added to: an article, a preamble, an annex or a container."""
        return self._block or self._containers[-1][1]

    @property
    def in_article(self) -> bool:
        return self._block is not None and self._block.kind == Kind.ARTICLE

    def front(self, kind: Kind, text: str, line: int) -> Workpiece:
        """A title, a note, a table of contents: a unit of the front, without children."""
        return self._add(self.root, Workpiece(kind, text=text, line=line))

    def container(self, kind: Kind, rank: int, label: str, heading: str, line: int) -> Workpiece:
        """Opens a part, chapter, section or heading and closes those of the same or a greater rank."""
        while self._containers[-1][0] >= rank:
            self._containers.pop()
        opened = self._add(self._containers[-1][1], Workpiece(kind, label=label, heading=heading, line=line))
        self._containers.append((rank, opened))
        self._close_block()
        return opened

    def depth(self, heading: Workpiece) -> int:
        """How deep the heading that was opened last stands among headings without number, from 1."""
        above = (unit for _, unit in self._containers if unit.kind == Kind.HEADING and not unit.label)
        return next(at for at, unit in enumerate(above, 1) if unit is heading)

    def article(self, label: str, heading: str, line: int) -> Workpiece:
        return self._open(Workpiece(Kind.ARTICLE, label=label, heading=heading, line=line))

    def preamble(self, heading: str, line: int) -> Workpiece:
        return self._open(Workpiece(Kind.PREAMBLE, heading=heading, line=line))

    def annex(self, label: str, heading: str, line: int) -> Workpiece:
        """Opens an annex, which closes everything before it."""
        self._containers = [(-1, self.root)]
        opened = self._add(self.root, Workpiece(Kind.ANNEX, label=label, heading=heading, line=line))
        self._containers.append((0, opened))
        self._close_block()
        return opened

    def signature(self, text: str, line: int) -> Workpiece:
        """The signature block of the text or of the annex it stands in."""
        self._close_block()
        while len(self._containers) > 1 and self._containers[-1][1].kind != Kind.ANNEX:
            self._containers.pop()
        return self._add(self._containers[-1][1], Workpiece(Kind.SIGNATURE, text=text, line=line))

    def paragraph(self, text: str, line: int, kind: Kind = Kind.PARAGRAPH) -> Workpiece:
        """A paragraph of the open block; it ends the open list. `kind` may be a note."""
        self.open_items = []
        return self._add(self.block, Workpiece(kind, text=text, line=line))

    def continuation(self, depth: int, text: str, line: int) -> Workpiece:
        """A paragraph inside the open unit at `depth` of the list (1: the outermost), which stays open."""
        del self.open_items[depth:]
        return self._add(self.open_items[-1][1], Workpiece(Kind.PARAGRAPH, text=text, line=line))

    def item(self, style: str, label: str, text: str, line: int) -> Workpiece:
        """A unit of a list: next to the open unit of the same style, else below the innermost open one."""
        for depth, (open_style, _) in enumerate(self.open_items):
            if open_style == style:
                del self.open_items[depth:]
                break
        kind = Kind.SUBITEM if self.open_items else Kind.ITEM
        parent = self.open_items[-1][1] if self.open_items else self._list_holder(line)
        opened = self._add(parent, Workpiece(kind, label=label, text=text, line=line))
        self.open_items.append((style, opened))
        return opened

    def table(self, rows: list[list[str]], line: int) -> Workpiece:
        self.open_items = []
        return self._add(self.block, Workpiece(Kind.TABLE, rows=rows, line=line))

    def _list_holder(self, line: int) -> Workpiece:
        block = self.block
        if block.children and block.children[-1].kind == Kind.PARAGRAPH:
            return block.children[-1]
        return self._add(block, Workpiece(Kind.PARAGRAPH, line=line))

    def _open(self, block: Workpiece) -> Workpiece:
        self._close_block()
        self._block = self._add(self._containers[-1][1], block)
        return block

    def _close_block(self) -> None:
        self._block = None
        self.open_items = []

    @staticmethod
    def _add(parent: Workpiece, child: Workpiece) -> Workpiece:
        parent.children.append(child)
        return child
