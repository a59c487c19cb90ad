"""A text cut into the words that a merge never looks inside: joined again they are the text, letter for letter.

One word are: a number, an amount, a date or a span of them with its unit, a reference with all its steps, a name in title
or quotation marks, a modal word with its negation, a Latin word, a word of the lexicon; else a character, a mark, a blank.
"""

from __future__ import annotations

import re
from enum import Enum

from workflow.text.comparing.risk_words import MODALS, MODALS_EN
from workflow.text.strings.lexicon import WORDS

_C = "一二三四五六七八九十百千万亿零〇○两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩貳參陸"
_N = rf"(?:[0-9０-９]+(?:[.,，．:：/-][0-9０-９]+)*|[{_C}]+(?:点[{_C}]+)?)"
_UNIT = (
    "(?:[%％‰]|个百分点|[百千万亿萬億]*(?:元|圆|美元|港元)|[个個]?(?:工作日|自然日|交易日|月份|月|年度|季度|小时|小時|分钟|分鐘|周|星期)"
    "|[年月日號号天週季时時周岁歲人名次份件位种種倍届屆户戶家级級个個])"
)
_FIGURE = rf"(?:[百千万]分之)?{_N}(?:分之{_N})?\s?(?:[百千万亿萬億]+)?{_UNIT}?"
_STEP = r"第\s?[（(]?[0-9０-９一二三四五六七八九十百千零〇两]+[）)]?\s?(?:[条條款项項目章節节編编](?:之[一二三四五六七八九十]+)?)"
_SIGN = "[\U000f0000-\U000ffffd]"  # an article that is cited (`references/cited`)
_WORD = re.compile(
    r"(?P<name>《[^《》\n]{1,60}》|“[^“”\n]{1,30}”|「[^「」\n]{1,30}」|\"[^\"\n]{1,40}\")"
    rf"|(?P<reference>(?:{_SIGN}|{_STEP})(?:{_STEP})*|(?:[本前][{_C}]?[条條款项項目])(?:{_STEP})*)"
    rf"|(?P<figure>每(?:半?年|半?月|[日天周季])(?:度)?|第?{_FIGURE}(?:[至到~～—–-]{_FIGURE}|{_N}{_UNIT})*)"
    rf"|(?P<modal>{MODALS}|{MODALS_EN})"
    r"|(?P<latin>[A-Za-zÀ-ɏ]+(?:['’.-][A-Za-zÀ-ɏ0-9]+)*|[$¥￥§]+)"
    r"|(?P<blank>\s+)",
    re.I,
)
_LONGEST = max(map(len, WORDS))


def words(text: str) -> list[str]:
    """The words of `text` in order; nothing is lost between them."""
    found: list[str] = []
    at = 0
    while at < len(text):
        match = _WORD.match(text, at)
        known = next((size for size in range(_LONGEST, 1, -1) if text[at : at + size] in WORDS), 1)
        size = max(match.end() - at, known) if match else known
        found.append(text[at : at + size])
        at += size
    return found


class Telling(Enum):
    """Sorts of words of which a second one close by changes what the first says: 每年 and 一次, 不 and 得."""

    FIGURE = "figure"
    DUTY = "duty"  # a modal word, a negation


def telling(word: str) -> Telling | None:
    """Which of these a word is."""
    match = _WORD.fullmatch(word)
    if match is not None and match.lastgroup == "figure":
        return Telling.FIGURE
    return Telling.DUTY if word.lower() in _NEGATIONS or (match is not None and match.lastgroup == "modal") else None


_NEGATIONS = frozenset(
    [
        "不",
        "未",
        "非",
        "无",
        "無",
        "没有",
        "不是",
        "除",
        "除外",
        "not",
        "no",
        "never",
        "nor",
        "without",
        "unless",
        "except",
    ]
)
