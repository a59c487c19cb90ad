"""The patterns of an amending decision that speak of numbers and places: 改为第六条, 合并, 分为两条, 移至, 条文顺序作相应调整."""

from __future__ import annotations

from dataclasses import replace

from workflow.text.amending.decision import clauses_of_words as wordings
from workflow.text.amending.decision import patterns as say
from workflow.text.amending.decision.cursor import Cursor
from workflow.text.amending.decision.quotes import MASK
from workflow.text.amending.said.operations import CannotCarry, Place, Reach, Side, Unit, Verb
from workflow.text.labels.chinese import numbered
from workflow.text.tree import LISTED, Kind


def merge(cursor: Cursor, places: list[Place]) -> bool:
    if len(places) < 2 or cursor.match(say.MERGE) is None:
        return False
    target: Place | None = None
    if cursor.match(say.MOVED_THERE) is not None:
        target = (cursor.place() or [Place()])[0]
    labels: list[str] = []
    if cursor.match(say.AS) is not None and (numbers := cursor.place()):
        labels = [ordinal(number, places[0].unit) for number in numbers]
        if len(labels) > 1:
            raise CannotCarry("合并后只能作为一条", "what is merged becomes one article")
    cursor.match(say.RESTATE)
    cursor.match(say.WORDING)
    run = cursor.run()
    if run is None:
        return False
    cursor.places.last = places[0]
    cursor.emit(Verb.MERGE, places, labels=tuple(labels), text=tuple(run))
    if target is not None:
        cursor.emit(Verb.MOVE, [places[0], target], labels=tuple(labels), side=Side.IN)
    return True


def split(cursor: Cursor, places: list[Place]) -> bool:
    whole = len(places) == 1 and places[0].unit == Kind.ARTICLE and places[0].is_whole  # 将第三条分为两款，修改为
    if len(places) == 1 and (places[0].paragraph or whole) and (match := cursor.match(say.PARTED)) is not None:
        return wordings.restated(cursor, places, parts=say.count(match[1]))
    if len(places) != 1 or (match := cursor.match(say.SPLIT)) is None:
        return False
    labels: list[str] = []
    if cursor.match(say.AS) is not None:
        labels = [place.label for place in cursor.place() or []]
    cursor.match(say.RESTATE)
    cursor.match(say.WORDING)
    run = cursor.run()
    if run is None or len(labels) != say.count(match[1]):
        return False
    cursor.places.last = places[0]
    return cursor.emit(Verb.SPLIT, places, labels=tuple(labels), text=tuple(run))


def renumber(cursor: Cursor, places: list[Place]) -> bool:
    last = cursor.places.last
    if cursor.match(say.TO) is None or cursor.is_at_quotation():
        return False
    numbers = cursor.place()
    if numbers is None or len(numbers) != len(places):
        cursor.places.last = last
        return False
    cursor.places.last = last
    if any(
        not place.is_whole and number.label != place.label for place, number in zip(places, numbers, strict=True)
    ):  # fmt: skip
        raise CannotCarry("款项移到另一条，无法执行", "what is inside one article cannot be moved into another")
    unit = Kind.ITEM if places[0].item else Kind.PARAGRAPH if places[0].paragraph else places[0].unit
    if any(not number.is_whole and unit == number.unit for number in numbers):
        raise cursor.unread()
    cursor.emit(Verb.RENUMBER, places, unit=unit, labels=tuple(ordinal(number, unit) for number in numbers))
    late = any(one.verb is Verb.ADD and not one.text for one in cursor.found)  # its wording comes behind the numbers
    if not late and cursor.words[cursor.at : cursor.at + 1] == "：" and MASK.match(cursor.words, cursor.at + 1):
        cursor.at += 1
        cursor.emit(Verb.RESTATE, places, text=tuple(cursor.run() or []))
    return True


def moved(cursor: Cursor, places: list[Place]) -> bool:
    last = cursor.places.last
    if cursor.match(say.MOVE) is None:
        return False
    target = cursor.place()
    if target is None:
        return False
    if len(target) > 1:
        raise CannotCarry("移动的位置不止一处", "there is more than one place to move to")
    side = cursor.match(say.SIDE)
    word = (side[1] if side is not None else "") or ""
    labels: tuple[str, ...] = ()
    if cursor.match(say.AS) is not None and (numbers := cursor.place()) is not None:
        labels = tuple(place.label for place in numbers)
    cursor.places.last = last
    way = say.SIDES.get(word[:1], Side.IN)
    as_number = way is Side.IN and not word and not labels and target[0].unit == Kind.ARTICLE and target[0].is_whole
    if as_number and len(places) == 1 and places[0].unit == Kind.ARTICLE and places[0].is_whole:
        return cursor.emit(Verb.RENUMBER, places, unit=Kind.ARTICLE, labels=(target[0].label,))
    return cursor.emit(Verb.MOVE, [*places, target[0]], labels=labels, side=way)


def swapped(cursor: Cursor, places: list[Place]) -> bool:
    """第一款与第三款对调."""
    if len(places) != 2 or cursor.match(say.SWAP) is None:
        return False
    one, other = places
    unit = unit_of(one)
    if unit != unit_of(other) or unit == Reach.CONTAINER or any(place.part or place.piece for place in places):
        return False
    if unit == Kind.ARTICLE and not (one.is_whole and other.is_whole):
        return False
    if unit != Kind.ARTICLE and owner_of(one, unit) != owner_of(other, unit):
        raise CannotCarry("款项移到另一条，无法执行", "what is inside one article cannot be moved into another")
    return cursor.emit(Verb.RENUMBER, places, unit=unit, labels=(ordinal(other, unit), ordinal(one, unit)))


def unit_of(place: Place) -> Unit:
    """What kind of unit a place is."""
    return (
        Kind.SUBITEM
        if place.subitem
        else Kind.ITEM
        if place.item
        else Kind.PARAGRAPH
        if place.paragraph
        else place.unit
    )


def owner_of(place: Place, unit: Unit) -> Place:
    """What the unit stands in."""
    if unit == Kind.SUBITEM:
        return replace(place, subitem=0)
    return replace(place, item=0) if unit == Kind.ITEM else replace(place, paragraph=0)


def follows(one: Place, other: Place) -> bool:
    """Whether `other` is the unit right behind `one`."""
    unit = unit_of(one)
    if unit != unit_of(other) or one.part or other.part or one.piece or other.piece:
        return False
    if unit == Kind.ARTICLE:
        labels = numbered(one.label), numbered(other.label)
        numbers = [label.number for label in labels if label is not None and label.number is not None]
        return (
            len(numbers) == 2 and not any(number.sub for number in numbers) and numbers[1].main == numbers[0].main + 1
        )
    if unit not in (Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM) or owner_of(one, unit) != owner_of(other, unit):
        return False
    return int(ordinal(other, unit)) == int(ordinal(one, unit)) + 1 and int(ordinal(one, unit)) > 0


# 条文顺序作相应调整


def adjust(cursor: Cursor) -> bool:
    match = cursor.match(say.ADJUST)
    if match is None:
        return False
    what = match["what"]
    if (law := match[0].find("《")) >= 0:
        cursor.places.law(match.start() + law)
    if "个别文字" in what and "顺序" not in what:
        raise CannotCarry("“个别文字”没有写明是哪些文字", "“some words” does not say which words")
    cursor.places.last = Place(foreign=cursor.places.foreign)
    return cursor.emit(Verb.ADJUST, [], unit=_adjusted(what))


def follow(cursor: Cursor) -> bool:
    """原第四条顺延, 以后各条依次顺延, 以此类推: the numbers close up behind what came in or left."""
    match = cursor.match(say.FOLLOW)
    if match is None:
        return False
    what = match["one"] or match["next"]
    if not what and cursor.found:
        last = cursor.found[-1]
        inside = any(place.paragraph or place.item for place in last.places) or last.unit in (*LISTED, Kind.PARAGRAPH)
        what = "款" if inside else "条"
    return cursor.emit(Verb.ADJUST, [], unit=_adjusted(what or "条"))


def _adjusted(what: str) -> Unit:
    """What is numbered again: 款 and 项 close up by themselves and move no article."""
    if "章" in what or "节" in what:
        return Reach.CONTAINER
    inside = any(word in what for word in "款项目") and not any(word in what for word in ("条", "编"))
    return Kind.PARAGRAPH if inside else Kind.ARTICLE


def ordinal(place: Place, unit: Unit) -> str:
    """The label or the number that a place named as a target stands for."""
    if unit == Kind.PARAGRAPH:
        return str(place.paragraph)
    if unit in LISTED:
        return str(place.item if unit == Kind.ITEM else place.subitem)
    return place.label
