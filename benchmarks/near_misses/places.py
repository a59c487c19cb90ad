"""Near misses about places narrower than an article: sentences, provisos, halves, list units, one occurrence of a word."""

from __future__ import annotations

import re

from benchmarks.near_misses.author import Author, Miss
from benchmarks.near_misses.model import Regulation, zh

_NEW = ["各部门自行留存一份。", "逾期不再受理。", "具体由工会小组办理。"]


def sentence(author: Author) -> Miss:
    """第二句, 末句: deleted, restated, exchanged in, added to; some of them are not there."""
    number, place = author.place()
    sentences = author.old.article(number)[place - 1].sentences
    several = len(author.old.article(number)) > 1
    which = author.chance.randint(1, len(sentences) + 1)
    last = which == len(sentences) and author.chance.random() < 0.4
    name = "末句" if last else f"第{zh(which)}句"
    where = f"第{zh(number)}条" if several and author.chance.random() < 0.15 else author.said(number, place)
    there = which <= len(sentences) and (not several or "款" in where)
    right = author.old.copy() if there else None
    found = right.article(number)[place - 1].sentences if right is not None else list(sentences)
    at = min(which, len(sentences)) - 1
    act = author.chance.choice(["delete", "delete", "restate", "exchange", "append"])
    if act == "delete":
        item = author.chance.choice([f"删去{where}{name}。", f"将{where}{name}删去。", f"{where}{name}予以删除。"])
        if len(sentences) == 1:
            right = None  # nothing would be left
        else:
            del found[at]
    elif act == "restate":
        words = author.maker.clause() + "。"
        item = f"将{where}{name}修改为：“{words}”"
        found[at] = words
    elif act == "exchange":
        tag = author.tag_in(sentences[at])
        item = f"将{where}{name}中的“{tag}”修改为“特别号”。"
        found[at] = found[at].replace(tag, "特别号")
    else:
        words = author.chance.choice(_NEW)
        item = f"在{where}{name}后增加一句：“{words}”"
        found.insert(at + 1, words)
    return Miss([item], right, touched={number})


def proviso(author: Author) -> Miss:
    """但书: deleted or exchanged in, where there is exactly one."""
    number, place = author.place()
    words = "".join(author.old.article(number)[place - 1].sentences)
    where = f"第{zh(number)}条第{zh(place)}款"
    found = list(re.finditer(r"[，；]但(?:是)?[^。；]*", words))
    right = author.old.copy() if len(found) == 1 else None
    if right is not None:
        paragraph = right.article(number)[place - 1]
        paragraph.sentences = [words[: found[0].start()] + words[found[0].end() :]]
    item = author.chance.choice(
        [f"删去{where}但书。", f"将{where}但书删去。", f"删去{where}的但书。", f"删去{where}但书的规定。"]
    )
    return Miss([item], right, touched={number})


def half(author: Author) -> Miss:
    """后半段: exact where there are two halves, else a refusal."""
    number, place = author.place()
    sentences = author.old.article(number)[place - 1].sentences
    words = "".join(sentences)
    which = author.chance.choice([1, 2])
    right: Regulation | None = author.old.copy()
    assert right is not None
    paragraph = right.article(number)[place - 1]
    if len(sentences) == 2 and "；" not in words:
        paragraph.sentences = [sentences[2 - which]]
    elif len(sentences) == 1 and words.count("；") == 1:
        halves = words.split("；")
        paragraph.sentences = [halves[1]] if which == 1 else [halves[0] + "。"]
    else:
        right = None
    name = author.chance.choice(["前段", "前半段"] if which == 1 else ["后段", "后半段"])
    return Miss([f"删去第{zh(number)}条第{zh(place)}款{name}。"], right, touched={number})


def part(author: Author) -> Miss:
    """Words that narrow the place in a way nobody can find."""
    number, place = author.place()
    where = f"第{zh(number)}条第{zh(place)}款"
    item = author.chance.choice(
        [
            f"删去{where}部分内容。",
            f"删去{where}中的部分规定。",
            f"删去{where}有关登记的规定。",
            f"删去{where}第一分句。",
            f"删去{where}倒数第二句。",
            f"除{where}外，将第{zh(author.other(number))}条删去。",
            f"删去第{zh(number)}条除第一款外的规定。",
            f"删去{where}第一句和最后半句。",
            f"将{where}第一句移至第{zh(author.other(number))}条。",
            f"酌情删去{where}。",
        ]
    )
    return Miss([item], None, touched={number})


def list_unit(author: Author) -> Miss:
    """A list unit is deleted, restated or added; sometimes one that is not there."""
    number = author.pick(lambda article: any(one.units for one in article))
    if number is None:
        return sentence(author)
    article = author.old.article(number)
    place = author.chance.choice([k for k, one in enumerate(article, 1) if one.units])
    units = article[place - 1].units
    which = author.chance.randint(1, len(units) + 1)
    right = author.old.copy() if which <= len(units) else None
    found = right.article(number)[place - 1].units if right is not None else list(units)
    at = min(which, len(units)) - 1
    where = f"第{zh(number)}条第{zh(place)}款第{zh(which)}项"
    act = author.chance.choice(["delete", "restate", "label", "exchange"])
    if act == "delete":
        item = f"删去{where}。"
        if len(units) < 2:
            right = None
        del found[at]
    elif act in ("restate", "label"):
        words = author.maker.unit()
        label = which if act == "restate" else which % len(units) + 1
        stop = "；" if which < len(units) else "。"
        item = f"将{where}修改为：“（{zh(label)}）{words}{stop}”"
        found[at] = words
        right = right if label == which else None
    else:
        tag = author.tag_in(units[at])
        item = f"{where}中的“{tag}”修改为“特别号”。"
        found[at] = found[at].replace(tag, "特别号")
    return Miss([item], right, touched={number})


def occurrence(author: Author) -> Miss:
    """第一处“应当”."""
    number, place = author.place()
    words = "".join(author.old.article(number)[place - 1].sentences)
    where = f"第{zh(number)}条第{zh(place)}款"
    total = words.count("将")
    which = author.chance.randint(1, total + 1)
    last = which == total and author.chance.random() < 0.5
    right = author.old.copy() if 0 < which <= total else None
    if right is not None:
        at = -1
        for _ in range(which):
            at = words.index("将", at + 1)
        right.article(number)[place - 1].sentences = [words[:at] + "把" + words[at + 1 :]]
    name = "最后一处" if last else f"第{zh(which)}处"
    return Miss([f"将{where}{name}“将”修改为“把”。"], right, touched={number})
