"""References as pieces of a text: read into pieces that know what they name, and written with the numbers of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.text.keyed.blocks import Cite, Content, Figure, Piece
from workflow.text.labels.clauses import BELOW, clause
from workflow.text.labels.label import Number
from workflow.text.labels.numerals import chinese
from workflow.text.labels.standing import clause_paths
from workflow.text.references.citation import Reference
from workflow.text.references.find import references
from workflow.text.references.retargeted import cited_in_full
from workflow.text.references.rewrite import number_now, paragraph_places, token_with
from workflow.text.tree import WITHIN, Document, Kind, Provision
from workflow.words import Script

#: Where words stand: the `id` of their unit, and row and column of a cell, -1 outside tables.
Spot = tuple[int, int, int]


def spots(document: Document) -> dict[Spot, list[Reference]]:
    """The references into the text itself that name something, by where they stand, in their order."""
    found: dict[Spot, list[Reference]] = {}
    for one in references(document):
        if one.law or one.fault or not one.named or not one.named[-1]:
            continue
        cell = one.standing.cell
        spot = (id(cell.table), cell.row, cell.column) if cell else (id(one.unit), -1, -1)
        found.setdefault(spot, []).append(one)
    return found


def content(words: str, found: list[Reference]) -> Content:
    """`words` with the references `found` in them as pieces; 本条 and 本章 say where they stand and are words."""
    pieces: list[Piece] = []
    at = 0
    for start, end, group in _groups(found):
        if start < at:
            continue
        cite = _cite(words[start:end], start, end, group)
        if cite is not None:
            pieces += [words[at:start], cite]
            at = end
    return tuple(piece for piece in (*pieces, words[at:]) if piece)


def _groups(found: list[Reference]) -> Iterable[tuple[int, int, list[Reference]]]:
    """References that share words, as 第（一）、（二）项 does."""
    groups: list[tuple[int, int, list[Reference]]] = []
    for one in sorted(found, key=lambda each: (each.start, each.end)):
        if groups and one.start < groups[-1][1]:
            start, end, group = groups[-1]
            groups[-1] = start, max(end, one.end), [*group, one]
        else:
            groups.append((one.start, one.end, [one]))
    return groups


def _cite(words: str, start: int, end: int, group: list[Reference]) -> Cite | None:
    figures: dict[tuple[int, int, str], Figure] = {}
    says_where = True
    for one in group:
        for part, named in zip(one.parts, one.named, strict=False):
            if part.start < start or part.end > end:
                continue  # it leans on the reference before it, which has that number
            says_where = says_where and part.back == 0
            if part.back is None and named and (part.token or part.number):
                number = Number(0) if part.token or part.number is None else part.number
                figure = Figure(
                    part.start - start, part.end - start, named[0].kind, named[0].key, *number, token=part.token
                )
                figures[part.start, part.end, figure.key] = figure
    to = dict.fromkeys(unit.key for one in group for unit in one.named[-1])
    return None if says_where or not all(to) else Cite(tuple(to), words, tuple(figures.values()))


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference that cannot be written so that it names what it is meant to name.

    key     of the block it stands in; within  the label of the article it stands in, "" outside the articles
    words   as last printed
    gone    True when what it names is not in the text any more; else no words were found that name it
    """

    key: str
    within: str
    words: str
    gone: bool


class Writing:
    """Writes the references of one text whose labels are those of today."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.english = document.language == Script.ENGLISH
        self.known = {unit.key: unit for unit in document.root.walk() if unit.key}
        self.places = paragraph_places(document)
        self._paths = clause_paths(document.root)

    def is_gone(self, cite: Cite) -> bool:
        """Whether something that it names, or that its words name on the way, is not in the text."""
        return not cite.to or any(key not in self.known for key in (*cite.to, *(one.key for one in cite.figures)))

    def words(self, cite: Cite) -> str:
        """Its words with the numbers of today."""
        at: dict[tuple[int, int], dict[Number | str, Number | str]] = {}
        for one in cite.figures:
            named = self.known[one.key]
            new = number_now(named, named.label, one.token, english=self.english, places=self.places)
            if new is not None:
                at.setdefault((one.start, one.end), {})[one.token or Number(one.main, one.sub)] = new
        words = cite.words
        for (start, end), numbers in sorted(at.items(), reverse=True):
            words = words[:start] + token_with(words[start:end], numbers) + words[end:]
        return words

    def in_full(self, cite: Cite, standing: Provision | None) -> str:
        """Words that name the same wherever they stand; `standing` is the article they stand in."""
        return ("、" if not self.english else " and ").join(self._full(key, standing) for key in cite.to)

    def _full(self, key: str, standing: Provision | None) -> str:
        unit = self.known[key]
        if unit.kind == Kind.ARTICLE and (label := clause(unit.label)) and not self.english:
            if label.form in BELOW:
                above = next((one for one in reversed(self._paths[id(unit)]) if clause(one.label)), None)
                head = f"第{chinese(self._number(above))}条" if above else ""
                return f"{head}第（{chinese(label.number)}）项"
            return f"第{chinese(label.number)}条" if len(label.path) == 1 and label.text[-1] == "、" else unit.label
        words = cited_in_full(self.known, key)
        if standing is not None and unit.kind in WITHIN and not self.english and words.startswith(standing.label):
            return f"本条{words.removeprefix(standing.label)}"
        return words

    @staticmethod
    def _number(unit: Provision) -> int:
        label = clause(unit.label)
        return label.number if label else 0


def names(found: list[Reference], start: int, end: int) -> set[str]:
    """The keys of what the references between `start` and `end` name."""
    return {unit.key for one in found if one.start < end and start < one.end for unit in one.named[-1]}
