"""References as fields that print the number of what they cite, so that whoever puts an article in keeps them right.

Where a field prints exactly the words there are (第十七条, Article 5, 3.2), there is one. Where it does not (Articles 5 to 8,
第一项 of a list that counts （一）, 第一条 for 一、), a bookmark around the words says what they cite: Word shows the number that
was, and a file that comes back is read with the one that is. 款 have no numbers that a list could print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from workflow.publishing.word.citing import cited, cites, field
from workflow.publishing.word.forms import Form, forms_of, value_of
from workflow.publishing.word.lines import Line, Link, Links
from workflow.publishing.word.writing.lists import Listed
from workflow.publishing.word.writing.paragraph_xml import run_xml
from workflow.publishing.word.writing.parts import escaped
from workflow.text.references.citation import Part, Reference
from workflow.text.references.find import references
from workflow.text.tree import Document, Kind, Provision

_NUMERALS = re.compile("[0-9]+|[〇零一二三四五六七八九十百千]+|[A-Za-z]+|[①-⑳]")
#: Word leaves a dot at the end of a number out of a field, LibreOffice whatever stands behind a number with nothing before.
_LEFT_OUT = (".", "、", ")", "）")


class _Cited:
    """The lines that are cited, by their line of the text, and the names of their bookmarks."""

    def __init__(self, lines: Sequence[Line], listed: Sequence[Listed | None]) -> None:
        self._lines = {line.at: (line, one) for line, one in zip(lines, listed, strict=True)}
        self.names: dict[int, str] = {}

    def find(self, unit: Provision) -> tuple[Line, Listed | None] | None:
        """The line whose label is that of `unit`, and the list that prints it."""
        found = self._lines.get(unit.line)
        return found if found and unit.label and found[0].label == unit.label else None

    def name(self, line: Line, form: Form | None) -> str:
        """The bookmark at a line."""
        return self.names.setdefault(line.at, cited(len(self.names) + 1, form.path if form else ()))


def with_links(lines: Sequence[Line], listed: Sequence[Listed | None], document: Document) -> list[Line]:
    """`lines` with their references and bookmarks; `listed` says which of them a list numbers.

    document  as it was read from the very text of the lines
    """
    known = _Cited(lines, listed)
    by_line = {line.at: line for line in lines}
    found: dict[int, list[Link]] = {}
    count = 0
    for reference in references(document):
        place = _place(reference, by_line)
        if place is None:
            continue
        line, start, cell = place
        taken = found.setdefault(line.at, [])
        for link in _links(reference, start, cell, known):
            if all(link.cell != one.cell or link.end <= one.start or one.end <= link.start for one in taken):
                count += not link.field
                taken.append(link if link.field else link._replace(name=cites(count, link.name)))
    return [
        replace(line, links=Links(known.names.get(line.at, ""), tuple(sorted(found.get(line.at, ()), key=_order))))
        for line in lines
    ]


def _order(link: Link) -> tuple[tuple[int, int], int]:
    return (link.cell or (0, 0), link.start)


def _place(reference: Reference, lines: Mapping[int, Line]) -> tuple[Line, int, tuple[int, int] | None] | None:
    """The line a reference stands in, where the words of its unit begin in it, and the cell; None where they are not found."""
    if reference.law or reference.fault:
        return None
    unit, cell = reference.unit, reference.standing.cell
    line = lines.get(unit.line)
    if line is None or (cell is None) != (line.kind != Kind.TABLE):
        return None
    if cell is not None:
        told = line.rows[cell.row][cell.column] if cell.row < len(line.rows) else ""
        return (line, 0, (cell.row, cell.column)) if told == unit.text else None
    start = line.words.rfind(unit.text)
    return (line, start, None) if start >= 0 else None


def _links(reference: Reference, start: int, cell: tuple[int, int] | None, known: _Cited) -> Iterator[Link]:
    words = reference.unit.text
    for part, named in zip(reference.parts, reference.named, strict=False):
        if part.back is not None or len(named) != 1 or (found := known.find(named[0])) is None:
            continue
        line, listed = found
        form = next(forms_of(line.label), None) if listed else None
        span, whole = _span(words, part, line.label, form)
        if span is not None and (listed or whole):
            name = known.name(line, form)
            yield Link(start + span[0], start + span[1], name, field(name, listed is not None) if whole else "", cell)


def _span(words: str, part: Part, label: str, form: Form | None) -> tuple[tuple[int, int] | None, bool]:
    """Where a step of a reference prints the label itself, or else (False) only its number."""
    at = words.find(label, max(0, part.start - len(label)), part.end + len(label))
    prints = form is None or bool(form.before) or not label.endswith(_LEFT_OUT)
    if prints and at >= 0 and at < part.end and at + len(label) > part.start:
        return (at, at + len(label)), True
    if form is None or len(form.path) > 1:
        return None, False
    for numeral in _NUMERALS.finditer(words, part.start, part.end):
        if value_of(numeral[0], form.style) == form.value:
            return numeral.span(), False
    return None, False


class Bookmarks:
    """Writes words with their fields and bookmarks, and gives each bookmark of a file its number."""

    def __init__(self) -> None:
        self._count = 0

    def around(self, name: str, inside: str) -> str:
        """`inside` in the bookmark `name`."""
        self._count += 1
        return f'<w:bookmarkStart w:id="{self._count}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{self._count}"/>'

    def words(self, words: str, links: Sequence[Link], bookmark: str = "") -> str:
        """`words` with the fields and bookmarks of `links`, and a bookmark in them.

        It stands behind the first character: whoever presses Enter in front of a provision takes nothing along with it.
        """
        edges = [0, *(edge for link in links for edge in (link.start, link.end)), len(words)]
        done, at = "", 0
        for number, (start, end) in enumerate(pairwise(edges)):
            text = words[start:end]
            if number % 2:
                done += self._cited(links[number // 2], text)
            elif bookmark and at == 0 and len(text) > 1:
                done += run_xml(text[0]) + self.around(bookmark, run_xml(text[1])) + run_xml(text[2:])
                at = 1
            else:
                done += run_xml(text)
        return done if at or not bookmark else done + self.around(bookmark, "")

    def _cited(self, link: Link, text: str) -> str:
        if not link.field:
            return self.around(link.name, run_xml(text))
        steps = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
        told = f'<w:r><w:instrText xml:space="preserve">{escaped(link.field)}</w:instrText></w:r>'
        return f"{steps[0]}{told}{steps[1]}{run_xml(text)}{steps[2]}"
