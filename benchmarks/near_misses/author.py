"""Who writes the near misses of one regulation: finds articles, paragraphs and words, and the plain item beside them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.near_misses.model import Maker, Paragraph, Regulation, zh


@dataclass
class Miss:
    """Items of a decision and what they come to; None for a refusal. `kept`: printed numbers that are not simply counted."""

    items: list[str]
    right: Regulation | None
    title: str = ""  # of the decision, "" for the usual one
    opening: str = ""
    closing: list[str] = field(default_factory=list)
    kept: list[int] | None = None
    touched: set[int] = field(default_factory=set)  # articles a further item has to leave alone
    alone: bool = False  # nothing else may stand in the decision


class Author:
    """Writes near misses about one regulation."""

    def __init__(self, chance: random.Random, maker: Maker, old: Regulation) -> None:
        self.chance = chance
        self.maker = maker
        self.old = old
        self.count = len(old.articles())

    def pick(self, wanted: Callable[[list[Paragraph]], bool]) -> int | None:
        """The number of an article like that."""
        found = [number for number in range(1, self.count + 1) if wanted(self.old.article(number))]
        return self.chance.choice(found) if found else None

    def any(self) -> int:
        """The number of some article."""
        return self.chance.randint(1, self.count)

    def place(self) -> tuple[int, int]:
        """An article and one of its paragraphs that has no list, counted from 1."""
        found = [
            (number, place)
            for number in range(1, self.count + 1)
            for place, one in enumerate(self.old.article(number), 1)
            if not one.units
        ]
        return self.chance.choice(found)

    def said(self, number: int, place: int) -> str:
        """第三条第二款; the 款 only where there are several, or by chance."""
        several = len(self.old.article(number)) > 1
        return f"第{zh(number)}条" + (f"第{zh(place)}款" if several or self.chance.random() < 0.3 else "")

    def tag_in(self, words: str) -> str:
        """A word that stands nowhere else in the regulation."""
        return self.chance.choice(re.findall(r"[甲乙丙丁戊己庚辛][0-9]{3}号", words))

    def other(self, number: int) -> int:
        """Another article."""
        return self.chance.choice([one for one in range(1, self.count + 1) if one != number])


def plain_item(author: Author, avoid: int = 0) -> tuple[Miss, int]:
    number, place = author.place()
    while number == avoid:
        number, place = author.place()
    tag = author.tag_in("".join(author.old.article(number)[place - 1].sentences))
    right = author.old.copy()
    swap(right.article(number), tag, "专门号")
    return Miss([f"将第{zh(number)}条中的“{tag}”修改为“专门号”。"], right, touched={number}), number


def words_of(article: list[Paragraph]) -> str:
    return "".join(word for one in article for word in (*one.sentences, *one.units))


def swap(article: list[Paragraph], old: str, new: str) -> None:
    swap_all(article, {old: new})


def swap_all(article: list[Paragraph], words: dict[str, str]) -> None:
    """All exchanges at once."""
    pattern = re.compile("|".join(re.escape(one) for one in words))
    for paragraph in article:
        paragraph.sentences = [pattern.sub(lambda match: words[match[0]], one) for one in paragraph.sentences]
        paragraph.units = [pattern.sub(lambda match: words[match[0]], one) for one in paragraph.units]
