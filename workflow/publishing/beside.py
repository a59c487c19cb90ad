"""The comparison table 修订对照表 on paper: before, after, reason, one row a provision (立法法 art. 58).

No standard fixes its look; the usual one is kept: two equal columns and a third for the reason, deletions struck on the
left, additions in 黑体 and underlined on the right, a legend above. It is printed in black, so nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from workflow.publishing.faces.fonts import Faces
from workflow.publishing.table_lines import Line
from workflow.publishing.values.facts import PrintFacts
from workflow.text.reading.printable import printed


def render_table(title: str, lines: Sequence[Line], facts: PrintFacts, faces: Faces) -> bytes:
    """The PDF of the comparison table of the text called `title`. Raises PrintingRefused, as `render` does."""
    from workflow.publishing import page, pdf
    from workflow.publishing.engine import press
    from workflow.publishing.faces import typefaces

    said = [title, *(words for line in lines for _, words in line.runs), *(line.reason for line in lines)]
    pdf.require_glyphs(printed("\n".join(said)), faces)
    families = typefaces.families(faces)
    css = page.stylesheet(facts.language, families) + page.beside_stylesheet(facts.language, families)
    return press.press(page.beside_page(title, lines, facts, faces), css, typefaces.case_of(faces))
