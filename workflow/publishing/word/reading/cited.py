"""References that follow what they cite: fields that print a number, and bookmarks of ours around a number.

Word brings a field up to date when it is told to, LibreOffice whenever it shows one; a file may come with either. What such a
reference says is what the paragraph it names is numbered, in each view of the text: so a paragraph that somebody put in moves
it along, and no tracked change of the number alone is one that anybody made. What somebody typed over it stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.publishing.word.citing import Target
from workflow.publishing.word.forms import forms_of, numeral, value_of
from workflow.publishing.word.reading.flow import Mark, Paragraph, Piece
from workflow.publishing.word.reading.guessing import Guessed

#: What each paragraph is numbered, in one view of the text.
Labels = Mapping[Paragraph, str]


@dataclass(slots=True, eq=False)
class Cited:
    """A reference as it stands in the file: the pieces of its words, and the change that all of it lies in.

    whole  whether a field prints the whole number; else the words are the bare numeral of it
    """

    paragraph: Paragraph
    pieces: list[Piece]
    target: Target
    whole: bool
    inserted: Mark | None
    deleted: Mark | None

    @property
    def words(self) -> str:
        """What it shows, with the changes inside it accepted."""
        return "".join(piece.text for piece in self.pieces if piece.deleted == self.deleted)


def follow(references: Sequence[Cited], anchors: Mapping[str, Paragraph], now: Labels, then: Labels) -> bool:
    """Makes one piece of every reference whose words are a number that its target has or had. Tells whether there was any.

    now, then  what the paragraphs are numbered with all tracked changes accepted, and with none
    """
    found = False
    for one in references:
        anchor = anchors.get(one.target.bookmark)
        label = "" if anchor is None else now.get(anchor) or then.get(anchor, "")
        if anchor is None or not label or not one.pieces:
            continue
        known = {form.path for said in (label, then.get(anchor, "")) for form in forms_of(said)} | {one.target.path}
        said = set(_said(one, label))
        if not said or (not said & known and any(piece.inserted != one.inserted for piece in one.pieces)):
            continue  # words, or a number that somebody typed with changes tracked
        doubtful = not said & known
        if doubtful and not one.whole:
            continue
        piece = Piece(one.words, one.inserted, one.deleted, cites=anchor)
        if doubtful:
            piece.strange, piece.about = Guessed.REFERENCE, label
        at = one.paragraph.pieces.index(one.pieces[0])
        kept = [other for other in one.paragraph.pieces if other not in one.pieces or not other.text]
        one.paragraph.pieces[:] = [*kept[:at], piece, *kept[at:]]
        found = True
    return found


def printed(piece: Piece, labels: Labels) -> str:
    """What a piece says: of a reference, what it cites is numbered in that view."""
    label = labels.get(piece.cites, "") if piece.cites is not None else ""
    if not label:
        return piece.text
    for form in forms_of(label):
        if any(form.shape == other.shape for other in forms_of(piece.text)):
            return label
        if (value_of(piece.text, form.style)) is not None and len(form.path) == 1:
            return numeral(form.value, piece.text, form.style)
    return piece.text


def _said(one: Cited, label: str) -> Iterator[tuple[int, ...]]:
    """The numbers that the words of a reference may say, read as labels like `label` are."""
    for form in forms_of(label):
        if one.whole:
            yield from (other.path for other in forms_of(one.words) if other.shape == form.shape)
        elif (value := value_of(one.words, form.style)) is not None:
            yield (value,)
