"""The comparison table 修订对照表 on paper: before, after, reason, one row a provision (立法法 art. 58).

No standard fixes its look; the usual one is kept: two equal columns and a third for the reason, deletions struck on the
left, additions in 黑体 and underlined on the right, a legend above. It is printed in black, so nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow.publishing.facts import PrintFacts
from workflow.publishing.fonts import Faces
from workflow.publishing.typesetting import printed
from workflow.text.compare import Change


@dataclass(frozen=True, slots=True)
class Line:
    """One row: labels before and after, what happened (kinds of workflow.text.compare), the runs, and the reason."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    kinds: tuple[str, ...]
    runs: tuple[tuple[str, str], ...]
    reason: str = ""

    @property
    def inserted(self) -> bool:
        """True when nothing stood there before."""
        return "inserted" in self.kinds

    @property
    def deleted(self) -> bool:
        """True when nothing stands there any more."""
        return "deleted" in self.kinds


def lines_of(changes: Iterable[Change], reasons: Mapping[str, str] | None = None) -> list[Line]:
    """The rows of a comparison: what changed in words, place or number of provisions, not what was only renumbered.

    reasons  permanent key → why the provision is changed
    """
    given = reasons or {}
    rows = []
    for change in changes:
        if set(change.kinds) <= {"unchanged", "renumbered"}:
            continue
        reason = next((given[key] for key in (*change.new_keys, *change.old_keys) if key in given), "")
        rows.append(Line(tuple(change.old), tuple(change.new), tuple(change.kinds), tuple(change.runs), reason))
    return rows


def render_table(title: str, lines: Sequence[Line], facts: PrintFacts, faces: Faces) -> bytes:
    """The PDF of the comparison table of the text called `title`. Raises PrintingRefused, as `render` does."""
    from workflow.publishing import page, pdf, press, typefaces

    said = [title, *(words for line in lines for _, words in line.runs), *(line.reason for line in lines)]
    pdf.require_glyphs(printed("\n".join(said)), faces)
    families = typefaces.families(faces)
    css = page.stylesheet(facts.language, families) + page.beside_stylesheet(facts.language, families)
    return press.press(page.beside_page(title, lines, facts, faces), css, typefaces.case_of(faces))
