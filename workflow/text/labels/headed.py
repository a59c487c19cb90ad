"""The 款 of a clause that has a heading: its heading is none of them, though in a lent tree it is the first paragraph.

2.1 准备 with two paragraphs below it has two 款; a reader of decisions finds the heading as 标题, never as 第一款.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from workflow.text.labels.numerals import chinese, parse_numeral

_NUMERAL = "[零一二三四五六七八九十百]{1,5}"
#: What is quoted, and names of papers, which have numbers of their own.
QUOTED = re.compile("“[^”]*”|「[^」]*」|《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def counted(words: str, label: str, has_heading: Callable[[str], bool], *, inward: bool) -> str:
    """`words` of a decision, outside what they quote, with the 款 of clauses counted as the lent tree does; or back.

    label        pattern of a lent label; the last one named in an item before a 款 is that of its clause
    has_heading  whether the clause with this label has a heading
    inward       标题 becomes 第一款 and 第一款 becomes 第二款; else the other way round
    """
    heads = "的?标题(?=修改为|中的)|" if inward else ""
    token = re.compile(rf"{label}|\n(?=[一二三四五六七八九十百]{{1,5}}、)|{heads}第({_NUMERAL})款")
    clause = ""

    def turned(found: re.Match[str]) -> str:
        nonlocal clause
        said, number = found[0], found[found.re.groups]
        if number is None and not said.endswith("标题"):
            clause = said.strip()
            return said
        if not clause or not has_heading(clause):
            return said
        if number is None:
            return "第一款"
        value = parse_numeral(number)
        if value is None:
            return said
        if inward:
            return f"第{chinese(value + 1)}款"
        return "标题" if value == 1 else f"第{chinese(value - 1)}款"

    pieces, at = [], 0
    for quoted in QUOTED.finditer(words):
        pieces += [token.sub(turned, words[at : quoted.start()]), quoted[0]]
        at = quoted.end()
    return "".join([*pieces, token.sub(turned, words[at:])])
