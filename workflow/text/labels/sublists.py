"""What stands in a list below a clause, as offices name it: 第2目 of 第二条第（一）项, 4.2.1 b) of a standard (GB/T 1.1-2020, 7.6).

In the tree it is an item of the clause, which the engine of decisions calls 第二项. Words and numbers only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from workflow.text.labels.headed import QUOTED
from workflow.text.labels.numerals import chinese, parse_numeral

_NUMERAL = "[零一二三四五六七八九十]{1,5}"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Sublist(NamedTuple):
    """The list right below a clause: whether it counts a) b) c), and whether the clause is itself called 第（一）项."""

    lettered: bool
    below_item: bool


def named(words: str, label: str, sublist: Callable[[str], Sublist | None], *, inward: bool) -> str:
    """`words` of a decision, outside what they quote, with the units of lists called as the tree does; or back.

    label    pattern of a lent label; the last one named in an item is that of the clause
    sublist  what stands below the clause with this label, None where there is no such clause
    inward   第2目 and b) become 第二项; else the other way round
    """
    token = re.compile(
        rf"(?P<clause>{label})|\n(?=[一二三四五六七八九十]{{1,5}}、)|(?P<item>第(?:{_NUMERAL}|[（(]?[0-9]{{1,2}}[）)]?)项)"
        rf"|(?P<sub>第[（(]?(?P<count>{_NUMERAL}|[0-9]{{1,2}})[）)]?(?:目|点|小项|小点))"
        rf"|(?P<letter>(?:的|第| )?(?<![A-Za-z0-9])(?P<sign>[a-z])[）)](?:项|款)?)"
        rf"|(?P<grows>(?:增加|新增|增设)(?:{_NUMERAL}|两))(?P<unit>目|项|点)"
    )
    if not inward:
        token = re.compile(
            rf"(?P<clause>{label})|\n(?=[一二三四五六七八九十]{{1,5}}、)|第(?P<count>{_NUMERAL})项"
            rf"|(?P<grows>增加(?:{_NUMERAL}|两))(?P<unit>项)"
        )
    turn = _Turn(sublist)
    said = turn.inward if inward else turn.outward
    pieces, at = [], 0
    for quoted in QUOTED.finditer(words):
        pieces += [token.sub(said, words[at : quoted.start()]), quoted[0]]
        at = quoted.end()
        turn.end = -1
    return "".join([*pieces, token.sub(said, words[at:])])


class _Turn:
    """Goes through the places of a decision; knows the clause named last and where the last place ended."""

    def __init__(self, sublist: Callable[[str], Sublist | None]) -> None:
        self.sublist = sublist
        self.below: Sublist | None = None
        self.end = -1  # behind an item, at which 第1目 is one of its own
        self.deep = False  # whether 目 was said of an item

    def clause(self, found: re.Match[str]) -> str:
        """Takes a clause, or the end of an item of the decision."""
        self.below = self.sublist(found["clause"]) if found["clause"] else None
        self.end, self.deep = -1, False
        return found[0]

    def inward(self, found: re.Match[str]) -> str:
        """A place as the tree calls it."""
        if found["clause"] or found[0] == "\n":
            return self.clause(found)
        if self.below is None:
            return found[0]
        follows = found.start() == self.end
        if found["item"]:
            self.end, self.deep = found.end(), False
            return found[0]
        if found["sign"]:
            if not self.below.lettered:
                return found[0]
            self.end, self.deep = found.end(), False
            return f"第{chinese(_LETTERS.index(found['sign']) + 1)}项"
        if found["grows"]:
            is_item = self.below.below_item and not self.deep and not follows and found["unit"] == "目"
            return f"{found['grows']}项" if is_item or found["unit"] == "点" else found[0]
        return self._sub(found, follows)

    def _sub(self, found: re.Match[str], follows: bool) -> str:
        value = parse_numeral(found["count"])
        if value is None or self.below is None:
            return found[0]
        is_point = not found["sub"].endswith("目")
        self.deep = self.deep or follows
        if self.deep:
            return f"第{chinese(value)}目" if is_point else found[0]
        if not (is_point or self.below.below_item):
            return found[0]
        self.end = found.end()
        return f"第{chinese(value)}项"

    def outward(self, found: re.Match[str]) -> str:
        """A place as offices call it."""
        if found["clause"] or found[0] == "\n":
            return self.clause(found)
        if self.below is None or not (self.below.lettered or self.below.below_item):
            return found[0]
        if found["grows"]:
            return f"{found['grows']}目" if self.below.below_item and not self.below.lettered else found[0]
        value = parse_numeral(found["count"])
        if value is None or (self.below.lettered and value > len(_LETTERS)):
            return found[0]
        if self.below.lettered:
            blank = " " if found.string[: found.start()].endswith("条") else ""
            return f"{blank}{_LETTERS[value - 1]}）"
        return f"第{value}目"
