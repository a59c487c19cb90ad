"""Finds words in the text of a provision and exchanges them, whatever the width of their punctuation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from workflow.text.fingerprint import normalised
from workflow.text.tree import Kind
from workflow.text.workpiece import Workpiece

_LOOSE = "，；、：,;:"
_STOPS = "。；.;"
_LINKS = ("以及", "和", "及", "或者", "与", "或")


def nodes(scope: Workpiece) -> Iterator[Workpiece]:
    """Every provision below `scope` (itself included) that has words of its own."""
    for unit in scope.walk():
        if unit.text or unit.rows or (unit.heading and unit.kind in (Kind.PREAMBLE, Kind.ARTICLE)):
            yield unit


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text`: exactly, or else but for typography. No two overlap."""
    found = _exactly(text, words)
    if found or not words:
        return found
    folded, places = _folded(text)
    sought = "".join(_fold(sign) for sign in words)
    if not sought:
        return []
    return [(places[start], places[end - 1] + 1) for start, end in _exactly(folded, sought)]


def _exactly(text: str, words: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return found


@lru_cache(maxsize=8192)
def _fold(sign: str) -> str:
    return normalised(sign)[:1] if sign.strip() else ""


@lru_cache(maxsize=512)
def _folded(text: str) -> tuple[str, list[int]]:
    folded: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if plain := _fold(sign):
            folded.append(plain)
            places.append(place)
    return "".join(folded), places


def exchanged(text: str, spans: list[tuple[int, int]], after: str) -> str:
    """`text` with `after` in place of each span; a mark that nothing stands behind any more goes with what was struck."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        piece = text[at:start]
        if start < end and _is_stray(piece[-1:], after or text[end : end + 2], not after):
            piece = piece[:-1]
        pieces += [piece, after]
        at = end
    return "".join([*pieces, text[at:]])


def _is_stray(mark: str, rest: str, struck: bool) -> bool:
    """Whether `mark` cannot stand in front of `rest`: ，。 and 。。 and 、以及 after words were struck, ，的 in any case."""
    if mark and mark in "，；、" and rest.startswith("的"):
        return True
    if not struck or not mark:
        return False
    if mark in _LOOSE and (not rest or rest[0] in _STOPS):
        return True
    if mark == "、" and rest.startswith(_LINKS):
        return True
    return mark in "。；" and rest[:1] in ("。", "；")
