"""Tree to canonical text: what is stored, compared and fingerprinted. The inverse of `parse`.

Chinese      第一条　words, every further paragraph on a line of its own; in traditional script the label has its own line.
             A caption stands behind the label and the words begin on the next line: 第二条 【适用范围】.
             （一）words · 1. words · 第一章　总则
English      Article 5 words, or Article 5. Heading with the words on the next line; lists are indented by two blanks a level.
Both         An empty line around title block, table of contents, preamble, annexes and signature, and before headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workflow.text import tables
from workflow.text.labels.chinese import CAPTION, CITATION, listed, numbered
from workflow.text.labels.clauses import clause
from workflow.text.labels.english import CONTINUES
from workflow.text.labels.marks import bullet, mark
from workflow.text.reading.front import is_date, is_plain_heading
from workflow.text.tree import HEADED, LISTED, Document, Kind, Provision
from workflow.words import Script

_TOP = frozenset({Kind.LETTERHEAD, Kind.TITLE, Kind.NOTE})
_BEFORE = frozenset({Kind.TOC, Kind.PREAMBLE})
_HEADED_WORDS = frozenset({Kind.PREAMBLE, Kind.ANNEX})
_ALONE = frozenset({Kind.TOC, Kind.PREAMBLE, Kind.ANNEX, Kind.SIGNATURE})
_INDENT = "  "


def write(document: Document) -> str:
    """The canonical text of `document`: line feeds only, one at the end."""
    hand: _Hand = (
        _English() if document.language == Script.ENGLISH else _Chinese(document.language == Script.TRADITIONAL)
    )
    page = _Page(hand, marks=_needs_marks(document.root))
    page.blocks(document.root, None)
    return "\n".join(page.lines) + "\n"


def _needs_marks(root: Provision) -> bool:
    """Whether headings without number are told from words by a mark: in a text that has no articles."""
    if not any(
        unit.kind == Kind.HEADING and not unit.label and not is_plain_heading(unit.heading) for unit in root.walk()
    ):
        return False
    return not any(unit.kind == Kind.ARTICLE and clause(unit.label) is None for unit in root.walk())


def _last_kind(unit: Provision) -> Kind:
    """The kind of the unit that ends `unit`: an empty chapter ends in its heading."""
    while unit.kind in HEADED and unit.children:
        unit = unit.children[-1]
    return unit.kind


def _apart(before: Kind | None, kind: Kind) -> bool:
    """Whether an empty line stands between a unit that ends in `before` and one of `kind`."""
    if kind in HEADED:
        return before not in HEADED
    if before in _TOP:
        return kind not in _TOP
    return kind == Kind.ANNEX or (before != kind and (before in _BEFORE or kind in _ALONE))


def _opens_chapter(unit: Provision) -> bool:
    """Whether a clause stands where a text with articles has a chapter: 一、, I. or 3 with a heading."""
    label = clause(unit.label) if unit.kind == Kind.ARTICLE and unit.heading else None
    return label is not None and label.depth == 1


def _misleads_alone(words: str) -> bool:
    """Whether words could be read as a unit of their own if they began a line."""
    if words[0] in "附【>|①#*+-=_" or numbered(words) or listed(words) or is_plain_heading(words) or is_date(words):
        return True
    return len(words) <= 30 and words[0] not in "（(" and not any(mark in words for mark in "，。；：、")  # who signs


def _misleads_behind(words: str) -> bool:
    """Whether words behind the label of an article could be read as a caption, or turn the label into a citation."""
    caption = CAPTION.match(words)
    return (
        words[0] in "：:" or CITATION.match(words) is not None or (caption is not None and caption.end() < len(words))
    )


def _first_words(first: Provision | None) -> str:
    """The words that stand on the line of a label."""
    return first.text if first is not None and first.kind == Kind.PARAGRAPH else ""


class _Page:
    """Sets a text line by line, its articles, list units and words as the hand of its language has them."""

    def __init__(self, hand: _Hand, *, marks: bool) -> None:
        self.lines: list[str] = []
        self.hand = hand
        self.marks = marks  # headings without number are marked
        self.above = 0  # of those, how many are open

    def blocks(self, unit: Provision, before: Kind | None) -> None:
        """The units of the document or of a container, `before` being the kind of what stands above them."""
        for child in unit.children:
            if self.lines and (_apart(before, child.kind) or _opens_chapter(child)):
                self.lines.append("")
            self._unit(child, 0)
            before = _last_kind(child)

    def units(self, units: Sequence[Provision], depth: int) -> None:
        """Units one after the other; `depth` is that of the list they stand in, 0 outside lists."""
        for unit in units:
            self._unit(unit, depth)

    def _unit(self, unit: Provision, depth: int) -> None:
        if unit.kind in HEADED:
            self._head(unit)
            within = unit.kind == Kind.HEADING and not unit.label
            self.above += within
            self.blocks(unit, unit.kind)
            self.above -= within
        elif unit.kind in _HEADED_WORDS:
            self._head(unit)
            self.units(unit.children, 0)
        elif unit.kind == Kind.ARTICLE:
            self.hand.article(self, unit)
        elif unit.kind == Kind.TABLE:
            self.lines.extend(tables.row(cells) for cells in unit.rows)
        elif unit.kind in LISTED:
            self.lines.extend(self.hand.item(unit, depth))
            self.units(unit.children, depth + 1)
        else:
            if unit.text:
                self.lines.extend(self.hand.words(unit.text, depth))
            self.units(unit.children, depth)

    def _head(self, unit: Provision) -> None:
        glue = "" if unit.label.endswith("、") else self.hand.glue
        head = glue.join(words for words in (unit.label, unit.heading) if words)
        if head:
            self.lines.append(self._marked(unit) + head)

    def _marked(self, unit: Provision) -> str:
        if not self.marks or unit.kind != Kind.HEADING or unit.label:
            return ""
        return mark(self.above + 1)


class _Hand(Protocol):
    """How a language sets what is not the same in every one."""

    glue: str  # between a label and what follows it

    def article(self, page: _Page, unit: Provision) -> None:
        """Sets an article with all that is below it."""

    def item(self, unit: Provision, depth: int) -> list[str]:
        """The lines of the label and the words of a list unit at `depth`."""

    def words(self, words: str, depth: int) -> list[str]:
        """The lines of a paragraph inside a list of that depth; 0 outside lists."""


class _Chinese:
    """A Chinese text: lists are told by their labels and not indented."""

    glue = "\u3000"

    def __init__(self, label_alone: bool) -> None:
        self.label_alone = label_alone

    def article(self, page: _Page, unit: Provision) -> None:
        first = unit.children[0] if unit.children else None
        if clause(unit.label):
            page.lines.append(self._clause(unit.label, unit.heading or _first_words(first)))
            if not unit.heading and first is not None and first.kind == Kind.PARAGRAPH:
                page.units(first.children, 0)
                first = None
            page.units(unit.children if first is not None else unit.children[1:], 0)
            return
        captioned = f"{unit.label} {unit.heading}" if unit.heading else unit.label
        if first is None or first.kind != Kind.PARAGRAPH or not first.text:
            page.lines.append(captioned)
            page.units(unit.children, 0)
            return
        alone = bool(unit.heading) or self.label_alone
        if not unit.heading and _misleads_behind(first.text):
            alone = True
        elif alone and (not unit.heading or CAPTION.match(unit.heading)):
            alone = not _misleads_alone(first.text)
        page.lines.extend([captioned, first.text] if alone else [f"{captioned}{self.glue}{first.text}"])
        page.units(first.children, 0)
        page.units(unit.children[1:], 0)

    def _clause(self, label: str, words: str) -> str:
        return label + ("" if label[-1] in "、）" or not words else " " if label[-1] == "." else self.glue) + words

    def item(self, unit: Provision, depth: int) -> list[str]:  # noqa: ARG002 - English lists are indented
        glue = " " if (unit.label.endswith(".") or bullet(unit.label + " x")) and unit.text else ""
        return [unit.label + glue + unit.text]

    def words(self, words: str, depth: int) -> list[str]:  # noqa: ARG002
        return [words]


class _English:
    """An English text: lists are indented."""

    glue = " "

    def article(self, page: _Page, unit: Provision) -> None:
        first = unit.children[0] if unit.children else None
        units = unit.children
        if unit.heading:
            page.lines.append(f"{unit.label}{'' if clause(unit.label) else '.'} {unit.heading}")
        elif first and first.kind == Kind.PARAGRAPH and first.text and not CONTINUES.match(first.text):
            page.lines.append(f"{unit.label}{'.' if unit.label.startswith('§') else ''} {first.text}")
            page.units(first.children, 0)
            units = units[1:]
        else:
            page.lines.append(unit.label)
        page.units(units, 0)

    def item(self, unit: Provision, depth: int) -> list[str]:
        return self.words(f"{unit.label} {unit.text}".rstrip(), depth + 1)

    def words(self, words: str, depth: int) -> list[str]:
        return [_INDENT * depth + line for line in words.split("\n")]
