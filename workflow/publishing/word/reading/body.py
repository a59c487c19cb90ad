"""Reads the blocks of a document: paragraphs, tables and what is wrapped around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from workflow.publishing.word.markup import child, inside, is_on, name, number, value
from workflow.publishing.word.reading.flow import Block, Cell, Mark, Paragraph, Piece, Row, Table
from workflow.publishing.word.reading.guessing import Guessed
from workflow.publishing.word.reading.inline import Inline, chosen
from workflow.publishing.word.reading.session import Change, Session
from workflow.publishing.word.reading.styles import Numbered, centred, numbered_by
from workflow.text.reading.front import is_contents

_MOST_COLUMNS = 63  # as many as Word allows
_GALLERY = "Table of Contents"
_GAP = 8  # empty paragraphs that may stand between 目录 and what it stands above


class Body:
    """One reading of the blocks of one file."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def blocks(self, elements: Iterable[Element], change: Change) -> list[Block]:
        """The blocks that `elements` hold, in order."""
        found: list[Block] = []
        self._each(elements, change, found)
        return found

    def block(self, element: Element, change: Change, found: list[Block]) -> None:
        """Adds what `element` holds to `found`, which is all that was read before it."""
        tag = name(element)
        if tag == "w:p":
            self._paragraph(element, change, found)
        elif tag == "w:tbl":
            found.append(self._table(element, change))
        elif tag == "w:sdt":
            if value(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery") == _GALLERY:
                self._contents_left_out(found)
            else:
                self._each(inside(element, "w:sdtContent"), change, found)
        elif tag in ("w:customXml", "w:smartTag"):
            self._each(element, change, found)
        elif tag in ("w:ins", "w:moveTo"):
            self._each(element, Change(inserted=self.session.mark(element)).inside(change), found)
        elif tag in ("w:del", "w:moveFrom"):
            self._each(element, Change(deleted=self.session.mark(element)).inside(change), found)
        elif tag == "mc:AlternateContent":
            self._each(chosen(element), change, found)
        elif tag == "w:altChunk":
            self.session.pending.append(Piece("", strange=Guessed.CHUNK))
        elif tag == "m:oMathPara":
            paragraph = Paragraph()
            Inline(self.session, paragraph, self.blocks).read([element], change)
            found.append(paragraph)
        elif (edge := self.session.range(element)) is not None:
            self.session.pending.append(edge)

    def _each(self, elements: Iterable[Element], change: Change, found: list[Block]) -> None:
        for element in elements:
            self.block(element, change, found)

    # paragraphs

    def _paragraph(self, element: Element, change: Change, found: list[Block]) -> None:
        properties = child(element, "w:pPr")
        styles = self.session.styles
        style = value(properties, "w:pStyle") or styles.default
        if styles.is_contents(style):
            self._contents_left_out(found)
            self.session.step_fields(element)
            return
        if styles.is_contents_heading(style):
            return
        self.session.count(0, 1)
        silent = self.session.fields.silent
        paragraph = self._with_properties(properties, style, change)
        paragraph.pieces += self.session.pending
        self.session.pending.clear()
        self.session.begin_at(paragraph)
        inline = Inline(self.session, paragraph, self.blocks)
        inline.read(element, change)
        inline.finish()
        if any(piece.strange == Guessed.CONTENTS for piece in paragraph.pieces):
            _take_back_heading(found)
        if silent and self.session.fields.silent and not paragraph.pieces:
            return
        found.append(paragraph)

    def _with_properties(self, properties: Element | None, style: str, change: Change) -> Paragraph:
        styles = self.session.styles
        of_mark = child(properties, "w:rPr")
        marked = {}
        for kind, tags in (("inserted", ("w:ins", "w:moveTo")), ("deleted", ("w:del", "w:moveFrom"))):
            mark = next((item for tag in tags if (item := child(of_mark, tag)) is not None), None)
            marked[kind] = getattr(change, kind) if mark is None else self.session.mark(mark)
        aligned = centred(properties)
        before, restyled = self._before(properties, style)
        return Paragraph(
            style=style,
            numbered=numbered_by(properties),
            before=before,
            restyled=restyled,
            mark_inserted=marked["inserted"],
            mark_deleted=marked["deleted"],
            joined=is_on(of_mark, "w:specVanish"),
            outline=number(value(properties, "w:outlineLvl")),
            centred=bool(styles.says(style, "centred")) if aligned is None else aligned,
        )

    def _before(
        self, properties: Element | None, style: str
    ) -> tuple[tuple[str, Numbered | None] | None, Mark | None]:  # fmt: skip
        """Style and list as they were before a tracked change of them, and who changed them."""
        change, given = child(properties, "w:pPrChange"), child(properties, "w:numPr", "w:ins")
        old = child(change, "w:pPr")
        if change is not None and old is not None:
            return (value(old, "w:pStyle") or self.session.styles.default, numbered_by(old)), self.session.mark(change)
        if given is not None:
            return (style, Numbered("0")), self.session.mark(given)
        return None, None

    def _contents_left_out(self, found: list[Block]) -> None:
        _take_back_heading(found)
        if not any(piece.strange == Guessed.CONTENTS for piece in self.session.pending):
            self.session.pending.append(Piece("", strange=Guessed.CONTENTS))

    # tables

    def _table(self, element: Element, change: Change) -> Table:
        table = Table()
        for row in _inner(element, "w:tr"):
            properties = child(row, "w:trPr")
            inserted, deleted = child(properties, "w:ins"), child(properties, "w:del")
            own = Change(
                None if inserted is None else self.session.mark(inserted),
                None if deleted is None else self.session.mark(deleted),
            ).inside(change)
            before = _columns(value(properties, "w:gridBefore")) if child(properties, "w:gridBefore") is not None else 0
            cells = [Cell(columns=before)] if before else []
            cells += [self._cell(cell, own) for cell in _inner(row, "w:tc")]
            table.rows.append(Row(cells, own.inserted, own.deleted))
        return table

    def _cell(self, element: Element, change: Change) -> Cell:
        properties = child(element, "w:tcPr")
        inserted, deleted = child(properties, "w:cellIns"), child(properties, "w:cellDel")
        own = Change(
            None if inserted is None else self.session.mark(inserted),
            None if deleted is None else self.session.mark(deleted),
        ).inside(change)
        merged = child(properties, "w:vMerge")
        return Cell(
            self.blocks(element, own),
            _columns(value(properties, "w:gridSpan")),
            merged is not None and value(merged) != "restart",
        )


def _inner(element: Iterable[Element], tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, out of whatever is wrapped around them."""
    for part in element:
        found = name(part)
        if found == tag:
            yield part
        elif found == "mc:AlternateContent":
            yield from _inner(chosen(part), tag)
        elif found in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:del"):
            yield from _inner(part, tag)


def _columns(text: str | None) -> int:
    return min(max(number(text) or 1, 1), _MOST_COLUMNS)


def _take_back_heading(found: list[Block]) -> None:
    """Takes 目录 back out of `found` when it is the last thing read before its table of contents."""
    for at in range(len(found) - 1, max(len(found) - 2 - _GAP, -1), -1):
        block = found[at]
        if not isinstance(block, Paragraph):
            return
        words = "".join(piece.text for piece in block.pieces).strip()
        if words:
            if is_contents(words):
                del found[at]
            return
