"""Remarks (Word's comments): who said what about which words, and to which other remark it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from workflow.publishing.word.markup import moment, name, parse_part, qualified
from workflow.publishing.word.package import Package
from workflow.publishing.word.reading.flow import Paragraph, Piece
from workflow.publishing.word.reading.view import View

_LONGEST_QUOTE = 2_000
_DONE = frozenset(("1", "true", "on"))


@dataclass(frozen=True, slots=True)
class WordComment:
    """One remark.

    quote            the words it is about; "" when it only points at a place
    paragraph        the paragraph of the file it begins in, from 1; 0 when the document does not show it
    line, start      where those words begin in the text with all changes accepted: line from 1, column from 0
    old_line, _start  the same with all changes rejected
    only_before      whether what it begins at stands only in the latter: words, or a paragraph, that a change took out
    identity         its number in the file; answers: that of the remark it answers, "" for none
    """

    author: str
    at: datetime | None
    text: str
    quote: str
    paragraph: int
    line: int
    start: int
    old_line: int
    old_start: int
    identity: str = ""
    answers: str = ""
    done: bool = False
    only_before: bool = False


@dataclass(slots=True)
class _Anchor:
    """Where a remark begins, the first of its words, and all that it covers in both views."""

    paragraph: Paragraph
    edge: Piece
    first: Piece | None = None
    now: str = ""
    then: str = ""

    @property
    def piece(self) -> Piece:
        """Its first words; where it has none, the place it points at."""
        return self.first or self.edge

    @property
    def only_before(self) -> bool:
        """Whether a change took out what it begins at."""
        said = [self.first] if self.first else [piece for piece in self.paragraph.pieces if piece.text.strip()]
        return any(piece.stands(False) for piece in said) and not any(piece.stands(True) for piece in said)


def comments_of(package: Package, paragraphs: list[Paragraph], accepted: View, rejected: View) -> list[WordComment]:
    """The remarks of a file in its own order."""
    content = package.part("comments")
    if not content:
        return []
    anchors = _anchors(paragraphs)
    threads = _threads(package.part("commentsExtended"))
    elements = [one for one in parse_part(content) if name(one) == "w:comment"]
    by_paragraph = {last: one.get(qualified("w:id"), "") for one in elements if (last := _last_paragraph(one))}
    found: list[WordComment] = []
    for element in elements:
        identity = element.get(qualified("w:id"), "")
        parent, done = threads.get(_last_paragraph(element), ("", False))
        anchor = anchors.get(identity)
        (line, start), (old_line, old_start) = (
            (accepted.places[anchor.piece], rejected.places[anchor.piece]) if anchor else ((0, 0), (0, 0))
        )
        found.append(
            WordComment(
                author=element.get(qualified("w:author"), ""),
                at=moment(element.get(qualified("w:date"))),
                text="\n".join(_words(item) for item in element.iter(qualified("w:p"))).strip(),
                quote=(anchor.now.strip() or anchor.then.strip()) if anchor else "",
                paragraph=anchor.paragraph.ordinal if anchor else 0,
                line=line,
                start=start,
                old_line=old_line,
                old_start=old_start,
                identity=identity,
                answers=by_paragraph.get(parent, "") if parent else "",
                done=done,
                only_before=anchor.only_before if anchor else False,
            )
        )
    return found


def _anchors(paragraphs: list[Paragraph]) -> dict[str, _Anchor]:
    """Where each remark begins; the edges of a remark are pieces without words."""
    found: dict[str, _Anchor] = {}
    open_ones: dict[str, _Anchor] = {}
    for paragraph in paragraphs:
        for anchor in open_ones.values():
            anchor.now += "\n"
            anchor.then += "\n"
        for piece in paragraph.pieces:
            if piece.edge == "start":
                open_ones[piece.remark] = found.setdefault(piece.remark, _Anchor(paragraph, piece))
            elif piece.edge == "end":
                open_ones.pop(piece.remark, None)
            elif piece.edge == "point":
                found.setdefault(piece.remark, _Anchor(paragraph, piece))
            elif piece.text:
                _quote(piece, open_ones)
    return found


def _quote(piece: Piece, open_ones: dict[str, _Anchor]) -> None:
    for identity, anchor in list(open_ones.items()):
        if anchor.first is None and piece.text.strip() and (piece.stands(True) or piece.stands(False)):
            anchor.first = piece
        if piece.stands(True):
            anchor.now += piece.text
        if piece.stands(False):
            anchor.then += piece.text
        if len(anchor.then) + len(anchor.now) > _LONGEST_QUOTE:
            del open_ones[identity]  # enough to be found again


def _last_paragraph(remark: Element) -> str:
    """The name of the last paragraph of a remark, which threads go by; "" where it has none."""
    last = next((item for item in reversed(remark) if name(item) == "w:p"), None)
    return "" if last is None else last.get(qualified("w14:paraId"), "")


def _threads(content: bytes | None) -> dict[str, tuple[str, bool]]:
    """For the last paragraph of every remark: the last paragraph of the one it answers, and whether it is settled."""
    return {
        item.get(qualified("w15:paraId"), ""): (
            item.get(qualified("w15:paraIdParent"), ""),
            item.get(qualified("w15:done")) in _DONE,
        )
        for item in (parse_part(content) if content else ())
        if item.get(qualified("w15:paraId"))
    }


def _words(paragraph: Element) -> str:
    return "".join(_texts(paragraph))


def _texts(paragraph: Element) -> Iterator[str]:
    for item in paragraph.iter():
        tag = name(item)
        if tag == "w:t":
            yield item.text or ""
        elif tag in ("w:br", "w:cr", "w:tab"):
            yield " " if tag == "w:tab" else "\n"
