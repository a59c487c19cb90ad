"""Near misses in Chinese decisions, each with the right text by the model, or None where nothing but a refusal is right."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks._near_miss_model import Maker, Paragraph, Regulation, zh

_NEW = ["各部门自行留存一份。", "逾期不再受理。", "具体由工会小组办理。"]


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

    # finding

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

    # sister regulations, several regulations, short names

    def sister(self) -> Miss:
        """A decision on a regulation that is called nearly the same."""
        name = self.maker.sister(self.old.title)
        plain, _ = self._plain()
        items = [plain.items[0]]
        return Miss(items, None, f"关于修改《{name}》的决定", f"对《{name}》作如下修改：", alone=True)

    def package(self) -> Miss:
        """Several regulations: ours and its sisters, in one of the usual forms."""
        plain, number = self._plain()
        assert plain.right is not None
        sister = self.maker.sister(self.old.title)
        words = plain.items[0]
        foreign = self.chance.choice(
            [f"将第{zh(number)}条修改为：“{self.maker.sentence()}”", f"删去第{zh(number)}条。"]
        )
        both = [(sister, foreign), (self.old.title, words)]
        self.chance.shuffle(both)
        form = self.chance.choice(["sections", "points", "inline"])
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

    def mixed(self) -> Miss:
        """One sentence about ours and a sister; or an item of which nobody knows whom it means."""
        plain, number = self._plain()
        sister = self.maker.sister(self.old.title)
        both = f"关于修改《{sister}》和《{self.old.title}》的决定"
        if self.chance.random() < 0.5:
            tag = self.tag_in(_words(self.old.article(number)))
            right = self.old.copy()
            swap(right.article(number), tag, "特别号")
            item = (
                f"将《{sister}》第{zh(self.any())}条、《{self.old.title}》第{zh(number)}条中的“{tag}”修改为“特别号”。"
            )
            return Miss([f"一、{item}"], right, both, alone=True)
        return Miss([f"一、{plain.items[0]}"], None, both, alone=True)

    def short_name(self) -> Miss:
        """A short name the decision sets for ours, or for a sister."""
        plain, number = self._plain()
        item = plain.items[0].replace(f"第{zh(number)}条", f"《办法》第{zh(number)}条", 1)
        ours = self.chance.random() < 0.5
        name = self.old.title if ours else self.maker.sister(self.old.title)
        form = self.chance.choice(["（以下简称《办法》）", "（以下简称“办法”）", "（以下简称办法）"])
        opening = f"决定对《{name}》{form}作如下修改："
        return Miss([f"一、{item}"], plain.right if ours else None, f"关于修改《{name}》的决定", opening, alone=True)

    # places narrower than a unit

    def sentence(self) -> Miss:
        """第二句, 末句: deleted, restated, exchanged in, added to; some of them are not there."""
        number, place = self.place()
        sentences = self.old.article(number)[place - 1].sentences
        several = len(self.old.article(number)) > 1
        which = self.chance.randint(1, len(sentences) + 1)
        last = which == len(sentences) and self.chance.random() < 0.4
        name = "末句" if last else f"第{zh(which)}句"
        where = f"第{zh(number)}条" if several and self.chance.random() < 0.15 else self.said(number, place)
        there = which <= len(sentences) and (not several or "款" in where)
        right = self.old.copy() if there else None
        found = right.article(number)[place - 1].sentences if right is not None else list(sentences)
        at = min(which, len(sentences)) - 1
        act = self.chance.choice(["delete", "delete", "restate", "exchange", "append"])
        if act == "delete":
            item = self.chance.choice([f"删去{where}{name}。", f"将{where}{name}删去。", f"{where}{name}予以删除。"])
            if len(sentences) == 1:
                right = None  # nothing would be left
            else:
                del found[at]
        elif act == "restate":
            words = self.maker.clause() + "。"
            item = f"将{where}{name}修改为：“{words}”"
            found[at] = words
        elif act == "exchange":
            tag = self.tag_in(sentences[at])
            item = f"将{where}{name}中的“{tag}”修改为“特别号”。"
            found[at] = found[at].replace(tag, "特别号")
        else:
            words = self.chance.choice(_NEW)
            item = f"在{where}{name}后增加一句：“{words}”"
            found.insert(at + 1, words)
        return Miss([item], right, touched={number})

    def proviso(self) -> Miss:
        """但书: deleted or exchanged in, where there is exactly one."""
        number, place = self.place()
        words = "".join(self.old.article(number)[place - 1].sentences)
        where = f"第{zh(number)}条第{zh(place)}款"
        found = list(re.finditer(r"[，；]但(?:是)?[^。；]*", words))
        right = self.old.copy() if len(found) == 1 else None
        if right is not None:
            paragraph = right.article(number)[place - 1]
            paragraph.sentences = [words[: found[0].start()] + words[found[0].end() :]]
        item = self.chance.choice(
            [f"删去{where}但书。", f"将{where}但书删去。", f"删去{where}的但书。", f"删去{where}但书的规定。"]
        )
        return Miss([item], right, touched={number})

    def half(self) -> Miss:
        """后半段: exact where there are two halves, else a refusal."""
        number, place = self.place()
        sentences = self.old.article(number)[place - 1].sentences
        words = "".join(sentences)
        which = self.chance.choice([1, 2])
        right: Regulation | None = self.old.copy()
        assert right is not None
        paragraph = right.article(number)[place - 1]
        if len(sentences) == 2 and "；" not in words:
            paragraph.sentences = [sentences[2 - which]]
        elif len(sentences) == 1 and words.count("；") == 1:
            halves = words.split("；")
            paragraph.sentences = [halves[1]] if which == 1 else [halves[0] + "。"]
        else:
            right = None
        name = self.chance.choice(["前段", "前半段"] if which == 1 else ["后段", "后半段"])
        return Miss([f"删去第{zh(number)}条第{zh(place)}款{name}。"], right, touched={number})

    def part(self) -> Miss:
        """Words that narrow the place in a way nobody can find."""
        number, place = self.place()
        where = f"第{zh(number)}条第{zh(place)}款"
        item = self.chance.choice(
            [
                f"删去{where}部分内容。",
                f"删去{where}中的部分规定。",
                f"删去{where}有关登记的规定。",
                f"删去{where}第一分句。",
                f"删去{where}倒数第二句。",
                f"除{where}外，将第{zh(self.other(number))}条删去。",
                f"删去第{zh(number)}条除第一款外的规定。",
                f"删去{where}第一句和最后半句。",
                f"将{where}第一句移至第{zh(self.other(number))}条。",
                f"酌情删去{where}。",
            ]
        )
        return Miss([item], None, touched={number})

    def list_unit(self) -> Miss:
        """A list unit is deleted, restated or added; sometimes one that is not there."""
        number = self.pick(lambda article: any(one.units for one in article))
        if number is None:
            return self.sentence()
        article = self.old.article(number)
        place = self.chance.choice([k for k, one in enumerate(article, 1) if one.units])
        units = article[place - 1].units
        which = self.chance.randint(1, len(units) + 1)
        right = self.old.copy() if which <= len(units) else None
        found = right.article(number)[place - 1].units if right is not None else list(units)
        at = min(which, len(units)) - 1
        where = f"第{zh(number)}条第{zh(place)}款第{zh(which)}项"
        act = self.chance.choice(["delete", "restate", "label", "exchange"])
        if act == "delete":
            item = f"删去{where}。"
            if len(units) < 2:
                right = None
            del found[at]
        elif act in ("restate", "label"):
            words = self.maker.unit()
            label = which if act == "restate" else which % len(units) + 1
            stop = "；" if which < len(units) else "。"
            item = f"将{where}修改为：“（{zh(label)}）{words}{stop}”"
            found[at] = words
            right = right if label == which else None
        else:
            tag = self.tag_in(units[at])
            item = f"{where}中的“{tag}”修改为“特别号”。"
            found[at] = found[at].replace(tag, "特别号")
        return Miss([item], right, touched={number})

    def occurrence(self) -> Miss:
        """第一处“应当”."""
        number, place = self.place()
        words = "".join(self.old.article(number)[place - 1].sentences)
        where = f"第{zh(number)}条第{zh(place)}款"
        total = words.count("将")
        which = self.chance.randint(1, total + 1)
        last = which == total and self.chance.random() < 0.5
        right = self.old.copy() if 0 < which <= total else None
        if right is not None:
            at = -1
            for _ in range(which):
                at = words.index("将", at + 1)
            right.article(number)[place - 1].sentences = [words[:at] + "把" + words[at + 1 :]]
        name = "最后一处" if last else f"第{zh(which)}处"
        return Miss([f"将{where}{name}“将”修改为“把”。"], right, touched={number})

    # verbs that hide, numbers that miss

    def purpose(self) -> Miss:
        """An act in the clause that says what for."""
        number = self.any()
        article = self.old.article(number)
        count = len(article)
        grows = self.chance.random() < 0.5
        fresh = [self.maker.clause() + "。" for _ in range(count + grows)]
        words = "\n".join(f"“{line}" for line in fresh) + "”"
        right = self.old.copy() if grows else None
        if right is not None:
            right.article(number)[:] = [Paragraph([line]) for line in fresh]
        form = self.chance.choice(["whole", "whole", "lost", "verb"])
        if form == "whole":
            item = f"为了规范管理，在第{zh(number)}条中增加一款作为第{zh(count + 1)}款，将该条修改为：{words}"
            return Miss([item], right, touched={number})
        if form == "lost":
            item = f"为了在第{zh(number)}条中增加一款，将第{zh(number)}条修改为：{words}"
        else:
            other = self.other(number)
            item = f"为了删去第{zh(other)}条的内容，将第{zh(number)}条修改为：{words}"
        return Miss([item], None, touched={number})

    def outside(self) -> Miss:
        """An act in a line that is no item: with the date it holds from, in the opening, under the reasons."""
        number = self.any()
        plain, _ = self._plain(avoid=number)
        act = self.chance.choice([f"删去第{zh(number)}条", f"将第{zh(number)}条修改为：“{self.maker.clause()}。”"])
        where = self.chance.choice(["closing", "line", "opening", "reason"])
        miss = Miss([f"一、{plain.items[0]}"], None, alone=True)
        if where == "closing":
            miss.closing = [f"本决定自公布之日起施行，同时{act}。"]
        elif where == "line":
            miss.closing = ["本决定自公布之日起施行。", f"另外，{act}。"]
        elif where == "opening":
            miss.opening = f"为了规范管理，{act}，决定对《{self.old.title}》作如下修改："
        else:
            miss.closing = ["理由：", f"二、{act}。"]
        return miss

    def off_by_one(self) -> Miss:
        """A number that is not there, or an article in a chapter it does not stand in."""
        form = self.chance.choice(["article", "paragraph", "insert", "chapter", "label"])
        number = self.any()
        words = self.maker.clause() + "。"
        if form == "article":
            item = f"将第{zh(self.count + 1)}条修改为：“{words}”"
        elif form == "paragraph":
            item = f"将第{zh(number)}条第{zh(len(self.old.article(number)) + 1)}款修改为：“{words}”"
        elif form == "insert":
            item = f"增加一条，作为第{zh(self.count + 2)}条：“{words}”"
        elif form == "label":
            item = f"将第{zh(number)}条修改为：“第{zh(self.other(number))}条　{words}”"
        else:
            places = [k for k, (_, articles) in enumerate(self.old.chapters, 1) for _ in articles]
            chapter = self.chance.randint(1, len(self.old.chapters))
            item = f"将第{zh(chapter)}章第{zh(number)}条修改为：“{words}”"
            if places[number - 1] == chapter:
                right = self.old.copy()
                right.article(number)[:] = [Paragraph([words])]
                return Miss([item], right, touched={number})
        return Miss([item], None, touched={number})

    # exchanges, quotations

    def overlapping(self) -> Miss:
        """Two exchanges that meet, or that would run into each other."""
        number, place = self.place()
        words = "".join(self.old.article(number)[place - 1].sentences)
        where = f"第{zh(number)}条"
        tag = self.tag_in(words)
        at = words.index(tag)
        form = self.chance.choice(["chain", "items", "meet", "restated"])
        if form in ("chain", "items"):
            follow = re.compile(r"号(.{2})").search(words, at)
            assert follow is not None
            second = follow[1]
            right = self.old.copy()
            _swap_all(right.article(number), {tag: second, second: "特别"})
            first, then = f"“{tag}”修改为“{second}”", f"“{second}”修改为“特别”"
            if form == "chain":
                return Miss([f"将{where}中的{first}，{then}。"], right, touched={number})
            return Miss([f"将{where}中的{first}。", f"将{where}中的{then}。"], right, touched={number})
        if form == "meet":
            one, other = words[at : at + 6], words[at + 3 : at + 8]
            return Miss([f"将{where}中的“{one}”修改为“甲方”，“{other}”修改为“乙方”。"], None, touched={number})
        return Miss(
            [f"将{where}修改为：“{self.maker.clause()}。”", f"将{where}中的“{tag}”修改为“特别号”。"],
            None,
            touched={number},
            alone=True,
        )

    def left_over(self) -> Miss:
        """A quotation that nothing is done with, or words that go on behind the act."""
        number, place = self.place()
        tag = self.tag_in("".join(self.old.article(number)[place - 1].sentences))
        exchange = f"将第{zh(number)}条中的“{tag}”修改为“特别号”"
        item = self.chance.choice(
            [
                f"{exchange}，“乙方”。",
                f"{exchange}（“乙方”）。",
                f"{exchange}“乙方”。",
                f"{exchange}，并进一步完善有关内容。",
                f"{exchange}，但第二款除外。",
                f"删去第{zh(number)}条“{tag}”“不存在的文字”。",
                f"将第{zh(number)}条修改为：“{self.maker.clause()}。”原文为“甲方”。",
            ]
        )
        return Miss([item], None, touched={number})

    # numbers

    def bare_number(self) -> Miss:
        """将第四条改为第五条 alone; both ways; 调整至; with the order adjusted."""
        number = self.chance.randint(1, self.count - 1)
        form = self.chance.choice(["bare", "bare", "back", "to", "swap", "adjusted"])
        one, other = f"第{zh(number)}条", f"第{zh(number + 1)}条"
        everything = set(range(1, self.count + 1))
        if form == "bare":
            return Miss([f"将{one}改为{other}。"], None, touched=everything)
        if form == "back":
            return Miss([f"将{other}改为{one}。"], None, touched=everything)
        if form == "to":
            goal = self.other(number)
            words = self.chance.choice(["调整至", "移至", "调整到"])
            return Miss([f"将{one}{words}第{zh(goal)}条。"], None, touched=everything)
        right = self.old.copy()
        first, at = right.where(number)
        second, to = right.where(number + 1)
        first[at], second[to] = second[to], first[at]
        if form == "swap":
            if first is not second:
                return Miss([f"将{one}改为{other}。", f"将{other}改为{one}。"], None, touched=everything, alone=True)
            return Miss([f"将{one}改为{other}。", f"将{other}改为{one}。"], right, touched=everything)
        if first is not second:
            return Miss([f"将{one}改为{other}。"], None, touched=everything)
        closing = [f"《{self.old.title}》根据本决定作相应修改，并对条文顺序作相应调整后，重新公布。"]
        return Miss([f"将{one}改为{other}。"], right, closing=closing, touched=everything, alone=True)

    def insertion(self) -> Miss:
        """新增第四条, 原第四条顺延: the wordings by which people push numbers on; one of them names the wrong number."""
        number = self.chance.randint(2, self.count)
        words = self.maker.clause() + "。"
        label = f"第{zh(number)}条"
        right = self.old.copy()
        articles, _ = right.where(number)
        before, last = right.where(number - 1)
        (before if before is not articles else articles).insert(last + 1, [Paragraph([words])])
        forms = [
            f"新增{label}：“{words}”",
            f"新增{label}，原{label}顺延：“{words}”",
            f"增加一条，作为{label}：“{words}”",
            f"增加一条，作为修改后《{self.old.title}》{label}：“{words}”",
            f"新增{label}：“{words}”原{label}顺延为第{zh(number + 1)}条，以后条文序号依次顺延。",
        ]
        everything = set(range(1, self.count + 1))
        if self.chance.random() < 0.25:
            wrong = f"增加两条，作为{label}：“{words}”"
            return Miss([wrong], None, touched=everything)
        return Miss([self.chance.choice(forms)], right, touched=everything)

    # other people's wordings

    def wording(self) -> Miss:
        """The same exchange or restatement in the words of other people."""
        number, place = self.place()
        tag = self.tag_in("".join(self.old.article(number)[place - 1].sentences))
        words = self.maker.clause() + "。"
        where = f"第{zh(number)}条"
        right = self.old.copy()
        if self.chance.random() < 0.5:
            swap(right.article(number), tag, "特别号")
            item = self.chance.choice(
                [
                    f"将{where}由“{tag}”修改为“特别号”。",
                    f"{where}中原为“{tag}”，现修改为“特别号”。",
                    f"为了统一用语，将{where}中的“{tag}”修改为“特别号”。",
                    f"将《{self.old.title}》{where}中的“{tag}”改为“特别号”。",
                    f"对{where}中的“{tag}”修改为“特别号”。",
                ]
            )
            return Miss([item], right, touched={number})
        right.article(number)[:] = [Paragraph([words])]
        item = self.chance.choice(
            [
                f"将{where}修改为，内容如下：“{words}”",
                f"{where}内容修改如下：“{words}”",
                f"{where}修改为：{words}",
                f"{where}修改为以下内容：“{words}”",
            ]
        )
        return Miss([item], right, touched={number})

    def unquoted(self) -> Miss:
        """修改为 without marks, and another act behind it: nobody knows where the wording ends."""
        number = self.any()
        other = self.other(number)
        words = self.maker.clause() + "。"
        behind = self.chance.choice(
            [f"第{zh(other)}条予以废止。", f"同时删去第{zh(other)}条。", "条文顺序作相应调整。"]
        )
        return Miss([f"第{zh(number)}条修改为：{words}{behind}"], None, touched={number, other})

    def plain(self) -> Miss:
        """An act as decisions have it, so that refusing everything is no way out."""
        return self._plain()[0]

    def _plain(self, avoid: int = 0) -> tuple[Miss, int]:
        number, place = self.place()
        while number == avoid:
            number, place = self.place()
        tag = self.tag_in("".join(self.old.article(number)[place - 1].sentences))
        right = self.old.copy()
        swap(right.article(number), tag, "专门号")
        return Miss([f"将第{zh(number)}条中的“{tag}”修改为“专门号”。"], right, touched={number}), number


def _words(article: list[Paragraph]) -> str:
    return "".join(word for one in article for word in (*one.sentences, *one.units))


def swap(article: list[Paragraph], old: str, new: str) -> None:
    _swap_all(article, {old: new})


def _swap_all(article: list[Paragraph], words: dict[str, str]) -> None:
    """All exchanges at once."""
    pattern = re.compile("|".join(re.escape(one) for one in words))
    for paragraph in article:
        paragraph.sentences = [pattern.sub(lambda match: words[match[0]], one) for one in paragraph.sentences]
        paragraph.units = [pattern.sub(lambda match: words[match[0]], one) for one in paragraph.units]


KINDS: list[tuple[str, Callable[[Author], Miss], int]] = [
    ("sister", Author.sister, 8), ("package", Author.package, 7), ("mixed", Author.mixed, 4), ("short name", Author.short_name, 4),
    ("sentence", Author.sentence, 9), ("proviso", Author.proviso, 5), ("half", Author.half, 5), ("part", Author.part, 4),
    ("list unit", Author.list_unit, 6), ("occurrence", Author.occurrence, 4), ("purpose", Author.purpose, 5),
    ("outside", Author.outside, 4), ("off by one", Author.off_by_one, 6), ("overlapping", Author.overlapping, 6),
    ("left over", Author.left_over, 5), ("bare number", Author.bare_number, 7), ("insertion", Author.insertion, 5),
    ("wording", Author.wording, 5), ("unquoted", Author.unquoted, 3), ("plain", Author.plain, 4),
]  # fmt: skip
