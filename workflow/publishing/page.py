"""Describes a printed page: a text and its facts become HTML and CSS from the templates; nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from workflow import paths
from workflow.publishing.engine.red_head import red_head
from workflow.publishing.engine.titles import balance, width
from workflow.publishing.engine.typesetting import Hand, column_shares, shape, squeezed
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.frame import colophon, in_brackets, legend, marks, notices, properties
from workflow.publishing.table_lines import GONE, HEADS, NEW, Line, heading, is_tight
from workflow.publishing.values.facts import Paper, PrintFacts, ResolutionFacts, in_words
from workflow.publishing.values.manners import is_line_of_head
from workflow.publishing.values.measures import CHARACTERS_A_LINE, TITLE_CHARACTERS
from workflow.text.comparing.runs import Mark
from workflow.text.fingerprint import short
from workflow.text.reading.front import tells_of_adoption
from workflow.text.reading.printable import printed
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script

#: Characters of a line in the framed notice on page one.
NOTICE_CHARACTERS = 33.0
#: What stands before the body, and is drawn with the title.
_FRONT = (Kind.LETTERHEAD, Kind.TITLE, Kind.NOTE)


def regulation_page(document: Document, facts: PrintFacts, faces: Faces) -> str:
    """The HTML of a regulation, a draft or a report."""
    front = [unit for unit in document.root.children if unit.kind in _FRONT]
    body = [unit for unit in document.root.children if unit.kind not in _FRONT]
    english = document.language == Script.ENGLISH
    notes = [(_note_lines(unit.text, english), False) for unit in front if unit.kind == Kind.NOTE]
    letterhead = [(unit.text, is_line_of_head(unit.text)) for unit in front if unit.kind == Kind.LETTERHEAD]
    notice = _notice_lines(facts, english)
    # A text that brings a head of its own has one; an English paper is set in plain form.
    mark = "" if english or letterhead else printed(facts.mark)
    own = any(unit.kind == Kind.NOTE and tells_of_adoption(unit.text) for unit in front)
    if not own and facts.title_note:
        notes = [*notes, (_note_lines(facts.title_note, english), True)]
    return (
        environment()
        .get_template("print/regulation.html")
        .render(
            language=document.language,
            kind=facts.kind,
            properties=properties(_title(document), facts, faces),
            marks=marks(facts),
            notice=notice,
            issuer=red_head(mark, facts.document_number, notice=bool(notice)),
            stage=_stage(document, facts),
            foot=_foot(facts.fingerprint, facts.language),
            head=letterhead,
            title_lines=_title_lines("\n".join(unit.text for unit in front if unit.kind == Kind.TITLE), english),
            notes=notes,
            body=[_with_annex_title(unit) for unit in body],
            colophon=colophon(facts),
            hand=_hand(english),
        )
    )


def resolution_page(facts: ResolutionFacts, faces: Faces) -> str:
    """The HTML of a resolution of the congress."""
    english = facts.language == Script.ENGLISH
    signed_on = in_words(facts.signed_on, facts.language) if facts.signed_on else ""
    note = in_brackets(facts.note, facts.language)
    return (
        environment()
        .get_template("print/resolution.html")
        .render(
            language=facts.language,
            kind=Paper.RESOLUTION,
            properties=properties(facts.title_words, facts, faces),
            marks=marks(facts),
            foot=_foot(facts.fingerprint, facts.language),
            title_lines=_title_lines(facts.title_words, english),
            notes=[(_note_lines(note, english), False)] if note else [],
            body=facts.body,
            signature=facts.signature,
            signed_on=signed_on,
            signature_indent=_signature_indent(facts.signature, signed_on),
            colophon=[],
            hand=_hand(english),
        )
    )


def beside_page(title: str, lines: Sequence[Line], facts: PrintFacts, faces: Faces) -> str:
    """The HTML of a comparison table."""
    english = facts.language == Script.ENGLISH
    called = heading(title, facts.language)
    return (
        environment()
        .get_template("print/beside.html")
        .render(
            language=facts.language,
            kind=Paper.BESIDE,
            properties=properties(printed(called), facts, faces),
            marks=marks(facts),
            stage=in_brackets(facts.state_words, facts.language),
            foot=_foot(facts.fingerprint, facts.language),
            title_lines=_title_lines(called, english),
            legend=legend(facts),
            heads=[words.in_language(facts.language) for words in HEADS],
            none_before=NEW.in_language(facts.language),
            none_after=GONE.in_language(facts.language),
            sign=", " if english else "、",
            gap=" " if english else "　",
            is_tight=is_tight,
            lines=lines,
            colophon=[],
            hand=_hand(english),
        )
    )


def beside_stylesheet(language: Script, families: dict[str, str]) -> str:
    """What a comparison table adds to the style of its language."""
    face = families["text_latin"] if language == Script.ENGLISH else families["text_kai"]
    return environment().get_template("print/beside.css").render(families, legend_face=face)


def stylesheet(language: Script, families: dict[str, str]) -> str:
    """The CSS of a language with the names of the installed faces in it."""
    name = "print/english.css" if language == Script.ENGLISH else "print/chinese.css"
    return environment().get_template(name).render(families)


@cache
def environment() -> Environment:
    """Where the pages of papers are made: everything in them is escaped, and a name that nothing has is an error."""
    made = Environment(
        loader=FileSystemLoader(paths.templates()),
        autoescape=select_autoescape(["html"], default_for_string=True),
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.globals.update(Kind=Kind, Mark=Mark)
    return made


def _hand(english: bool) -> Hand:
    return Hand(english=english, shape=shape if english else squeezed, columns=column_shares)


def _set(words: str, english: bool) -> str:
    return shape(words) if english else squeezed(words)


def _title(document: Document) -> str:
    return printed(document.title.replace("\n", " " if document.language == Script.ENGLISH else ""))


def _title_lines(title: str, english: bool) -> list[str]:
    title = printed(title)
    if not title:
        return []
    return balance(title, 1.1 * TITLE_CHARACTERS if english else TITLE_CHARACTERS)


def _note_lines(note: str, english: bool) -> list[str]:
    measure = CHARACTERS_A_LINE * (1.4 if english else 1)
    note = printed(note.replace("\n", " " if english else "\u3000"))
    if width(note) > 2 * measure:
        return [note, "", ""]  # set as a paragraph
    return [_set(line, english) for line in balance(note, measure)]


def _notice_lines(facts: PrintFacts, english: bool) -> list[str]:
    measure = NOTICE_CHARACTERS * (1.4 if english else 1)
    return [_set(line, english) for words in notices(facts) for line in balance(printed(words), measure)]


def _stage(document: Document, facts: PrintFacts) -> str:
    """The state of a draft for the line under its title, unless the title says it already."""
    if facts.kind is not Paper.DRAFT or not facts.state_words or facts.state_words in document.title:
        return ""
    return in_brackets(facts.state_words, document.language)


def _foot(fingerprint: str, language: Script) -> str:
    if not fingerprint:
        return ""
    return f"{'Fingerprint' if language == Script.ENGLISH else '指纹'} {short(fingerprint)}"


def _with_annex_title(unit: Provision) -> Provision:
    """An annex whose first line is its title in all but name is drawn with that line as its heading."""
    if unit.kind != Kind.ANNEX or unit.heading or len(unit.children) < 2:
        return unit
    first = unit.children[0]
    is_title = first.kind == Kind.PARAGRAPH and not first.children and 0 < len(first.text) <= CHARACTERS_A_LINE
    if not is_title or first.text.endswith(("。", "；", "，", "：", ".", ";", ":")):
        return unit
    return Provision(Kind.ANNEX, label=unit.label, heading=first.text, children=unit.children[1:], key=unit.key)


def _signature_indent(signature: str, signed_on: str) -> float:
    """How far, in characters, the wider of name and date stays from the right edge.

    The date stands four characters in and the name is centred over it (GB/T 9704-2012, 7.3.5.1); a longer name reaches
    beyond the date on both sides, but never nearer than two characters to the edge.
    """
    return max(2.0, 4.0 - max(0.0, width(signature) - width(signed_on)) / 2)
