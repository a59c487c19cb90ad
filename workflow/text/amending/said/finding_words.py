"""Finds words in the text of a provision and exchanges them, whatever the width of their punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workflow.text.fingerprint import normalised
from workflow.text.tree import Kind
from workflow.text.workpiece import Workpiece

_LOOSE = "，；、：,;:"
_STOPS = "。；.;"
_ONES, _POWERS = "零〇一二三四五六七八九十两", "百千万亿"
_DECIMAL_BEFORE, _DECIMAL_AFTER = re.compile("[0-9０-９][.．]"), re.compile("[.．][0-9０-９]")
_INSERTED = re.compile("之[一二三四五六七八九十]")
_LINKS = ("以及", "和", "及", "或者", "与", "或")


def nodes(scope: Workpiece) -> Iterator[Workpiece]:
    """Every provision below `scope` (itself included) that has words of its own."""
    for unit in scope.walk():
        if unit.text or unit.rows or (unit.heading and unit.kind in (Kind.PREAMBLE, Kind.ARTICLE)):
            yield unit


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text`: exactly, or else but for typography. No two overlap.

    十日 does not stand in 三十日, nor 30 in 300: a part of a number is another number. Where a Latin word stands by itself, it
    is not meant inside others.
    """
    found = _whole(text, _exactly(text, words))
    if found or not words:
        return found
    folded, places = _folded(text)
    sought = "".join(_fold(sign) for sign in words)
    if not sought:
        return []
    return _whole(text, [(places[start], places[end - 1] + 1) for start, end in _exactly(folded, sought)])


def _whole(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that cut no number; of Latin words those that cut none, where there are such."""
    found = [one for one in spans if not _cuts_number(text, one)]
    words = [one for one in found if not _cuts_word(text, one)]
    return words or found


def _cuts_number(text: str, span: tuple[int, int]) -> bool:
    start, end = span
    first, last = text[start], text[end - 1]
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if first.isdecimal() and (before[-1:].isdecimal() or _DECIMAL_BEFORE.fullmatch(before)):
        return True
    if last.isdecimal() and (after[:1].isdecimal() or _DECIMAL_AFTER.fullmatch(after)):
        return True
    if last in "条條" and _INSERTED.match(text, end):
        return True  # 第三条 in 第三条之一
    if first in _ONES and before[-1:] in _ONES + _POWERS and before:
        return True
    return last in _ONES + _POWERS and after[:1] in _ONES + _POWERS and after != ""


def _cuts_word(text: str, span: tuple[int, int]) -> bool:
    start, end = span
    return any(
        one.isascii() and one.isalpha() and other.isascii() and other.isalpha()
        for one, other in ((text[start - 1 : start], text[start]), (text[end - 1], text[end : end + 1]))
    )


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
