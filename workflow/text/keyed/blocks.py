"""The row of keyed blocks: frozen values. Nesting follows from the order, as in the text form; no block holds another.

A block has what is printed on it today as `label`, for those who draw it. Labels are counted anew whenever the row becomes
a text (`numbered.py`), and references are written with the number that their target then has (`bridge.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.text.tree import Kind
from workflow.words import Script


@dataclass(frozen=True, slots=True)
class Figure:
    """A number inside the words of a reference, that of one step: 三 in 第三条第二款, and of which provision it is.

    start, end   where it stands in those words
    kind         of the provision it names
    key          of the provision it names
    main, sub    the number as printed; 0 where `token` is printed
    token        as printed, for what letters and figures with dots number: "a", "3.2.1"
    """

    start: int
    end: int
    kind: Kind
    key: str
    main: int = 0
    sub: int = 0
    token: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A reference into this text, as one piece of the words around it.

    to       the keys of what it names, several for 前两款 and for 第（一）、（二）项
    words    as printed when it was last written
    figures  the numbers in `words`; none for 前款, and for a reference that a person picked: that one is written in full
    """

    to: tuple[str, ...]
    words: str
    figures: tuple[Figure, ...] = ()


#: Words, or a reference among them.
Piece = str | Cite
#: The words of a block or of a cell.
Content = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of a text with its own words, without what stands below it.

    own        an article's and a preamble's block has the words of its first paragraph too; this is the key of that paragraph
    fixed      `label` is not what counting gives and stays as it is
    between    第五条之一: it counts on from the article before it, whose number it has
    continues  the first unit of a list that counts on from an earlier list of its article
    roman      a list unit that is numbered i, ii, iii and not as letters, which (i) alone does not tell
    level      a list unit: how deep, 1 the outermost. A paragraph: of the open list units, which one it stands in; 0 in none.
               A heading that is marked because nothing is numbered: how deep, from 1; 0 where none is marked
    """

    key: str
    kind: Kind
    label: str = ""
    heading: str = ""
    content: Content = ()
    rows: tuple[tuple[Content, ...], ...] = ()
    own: str = ""
    fixed: bool = False
    between: bool = False
    continues: bool = False
    roman: bool = False
    level: int = 0

    @property
    def words(self) -> str:
        """Its own words as they were last written, without label and heading."""
        return spelled(self.content)

    def contents(self) -> Iterator[Content]:
        """Its words, and those of its cells."""
        yield self.content
        for cells in self.rows:
            yield from cells


@dataclass(frozen=True, slots=True)
class Row:
    """A whole text.

    key    of the root of its tree
    anew   kinds of container that are counted anew in each container above them; an article stands for 一、 in each part
    """

    language: Script
    blocks: tuple[Block, ...]
    key: str = ""
    anew: frozenset[Kind] = frozenset()

    def keys(self) -> Iterator[str]:
        """Every key there is, those of first paragraphs too."""
        for block in self.blocks:
            yield block.key
            if block.own:
                yield block.own


def spelled(content: Content) -> str:
    """The words of `content` as they were last written."""
    return "".join(piece if isinstance(piece, str) else piece.words for piece in content)


def joined(*contents: Content) -> Content:
    """One after the other, neighbouring words as one piece and nothing empty."""
    out: list[Piece] = []
    for piece in (piece for content in contents for piece in content):
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece:
            out.append(piece)
    return tuple(out)
