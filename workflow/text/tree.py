"""The tree of a regulation: frozen values, no input or output, nothing about procedure or storage.

Units follow 立法法 art. 65: 编 part, 章 chapter, 节 section, 条 article, 款 paragraph (unnumbered), 项 item （一）,
目 subitem 1. A number is a printed label and never an identity; the identity is `key`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.words import Script, Vocabulary


class Kind(Vocabulary):
    """Kinds of provision. `document` is the root; `heading` is an unnumbered or 一、-numbered heading above articles."""

    DOCUMENT = "document"
    LETTERHEAD = (
        "letterhead"  # 版头: what stands above the title: whose paper, its number, the order that promulgates it
    )
    TITLE = "title"
    NOTE = "note"  # 题注, the note under the title
    TOC = "toc"  # a table of contents found in front of the text
    PREAMBLE = "preamble"  # words before the first article; its children are paragraphs
    PART = "part"  # 编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节
    HEADING = "heading"
    ARTICLE = "article"  # 条
    PARAGRAPH = "paragraph"  # 款
    ITEM = "item"  # 项
    SUBITEM = "subitem"  # 目
    TABLE = "table"
    ANNEX = "annex"  # 附件
    SIGNATURE = "signature"  # 署名、日期


#: Kinds that stand above articles and have a heading.
HEADED = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING})
#: Kinds that hold articles.
CONTAINERS = HEADED | {Kind.DOCUMENT, Kind.ANNEX}
#: Units of a list.
LISTED = frozenset({Kind.ITEM, Kind.SUBITEM})
#: Units inside an article.
WITHIN = LISTED | {Kind.PARAGRAPH}


@dataclass(frozen=True, slots=True)
class Provision:
    """One unit of a regulation. It never changes: `workflow.text.given` and `workflow.text.workpiece` make others of it.

    label    as printed, without the words that follow: 第五条, 第三十条之一, 第一章, （一）, 1., Article 5, § 32-1451, (a); "" for 款
    heading  the words of a chapter or other container, or the caption of an article
    text     the unit's own words without its label (paragraph, item, subitem, title, note, signature lines).
             An article's words are in its paragraph children; an item's sub-units are its children.
    rows     the cells of a table, first row the head
    key      opaque, never changes over the life of the provision; "" when none was given
    line     line of the source where the unit begins, from 1; 0 when made by program
    """

    kind: Kind
    label: str = ""
    heading: str = ""
    text: str = ""
    children: tuple[Provision, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    key: str = ""
    line: int = 0

    def walk(self) -> Iterator[Provision]:
        """This provision and everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole regulation: the language it is written in and the root of its tree."""

    language: Script
    root: Provision

    def articles(self) -> list[Provision]:
        """Every article in order, whatever contains it."""
        return [unit for unit in self.root.walk() if unit.kind == Kind.ARTICLE]

    @property
    def title(self) -> str:
        """The title, lines joined by a line feed, or "" when the text has none."""
        return "\n".join(unit.text for unit in self.root.children if unit.kind == Kind.TITLE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader should look at in a text. Never an exception: every text can be read.

    code      a short stable name, such as "number-missing"
    line      line of the source, from 1; 0 when it concerns the whole text
    zh, en    one sentence each that says what is wrong and what to do
    blocking  True when the text must not go to a vote like this
    """

    code: str
    line: int
    zh: str
    en: str
    blocking: bool = False
