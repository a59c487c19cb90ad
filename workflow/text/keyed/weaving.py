"""Words that two people changed at once, put together sign by sign: what either took out is gone, what either put in stays.

Nothing that somebody typed is lost, whatever the other did at that place. Where both changed the same words, both wordings
stand beside each other and the place is told. A reference is one sign, whatever its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workflow.text.keyed.blocks import Cite, Content, Piece
from workflow.text.strings.matching import common_blocks

_FIRST = 0x100000  # signs are characters of a private plane; such a character in a text is given one too
_SEAM = "\U0010fffd"


class Woven(NamedTuple):
    """Contents put together, one for each of the blocks that `theirs` were; `clash` where both changed the same words."""

    contents: list[Content]
    clash: bool


def weave(base: Content, ours: Content, theirs: Sequence[Content]) -> Woven:
    """`base` with what came of it on both sides; on theirs it may have become several blocks, or have got others' words."""
    signs = _Signs()
    was, mine = signs.of(base), signs.of(ours)
    yours = _SEAM.join(map(signs.of, theirs))
    one, other = _Edits(was, mine), _Edits(was, yours)
    out: list[str] = []
    for gap in range(len(was) + 1):
        before, seam, behind = other.put[gap].partition(_SEAM)
        out += [before, one.put[gap], seam, behind]
        if gap < len(was) and one.kept[gap] and other.kept[gap]:
            out.append(was[gap])
    return Woven([signs.content(words) for words in "".join(out).split(_SEAM)], one.meets(other))


def place_of(base: Content, at: int, theirs: Sequence[Content]) -> tuple[int, int]:
    """Where the place `at` of `base` is in what came of it: in which block, and behind how many of its signs."""
    signs = _Signs()
    was, yours = signs.of(base), _SEAM.join(map(signs.of, theirs))
    where = 0
    for i, j, length in common_blocks(was, yours):
        if i >= at:
            break
        where = j + min(length, at - i)
    before = yours[:where]
    return before.count(_SEAM), len(before) - (before.rfind(_SEAM) + 1)


def cut(content: Content, at: int) -> tuple[Content, Content]:
    """`content` before and behind its sign number `at`."""
    signs = _Signs()
    words = signs.of(content)
    return signs.content(words[:at]), signs.content(words[at:])


class _Edits:
    """What one side did to the base: which signs it kept, and what it put before each, and behind the last."""

    def __init__(self, was: str, now: str) -> None:
        self.kept = [False] * len(was)
        self.put = [""] * (len(was) + 1)
        self.touched: list[
            tuple[int, int]
        ] = []  # stretches of the base that were taken out, or where something was put
        i = j = 0
        for start, begin, length in [*common_blocks(was, now), (len(was), len(now), 0)]:
            if (start, begin) != (i, j):
                self.put[i] += now[j:begin]
                if now[j:begin].strip(_SEAM) or start > i:
                    self.touched.append((i, start))
            self.kept[start : start + length] = [True] * length
            i, j = start + length, begin + length

    def meets(self, other: _Edits) -> bool:
        """Whether both sides changed the same words, or put something at the same place."""
        return any(
            (start < until and begin < end) or (start == begin and (start == end or begin == until))
            for start, end in self.touched
            for begin, until in other.touched
        )


class _Signs:
    """Contents as strings in which each reference, and each character of the private plane, is one sign."""

    def __init__(self) -> None:
        self._signs: dict[object, str] = {}
        self._pieces: dict[str, Piece] = {}

    def of(self, content: Content) -> str:
        out = []
        for piece in content:
            if isinstance(piece, str):
                private = max(piece, default="") >= chr(_FIRST)
                out.append("".join(map(self._character, piece)) if private else piece)
            else:
                out.append(self._sign(_identity(piece), piece))
        return "".join(out)

    def _character(self, character: str) -> str:
        return character if ord(character) < _FIRST else self._sign(character, character)

    def _sign(self, what: object, piece: Piece) -> str:
        sign = self._signs.setdefault(what, chr(_FIRST + len(self._signs)))
        self._pieces[sign] = piece  # the newest words of a reference
        return sign

    def content(self, words: str) -> Content:
        if not self._pieces:
            return (words,) if words else ()
        out: list[Piece] = []
        for character in words:
            piece = self._pieces.get(character, character)
            if isinstance(piece, str) and out and isinstance(out[-1], str):
                out[-1] += piece
            else:
                out.append(piece)
        return tuple(out)


def _identity(cite: Cite) -> object:
    """What a reference is, whatever numbers it prints."""
    words, at = [], 0
    for start, end in sorted({(one.start, one.end) for one in cite.figures}):
        words.append(cite.words[at:start])
        at = end
    return cite.to, (*words, cite.words[at:]), tuple(one.key for one in cite.figures)
