"""A Word file as lines of text, with all, none or some tracked changes accepted, and where every piece of it went.

Each view is counted apart: an inserted paragraph takes a number in one and none in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workflow.publishing.word.labelling import glue
from workflow.publishing.word.reading import guessing
from workflow.publishing.word.reading.cited import Labels, printed
from workflow.publishing.word.reading.flow import Block, Paragraph, Piece, Row, Table, Taken
from workflow.publishing.word.reading.following import masked
from workflow.publishing.word.reading.guessing import Guess, Guessed
from workflow.publishing.word.reading.numbering import Counter, Number, Numbering
from workflow.publishing.word.reading.styles import Styles
from workflow.text import tables
from workflow.text.labels.marks import mark, marked


class Place(NamedTuple):
    """A line of the text, from 1, and a column in it, from 0."""

    line: int
    column: int


class _Words(NamedTuple):
    """The words of a paragraph, where each piece begins in them, and the automatic number they begin with."""

    text: str
    offsets: list[tuple[Piece, int]]
    label: str
    lead: Paragraph
    known: bool = True  # whether the number is printed as Word prints it


class View:
    """One view of the document `blocks`: its lines, its guesses and the places of its pieces.

    masked  whether numerals in words that were inserted are masked (see `following`), so that nobody renumbers them, nor
            those of references that follow what they cite
    called  what the paragraphs are numbered in this view, for references that follow
    """

    def __init__(
        self,
        blocks: list[Block],
        numbering: Numbering,
        styles: Styles,
        taken: Taken,
        masked: bool = False,
        called: Labels | None = None,
    ) -> None:
        self._taken, self._masked, self._called = taken, masked, called or {}
        self._numbering, self._styles = numbering, styles
        self._counter = Counter(numbering.lists)
        self._raw: list[str] = []
        self.labels: dict[Paragraph, str] = {}
        self._raw_places: dict[Piece, tuple[int, int]] = {}
        self._raw_guesses: list[tuple[int, Guessed, guessing.Said]] = []
        self._begun = False  # whether any words came yet
        self._above_all: set[Piece] = set()  # pictures above the first words, such as an emblem above the title
        self._body = False  # whether a numbered unit came yet: before it stands the title
        self._flow(blocks)
        self.lines: list[str] = []
        self.places: dict[Piece, Place] = {}
        self.guesses: list[Guess] = []
        self._close_up()

    @property
    def text(self) -> str:
        """The lines, each ended by a line feed."""
        return "".join(f"{line}\n" for line in self.lines)

    # blocks

    def _flow(self, blocks: Iterable[Block]) -> None:
        group: list[Paragraph] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                group.append(block)
                if block.ends(self._taken(block)):
                    self._lines_of(group)
                    group = []
                continue
            if group:
                self._lines_of(group)
                group = []
            self._table(block)
        if group:
            self._lines_of(group)

    def _lines_of(self, group: list[Paragraph]) -> None:
        """The lines of paragraphs that are one in this view, then what is read behind them."""
        words = self._words(group)
        at = len(self._raw)
        lines = words.text.split("\n")
        line = start = 0
        for piece, offset in words.offsets:
            while offset > start + len(lines[line]):
                start += len(lines[line]) + 1
                line += 1
            self._put(piece, at + line, offset - start)
        self._raw += lines
        self._begun = self._begun or bool(words.text.strip())
        self._judge(words, at)
        for paragraph in group:
            for note in paragraph.notes:
                self._note(note)
            if paragraph.behind:
                if any(True for block in paragraph.behind if self._says(block)):
                    self._guess(len(self._raw), Guessed.BOX, guessing.box())
                self._flow(paragraph.behind)

    def _judge(self, words: _Words, at: int) -> None:
        text = words.text.strip()
        if words.label:
            self._guess_number(at, words)
        self._body = self._body or guessing.is_labelled(text)
        if marked(text):
            return
        if text and self._body and not guessing.is_labelled(text) and guessing.may_head(text):
            if self._styles.is_heading(words.lead.style) or words.lead.outline in range(9):
                self._guess(at, Guessed.HEADING, guessing.heading_by_style(text, self._styles.name(words.lead.style)))
            elif words.lead.centred or words.lead.bold:
                self._guess(at, Guessed.HEADING, guessing.heading_by_look(text))

    def _words(self, group: list[Paragraph]) -> _Words:
        """The words of paragraphs that are one: the first that says anything gives the number and the look."""
        lead = next((one for one in group if any(self._stands(piece) for piece in one.pieces)), group[-1])
        there = lead.ends(self._taken(lead)) or any(self._stands(piece) for piece in lead.pieces)
        number = self._number(lead) if there else None
        label = "" if number is None or number.bullet else number.text
        pieces = [piece for one in group for piece in (*one.pieces, one.end)]
        first = next((piece.text for piece in pieces if piece.text and piece.stands(self._taken(piece))), "")
        text = label.rstrip() + ("" if first[:1].isspace() else glue(label.rstrip(), number)) if label.strip() else ""
        if not text and (depth := self._styles.marked(lead.style)):
            text = mark(depth)
        parts, offsets, length, begun = [text], [], len(text), self._begun or bool(text)
        inserted: list[tuple[int, int]] = []
        cited: list[tuple[int, int]] = []
        for piece in pieces:
            offsets.append((piece, length))
            if piece.strange == Guessed.PICTURE and not begun:
                self._above_all.add(piece)
            elif piece.text and piece.stands(self._taken(piece)):
                said = printed(piece, self._called)
                parts.append(said)
                if piece.inserted or piece.cites:
                    (cited if piece.cites else inserted).append((length, length + len(said)))
                length += len(said)
                begun = begun or not piece.text.isspace()
        words = "".join(parts)
        self.labels[lead] = label.strip()
        return _Words(
            masked(words, inserted, cited) if self._masked else words,
            offsets,
            label.strip(),
            lead,
            number is None or number.known,
        )

    def is_relisted(self, paragraph: Paragraph) -> bool:
        """Whether a tracked change of its style or list gives `paragraph` a number from elsewhere, or takes it away."""
        before = paragraph.before
        return before is not None and self._numbering.place(*before) != self._numbering.place(
            paragraph.style, paragraph.numbered
        )

    def _stands(self, piece: Piece) -> bool:
        return piece.stands(self._taken(piece)) and bool(piece.text.strip())

    def _number(self, paragraph: Paragraph) -> Number | None:
        style, numbered = paragraph.style, paragraph.numbered
        if paragraph.before is not None and not self._taken(paragraph.end):
            style, numbered = paragraph.before
        place = self._numbering.place(style, numbered)
        return None if place is None else self._counter.next(*place)

    def _note(self, blocks: list[Block]) -> None:
        """A footnote or endnote, on a line of its own behind the paragraph that cites it."""
        text, offsets = self._flat(blocks)
        words = text.strip()
        opening = "【注：" if words else ""
        blank = len(text) - len(text.lstrip())
        for piece, offset in offsets:
            self._put(piece, len(self._raw), len(opening) + max(offset - blank, 0))
        if words:
            self._guess(len(self._raw), Guessed.NOTE, guessing.note(words))
            self._raw.append(f"{opening}{words}】")

    # tables

    def _table(self, table: Table) -> None:
        rows = [row for row in table.rows if row.stands(self._taken(row))]
        if len(table.rows) == len(rows) == 1 and len(rows[0].cells) == 1:  # a frame around words
            self._flow(rows[0].cells[0].blocks)
            return
        width = max((sum(cell.columns for cell in row.cells) for row in rows), default=0)
        if any(cell.columns > 1 or cell.continues for row in rows for cell in row.cells):
            self._guess(len(self._raw), Guessed.MERGED, guessing.merged())
        for row in table.rows:
            if row.stands(self._taken(row)):
                self._row(row, width)
                self._begun = True
            else:
                for piece, _ in (place for cell in row.cells for place in self._flat(cell.blocks)[1]):
                    self._put(piece, len(self._raw), 0)

    def _row(self, row: Row, width: int) -> None:
        words: list[str] = []
        column = 2
        for cell in row.cells:
            text, offsets = self._flat(cell.blocks)
            blank = len(text) - len(text.lstrip())
            for piece, offset in offsets:
                inside = min(max(offset - blank, 0), len(text.strip()))
                escapes = text[blank : blank + inside].count("|")
                self._put(piece, len(self._raw), column + inside + escapes)
            words += [text.strip(), *[""] * (cell.columns - 1)]
            column += len(text.strip()) + text.count("|") + 3 * cell.columns
        self._raw.append(tables.row(words + [""] * (width - len(words))))

    def _flat(self, blocks: Iterable[Block]) -> tuple[str, list[tuple[Piece, int]]]:
        """Blocks as words on one line, and where their pieces begin in it."""
        text, offsets = "", []
        for more, places in self._flattened(blocks):
            gap = " " if text and more.strip() else ""
            offsets += [(piece, len(text) + len(gap) + offset) for piece, offset in places]
            text += gap + more
        return text, offsets

    def _flattened(self, blocks: Iterable[Block]) -> Iterator[tuple[str, list[tuple[Piece, int]]]]:
        group: list[Paragraph] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                group.append(block)
                if not block.ends(self._taken(block)):
                    continue
            yield from self._flat_group(group)
            group = []
            if isinstance(block, Table):
                for cell in (cell for row in block.rows for cell in row.cells):
                    yield self._flat(cell.blocks)
        yield from self._flat_group(group)

    def _flat_group(self, group: list[Paragraph]) -> Iterator[tuple[str, list[tuple[Piece, int]]]]:
        """Paragraphs that are one in this view, and what they cite or hold."""
        if not group:
            return
        words = self._words(group)
        if words.label and words.label != words.text.strip():
            self._guess_number(len(self._raw), words)
        yield words.text.replace("\n", " "), words.offsets
        for inner in (inner for one in group for inner in (*one.notes, one.behind)):
            yield self._flat(inner)

    def _says(self, block: Block) -> bool:
        return isinstance(block, Table) or any(self._stands(piece) for piece in block.pieces)

    # places and guesses

    def _put(self, piece: Piece, line: int, column: int) -> None:
        self._raw_places[piece] = (line, column)
        if piece.strange and piece.stands(self._taken(piece)):
            told = guessing.strange(piece.strange, piece.text, piece.about, left_out=piece in self._above_all)
            self._guess(line, piece.strange, told)

    def _guess_number(self, line: int, words: _Words) -> None:
        if words.known:
            self._guess(line, Guessed.NUMBER, guessing.number(words.label))
        else:
            self._guess(line, Guessed.FORMAT, guessing.unknown_format(words.label))

    def _guess(self, line: int, kind: Guessed, said: guessing.Said) -> None:
        self._raw_guesses.append((line, kind, said))

    def _close_up(self) -> None:
        """Takes out empty lines and blanks around lines, and moves every place along."""
        moved: list[tuple[int, int]] = []  # line and blanks taken, for every line there was
        for line in self._raw:
            words = line.strip()
            moved.append((len(self.lines) + 1, len(line) - len(line.lstrip()) if words else len(line)))
            if words:
                self.lines.append(words)
        count = len(self.lines)
        for piece, (raw, column) in self._raw_places.items():
            self.places[piece] = self._place(raw, column, moved)
        for at, kind, said in self._raw_guesses:
            place = min(moved[at][0] if at < len(moved) else count, count)
            self.guesses.append(Guess(place, said.zh, said.en, kind))
        self.guesses.sort(key=_line_of)

    def _place(self, raw: int, column: int, moved: list[tuple[int, int]]) -> Place:
        if raw >= len(moved) or moved[raw][0] > len(self.lines):
            return Place(len(self.lines), len(self.lines[-1])) if self.lines else Place(1, 0)
        line, taken = moved[raw]
        return Place(line, min(max(column - taken, 0), len(self.lines[line - 1])))


def _line_of(guess: Guess) -> int:
    return guess.line
