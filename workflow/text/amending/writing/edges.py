"""Where words begin and end, so that what a decision quotes is made of whole ones.

No dictionary has all the words of a text. What is known is a list of words, the particles between them, and the text itself:
two words that it mostly writes together are a term. An edge counts as good where a mark or a particle stands, as fair between
two known words that are no term, and as none everywhere else; whoever looks for an edge goes on to the next good one, and the
next mark is never far.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import add

from workflow.text.amending.writing.lexicon import WORDS

MARK, GOOD, FAIR, NONE = 3, 2, 1, 0
_LONGEST = 8  # characters of a word of the list
_TOGETHER = 5  # words and unknown characters that a term may have
_OFTEN = 3  # times that two words stand together in a term
_SHARE = 0.4  # of all times that the rarer of them stands somewhere
_NUMERAL = "零〇一二三四五六七八九十百千万两0-9"
_ATOM = re.compile(
    rf"第[（(]?[{_NUMERAL}]+[）)]?(?:条|款|项|目|章|节|编|條|項|節|次|届|届次|个|分编|自然段|批|期|类|种|季度)?(?:之[一二三四五六七八九十]+)?"
    rf"|百分之[{_NUMERAL}点]+|[{_NUMERAL}]+分之[{_NUMERAL}]+|[一二三四五六七八九十]、"
    rf"|[0-9０-９]+(?:[.,，．:：/-][0-9０-９]+)*(?:\s?(?:[%％‰]|[万亿]元|个?工作日|个月|小时|分钟|平方米|立方米|公里|公斤|千克|毫米|厘米|吨|(?:年[0-9]+月[0-9]+日?|月[0-9]+日)|[年月日天周时元万亿人次名条款项份件]))?"
    rf"|[{_NUMERAL}]+(?:个?工作日|个月|周岁|小时|分钟|平方米|立方米|公里|公斤|千克|毫米|厘米|吨|[年月日天周元人次名份件倍项条款种类个级])"
    r"|(?:[Aa]rticle|[Ss]ection|[Cc]lause|[Cc]hapter|[Pp]art|[Aa]nnex|[Pp]aragraph|§)s? ?"
    r"(?:[0-9]+[A-Z]?(?:[.-][0-9]+)*|[IVX]+(?:\.[A-Z])?)(?:\([0-9a-z]{1,4}\))*(?![0-9A-Za-z])"
    r"|[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*|《[^《》]{1,60}》"
)
_HAN = re.compile("[\u3400-\u9fff〇]+")
#: Particles that belong to neither neighbour, those that belong to the word before them, and those that belong to the next.
_FREE = frozenset(
    "的和与或及在由对向从将被把按依经自因为以于至到给使并且但而即则若均都已再仍只仅就也又还凡如是應與會對從將給當於並則為"
)
_RANKED = frozenset("平同对高初中均劣特优上下一二三四甲乙丙相何此不头次差")  # 高等, 同等
_BACK = frozenset("内外中上下前后时等起止者们後內時")
_FORTH = frozenset("不未无有所各每其该本此这那非应须可無該這須")
#: Verbs of one character, which stand by themselves beside a word of the list.
_VERBS = frozenset("报设交给送请派任兼选办受判罚签填写報設請選辦")
_LINKS = """
应当 可以 不得 必须 或者 以及 并且 但是 按照 依照 根据 由于 为了 其他 有关 及其 通过 予以 因为 因此 同时 对于 关于 之间 之前 之后 之日起
以外 以内 以上 以下 以前 以后 自己 所有 任何 每年 其中 是否 是指 包括 除外 除 后 依据 经过 与其 进行 作为 不予 不能 需要 如果 应
應當 必須 依照 對於 關於 以後 以內 得以 應 所定
"""
_PARTICLES = frozenset(_LINKS.split())


def latin(sign: str) -> bool:
    """Whether a sign is of a script that writes blanks between words."""
    return sign.isascii() or "À" <= sign <= "ɏ"


def is_particle(words: str) -> bool:
    """Whether `words` are particles and nothing else: 的, 中的, 以及在."""
    return words in _PARTICLES or all(sign in _FREE or sign in _BACK or sign in _FORTH for sign in words)


class Edges:
    """How well what is quoted may begin or end at a place of a text.

    texts  all strings of the regulations at hand, asked for once and only when needed
    """

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts
        self._known: dict[str, list[int]] = {}
        self._terms: dict[tuple[str, str], bool] = {}
        self._counts: dict[str, int] = {}

    @cached_property
    def _all(self) -> str:
        return "\n".join(self._texts())

    def worth(self, text: str, place: int) -> int:
        """MARK at a mark or an end of `text`, GOOD beside a particle, FAIR between two words, NONE inside a word or unknown."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = _worths(text, self._terms_in)
        worth = found[place]
        if worth >= NONE:
            return worth
        left, right = divmod(-worth, _LONGEST * 8)
        return NONE if self._is_term(text[place - left : place], text[place : place + right]) else FAIR

    def _terms_in(self, parts: list[str]) -> list[tuple[int, int]]:
        """Of `parts` those side by side, some of them unknown, that the texts use as a term: the first, and behind the last."""
        found: list[tuple[int, int, int, int]] = []
        for i, first in enumerate(parts):
            words, unknown = "", False
            for j in range(i, min(len(parts), i + _TOGETHER)):
                if _is_loose(parts[j], after=True) or _is_loose(parts[j], after=False):
                    break
                if words and self._twos[words[-1] + parts[j][0]] < _OFTEN:
                    break
                words, unknown = words + parts[j], unknown or _is_unknown(parts[j])
                if unknown and words != first and (count := self._count(words)) >= _OFTEN:
                    found.append((count, len(words), i, j + 1))
        taken: list[tuple[int, int]] = []
        for _, _, i, j in sorted(found, reverse=True):
            if all(j <= start or end <= i for start, end in taken):
                taken.append((i, j))
        return taken

    @cached_property
    def _twos(self) -> Counter[str]:
        return Counter(map(add, self._all, self._all[1:]))

    def _count(self, words: str) -> int:
        found = self._counts.get(words)
        if found is None:
            found = self._counts[words] = self._all.count(words)
        return found

    def _is_term(self, one: str, other: str) -> bool:
        found = self._terms.get((one, other))
        if found is None:
            together = self._count(one + other)
            found = together >= _OFTEN and together >= _SHARE * min(self._count(one), self._count(other))
            self._terms[one, other] = found
        return found


def _worths(text: str, terms: Callable[[list[str]], list[tuple[int, int]]]) -> list[int]:
    """The worth of every place; between two words that may be a term, the lengths of both, below zero."""
    worths = [NONE] * (len(text) + 1)
    for place in range(len(text) + 1):
        if place in (0, len(text)) or not (text[place - 1].isalnum() and text[place].isalnum()):
            worths[place] = MARK
        elif latin(text[place - 1]) != latin(text[place]):
            worths[place] = FAIR
    at = 0
    for match in _ATOM.finditer(text):
        _words(text, at, match.start(), worths, terms)
        worths[match.start() + 1 : match.end()] = [NONE] * (match.end() - match.start() - 1)
        at = match.end()
    _words(text, at, len(text), worths, terms)
    for match in _ATOM.finditer(text):
        for place in (match.start(), match.end()):
            if worths[place] == NONE:
                worths[place] = GOOD
    return worths


def _words(
    text: str, start: int, stop: int, worths: list[int], terms: Callable[[list[str]], list[tuple[int, int]]]
) -> None:
    """Fills in the places of `text` between `start` and `stop`, where no number or name stands."""
    for han in _HAN.finditer(text, start, stop):
        parts = _parted(han[0])
        places = [han.start(), *accumulate(map(len, parts), initial=han.start())][1:]
        for k in range(1, len(parts)):
            worths[places[k]] = _between(parts, k)
        for i, j in terms(parts):
            worths[places[i] + 1 : places[j]] = [NONE] * (places[j] - places[i] - 1)
            if i and worths[places[i]] == NONE and _stands_apart(parts, i - 1, -1):
                worths[places[i]] = FAIR
            if j < len(parts) and worths[places[j]] == NONE and _stands_apart(parts, j, 1):
                worths[places[j]] = FAIR


def _stands_apart(parts: list[str], k: int, step: int) -> bool:
    """Whether what is beside a term is a word by itself: one of the list, or more than one unknown character."""
    beyond = k + step
    return not (parts[k] in _FORTH if step < 0 else parts[k] in _BACK) and (
        not _is_unknown(parts[k]) or (0 <= beyond < len(parts) and _is_unknown(parts[beyond]))
    )


def _between(parts: list[str], k: int) -> int:
    left, right = parts[k - 1], parts[k]
    if (
        right == "等"
        and left[-1] not in _RANKED
        and (len(left) > 1 or (k > 1 and not _is_loose(parts[k - 2], after=True)))
    ):
        return FAIR  # 保健品等: what is listed, and not a rank
    if left in _FORTH or right in _BACK:
        return NONE
    loose, tight = _is_loose(left, after=True), _is_loose(right, after=False)
    if (loose and not _is_stray(parts, k, 1)) or (tight and not _is_stray(parts, k - 1, -1)):
        if _is_unknown(right if loose else left):
            return NONE if left in _BACK else FAIR
        return GOOD
    if (left in _VERBS and len(right) > 1) or (right in _VERBS and len(left) > 1):
        return FAIR
    if len(left) > 1 and len(right) > 1:
        return -(len(left) * _LONGEST * 8 + len(right))
    return NONE


def _is_unknown(part: str) -> bool:
    return len(part) == 1 and not (part in _FREE or part in _BACK or part in _FORTH)


def _is_loose(part: str, *, after: bool) -> bool:
    return part in _FREE or part in _PARTICLES or part in (_BACK if after else _FORTH)


def _is_stray(parts: list[str], k: int, step: int) -> bool:
    """Whether one unknown character stands at `k` between a particle and a word, and may belong to either."""
    if len(parts[k]) > 1 or _is_loose(parts[k], after=True) or _is_loose(parts[k], after=False):
        return False
    beyond = k + step
    return 0 <= beyond < len(parts) and len(parts[beyond]) > 1 and parts[beyond] not in _PARTICLES


@lru_cache(maxsize=4096)
def _parted(words: str) -> list[str]:
    """`words` in the fewest words of the list and single characters, particles before other ones."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(words) + 1):
        sign = words[end - 1]
        cost = 1.2 if sign in _FREE or sign in _BACK or sign in _FORTH else 2.0
        found = (best[end - 1][0] + cost, end - 1)
        for start in range(max(0, end - _LONGEST), end - 1):
            if words[start:end] in WORDS:
                found = min(found, (best[start][0] + 1.0, start))
        best.append(found)
    parts: list[str] = []
    end = len(words)
    while end:
        start = best[end][1]
        parts.append(words[start:end])
        end = start
    return parts[::-1]
