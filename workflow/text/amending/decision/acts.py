"""A decision as acts and items: which lines open an act, which are its items, which close it. Reads no sentence.

No line goes astray: one that is no item and yet asks for something is kept as a stray.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.text.amending.decision.laws import LAWS, Names, aliases_in
from workflow.text.amending.decision.packages import CALLED, Act, name_headings, spread_heads
from workflow.text.amending.decision.places import plain_words
from workflow.text.amending.decision.quotes import CLOSE, MASK, OPEN, mask
from workflow.text.amending.said.operations import Item, Run
from workflow.text.labels.chinese import NUMERAL
from workflow.text.labels.numerals import counted, parse_numeral
from workflow.text.lines import read

_VERB = "修改|修正|删去|删除|刪去|刪除|增加|增訂|改为|改為|合并|合併|调整|調整|移至|分为|分為|增写|废止|取消|施行"
_STYLES = (
    ("一、", re.compile(r"([一二三四五六七八九十百千万零〇]{1,9})[、．](?=\S)")),
    ("（一）", re.compile(r"[（(]([一二三四五六七八九十百千万零〇]{1,9})[）)]")),
    ("1.", re.compile(r"([0-9０-９]{1,4})[.．、](?![0-9０-９])")),
    ("（1）", re.compile(r"[（(]([0-9０-９]{1,4})[）)]")),
    ("第一条", re.compile(rf"第({NUMERAL}{{1,9}})[条條](?=[ \u3000：])")),
)
#: 食堂管理办法第五条: a regulation and a place in it.
_NAMED_PLACE = rf"[^，。；：、“”《》第]{{0,30}}(?:{CALLED})(?:中的?|的)?(?:第{NUMERAL}{{1,9}}[编章节条條]|序言|引言)"
_SURE = re.compile(rf"(?:(?:将|將|对|對|删|刪|增|第|在|《|修|宪法|刑法|本)|{_NAMED_PLACE}).{{0,400}}?(?:{_VERB})")
_HEADER = re.compile(r"^(?=.{4,300}$)(?!.*[。；：:]$).*(?:决定|決定|修正案)(?:[（(][^（）()]{1,40}[）)])?$")
_NEXT_ACT = re.compile(r"^(?:[^，。；：“]{2,40}修正案|.*关于修改.*决定)(?:[（(][^（）()]{1,40}[）)])?$")
_OPENING = re.compile(
    r"(?:作出?|做出?|进行|進行)(?:如下|以下|下列)(?:修改|修正|调整|修订)(?:(?:和|、|与|并)(?:修改|修订|补充|完善|调整|增补))?[：:]?"
)
_CLOSING = re.compile(
    r"^(?:本(?:决定|決定|修正案)[自由]|根[据據]本(?:决定|決定|修正案)|(?:《[^》]{1,120}》|本文件)根[据據]本|此外，|现予公布|特此|附[:：件]|理由[:：]?$)"
)
_ORDER = re.compile(
    r"(?:顺序|序号|順序|序號).{0,12}调整|调整.{0,6}(?:条文|章节|条款).{0,4}(?:顺序|序号)|顺序.{0,8}相应修改"
)
_NOT = re.compile("不再|不作|不做|不对|不予|暂不|无需|无须|毋需|毋须|不变")
_SECTION = re.compile(
    r"^(?:关于|对|修改)*《((?:[^《》]|《[^《》]{0,120}》){1,200})》(?:（[^（）]{1,60}）)?(?:的?(?:修改|修正|修订|修正案)(?:内容|事项|条款)?(?:如下)?|(?:作|做)?(?:如下|以下)?(?:修改|修正)(?:如下)?)?[：:]?$"
)
_SEVERAL = re.compile(r"》[^《》，。]{0,8}等|部分|若干|下列|以下|有关|》[、和及]*《")
_INLINE = re.compile(rf"(?<=[。；：{CLOSE}])[ \u3000]*(?=([一二三四五六七八九十百千零]{{1,7}})、)")
_OF_ONE = re.compile(r"^《》[^《》]{0,20}(?:部分|若干|有关)(?:条款|条文|内容|规定)|^《》的?(?:决定|作|进行|修正)")
#: 关于修改员工考勤管理办法的决定, 对员工考勤管理办法作如下修改: a name without 《》.
_UNMARKED = re.compile(
    r"(?:关于(?:修改|修正|修订)|[对對])(?!部分|若干|有关|下列|以下|本|该)([^《》，。；：“”第]{2,60}?)"
    r"(?:的?(?:部分|有关|若干|个别)?(?:条款|条文|内容|规定))?(?:的决定|作出?(?:如下|以下)|做出?(?:如下|以下)|进行(?:如下|以下))"
)
_REGULATION = re.compile(
    "(?:法|条例|办法|规定|细则|规则|章程|制度|准则|规程|守则|规范|标准|方案|预案|公约)(?:[（(][^（）()]{1,20}[）)])?$"
)
_OF_MANY = re.compile(
    "部分|若干|一批|一揽子|下列|以下|有关|相关|^(?:和|及|、|并)|[0-9一二三四五六七八九十]+(?:件|部|个|项)"
)
_UNIT = rf"(?:第{NUMERAL}{{1,9}}|[一二两三四五六七八九十该本])(?:编|章|节|条|條|款|项|項|目)(?![件文例])"
_ASKED = re.compile(
    rf"(?:{_UNIT}|题注|标题|引言|{OPEN}\d+{CLOSE}).*?(?:{_VERB})|(?:{_VERB}).*?(?:{_UNIT}|{OPEN}\d+{CLOSE})"
)
_PLACE = re.compile(rf"{_UNIT}|题注|标题|引言|{OPEN}\d+{CLOSE}")
_LONG_CLAUSE = 2_000  # characters; a longer one is no sentence, and looking from each of its places takes their square
_FIRST_PIECE = 4000  # characters of a header worth looking at


@dataclass(slots=True)
class Decision:
    """A decision that was read: acts one after the other, and the runs its masks stand for."""

    acts: list[Act] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    names: Names = field(default_factory=lambda: Names(""))


def read_decision(text: str, title: str = "") -> Decision:
    """The acts and items of `text`, an act on the text called `title`. Never raises; without an item acts have none."""
    lines, _, _ = read(text)
    masked = mask(lines, starts_item)
    reading = _Acts()
    for line in masked.lines:
        for words in _pieces(line.text):
            reading.line(words.strip(), line.number)
    names = Names(title, aliases_in((line.number, line.text) for line in lines))
    for line in masked.lines:
        names.named.update(names.in_full(match[1], line.number) for match in LAWS.finditer(line.text))
    acts = reading.finished()
    for act in acts:
        name_headings(act, names)
        spread_heads(act)
    names.spoken = tuple(sorted({plain_words(name) for name in names.known()}, key=lambda name: (-len(name), name)))
    names.initials = frozenset(name[:1] for name in names.spoken)
    return Decision(acts, masked.runs, names)


def starts_item(line: str) -> bool:
    """Whether a line that a quotation might go on into surely begins a new item or a new act."""
    for _, pattern in _STYLES[:4:2] + _STYLES[4:]:
        match = pattern.match(line)
        if match is not None:
            return _SURE.match(line[match.end() :].lstrip()[:500]) is not None and ("“" in line or len(line) < 60)
    return len(line) < 100 and _NEXT_ACT.match(line) is not None


def _pieces(line: str) -> list[str]:
    """A line cut where the next item begins in the middle of it, as in texts that lost their line breaks."""
    places, expected = [0], 0
    start = _STYLES[0][1].match(line)
    if start is not None:
        expected = counted(start[1]) + 1
    for match in _INLINE.finditer(line):
        value = parse_numeral(match[1])
        if value is not None and value == (expected or 1):
            places.append(match.end())
            expected = value + 1
    return [line[start:end] for start, end in zip(places, [*places[1:], len(line)], strict=True)]


class _Acts:
    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.act = Act()
        self.styles: list[tuple[str, int, str]] = []  # open levels: style, last number, number as printed
        self.closed = False
        self.more: list[str] = []  # lines that go on the last item
        self.explained = False  # what follows are reasons, no items

    def finished(self) -> list[Act]:
        self._flush()
        if self.act.items or self.act.closing or self.act.strays:
            self.acts.append(self.act)
            self.act = Act()
        return self.acts

    def _passed(self, words: str, line: int) -> None:
        """A line that is no item: it is kept as a stray when it asks for something."""
        if asks(words):
            self.act.strays.append(Item("", words, "", line, len(self.acts)))

    def line(self, words: str, number: int) -> None:
        if not words:
            return
        if _HEADER.match(words) and not self._marker(words):
            self._header(words, number)
            return
        if (section := _SECTION.match(words)) is not None and (section[1] != self.act.law or self.act.is_several):
            self._new_act(section[1])
            return
        marker = None if self.explained else self._marker(words)
        if marker is not None:
            self._item(*marker, words, number)
        elif self.act.items and _CLOSING.match(words):
            self.closed = True
            self.explained = words.startswith("理由")
            self._close(words, number)
        elif self.closed:
            self._close(words, number)
        elif self.styles:
            self._append(words)
        else:
            self._unnumbered(words, number)

    def _close(self, words: str, line: int) -> None:
        self.act.closing.append(words)
        self._passed(words, line)

    def _new_act(self, law: str) -> None:
        self.finished()
        self.act = Act(law)
        self.styles, self.closed, self.explained = [], False, False

    def _header(self, words: str, line: int) -> None:
        if self.act.items:
            self._new_act("")
        self.styles, self.closed, self.explained = [], False, False
        if MASK.search(words):
            self._passed(words, line)
        self._name(words)

    def _name(self, words: str) -> None:
        """Notes the regulation that a heading or an opening names, where it names exactly one."""
        law = _law_of(words)
        if self.act.law and law:
            self.act.also.append(law)
        self.act.law = self.act.law or law
        several = _names_several(words)
        self.act.is_several = several or (self.act.is_several and not law)

    def _marker(self, words: str) -> tuple[str, int, str, int] | None:
        """Style, value, printed number and end of the item mark at the beginning of `words`, if it is one here."""
        for style, pattern in _STYLES:
            match = pattern.match(words)
            if match is None:
                continue
            value = parse_numeral(match[1])
            if value is None:
                return None
            for open_style, last, _ in self.styles:
                if open_style == style:
                    return (style, value, match[1], match.end()) if last < value <= last + 40 else None
            if style == "第一条" and (self.styles or not _SURE.match(words[match.end() :].lstrip()[:500])):
                return None
            if self.styles and value != 1:
                return None
            return style, value, match[1], match.end()
        return None

    def _item(self, style: str, value: int, printed: str, end: int, words: str, line: int) -> None:
        if self.closed and value == 1 and not self.styles:
            self.closed = False
        for depth, (open_style, _, _) in enumerate(self.styles):
            if open_style == style:
                del self.styles[depth:]
                break
        self.styles.append((style, value, printed if style != "第一条" else f"第{printed}条"))
        rest = words[end:].strip()
        number = "、".join(name for _, _, name in self.styles)
        law = self._law(rest)
        self.closed = False
        self._flush()
        under = (
            next((one.words for one in reversed(self.act.items) if self._inside(one)), "") if self.styles[1:] else ""
        )
        self.act.items.append(Item(number, rest, law, line, len(self.acts), under=under))

    def _law(self, words: str) -> str:
        """The law an item names itself or inherits from the item above it: 六、修改《…》."""
        match = re.match(
            r"(?:关于|对|将|在|修改|废止|宣布|删去|删除)?《(?P<law>(?:[^《》]|《[^《》]{0,120}》){1,200})》", words
        )
        if match is not None:
            return match["law"]
        if len(self.styles) > 1:
            for item in reversed(self.act.items):
                if item.number.count("、") < len(self.styles) - 1:
                    return item.law if self._inside(item) else ""
        return ""

    def _inside(self, item: Item) -> bool:
        prefix = "、".join(name for _, _, name in self.styles)
        return prefix.startswith(item.number + "、")

    def _append(self, words: str) -> None:
        self.more.append(words)

    def _flush(self) -> None:
        """Gives the last item the lines that go on it."""
        if self.more and self.act.items:
            self.act.items[-1].words = "\n".join([self.act.items[-1].words, *self.more])
        self.more = []

    def _unnumbered(self, words: str, line: int) -> None:
        opening = _OPENING.search(words)
        if opening is not None:
            head = words[: opening.end()]
            if self.act.items and (law := _law_of(head)) and law != self.act.law:
                self._new_act("")
            self._name(head)
            self._passed(head, line)
            words = words[opening.end() :].strip(" 　：:")
            if not words:
                return
        if re.search(_VERB, words[:_FIRST_PIECE]) and (
            MASK.search(words) or opening or re.match(rf"[^，。]{{0,40}}(?:{_VERB})", words)
        ):
            if not opening and _is_front(words):
                self._name(words)
                self._passed(words, line)
                return
            self._flush()
            self.act.items.append(Item(str(len(self.act.items) + 1), words, "", line, len(self.acts)))
        elif self.act.items and not _is_front(words):
            self._append(words)
        else:
            self._passed(words, line)
            if not self.act.law:
                self.act.law = _law_of(words)


def _is_front(words: str) -> bool:
    """Words before the items: a date, who adopted it, why."""
    return (
        bool(re.match(r"[（(]?(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})", words))
        or "通过" in words[:200]
        or "公布" in words[:200]
    )


def _law_of(words: str) -> str:
    """The law a title or an opening sentence names, with or without 《》."""
    head = words[:_FIRST_PIECE]
    for match in re.finditer(r"(?:修改|修正|对|對|将|將)《", head):
        law = LAWS.match(head, match.end() - 1)
        if law is not None:
            return law[1]
    title = re.match(r"^(.{2,60}?)修正案", head)
    if title is not None:
        return title[1].strip("《》")
    law = LAWS.search(head)
    if law is not None:
        inner = re.match(r"关于(?:修改|修正|修订)〈([^〈〉]{1,200})〉", law[1])
        return inner[1] if inner is not None else law[1]
    plain = _UNMARKED.search(head)
    is_one = plain is not None and _REGULATION.search(plain[1]) and not _OF_MANY.search(plain[1])
    return plain[1] if plain is not None and is_one else ""


def _names_several(words: str) -> bool:
    """Whether a heading or an opening speaks of several regulations: 修改《…》等五件规章, 修改部分规章, 修改《…》《…》."""
    if LAWS.search(words) is None and _law_of(words):
        return False
    plain = LAWS.sub("《》", re.sub(r"[（(][^（）()]{0,80}简称[^（）()]{0,80}[）)]", "", words[:_FIRST_PIECE]))
    amended = re.search(r"(?:修改|修正|对|對)(.*)$", plain)
    if amended is None or _OF_ONE.search(amended[1]):
        return False
    return _SEVERAL.search(amended[1]) is not None


def asks(words: str) -> bool:
    """Whether a line outside the items asks for an amendment: a clause with a place or a quotation, and with a verb."""
    plain = re.sub(f"(?:以下|下)(?:统|均)?简?称(?:为|：)?{MASK.pattern}", "", LAWS.sub("", words))
    return any(map(_is_asked, re.split("[，。；]", plain)))


def _is_asked(clause: str) -> bool:
    if len(clause) <= _LONG_CLAUSE:
        return _ASKED.search(clause) is not None
    return _PLACE.search(clause) is not None and re.search(_VERB, clause) is not None


def speaks_of_order(words: str) -> bool:
    """Whether a closing sentence has the articles renumbered: 并对条文顺序作相应调整; not 不再对条文顺序作调整."""
    return any(_ORDER.search(clause) and not _NOT.search(clause) for clause in re.split("[，。；]", words))


def plain(words: str, runs: Sequence[Run]) -> str:
    """`words` with its quotations back in place, shortened, for a reader."""

    def back(match: re.Match[str]) -> str:
        run = runs[int(match[1])]
        return "".join(f"“{_short(' '.join(quotation))}”" for quotation in run[:4])

    return _short(MASK.sub(back, words[:600]).replace("\n", " "), 200)


def _short(words: str, limit: int = 40) -> str:
    return words if len(words) <= limit else words[: limit - 1] + "…"
