"""What a label of either language is: its kind, its number, how it is printed, and where it ends."""

from __future__ import annotations

from typing import NamedTuple

from workflow.text.tree import Kind


class Number(NamedTuple):
    """The number of a label: 第三十条之一 is (30, 1)."""

    main: int
    sub: int = 0

    def follows(self, other: Number | None) -> bool:
        """Whether this number may stand right after `other` (None: at the beginning)."""
        if other is None:
            return self.main == 1 and not self.sub
        if self.sub:
            return self.main == other.main and self.sub == other.sub + 1
        return self.main == other.main + 1


class Label(NamedTuple):
    """A label found at the beginning of a line.

    kind    a kind of provision; an item for every unit of a list
    rank    of a container, small ones hold great ones
    style   of a list unit: two units of one list share it
    number  None when it cannot be read
    text    as the canonical text prints it
    end     where the rest of the line begins, blanks not yet skipped
    """

    kind: Kind
    text: str
    number: Number | None
    end: int
    rank: int = 0
    style: str = ""
    printed: str = ""
