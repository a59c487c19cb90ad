"""The hidden text of a face: what a reader copies, searches and reads aloud where a glyph is drawn (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SECTIONS = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_TOKENS = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


def words_of_codes(cmap: bytes) -> dict[int, str]:
    """Code on the page → the words it is copied as, from the map of codes that a PDF embeds for a font.

    Raises ValueError for a map that is none.
    """
    words: dict[int, str] = {}
    for kind, section in _SECTIONS.findall(cmap):
        values = list(_values(section))
        if kind == b"char":
            if len(values) % 2:
                raise ValueError("a map of codes that ends in the middle")
            words.update((_number(code), _text(text)) for code, text in zip(values[::2], values[1::2], strict=True))
        else:
            words.update(_ranges(values))
    return words


def _ranges(values: list[bytes | list[bytes]]) -> Iterator[tuple[int, str]]:
    if len(values) % 3:
        raise ValueError("a map of codes that ends in the middle")
    for first, last, to in zip(values[::3], values[1::3], values[2::3], strict=True):
        low, high = _number(first), _number(last)
        if isinstance(to, list):
            yield from ((low + at, _text(one)) for at, one in enumerate(to[: high - low + 1]))
            continue
        begin = _text(to)
        if not begin:
            raise ValueError("a range of codes that stands for nothing")
        yield from ((code, begin[:-1] + chr(ord(begin[-1]) + code - low)) for code in range(low, min(high, 0xFFFF) + 1))


def _values(section: bytes) -> Iterator[bytes | list[bytes]]:
    """The strings of a section, and its lists of strings."""
    several: list[bytes] | None = None
    for string, opens, closes in _TOKENS.findall(section):
        if opens:
            several = []
        elif closes:
            yield several or []
            several = None
        else:
            one = bytes.fromhex(string.decode("ascii"))
            if several is None:
                yield one
            else:
                several.append(one)


def _number(code: bytes | list[bytes]) -> int:
    if isinstance(code, list):
        raise TypeError("a list where a code should be")
    return int.from_bytes(code, "big")


def _text(words: bytes | list[bytes]) -> str:
    if isinstance(words, list):
        raise TypeError("a list where words should be")
    return words.decode("utf-16-be")
