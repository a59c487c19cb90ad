"""Prints: a text and its facts become the bytes of an official PDF. Pure: no database, no network, no clock.

The layout engine is imported at the first print, since it costs half a second that no other command should pay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from workflow.publishing.faces.fonts import Face, Faces, missing_characters
from workflow.publishing.quoted_tables import with_tables
from workflow.publishing.values.facts import PrintFacts, ResolutionFacts
from workflow.publishing.values.faults import MissingGlyph
from workflow.text.reading.printable import printed, unprintable_in
from workflow.text.tree import Document

#: As many different rare characters may stand in the names of a text.
_MANY = 20


def render(document: Document, facts: PrintFacts, faces: Faces) -> bytes:
    """The official PDF of `document` on GB/T 9704-2012 paper, or in plain form when it is English.

    The same document, facts and faces give the same bytes in every process. Raises MissingGlyph for a character that no
    face has, PrintingRefused when the layout engine complains; never prints a page that differs from the text silently.
    """
    from workflow.publishing import page
    from workflow.publishing.engine import press
    from workflow.publishing.faces import typefaces

    document = with_tables(document)
    text = printed("\n".join([*_words_of(document), *_words_of_facts(facts)]))
    require_glyphs(text, faces)
    faces = _suited(faces, text)
    css = page.stylesheet(document.language, typefaces.families(faces))
    return press.press(page.regulation_page(document, facts, faces), css, typefaces.case_of(faces))


def render_resolution(facts: ResolutionFacts, faces: Faces) -> bytes:
    """The PDF of a resolution of the congress; as `render` in everything else."""
    from workflow.publishing import page
    from workflow.publishing.engine import press
    from workflow.publishing.faces import typefaces

    require_glyphs(printed("\n".join(_words_of_facts(facts))), faces)
    css = page.stylesheet(facts.language, typefaces.families(faces))
    return press.press(page.resolution_page(facts, faces), css, typefaces.case_of(faces))


def require_glyphs(text: str, faces: Faces) -> None:
    """MissingGlyph for the first character that cannot be printed in every role."""
    if missing := unprintable_in(text, faces.printable):
        raise MissingGlyph(missing[0])


def _suited(faces: Faces, text: str) -> Faces:
    """`faces` without those that hardly know the text, as a 仿宋 of GB 2312 alone does a traditional one.

    A page of two mixed faces reads worse than one in 宋体 or 黑体. Names with rare characters, however many, do not change the
    face: what counts is how much of the running text is not in it.
    """
    roles = {
        role: faces.complete["hei" if role == "hei" else "song"] if _hardly_known(face, text) else face
        for role, face in faces.roles.items()
    }
    return replace(faces, roles=roles)


def _hardly_known(face: Face, text: str) -> bool:
    """Whether a face lacks many different characters, and more than a sixth of all that is written."""
    missing = missing_characters(face.path, text)
    written = sum(not mark.isspace() for mark in text)
    return len(missing) > _MANY and sum(map(text.count, missing)) * 6 > written


def _words_of(document: Document) -> Iterable[str]:
    for unit in document.root.walk():
        yield from (unit.label, unit.heading, unit.text)
        for row in unit.rows:
            yield from row


def _words_of_facts(facts: PrintFacts | ResolutionFacts) -> Iterable[str]:
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, (str, tuple)):
            yield from ([value] if isinstance(value, str) else value)
