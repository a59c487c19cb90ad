"""The risk strip: every number, amount, date, deadline, percentage and modal word that a change touched.

These are the words on which rights turn and over which a reader's eye slides: 三十日 → 十五日, 应当 → 可以. Nothing is left
out: whatever of these stands in one text and not at the same place of the other is listed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from workflow.text.compare import Change, Comparison
from workflow.text.fingerprint import normalised
from workflow.text.runs import Run

#: What a risky word can be, the most telling first: a percentage is not also listed as a number.
KINDS = ("date", "percentage", "amount", "deadline", "modal", "reference", "number")

_C = "一二三四五六七八九十百千万亿零〇○两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩貳參陸"
_A = r"[0-9０-９]+(?:[.,．，:：][0-9０-９]+)*"
_N = rf"(?:{_A}\s?[百千万亿萬億]*|[{_C}]+(?:点[{_C}]+)?|半|数[十百千万]|幾|几[十百千万]?)"
_BOUND = r"(?:\s?(?:以上|以下|以内|以內|以外|以前|以后|以後|之内|之內|之前|之后|之後|内|內|前|后|後|满|起))?"
_LESS = (
    r"(?:(?:不(?:少于|低于|超过|超過|满|滿|足|高于|多于|大于|小于|迟于|早于|得超过|得少于|得低于)|超过|超過|多于|少于|低于|高于|大于|小于|"
    r"至少|至多|最多|最少|最高|最低|未满|未滿|满|滿|逾|近|约)\s?)?"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WORDS_EN = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|third|"
    "thirds|quarter|quarters|fifths?|once|twice|majority|first|second|fourth|fifth"
)
_N_EN = rf"(?:{_A}|(?:{_WORDS_EN})(?:[\s-](?:and\s)?(?:{_WORDS_EN}))*)"
_FALSE = re.compile(  # Chinese words that only look like numbers
    "一般|一切|一致|一律|统一|統一|唯一|任一|同一|进一步|進一步|一并|一併|一旦|一同|一方面|之一|逐一|第三人|第三方|第三者|一体化|三包|万一"
    "|四川|三亚|九江|五一|七一|八一|百姓|千万别|零售|零部件|零工|十分重要|半导体|八小时外|几乎|万元户"
)
_PATTERNS = (
    ("date", rf"(?:{_A}|[{_C}]+)年(?:度|底|初|末)?(?:(?:{_A}|[{_C}]+)月(?:份|底|初|末)?(?:(?:{_A}|[{_C}]+)[日号號])?)?(?=[^内內以满滿的期限]|$)"),
    ("date", rf"(?:{_A}|[{_C}]+)月(?:{_A}|[{_C}]+)[日号號]"),
    ("date", r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"),
    ("date", rf"\b(?:{_MONTHS})\s+\d{{1,2}}(?:,?\s+\d{{4}})?\b|\b\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?\b"),
    ("date", "(?:公布|发布|發布|颁布|施行|签署|通过|批准|印发|生效)之日|即日"),
    ("percentage", rf"{_LESS}(?:百分之|千分之|万分之)(?:{_A}|[{_C}]+(?:点[{_C}]+)?){_BOUND}"),
    ("percentage", rf"{_LESS}{_A}\s?(?:[%％‰]|个百分点|percent\b|per\s?cent\b){_BOUND}"),
    ("percentage", rf"{_LESS}(?:[{_C}]+分之[{_C}]+|过半数|過半數|半数|半數|多数|多數|全数){_BOUND}"),
    ("amount", rf"{_LESS}(?:人民币|人民幣|新臺幣|美元|港币)?{_N}(?:余|多)?(?:元|圆|角|美元|港元|欧元|日元){_BOUND}"),
    ("amount", rf"(?:¥|￥|\$|RMB|CNY|USD|US\$)\s?{_A}(?:\s?(?:million|billion|thousand))?|\b{_N_EN}\s(?:yuan|dollars?|euros?|RMB)\b"),
    ("deadline", rf"{_LESS}{_N}(?:余|多)?\s?(?:个|個)?(?:工作日|自然日|交易日|年度|季度|月份|周年|小时|小時|分钟|分鐘|星期|学年|日|天|月|年|周|週|季){_BOUND}"),
    ("deadline", rf"\b{_N_EN}\s(?:(?:business|working|calendar|consecutive)\s)?(?:days?|weeks?|months?|years?|hours?|minutes?)\b"),
    ("deadline", "及时|及時|立即|立刻|尽快|儘速|尽早|随时|隨時|按期|定期|当日|當日|次日|当月|次月|当年|次年|每年|每月|每日|每季度?|年度|逾期|期满|届满|屆滿"),
    ("deadline", r"\b(?:immediately|promptly|forthwith|without delay|annually|monthly|quarterly|weekly|daily)\b"),
    ("modal", "不应当|不應當|应当|應當|不应|不應|应予|應予|必须|必須|不必|务必|務必|不得|不可以|可以|不可|不能|不准|不許|不许|禁止|严禁|嚴禁|有权|有權|无权|無權|"
              "无须|無須|无需|無需|不需|需要|允许|允許|不予|一律"
              "|(?<![相适適对對反响響供效])[应應](?![用急对對聘诉訴邀届收付酬])|[须須](?!知)|(?<![许許认認])可(?![能行靠再转轉撤信])|(?<![取获獲所])得(?![到票分失知])"),
    ("modal", r"\b(?:shall|must|may|should|will|can|cannot|might|ought)(?:\s+not|\s+only)?\b|\b(?:is|are|be)\s+(?:not\s+)?(?:required|entitled|permitted|allowed|prohibited|forbidden)\b"),
    ("reference", rf"第\s?{_N}[条條款项項目章节節编編](?:之[{_C}]+)?|前[{_C}]?[条條款项項]|\b(?:Article|Section|Chapter|Paragraph)\s+[0-9IVX]+|§+\s?[0-9][0-9A-Za-z.\-]*"),
    ("number", rf"{_LESS}第?{_N}(?:余|多)?[名人个個次份件位种種倍届屆户戶家级級]?{_BOUND}"),
    ("number", rf"\b(?:{_WORDS_EN})(?:[\s-](?:{_WORDS_EN}))*\b|\b(?:at least|at most|not (?:less|more|later|fewer) than|no (?:less|more|later|fewer) than|up to|over|under|exceed(?:ing|s)?|within|before|after)\b"),
    ("number", "不少于|不低于|不高于|不多于|不超过|不得超过|不迟于|不满|不足|超过|多于|少于|低于|高于|至少|至多|最多|最少|最高|最低|以上|以下|以内|以外|以前|以后"),
)  # fmt: skip
_RISKY = re.compile("|".join(f"(?P<k{n}>{pattern})" for n, (_, pattern) in enumerate(_PATTERNS)), re.I)


@dataclass(frozen=True, slots=True)
class Risk:
    """One risky word that changed.

    kind      from KINDS
    old, new  as printed; "" where there is none. Exchanged words stand together, others alone
    """

    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    text: str
    start: int
    end: int


def risks(change: Change) -> list[Risk]:
    """The risky words a change touched, in the order of the text; all of those of an inserted or deleted provision."""
    return risks_between(change.old_text, change.new_text, change.runs)


def risk_strip(comparison: Comparison) -> list[tuple[Change, list[Risk]]]:
    """The changes that touched risky words, with these."""
    found = ((change, risks(change)) for change in comparison.changes if not change.is_unchanged)
    return [(change, words) for change, words in found if words]


def risks_between(old: str, new: str, runs: Iterable[Run]) -> list[Risk]:
    """The risky words of `old` that do not stand whole and alone at the same place of `new`, and the other way round."""
    olds, news = list(_words(old)), list(_words(new))
    kept = _Kept(runs)
    at_new = {(word.start, word.end): word for word in news}
    gone, stay = [], set()
    for word in olds:
        place = kept.place(word.start, word.end)
        same = at_new.get((place, place + word.end - word.start)) if place is not None else None
        if same is None:
            gone.append(word)
        else:
            stay.add(same)
    came = [word for word in news if word not in stay]
    return _paired(gone, came, kept)


def _words(text: str) -> Iterable[_Word]:
    false = [match.span() for match in _FALSE.finditer(text)]
    for match in _RISKY.finditer(text):
        kind = _PATTERNS[int((match.lastgroup or "k0")[1:])][0]
        if kind == "number" and any(start <= match.start() and match.end() <= end for start, end in false):
            continue
        yield _Word(kind, match[0].strip(), match.start(), match.end())


class _Kept:
    """Where the equal stretches of the runs lie in both texts, and between which two of them a place is."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self.blocks: list[tuple[int, int, int]] = []
        i = j = 0
        for kind, text in runs:
            if kind == "=":
                self.blocks.append((i, j, len(text)))
            i += len(text) if kind != "+" else 0
            j += len(text) if kind != "-" else 0
        self._starts = [i for i, _, _ in self.blocks], [j for _, j, _ in self.blocks]

    def place(self, start: int, end: int) -> int | None:
        """Where the stretch of the old text stands in the new one, None when it did not stay whole."""
        k = bisect_right(self._starts[0], start) - 1
        if k < 0 or end > self.blocks[k][0] + self.blocks[k][2]:
            return None
        return self.blocks[k][1] + start - self.blocks[k][0]

    def gap(self, side: int, word: _Word) -> int:
        """Number of equal stretches that end before the word does: the same for what was exchanged."""
        return sum(1 for block in self.blocks if block[side] + block[2] < word.end)


def _paired(gone: list[_Word], came: list[_Word], kept: _Kept) -> list[Risk]:
    """Puts a vanished word and a new one of the same kind and place together, in the order of the new text."""
    found: list[tuple[int, int, Risk]] = []
    waiting = [(kept.gap(1, word), word) for word in came]
    for word in gone:
        gap = kept.gap(0, word)
        match = next((entry for entry in waiting if entry[0] == gap and _alike(entry[1].kind, word.kind)), None)
        if match is None:
            found.append((gap, 0, Risk(word.kind, word.text, "")))
            continue
        waiting.remove(match)
        if normalised(word.text) != normalised(match[1].text):
            kind = min(word.kind, match[1].kind, key=KINDS.index)
            found.append((gap, 0, Risk(kind, word.text, match[1].text)))
    found += [(gap, 1, Risk(word.kind, "", word.text)) for gap, word in waiting]
    return [risk for _, _, risk in sorted(found, key=lambda entry: entry[:2])]


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"date", "percentage", "amount", "deadline", "number"}
