"""The items of a decision before they are written down: what each does, and how it can be said more plainly."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflow.text.amending.said.operations import Quotation
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script


@dataclass(slots=True)
class Draft:
    """One item.

    order    where it stands among the items: the place in the old text, then in the new one
    clause   its words, with their stop
    blocks   provisions of the new text (or of the old one, if they go) that it answers for
    gathered it says an exchange of several articles, each of which may have an item of its own
    """

    order: tuple[float, int]
    clause: str
    blocks: list[Provision] = field(default_factory=list)
    gathered: bool = False


@dataclass(slots=True)
class Choices:
    """What the proof has found out so far.

    explicit    every new number is said, instead of 条文顺序作相应调整
    moved_to    new articles that must be put under their heading in words, by id
    apart       an exchange made in several articles is said in each
    plain       new articles and other blocks that must be said more plainly, by id
    """

    explicit: bool = False
    heads_explicit: bool = False
    apart: bool = False
    moved_to: set[int] = field(default_factory=set)
    plain: set[int] = field(default_factory=set)


def lines_of_article(block: Provision, language: Script, label: bool) -> Quotation:
    """The canonical lines of an article, with or without its own label."""
    lines = lines_of_block(block, language)
    if label or block.heading:
        return lines
    rest = (
        lines[0].removeprefix(block.label).lstrip("\u3000 .")
        if language != Script.ENGLISH
        else lines[0].removeprefix(block.label).lstrip(". ")
    )
    return ([rest] if rest else []) + lines[1:]


def lines_of_block(block: Provision, language: Script) -> Quotation:
    """The canonical lines of any block by itself."""
    text = write(Document(language, Provision(Kind.DOCUMENT, children=(block,))))
    return [line for line in text.split("\n") if line]
