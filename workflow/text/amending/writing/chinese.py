"""The sentences of a Chinese amending decision, in simplified or traditional script. Knows the patterns and no tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from workflow.text.amending.decision.quotes import encode
from workflow.text.amending.said.operations import Quotation, Side
from workflow.text.amending.writing.quoting import Exchange
from workflow.text.amending.writing.voice import CannotSay
from workflow.text.labels.numerals import chinese, parse_numeral
from workflow.text.tree import Kind

_TRADITIONAL = str.maketrans(
    "条项将删为后与并节编规则开头订标题录对从书调顺应统处据决关于个两",
    "條項將刪為後與併節編規則開頭訂標題錄對從書調順應統處據決關於個兩",
)
_UNITS = {
    Kind.PARAGRAPH: "款",
    Kind.ITEM: "项",
    Kind.SUBITEM: "目",
    Kind.CHAPTER: "章",
    Kind.SECTION: "节",
    Kind.PART: "编",
    Kind.ARTICLE: "条",
}
_RANGE = 3  # from so many neighbours on they are named as 第五条至第七条
_NUMBERED = re.compile("第([零一二三四五六七八九十百千万]+)([条條款项項])$")
#: What becomes of those behind a 项 that comes in is said in its sentence: 增加一项，作为第七项：“…”，第七项至第十五项相应改为….
_SHIFTED = re.compile(
    "第[零一二三四五六七八九十百]+[项項款](?:至第[零一二三四五六七八九十百]+[项項款])?相[应應]改[为為]"
)
_QUOTES = re.compile("[“”‘’「」『』\n]")


class Chinese:
    """Says each operation. Every method gives a clause without its stop; quotations are already inside."""

    full_stop = "。"

    def __init__(self, traditional: bool) -> None:
        self.mark = "「" if traditional else "“"
        self.traditional = traditional
        self.quoted = 0
        self.about = ""
        self.lists = ChineseLists(self)

    def say(self, words: str) -> str:
        """`words` in the script of the text."""
        return words.translate(_TRADITIONAL) if self.traditional else words

    def quote(self, lines: Quotation) -> str:
        """`lines` in quotation marks that open again at every line. CannotSay when nobody could read it back."""
        raw = encode(lines, self.mark) or encode(lines, "「" if self.mark == "“" else "“")
        if raw is None:
            raise CannotSay
        self.quoted += sum(map(len, lines))
        return raw

    def number(self, value: int) -> str:
        """The number of an item."""
        return chinese(value)

    def order(self, articles: bool, heads: bool) -> str:
        """What the closing has renumbered: 章节和条文."""
        return self.say("章节和条文" if articles and heads else "章节" if heads else "条文" if articles else "")

    def also_restated(self, lines: Quotation) -> str:
        """After a number or a move: ，修改为：“…”."""
        return self.say("，修改为：") + self.quote(lines)

    def also_changed(self, clauses: Sequence[str]) -> str:
        """After a number or a move: what changes inside."""
        return "，" + self.sentences(clauses)

    def sentences(self, clauses: Sequence[str]) -> str:
        """Clauses one after the other; a stop stands behind each that does not end in a quotation with its own."""
        said = ""
        for clause in clauses:
            shifted = _SHIFTED.match(clause) and said.endswith(("”。", "」。", "”", "」"))
            said = f"{said.removesuffix('。')}，{clause}" if shifted else said + clause
            said += "" if clause[-1] in "”」" and clause[-2] in "。：" else "。"
        return said

    def words_under(self, place: str) -> str:
        """Words right under a heading that belong to no article."""
        return place + self.say(place[-1] + "名" + "之后的文字")

    def can_exchange(self, some: Sequence[Exchange]) -> bool:
        """Whether the words of all exchanges can be quoted in the usual marks."""
        return all(encode([words], self.mark) is not None for one in some for words in (one.before, one.after) if words)

    # wording

    def restate(self, place: str, lines: Quotation) -> str:
        return self.say("将") + place + self.say("修改为：") + self.quote(lines)

    def exchange(self, place: str, some: Sequence[Exchange]) -> str:
        """将第九条第一款中的“甲”修改为“乙”，在“丙”后增加“丁”，删去“戊”."""
        return self.worded([(place, some)])

    def worded(self, groups: Sequence[tuple[str, Sequence[Exchange]]]) -> str:
        """将第一款中的“甲”修改为“乙”，第二款中的“丙”修改为“丁”: exchanges in several places, one sentence."""
        plain = all(len(some) == 1 for _, some in groups)
        goes_on = False
        said = ""
        for place, some in groups:
            for number, one in enumerate(some):
                where = f"{place}中的" if place and not number else ""
                before = self.quote([one.before])
                link = "" if not said else "，" if plain or number else "；"
                if one.side:
                    side = self.say("后" if one.side is Side.AFTER else "前")
                    said += f"{link}在{where}{before}{side}增加{self.quote([one.after])}"
                elif one.after:
                    verb = "" if goes_on and link == "，" else self.say("将")
                    said += f"{link}{verb}{where}{before}{self.say('修改为')}{self.quote([one.after])}"
                else:
                    said += f"{link}{self.say('删去')}{where}{before}"
                goes_on = bool(one.after and not one.side)
        return said

    def gathered(self, place: str, one: Exchange) -> str:
        return self.worded([(place, [one])])

    def places(self, names: Sequence[str]) -> str:
        """第一款、第二款和第四款; 第三条至第五条 where they follow one upon the other."""
        return _joined(names)

    def everywhere(self) -> str:
        return "全文"

    def divide(self, place: str, lines: Quotation) -> str:
        """将第一款分为两款，修改为：“…”."""
        name = self.say("分为") + _count(len(lines)) + self.say(_UNITS[Kind.PARAGRAPH])
        return self.say("将") + place + name + self.say("，修改为：") + self.quote(lines)

    def join(self, places: Sequence[str], lines: Quotation) -> str:
        """将第一款和第二款合并为一款，修改为：“…”."""
        return self.say("将") + _joined(places) + self.say("合并为一款，修改为：") + self.quote(lines)

    def delete(self, places: Sequence[str]) -> str:
        return self.say("删去") + _joined(places)

    # articles and headings

    def renumber(self, olds: Sequence[str], news: Sequence[str]) -> str:
        """将第五条改为第十条; 将第五条至第九条依次改为第六条至第十条."""
        if len(olds) == 1:
            return self.say("将") + olds[0] + self.say("改为") + news[0]
        return self.say("将") + f"{olds[0]}至{olds[-1]}" + self.say("依次改为") + f"{news[0]}至{news[-1]}"

    def move(self, label: str, head: str, new: str) -> str:
        return self.say("将") + f"{label}移至{head}" + (self.say("，作为") + new if new != label else "")

    def new(self, label: str) -> str:
        return f"新增的{label}"

    def place_after(self, label: str, other: str, new: str) -> str:
        """将第五条移至第九条之后，作为第五条, where the new number is the old one."""
        return self.say("将") + f"{label}移至{other}{self.say('之后，作为')}{new}"

    def add_articles(self, labels: Sequence[str], lines: Quotation, within: str = "") -> str:
        where = f"在{within}中" if within else ""
        each = "分别" if len(labels) > 1 else ""
        name = self.say("条")
        return f"{where}增加{_count(len(labels))}{name}，{each}{self.say('作为')}{_joined(labels)}：{self.quote(lines)}"

    def add_heading(self, unit: Kind, label: str, lines: Quotation, before: str = "") -> str:
        where = f"在{before}之前" if before else ""
        if unit == Kind.HEADING:
            return f"{where}增加{self.say('标题')}：{self.quote(lines)}"
        return f"{where}增加一{self.say(_UNITS[unit])}，{self.say('作为')}{label}：{self.quote(lines)}"

    def merge(self, olds: Sequence[str], new: str, lines: Quotation, under: str = "") -> str:
        """将第六条和第七条合并，作为第六条，修改为：“…”."""
        where = f"，移至{under}" if under else ""
        return (
            self.say("将")
            + _joined(olds)
            + self.say("合并")
            + where
            + self.say("，作为")
            + new
            + self.say("，修改为：")
            + self.quote(lines)
        )

    def split(self, old: str, news: Sequence[str], lines: Quotation) -> str:
        name = self.say("条")
        return (
            self.say("将") + old + self.say("分为") + f"{_count(len(news))}{name}，" + self.say("作为") + "、".join(news)
            + self.say("，修改为：") + self.quote(lines)
        )  # fmt: skip

    def heading(self, place: str, words: str) -> str:
        """将第三章章名修改为：“…”."""
        return self.say("将") + place + self.say(place[-1] + "名" + "修改为：") + self.quote([words])

    def delete_heading(self, place: str) -> str:
        return self.say("删去") + place + self.say(place[-1] + "名")

    def swap_heading(self, old: str, new: str) -> str:
        return self.say("将") + self.quote([old]) + self.say("修改为：") + self.quote([new])

    def drop_heading(self, old: str) -> str:
        return self.say("删去标题") + self.quote([old])

    # the frame

    def frame(self, name: str, lines: Quotation, present: bool) -> str:
        if not present:
            return f"增加{self.say(name)}：{self.quote(lines)}"
        return self.restate(self.say(name), lines)

    # the whole

    def decision(
        self, title: str, clauses: Sequence[str], order: str, heading: str | None, effective: date | None
    ) -> str:
        """The decision: heading, opening, numbered items, from when it holds, closing. `order`: what is renumbered, "" for nothing."""
        name = self.name(title)
        lines = [
            heading or self.say(f"关于修改{name}的决定"),
            "",
            self.say(f"对{name}作如下修改：") if self.traditional else f"对{name}作如下修改：",
            "",
        ]
        lines += [f"{chinese(number)}、{clause}" for number, clause in enumerate(clauses, 1)]
        how = f"作相应修改，并对{order}顺序作相应调整后，重新公布" if order else "作相应修改后，重新公布"
        held = f"本决定自{effective.year}年{effective.month}月{effective.day}日起施行。" if effective else ""
        lines += ["", *([self.say(held)] if held else []), name + self.say(f"根据本决定{how}。")]
        return "\n".join(lines) + "\n"

    def name(self, title: str) -> str:
        """《title》, with 〈〉 for a title inside the title."""
        plain = _QUOTES.sub("", title.replace("\n", ""))
        plain = plain.replace("《", "〈").replace("》", "〉")
        return f"《{plain}》" if 0 < len(plain) <= 100 else "本文件"


class ChineseLists:
    """Says what happens to the 款 and 项 of an article."""

    def __init__(self, voice: Chinese) -> None:
        self.voice = voice

    def paragraph(self, article: str, number: int, section: bool = False) -> str:
        return f"{article}第{chinese(number)}{'自然段' if section else '款'}"

    def item(self, place: str, number: int) -> str:
        return f"{place}第{chinese(number)}{self.voice.say('项')}"

    def add_inside(self, place: str, unit: Kind, first: int, lines: Quotation, count: int = 1) -> str:
        """第二十七条增加一款，作为第三款：“…”."""
        name = self.voice.say(_UNITS[unit])
        numbers = "、".join(f"第{chinese(first + k)}{name}" for k in range(count))
        each = "分别" if count > 1 else ""
        return f"{place}增加{_count(count)}{name}，{each}{self.voice.say('作为')}{numbers}：{self.voice.quote(lines)}"

    def shift(self, place: str, unit: Kind, first: int, last: int, by: int) -> str:
        """第七项至第十五项相应改为第八项至第十六项."""
        name = self.voice.say(_UNITS[unit])
        one = f"第{chinese(first)}{name}"
        other = f"第{chinese(first + by)}{name}"
        if last > first:
            one += f"至第{chinese(last)}{name}"
            other += f"至第{chinese(last + by)}{name}"
        return place + one + self.voice.say("相应改为") + other


def _count(number: int) -> str:
    return "两" if number == 2 else chinese(number)


def _joined(places: Sequence[str]) -> str:
    """第一条、第二条和第三条; 第五条至第八条 for four that follow one upon the other."""
    named: list[str] = []
    at = 0
    while at < len(places):
        end = at
        while end + 1 < len(places) and _follows(places[end], places[end + 1]):
            end += 1
        if end - at >= _RANGE - 1:
            named.append(f"{places[at]}至{places[end]}")
        else:
            named += places[at : end + 1]
        at = end + 1
    return named[0] if len(named) == 1 else "、".join(named[:-1]) + "和" + named[-1]


def _follows(one: str, other: str) -> bool:
    """Whether two names end in numbers of one kind that follow one upon the other: 第三条第二款, 第三款."""
    first, second = _NUMBERED.search(one), _NUMBERED.fullmatch(other)
    if first is None or second is None or first[2] != second[2]:
        return False
    low, high = parse_numeral(first[1]), parse_numeral(second[1])
    return low is not None and high == low + 1
