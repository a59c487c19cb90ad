"""Standards and other papers that are named right before a place in them: GB/T 29639—2020中的5.3, 2021年版的5.4, Standard MS-07, clause 4.2."""

from __future__ import annotations

import re

from workflow.text.tree import Kind, Provision

_NAMED = re.compile(
    r"((?:(?:GB|[A-Z]{1,3}/[A-Z]{1,6}|AQ|JB|HG|YB|DL|DB|TSG|ISO|IEC|EN|BS|DIN|ASTM|API)"
    r"[ A-Z/]*[0-9][0-9.]*(?:[ ]?[—\-–][ ]?[0-9]{2,4})?|[0-9]{4}年版|[A-Z]{2,}-[0-9]+))"
    r"(?:[（(][^（）()]{0,20}[）)])?(?:[^，。；,;A-Za-z]{0,8}|, (?:clause|section|paragraph) )$"
)
#: Behind a number: of the Canteen Manual, of ISO 9001. Parts of the text at hand are no other paper.
_OF = re.compile(
    r"(?: ?\([0-9A-Za-z]{1,5}\))*,? of (?:the )?(?=[A-Z])(?!Annex|Appendix|Section|Clause|Chapter|Part\b|Schedule|Table)"
)


def is_of_another(words: str, end: int, root: Provision) -> bool:
    """Whether English `words` say behind a number that ends at `end` that it is one of another paper than that of `root`."""
    match = _OF.match(words, end)
    if match is None:
        return False
    title = " ".join(unit.text for unit in root.children if unit.kind == Kind.TITLE)
    return not title or not words.startswith(title, match.end())


def other_paper(before: str) -> str:
    """The paper that `before`, the words in front of a place, names last; "" for none."""
    found = _NAMED.search(before)
    return found[1] if found else ""
