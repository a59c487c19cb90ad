"""Reads the sentence patterns of a Chinese amending decision: masked words in, operations out.

The patterns are those of the decisions of the National People's Congress, the State Council and the Supreme People's
Court: 将…修改为, 将…中的“甲”修改为“乙”, 在“…”后增加“…”, 增加一条，作为第四条, 删去, 改为, 合并, 分为两条, 移至. The reading is
total: a character no pattern accounts for, or a quotation no operation uses, is a refusal of the whole item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workflow.text.amending.decision import clauses_of_order as orders
from workflow.text.amending.decision import clauses_of_words as wordings
from workflow.text.amending.decision import patterns as say
from workflow.text.amending.decision.cursor import Cursor
from workflow.text.amending.decision.laws import Names
from workflow.text.amending.decision.places import Places, plain_words
from workflow.text.amending.said.operations import (
    Beside,
    CannotCarry,
    Operation,
    Place,
    Portion,
    Quotation,
    Reach,
    Run,
    Side,
    Unit,
    Verb,
)
from workflow.text.tree import Kind

_LONGEST = 20_000  # characters of plain words one item may have
_INSIDE = (Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM)


@dataclass(frozen=True, slots=True)
class Clauses:
    """What one item asks for: operations on the text at hand, and how many it has for other regulations."""

    operations: list[Operation]
    passed: int = 0


def read_clauses(
    words: str, runs: Sequence[Run], names: Names | None = None, line: int = 0, foreign: bool = False
) -> Clauses:
    """What the masked `words` of one item ask for. CannotCarry when a part of them cannot be read.

    `foreign`: the item stands under the name of another regulation.
    """
    if len(words) > _LONGEST:
        raise CannotCarry("这一项过长，无法读取", "the item is too long to be read")
    plain = plain_words(words)
    cursor = Cursor(plain, runs, Places(plain, names, line, foreign), words)
    _read(cursor)
    cursor.check_quotations()
    return Clauses(cursor.found, cursor.passed)


def _read(cursor: Cursor) -> None:
    cursor.match(say.PURPOSE)
    hanging = False  # 将, 在 or 对 was read, and what it governs was not
    while not cursor.is_at_end:
        start = cursor.at
        if not hanging and _is_idle(cursor):
            continue
        cursor.at = start
        if any(_tried(cursor, rule) for rule in _RULES):
            hanging = False
            continue
        match = cursor.match(say.LINK)
        if match is None or (hanging and match[0].strip("，\n") != ""):
            cursor.at = start
            raise cursor.unread()
        hanging = match[0].endswith(say.GOVERNING)
    if hanging:
        cursor.at = start
        raise cursor.unread()


def _tried(cursor: Cursor, rule: say.Rule) -> bool:
    start, used, last, foreign = cursor.at, set(cursor.used), cursor.places.last, cursor.places.foreign
    if rule(cursor):
        return True
    cursor.at, cursor.used, cursor.places.last, cursor.places.foreign = start, used, last, foreign
    return False


def _is_idle(cursor: Cursor) -> bool:
    """Takes words that ask for nothing: from when it holds, what stays as it is, the name of a regulation by itself."""
    if cursor.match(say.EFFECT) is not None or cursor.match(say.KEPT_ORDER) is not None:
        return True
    if cursor.found and cursor.found[-1].verb is Verb.DELETE and cursor.match(say.NO_MORE) is not None:
        return True
    if (match := cursor.match(say.ELSEWHERE)) is not None:
        read = Places(match["goal"], cursor.places.names).read(0)
        if cursor.found and cursor.found[-1].verb is Verb.DELETE and read is not None and read[1] == len(match["goal"]):
            return cursor.emit(Verb.ELSEWHERE, [], labels=tuple(place.label for place in read[0]))
    return False


def _named(cursor: Cursor) -> bool:
    """《…》 by itself, or in front of what it says."""
    end = cursor.places.law(cursor.at)
    if end == cursor.at or say.OF_LAW.match(cursor.words, end) is None:
        return False
    cursor.at = end
    cursor.match(say.OF_LAW)
    cursor.places.last = Place(foreign=cursor.places.foreign)
    return True


# 删去


def _delete(cursor: Cursor) -> bool:
    if cursor.match(say.DELETE) is None:
        return False
    struck = False
    while True:
        places = cursor.place(bare=True) or []
        start = cursor.at
        cursor.match(say.MIDDLE)
        struck = wordings.struck(cursor, places, wordings.which(cursor)) or struck
        if not struck:
            cursor.at = start
            return bool(places) and wordings.whole(cursor) and cursor.emit(Verb.DELETE, places)
        link = say.AND.match(cursor.words, cursor.at)
        if link is None or cursor.places.read(link.end()) is None:
            return True
        cursor.at = link.end()


# 增加


def _add(cursor: Cursor) -> bool:
    return add(cursor)


def add(cursor: Cursor, places: Sequence[Place] = (), side: Beside = "") -> bool:
    """增加一条，作为第四条：“…”; 新增第四条：“…”."""
    match = cursor.match(say.ADD)
    fresh = None if match is not None else cursor.match(say.ADD_NUMBERED)
    if match is None and fresh is None:
        return False
    last = cursor.places.last
    numbers: list[Place] = []
    unit: Unit = say.UNITS[match[2]] if match is not None else ""
    if fresh is not None or cursor.match(say.AS) is not None:
        numbers = cursor.place(bare=True) or []
        if not numbers:
            raise cursor.unread()
        unit = unit or _unit(numbers[0])
    owner = tuple(places) or ((_whole(last, unit),) if last.unit and unit in _INSIDE else ())
    if numbers:
        cursor.places.last = _whole(last, unit) if unit != Kind.ARTICLE else numbers[-1]
        owner = _with_paragraph(owner, numbers[0], last, unit)
    labels = [orders.ordinal(number, unit) for number in numbers]
    count = say.count(match[1]) if match is not None else len(labels)
    if count and labels and count != len(labels):
        raise CannotCarry("所增加的数目与所写的序号不符", "the number added and the numbers given do not agree")
    text = _texts(cursor, unit, labels)
    if not numbers and text and cursor.match(say.AS_LATER) is not None:
        numbers = cursor.place(bare=True) or []
        labels = [orders.ordinal(number, unit) for number in numbers]
        owner = _with_paragraph(owner, numbers[0], last, unit) if numbers else owner
        if not numbers or (count and count != len(labels)):
            raise cursor.unread()
    return cursor.emit(Verb.ADD, owner, unit=unit, labels=tuple(labels), text=tuple(text), side=side, nth=count)


def _whole(last: Place, unit: Unit) -> Place:
    """The place that a unit of that kind is added to, when `last` was spoken of."""
    if unit == Kind.PARAGRAPH:
        return replace(last, paragraph=0, item=0, subitem=0, part="", piece=None, quoted="")
    if unit == Kind.ITEM:
        return replace(last, item=0, subitem=0, part="", piece=None)
    return replace(last, subitem=0, part="", piece=None) if unit == Kind.SUBITEM else last


def _with_paragraph(owner: tuple[Place, ...], number: Place, last: Place, unit: Unit) -> tuple[Place, ...]:
    """作为第二款第三项: the 款 is told with the number."""
    if unit == Kind.ITEM and owner and number.paragraph and number.unit == last.unit and not owner[0].paragraph:
        return (replace(owner[0], paragraph=number.paragraph),)
    return owner


def _texts(cursor: Cursor, unit: Unit, labels: list[str]) -> list[Quotation]:
    """The wording of what is added: one run, or 第二款：“…”第四款：“…” one by one."""
    named: dict[str, Quotation] = {}
    while (match := cursor.match(say.NAMED)) is not None:
        read = Places(match[1]).read(0)
        if read is not None and (label := orders.ordinal(read[0][0], unit)) in labels:
            cursor.used.add(int(match[2]))
            named[label] = [line for quotation in cursor.runs[int(match[2])] for line in quotation]
    if named:
        return [named.get(label, []) for label in labels]
    before = cursor.at
    cursor.match(say.WORDING)
    run = cursor.run()
    if run is None:
        cursor.at = before
        return []
    return list(run)


def _late(cursor: Cursor) -> bool:
    """新增第四条，原第四条顺延：“…”: the wording comes behind the numbers that follow from it."""
    if cursor.match(say.LATE) is None:
        return False
    after = {Verb.ADJUST, Verb.RENUMBER}
    at = next((k for k in range(len(cursor.found) - 1, -1, -1) if cursor.found[k].verb not in after), -1)
    if at < 0 or at == len(cursor.found) - 1 or cursor.found[at].verb is not Verb.ADD or cursor.found[at].text:
        return False
    run = cursor.run()
    if run is None:
        return False
    cursor.found[at] = replace(cursor.found[at], text=tuple(run))
    return True


# 将…


def _placed(cursor: Cursor) -> bool:
    bare = cursor.at > 0 and cursor.words[cursor.at - 1] in "将对把"
    places = cursor.place(bare)
    if places is None:
        return False
    after = cursor.at
    for rule in _OF_PLACES:
        cursor.at, used = after, set(cursor.used)
        if rule(cursor, places):
            return True
        cursor.used = used
    return False


def _grown(cursor: Cursor, places: list[Place]) -> bool:
    """…增加一款, …后增加一条, …末尾增加“…”, “…”部分增加一项."""
    places = wordings.told_by_words(cursor, places)
    side = cursor.match(say.SIDE)
    word = (side[1] or "") if side is not None else ""
    cursor.match(say.COMMA)
    way = say.SIDES.get(word[:1], Side.IN)
    if say.ADD.match(cursor.words, cursor.at) or say.ADD_NUMBERED.match(cursor.words, cursor.at):
        if word[:1] in ("末", "首") and word:
            places = [replace(place, part=Portion.END if word[0] == "末" else Portion.START) for place in places]
        return add(cursor, places, way)
    return wordings.appended(cursor, places, word)


def _amid(cursor: Cursor, places: list[Place]) -> bool:
    """第一款与第二款之间增加一款."""
    if len(places) != 2 or cursor.match(say.AMID) is None:
        return False
    one, other = places
    follows = orders.follows(one, other)
    return follows and add(cursor, [one], Side.AFTER)


def _unit(number: Place) -> Unit:
    if number.subitem or number.item:
        return Kind.SUBITEM if number.subitem else Kind.ITEM
    if number.paragraph:
        return Kind.PARAGRAPH
    if number.unit == Reach.CONTAINER:
        return {"章": Kind.CHAPTER, "节": Kind.SECTION}.get(number.label[-1], Kind.PART)
    return number.unit


_OF_PLACES: tuple[Callable[[Cursor, list[Place]], bool], ...] = (
    orders.merge, orders.split, orders.swapped, orders.renumber, wordings.restated, orders.moved,
    _amid, _grown, wordings.taken_out, wordings.worded,
)  # fmt: skip
_RULES: tuple[say.Rule, ...] = (
    _delete, _add, wordings.restated_again, wordings.replaced, wordings.renamed, orders.follow, _placed, orders.adjust,
    wordings.quoted, _late, _named,
)  # fmt: skip
