"""Reads a .docx: the text with its numbers, what it was before the tracked changes, the changes, remarks and guesses."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.publishing.word import unreadable
from workflow.publishing.word.body import Body
from workflow.publishing.word.fields import Fields
from workflow.publishing.word.flow import Block, paragraphs
from workflow.publishing.word.guessing import Guess
from workflow.publishing.word.kinds import as_docx
from workflow.publishing.word.markup import body_blocks
from workflow.publishing.word.numbering import Numbering
from workflow.publishing.word.package import Package
from workflow.publishing.word.remarks import WordComment, comments_of
from workflow.publishing.word.session import Change, Session
from workflow.publishing.word.styles import Styles
from workflow.publishing.word.tracked import TrackedChange, changes_of
from workflow.publishing.word.unreadable import WordUnreadable
from workflow.publishing.word.view import View


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word file says.

    text      one line for every paragraph, with its number, as the text engine reads it; all tracked changes accepted
    rejected  the same with all of them rejected
    changes   the tracked changes, in the order of the document
    comments  the remarks
    guesses   what a person should confirm, by the lines of `text`
    """

    text: str
    rejected: str
    changes: list[TrackedChange]
    comments: list[WordComment]
    guesses: list[Guess]


def read_document(content: bytes) -> WordText:
    """What the file says. Raises WordUnreadable, whose words say why, for everything that is no sound Word file.

    Bounds: 20 MB, 200 MB unpacked, 64 MB one part, 5,000,000 characters, 200,000 paragraphs. Nothing outside the file is
    fetched and no macro is read. A .doc or .wps goes through LibreOffice where that is installed.
    """
    try:
        return _read(Package(as_docx(content)))
    except RecursionError as error:  # elements in elements without end
        raise WordUnreadable(unreadable.DAMAGED) from error


def _read(package: Package) -> WordText:
    styles = Styles(package.part("styles"))
    numbering = Numbering(package.part("numbering"), styles)
    session = Session(package, styles)
    blocks = _blocks(session)
    if session.fields.is_open:
        # A field that never ends would hide all that follows: read again, trusting none.
        session = Session(package, styles, fields=Fields(trusted=False))
        blocks = _blocks(session)
    said = list(paragraphs(blocks))
    for ordinal, paragraph in enumerate(said, 1):
        paragraph.ordinal = ordinal
    accepted = View(blocks, numbering, styles, accepted=True)
    rejected = View(blocks, numbering, styles, accepted=False)
    return WordText(
        text=accepted.text,
        rejected=rejected.text,
        changes=changes_of(said, accepted, rejected),
        comments=comments_of(package, said, accepted, rejected),
        guesses=accepted.guesses,
    )


def _blocks(session: Session) -> list[Block]:
    content = session.package.read(session.package.main) or b""
    body = Body(session)
    blocks: list[Block] = []
    for element in body_blocks(content):
        body.block(element, Change(), blocks)
    if session.pending:  # the end of a remark behind the last paragraph
        last = next(reversed(list(paragraphs(blocks))), None)
        if last is not None:
            last.pieces += session.pending
    return blocks
