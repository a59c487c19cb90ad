"""How a Chinese text labels its units at the beginning of a line: 第三条之一, 第一章, （一）, 1., 附件1. Patterns and numbers only."""

from __future__ import annotations

import re
import unicodedata

from workflow.text.labels.label import Label, Number
from workflow.text.labels.numerals import parse_numeral
from workflow.text.tree import Kind

NUMERAL = "[零〇○一二三四五六七八九十百千万两廿卅0-9０-９]"
_LABEL = re.compile(
    rf"第[ \u3000]*({NUMERAL}{{1,9}})[ \u3000]*(条|條|章|节|節|编|編|分编|分編|篇|部分)(?:之[ \u3000]*({NUMERAL}{{1,4}}))?"
)
_BEYOND = 100_000  # no text numbers its units as far as this
_ARABIC = str.maketrans("０１２３４５６７８９", "0123456789")
KINDS = {
    "条": Kind.ARTICLE, "條": Kind.ARTICLE, "章": Kind.CHAPTER, "节": Kind.SECTION, "節": Kind.SECTION,
    "编": Kind.PART, "編": Kind.PART, "篇": Kind.PART, "分编": Kind.PART, "分編": Kind.PART,
    "部分": Kind.PART,
}  # fmt: skip
RANKS = {"编": 1, "編": 1, "篇": 1, "分编": 2, "分編": 2, "部分": 1, "章": 3, "节": 4, "節": 4}

#: Words behind 第X条 that make it a citation and no label.
CITATION = re.compile(rf"第[ \u3000]*{NUMERAL}{{1,4}}[ \u3000]*[款项項目]|[、，。；]")
#: The caption of an article: 【适用范围】, （原则）.
CAPTION = re.compile(r"[（(【\[〔﹙][^（()）【】\[\]]{1,40}[）)】\]〕﹚]")
_BRACKET = re.compile(r"[（(﹙〔]([一二三四五六七八九十百零〇]{1,7}|\d{1,3}|[a-z])[）)﹚〕]")
_ENCLOSED = {chr(0x3220 + n): n + 1 for n in range(10)}
_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}
_LETTER = re.compile(r"([a-zａ-ｚ])[)）]")
_ARABIC_DOT = re.compile(r"([0-9０-９]{1,3})([.．、]|[)）])(?![0-9０-９])")
_COMMA = re.compile(r"([一二三四五六七八九十]{1,5})([、．.])")
_ANNEX = re.compile(
    rf"(附[ \u3000]*(?:件|录|錄|表|图|圖)?[ \u3000]*(?:{NUMERAL}{{1,4}}|[A-Za-z](?![A-Za-z]))?)(?=[ \u3000：:（(《]|$)"
)


def numbered(line: str) -> Label | None:
    """第X条, 第X章 … at the beginning of `line`, whether or not it labels a unit there."""
    match = _LABEL.match(line)
    if match is None:
        return None
    numeral, unit, sub = match.groups()
    main, after = parse_numeral(numeral), parse_numeral(sub) if sub else 0
    number = None
    if main is not None and after is not None and 0 < main < _BEYOND and (0 < after < _BEYOND or not sub):
        number = Number(main, after)
    label = "".join(match[0].split()).translate(_ARABIC)
    return Label(KINDS[unit], label, number, match.end(), RANKS.get(unit, 0), printed=match[0])


def is_division(label: str) -> bool:
    """第二分编, a part within a part; 第二部分 is none."""
    return label.endswith(("分编", "分編"))


def bracketed(line: str) -> Label | None:
    """（一）, (一), （1）, ㈠ at the beginning of `line`."""
    if line[0] in _ENCLOSED:
        value = _ENCLOSED[line[0]]
        return Label(
            Kind.ITEM, f"（{'一二三四五六七八九十'[value - 1]}）", Number(value), 1, style="（一）", printed=line[0]
        )
    match = _BRACKET.match(line)
    if match is None:
        return None
    if match[1].isascii() and match[1].isalpha():
        place = Number(ord(match[1]) - 96)
        return Label(Kind.ITEM, f"（{match[1]}）", place, match.end(), style="（a）", printed=match[0])
    read = parse_numeral(match[1])
    style = "（1）" if match[1].isdecimal() else "（一）"
    number = None if read is None else Number(read)
    return Label(Kind.ITEM, f"（{match[1].translate(_ARABIC)}）", number, match.end(), style=style, printed=match[0])


def arabic(line: str) -> Label | None:
    """1. 1． 1、 1) at the beginning of `line`; 1.5 is a figure and no label."""
    match = _ARABIC_DOT.match(line)
    if match is None:
        return None
    digits = match[1].translate(_ARABIC)
    mark = "）" if match[2] in ")）" else "."
    return Label(Kind.ITEM, digits + mark, Number(int(digits)), match.end(), style=f"1{mark}", printed=match[0])


def lettered(line: str) -> Label | None:
    """a) at the beginning of `line`, as standards have them (GB/T 1.1-2020, 7.5)."""
    match = _LETTER.match(line)
    if match is None:
        return None
    letter = unicodedata.normalize("NFKC", match[1])
    return Label(Kind.ITEM, f"{letter}）", Number(ord(letter) - 96), match.end(), style="a）", printed=match[0])


def circled(line: str) -> Label | None:
    """① at the beginning of `line`."""
    value = _CIRCLED.get(line[0])
    return None if value is None else Label(Kind.ITEM, line[0], Number(value), 1, style="①", printed=line[0])


def comma(line: str) -> Label | None:
    """一、 at the beginning of `line`: a heading above articles, or a unit of a list."""
    match = _COMMA.match(line)
    if match is None:
        return None
    value = parse_numeral(match[1])
    number = None if value is None else Number(value)
    return Label(Kind.ITEM, f"{match[1]}、", number, match.end(), style="一、", printed=match[0])


def annex(line: str) -> Label | None:
    """附件, 附件1, 附录A, 附：… standing as a heading; a sentence such as 附件一所列 is none."""
    match = _ANNEX.match(line)
    if match is None or len(line) > 60 or line[-1] in "。；":
        return None
    printed = match[1]
    return Label(Kind.ANNEX, "".join(printed.split()).translate(_ARABIC), None, match.end(1), printed=printed)


_BY_FIRST = {
    **dict.fromkeys("（(﹙〔", bracketed),
    **dict.fromkeys(_ENCLOSED, bracketed),
    **dict.fromkeys(_CIRCLED, circled),
    **dict.fromkeys("0123456789０１２３４５６７８９", arabic),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ", lettered),
    **dict.fromkeys("一二三四五六七八九十", comma),
}


def listed(line: str) -> Label | None:
    """The label of a list unit of any style at the beginning of `line`."""
    read = _BY_FIRST.get(line[0]) if line else None
    return read(line) if read else None
