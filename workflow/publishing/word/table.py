"""The comparison table 修订对照表 as a .docx: before, after, reason; the same rows as on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workflow.publishing.facts import PrintFacts
from workflow.publishing.table_lines import Line
from workflow.publishing.word import look
from workflow.publishing.word.paragraph_xml import (
    Run,
    cell_xml,
    paragraph_xml,
    row_xml,
    run_xml,
    shared_widths,
    table_xml,
)
from workflow.publishing.word.writing import bound
from workflow.text.tree import Document, Provision
from workflow.words import Words

_HEADS = (Words("修改前", "Before"), Words("修改后", "After"), Words("修改理由", "Reason"))
_LEGEND = Words(
    "（加删除线的文字删去，加下划线的黑体字新增；未改动的不列）",
    "Struck words were deleted; underlined words were added.",
)
_NEW = Words("（新增）", "(new)")
_GONE = Words("（删去）", "(deleted)")
_SHARES = (2, 2, 1)
_STRUCK = "<w:strike/>"
_UNDERLINED = f'<w:rFonts w:hint="eastAsia" w:eastAsia="{look.HEI}"/><w:u w:val="single"/>'
_LABEL = f'<w:rFonts w:hint="eastAsia" w:eastAsia="{look.HEI}"/><w:b/>'


def write_table(lines: Sequence[Line], title: str, facts: PrintFacts) -> bytes:
    """The .docx of the comparison table of the text called `title`, in the language of `facts`; the same bytes each time."""
    english = facts.language.startswith("en")
    plain = title.replace("\n", " " if english else "")
    heading = f"Comparison table of the {plain}" if english else f"《{plain}》修订对照表"
    widths = shared_widths(_SHARES)
    head = [
        _cell(run_xml(words.in_language(facts.language), properties=_LABEL), width)
        for words, width in zip(_HEADS, widths, strict=True)
    ]
    rows = [row_xml(head, head=True), *(row_xml(_cells(line, facts.language, widths)) for line in lines)]
    body = (
        paragraph_xml([("=", heading)], "title")
        + paragraph_xml([("=", _LEGEND.in_language(facts.language))], "note")
        + table_xml(rows, widths)
    )
    return bound(body, Document(facts.language, Provision("document")), facts, title=heading)


def _cells(line: Line, language: str, widths: Sequence[int]) -> list[str]:
    before = (
        run_xml(_NEW.in_language(language)) if line.inserted else _side(line.old, line.runs, "-", _STRUCK, language)
    )
    after = (
        run_xml(_GONE.in_language(language)) if line.deleted else _side(line.new, line.runs, "+", _UNDERLINED, language)
    )
    return [_cell(words, width) for words, width in zip((before, after, run_xml(line.reason)), widths, strict=True)]


def _side(labels: Sequence[str], said: Iterable[Run], own: str, marked: str, language: str) -> str:
    """One text of a row: its labels, its words, and those only it has drawn as `marked`."""
    english = language.startswith("en")
    label = (", " if english else "、").join(labels)
    words = run_xml(label + (" " if english else "　"), properties=_LABEL) if label else ""
    return words + "".join(
        run_xml(text, properties=marked if sign == own else "") for sign, text in said if sign in ("=", own)
    )


def _cell(runs: str, width: int) -> str:
    return cell_xml(f'<w:p><w:pPr><w:pStyle w:val="{look.style_id("cell")}"/></w:pPr>{runs}</w:p>', width)
