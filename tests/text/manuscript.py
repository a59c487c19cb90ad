"""A text that a test changes by hand, as a drafter would, before the product reads it."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.text.tree import Document, Kind
from workflow.text.workpiece import Workpiece, opened
from workflow.words import Script


@dataclass(slots=True)
class Manuscript:
    """A document whose units can be changed; `closed` makes the document that the product knows."""

    language: Script
    root: Workpiece

    def articles(self) -> list[Workpiece]:
        """Every article in order, whatever contains it."""
        return [unit for unit in self.root.walk() if unit.kind == Kind.ARTICLE]

    @property
    def title(self) -> str:
        """The title, lines joined by a line feed."""
        return self.closed().title

    def closed(self) -> Document:
        """The document as it reads now; the manuscript may be changed further."""
        return Document(self.language, self.root.closed())


def manuscript(document: Document) -> Manuscript:
    """What begins as a copy of `document`."""
    return Manuscript(document.language, opened(document.root))
