"""Writes a text as a .docx: clean, in the styles of an official document, its numbers as Word's own lists."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.publishing.facts import PrintFacts
from workflow.publishing.word import look
from workflow.publishing.word.lines import Line, lines_of
from workflow.publishing.word.lists import Lists
from workflow.publishing.word.paragraph_xml import cell_xml, even_widths, paragraph_xml, row_xml, table_xml
from workflow.publishing.word.parts import Parts, packed
from workflow.text.fingerprint import short
from workflow.text.tree import Document


def write_document(document: Document, facts: PrintFacts | None = None) -> bytes:
    """The .docx of `document`. The same text and facts always give the same bytes.

    What `facts` say is printed around the text: a title note where the text has none, the state of a draft above every
    page, the fingerprint below. Read back, the file gives the canonical text again.
    """
    facts = facts or PrintFacts(language=document.language)
    lists = Lists()
    lines = with_note(lines_of(document), facts, document.language.startswith("en"))
    return bound("".join(_xml(line, lists) for line in lines), document, facts, lists)


def with_note(lines: list[Line], facts: PrintFacts, english: bool) -> list[Line]:
    """`lines` with the title note of the record, unless the text carries one of its own."""
    if not facts.title_note or any(line.kind == "note" for line in lines):
        return lines
    titles = sum(1 for line in lines if line.kind == "title")
    note = f"({facts.title_note})" if english else f"（{facts.title_note}）"
    return [*lines[:titles], Line("note", words=note), *lines[titles:]]


def bound(
    body: str, document: Document, facts: PrintFacts, lists: Lists | None = None, title: str = "", tracked: bool = False
) -> bytes:
    """The file around `body`: page, styles, feet and heads, properties.

    A draft, and whatever holds tracked changes already, opens with the tracking of changes switched on.
    """
    english = document.language.startswith("en")
    state = [facts.state_words] if facts.state_words else []
    if facts.demonstration:
        state.append("Demonstration" if english else "演示")
    told = f"{'Fingerprint' if english else '指纹'} {short(facts.fingerprint)}" if facts.fingerprint else ""
    head = look.head_xml("　".join(state)) if state else ""
    return packed(
        Parts(
            body=body + look.page_xml(bool(state)),
            styles=look.styles_xml(english),
            fonts=look.fonts_xml(),
            settings=look.settings_xml(tracked or facts.kind == "draft"),
            numbering=lists.xml() if lists else "",
            feet={"default": look.foot_xml(False, told), "even": look.foot_xml(True, told)},
            heads={"default": head, "even": head} if head else {},
            title=title or document.title.replace("\n", " " if english else ""),
            author=facts.enterprise,
            language={"en": "en-GB", "zh-Hant": "zh-TW"}.get(document.language, "zh-CN"),
        )
    )


def rows_xml(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """The rows of a table without changes; the first is its head."""
    return [
        row_xml((_cell(words, len(row)) for words in row), head=not at)
        for at, row in enumerate(rows)
    ]  # fmt: skip


def _cell(words: str, columns: int) -> str:
    return cell_xml(paragraph_xml([("=", words)], "cell"), even_widths(columns)[0])


def _xml(line: Line, lists: Lists) -> str:
    if line.kind == "table":
        return table_xml(rows_xml(line.rows), even_widths(max(len(row) for row in line.rows)))
    listed = lists.take(line.kind, line.depth, None, line.label, line.gap) if line.label else None
    words = line.words if listed else line.typed + line.words
    return paragraph_xml([("=", words)], look.key_of(line.kind, line.depth), listed)
