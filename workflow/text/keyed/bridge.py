"""Tree to row and row to tree. On an untouched row the text is the same to the letter, or the bridge refuses and says where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workflow.text.comparing.keys import carry
from workflow.text.given import keyed, labelled, worded
from workflow.text.keyed.blocks import Block, Cite, Content, Row, spelled
from workflow.text.keyed.citing import Broken, Spot, Writing, content, names, spots
from workflow.text.keyed.nesting import FOLDED, Nested
from workflow.text.keyed.numbered import Counted, Told, counted, is_numbered, observed
from workflow.text.labels.clauses import clause
from workflow.text.reading.front import is_plain_heading
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.citation import Reference
from workflow.text.references.retargeted import retargeted
from workflow.text.tree import LISTED, Document, Kind, Provision


class NotCarried(Exception):
    """A text that a row of blocks cannot give back to the letter.

    line  of its canonical text, from 1, at which it would read differently; words  that line
    """

    def __init__(self, line: int, words: str) -> None:
        super().__init__(f"line {line}")
        self.line = line
        self.words = words


@dataclass(frozen=True, slots=True)
class Written:
    """A row as a text.

    document  its tree, which has the keys of the row, numbers as counted and references with the numbers of today
    broken    references that could not be written
    """

    document: Document
    broken: tuple[Broken, ...] = ()


# tree to row


def row_of(document: Document) -> Row:
    """The row of a tree that has its permanent keys. Raises NotCarried."""
    row = _Reading(document).row()
    want, got = write(document), write(tree_of(row).document)
    if want != got:
        lines = want.split("\n"), got.split("\n")
        at = next((at for at, (one, other) in enumerate(zip(*lines, strict=False)) if one != other), 0)
        raise NotCarried(at + 1, lines[0][at])
    return row


class _Reading:
    """The blocks of one tree."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.spots = spots(document)
        self.counted: Counted = observed(document)
        units = list(document.root.walk())
        plain = [one for one in units if one.kind == Kind.HEADING and not one.label]
        articles = any(one.kind == Kind.ARTICLE and clause(one.label) is None for one in units)
        self.marks = not articles and any(not is_plain_heading(one.heading) for one in plain)
        self.blocks: list[Block] = []

    def row(self) -> Row:
        root = self.document.root
        self._below(root, 0, 0)
        return Row(self.document.language, tuple(self.blocks), root.key, self.counted.anew)

    def _below(self, parent: Provision, headings: int, level: int) -> None:
        for child in parent.children:
            within = headings + (child.kind == Kind.HEADING and not child.label)
            folded = child.children[0] if child.kind in FOLDED and child.children else None
            if folded is not None and folded.kind == Kind.PARAGRAPH:
                self._add(child, folded, 0)
                self._below(folded, headings, 0)
                rest = Provision(child.kind, children=child.children[1:])
                self._below(rest, headings, 0)
                continue
            if child.kind in LISTED:
                self._add(child, None, level + 1)
                self._below(child, headings, level + 1)
                continue
            depth = within if self.marks and within > headings else level if child.kind == Kind.PARAGRAPH else 0
            self._add(child, None, depth)
            self._below(child, within, level if child.kind == Kind.PARAGRAPH else 0)

    def _add(self, unit: Provision, first: Provision | None, level: int) -> None:
        worded_by = first or unit
        told = self.counted.told.get(id(unit), Told())
        self.blocks.append(
            Block(
                key=unit.key,
                kind=unit.kind,
                label=unit.label,
                heading=unit.heading,
                content=content(worded_by.text, self.spots.get((id(worded_by), -1, -1), [])),
                rows=tuple(
                    tuple(
                        content(cell, self.spots.get((id(unit), at, column), [])) for column, cell in enumerate(cells)
                    )
                    for at, cells in enumerate(unit.rows)
                ),
                own=first.key if first else "",
                fixed=told.fixed or (bool(unit.label) and not is_numbered(unit)),
                between=told.between,
                continues=told.continues,
                roman=told.roman,
                level=level,
            )
        )


# row to tree


def tree_of(row: Row) -> Written:
    """The tree of a row: what stands where, numbers counted, references written with the numbers of today."""
    nested = Nested(row.key, row.blocks)
    pieces = list(nested.root.walk())
    places = {id(piece): at for at, piece in enumerate(pieces)}
    document = Document(row.language, nested.root.closed())
    walked = list(document.root.walk())
    told = {
        id(walked[places[id(piece)]]): Told(block.fixed, block.between, block.continues, block.roman)
        for block, piece in nested.of
    }
    document = labelled(document, counted(document, row.anew, told))
    walked = list(document.root.walk())
    return _Citing(document, [(block, walked[places[id(piece)]]) for block, piece in nested.worded]).written()


@dataclass(slots=True)
class _Placed:
    """A reference in its new words; `piece` is which one of its content it is."""

    cite: Cite
    block: Block
    spot: Spot
    start: int
    words: str


class _Citing:
    """Writes the references of one tree and reads them again, whether each names what it is meant to."""

    def __init__(self, document: Document, units: list[tuple[Block, Provision]]) -> None:
        self.document = document
        self.units = units
        self.writing = Writing(document)
        self.articles = {id(one): article for article in document.articles() for one in article.walk()}
        self.full: set[tuple[Spot, int]] = set()  # references that are written in full, by place
        self.broken: dict[tuple[Spot, int], Broken] = {}

    def written(self) -> Written:
        document, placed = self._write()
        if not placed:
            return Written(document, tuple(self.broken.values()))
        wrong = self._misread(document, placed)
        if wrong:
            self.full = {at for at, _ in wrong}
            document, placed = self._write()
            for at, one in self._misread(document, placed):
                self.broken.setdefault(at, self._broken(one.block, one.spot, one.cite, gone=False))
        return Written(document, tuple(self.broken[at] for at in sorted(self.broken, key=self._order)))

    def _order(self, at: tuple[Spot, int]) -> tuple[int, int, int, int]:
        place = {id(unit): number for number, (_, unit) in enumerate(self.units)}
        return place[at[0][0]], at[0][1], at[0][2], at[1]

    def _write(self) -> tuple[Document, list[tuple[tuple[Spot, int], _Placed]]]:
        """The tree with its words, and where each reference stands in them."""
        texts: dict[int, str] = {}
        cells: dict[int, dict[tuple[int, int], str]] = {}
        placed: list[tuple[tuple[Spot, int], _Placed]] = []
        for block, unit in self.units:
            words = self._content(block, (id(unit), -1, -1), block.content, placed)
            if words != unit.text:
                texts[id(unit)] = words
            for at, columns in enumerate(block.rows):
                for column, cell in enumerate(columns):
                    words = self._content(block, (id(unit), at, column), cell, placed)
                    if words != spelled(cell):
                        cells.setdefault(id(unit), {})[at, column] = words
        return worded(self.document, texts, cells=cells), placed

    def _content(
        self, block: Block, spot: Spot, pieces: Content, placed: list[tuple[tuple[Spot, int], _Placed]]
    ) -> str:
        words = ""
        for number, piece in enumerate(pieces):
            if isinstance(piece, str):
                words += piece
                continue
            if self.writing.is_gone(piece):
                self.broken[spot, number] = self._broken(block, spot, piece, gone=True)
                words += piece.words
                continue
            full = (spot, number) in self.full
            new = self.writing.in_full(piece, self.articles.get(spot[0])) if full else self.writing.words(piece)
            placed.append(((spot, number), _Placed(piece, block, spot, len(words), new)))
            words += new
        return words

    def _broken(self, block: Block, spot: Spot, cite: Cite, *, gone: bool) -> Broken:
        article = self.articles.get(spot[0])
        return Broken(block.key, article.label if article else "", cite.words, gone)

    def _misread(
        self, document: Document, placed: list[tuple[tuple[Spot, int], _Placed]]
    ) -> list[tuple[tuple[Spot, int], _Placed]]:
        """The references that a reader of the text takes for something else than they are meant to name."""
        new = {id(was): id(now) for was, now in zip(self.document.root.walk(), document.root.walk(), strict=True)}
        found: dict[Spot, list[Reference]] = spots(document)
        wrong = []
        for at, one in placed:
            here = found.get((new[one.spot[0]], one.spot[1], one.spot[2]), [])
            if names(here, one.start, one.start + len(one.words)) != set(one.cite.to):
                wrong.append((at, one))
        return wrong


# what is adopted is the text


@dataclass(frozen=True, slots=True)
class Spelled:
    """The text of a row, and the tree that the text reads as, with the row's keys.

    broken  as of `Written`; with it references that only the text, read again, takes for others
    fresh   keys that are no block's: of what is a unit only in the text
    """

    text: str
    document: Document
    broken: tuple[Broken, ...]
    fresh: frozenset[str]


def spelled_out(row: Row, make_key: Callable[[], str]) -> Spelled:
    """The text of `row` and its tree as anybody reads it, every unit with the key that it has in the row."""
    made = tree_of(row)
    text = write(made.document)
    fresh: list[str] = []

    def fresh_key() -> str:
        fresh.append(make_key())
        return fresh[-1]

    read = parse(text, row.language).document
    same = _same_units(made.document, read)
    document, _ = carry(made.document, keyed(read, same), fresh_key)
    broken = list(made.broken)
    if len(same) < sum(1 for _ in read.root.walk()):  # something is read as another unit than it is in the row
        blocks = {one.own or one.key: one.key for one in row.blocks}
        told = {one.words for one in broken}
        for one in retargeted(made.document, document):
            if one.was not in told:
                broken.append(Broken(blocks.get(one.place[0], one.place[0]), one.within, one.printed, one.gone))
    return Spelled(text, document, tuple(broken), frozenset(fresh))


def _same_units(made: Document, read: Document) -> dict[int, str]:
    """The keys of the units of `read` that are those of `made`, by `id`: the runs of equal ones from both ends."""
    ones, others = list(made.root.walk()), list(read.root.walk())
    keys: dict[int, str] = {}

    def equal(one: Provision, other: Provision) -> bool:
        return (one.kind, one.label, one.heading, one.text, one.rows) == (
            other.kind,
            other.label,
            other.heading,
            other.text,
            other.rows,
        )

    at = 0
    while at < min(len(ones), len(others)) and equal(ones[at], others[at]):
        keys[id(others[at])] = ones[at].key
        at += 1
    back = 1
    while back <= min(len(ones), len(others)) - at and equal(ones[-back], others[-back]):
        keys[id(others[-back])] = ones[-back].key
        back += 1
    return keys
