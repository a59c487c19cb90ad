"""Reads a .docx: the text with its numbers, what it was before the tracked changes, the changes, remarks and guesses."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from workflow.publishing.word import unreadable
from workflow.publishing.word.identity import identity_of
from workflow.publishing.word.kinds import as_docx
from workflow.publishing.word.markup import body_blocks
from workflow.publishing.word.package import Package
from workflow.publishing.word.reading.body import Body
from workflow.publishing.word.reading.cited import Labels, follow
from workflow.publishing.word.reading.fields import Fields
from workflow.publishing.word.reading.flow import Block, Mark, Paragraph, Taken, is_tracked, paragraphs
from workflow.publishing.word.reading.following import followed
from workflow.publishing.word.reading.guessing import Guess
from workflow.publishing.word.reading.numbering import Numbering
from workflow.publishing.word.reading.session import Change, Session
from workflow.publishing.word.reading.settling import overruled, settle, settle_beneath
from workflow.publishing.word.reading.styles import Styles
from workflow.publishing.word.reading.tracked import Found, TrackedChange, changes_of
from workflow.publishing.word.reading.view import View
from workflow.publishing.word.remarks import WordComment, comments_of
from workflow.publishing.word.unreadable import WordUnreadable


class _Taking(Protocol):
    def __call__(self, taken: Taken, *, masked: bool = False, called: Labels | None = None) -> View: ...


class Tracked(Protocol):
    """What can still be asked of a document that was read: here, or in the process in which it lies."""

    def taking(self, chosen: Collection[int]) -> str:
        """The text with these of its tracked changes accepted, of which there is one at least."""

    @property
    def unlisted(self) -> bool:
        """Whether something is tracked that the list of changes cannot tell."""


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word file says.

    text      one line for every paragraph, with its number, as the text engine reads it; all tracked changes accepted
    rejected  the same with all of them rejected
    changes   the tracked changes, in the order of the document
    comments  the remarks
    guesses   what a person should confirm, by the lines of `text`; `guesses_before` by the lines of `rejected`
    shared    line of `text` → line of `rejected`, for every line with words that stand in both
    tracked   the document behind all this, wherever it is
    made_from, changed_from  fingerprints of the texts that the file says it was written from: its own, and the one before
                             its tracked changes; "" where it says nothing of the kind
    """

    text: str
    rejected: str
    changes: list[TrackedChange]
    comments: list[WordComment]
    guesses: list[Guess]
    guesses_before: list[Guess]
    shared: dict[int, int]
    tracked: Tracked = field(repr=False, compare=False)
    made_from: str = ""
    changed_from: str = ""

    def taking(self, chosen: Collection[int]) -> str:
        """The text with only some of its tracked changes accepted.

        chosen  places in `changes`, from 0. Where that moves the numbers of articles, references in untouched words
        follow them and the text comes in its canonical form; words that somebody inserted stay as they were typed.
        """
        return self.tracked.taking(chosen) if chosen else self.rejected

    @property
    def unlisted(self) -> bool:
        """Whether something is tracked that `changes` cannot tell: an empty numbered paragraph, words that one author
        inserted and another deleted."""
        return self.tracked.unlisted


@dataclass(frozen=True, slots=True)
class Here:
    """The document itself, in this process."""

    text: str
    rejected: str
    found: list[Found]
    view: _Taking
    overruled: bool

    def taking(self, chosen: Collection[int]) -> str:
        things = frozenset(thing for at in chosen for thing in self.found[at].things)
        return followed(self.rejected, self.view(Taken(some=things), masked=True).text)

    @property
    def unlisted(self) -> bool:
        if self.overruled:
            return True
        things = frozenset(thing for one in self.found for thing in one.things)
        return self.view(Taken(some=things), masked=False).text != self.text


def read_document(content: bytes, settled: Callable[[TrackedChange | Mark], bool] | None = None) -> WordText:
    """What the file says. Raises WordUnreadable, whose words say why, for everything that is no sound Word file.

    settled  the tracked changes to take as accepted long ago: they are in both views of the text and no changes any more

    Bounds: 20 MB, 200 MB unpacked, 64 MB one part, 1,000,000 characters, 30,000 paragraphs. Nothing outside the file is
    fetched and no macro is read. A .doc or .wps goes through LibreOffice where that is installed.
    """
    try:
        return _read(Package(as_docx(content)), settled)
    except RecursionError as error:  # elements in elements without end
        raise WordUnreadable(unreadable.DAMAGED) from error


def _read(package: Package, settled: Callable[[TrackedChange | Mark], bool] | None) -> WordText:
    styles = Styles(package.part("styles"))
    numbering = Numbering(package.part("numbering"), styles)
    session = Session(package, styles)
    blocks = _blocks(session)
    if session.fields.is_open:
        # A field that never ends would hide all that follows: read again, trusting none.
        session = Session(package, styles, fields=Fields(trusted=False))
        blocks = _blocks(session)
    if settled is not None:
        settle_beneath(blocks, settled)
    said = list(paragraphs(blocks))
    for ordinal, paragraph in enumerate(said, 1):
        paragraph.ordinal = ordinal
    view: _Taking = partial(View, blocks, numbering, styles)
    accepted = view(Taken(everything=True))
    rejected = view(Taken()) if is_tracked(blocks) else accepted
    if session.cited and follow(session.cited, session.anchors, accepted.labels, rejected.labels):
        view = partial(_following, view)
        accepted = view(Taken(everything=True))
        rejected = view(Taken()) if is_tracked(blocks) else accepted
    found = changes_of(blocks, accepted, rejected)
    done = [one for one in found if settled(one.change)] if settled is not None else []
    if done:
        settle(blocks, frozenset(thing for one in done for thing in one.things))
        said = list(paragraphs(blocks))
        accepted, rejected = view(Taken(everything=True)), view(Taken())
        found = changes_of(blocks, accepted, rejected)
    return WordText(
        text=accepted.text,
        rejected=rejected.text,
        changes=[one.change for one in found],
        comments=comments_of(package, said, accepted, rejected),
        guesses=accepted.guesses,
        guesses_before=rejected.guesses,
        shared=_shared(said, accepted, rejected),
        tracked=Here(accepted.text, rejected.text, found, view, overruled(blocks)),
        **identity_of(package)._asdict(),
    )


def _following(view: _Taking, taken: Taken, *, masked: bool = False) -> View:
    """A view in which references follow: it is counted first, and then told what it counted."""
    return view(taken, masked=masked, called=view(taken).labels)


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


def _shared(said: list[Paragraph], accepted: View, rejected: View) -> dict[int, int]:
    """Line with all changes accepted → line with all rejected, where the same paragraph says something in both."""
    lines: dict[int, int] = {}
    for paragraph in said:
        spoken = [piece for piece in paragraph.pieces if piece.text.strip()]
        for piece in spoken:
            if not piece.inserted and not piece.deleted:
                lines.setdefault(accepted.places[piece].line, rejected.places[piece].line)
        now, then = accepted.labels.get(paragraph), rejected.labels.get(paragraph)
        if now is None or then is None:  # not the paragraph that its line begins with
            continue
        now += "".join(piece.text for piece in spoken if not piece.deleted)
        then += "".join(piece.text for piece in spoken if not piece.inserted)
        if now and then:
            lines.setdefault(accepted.places[paragraph.end].line, rejected.places[paragraph.end].line)
    return lines
