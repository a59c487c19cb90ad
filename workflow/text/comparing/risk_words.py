"""Which words of a regulation are risky, as patterns in Chinese and English. Knows nothing of changes."""

from __future__ import annotations

import re

_C = "一二三四五六七八九十百千万亿零〇○两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩貳參陸"
_A = r"[0-9０-９]+(?:[.,．，:：][0-9０-９]+)*"
_CN = f"[{_C}]+(?:点[{_C}]+)?"
_N = rf"(?:{_A}\s?[百千万亿萬億]*|{_CN}|半|数[十百千万]|幾|几[十百千万]?)"
_PLAIN = f"(?:{_A}|[{_C}]+)"
_BOUND = "(?:以上|以下|以内|以內|以外|以前|以后|以後|之内|之內|之前|之后|之後|内|內|前|后|後|满|起)"
_LESS = (
    "(?:不少于|不低于|不高于|不多于|不大于|不小于|不迟于|不超过|不超過|不得超过|不得少于|不得低于|不满|不滿|不足|超过|超過|"
    "多于|少于|低于|高于|大于|小于|至少|至多|最多|最少|最高(?!人民)|最低|未满|未滿|满|滿|逾)"
)
_COUNTED = rf"(?:(?:{_LESS}|近|约)\s?)?"
_WITHIN = rf"(?:\s?{_BOUND})?"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ENGLISH = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|third|"
    "thirds|quarter|quarters|fifths?|once|twice|majority|first|second|fourth|fifth"
)
_SPELT = rf"(?:{_ENGLISH})(?:[\s-](?:and\s)?(?:{_ENGLISH}))*"
_UNITS = "(?:工作日|自然日|交易日|年度|季度|月份|周年|小时|小時|分钟|分鐘|星期|学年|日|天|月|年|周|週|季)"
_UNITS_EN = "(?:(?:business|working|calendar|consecutive)\\s)?(?:days?|weeks?|months?|years?|hours?|minutes?)"
_ADVERBS = (
    "及时|及時|立即|立刻|尽快|儘速|尽早|随时|隨時|按期|定期|当日|當日|次日|当月|次月|当年|次年|每年|每月|每日|每季度?|年度|"
    "逾期|期满|届满|屆滿"
)
#: Modal words with their negation, as a pattern: Chinese, English.
MODALS = (
    "不应当|不應當|应当|應當|不应|不應|应予|應予|必须|必須|不必|务必|務必|不得|不可以|可以|不可|不能|不准|不許|不许|禁止|"
    "严禁|嚴禁|有权|有權|无权|無權|无须|無須|无需|無需|不需|需要|允许|允許|不予|一律|"
    "(?<![相适適对對反响響供效])[应應](?![用急对對聘诉訴邀届收付酬])|[须須](?!知)|"
    "(?<![许許认認])可(?![能行靠再转轉撤信])|(?<![取获獲所])得(?![到票分失知])"
)
MODALS_EN = r"\b(?:shall|must|may|should|will|can|cannot|might|ought)(?:\s+not|\s+only)?\b"
_DAY = f"(?:{_PLAIN}[日号號])"
_PATTERNS = (
    (
        "date",
        rf"{_PLAIN}年(?:度|底|初|末)?(?:{_PLAIN}月(?:份|底|初|末)?{_DAY}?)?(?=[^内內以满滿的期限]|$)",
        rf"{_PLAIN}月{_DAY}",
        r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
        rf"\b(?:{_MONTHS})\s+\d{{1,2}}(?:,?\s+\d{{4}})?\b|\b\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?\b",
        "(?:公布|发布|發布|颁布|施行|签署|通过|批准|印发|生效)之日|即日",
    ),
    (
        "percentage",
        rf"{_COUNTED}(?:百分之|千分之|万分之)(?:{_A}|{_CN}){_WITHIN}",
        rf"{_COUNTED}{_A}\s?(?:[%％‰]|个百分点|percent\b|per\s?cent\b){_WITHIN}",
        rf"{_COUNTED}(?:[{_C}]+分之[{_C}]+|过半数|過半數|半数|半數|多数|多數|全数){_WITHIN}",
    ),
    (
        "amount",
        rf"{_COUNTED}(?:人民币|人民幣|新臺幣|美元|港币)?{_N}(?:余|多)?(?:元|圆|角|美元|港元|欧元|日元){_WITHIN}",
        rf"(?:¥|￥|\$|RMB|CNY|USD|US\$)\s?{_A}(?:\s?(?:million|billion|thousand))?",
        rf"\b(?:{_A}|{_SPELT})\s(?:yuan|dollars?|euros?|RMB)\b",
    ),
    (
        "deadline",
        rf"{_COUNTED}{_N}(?:余|多)?\s?(?:个|個)?{_UNITS}{_WITHIN}",
        rf"\b(?:{_A}|{_SPELT})\s{_UNITS_EN}\b",
        _ADVERBS,
        r"\b(?:immediately|promptly|forthwith|without delay|annually|monthly|quarterly|weekly|daily)\b",
    ),
    (
        "modal",
        MODALS,
        MODALS_EN,
        r"\b(?:is|are|be)\s+(?:not\s+)?(?:required|entitled|permitted|allowed|prohibited|forbidden)\b",
    ),
    (
        "reference",
        rf"第\s?{_N}[条條款项項目章節节編编](?:之[{_C}]+)?|前[{_C}]?[条條款项項]",
        r"\b(?:Article|Section|Chapter|Paragraph)\s+[0-9IVX]+|§+\s?[0-9][0-9A-Za-z.\-]*",
    ),
    (
        "number",
        rf"{_COUNTED}第?{_N}(?:余|多)?[名人个個次份件位种種倍届屆户戶家级級]?{_WITHIN}",
        rf"\b{_SPELT}\b",
        r"\b(?:at least|at most|not (?:less|more|later|fewer) than|no (?:less|more|later|fewer) than)\b",
        r"\b(?:up to|exceed(?:ing|s)?|within)\b",
        f"{_LESS}|以上|以下|以内|以內|以外|以前|以后|以後",
    ),
)
#: What a risky word can be, the most telling first: a percentage is not also listed as a number.
KINDS = tuple(kind for kind, *_ in _PATTERNS)
RISKY = re.compile("|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, *patterns in _PATTERNS), re.I)
FALSE_NUMBER = re.compile(  # words that only look like numbers
    "一般|一切|一致|一律|统一|統一|唯一|任一|同一|进一步|進一步|一并|一併|一旦|一同|一方面|之一|逐一|第三人|第三方|第三者|"
    "一体化|三包|万一|四川|三亚|九江|百姓|千万别|零售|零部件|零工|半导体|几乎|万元户"
)


def kind_of(match: re.Match[str]) -> str:
    """The kind of a match of RISKY."""
    return match.lastgroup or KINDS[-1]
