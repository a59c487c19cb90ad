"""The lists that the files of the tests number their provisions with."""

from tests.publishing.word.ooxml import definition, level, num

#: 第一章 1, 第一条 2 across chapters, （一） and 1. below it, one definition: the way Word's own dialog makes it.
CHAPTERS = definition(
    1,
    level(0, "chineseCountingThousand", "第%1章", suffix="space"),
    level(1, "chineseCountingThousand", "第%2条", suffix="space", more='<w:lvlRestart w:val="0"/>'),
    level(2, "chineseCountingThousand", "（%3）", suffix="nothing"),
    level(3, "decimal", "%4.", suffix="tab"),
) + num(1, 1)

CHAPTERS_READ = [
    "第一章　总则",
    "第一条　甲。",
    "第二条　乙：",
    "（一）丙；",
    "1. 丁；",
    "2. 戊。",
    "（二）己。",
    "第二章　附则",
    "第三条　庚：",
    "（一）辛。",
]
CHAPTERS_TYPED = (("总则", 0), ("甲。", 1), ("乙：", 1), ("丙；", 2), ("丁；", 3), ("戊。", 3), ("己。", 2),
                  ("附则", 0), ("庚：", 1), ("辛。", 2))  # fmt: skip

#: Number format → what 1, 2, 11 and 23 print.
FORMATS = {
    "decimal": "1 2 11 23",
    "decimalZero": "01 02 11 23",
    "chineseCounting": "一 二 十一 二十三",
    "chineseCountingThousand": "一 二 十一 二十三",
    "japaneseCounting": "一 二 十一 二十三",
    "taiwaneseCounting": "一 二 十一 二十三",
    "taiwaneseCountingThousand": "一 二 十一 二十三",
    "ideographDigital": "一 二 一一 二三",
    "chineseLegalSimplified": "壹 贰 拾壹 贰拾叁",
    "ideographTraditional": "甲 乙 甲 丙",
    "ideographZodiac": "子 丑 戌 戌",
    "lowerLetter": "a b k w",
    "upperLetter": "A B K W",
    "lowerRoman": "i ii xi xxiii",
    "upperRoman": "I II XI XXIII",
    "decimalEnclosedCircle": "① ② ⑪ ㉓",
    "decimalEnclosedCircleChinese": "① ② ⑪ ㉓",
    "decimalEnclosedParen": "⑴ ⑵ ⑾ 23",
    "decimalEnclosedFullstop": "⒈ ⒉ ⒒ 23",
    "decimalFullWidth": "１ ２ １１ ２３",
    "ordinal": "1st 2nd 11th 23rd",
    "cardinalText": "One Two Eleven Twenty-three",
    "ordinalText": "First Second Eleventh Twenty-third",
    "001": "001 002 011 023",
}
