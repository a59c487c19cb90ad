"""What one reading of a file remembers from part to part: its styles, open fields and moves, notes read, things counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from workflow.publishing.word import unreadable
from workflow.publishing.word.markup import moment, name, parse_part, qualified
from workflow.publishing.word.package import Package
from workflow.publishing.word.reading.cited import Cited
from workflow.publishing.word.reading.fields import Fields
from workflow.publishing.word.reading.flow import Mark, Paragraph, Piece
from workflow.publishing.word.reading.styles import Styles
from workflow.publishing.word.unreadable import WordUnreadable

#: Three times the longest text that is taken in, and ten times the paragraphs of the Civil Code: what they cost is said by
#: `python -m benchmarks hostile_files`.
MOST_CHARACTERS = 1_000_000
MOST_PARAGRAPHS = 30_000
_NO_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))


@dataclass(frozen=True, slots=True)
class Change:
    """The tracked insertion and deletion that whatever is read now lies in."""

    inserted: Mark | None = None
    deleted: Mark | None = None

    def inside(self, outer: Change) -> Change:
        """This change as it is when it lies in `outer`."""
        return Change(self.inserted or outer.inserted, self.deleted or outer.deleted)


@dataclass(slots=True)
class Session:
    """Everything that has to be remembered while a document is read from its first block to its last."""

    package: Package
    styles: Styles
    fields: Fields = field(default_factory=Fields)
    moves: dict[str, str] = field(default_factory=dict)  # open ranges: the id of each and the name of its move
    pending: list[Piece] = field(default_factory=list)  # what was met between paragraphs and goes to the next one
    pictures: int = 0
    equations: int = 0
    waiting: list[str] = field(default_factory=list)  # bookmarks that begin between paragraphs: at the next one
    anchors: dict[str, Paragraph] = field(default_factory=dict)  # where each bookmark begins
    cited: list[Cited] = field(default_factory=list)
    _characters: int = 0
    _paragraphs: int = 0
    _notes: dict[str, dict[str, Element]] = field(default_factory=dict)

    def count(self, characters: int, paragraphs: int = 0) -> None:
        """Raises WordUnreadable when the document turns out to be longer than any regulation."""
        self._characters += characters
        self._paragraphs += paragraphs
        if self._characters > MOST_CHARACTERS or self._paragraphs > MOST_PARAGRAPHS:
            raise WordUnreadable(unreadable.TOO_LONG)

    def note(self, kind: str, identity: str) -> Element | None:
        """A footnote or endnote ("footnotes", "endnotes"); None when there is none or it was given out before."""
        if kind not in self._notes:
            content = self.package.part(kind)
            self._notes[kind] = {
                note.get(qualified("w:id"), ""): note
                for note in (parse_part(content) if content else ())
                if note.get(qualified("w:type")) not in _NO_NOTES
            }
        return self._notes[kind].pop(identity, None)

    def begin_at(self, paragraph: Paragraph) -> None:
        """The bookmarks that wait begin in `paragraph`."""
        for called in self.waiting:
            self.anchors.setdefault(called, paragraph)
        self.waiting.clear()

    def step_fields(self, element: Element) -> None:
        """Let the fields that begin, go on or end in `element`, of which nothing is read, do so."""
        for item in element.iter():
            if name(item) == "w:fldChar":
                self.fields.step(item.get(qualified("w:fldCharType"), ""))
            elif name(item) in ("w:instrText", "w:delInstrText"):
                self.fields.instruct(item.text or "")

    def mark(self, element: Element) -> Mark:
        """Who made the tracked change `element`, and when."""
        move = ""
        if name(element) in ("w:moveFrom", "w:moveTo"):
            move = next(reversed(self.moves.values()), "move")
        return Mark(element.get(qualified("w:author"), ""), moment(element.get(qualified("w:date"))), move)

    def range(self, element: Element) -> Piece | None:
        """The edge of a remark as a piece; the edges of moves, and bookmarks between paragraphs, are remembered."""
        tag, identity = name(element), element.get(qualified("w:id"), "")
        if tag in ("w:commentRangeStart", "w:commentRangeEnd"):
            return Piece("", remark=identity, edge="start" if tag.endswith("Start") else "end")
        if tag in ("w:moveFromRangeStart", "w:moveToRangeStart"):
            self.moves[identity] = element.get(qualified("w:name")) or "move"
        elif tag == "w:bookmarkStart":
            self.waiting.append(element.get(qualified("w:name"), ""))
        elif tag in ("w:moveFromRangeEnd", "w:moveToRangeEnd"):
            self.moves.pop(identity, None)
        return None
