"""Near misses about numbers and words that meet: off by one, bare renumberings, insertions, overlapping exchanges."""

from __future__ import annotations

import re

from benchmarks.near_misses.author import Author, Miss, swap_all
from benchmarks.near_misses.model import Paragraph, zh


def off_by_one(author: Author) -> Miss:
    """A number that is not there, or an article in a chapter it does not stand in."""
    form = author.chance.choice(["article", "paragraph", "insert", "chapter", "label"])
    number = author.any()
    words = author.maker.clause() + "。"
    if form == "article":
        item = f"将第{zh(author.count + 1)}条修改为：“{words}”"
    elif form == "paragraph":
        item = f"将第{zh(number)}条第{zh(len(author.old.article(number)) + 1)}款修改为：“{words}”"
    elif form == "insert":
        item = f"增加一条，作为第{zh(author.count + 2)}条：“{words}”"
    elif form == "label":
        item = f"将第{zh(number)}条修改为：“第{zh(author.other(number))}条　{words}”"
    else:
        places = [k for k, (_, articles) in enumerate(author.old.chapters, 1) for _ in articles]
        chapter = author.chance.randint(1, len(author.old.chapters))
        item = f"将第{zh(chapter)}章第{zh(number)}条修改为：“{words}”"
        if places[number - 1] == chapter:
            right = author.old.copy()
            right.article(number)[:] = [Paragraph([words])]
            return Miss([item], right, touched={number})
    return Miss([item], None, touched={number})


def overlapping(author: Author) -> Miss:
    """Two exchanges that meet, or that would run into each other."""
    number, place = author.place()
    words = "".join(author.old.article(number)[place - 1].sentences)
    where = f"第{zh(number)}条"
    tag = author.tag_in(words)
    at = words.index(tag)
    form = author.chance.choice(["chain", "items", "meet", "restated"])
    if form in ("chain", "items"):
        follow = re.compile(r"号(.{2})").search(words, at)
        assert follow is not None
        second = follow[1]
        right = author.old.copy()
        swap_all(right.article(number), {tag: second, second: "特别"})
        first, then = f"“{tag}”修改为“{second}”", f"“{second}”修改为“特别”"
        if form == "chain":
            return Miss([f"将{where}中的{first}，{then}。"], right, touched={number})
        return Miss([f"将{where}中的{first}。", f"将{where}中的{then}。"], right, touched={number})
    if form == "meet":
        one, other = words[at : at + 6], words[at + 3 : at + 8]
        return Miss([f"将{where}中的“{one}”修改为“甲方”，“{other}”修改为“乙方”。"], None, touched={number})
    return Miss(
        [f"将{where}修改为：“{author.maker.clause()}。”", f"将{where}中的“{tag}”修改为“特别号”。"],
        None,
        touched={number},
        alone=True,
    )


def bare_number(author: Author) -> Miss:
    """将第四条改为第五条 alone; both ways; 调整至; with the order adjusted."""
    number = author.chance.randint(1, author.count - 1)
    form = author.chance.choice(["bare", "bare", "back", "to", "swap", "adjusted"])
    one, other = f"第{zh(number)}条", f"第{zh(number + 1)}条"
    everything = set(range(1, author.count + 1))
    if form == "bare":
        return Miss([f"将{one}改为{other}。"], None, touched=everything)
    if form == "back":
        return Miss([f"将{other}改为{one}。"], None, touched=everything)
    if form == "to":
        goal = author.other(number)
        words = author.chance.choice(["调整至", "移至", "调整到"])
        return Miss([f"将{one}{words}第{zh(goal)}条。"], None, touched=everything)
    right = author.old.copy()
    first, at = right.where(number)
    second, to = right.where(number + 1)
    first[at], second[to] = second[to], first[at]
    if form == "swap":
        if first is not second:
            return Miss([f"将{one}改为{other}。", f"将{other}改为{one}。"], None, touched=everything, alone=True)
        return Miss([f"将{one}改为{other}。", f"将{other}改为{one}。"], right, touched=everything)
    if first is not second:
        return Miss([f"将{one}改为{other}。"], None, touched=everything)
    closing = [f"《{author.old.title}》根据本决定作相应修改，并对条文顺序作相应调整后，重新公布。"]
    return Miss([f"将{one}改为{other}。"], right, closing=closing, touched=everything, alone=True)


def insertion(author: Author) -> Miss:
    """新增第四条, 原第四条顺延: the wordings by which people push numbers on; one of them names the wrong number."""
    number = author.chance.randint(2, author.count)
    words = author.maker.clause() + "。"
    label = f"第{zh(number)}条"
    right = author.old.copy()
    articles, _ = right.where(number)
    before, last = right.where(number - 1)
    (before if before is not articles else articles).insert(last + 1, [Paragraph([words])])
    forms = [
        f"新增{label}：“{words}”",
        f"新增{label}，原{label}顺延：“{words}”",
        f"增加一条，作为{label}：“{words}”",
        f"增加一条，作为修改后《{author.old.title}》{label}：“{words}”",
        f"新增{label}：“{words}”原{label}顺延为第{zh(number + 1)}条，以后条文序号依次顺延。",
    ]
    everything = set(range(1, author.count + 1))
    if author.chance.random() < 0.25:
        wrong = f"增加两条，作为{label}：“{words}”"
        return Miss([wrong], None, touched=everything)
    return Miss([author.chance.choice(forms)], right, touched=everything)
