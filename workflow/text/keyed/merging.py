"""The words of one block from three: as last sent, as typed since, as they stand now. References are words like others.

The browser never merges words: it says what it last sent and what it has now, and is told what stands.
"""

from __future__ import annotations

from workflow.text.keyed.blocks import Cite, Content, Piece, joined
from workflow.text.merging.cutting import words
from workflow.text.merging.flattened import ABOUT
from workflow.text.merging.weaving import weave

_FIRST = 0xF0000  # a private plane, which no text uses: each reference is one sign there
_LAST = 0xFFFFD
#: What a reference names, whatever its numbers are today.
_Named = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


def merged(sent: Content, typed: Content, head: Content, stands: int | None = None) -> Content | None:
    """What `typed` and `head` both made of `sent`; None where they changed the same words, or words that touch.

    stands  in a clash the words of `typed` (0) or of `head` (1) stand there, those of both everywhere else: never None
    merged(s, t, s) is t and merged(s, s, h) is h; exchanging typed and head changes nothing in what the words are.
    References are the same when they name the same, whatever their numbers; one that nobody changed is that of `head`.
    """
    if typed in (sent, head):
        return head
    if head == sent:
        return typed
    signs: dict[_Named, str] = {}
    rows = [[one for piece in content for one in _cut(piece, signs)] for content in (sent, typed, head)]
    stitches = weave(
        [one[0] for one in rows[0]], [one[0] for one in rows[1]], [one[0] for one in rows[2]], ABOUT, stands
    )
    if stitches is None:
        return None
    pieces = [
        next(row[place][1] for row, place in zip(rows[::-1], stitch[::-1], strict=True) if place is not None)
        for stitch in stitches
    ]
    return joined(tuple(pieces))


def _cut(piece: Piece, signs: dict[_Named, str]) -> list[tuple[str, Piece]]:
    """The words of a piece, each as what it is compared by and as what it is."""
    if isinstance(piece, Cite):
        named = piece.to, tuple((figure.kind.value, figure.key) for figure in piece.figures)
        return [(signs.setdefault(named, chr(min(_FIRST + len(signs), _LAST))), piece)]
    return [(word, word) for word in words(piece)]
