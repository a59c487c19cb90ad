"""Of several sheets, the one that is likeliest meant: the first of those in which most of the fields are found."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.rules.roster.fields import Field
from workflow.rules.roster.reading import Row, read

#: Rows of each sheet that are looked at.
LOOKED_AT = 60


def sheet_of(sheets: Sequence[Sequence[Row]], wanted: Sequence[Field]) -> int:
    """Which of `sheets`, from 0."""
    found = [read(rows[:LOOKED_AT], wanted) for rows in sheets]
    needed = {one.name for one in wanted if one.required}
    best = [(len(needed & one.columns.keys()), len(one.columns), bool(one.people)) for one in found]
    return max(range(len(sheets)), key=lambda at: (best[at], -at), default=0)
