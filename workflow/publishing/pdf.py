"""Prints: a text and its facts become the bytes of an official PDF. Pure: no database, no network, no clock.

The layout engine is imported at the first print, since it costs half a second that no other command should pay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from workflow.publishing.facts import PrintFacts, ResolutionFacts
from workflow.publishing.faults import MissingGlyph
from workflow.publishing.fonts import Faces, missing_characters
from workflow.publishing.typesetting import printed
from workflow.text.tree import Document


def render(document: Document, facts: PrintFacts, faces: Faces) -> bytes:
    """The official PDF of `document` on GB/T 9704-2012 paper, or in plain form when it is English.

    The same document, facts and faces give the same bytes in every process. Raises MissingGlyph for a character that no
    face has, PrintingRefused when the layout engine complains; never prints a page that differs from the text silently.
    """
    from workflow.publishing import page, press, typefaces

    text = printed("\n".join([*_words_of(document), *_words_of_facts(facts)]))
    require_glyphs(text, faces)
    faces = _suited(faces, text)
    css = page.stylesheet(document.language, typefaces.families(faces))
    return press.press(page.regulation_page(document, facts, faces), css, typefaces.case_of(faces))


def render_resolution(facts: ResolutionFacts, faces: Faces) -> bytes:
    """The PDF of a resolution of the congress; as `render` in everything else."""
    from workflow.publishing import page, press, typefaces

    require_glyphs(printed("\n".join(_words_of_facts(facts))), faces)
    css = page.stylesheet(facts.language, typefaces.families(faces))
    return press.press(page.resolution_page(facts, faces), css, typefaces.case_of(faces))


def require_glyphs(text: str, faces: Faces) -> None:
    """MissingGlyph for the first character that the complete 宋体 or the complete 黑体 lacks.

    Every face falls back to one of the two, so what both have can be printed wherever it stands. Marks of direction and
    other invisible characters are in neither: they would print a text that reads differently from what is stored.
    """
    for face in faces.complete.values():
        if missing := missing_characters(face.path, text):
            raise MissingGlyph(missing[0])


def _suited(faces: Faces, text: str) -> Faces:
    """`faces` without those that lack more than a twentieth of the characters, as a simplified 仿宋 does of a traditional
    text: a page of two mixed faces reads worse than one in 宋体 or 黑体. A few rare names do not change the face.
    """
    distinct = len(set(text))
    roles = {
        role: faces.complete["hei" if role == "hei" else "song"]
        if len(missing_characters(face.path, text)) * 20 > distinct
        else face
        for role, face in faces.roles.items()
    }
    return replace(faces, roles=roles)


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
