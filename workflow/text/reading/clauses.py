"""Finds the clauses of texts without 第X条: enterprise standards numbered 1, 1.1, 1.1.1 and papers numbered 一、（一）.

A number at the beginning of a line labels a clause when it goes on in the numbering, and not because it looks like one:
3.5吨以上, 2025年 and 一、二级单位 begin lines too. The text and each annex number for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise

from workflow.text import tables
from workflow.text.labels import chinese
from workflow.text.labels.clauses import Clause, Form, dotted, read
from workflow.text.labels.marks import Mark, marked
from workflow.text.lines import Line
from workflow.text.reading import front
from workflow.text.tree import Kind

_ENDS = "。；：，、！？;:,.!?…"
_HEADING = 40  # characters; a longer line is a sentence
_ENGLISH_HEADING = 100
_SKIPPED = 6  # numbers that a text may leave out and still go on
#: What makes a figure of the number right before it: 3.5吨, 1.25倍, 10kV. Nothing is counted in tenths: 2.1组长 is a clause.
_MEASURE = (
    "吨|米|元|万|亿|倍|千克|千瓦|公斤|公里|克|升|秒|分钟|度(?!假)|伏|安培|瓦|兆|帕|毫|厘|小时|天(?!车)|年(?!度)|个(?!人)|岁"
    "| (?:tonnes?|percent|per cent|million|hours?|minutes?|days?|years?|times)\\b"
    "|[kKmMcCdµμ]?(?:g|m|L|l|Pa|V|A|W|Hz|s|h|N)(?![A-Za-z]| [a-z])|dB|[%％‰℃°]"
)
FIGURE = re.compile(rf"[ \u3000]?(?:{_MEASURE})")
_COUNTED = re.compile(rf"{_MEASURE}|[号期路线组类项级栋层排班炉批只根条块车箱袋桶辆间处家户名人件台套次月日周时点]")
#: What makes a range or a citation of it: 3.2～3.5, 4.1.2的规定.
_GOES_ON = re.compile(r"[～~\-—–至及和或与/／××=＝+＋<>≤≥]|[ \u3000]*[，,；;。)）的～~／/×=＝≤≥]|[条款项中所]")
_CITED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})+(?:规定|的|所|条|款|项|要求)")
_SORTS = re.compile("[一二三四五六七八九十]+[、类种级项款条者]")
_MARKS = re.compile("[“”「」]")


def is_heading(words: str) -> bool:
    """Whether the words behind a label are the heading of a clause and no sentence."""
    return 0 < len(words) <= _HEADING and words[-1] not in _ENDS and "。" not in words and "；" not in words


def is_english_heading(words: str) -> bool:
    """The same of English words."""
    return 0 < len(words) <= _ENGLISH_HEADING and words[-1] not in _ENDS and ". " not in words and words[0].isupper()


def marks(lines: list[Line], is_article: Callable[[int], bool]) -> dict[int, Mark]:
    """The line of each heading that is marked as one (# 化验室主任) → its mark; none in a text that has articles."""
    found = {
        at: one for at in _outside(lines, 0, len(lines)) if (one := marked(lines[at].text)) and at + 1 < len(lines)
    }
    if all(front.is_plain_heading(lines[at].text[one.end :]) for at, one in found.items()):
        return {}  # 附则 needs none
    return {} if not found or any(is_article(at) for at in range(len(lines))) else found


def english_clauses(
    lines: list[Line],
    annex_begins: Callable[[int], bool],
    is_article: Callable[[int], bool],
    heads: Collection[int] = (),
) -> dict[int, Clause]:
    """The same of an English text: 1, 1.1, 1.1.1, or I. and below it A. or (1)."""
    found: dict[int, Clause] = {}
    for start, stop in _scopes(lines, annex_begins, is_article, heads):
        places = list(_outside(lines, start, stop))
        found |= _dotted(lines, places) or _romans(lines, places)
    return found


def clauses(
    lines: list[Line],
    annex_begins: Callable[[int], bool],
    is_article: Callable[[int], bool],
    heads: Collection[int] = (),
) -> dict[int, Clause]:
    """The line of each clause → its label; nothing for a text, or an annex, that has articles.

    heads  the lines of headings without number, below each of which numbers begin anew
    """
    found: dict[int, Clause] = {}
    for start, stop in _scopes(lines, annex_begins, is_article, heads):
        places = list(_outside(lines, start, stop))
        found |= _dotted(lines, places) or _commas(lines, places) or (_points(lines, places) if start == 0 else {})
    return found


def _scopes(
    lines: list[Line],
    annex_begins: Callable[[int], bool],
    is_article: Callable[[int], bool],
    heads: Collection[int],
) -> Iterator[tuple[int, int]]:
    """From which line to which the text, and each annex, numbers for itself; those that have articles are left out."""
    starts = [0, *(at for at in range(1, len(lines)) if at in heads or annex_begins(at)), len(lines)]
    for start, stop in pairwise(starts):
        if not any(is_article(at) for at in range(start, stop)):
            yield start, stop


def _outside(lines: list[Line], start: int, stop: int) -> Iterator[int]:
    """The lines that stand in no quotation, no table and no table of contents."""
    quoting = False
    at = start
    while at < stop:
        words = lines[at].text
        if front.is_contents(words):
            at = max(at + 1, front.contents_end(lines, at))
            continue
        if not quoting and not tables.is_row(words):
            yield at
        if marks := _MARKS.findall(words):
            quoting = marks[-1] in "“「"
        at += 1


def _dotted(lines: list[Line], places: list[int]) -> dict[int, Clause]:
    """Clauses numbered 1, 1.1, 1.1.1. A single number needs clauses with a dot beside it, or its lines are a list."""
    found: dict[int, Clause] = {}
    last: tuple[int, ...] = ()
    letter = ""
    below = {one.path: at for at in places if (one := dotted(lines[at].text)) and len(one.path) == 2}
    listed: tuple[str, int] = "", 0  # the mark and the last number of a list that is going on
    for at in places:
        words = lines[at].text
        label = dotted(words)
        if label is None:
            chapter = chinese.numbered(words)
            if chapter and chapter.kind == Kind.CHAPTER and chapter.number and is_heading(words[chapter.end :].strip()):
                last = (chapter.number.main,)  # 第2章, with 2.1 below it
            continue
        if label.letter != letter and label.letter and label.path == (1,):
            last, letter = (), label.letter
        goes_on = label.letter == letter and _goes_on(label.path, last)
        if not goes_on and (shorter := _run_together(words, last)):
            label, goes_on = shorter, True
        number = label.path[0] if len(label.path) == 1 and not label.letter else 0
        mark = _mark(label, words)
        listed_on = number and mark and (mark, number - 1) == listed
        if goes_on and not listed_on and _may_label(label, words[label.end :], below.get((number, 1), -1) > at):
            found[at], last, listed = label, label.path, ("", 0)
        elif number:
            listed = mark, number
    return found if sum(len(one.path) > 1 or bool(one.letter) for one in found.values()) > 1 else {}


def _mark(label: Clause, words: str) -> str:
    """What stands right behind a number and tells one list from another; "" for a blank or a word."""
    if label.printed and label.printed[-1] in ".．、":
        return label.printed[-1]
    behind = words[label.end : label.end + 1]
    return behind if behind in (")", "）") else ""


def _goes_on(path: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether a clause may come after `last`: below it, or beside it or one above it, with a few left out."""
    if not last:
        return path in ((1,), (1, 1), (0,))
    if path[:-1] == last:
        return path[-1] <= 1 + _SKIPPED // 2
    depth = len(path) - 1
    return depth < len(last) and path[:-1] == last[:depth] and last[depth] < path[-1] <= last[depth] + _SKIPPED


def _run_together(words: str, last: tuple[int, ...]) -> Clause | None:
    """The label of 4.33.2.3规定的, where 4.3 is the next clause and cites 3.2.3 without a blank."""
    if not last:
        return None
    text = ".".join(map(str, (*last[:-1], last[-1] + 1)))
    if words.startswith(text) and _CITED.match(words, len(text)):
        return Clause(Form.DOTTED, (*last[:-1], last[-1] + 1), text, text, len(text))
    return None


def _may_label(label: Clause, rest: str, proved: bool) -> bool:
    """Whether what stands behind a number lets it be a label: no unit, no range, no citation.

    proved  clauses below it follow, so that what looks like a unit is none: 2人员要求
    """
    single = len(label.path) == 1 and not label.letter
    if not rest.strip():
        return not single
    if single:
        if not is_heading(rest.strip()) or rest[0] in ")）" or _GOES_ON.match(rest):
            return False
        return proved or not _COUNTED.match(rest)
    return _GOES_ON.match(rest) is None and not (len(label.path) == 2 and not label.letter and FIGURE.match(rest))


def _commas(lines: list[Line], places: list[int]) -> dict[int, Clause]:
    """Clauses numbered 一、 and, below those that are headed, （一）; without any 一、, （一） alone."""
    found = _two_levels(lines, places, Form.COMMA, (Form.BRACKET,), is_heading)
    many = sum(label.form is Form.COMMA for label in found.values())
    return found if many > 1 else {} if many else _brackets(lines, places)


def _two_levels(
    lines: list[Line], places: list[int], outer: Form, inner: tuple[Form, ...], heads: Callable[[str], bool]
) -> dict[int, Clause]:
    """Clauses of one form and, below those that are headed, of another: that in which the first of them is numbered."""
    found: dict[int, Clause] = {}
    main = below = 0
    form: Form | None = None
    headed = False
    before = ""
    for at in places:
        words = lines[at].text
        label = read(outer, words)
        if label and not _SORTS.match(words, label.end) and main < label.number <= main + 1 + _SKIPPED // 2:
            rest = words[label.end :].strip()
            found[at], main, below, headed = label, label.number, 0, heads(rest)
        elif (part := chinese.numbered(words)) and part.kind == Kind.PART and heads(words[part.end :].strip() or "一"):
            main = below = 0
        elif headed:
            labels = [one for one in (read(style, words) for style in inner) if one and (not below or one.form is form)]
            label = labels[0] if labels else None
            announced = not below and before.endswith(("：", ":"))  # as a list of what was just said
            follows = label and (below < label.number <= below + 1 + _SKIPPED // 2 if below else label.number == 1)
            if label and follows and not announced:
                found[at], below, form = label, label.number, label.form
        before = words
    return found


def _romans(lines: list[Line], places: list[int]) -> dict[int, Clause]:
    """English clauses numbered I. and, below them, A. or (1)."""
    found = _two_levels(lines, places, Form.ROMAN, (Form.CAPITAL, Form.PAREN), is_english_heading)
    outer = [at for at, label in found.items() if label.form is Form.ROMAN]
    headed = all(is_english_heading(lines[at].text[found[at].end :].strip()) for at in outer)
    return found if len(outer) > 1 and headed else {}


def _points(lines: list[Line], places: list[int]) -> dict[int, Clause]:
    """Clauses numbered 1. alone, in a text that has no other numbers above them."""
    found: dict[int, Clause] = {}
    last = 0
    for at in places:
        label = read(Form.POINT, lines[at].text)
        if label and last < label.number <= last + 1 + (_SKIPPED // 2 if found else 0):
            found[at], last = label, label.number
    return found if len(found) > 1 else {}


def _brackets(lines: list[Line], places: list[int]) -> dict[int, Clause]:
    """Clauses numbered （一） alone: headings, with sentences between them."""
    found: dict[int, Clause] = {}
    for at in places:
        label = read(Form.BRACKET, lines[at].text)
        if label and label.number == len(found) + 1 and is_heading(lines[at].text[label.end :].strip()):
            found[at] = label
    apart = all(second - first > 1 for first, second in pairwise(found))
    return found if len(found) > 1 and apart else {}
