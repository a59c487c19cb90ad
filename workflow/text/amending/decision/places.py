"""Reads places out of the plain words of a decision: 第三章第五条第一款第（二）项中, 第六条、第八条至第十条, 引言, 该款."""

from __future__ import annotations

import re
from dataclasses import replace

from workflow.text.amending.decision.laws import Names
from workflow.text.amending.decision.quotes import OPEN
from workflow.text.amending.said.operations import CannotCarry, Place, Portion, Reach
from workflow.text.amending.said.pieces import PIECE, named
from workflow.text.labels.chinese import NUMERAL
from workflow.text.labels.numerals import chinese, counted, parse_numeral
from workflow.text.tree import Kind

NEW = "新增"  # what a heading stands in that the same decision brings in: 将第五条移至新增的第三章
N = f"{NUMERAL}{{1,9}}"
_TITLE = re.compile(r"(?:原|现行)?《((?:[^《》]|《[^《》]{0,120}》){1,200})》(?:（(?!以下)[^（）]{0,60}）)?")
_SHORT = re.compile(r"中华人民共和国宪法|宪法|刑法|民法典")
_THESE = re.compile(
    r"([本该])(?:法|条例|办法|规定|细则|规则|解释|章程|制度|准则|规程|守则|意见|规范|标准|方案|预案|公约)"
    r"|(?:条例|办法|规定|解释|章程|规则|细则)(?=第|的第|中第)"
)
_OF = re.compile(r"的|中的?")
_BEHIND_NAME = re.compile(
    rf"(?:的|中的?)?(?:第{N}(?:编|分编|章|节|条)|序言|引言|前言|题注|目录|附[件表录]|名称|标题|题目|全文|正文|(?:有关|相关)?条文)|中?的?(?={OPEN})|中?(?:增加|新增|删)"
)
_TIME = re.compile(rf"(?:本决定)?修改后的?(?=[《第本该])|原(?=第)|(?:总则|分则|附则)(?:的|中的?)?(?=第{N}(?:条|章))")
_WHOLE = re.compile(f"(?:全文)?(?:中|里)?的?(?={OPEN})|(?=(?:、|和|及|以及)?《)")
_CONTAINER = re.compile(
    rf"第({N})(编|分编|章|节)(?:(“|《)?((?:(?!增加|改为|修改|调整|作为|移|合并|删|至|和|及|与|之|顺延|依次|相应|变更|列为|分别|新增|插入|后|前|更名)[^，。；：、第的中名\ue001]){{1,20}})(?=第{N}(?:条|章|节|编)))?"
)
_ARTICLE = re.compile(rf"(第)?({N})条(?:之({N}))?(?![件文例款])")
_PARAGRAPHS = re.compile(rf"第({N})((?:、{N})*)款|(最后一款|末款)|(这一款|[该本]款)")
_SECTION = re.compile(rf"第({N})自然段|(这一自然段|该自然段|该段)")
_ITEM = re.compile(rf"第[（(]?({N})[）)]?((?:、[（(]?{N}[）)]?)*)项|第?[（(]({N})[）)]项?|(该项)|(最后一项|末项)")
_OFFICE = re.compile(rf"[^，。；：、\ue001第的中]{{2,30}}职权(?=第[（(]?{N}[）)]?项)")  # 宪法第八十九条国务院职权第六项
_WITHIN = re.compile(r"(?:当?中|里)?的?(?=第|[最首末但前后])")
_SUBITEM = re.compile(rf"第({N})目|第([0-9]{{1,3}})[.．]?目")
_PARTS = (
    (Portion.LEAD, re.compile(r"的?(?:条首部分|条首|首部|引导语|引语|前言部分|的?项前部分|开头部分(?=修改))")),
    (Portion.START, re.compile(r"的?(?:开始部分|开头部分|开头|开始处?|起首部分|首句前|最前面?)")),
    (Portion.END, re.compile(r"的?(?:最?末尾|末尾处|最后(?=增加)|末|句末|结尾处?)(?=增加|“|的|\ue001|[，：]|删)")),
    (Portion.WORDS, re.compile(r"的?(?:章名|节名|编名|标题)?(?:之?下|之?后)的?文字")),
    (Portion.HEADING, re.compile(r"的?(?:章名|节名|编名|标题|名称|条标|条旨|题目)")),
)
_FRONT = (
    (Kind.PREAMBLE, re.compile(r"引言(?:部分)?|序言|前言|导语")),
    (Kind.NOTE, re.compile(r"题注")),
    (Kind.TOC, re.compile(r"目录")),
    (Kind.SIGNATURE, re.compile(r"落款|署名")),
    (
        Kind.TITLE,
        re.compile(
            r"(?:司法解释|该解释|文件|办法|规定|制度|条例|细则|规则|章程|规章制度)?的?(?:题目|标题|名称|法律名称|规章名称|文件名称|法规名称)"
            r"(?=中|的|修改|改|由|更名|修正|变更|调整|原|，由|统一|“|\ue001)"
        ),
    ),
    (
        Reach.EVERYWHERE,
        re.compile(r"(?:名称|标题|题目)(?:及|和|、|以及)(?:正文|全文|条文)|全文|文中(?=\ue001|的|所有)"),
    ),
    (Reach.TEXT, re.compile(r"正文")),
    (Reach.ARTICLES, re.compile(r"(?:有关|相关|全部|所有|各)条文|条文|(?:有关|相关|全部|所有)条款")),
)
_AFTER_PIECE = re.compile(r"(?:的?(?:规定|内容))?(?=[，。；：修改删予后前增中的\ue001]|$)")
_ANNEX = re.compile(rf"附(?:(?:件|录|表|图)(?:{NUMERAL}{{1,4}}|[A-Z])?|{NUMERAL}{{1,4}}|(?=修改为|中的))")
_THIS = re.compile(r"(?:[该本同]|这一)条|(?:将|在|对)?其中(?=的?\ue001)")
_AND = re.compile(r"、|和|及|以及|与|至|到")
_BLANKS = re.compile(r"[ \u3000\t]+")
_PLAIN = str.maketrans(
    "條項將刪為後於與併節編規則內開頭訂標題錄條爲對從書", "条项将删为后于与并节编规则内开头订标题录条为对从书"
)
_LONGEST_RANGE = 3000  # articles a range may name


def plain_words(words: str) -> str:
    """`words` in simplified script with Chinese punctuation and without blanks, as the patterns want them."""
    words = re.sub(f"[\n \u3000\t]+(?={OPEN})", "", words.translate(_PLAIN))
    words = _BLANKS.sub("", words).replace("增订", "增加").replace("列为", "作为")
    return words.replace(",", "，").replace(";", "；").replace(":", "：").replace("(", "（").replace(")", "）")


def article_label(main: str, sub: str | None, traditional: bool = False) -> str | None:
    """The label 第X条(之Y) as canonical texts print it, from two numerals of any form."""
    value = parse_numeral(main)
    if value is None or not 0 < value < 100_000_000:
        return None
    after = parse_numeral(sub) if sub else 0
    if after is None or after >= 100_000_000:
        return None
    return f"第{chinese(value)}{'條' if traditional else '条'}{'之' + chinese(after) if after else ''}"


class Places:
    """Reads places at a position of one item's words, filling in from the place named before.

    `names` knows the regulation at hand; `foreign` says whether the words speak of another one so far.
    """

    def __init__(self, words: str, names: Names | None = None, line: int = 0, foreign: bool = False) -> None:
        self.words = words
        self.names = names or Names("")
        self.line = line
        self.base = self.foreign = foreign
        self.last = Place(foreign=foreign)

    def read(self, at: int, bare: bool = False) -> tuple[list[Place], int] | None:
        """The places that begin at `at` and where they end; None when none does. `bare`: 十一条 without 第 is one."""
        foreign = self.foreign
        found: list[Place] = []
        first = self._one(at, bare, None)
        if first is None:
            self.foreign = foreign
            return None
        places, at = first
        found += places
        while (link := _AND.match(self.words, at)) is not None or self.words.startswith("《", at):
            end = link.end() if link is not None else at
            foreign = self.foreign
            after = self._one(end, False, found[-1])
            if after is None:
                self.foreign = foreign
                break
            places, at = after
            if link is not None and link[0] in ("至", "到"):
                places = _range(found[-1], places[0]) + places[1:]
            found += places
            if len(found) > _LONGEST_RANGE:
                raise CannotCarry("一处所列的条款过多", "too many places are named at once")
        self.last = found[-1]
        return found, at

    def law(self, at: int) -> int:
        """Where the name of a regulation (本办法, 《…》, 宪法) that begins at `at` ends; notes whether it is another one."""
        start = at
        for _ in range(4):
            if (match := _TIME.match(self.words, at)) is not None:
                at = match.end()
            elif (match := _TITLE.match(self.words, at) or _SHORT.match(self.words, at)) is not None:
                name = match[1] if match.re is _TITLE else match[0]
                self.foreign = not self.names.is_ours(name, self.line)
                at = match.end()
            elif name := self._bare(at):
                self.foreign = not self.names.is_ours(name, self.line)
                at += len(name)
            elif (match := _THESE.match(self.words, at)) is not None:
                self.foreign = self.base if match[1] == "本" else self.foreign
                at = match.end()
            else:
                break
        of = _OF.match(self.words, at) if at > start else None
        return of.end() if of is not None and self.words[of.end() : of.end() + 1] not in (OPEN, "") else at

    def _bare(self, at: int) -> str:
        """A name without 《》 at `at`, in front of a place; "" when none is known there."""
        if self.words[at : at + 1] not in self.names.initials:
            return ""
        for name in self.names.spoken:
            if self.words.startswith(name, at) and _BEHIND_NAME.match(self.words, at + len(name)):
                return name
        return ""

    def _one(self, at: int, bare: bool, before: Place | None) -> tuple[list[Place], int] | None:
        start, at = at, self.law(at)
        place, at = self._front(at)
        within = place.label if place is not None and place.unit == Kind.ANNEX else ""
        under: tuple[tuple[str, str], ...] = ()
        while place is None or place.unit == Reach.CONTAINER:
            at += 3 if self.words.startswith("新增的第", at) else 0
            match = _CONTAINER.match(self.words, at)
            if match is None:
                break
            above = place.label if place is not None else ""
            fresh = self.words.startswith("新增的", max(0, match.start() - 3))
            label = f"第{match[1]}{match[2]}"
            under += ((label, match[4] or ""),)
            place = Place(Reach.CONTAINER, label, NEW if fresh else above, foreign=self.foreign)
            at = match.end()
        if (match := _ARTICLE.match(self.words, at)) is not None and (match[1] or bare):
            label = article_label(match[2], match[3]) or ""
            if not label:
                return None
            place, at = Place(Kind.ARTICLE, label, within, under=under, foreign=self.foreign), match.end()
        elif (match := _THIS.match(self.words, at)) is not None and place is None:
            inner = match[0].endswith("其中")
            place = self.last if inner else _owner(self.last)
            at = match.end()
        if place is None and at > start and (match := _WHOLE.match(self.words, at)) is not None:
            return [Place(Reach.EVERYWHERE, foreign=self.foreign)], match.end()
        return self._inside(place, at, before or self.last)

    def _front(self, at: int) -> tuple[Place | None, int]:
        """A part of the frame, or an annex."""
        for unit, pattern in _FRONT:
            if (match := pattern.match(self.words, at)) is not None:
                label = match[0] if unit == Kind.PREAMBLE else ""
                return Place(unit, label, foreign=self.foreign), match.end()
        match = _ANNEX.match(self.words, at)
        if match is None:
            return None, at
        at = match.end()
        if self.words[at : at + 1] in "中的" and _ARTICLE.match(self.words, at + 1):
            at += 1
        return Place(Kind.ANNEX, match[0], foreign=self.foreign), at

    def _inside(self, place: Place | None, at: int, last: Place) -> tuple[list[Place], int] | None:
        """Adds 款, 项, 目 and pieces to `place`."""
        several: list[Place] = []
        context = place
        if place is None or place.unit in (Kind.ARTICLE, Kind.PREAMBLE, Kind.ANNEX):
            match = self._next(at, _PARAGRAPHS, _SECTION) if place is not None else None
            match = match or _PARAGRAPHS.match(self.words, at) or _SECTION.match(self.words, at)
            if match is not None:
                context, several = self._paragraphs(place or _owner(last), match, last)
                at = match.end()
            item = self._next(at, _ITEM) if context is not None else _ITEM.match(self.words, at)
            if item is None and context is not None and (office := _OFFICE.match(self.words, at)) is not None:
                item = _ITEM.match(self.words, office.end())
            if item is not None and (context is not None or last.unit):
                owner = context or replace(last, item=0, subitem=0, part="", piece=None)
                context, more = self._items(owner, item)
                several = more or several
                at = item.end()
            match = self._next(at, _SUBITEM) if context is not None else _SUBITEM.match(self.words, at)
            if match is not None and (context is not None or last.unit):
                owner = context or replace(last, subitem=0, part="", piece=None)
                context, at = replace(owner, subitem=counted(match[1] or match[2])), match.end()
        return self._ended(context, several, at, last)

    def _ended(
        self, context: Place | None, several: list[Place], at: int, last: Place
    ) -> tuple[list[Place], int] | None:
        """Adds a piece (第二句, 但书) or a part (首部, 章名)."""
        piece = self._next(at, PIECE) if context is not None else PIECE.match(self.words, at)
        if piece is not None and (end := _AFTER_PIECE.match(self.words, piece.end())) is not None:
            owner = context or (replace(last, part="", piece=None) if last.unit else None)
            if owner is not None:
                return [*several, replace(owner, piece=named(piece))], end.end()
        if context is None:
            return None
        for part, pattern in _PARTS:
            if (match := pattern.match(self.words, at)) is not None:
                context, at = replace(context, part=part), match.end()
                break
        return [*several, context], at

    def _next(self, at: int, *patterns: re.Pattern[str]) -> re.Match[str] | None:
        """The first of `patterns` at `at`, or behind 中的."""
        within = _WITHIN.match(self.words, at)
        for place in (at, within.end() if within is not None else at):
            for pattern in patterns:
                if (match := pattern.match(self.words, place)) is not None:
                    return match
        return None

    def _paragraphs(self, owner: Place, match: re.Match[str], last: Place) -> tuple[Place, list[Place]]:
        groups = match.groups()
        if groups[0]:
            numbers = [groups[0], *_more(groups[1] if len(groups) > 2 else "")]
        elif len(groups) > 2 and groups[2]:
            return replace(owner, paragraph=-1), []
        else:
            return replace(owner, paragraph=last.paragraph), []
        places = [replace(owner, paragraph=counted(number)) for number in numbers]
        return places[-1], places[:-1]

    def _items(self, owner: Place, match: re.Match[str]) -> tuple[Place, list[Place]]:
        if match[4] or match[5]:
            return replace(owner, item=self.last.item if match[4] else -1), []
        numbers = [match[1] or match[3], *_more(match[2] or "")]
        places = [replace(owner, item=counted(number)) for number in numbers]
        return places[-1], places[:-1]


def _owner(place: Place) -> Place:
    """The unit that `place` stands in, as a whole."""
    return replace(place, paragraph=0, item=0, subitem=0, part="", piece=None, quoted="")


def _more(words: str) -> list[str]:
    return [number.strip("（）()") for number in words.split("、") if number]


def _range(first: Place, last: Place) -> list[Place]:
    """The places after `first` up to `last`: 第三条至第五条, 第七项至第十五项."""
    if first.unit == Kind.ARTICLE and last.is_whole and first.is_whole:
        start, end = _number(first.label), _number(last.label)
        if 0 < start < end <= start + _LONGEST_RANGE:
            return [replace(first, label=f"第{chinese(number)}条") for number in range(start + 1, end)] + [last]
    elif first.unit == Reach.CONTAINER and last.unit == Reach.CONTAINER:
        kind = first.label[-1]
        start, end = _number(first.label), _number(last.label)
        if 0 < start < end <= start + _LONGEST_RANGE:
            return [replace(first, label=f"第{chinese(number)}{kind}") for number in range(start + 1, end)] + [last]
    elif first.item and first.item < last.item <= first.item + _LONGEST_RANGE:
        return [replace(first, item=number) for number in range(first.item + 1, last.item + 1)]
    elif first.paragraph and first.paragraph < last.paragraph <= first.paragraph + _LONGEST_RANGE:
        return [replace(first, paragraph=number) for number in range(first.paragraph + 1, last.paragraph + 1)]
    return [last]


def _number(label: str) -> int:
    match = re.match(rf"第({N})", label)
    return counted(match[1]) if match else 0
