"""The proof of ink: that the glyphs which a finished paper draws are those of the installed faces, and spell the text.

`read_back` reads what a reader copies out of a paper, which a faulty file may have right while it draws boxes or other
characters. Here the hidden text plays no part. For every glyph on every page: it is drawn black and whole (`drawn`), a strict
reader and a lenient one draw the same (`misread`), its outline in the embedded face is that of the installed one, and the
characters that the installed face draws with it are the next ones of the stored text.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fontTools.ttLib import TTLibError

from workflow.publishing.faces.fonts import Faces
from workflow.publishing.faces.outlines import Outlines, of_face, spellings_of_face
from workflow.publishing.faces.typefaces import case_of
from workflow.publishing.proof.drawn import Drawn, NotUnderstood, drawn
from workflow.publishing.proof.read_back import bare, heads_of_tables, stored_words
from workflow.publishing.values.measures import TEXT
from workflow.text.tree import Document

#: What a glyph of the text may stand for; empty for a blank.
Spelling = frozenset[str]


class OtherInk(ValueError):
    """A paper draws something else than it should; the message says what."""


def prove_ink(document: Document, paper: bytes | Drawn, faces: Faces) -> None:
    """OtherInk unless `paper`, printed in `faces`, draws exactly the words of `document`, in their order.

    White space does not count, nor does the repeated head of a table at the top of a page.
    """
    try:
        found = read(paper) if isinstance(paper, bytes) else paper
        glyphs = found.glyphs()
        spellings = {
            name: _proved(name, program, glyphs.get(name, set()), faces) for name, program in found.programs.items()
        }
    except (NotUnderstood, TTLibError, OSError, ValueError) as fault:
        raise OtherInk(str(fault)) from fault
    words, heads, at = stored_words(document), heads_of_tables(document), 0
    for number, page in enumerate(found.pages, 1):
        text = [
            spellings[run.face][glyph]
            for run in page
            if run.face.partition("+")[2].startswith(f"{TEXT}-")
            for glyph in run.glyphs
        ]
        after = _follow(words, at, text, heads)
        if after is None:
            reached, _ = _spelt(words, at, text)
            raise OtherInk(f"page {number} draws other words than the text has after “{words[:reached][-12:]}”")
        at = after
    if at != len(words):
        raise OtherInk(f"“{words[at : at + 12]}” is not drawn")


def read(pdf: bytes) -> Drawn:
    """What a finished paper draws. OtherInk when that cannot be said."""
    try:
        return drawn(pdf)
    except NotUnderstood as fault:
        raise OtherInk(str(fault)) from fault
    except ValueError as fault:
        raise OtherInk(f"the file cannot be read: {fault}") from fault


def _proved(name: str, program: bytes, glyphs: set[int], faces: Faces) -> dict[int, Spelling]:
    """What the drawn glyphs of an embedded face stand for, proved to be those of an installed one."""
    family = name.partition("+")[2]
    files = {file for other, file, _ in case_of(faces) if family == other or family.startswith(f"{other}-")}
    if not files:
        raise OtherInk(f"{family} is none of the installed faces")
    if 0 in glyphs:
        raise OtherInk(f"{family} draws the box of a missing character")
    embedded = Outlines(program)
    if wrong := embedded.misread(sorted(glyphs)):
        raise OtherInk(f"readers would draw glyph {wrong[0]} of {family} differently")
    spelt = {}
    for glyph in glyphs:
        stands_for = {
            bare(words)
            for file in files
            if embedded.look(glyph) == of_face(Path(file)).look(glyph)
            for words in spellings_of_face(Path(file)).get(glyph, ())
        }
        if not stands_for:
            raise OtherInk(f"glyph {glyph} of {family} is not what the installed face has there")
        # A soft hyphen, which shares a glyph with the hyphen, is dropped on the way to the paper.
        spelt[glyph] = frozenset(stands_for - {""})
    return spelt


def _follow(words: str, at: int, text: Sequence[Spelling], heads: set[str]) -> int | None:
    """Where in `words` the glyphs of a page end that begins at `at`; None when they spell something else."""
    after, read = _spelt(words, at, text)
    if read == len(text):
        return after
    for head in heads:
        after, read = _spelt(head, 0, text)
        if after == len(head):
            after, more = _spelt(words, at, text[read:])
            if read + more == len(text):
                return after
    return None


def _spelt(words: str, at: int, text: Sequence[Spelling]) -> tuple[int, int]:
    """How far `text` spells `words` from `at` on: where in the words, and how many glyphs."""
    for read, spelling in enumerate(text):
        if not spelling:
            continue
        if at == len(words):
            return at, read
        spelt = max((one for one in spelling if words.startswith(one, at)), key=len, default="")
        if not spelt:
            return at, read
        at += len(spelt)
    return at, len(text)
