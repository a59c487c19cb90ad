"""Which regulation a name names. A name is the name in full, one set by 以下简称, or the name without its enterprise's.

Two regulations of one house are called almost alike (员工考勤管理办法, 员工奖惩管理办法): names that resemble each other say
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from workflow.text.amending.said.operations import CannotCarry
from workflow.text.fingerprint import normalised

_SIGNS = re.compile('[<>《》〈〉\\s“”"]')
_EDITION = re.compile(r"\((?:[0-9]{4}年?)?(?:第?[0-9一二三四五六七八九十]*次?)(?:修订|修正|修改|版|本|年)+[版本]?\)$")
_PLAIN = str.maketrans(
    "條項規則辦標準細約務員獎懲勞動業會議資與為對關於", "条项规则办标准细约务员奖惩劳动业会议资与为对关于"
)
_HOUSE = re.compile(
    r"中华人民共和国(?=.{2})|最高人民法院(?=.{4})"
    r"|.{1,30}?(?:集团)?(?:控股|股份|有限|责任|总|分)*(?:公司|集团|厂|学院|大学|医院|银行|研究院|研究所|设计院|事务所|中心|基地)(?=.{4})"
)
_NAME = r"《((?:[^《》]|《[^《》]{0,120}》){1,200})》"
_ALIAS = re.compile(
    _NAME + r"(?:[（(](?!以下)[^（）()]{0,60}[）)])?[（(，,]?\s*(?:以下|下)(?:统|均)?简?称(?:为|：|:)?"
    r"\s*[《“\"「]?([^《》“”\"「」（）()，。]{1,60})[》”\"」]?"
)
LAWS = re.compile(_NAME)


@dataclass(slots=True)
class Names:
    """The names in one decision, and whether each is that of the text at hand.

    title    the title of the text at hand; "" when it has none, and then every name may be its
    aliases  short names the decision sets: (line, short name, name in full)
    named    the names of all regulations the decision amends
    spoken   the names as they are said without 《》, the longest first
    initials the signs that these begin with
    """

    title: str
    aliases: list[tuple[int, str, str]] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    spoken: tuple[str, ...] = ()
    initials: frozenset[str] = frozenset()

    def is_ours(self, name: str, line: int = 0) -> bool:
        """Whether `name`, said at `line`, is the text at hand. CannotCarry when it could be this text or another."""
        ours = bare(self.title)
        said = bare(self.in_full(name, line))
        if not ours or not said or said == ours:
            return True
        if said not in _shorter(ours) and ours not in _shorter(said):
            return False
        rest = _rest(said) & _rest(ours)
        rivals = {bare(other) for other in self.named} - {said, ours}
        if any(_rest(other) & rest for other in rivals):
            raise CannotCarry(
                f"《{name}》可能是本文件，也可能是另一个文件，请写全称",
                f"“{name}” may be this text or another one: it has to be named in full",
            )
        return True

    def in_full(self, name: str, line: int = 0) -> str:
        """The name in full that a short name stands for at `line`; other names stay as they are."""
        known = [full for at, short, full in self.aliases if bare(short) == bare(name) and at <= (line or at)]
        return known[-1] if known else name

    def known(self) -> set[str]:
        """Every name by which the decision could call a regulation, with and without its enterprise's."""
        names = {self.title.replace("\n", ""), *self.named, *(short for _, short, _ in self.aliases)}
        return {name for one in names for name in (one, *_shorter(one)) if len(name) > 1}

    def renamed(self, name: str, line: int) -> None:
        """The text at hand is called `name` from `line` on."""
        self.aliases.append((line, name, self.title))

    def is_alias(self, name: str) -> bool:
        """Whether the decision sets `name` as a short name."""
        return any(bare(short) == bare(name) for _, short, _ in self.aliases)


def aliases_in(lines: Iterable[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """The short names that are set in `lines`, which are numbers and words."""
    return [(number, match[2], match[1]) for number, words in lines for match in _ALIAS.finditer(words[:4000])]


def bare(name: str) -> str:
    """`name` without marks, blanks and the mention of an edition, in simplified script."""
    return _EDITION.sub("", _SIGNS.sub("", normalised(name)).translate(_PLAIN))


def _shorter(name: str) -> set[str]:
    """`name` without the name of the enterprise (the state, the court) it begins with; empty when it begins with none."""
    match = _HOUSE.match(name)
    return {name[match.end() :]} if match is not None else set()


def _rest(name: str) -> set[str]:
    return {name} | _shorter(name)
