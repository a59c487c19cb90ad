"""The comparison table 修订对照表 as a .docx: before, after, reason; the same rows as on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workflow.publishing.engine.titles import balance
from workflow.publishing.frame import in_brackets, legend
from workflow.publishing.table_lines import GONE, HEADS, NEW, Line, heading, is_tight
from workflow.publishing.values.facts import PrintFacts
from workflow.publishing.values.measures import TITLE_CHARACTERS
from workflow.publishing.word.writing.document import bound
from workflow.publishing.word.writing.look import HEI, style_id
from workflow.publishing.word.writing.paragraph_xml import Run, paragraph_xml, run_xml
from workflow.publishing.word.writing.table_xml import cell_xml, row_xml, shared_widths, table_xml
from workflow.text.comparing.runs import Mark
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script, Words

_SHARES = (2, 2, 1)
_STRUCK = "<w:strike/>"
_HEI_ALONE = f'<w:rFonts w:hint="eastAsia" w:ascii="{HEI}" w:hAnsi="{HEI}" w:eastAsia="{HEI}"/>'
_UNDERLINED = Words(f'{_HEI_ALONE}<w:u w:val="single"/>', '<w:u w:val="single"/>')
_LABEL = Words(_HEI_ALONE, "<w:b/>")
_WIDER_IN_ENGLISH = 1.1  # characters of an English title that fit where a Chinese one has one


def write_table(lines: Sequence[Line], title: str, facts: PrintFacts) -> bytes:
    """The .docx of the comparison table of the text called `title`, in the language of `facts`; the same bytes each time."""
    english = facts.language == Script.ENGLISH
    called = heading(title, facts.language)
    measure = TITLE_CHARACTERS * (_WIDER_IN_ENGLISH if english else 1)
    widths = shared_widths(_SHARES)
    head = [
        _cell(run_xml(words.in_language(facts.language)), width, "head", "center")
        for words, width in zip(HEADS, widths, strict=True)
    ]
    rows = (row_xml(_cells(line, facts.language, widths), whole=not line.long) for line in lines)
    stage = in_brackets(facts.state_words, facts.language)
    body = (
        paragraph_xml([(Mark.KEPT, "\n".join(balance(called, measure)))], "title")
        + (paragraph_xml([(Mark.KEPT, stage)], "note") if stage else "")
        + paragraph_xml([(Mark.KEPT, legend(facts))], "legend")
        + table_xml([row_xml(head, head=True), *rows], widths)
    )
    return bound(body, Document(facts.language, Provision(Kind.DOCUMENT)), facts, title=called)


def _cells(line: Line, language: Script, widths: Sequence[int]) -> list[str]:
    before = (
        run_xml(NEW.in_language(language))
        if line.inserted
        else _side(line.old, line.runs, Mark.GONE, _STRUCK, language)
    )
    after = (
        run_xml(GONE.in_language(language))
        if line.deleted
        else _side(line.new, line.runs, Mark.CAME, _UNDERLINED.in_language(language), language)
    )
    return [_cell(words, width) for words, width in zip((before, after, run_xml(line.reason)), widths, strict=True)]


def _side(labels: Sequence[str], said: Iterable[Run], own: Mark, marked: str, language: Script) -> str:
    """One text of a row: its labels, its words, and those only it has drawn as `marked`."""
    english = language == Script.ENGLISH
    label = (", " if english else "、").join(labels)
    off = _LABEL.in_language(language)
    words = run_xml(label + ("" if is_tight(labels) else " " if english else "　"), properties=off) if label else ""
    return words + "".join(
        run_xml(text, properties=marked if sign == own else "") for sign, text in said if sign in (Mark.KEPT, own)
    )


def _cell(runs: str, width: int, key: str = "cell", side: str = "top") -> str:
    return cell_xml(f'<w:p><w:pPr><w:pStyle w:val="{style_id(key)}"/></w:pPr>{runs}</w:p>', width, side)
