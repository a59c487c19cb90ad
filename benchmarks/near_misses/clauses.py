"""Near misses about texts of clauses (1.1, 1.1.1): real papers' forms, decisions that nearly say something else about them.

The right text is made on the lines of the paper by strings alone; None says that only a refusal is right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workflow.text.amending.apply import canonical
from workflow.text.reading.parse import parse
from workflow.text.references.renumber import renumber
from workflow.words import Script

FORMS = Path(__file__).parents[2] / "tests" / "text" / "forms"
_LINE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})+)([ \u3000])(.+)$")
_PIECE = re.compile("(?:(?![零〇一二三四五六七八九十两百千万亿])[\u4e00-\u9fff]){3,6}")
_LEAST = 12  # clauses a paper needs
_NEW = ["先确认安全。", "由班组长记录。", "每班检查一次。"]


@dataclass(frozen=True)
class Paper:
    """A paper as lines, each clause by its number: at which line it stands."""

    title: str
    lines: tuple[str, ...]
    at: dict[str, int]

    def words(self, label: str) -> str:
        """What a clause says."""
        found = _LINE.match(self.lines[self.at[label]])
        return found[3] if found is not None else ""

    def is_plain(self, label: str) -> bool:
        """Whether a clause is one line, a sentence or more, and nothing stands below it."""
        line = self.at[label]
        below = any(other.startswith(f"{label}.") for other in self.at)
        alone = line + 1 == len(self.lines) or line + 1 in self.at.values()
        return alone and not below and self.words(label).endswith("。")

    def beside(self, label: str) -> list[str]:
        """The clauses that stand beside one, in order, itself included."""
        above = label.rsplit(".", 1)[0]
        return [other for other in self.at if other.rsplit(".", 1)[0] == above]

    def below(self, label: str) -> list[str]:
        """A clause and all that stand below it."""
        return [other for other in self.at if other == label or other.startswith(f"{label}.")]


@lru_cache(maxsize=1)
def papers() -> tuple[Paper, ...]:
    """The papers whose clauses are numbered 1.1 without a gap."""
    found = []
    for file in sorted(FORMS.glob("*.txt")):
        document = renumber(parse(file.read_text("utf-8")).document).document
        lines = canonical(document).splitlines()
        at: dict[str, int] = {}
        for number, line in enumerate(lines):
            match = _LINE.match(line)
            if match is not None:
                at.setdefault(match[1], number)
        if len(at) >= _LEAST and document.title and document.language != Script.ENGLISH:
            found.append(Paper(document.title.replace("\n", ""), tuple(lines), at))
    return tuple(found)


@dataclass
class Written:
    """Items and the lines that come of them; None for a refusal."""

    items: list[str]
    right: list[str] | None
    title: str = ""


class Author:
    """Writes near misses about one paper."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.paper = chance.choice(papers())
        self.plain = [label for label in self.paper.at if self.paper.is_plain(label)]

    def one(self) -> str | None:
        """A plain clause."""
        return self.chance.choice(self.plain) if self.plain else None

    def piece(self, words: str) -> str:
        """Some words that stand in `words` exactly once, and cut no number."""
        for _ in range(40):
            start = self.chance.randrange(max(1, len(words) - 6))
            piece = words[start : start + self.chance.randint(3, 6)]
            if _PIECE.fullmatch(piece) and words.count(piece) == 1:
                return piece
        return ""

    def put(self, label: str, words: str) -> list[str]:
        """The lines with other words in a clause."""
        lines = list(self.paper.lines)
        at = self.paper.at[label]
        lines[at] = _relabelled(lines[at], label, words)
        return lines

    def moved(self, lines: list[str], pairs: dict[str, str]) -> list[str]:
        """The lines with other numbers in front of clauses; `pairs` from old to new, each with what stands below."""
        found = list(lines)
        for old, new in pairs.items():
            for label in self.paper.below(old):
                at = self.paper.at[label]
                found[at] = new + label[len(old) :] + lines[at][len(label) :]
        return found


def _relabelled(line: str, label: str, words: str) -> str:
    return f"{label}{line[len(label)]}{words}"


def _next(label: str, by: int = 1) -> str:
    above, number = label.rsplit(".", 1)
    return f"{above}.{int(number) + by}"


def exchange(author: Author) -> Written:
    """Words for words, in several wordings."""
    label = author.one()
    if label is None:
        return missing(author)
    words = author.paper.words(label)
    piece = author.piece(words) or author.piece(words)
    if not piece:
        return missing(author)
    item = author.chance.choice(
        [
            f"将{label}中的“{piece}”修改为“专门号”。",
            f"将“{label}”中的“{piece}”修改为“专门号”。",
            f"第{label}条中的“{piece}”改为“专门号”。",
            f"将{label}由“{piece}”修改为“专门号”。",
            f"{label}中原为“{piece}”，现修改为“专门号”。",
        ]
    )
    return Written([item], author.put(label, words.replace(piece, "专门号")))


def restated(author: Author) -> Written:
    """A clause in other words; sometimes with the number of another one in front of them."""
    label = author.one()
    if label is None:
        return missing(author)
    words = author.chance.choice(_NEW)
    form = author.chance.choice(["plain", "label", "other"])
    blank = author.chance.choice(["\u3000", " ", ""] if form == "label" else ["\u3000", " "])
    front = {"plain": "", "label": f"{label}{blank}", "other": f"{_next(label)}{blank}"}[form]
    right = None if form == "other" else author.put(label, words)
    name = author.chance.choice([label, f"“{label}”"]) if form == "label" else label
    return Written([f"将{name}修改为：“{front}{words}”"], right)


def missing(author: Author) -> Written:
    """A clause that is not there."""
    label = author.chance.choice(list(author.paper.at))
    last = _next(author.paper.beside(label)[-1])
    item = author.chance.choice([f"将{last}修改为：“{_NEW[0]}”", f"删去{last}。", f"删去{label}至{last}。"])
    return Written([item], None)


def sister(author: Author) -> Written:
    """The paper of another name."""
    label = author.chance.choice(list(author.paper.at))
    other = f"《{author.paper.title}实施细则》"
    return Written([f"将{label}修改为：“{_NEW[1]}”"], None, other)


def sentence(author: Author) -> Written:
    """A sentence of a clause, which may not be there."""
    label = author.one()
    if label is None:
        return missing(author)
    sentences = re.findall("[^。]+。", author.paper.words(label))
    which = author.chance.randint(1, len(sentences) + 1)
    if re.search("[“”（）]", author.paper.words(label)) or "".join(sentences) != author.paper.words(label):
        return missing(author)
    item = f"删去{label}第{'一二三四五六七八九'[min(which, 9) - 1]}句。"
    if which > len(sentences) or len(sentences) == 1:
        return Written([item], None)
    return Written([item], author.put(label, "".join(sentences[: which - 1] + sentences[which:])))


def bare(author: Author) -> Written:
    """A number that another clause has, or that leaves a gap."""
    label = author.chance.choice(list(author.paper.at))
    beside = author.paper.beside(label)
    goal = _next(label) if label != beside[-1] else _next(label, 2)
    item = author.chance.choice([f"将{label}改为{goal}。", f"增加一条，作为{_next(beside[-1], 2)}：“{_NEW[0]}”"])
    return Written([item], None)


def pushed_on(author: Author) -> Written:
    """A clause comes in, and a range of those behind it moves on; or the two ranges do not fit."""
    label = author.chance.choice(list(author.paper.at))
    beside = author.paper.beside(label)
    if len(beside) < 3:
        return missing(author)
    first = author.chance.randrange(len(beside) - 1)
    moving = beside[first:]
    form = author.chance.choice(["right", "right", "right", "long", "short"])
    last = _next(moving[-1], 2 if form == "long" else 1)
    old = f"{moving[0]}至{moving[-2] if form == 'short' else moving[-1]}"
    goals = f"{_next(moving[0])}至{moving[-1] if form == 'short' else last}"
    renumbering = f"{old}依次改为{goals}"
    adding = f"增加一条，作为{moving[0]}：“{_NEW[2]}”"
    item = author.chance.choice([f"将{renumbering}，{adding}", f"{adding}{renumbering}。"])
    if form != "right":
        return Written([item], None)
    lines = author.moved(list(author.paper.lines), {one: _next(one) for one in reversed(moving)})
    at = author.paper.at[moving[0]]
    blank = author.paper.lines[at][len(moving[0])]
    return Written([item], [*lines[:at], f"{moving[0]}{blank}{_NEW[2]}", *lines[at:]])


def closed_up(author: Author) -> Written:
    """A clause goes and the others close up; or what stands below it is forgotten."""
    label = author.chance.choice(list(author.paper.at))
    beside = author.paper.beside(label)
    gone = author.chance.choice(beside[:-1]) if len(beside) > 1 else ""
    behind = beside[beside.index(gone) + 1 :] if gone else []
    if len(behind) < 2:
        return missing(author)
    item = f"删去{gone}，{behind[0]}至{behind[-1]}依次改为{gone}至{_next(behind[-1], -1)}。"
    if gone not in author.plain:
        return Written([item], None) if len(author.paper.below(gone)) > 1 else missing(author)
    lines = author.moved(list(author.paper.lines), {one: _next(one, -1) for one in behind})
    at = author.paper.at[gone]
    return Written([item], lines[:at] + lines[at + 1 :])


def met(author: Author) -> Written:
    """A clause is restated, and words of it exchanged."""
    label = author.one()
    piece = author.piece(author.paper.words(label)) if label else ""
    if not label or not piece:
        return missing(author)
    return Written([f"将{label}修改为：“{_NEW[0]}”将{label}中的“{piece}”修改为“特别号”。"], None)


def left_over(author: Author) -> Written:
    """Words behind the act."""
    label = author.chance.choice(list(author.paper.at))
    item = author.chance.choice(
        [
            f"将{label}修改为：“{_NEW[0]}”原文为“甲方”。",
            f"删去{label}部分内容。",
            f"酌情删去{label}。",
            f"删去除{label}外的各条。",
            f"将{label}修改为：“{_NEW[0]}”并进一步完善有关内容。",
        ]
    )
    return Written([item], None)


KINDS: list[tuple[str, Callable[[Author], Written], int]] = [
    ("clause words", exchange, 6), ("clause restated", restated, 5), ("clause missing", missing, 3), ("clause sister", sister, 3),
    ("clause sentence", sentence, 4), ("clause bare", bare, 4), ("clause pushed on", pushed_on, 6),
    ("clause closed up", closed_up, 5), ("clause met", met, 3), ("clause left over", left_over, 3),
]  # fmt: skip
