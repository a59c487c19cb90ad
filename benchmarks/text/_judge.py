"""Whether a quoted fragment begins or ends inside a Chinese word: a judge that shares nothing with the writer of decisions.

Words are those of jieba's dictionary, which prints titles here and which no code of the text engine reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

import rjieba


@lru_cache(maxsize=20_000)
def edges(text: str, *, guessing: bool = False) -> frozenset[int]:
    """Where words of `text` begin or end. `guessing`: strings that no dictionary has may be words too."""
    return frozenset(accumulate(map(len, rjieba.cut(text, guessing)), initial=0))


def words(text: str) -> list[str]:
    """The words of `text`, punctuation among them."""
    return list(rjieba.cut(text, False))


def cuts(fragment: str, paragraphs: Iterable[str], *, guessing: bool = False) -> bool | None:
    """Whether `fragment` cuts a word wherever it stands in `paragraphs`; None where it does not stand, or is all of one."""
    found = None
    for text in paragraphs:
        at = text.find(fragment)
        while at >= 0:
            if fragment == text:
                return None
            found = True
            whole = edges(text, guessing=guessing)
            if at in whole and at + len(fragment) in whole:
                return False
            at = text.find(fragment, at + 1)
    return found
