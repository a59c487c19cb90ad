"""A regulation as the row of units that are compared and merged: articles and everything above them.

A unit carries its words as one plain text, without its own number: the heading or caption first, then one line for
each paragraph, item, sub-item and table row. Knows nothing of differences.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from workflow.text.fingerprint import normalised
from workflow.text.labels.clauses import clause
from workflow.text.labels.standing import clause_paths
from workflow.text.tables import row
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.words import Script

_GROUPS = {
    Kind.LETTERHEAD: Kind.LETTERHEAD,
    Kind.TITLE: Kind.TITLE,
    Kind.NOTE: Kind.NOTE,
    Kind.PREAMBLE: Kind.PREAMBLE,
    Kind.SIGNATURE: Kind.SIGNATURE,
    Kind.ARTICLE: Kind.ARTICLE,
}
_BLOCKS = frozenset({Kind.LETTERHEAD, Kind.TITLE, Kind.NOTE, Kind.SIGNATURE})  # several lines in a row are one
_LABEL_WORDS = {  # what a unit without a printed number is called
    Kind.LETTERHEAD: ("版头", "版頭", "Letterhead"),
    Kind.TITLE: ("标题", "標題", "Title"),
    Kind.NOTE: ("题注", "題注", "Note"),
    Kind.PREAMBLE: ("引言", "引言", "Preamble"),
    Kind.HEADING: ("小标题", "小標題", "Heading"),
    Kind.PARAGRAPH: ("正文", "正文", "Text"),
    Kind.ITEM: ("正文", "正文", "Text"),
    Kind.SUBITEM: ("正文", "正文", "Text"),
    Kind.TABLE: ("表", "表", "Table"),
    Kind.ANNEX: ("附件", "附件", "Annex"),
    Kind.SIGNATURE: ("署名", "署名", "Signature"),
}
_SCRIPTS = (Script.SIMPLIFIED, Script.TRADITIONAL, Script.ENGLISH)  # the order of the words above
_DELETED = re.compile(
    r"\s*[（(﹙\[【〔]?\s*(?:已?[删刪]除|[删刪]去|deleted|repealed|reserved|omitted)\s*[）)﹚\]】〕]?\s*[.。]?\s*", re.I
)


#: Units pair only within one group: containers, loose words, and each other kind by itself.
Group = Kind | Literal["container", "words"]


@dataclass(slots=True)
class Unit:
    """One row of a comparison.

    kind       kind of the provision; what belongs to it but is a unit of its own is not in `text`
    label      as printed, or a word for a unit without a number (题注, Title); never "" at this level. A clause whose label
               stands more than once has those above it before it, with a blank between: 二、 （一）. A heading in a text
               that has only such is called by its words and those above it: 理化分析员 基本职责
    text       the unit's words without its number
    provision  the provision in its document
    parent     the container it stands in
    group      units pair only within one group
    more       further provisions: all lines of a title, of a note and of a signature are one unit
    """

    kind: Kind
    label: str
    text: str
    provision: Provision
    parent: Provision
    group: Group
    more: tuple[Provision, ...] = ()
    _folded: str | None = None

    @property
    def folded(self) -> str:
        """The words without typography, to recognise what did not really change."""
        if self._folded is None:
            self._folded = normalised(self.text)
        return self._folded

    @property
    def key(self) -> str:
        return self.provision.key

    @property
    def is_placeholder(self) -> bool:
        """True when only the number is left: 第五條（刪除）."""
        return 0 < len(self.text) < 40 and all(map(_DELETED.fullmatch, self.text.split("\n")))


def units(document: Document) -> list[Unit]:
    """Every unit of a document in the order of the text. A table of contents is left out: it says nothing new."""
    found: list[Unit] = []
    _collect(document.root, _SCRIPTS.index(document.language), found)
    _tell_apart(document.root, found)
    return found


def _tell_apart(root: Provision, found: list[Unit]) -> None:
    """Gives clauses whose label stands more than once the labels above them: 二、 （一）."""
    if not any(unit.kind == Kind.ARTICLE and clause(unit.label) is None for unit in found):
        _name_headings(found)
    times = Counter(unit.label for unit in found if unit.kind == Kind.ARTICLE)
    if not any(many > 1 and clause(label) for label, many in times.items()):
        return
    paths = clause_paths(root)
    for unit in found:
        if times[unit.label] > 1 and unit.kind == Kind.ARTICLE and clause(unit.label):
            unit.label = " ".join([*(above.label for above in paths[id(unit.provision)] if above.label), unit.label])


def _name_headings(found: list[Unit]) -> None:
    """Calls headings without number by their words, in a text where they stand for everything that has one."""
    names: dict[int, str] = {}
    for unit in found:
        if unit.kind == Kind.HEADING and not unit.provision.label and unit.provision.heading:
            above = names.get(id(unit.parent), "")
            unit.label = names[id(unit.provision)] = f"{above} {unit.provision.heading}".lstrip()


def lines_of(provision: Provision) -> list[str]:
    """The words below a provision that are not units of their own, one line for each paragraph, item or row."""
    lines: list[str] = []
    for child in provision.children:
        if child.kind != Kind.TOC and not is_unit(child, provision):
            lines += _own_lines(child)
    return lines


def _collect(parent: Provision, language: int, found: list[Unit]) -> None:
    before: Kind | None = None
    for child in parent.children:
        if not is_unit(child, parent):
            before = None
            continue
        text = _words(child)
        if child.kind == before and child.kind in _BLOCKS:
            block = found[-1]
            block.text += "\n" + text
            block.more += (child,)
            continue
        label = child.label or _label_word(child, language)
        group: Group = "container" if child.kind in CONTAINERS else _GROUPS.get(child.kind, "words")
        found.append(Unit(child.kind, label, text, child, parent, group))
        before = child.kind
        if child.kind in CONTAINERS:
            _collect(child, language, found)


def _words(provision: Provision) -> str:
    called = provision.kind == Kind.PREAMBLE and provision.heading  # 序言: the heading is what it is called
    lines = [provision.heading] if provision.heading and not called else []
    lines += provision.text.split("\n") if provision.text else []
    return "\n".join(lines + _rows(provision) + lines_of(provision))


def is_unit(child: Provision, parent: Provision) -> bool:
    """Articles, containers and the parts of the frame are units; loose words are only where nothing holds them."""
    if child.kind == Kind.TOC or parent.kind not in CONTAINERS:
        return False
    return (
        child.kind == Kind.ARTICLE
        or child.kind in CONTAINERS
        or child.kind == Kind.SIGNATURE
        or parent.kind == Kind.DOCUMENT
    )


def _label_word(provision: Provision, language: int) -> str:
    if provision.kind == Kind.PREAMBLE and provision.heading:
        return provision.heading
    words = _LABEL_WORDS.get(provision.kind)
    return words[language] if words else provision.heading or provision.kind


def _own_lines(provision: Provision) -> list[str]:
    if not provision.children and not provision.label and not provision.heading and not provision.rows:
        return [provision.text] if provision.text else []
    if provision.kind == Kind.TABLE:
        return _rows(provision)
    own = [part for part in (provision.heading, provision.text) if part]
    text = "\n".join(own)
    if provision.label:
        gap = " " if text and provision.label.endswith((".", ")")) else ""
        text = provision.label + gap + text
    lines = [text] if text else []
    for child in provision.children:
        lines += _own_lines(child)
    return lines


def _rows(provision: Provision) -> list[str]:
    return [row(cells) for cells in provision.rows] if provision.rows else []
