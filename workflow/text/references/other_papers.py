"""Standards and other papers that are named right before a place in them: GB/T 29639—2020中的5.3, 2021年版的5.4, Standard MS-07, clause 4.2."""

from __future__ import annotations

import re

_NAMED = re.compile(
    r"((?:(?:GB|[A-Z]{1,3}/[A-Z]{1,6}|AQ|JB|HG|YB|DL|DB|TSG)[ A-Z/]*[0-9][0-9.]*(?:[ ]?[—\-–][ ]?[0-9]{2,4})?|[0-9]{4}年版|[A-Z]{2,}-[0-9]+))"
    r"(?:[（(][^（）()]{0,20}[）)])?(?:[^，。；,;A-Za-z]{0,8}|, (?:clause|section|paragraph) )$"
)


def other_paper(before: str) -> str:
    """The paper that `before`, the words in front of a place, names last; "" for none."""
    found = _NAMED.search(before)
    return found[1] if found else ""
