"""The patterns of an amending decision that speak of wording: 修改为：“…”, 将“甲”修改为“乙”, 在“甲”后增加“乙”, 删去“甲”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workflow.text.amending.decision import patterns as say
from workflow.text.amending.decision.cursor import Cursor
from workflow.text.amending.decision.quotes import OPEN
from workflow.text.amending.said.operations import CannotCarry, Place, Portion, Quotation, Reach, Run, Side, Unit, Verb
from workflow.text.labels.chinese import listed, numbered
from workflow.text.labels.numerals import counted
from workflow.text.tree import Kind


def nth(cursor: Cursor) -> int:
    """第一处, 最后一处 in front of a quotation; 0 when every occurrence is meant."""
    match = cursor.match(say.NTH)
    if match is None:
        return 0
    return counted(match[1]) if match[1] else 1 if match[2] else -1


def whole(cursor: Cursor) -> bool:
    """Whether nothing that narrows the place follows: the sentence goes on, or is over."""
    cursor.match(say.ALL_OF_IT)
    return cursor.is_at_end or say.BOUNDARY.match(cursor.words, cursor.at) is not None


# 修改为：“…”


def restated(cursor: Cursor, places: list[Place], parts: int = 0) -> bool:
    """第四条修改为：“…”. `parts`: how many 款 the wording has to have."""
    cursor.match(say.CONTENT)
    match = cursor.match(say.RESTATE)
    if match is None:
        return False
    cursor.match(say.AS_FOLLOWS)
    text = _wording(cursor, places, match[0])
    if text is None:
        return False
    if parts and sum(listed(line) is None for quotation in text for line in quotation) != parts:
        raise CannotCarry(
            "新的文字与所说的款数不符", "the new wording does not have the number of paragraphs that is said"
        )
    return cursor.emit(Verb.RESTATE, places, text=tuple(text))


def restated_again(cursor: Cursor) -> bool:
    """修改为 with the place named before."""
    if cursor.match(say.RESTATE) is None or not cursor.places.last.unit:
        return False
    run = cursor.run()
    return run is not None and cursor.emit(Verb.RESTATE, [cursor.places.last], text=tuple(run))


def _wording(cursor: Cursor, places: list[Place], verb: str) -> Run | None:
    run = cursor.run()
    if run is not None:
        return run
    if len(places) == 1 and places[0].unit == Kind.TITLE and (name := cursor.match(say.NEW_TITLE)) is not None:
        return [[name[1]]]
    return _unquoted(cursor, verb) if verb.endswith("：") and len(places) == 1 else None


def _unquoted(cursor: Cursor, verb: str) -> Run | None:
    """修改为：… without marks: the wording is all the rest of the item, and the item says nothing else."""
    rest = cursor.words[cursor.at :]
    if not rest.strip("。") or OPEN in cursor.words or say.ASKS.search(rest) or cursor.words.count(verb) != 1:
        return None
    start = re.search(re.escape(verb[:-1]) + "[：:]", cursor.raw)
    if start is None:
        return None
    lines: Quotation = [line.strip(" \u3000") for line in cursor.raw[start.end() :].split("\n")]
    cursor.at = len(cursor.words)
    return [[line for line in lines if line]]


# 增加“…”


def told_by_words(cursor: Cursor, places: list[Place]) -> list[Place]:
    """第三条“下列情形”部分: the 款 that has these words."""
    match = say.TOLD_BY_WORDS.match(cursor.words, cursor.at)
    if match is None or len(places) != 1 or not places[0].is_whole:
        return places
    said = cursor.runs[int(match[1])]
    if len(said) != 1 or len(said[0]) != 1:
        return places
    cursor.used.add(int(match[1]))
    cursor.at = match.end()
    return [replace(places[0], quoted=said[0][0])]


def appended(cursor: Cursor, places: list[Place], word: str) -> bool:
    """…末尾增加“…”, 第一句后增加一句：“…”. `word`: what stands between the place and the verb."""
    match = cursor.match(say.APPEND)
    run = cursor.run() if match is not None else None
    if match is None or run is None:
        return False
    side = {**say.SIDES, "末": Side.END, "首": Side.START, "中": Side.AMID}.get(word[:1], "")
    if places[0].part == Portion.END:
        side = Side.END
    if places[0].part == Portion.START:
        side = Side.START
    unit: Unit = Reach.SENTENCE if "一句" in match[0] else ""
    return cursor.emit(Verb.APPEND, places, text=tuple(run), side=side, unit=unit)


# 删去


def taken_out(cursor: Cursor, places: list[Place]) -> bool:
    """第四条删去, 第四条中的“甲”删去 the other way round: 第四条删去“甲”."""
    start = cursor.at
    inside = (cursor.match(say.MIDDLE) or [""])[0]
    if cursor.match(say.STRIKE) is None:
        cursor.at, inside = start, ""
        cursor.match(say.ALL_OF_IT)
        if cursor.match(say.STRIKE) is None:
            return False
    number = nth(cursor)
    run = cursor.run()
    if run is None:
        return inside in ("", "的") and whole(cursor) and cursor.emit(Verb.DELETE, places)
    cursor.match(say.QUOTED)
    return cursor.emit(Verb.STRIKE, places, words=tuple(run), nth=number)


def struck(cursor: Cursor, places: Sequence[Place], number: int = 0) -> bool:
    """“甲”、“乙”和“丙” after 删去第二条中的."""
    run = cursor.run()
    if run is None:
        return False
    while run is not None:
        cursor.match(say.QUOTED)
        cursor.emit(Verb.STRIKE, places or [cursor.places.last], words=tuple(run), nth=number)
        more = say.AND_QUOTED.match(cursor.words, cursor.at)
        cursor.at = more.end() if more is not None else cursor.at
        run = cursor.run() if more is not None else None
    return True


# “甲”


def worded(cursor: Cursor, places: list[Place]) -> bool:
    """第四条中的“甲”…."""
    cursor.match(say.MIDDLE)
    return (cursor.is_at_quotation() or say.NTH.match(cursor.words, cursor.at) is not None) and exchange(cursor, places)


def quoted(cursor: Cursor) -> bool:
    """“甲”修改为“乙” with the place named before, or 将“一、旧标题”修改为“一、新标题”."""
    here = cursor.is_at_quotation() or say.NTH.match(cursor.words, cursor.at) is not None
    return here and exchange(cursor, [cursor.places.last])


def exchange(cursor: Cursor, places: list[Place]) -> bool:
    """“甲”修改为“乙”, “甲”后增加“乙”, “甲”删去."""
    number = nth(cursor)
    olds: list[Run] = []
    while (run := cursor.run()) is not None:
        olds.append(run)
        cursor.match(say.QUOTED)
        link = say.AND_QUOTED.match(cursor.words, cursor.at)
        cursor.at = link.end() if link is not None else cursor.at
        if link is None:
            break
    if not olds:
        return False
    if (match := cursor.match(say.INSERT)) is not None:
        after = cursor.run()
        side = Side.AFTER if match[2].startswith("后") else Side.BEFORE
        return after is not None and all(
            cursor.emit(Verb.INSERT, places, words=tuple(run), text=tuple(after), side=side, nth=number) for run in olds
        )
    if cursor.match(say.STRIKE) is not None:
        return all(cursor.emit(Verb.STRIKE, places, words=tuple(run), nth=number) for run in olds)
    if cursor.match(say.RESTATE) is None:
        return False
    after = cursor.run()
    if after is None:
        return False
    labels = [_label(olds[0]), _label(after)]
    if len(olds) == 1 and all(labels) and not places[0].unit:
        old = Place(Kind.ARTICLE, labels[0], foreign=places[0].foreign)
        return cursor.emit(Verb.RENUMBER, [old], unit=Kind.ARTICLE, labels=(labels[1],))
    return all(cursor.emit(Verb.EXCHANGE, places, words=tuple(run), text=tuple(after), nth=number) for run in olds)


def _label(run: Run) -> str:
    """The label of an article when the run is nothing else: “第八条”调整为“第七条”."""
    words = run[0][0] if len(run) == 1 and len(run[0]) == 1 else ""
    label = numbered(words) if words else None
    return label.text if label is not None and label.kind == Kind.ARTICLE and label.end == len(words) else ""
