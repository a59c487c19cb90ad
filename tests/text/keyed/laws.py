"""A law of which a test knows, without the engine, which article names which: each has a word of its own."""

from __future__ import annotations

import random
import re

from workflow.text.comparing.keys import carry
from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import parse
from workflow.text.tree import Document

_CITED = re.compile("第([零一二三四五六七八九十百]+)条")
NUMBERS = {chinese(number): number for number in range(1, 200)}


def word(article: int) -> str:
    """The word by which an article is known, whatever its number."""
    return f"事项甲{article}号"


def law(articles: int = 64, seed: int = 1) -> Document:
    """A law of chapters whose articles name each other, some by paragraph and item; every provision has its key."""
    chance = random.Random(seed)
    lines = ["试验法", ""]
    for number in range(1, articles + 1):
        if number % 16 == 1:
            lines.append(f"第{chinese(number // 16 + 1)}章\u3000章名{number}")
        named = chance.choice([one for one in range(1, articles + 1) if one != number])
        lines.append(f"第{chinese(number)}条\u3000{word(number)}依照第{chinese(named)}条的规定办理。")
        if number % 3 == 0:
            lines += [f"前款所称{word(number)}，包括下列各项：", "（一）其一；", "（二）其二。"]
        if number % 5 == 0:
            lines.append(f"违反第{chinese(number - number % 3 or 3)}条第二款第（二）项的，由工会处理。")
    numbers = iter(range(100_000))
    return carry(None, parse("\n".join(lines) + "\n").document, lambda: f"k{next(numbers)}")[0]


def named_by(text: str) -> dict[str, list[str]]:
    """The word of each article → the words of the articles it names, or "" for one that is not there; by reading lines."""
    own: dict[int, str] = {}
    said: list[tuple[str, list[int]]] = []
    label = 0
    for line in text.split("\n"):
        head = _CITED.match(line)
        if head is not None:
            label = NUMBERS[head[1]]
            found = re.search("事项甲[0-9]+号", line)
            own[label] = found[0] if found else ""
            line = line[head.end() :]
        if label:
            said.append((own[label], [NUMBERS[one] for one in _CITED.findall(line)]))
    out: dict[str, list[str]] = {}
    for who, numbers in said:
        out.setdefault(who, []).extend(own.get(number, "") for number in numbers)
    return out
