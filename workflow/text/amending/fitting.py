"""Whether a text is what an amending decision makes of the text before it, and where it is not.

For papers that are entered: both texts and the decision are given, and none of them may be changed to make the others right.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workflow.text.amending.apply import apply
from workflow.text.amending.said.operations import Undone
from workflow.text.comparing.compare import Change, compare
from workflow.text.tree import Document, Kind

#: What each print of a text carries of its own and no decision speaks of: who adopted it, who signed that print.
OUTSIDE = frozenset({Kind.NOTE, Kind.SIGNATURE})


@dataclass(frozen=True, slots=True)
class Fit:
    """What came of carrying a decision out on the old text and holding the outcome against the new one.

    carried    how many items of the decision were carried out
    undone     the items that could not be, each with its reason
    differing  where the outcome and the new text say different things: from what the decision asks for to what the text says
    looks      where they differ in blanks, quotation marks or the width of punctuation alone
    """

    carried: int
    undone: list[Undone] = field(default_factory=list)
    differing: list[Change] = field(default_factory=list)
    looks: list[Change] = field(default_factory=list)

    @property
    def is_exact(self) -> bool:
        """True when every item was carried out and no word differs."""
        return not self.undone and not self.differing


def fit(old: Document, decision: str, new: Document) -> Fit:
    """Carry `decision` out on `old` and compare what comes out with `new`. Changes neither; never raises on a text."""
    applied = apply(old, decision)
    changes = [one for one in compare(applied.document, new).changes if one.unit not in OUTSIDE]
    return Fit(
        carried=sum(1 for item in applied.carried if item.operations),
        undone=applied.undone,
        differing=[one for one in changes if not one.is_unchanged],
        looks=[one for one in changes if one.is_unchanged and one.is_typographic],
    )
