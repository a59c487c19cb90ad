"""The patterns of an amending decision that speak of wording: 修改为：“…”, 将“甲”修改为“乙”, 在“甲”后增加“乙”, 删去“甲”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workflow.text.amending.decision import patterns as say
from workflow.text.amending.decision.cursor import Cursor
from workflow.text.amending.decision.quotes import OPEN
from workflow.text.amending.said.operations import CannotCarry, Place, Portion, Quotation, Reach, Run, Side, Unit, Verb
from workflow.text.fingerprint import normalised
from workflow.text.labels.chinese import listed, numbered
from workflow.text.labels.numerals import counted
from workflow.text.tree import Kind


def which(cursor: Cursor) -> dict[str, int]:
    """第一处, 最后一处, 两处 in front of a quotation: which occurrence is meant, or how many there have to be."""
    match = cursor.match(say.NTH)
    if match is None or match[5]:
        return {}
    if match[4]:
        return {"times": say.count(match[4])}
    return {"nth": counted(match[1]) if match[1] else 1 if match[2] else -1}


def whole(cursor: Cursor) -> bool:
    """Whether nothing that narrows the place follows: the sentence goes on, or is over."""
    cursor.match(say.ALL_OF_IT)
    return cursor.is_at_end or say.BOUNDARY.match(cursor.words, cursor.at) is not None


# 修改为：“…”


def restated(cursor: Cursor, places: list[Place], parts: int = 0) -> bool:
    """第四条修改为：“…”. `parts`: how many 款 the wording has to have."""
    cursor.match(say.CONTENT)
    from_title = places[0].unit == Kind.TITLE and cursor.match(say.FROM_TITLE)
    if from_title and not cursor.places.names.is_ours(from_title[1]):
        raise CannotCarry(f"本文件不叫《{from_title[1]}》", f"this text is not called “{from_title[1]}”")
    match = cursor.match(say.RESTATE) or cursor.match(say.REVISED)
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
    _check_agrees(cursor, places, text)
    return cursor.emit(Verb.RESTATE, places, text=tuple(text))


def restated_again(cursor: Cursor) -> bool:
    """修改为 with the place named before."""
    if cursor.match(say.RESTATE) is None or not cursor.places.last.unit:
        return False
    run = cursor.run()
    if run is None:
        return False
    _check_agrees(cursor, [cursor.places.last], run)
    return cursor.emit(Verb.RESTATE, [cursor.places.last], text=tuple(run))


def renamed(cursor: Cursor) -> bool:
    """《甲办法》更名为《乙办法》."""
    if cursor.words[cursor.at : cursor.at + 1] != "《":
        return False
    cursor.at = cursor.places.law(cursor.at)
    if cursor.match(say.RENAMED) is None:
        return False
    text = _wording(cursor, [Place(Kind.TITLE)], "")
    title = Place(Kind.TITLE, foreign=cursor.places.foreign)
    return text is not None and cursor.emit(Verb.RESTATE, [title], text=tuple(text))


def _check_agrees(cursor: Cursor, places: Sequence[Place], text: Run) -> None:
    """CannotCarry when a wording, said to be what a place becomes, has not the words that the item put there before."""
    whole = normalised("".join(line for quotation in text for line in quotation))
    for one in cursor.found:
        if one.verb not in (Verb.EXCHANGE, Verb.INSERT) or not set(one.places) & set(places):
            continue
        new = normalised("".join(line for quotation in one.text for line in quotation))
        if new not in whole:
            raise CannotCarry(
                f"前面改成的“{new[:20]}”不在后面的全文中",
                f"the words “{new[:20]}” put there are not in the wording given",
            )


def _wording(cursor: Cursor, places: list[Place], verb: str) -> Run | None:
    run = cursor.run()
    if run is not None:
        return run
    if len(places) == 1 and places[0].unit == Kind.TITLE and (name := cursor.match(say.NEW_TITLE)) is not None:
        return [[name[1]]]
    text = _unquoted(cursor, verb) if verb.endswith("：") and len(places) == 1 else None
    if text is not None and places[0].unit == Kind.TITLE:
        return [[line.rstrip("。") for line in text[0]]]
    return text


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
    counts = which(cursor)
    run = cursor.run()
    if run is None:
        return inside in ("", "的") and whole(cursor) and cursor.emit(Verb.DELETE, places)
    cursor.match(say.QUOTED)
    return cursor.emit(Verb.STRIKE, places, words=tuple(run), **counts)


def struck(cursor: Cursor, places: Sequence[Place], counts: dict[str, int]) -> bool:
    """“甲”、“乙”和“丙” after 删去第二条中的."""
    run = cursor.run()
    if run is None:
        return False
    while run is not None:
        cursor.match(say.QUOTED)
        cursor.emit(Verb.STRIKE, places or [cursor.places.last], words=tuple(run), **counts)
        more = say.AND_QUOTED.match(cursor.words, cursor.at)
        cursor.at = more.end() if more is not None else cursor.at
        run = cursor.run() if more is not None else None
    return True


# “甲”


def worded(cursor: Cursor, places: list[Place]) -> bool:
    """第四条中的“甲”…, 第四条中的就餐时间由“甲”…."""
    start = cursor.at
    cursor.match(say.MIDDLE)
    if _is_at_words(cursor):
        return exchange(cursor, places)
    cursor.at = start
    match = cursor.match(say.ABOUT)
    if match is None:
        return False
    cursor.match(say.MIDDLE)
    return exchange(cursor, places, match["about"])


def quoted(cursor: Cursor) -> bool:
    """“甲”修改为“乙” with the place named before, or 将“一、旧标题”修改为“一、新标题”."""
    return _is_at_words(cursor) and exchange(cursor, [cursor.places.last])


def replaced(cursor: Cursor) -> bool:
    """用“乙”替换第四条中的“甲”."""
    match = cursor.match(say.EXCHANGED_FOR)
    places = cursor.place() if match is not None else None
    if match is None or places is None:
        return False
    cursor.match(say.MIDDLE)
    counts = which(cursor)
    run = cursor.run()
    if run is None:
        return False
    cursor.used.add(int(match[1]))
    cursor.match(say.QUOTED)
    return cursor.emit(Verb.EXCHANGE, places, words=tuple(run), text=tuple(cursor.runs[int(match[1])]), **counts)


def _is_at_words(cursor: Cursor) -> bool:
    return cursor.is_at_quotation() or say.NTH.match(cursor.words, cursor.at) is not None


def exchange(cursor: Cursor, places: list[Place], about: str = "") -> bool:
    """“甲”修改为“乙”, “甲”后增加“乙”, “甲”删去. `about`: what stands in front of the old words."""
    counts = which(cursor)
    more: dict[str, object] = {**counts, "about": about}
    olds = _side_by_side(cursor)
    if not olds:
        return False
    if len(olds) == 2 and not counts and cursor.match(say.BETWEEN) is not None:
        return _between(cursor, places, olds)
    if (match := cursor.match(say.INSERT)) is not None:
        after = cursor.run()
        side = Side.AFTER if match[2].startswith("后") else Side.BEFORE
        return after is not None and all(
            cursor.emit(Verb.INSERT, places, words=tuple(run), text=tuple(after), side=side, **more) for run in olds
        )
    if cursor.match(say.STRIKE) is not None:
        return all(cursor.emit(Verb.STRIKE, places, words=tuple(run), **more) for run in olds)
    if (match := cursor.match(say.EXCHANGED_FOR)) is not None:
        cursor.used.add(int(match[1]))
        after = cursor.runs[int(match[1])]
        return all(cursor.emit(Verb.EXCHANGE, places, words=tuple(run), text=tuple(after), **more) for run in olds)
    cursor.match(say.STOPPED)
    match = cursor.match(say.BECOMES) or cursor.match(say.CHANGED) or cursor.match(say.RESTATE)
    if match is None:
        return False
    news = _side_by_side(cursor)
    if not news:
        return False
    labels = [_label(olds[0]), _label(news[0])]
    if len(olds) == len(news) == 1 and all(labels) and not places[0].unit:
        old = Place(Kind.ARTICLE, labels[0], foreign=places[0].foreign)
        return cursor.emit(Verb.RENUMBER, [old], unit=Kind.ARTICLE, labels=(labels[1],))
    pairs = _paired(olds, news, is_each="分别" in match[0])
    return all(cursor.emit(Verb.EXCHANGE, places, words=tuple(one), text=tuple(new), **more) for one, new in pairs)


def _side_by_side(cursor: Cursor) -> list[Run]:
    """“甲”、“乙”和“丙”."""
    found: list[Run] = []
    while (run := cursor.run()) is not None:
        found.append(run)
        cursor.match(say.QUOTED)
        if cursor.match(say.AND_QUOTED) is None:
            break
    return found


def _paired(olds: list[Run], news: list[Run], is_each: bool) -> list[tuple[Run, Run]]:
    """Which words become which: 将“甲”、“乙”分别修改为“丙”、“丁”. CannotCarry when that is not said."""
    if is_each:
        olds = [[one] for run in olds for one in run]
        news = [[one] for run in news for one in run]
    if len(news) == 1 and not is_each:
        return [(run, news[0]) for run in olds]
    if len(news) != len(olds):
        raise CannotCarry("修改前后的文字数目不符", "old and new words differ in count")
    return list(zip(olds, news, strict=True))


def _between(cursor: Cursor, places: list[Place], olds: list[Run]) -> bool:
    """“甲”和“乙”之间增加“丙”: the two stand side by side, once."""
    new = cursor.run()
    if new is None or any(len(run) != 1 or len(run[0]) != 1 for run in (*olds, new)):
        return False
    one, other, words = olds[0][0][0], olds[1][0][0], new[0][0]
    return cursor.emit(Verb.EXCHANGE, places, words=([one + other],), text=([one + words + other],), times=1)


def _label(run: Run) -> str:
    """The label of an article when the run is nothing else: “第八条”调整为“第七条”."""
    words = run[0][0] if len(run) == 1 and len(run[0]) == 1 else ""
    label = numbered(words) if words else None
    return label.text if label is not None and label.kind == Kind.ARTICLE and label.end == len(words) else ""
