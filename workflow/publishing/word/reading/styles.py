"""The styles of a Word file: what a paragraph inherits from its style and the styles that one is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from workflow.publishing.word.markup import MARKED, child, is_on, name, number, parse_part, qualified, value

_DEEPEST = 32  # styles based on one another; more is a circle
_CONTENTS = re.compile(r"^(?:toc|contents|目录)\s*\d+$", re.I)
_CONTENTS_HEADING = re.compile(r"^(?:toc|contents) heading$|^目录标题$", re.I)
_HEADING = re.compile(r"^heading\s*\d$|标题|章名|^title$|^subtitle$", re.I)
_TITLE = re.compile(r"^title$|^(?:文件|公文|文档|大)?标题$", re.I)


@dataclass(frozen=True, slots=True)
class Numbered:
    """Which list a paragraph stands in: None where nothing is said, list "0" for none."""

    list: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says itself; None where it says nothing."""

    name: str = ""
    based_on: str | None = None
    numbered: Numbered | None = None
    outline: int | None = None
    centred: bool | None = None
    bold: bool | None = None
    size: int | None = None  # half points
    hidden: bool | None = None


class Styles:
    """The styles of one file. A style that is not defined says nothing."""

    def __init__(self, content: bytes | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        for element in parse_part(content) if content else ():
            if name(element) == "w:style":
                identity = element.get(qualified("w:styleId"), "")
                self._styles[identity] = _style(element)
                usual = element.get(qualified("w:default")) in ("1", "true", "on")
                if usual and element.get(qualified("w:type")) == "paragraph":
                    self.default = identity
        self._chains: dict[str, list[tuple[str, Style]]] = {}

    def chain(self, identity: str) -> list[tuple[str, Style]]:
        """The style called `identity` and those it is based on, nearest first."""
        found = self._chains.get(identity)
        if found is None:
            found = []
            at: str | None = identity
            while at is not None and at in self._styles and len(found) < _DEEPEST:
                found.append((at, self._styles[at]))
                at = self._styles[at].based_on
            self._chains[identity] = found
        return found

    def name(self, identity: str) -> str:
        """The name people see."""
        return self._styles[identity].name if identity in self._styles else ""

    def is_contents(self, identity: str) -> bool:
        """Whether the style is one of a table of contents."""
        return any(_CONTENTS.match(style.name) for _, style in self.chain(identity)[:2])

    def is_contents_heading(self, identity: str) -> bool:
        """Whether the style is that of the words above a table of contents."""
        return _CONTENTS_HEADING.match(self.name(identity)) is not None

    def is_heading(self, identity: str) -> bool:
        """Whether the style is one of headings, by its name or its place in the outline."""
        chain = self.chain(identity)
        if any(_HEADING.search(style.name) for _, style in chain):
            return True
        level = next((style.outline for _, style in chain if style.outline is not None), None)
        return level is not None and level < 9

    def marked(self, identity: str) -> int:
        """How deep the heading without number stands that the style is one of; 0 for every other style."""
        return next((MARKED.index(style.name) + 1 for _, style in self.chain(identity) if style.name in MARKED), 0)

    def is_title(self, identity: str) -> bool:
        """Whether the style is that of the title."""
        return any(_TITLE.match(style.name) for _, style in self.chain(identity))

    def says(self, identity: str, what: str) -> bool | int | None:
        """The nearest word of the chain on `what`: centred, bold, size, hidden."""
        for _, style in self.chain(identity):
            said: bool | int | None = getattr(style, what)
            if said is not None:
                return said
        return None


def numbered_by(properties: Element | None) -> Numbered | None:
    """What the properties of a paragraph or of a style say about its list."""
    element = child(properties, "w:numPr")
    if element is None:
        return None
    return Numbered(value(element, "w:numId"), number(value(element, "w:ilvl")))


def centred(properties: Element | None) -> bool | None:
    """Whether the properties of a paragraph centre it; None when they say nothing."""
    side = value(properties, "w:jc")
    return None if side is None else side == "center"


def _style(element: Element) -> Style:
    of_paragraph, of_words = child(element, "w:pPr"), child(element, "w:rPr")
    return Style(
        name=value(element, "w:name") or "",
        based_on=value(element, "w:basedOn"),
        numbered=numbered_by(of_paragraph),
        outline=number(value(of_paragraph, "w:outlineLvl")),
        centred=centred(of_paragraph),
        bold=None if child(of_words, "w:b") is None else is_on(of_words, "w:b"),
        size=number(value(of_words, "w:sz")),
        hidden=None if child(of_words, "w:vanish") is None else is_on(of_words, "w:vanish"),
    )
