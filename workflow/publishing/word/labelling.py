"""What stands between an automatic number and the words: the blank that the canonical text puts there."""

from __future__ import annotations

import re

from workflow.publishing.word.reading.numbering import Number

_UNIT = re.compile("^第.+[条條章节節编編篇]$")
_TIGHT = frozenset("）、：．。)】〕")


def glue(label: str, number: Number | None) -> str:
    """第一条 and a full-width blank, （一） and nothing, 1. and a blank."""
    if _UNIT.match(label):
        return "\u3000"
    last = label[-1:]
    if last == ")" and label[:1] == "(" and label[1:-1].isascii():
        return " "
    if last in _TIGHT or "\u2460" <= last <= "\u24ff":
        return ""
    if last.isascii():
        return " "
    return "" if number is not None and number.suffix == "nothing" else "\u3000"
