"""Tree to canonical text: what is stored, compared and fingerprinted. The inverse of `parse`.

Chinese      第一条　words, every further paragraph on a line of its own; in traditional script the label has its own line.
             A caption stands behind the label and the words begin on the next line: 第二条 【适用范围】.
             （一）words · 1. words · 第一章　总则
English      Article 5 words, or Article 5. Heading with the words on the next line; lists are indented by two blanks a level.
Both         An empty line around title block, table of contents, preamble, annexes and signature, and before headings.
"""

from __future__ import annotations

from workflow.text import tables
from workflow.text.labels.chinese import CAPTION, CITATION, listed, numbered
from workflow.text.labels.english import CONTINUES
from workflow.text.reading.front import is_date, is_plain_heading
from workflow.text.tree import Document, Provision
from workflow.words import Script

_CONTAINERS = frozenset({"part", "chapter", "section", "heading"})
_ALONE = frozenset({"toc", "preamble", "annex", "signature"})
_INDENT = "  "


def write(document: Document) -> str:
    """The canonical text of `document`: line feeds only, one at the end."""
    hand: _Chinese = (
        _English() if document.language is Script.ENGLISH else _Chinese(document.language is Script.TRADITIONAL)
    )
    hand.blocks(document.root, "")
    return "\n".join(hand.lines) + "\n"


def _last_kind(unit: Provision) -> str:
    """The kind of the unit that ends `unit`: an empty chapter ends in its heading."""
    while unit.kind in _CONTAINERS and unit.children:
        unit = unit.children[-1]
    return unit.kind


def _apart(before: str, kind: str) -> bool:
    """Whether an empty line stands between a unit that ends in `before` and one of `kind`."""
    if kind in _CONTAINERS:
        return before not in _CONTAINERS
    if before in ("title", "note"):
        return kind not in ("title", "note")
    return kind == "annex" or (before != kind and (before in ("toc", "preamble") or kind in _ALONE))


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


class _Chinese:
    """Sets a Chinese text, line by line."""

    glue = "\u3000"  # between a label and what follows it

    def __init__(self, label_alone: bool = False) -> None:
        self.lines: list[str] = []
        self.label_alone = label_alone

    def blocks(self, unit: Provision, before: str) -> None:
        """The units of the document or of a container, `before` being the kind of what stands above them."""
        for child in unit.children:
            if self.lines and _apart(before, child.kind):
                self.lines.append("")
            self._unit(child, 0)
            before = _last_kind(child)

    def _unit(self, unit: Provision, depth: int) -> None:
        """One unit; `depth` is that of the list it stands in, 0 outside lists."""
        if unit.kind in _CONTAINERS:
            self._head(unit)
            self.blocks(unit, unit.kind)
        elif unit.kind in ("preamble", "annex"):
            self._head(unit)
            self._units(unit.children, 0)
        elif unit.kind == "article":
            self._article(unit)
        elif unit.kind == "table":
            self.lines.extend(tables.row(cells) for cells in unit.rows)
        elif unit.kind in ("item", "subitem"):
            self._item(unit, depth)
            self._units(unit.children, depth + 1)
        else:
            if unit.text:
                self._words(unit.text, depth)
            self._units(unit.children, depth)

    def _units(self, units: list[Provision], depth: int) -> None:
        for unit in units:
            self._unit(unit, depth)

    def _head(self, unit: Provision) -> None:
        glue = "" if unit.label.endswith("、") else self.glue
        head = glue.join(words for words in (unit.label, unit.heading) if words)
        if head:
            self.lines.append(head)

    def _article(self, unit: Provision) -> None:
        first = unit.children[0] if unit.children else None
        if first is None or first.kind != "paragraph" or not first.text:
            self.lines.append(self._captioned(unit))
            self._units(unit.children, 0)
            return
        alone = bool(unit.heading) or self.label_alone
        if not unit.heading and _misleads_behind(first.text):
            alone = True
        elif alone and (not unit.heading or CAPTION.match(unit.heading)):
            alone = not _misleads_alone(first.text)
        if alone:
            self.lines += [self._captioned(unit), first.text]
        else:
            self.lines.append(f"{self._captioned(unit)}{self.glue}{first.text}")
        self._units(first.children, 0)
        self._units(unit.children[1:], 0)

    def _captioned(self, unit: Provision) -> str:
        return f"{unit.label} {unit.heading}" if unit.heading else unit.label

    def _item(self, unit: Provision, depth: int) -> None:  # noqa: ARG002 - English lists are indented
        glue = " " if unit.label.endswith(".") and unit.text else ""
        self.lines.append(unit.label + glue + unit.text)

    def _words(self, words: str, depth: int) -> None:  # noqa: ARG002
        self.lines.append(words)


class _English(_Chinese):
    """Sets an English text, line by line."""

    glue = " "

    def _article(self, unit: Provision) -> None:
        first = unit.children[0] if unit.children else None
        units = unit.children
        if unit.heading:
            self.lines.append(f"{unit.label}. {unit.heading}")
        elif first and first.kind == "paragraph" and first.text and not CONTINUES.match(first.text):
            self.lines.append(f"{unit.label}{'.' if unit.label.startswith('§') else ''} {first.text}")
            self._units(first.children, 0)
            units = units[1:]
        else:
            self.lines.append(unit.label)
        self._units(units, 0)

    def _item(self, unit: Provision, depth: int) -> None:
        self._words(f"{unit.label} {unit.text}".rstrip(), depth + 1)

    def _words(self, words: str, depth: int) -> None:
        self.lines.extend(_INDENT * depth + line for line in words.split("\n"))
