"""What one act has to do at its end, and how an item that failed is taken back.

Words change at once, with a note of what they were; articles and headings change their places together when the act
is over, since every item speaks in the numbers of the text as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workflow.text.amending.said.operations import Unit
from workflow.text.workpiece import Workpiece


@dataclass(slots=True)
class Entering:
    """Blocks that come in together: one article, or a heading with its articles.

    label    the number the first article of it gets, "" to follow `anchor`
    anchor   block it is put next to, None to go by number
    before   whether it goes in front of the anchor
    within   the heading it must stand under, None for where its number puts it
    """

    blocks: list[Workpiece]
    labels: list[str]
    anchor: Workpiece | None = None
    before: bool = False
    within: Workpiece | None = None
    item: int = 0


@dataclass(slots=True)
class Ledger:
    """Changes of place that one act (or one item of it) asks for.

    gone      blocks that leave, by id
    numbers   new labels of old blocks, by id
    moved     blocks that change their place: id to (anchor or None, before, heading to stand under or None)
    under     blocks that go under a heading which comes in, by its label
    entering  blocks that come in
    adjust    articles and containers when these are to be renumbered
    """

    gone: dict[int, Workpiece] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    moved: dict[int, tuple[Workpiece | None, bool, Workpiece | None]] = field(default_factory=dict)
    under: dict[int, str] = field(default_factory=dict)
    entering: list[Entering] = field(default_factory=list)
    adjust: set[Unit] = field(default_factory=set)

    def take(self, other: Ledger) -> None:
        """Adds what `other` asks for."""
        self.gone.update(other.gone)
        self.numbers.update(other.numbers)
        self.moved.update(other.moved)
        self.under.update(other.under)
        self.entering += other.entering
        self.adjust |= other.adjust


@dataclass(slots=True)
class _Was:
    provision: Workpiece
    label: str
    heading: str
    text: str
    children: list[Workpiece]
    rows: list[list[str]]


class Memory:
    """What provisions were before an item touched them."""

    def __init__(self) -> None:
        self._notes: list[_Was] = []
        self._seen: set[int] = set()

    def touch(self, provision: Workpiece) -> None:
        """Remembers `provision` as it is; call before every change."""
        if id(provision) not in self._seen:
            self._seen.add(id(provision))
            self._notes.append(
                _Was(
                    provision,
                    provision.label,
                    provision.heading,
                    provision.text,
                    list(provision.children),
                    [list(row) for row in provision.rows],
                )
            )

    def take_back(self) -> None:
        """Puts every touched provision back."""
        for note in reversed(self._notes):
            note.provision.label, note.provision.heading, note.provision.text = note.label, note.heading, note.text
            note.provision.children, note.provision.rows = note.children, note.rows
        self.clear()

    def clear(self) -> None:
        """Forgets: the item succeeded."""
        self._notes, self._seen = [], set()
