"""Near misses about papers numbered 一、 and （一）: what a decision calls 第二条 and 第二条第（一）项 there.

The right text is made on the lines of the paper by strings alone; None says that only a refusal is right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.near_misses.clauses import FORMS, Written
from benchmarks.near_misses.model import zh
from workflow.text.amending.apply import canonical
from workflow.text.reading.parse import parse
from workflow.text.references.renumber import renumber
from workflow.text.tree import Kind
from workflow.words import Script

#: Where a clause stands: (2,) is 二、, (2, 1) is （一） below it.
Path = tuple[int, ...]

_OUTER = re.compile("([一二三四五六七八九十]{1,3})、(.+)$")
_INNER = re.compile("（([一二三四五六七八九十]{1,3})）(.+)$")
_UNIT = re.compile("（[0-9]{1,2}）|[0-9]{1,2}[.．、]")
_PIECE = re.compile("(?:(?![零〇一二三四五六七八九十两百千万亿])[\u4e00-\u9fff]){3,6}")
_LEAST = 5  # clauses （一） a paper needs
_NEW = ["先确认安全。", "由班组长记录。", "每班检查一次。"]


@dataclass(frozen=True)
class Paper:
    """A paper as lines, each clause by its path: at which line it stands."""

    title: str
    lines: tuple[str, ...]
    at: dict[Path, int]

    def words(self, path: Path) -> str:
        """What a clause says on its own line."""
        found = (_INNER if len(path) > 1 else _OUTER).match(self.lines[self.at[path]])
        return found[2] if found is not None else ""

    def beside(self, path: Path) -> list[Path]:
        """The clauses that stand beside one, in order, itself included."""
        return [other for other in self.at if other[:-1] == path[:-1] and len(other) == len(path)]

    def is_plain(self, path: Path) -> bool:
        """Whether a clause is one line of sentences, and nothing stands below it."""
        line = self.at[path]
        alone = line + 1 == len(self.lines) or line + 1 in self.at.values() or not self.lines[line + 1]
        return alone and self.words(path).endswith("。") and (*path, 1) not in self.at


def label(path: Path) -> str:
    """As it is printed."""
    return f"（{zh(path[-1])}）" if len(path) > 1 else f"{zh(path[0])}、"


def cited(path: Path) -> str:
    """As a decision names it."""
    return f"第{zh(path[0])}条" + (f"第（{zh(path[1])}）项" if len(path) > 1 else "")


def called(chance: random.Random, path: Path) -> str:
    """As offices name it, one way or another."""
    outer = zh(path[0])
    if len(path) == 1:
        return chance.choice([cited(path), cited(path), f"第{outer}部分"])
    inner = f"（{zh(path[1])}）"
    return chance.choice(
        [cited(path), cited(path), f"第{outer}部分第{inner}项", f"{outer}、{inner}", f"第{outer}条{inner}"]
    )


def _next(path: Path, by: int = 1) -> Path:
    return (*path[:-1], path[-1] + by)


@lru_cache(maxsize=1)
def papers() -> tuple[Paper, ...]:
    """The papers that number 一、（一） once and without a gap."""
    found = []
    for file in sorted(FORMS.glob("*.txt")):
        document = renumber(parse(file.read_text("utf-8")).document).document
        lines = canonical(document).splitlines()
        at: dict[Path, int] = {}
        outer = 0
        for number, line in enumerate(lines):
            for match in filter(None, [_OUTER.match(line)]):
                if match[1] == zh(outer + 1):
                    outer += 1
                    at[outer,] = number
            for match in filter(None, [_INNER.match(line)]):
                inner = len([path for path in at if len(path) == 2 and path[0] == outer]) + 1
                if outer and match[1] == zh(inner):
                    at[outer, inner] = number
        deep = sum(len(path) == 2 for path in at)
        annexed = any(unit.kind == Kind.ANNEX for unit in document.root.children)
        if deep >= _LEAST and outer > 1 and not annexed and document.language != Script.ENGLISH:
            found.append(Paper(document.title.replace("\n", ""), tuple(lines), at))
    return tuple(found)


class Author:
    """Writes near misses about one paper."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.paper = chance.choice(papers())
        self.plain = [path for path in self.paper.at if self.paper.is_plain(path)]

    def any(self) -> Path:
        """Any clause."""
        return self.chance.choice(list(self.paper.at))

    def piece(self, words: str) -> str:
        """Some words that stand in `words` exactly once, and cut no number."""
        for _ in range(60):
            start = self.chance.randrange(max(1, len(words) - 6))
            piece = words[start : start + self.chance.randint(3, 6)]
            if _PIECE.fullmatch(piece) and words.count(piece) == 1:
                return piece
        return ""

    def lists(self) -> list[tuple[Path, int, int]]:
        """The clauses （一） that have one list of several lines below them: where it begins, how long it is."""
        found = []
        for path, at in self.paper.at.items():
            end, style = at + 1, re.sub("[0-9]+", "", (_UNIT.match(self.paper.lines[at + 1]) or [""])[0])
            while style and end < len(self.paper.lines) and (unit := _UNIT.match(self.paper.lines[end])):
                if unit[0] != f"{style[:-1]}{end - at}{style[-1]}":
                    break
                end += 1
            closed = end == len(self.paper.lines) or end in self.paper.at.values() or not self.paper.lines[end]
            if len(path) > 1 and end > at + 2 and closed:
                found.append((path, at + 1, end - at - 1))
        return found

    def put(self, path: Path, words: str) -> list[str]:
        """The lines with other words in a clause."""
        lines = list(self.paper.lines)
        lines[self.paper.at[path]] = label(path) + words
        return lines

    def moved(self, paths: list[Path], by: int) -> list[str]:
        """The lines with other numbers in front of clauses."""
        lines = list(self.paper.lines)
        for path in paths:
            at = self.paper.at[path]
            lines[at] = label(_next(path, by)) + lines[at][len(label(path)) :]
        return lines


def exchange(author: Author) -> Written:
    """Words for words, in several wordings; sometimes in the clause of the same number elsewhere."""
    path = author.chance.choice(author.plain)
    words = author.paper.words(path)
    piece = author.piece(words)
    if not piece:
        return missing(author)
    place = path
    if len(path) > 1 and author.chance.random() < 0.4:  # 第一条第（二）项 has none of the words of 第三条第（二）项
        place = author.chance.choice([other for other in author.paper.at if len(other) > 1 and other[1] == path[1]])
    name = called(author.chance, place)
    item = author.chance.choice(
        [
            f"将{name}中的“{piece}”修改为“专门号”。",
            f"{name}中的“{piece}”改为“专门号”。",
            f"将{name}由“{piece}”修改为“专门号”。",
            f"{name}中原为“{piece}”，现修改为“专门号”。",
        ]
    )
    there = author.paper.words(place)
    if place != path and piece in there:
        return missing(author)
    return Written([item], author.put(path, words.replace(piece, "专门号")) if place == path else None)


def restated(author: Author) -> Written:
    """A clause in other words, with its label in front, without, or with that of another one."""
    path = author.chance.choice(author.plain)
    words = author.chance.choice(_NEW)
    form = author.chance.choice(["plain", "label", "other"])
    front = {"plain": "", "label": label(path), "other": label(_next(path))}[form]
    name = called(author.chance, path)
    return Written([f"将{name}修改为：“{front}{words}”"], None if form == "other" else author.put(path, words))


def listed(author: Author) -> Written:
    """A unit of a list below （一）, which is a 目 of it; or the one beside it, which has not these words."""
    lists = author.lists()
    if not lists:
        return missing(author)
    path, first, count = author.chance.choice(lists)
    unit = author.chance.randrange(count)
    line = author.paper.lines[first + unit]
    piece = author.piece(line)
    said = unit if author.chance.random() < 0.6 else (unit + author.chance.choice([1, 2])) % (count + 1)
    if not piece or (said != unit and said < count and piece in author.paper.lines[first + said]):
        return missing(author)
    number = said + 1
    sub = author.chance.choice([f"第{number}目", f"第{zh(number)}目", f"第（{number}）目", f"第{number}点"])
    lines = list(author.paper.lines)
    lines[first + unit] = line.replace(piece, "专门号")
    item = f"将{called(author.chance, path)}{sub}中的“{piece}”修改为“专门号”。"
    return Written([item], lines if said == unit else None)


def headed(author: Author) -> Written:
    """A heading that is quoted with its label; or with the label of another one, or other words."""
    heads = [path for path in author.paper.at if not re.search("[。；：，、！？]$|[“”]", author.paper.words(path))]
    if len(heads) < 2:
        return missing(author)
    path, other = author.chance.sample(heads, 2)
    words = author.paper.words(path)
    form = author.chance.choice(["right", "right", "label", "words"])
    front = label(other) if form == "label" else label(path)
    old = words if form != "words" else f"{words}办法"
    item = author.chance.choice(
        [f"将“{front}{old}”修改为“{front}新的要求”。", f"将“{front}{old}”的标题修改为“新的要求”。"]
    )
    is_right = form == "right" or (
        form == "label" and label(path) == label(other) and author.paper.words(other) == words
    )
    several = sum(label(one) == label(path) and author.paper.words(one) == words for one in heads) > 1
    return Written([item], author.put(path, "新的要求") if is_right and not several else None)


def missing(author: Author) -> Written:
    """A clause that is not there, or an item of a clause that has none."""
    path = author.any()
    last = _next(author.paper.beside(path)[-1])
    none = [one for one in author.paper.at if len(one) == 1 and (*one, 1) not in author.paper.at]
    item = author.chance.choice(
        [
            f"将{cited(last)}修改为：“{_NEW[0]}”",
            f"删去{cited(last)}。",
            *([f"删去{cited((*author.chance.choice(none), 9))}。"] if none else []),
            f"删去第（{zh(9)}）项。",
        ]
    )
    return Written([item], None)


def which(author: Author) -> Written:
    """第（一）项 alone, where several clauses have one."""
    several = [
        one for one in author.paper.at if len(one) > 1 and sum(other[1:] == one[1:] for other in author.paper.at) > 1
    ]
    if not several:
        return missing(author)
    path = author.chance.choice(several)
    name = f"第（{zh(path[1])}）项"
    return Written([author.chance.choice([f"删去{name}。", f"将{name}修改为：“{_NEW[0]}”"])], None)


def sister(author: Author) -> Written:
    """The paper of another name."""
    return Written([f"将{cited(author.any())}修改为：“{_NEW[1]}”"], None, f"《{author.paper.title}实施细则》")


def sentence(author: Author) -> Written:
    """A sentence of a clause, which may not be there."""
    path = author.chance.choice(author.plain)
    words = author.paper.words(path)
    sentences = re.findall("[^。]+。", words)
    wanted = author.chance.randint(1, len(sentences) + 1)
    if re.search("[“”（）]", words) or "".join(sentences) != words:
        return missing(author)
    item = f"删去{cited(path)}第{zh(wanted)}句。"
    if wanted > len(sentences) or len(sentences) == 1:
        return Written([item], None)
    return Written([item], author.put(path, "".join(sentences[: wanted - 1] + sentences[wanted:])))


def bare(author: Author) -> Written:
    """A number that another clause has, or that leaves a gap."""
    path = author.any()
    beside = author.paper.beside(path)
    goal = _next(path) if path != beside[-1] else _next(path, 2)
    kind = "项" if len(path) > 1 else "条"
    item = author.chance.choice(
        [f"将{cited(path)}改为{cited(goal)}。", f"增加一{kind}，作为{cited(_next(beside[-1], 2))}：“{_NEW[0]}”"]
    )
    return Written([item], None)


def pushed_on(author: Author) -> Written:
    """A clause （一） comes in and those behind it move on; or the two ranges do not fit."""
    path = author.chance.choice([one for one in author.paper.at if len(one) > 1])
    beside = author.paper.beside(path)
    moving = beside[author.chance.randrange(len(beside)) :]
    form = author.chance.choice(["right", "right", "right", "long"]) if len(moving) > 1 else "right"
    first, last = moving[0], _next(moving[-1], 2 if form == "long" else 1)
    old = cited(first) if len(moving) == 1 else f"{cited(first)}至第（{zh(moving[-1][1])}）项"
    new = cited(_next(first)) if len(moving) == 1 else f"{cited(_next(first))}至第（{zh(last[1])}）项"
    renumbering = f"{old}{'依次' if len(moving) > 1 else ''}改为{new}"
    item = author.chance.choice(
        [
            f"增加一项，作为{cited(first)}：“{_NEW[2]}”{renumbering}。",
            f"将{renumbering}，增加一项，作为{cited(first)}：“{_NEW[2]}”",
        ]
    )
    if form != "right":
        return Written([item], None)
    lines = author.moved(moving, 1)
    at = author.paper.at[first]
    return Written([item], [*lines[:at], label(first) + _NEW[2], *lines[at:]])


def closed_up(author: Author) -> Written:
    """A clause （一） goes and the others close up."""
    plain = [path for path in author.plain if len(path) > 1 and _next(path) in author.paper.at]
    if not plain:
        return missing(author)
    gone = author.chance.choice(plain)
    behind = [one for one in author.paper.beside(gone) if one > gone]
    old = cited(behind[0]) + (f"至第（{zh(behind[-1][1])}）项依次" if len(behind) > 1 else "")
    new = cited(gone) + (f"至第（{zh(behind[-1][1] - 1)}）项" if len(behind) > 1 else "")
    lines = author.moved(behind, -1)
    at = author.paper.at[gone]
    return Written([f"删去{cited(gone)}，{old}改为{new}。"], lines[:at] + lines[at + 1 :])


def added(author: Author) -> Written:
    """An item behind the last one of a clause; or one that claims a place that is taken."""
    path = author.chance.choice([one for one in author.paper.at if len(one) > 1])
    last = author.paper.beside(path)[-1]
    if author.chance.random() < 0.4:
        return Written([f"{cited(path[:1])}增加一项，作为第（{zh(path[1])}）项：“{_NEW[0]}”"], None)
    name = author.chance.choice(
        [f"增加一项，作为{cited(_next(last))}", f"在{cited(path[:1])}中增加一项，作为第（{zh(last[1] + 1)}）项"]
    )
    stops = [at for at in author.paper.at.values() if at > author.paper.at[last]]
    end = author.paper.at[last] + 1
    if (stops and (end not in stops and author.paper.lines[end] != "")) or not author.paper.is_plain(last):
        return missing(author)
    return Written(
        [f"{name}：“{_NEW[0]}”"],
        [*author.paper.lines[:end], label(_next(last)) + _NEW[0], *author.paper.lines[end:]],
    )


def met(author: Author) -> Written:
    """A clause is restated, and words of it exchanged."""
    path = author.chance.choice(author.plain)
    piece = author.piece(author.paper.words(path))
    if not piece:
        return missing(author)
    name = cited(path)
    return Written([f"将{name}修改为：“{_NEW[0]}”将{name}中的“{piece}”修改为“特别号”。"], None)


def left_over(author: Author) -> Written:
    """Words behind the act."""
    name = cited(author.any())
    item = author.chance.choice(
        [
            f"将{name}修改为：“{_NEW[0]}”原文为“甲方”。",
            f"删去{name}部分内容。",
            f"酌情删去{name}。",
            f"删去除{name}外的各条。",
            f"将{name}修改为：“{_NEW[0]}”并进一步完善有关内容。",
        ]
    )
    return Written([item], None)


KINDS: list[tuple[str, Callable[[Author], Written], int]] = [
    ("comma words", exchange, 6), ("comma listed", listed, 4), ("comma headed", headed, 4),
    ("comma restated", restated, 5), ("comma missing", missing, 3), ("comma which", which, 3),
    ("comma sister", sister, 3), ("comma sentence", sentence, 4), ("comma bare", bare, 4), ("comma pushed on", pushed_on, 6),
    ("comma closed up", closed_up, 5), ("comma added", added, 4), ("comma met", met, 3), ("comma left over", left_over, 3),
]  # fmt: skip
