"""Writes a text as a .docx: clean, in the styles of an official document, its numbers as Word's own lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflow.publishing.frame import ENTERED, in_brackets, marks
from workflow.publishing.values.facts import Paper, PrintFacts
from workflow.publishing.word.identity import NOBODY, Identity, properties_of
from workflow.publishing.word.lines import Line, lines_in
from workflow.publishing.word.writing.lists import Listed, Lists
from workflow.publishing.word.writing.look import fonts_xml, key_of, of_label, styles_xml
from workflow.publishing.word.writing.page_xml import foot_xml, head_xml, page_xml, settings_xml
from workflow.publishing.word.writing.paragraph_xml import NO_LABEL, Label, paragraph_xml, run_xml
from workflow.publishing.word.writing.parts import Parts, packed
from workflow.publishing.word.writing.references import Bookmarks, with_links
from workflow.publishing.word.writing.sides import with_sides
from workflow.publishing.word.writing.table_xml import cell_xml, fitting_widths, key_of_cell, row_xml, table_xml
from workflow.text.comparing.runs import Mark
from workflow.text.fingerprint import fingerprint, short
from workflow.text.reading.front import tells_of_adoption
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind
from workflow.words import Script


def write_document(document: Document, facts: PrintFacts | None = None) -> bytes:
    """The .docx of `document`. The same text and facts always give the same bytes.

    What `facts` say is printed around the text: a title note where the text has none, the state of a draft above every
    page, the fingerprint below. Read back, the file gives the canonical text again.
    """
    facts = facts or PrintFacts(language=document.language)
    english = document.language == Script.ENGLISH
    lists = Lists(english)
    text = write(document)
    read = parse(text, document.language).document
    lines = with_sides(with_note(lines_in(text, read), facts, english), english)
    listed = [lists.take(line.kind, line.depth, None, line.label, line.gap) if line.label else None for line in lines]
    bookmarks = Bookmarks()
    body = "".join(
        _xml(line, one, english, bookmarks) for line, one in zip(with_links(lines, listed, read), listed, strict=True)
    )
    return bound(body, document, facts, lists, identity=Identity(facts.fingerprint or fingerprint(text)))


#: Behind which the title note of the record stands.
_FRONT = frozenset({Kind.LETTERHEAD, Kind.TITLE, Kind.NOTE})


def with_note(lines: list[Line], facts: PrintFacts, english: bool) -> list[Line]:
    """`lines` with the title note of the record, unless the text carries one of its own."""
    if not facts.title_note or any(line.kind == Kind.NOTE and tells_of_adoption(line.words) for line in lines):
        return lines
    titles = next((at for at, line in enumerate(lines) if line.kind not in _FRONT), len(lines))
    note = facts.title_note
    if not note.startswith(("(", "（")):
        note = in_brackets(note, Script.ENGLISH if english else Script.SIMPLIFIED)
    return [*lines[:titles], Line(Kind.NOTE, words=note), *lines[titles:]]


def bound(
    body: str,
    document: Document,
    facts: PrintFacts,
    lists: Lists | None = None,
    title: str = "",
    tracked: bool = False,
    identity: Identity = NOBODY,
) -> bytes:
    """The file around `body`: page, styles, feet and heads, properties.

    identity  which text the file is made from, for whoever reads it back
    A draft, and whatever holds tracked changes already, opens with the tracking of changes switched on.
    """
    english = document.language == Script.ENGLISH
    # A Word file has no notice on its first page: who entered the text and when stands above every page instead.
    entered = ENTERED.in_language(facts.language)
    said = [facts.entered if one == entered else one for one in marks(facts)]
    if tracked and facts.entered_before:
        said.append(f"{'Before: ' if english else '修改前：'}{facts.entered_before}")
    told = f"{'Fingerprint' if english else '指纹'} {short(facts.fingerprint)}" if facts.fingerprint else ""
    return packed(
        Parts(
            body=body + page_xml(bool(said), english),
            styles=styles_xml(english),
            fonts=fonts_xml(),
            settings=settings_xml(tracked or facts.kind is Paper.DRAFT, english),
            numbering=lists.xml() if lists else "",
            feet={"default": foot_xml(False, told), "even": foot_xml(True, told)},
            heads={"default": head_xml(False, said), "even": head_xml(True, said)} if said else {},
            title=title or document.title.replace("\n", " " if english else ""),
            author=facts.enterprise,
            language={Script.ENGLISH: "en-GB", Script.TRADITIONAL: "zh-TW"}.get(document.language, "zh-CN"),
            properties=properties_of(identity),
        )
    )


def label_of(line: Line, english: bool) -> Label:
    """The label of a line that no list prints, as it is typed."""
    return Label(((Mark.KEPT, line.typed),), of_label(line.kind, english)) if line.label else NO_LABEL


def rows_xml(
    rows: Sequence[tuple[str, ...]], widths: Sequence[int], inside: Mapping[tuple[int, int], str] | None = None
) -> list[str]:
    """The rows of a table without changes; the first is its head.

    inside  the words of the cells (row, column) that cite, as they were written already
    """
    written = inside or {}
    return [
        row_xml(
            (
                cell_xml(
                    paragraph_xml(
                        [(Mark.KEPT, words)], key_of_cell(words, not at), inside=written.get((at, column), "")
                    ),
                    width,
                )
                for column, (words, width) in enumerate(zip(row, widths[: len(row)], strict=True))
            ),
            head=not at,
        )
        for at, row in enumerate(rows)
    ]


def _xml(line: Line, listed: Listed | None, english: bool, bookmarks: Bookmarks) -> str:
    if line.kind == Kind.TABLE:
        widths = fitting_widths(line.rows)
        cells = {one.cell for one in line.links.cites}
        inside = {
            cell: bookmarks.words(line.rows[cell[0]][cell[1]], line.links.of_cell(cell)) for cell in cells if cell
        }
        return table_xml(rows_xml(line.rows, widths, inside), widths)
    return paragraph_xml(
        [(Mark.KEPT, line.words)],
        key_of(line, english),
        listed,
        label=NO_LABEL if listed else label_of(line, english),
        sides=line.sides,
        inside=_linked(line, listed, english, bookmarks) if any(line.links) else "",
    )


def _linked(line: Line, listed: Listed | None, english: bool, bookmarks: Bookmarks) -> str:
    """The words of a line that cites or is cited."""
    links = line.links.of_cell(None)
    if listed or not line.links.bookmark:
        before = run_xml(
            listed.gap if listed else line.typed, properties="" if listed else of_label(line.kind, english)
        )
        return before + bookmarks.words(line.words, links, line.links.bookmark)
    label = bookmarks.around(line.links.bookmark, run_xml(line.label, properties=of_label(line.kind, english)))
    return label + run_xml(line.gap) + bookmarks.words(line.words, links)
