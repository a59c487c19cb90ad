"""Texts that are within the bound and cost much: each kind in so many bytes, and a second one that is like it."""

from __future__ import annotations

import random
from collections.abc import Callable

from workflow.text.labels.numerals import chinese

HEAD = "食堂管理办法\n\n"
_WORDS = "职工代表大会应当依照规定审议通过本企业食堂管理办法并报工会备案执行监督检查记录归档"


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore") + "\n"


def _many(one: Callable[[int], str], size: int) -> str:
    out, length, number = [HEAD], len(HEAD.encode()), 0
    while length < size:
        number += 1
        line = one(number)
        out.append(line)
        length += len(line.encode())
    return "".join(out)


def articles(size: int) -> str:
    """Short articles, all in the same words."""
    return _many(lambda at: f"第{at}条　甲。\n", size)


def real_articles(size: int) -> str:
    """Articles of an ordinary length, each in other words."""
    chance = random.Random(1)
    return _many(lambda at: f"第{chinese(at)}条　{''.join(chance.choices(_WORDS, k=60))}。\n", size)


def one_line(size: int) -> str:
    """One article in one line."""
    chance = random.Random(2)
    return _cut(HEAD + "第一条　" + "".join(chance.choices(_WORDS, k=size // 3)), size)


def lines(size: int) -> str:
    """Lines without a number, each a letter."""
    return _many(lambda at: f"{_WORDS[at % len(_WORDS)]}\n", size)


def paragraphs(size: int) -> str:
    """One article of very many paragraphs."""
    chance = random.Random(3)
    return _many(lambda at: ("第一条　" if at == 1 else "") + "".join(chance.choices(_WORDS, k=8)) + "。\n", size)


def items(size: int) -> str:
    """Lists in lists."""
    return _many(
        lambda at: f"第{at}条　甲：\n" + f"（{chinese(at % 90 + 1)}）乙；\n" + "1．丙；\n" + "（1）丁。\n", size
    )


def alike(size: int) -> str:
    """Articles that differ in a number alone, and all without their own number."""
    return _many(lambda at: f"第一条　各部门应当在{at}日内完成登记、核对和归档工作。\n", size)


def citing(size: int) -> str:
    """Articles that cite each other, and hardly anything else."""
    return _many(lambda at: f"第{at}条　依照第{at + 1}条、第{at}条第二款第三项、本办法第{at}条至第{at + 9}条。\n", size)


def cites_far(size: int) -> str:
    """One article that cites very many."""
    return _cut(HEAD + "第一条　依照" + "、".join(f"第{at}条" for at in range(1, size // 8)), size)


def numbers(size: int) -> str:
    """Nothing but the letters that numbers are made of."""
    return _cut(HEAD + "第一条　" + "第一百二十三" * size, size)


def brackets(size: int) -> str:
    """Nothing but opening brackets and quotation marks."""
    return _cut(HEAD + "第一条　" + "（“《〔" * size, size)


def closed(size: int) -> str:
    """Marks that are opened and closed in each other's way."""
    return _cut(HEAD + "第一条　" + "《甲（乙“丙》丁）戊”" * size, size)


def table_rows(size: int) -> str:
    """A table of very many rows."""
    return _many(lambda at: ("第一条　下表：\n" if at == 1 else "") + f"| 甲{at} | 乙 | {at * 7 % 100} |\n", size)


def wide_row(size: int) -> str:
    """A table of one row with very many cells."""
    return _cut(HEAD + "第一条　下表：\n" + "| 甲 " * size, size - 10) + "|\n"


def blanks(size: int) -> str:
    """Blank space of all kinds."""
    return _cut(HEAD + "第一条　甲" + " 　\t" * size, size - 10) + "乙。\n"


def english(size: int) -> str:
    """An English text of short articles."""
    return "Canteen Rules\n\n" + "".join(
        f"Article {at} See Article {at + 1}(2)(a) and Articles 3 to 9.\n" for at in range(1, size // 55)
    )


def english_line(size: int) -> str:
    """An English text in one line."""
    chance = random.Random(4)
    words = ["article", "shall", "the", "Section", "1.", "(a)", "Articles", "and", "to", "canteen", "“", "”"]
    return _cut("Canteen Rules\n\nArticle 1 " + " ".join(chance.choices(words, k=size // 4)), size)


def tags(size: int) -> str:
    """What looks like hypertext and is none."""
    return _cut(HEAD + "第一条　" + "<a &lt; **甲** __" * size, size)


KINDS: dict[str, Callable[[int], str]] = {
    one.__name__: one
    for one in (
        articles,
        real_articles,
        one_line,
        lines,
        paragraphs,
        items,
        alike,
        citing,
        cites_far,
        numbers,
        brackets,
        closed,
        table_rows,
        wide_row,
        blanks,
        english,
        english_line,
        tags,
    )
}


def edited(text: str, seed: int = 1, share: float = 0.3) -> str:
    """The text with lines left out, put elsewhere, and with letters changed: as different as a hostile hand makes it."""
    chance = random.Random(seed)
    kept = text.split("\n")
    head, body = kept[:2], kept[2:]
    if len(body) < 20:
        letters = list("\n".join(body))
        for at in range(0, len(letters), 7):
            if letters[at] != "\n" and chance.random() < share:
                letters[at] = chance.choice(_WORDS)
        return "\n".join(head) + "\n" + "".join(letters)
    out = []
    for line in body:
        luck = chance.random()
        if luck < share / 3:
            continue
        if luck < share and line:
            at = chance.randrange(len(line))
            line = line[:at] + chance.choice(_WORDS) + line[at + 1 :]
        out.append(line)
    for _ in range(len(out) // 20):
        out.insert(chance.randrange(len(out)), out.pop(chance.randrange(len(out))))
    return "\n".join(head + out) + "\n"
