"""Near misses about names and lines: sister regulations, several in one decision, short names, acts that hide outside the items."""

from __future__ import annotations

from benchmarks.near_misses.author import Author, Miss, plain_item, swap, words_of
from benchmarks.near_misses.model import Paragraph, zh


def sister(author: Author) -> Miss:
    """A decision on a regulation that is called nearly the same."""
    name = author.maker.sister(author.old.title)
    plain, _ = plain_item(author)
    items = [plain.items[0]]
    return Miss(items, None, f"关于修改《{name}》的决定", f"对《{name}》作如下修改：", alone=True)


def package(author: Author) -> Miss:
    """Several regulations: ours and its sisters, in one of the usual forms."""
    plain, number = plain_item(author)
    assert plain.right is not None
    sister = author.maker.sister(author.old.title)
    words = plain.items[0]
    foreign = author.chance.choice(
        [f"将第{zh(number)}条修改为：“{author.maker.sentence()}”", f"删去第{zh(number)}条。"]
    )
    both = [(sister, foreign), (author.old.title, words)]
    author.chance.shuffle(both)
    form = author.chance.choice(["sections", "points", "inline"])
    if form == "sections":
        items = [line for name, one in both for line in (f"《{name}》", f"（一）{one}")]
        lines = [f"{zh(k // 2 + 1)}、{line}" if k % 2 == 0 else line for k, line in enumerate(items)]
    elif form == "points":
        lines = []
        for place, (name, one) in enumerate(both, 1):
            lines += [f"{zh(place)}、修改《{name}》", f"1.{one}"]
    else:
        lines = [
            f"{zh(place)}、{one.replace(f'第{zh(number)}条', f'《{name}》第{zh(number)}条', 1)}"
            for place, (name, one) in enumerate(both, 1)
        ]
    named = f"《{both[0][0]}》等两件规章制度"
    return Miss(lines, plain.right, f"关于修改{named}的决定", f"对{named}作如下修改：", alone=True)


def mixed(author: Author) -> Miss:
    """One sentence about ours and a sister; or an item of which nobody knows whom it means."""
    plain, number = plain_item(author)
    sister = author.maker.sister(author.old.title)
    both = f"关于修改《{sister}》和《{author.old.title}》的决定"
    if author.chance.random() < 0.5:
        tag = author.tag_in(words_of(author.old.article(number)))
        right = author.old.copy()
        swap(right.article(number), tag, "特别号")
        item = (
            f"将《{sister}》第{zh(author.any())}条、《{author.old.title}》第{zh(number)}条中的“{tag}”修改为“特别号”。"
        )
        return Miss([f"一、{item}"], right, both, alone=True)
    return Miss([f"一、{plain.items[0]}"], None, both, alone=True)


def short_name(author: Author) -> Miss:
    """A short name the decision sets for ours, or for a sister."""
    plain, number = plain_item(author)
    item = plain.items[0].replace(f"第{zh(number)}条", f"《办法》第{zh(number)}条", 1)
    ours = author.chance.random() < 0.5
    name = author.old.title if ours else author.maker.sister(author.old.title)
    form = author.chance.choice(["（以下简称《办法》）", "（以下简称“办法”）", "（以下简称办法）"])
    opening = f"决定对《{name}》{form}作如下修改："
    return Miss([f"一、{item}"], plain.right if ours else None, f"关于修改《{name}》的决定", opening, alone=True)


def purpose(author: Author) -> Miss:
    """An act in the clause that says what for."""
    number = author.any()
    article = author.old.article(number)
    count = len(article)
    grows = author.chance.random() < 0.5
    fresh = [author.maker.clause() + "。" for _ in range(count + grows)]
    words = "\n".join(f"“{line}" for line in fresh) + "”"
    right = author.old.copy() if grows else None
    if right is not None:
        right.article(number)[:] = [Paragraph([line]) for line in fresh]
    form = author.chance.choice(["whole", "whole", "lost", "verb"])
    if form == "whole":
        item = f"为了规范管理，在第{zh(number)}条中增加一款作为第{zh(count + 1)}款，将该条修改为：{words}"
        return Miss([item], right, touched={number})
    if form == "lost":
        item = f"为了在第{zh(number)}条中增加一款，将第{zh(number)}条修改为：{words}"
    else:
        other = author.other(number)
        item = f"为了删去第{zh(other)}条的内容，将第{zh(number)}条修改为：{words}"
    return Miss([item], None, touched={number})


def outside(author: Author) -> Miss:
    """An act in a line that is no item: with the date it holds from, in the opening, under the reasons."""
    number = author.any()
    plain, _ = plain_item(author, avoid=number)
    act = author.chance.choice([f"删去第{zh(number)}条", f"将第{zh(number)}条修改为：“{author.maker.clause()}。”"])
    where = author.chance.choice(["closing", "line", "opening", "reason"])
    miss = Miss([f"一、{plain.items[0]}"], None, alone=True)
    if where == "closing":
        miss.closing = [f"本决定自公布之日起施行，同时{act}。"]
    elif where == "line":
        miss.closing = ["本决定自公布之日起施行。", f"另外，{act}。"]
    elif where == "opening":
        miss.opening = f"为了规范管理，{act}，决定对《{author.old.title}》作如下修改："
    else:
        miss.closing = ["理由：", f"二、{act}。"]
    return miss


def left_over(author: Author) -> Miss:
    """A quotation that nothing is done with, or words that go on behind the act."""
    number, place = author.place()
    tag = author.tag_in("".join(author.old.article(number)[place - 1].sentences))
    exchange = f"将第{zh(number)}条中的“{tag}”修改为“特别号”"
    item = author.chance.choice(
        [
            f"{exchange}，“乙方”。",
            f"{exchange}（“乙方”）。",
            f"{exchange}“乙方”。",
            f"{exchange}，并进一步完善有关内容。",
            f"{exchange}，但第二款除外。",
            f"删去第{zh(number)}条“{tag}”“不存在的文字”。",
            f"将第{zh(number)}条修改为：“{author.maker.clause()}。”原文为“甲方”。",
        ]
    )
    return Miss([item], None, touched={number})


def wording(author: Author) -> Miss:
    """The same exchange or restatement in the words of other people."""
    number, place = author.place()
    tag = author.tag_in("".join(author.old.article(number)[place - 1].sentences))
    words = author.maker.clause() + "。"
    where = f"第{zh(number)}条"
    right = author.old.copy()
    if author.chance.random() < 0.5:
        swap(right.article(number), tag, "特别号")
        item = author.chance.choice(
            [
                f"将{where}由“{tag}”修改为“特别号”。",
                f"{where}中原为“{tag}”，现修改为“特别号”。",
                f"为了统一用语，将{where}中的“{tag}”修改为“特别号”。",
                f"将《{author.old.title}》{where}中的“{tag}”改为“特别号”。",
                f"对{where}中的“{tag}”修改为“特别号”。",
            ]
        )
        return Miss([item], right, touched={number})
    right.article(number)[:] = [Paragraph([words])]
    item = author.chance.choice(
        [
            f"将{where}修改为，内容如下：“{words}”",
            f"{where}内容修改如下：“{words}”",
            f"{where}修改为：{words}",
            f"{where}修改为以下内容：“{words}”",
        ]
    )
    return Miss([item], right, touched={number})


def unquoted(author: Author) -> Miss:
    """修改为 without marks, and another act behind it: nobody knows where the wording ends."""
    number = author.any()
    other = author.other(number)
    words = author.maker.clause() + "。"
    behind = author.chance.choice([f"第{zh(other)}条予以废止。", f"同时删去第{zh(other)}条。", "条文顺序作相应调整。"])
    return Miss([f"第{zh(number)}条修改为：{words}{behind}"], None, touched={number, other})


def plain(author: Author) -> Miss:
    """An act as decisions have it, so that refusing everything is no way out."""
    return plain_item(author)[0]
