"""The items of a decision before they are written down: what each does, and how it can be said more plainly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from workflow.text.tree import Provision


@dataclass(slots=True)
class Draft:
    """One item.

    order    where it stands among the items: the place in the old text, then in the new one
    say      makes its words at a level: 0 the fewest, 1 the plainest
    blocks   provisions of the new text (or of the old one, if they go) that it answers for
    level    how plainly it is said now; `levels` how many ways there are
    """

    order: tuple[float, int]
    say: Callable[[int], str]
    blocks: list[Provision] = field(default_factory=list)
    level: int = 0
    levels: int = 1
    labels: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def plainer(self) -> bool:
        """Says it more plainly from now on; False when there is no plainer way."""
        if self.level + 1 >= self.levels:
            return False
        self.level += 1
        return True
