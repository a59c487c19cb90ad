"""What comes in, in English decisions: new articles, list units and sentences, and what they come next to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from workflow.text.amending.decision import english_patterns as say
from workflow.text.amending.decision.english_places import Words, places
from workflow.text.amending.said.operations import Beside, CannotCarry, Place, Reach, Side, Verb
from workflow.text.tree import Kind

_ARTICLE = re.compile("article|section")
_SENTENCE = re.compile("sentence")


class Reader(Protocol):
    """What reads the sentences of one entry, as far as additions need it."""

    words: Words
    above: Place
    now: list[Place]
    ours: Callable[[str], bool]

    def emit(self, verb: Verb, at: list[Place] | tuple[Place, ...], **more: object) -> bool:
        """Notes an operation."""

    def text(self, number: str | None) -> list[str]:
        """The wording: a quotation, or the lines below the entry."""

    def places(self) -> list[Place] | None:
        """The places here."""


def new(reader: Reader) -> bool:
    """A new Article 5 is added in Chapter 3 to read as follows: “…”."""
    if reader.words.take(say.NEW) is None:
        return False
    frame = next(
        (
            unit
            for name, unit in say.FRAMES
            if reader.words.take(re.compile(rf"{name}(?= (?:is|are|shall))")) is not None
        ),
        "",
    )
    heading = not frame and reader.words.take(re.compile(r"heading(?= (?:is|are|shall))")) is not None
    named = [] if frame or heading else _places_of_new(reader)
    if reader.words.take(say.ADDED) is None:
        return False
    anchor: list[Place] = []
    side: Beside = ""
    if (into := reader.words.take(say.INTO)) is not None:
        side = Side(into[1].lower())
        anchor = places(reader.words, reader.above, reader.ours) or []
        if len(anchor) != 1 or not anchor[0].is_whole:
            raise reader.words.unread()
    reader.words.take(re.compile(" "))
    match = reader.words.take(say.READ)
    if match is None:
        return False
    return _add(reader, frame, heading, named, anchor, side, reader.text(match[1]))


def _places_of_new(reader: Reader) -> list[Place]:
    found = places(reader.words, reader.above)
    if found is None:
        raise reader.words.unread()
    return found


def _add(
    reader: Reader, frame: str, heading: bool, named: list[Place], anchor: list[Place], side: Beside, text: list[str]
) -> bool:
    if frame:
        return reader.emit(Verb.ADD, [], unit=frame, text=(text,))
    if heading:
        return reader.emit(Verb.ADD, anchor, unit=Kind.HEADING, text=(text,), side=side)
    first = named[0]
    if first.path:
        owner = replace(first, path=first.path[:-1])
        if not owner.unit or len(named) != 1:
            raise reader.words.unread()
        return reader.emit(Verb.ADD, [owner], unit=Reach.ENTRY, labels=(first.path[-1],), text=(text,))
    if not first.is_whole:
        raise reader.words.unread()
    if first.unit == Kind.ANNEX:
        return reader.emit(Verb.ADD, [], unit=Kind.ANNEX, text=(text,))
    unit = Kind.ARTICLE if first.unit == Kind.ARTICLE else Kind.CHAPTER
    return reader.emit(
        Verb.ADD, anchor, unit=unit, labels=tuple(place.label for place in named), text=(text,), side=side
    )


def inserted_after(reader: Reader) -> bool:
    """After Article 4 insert: “Article 4A …”."""
    match = reader.words.take(say.AFTER)
    if match is None:
        return False
    anchor = reader.places()
    put = reader.words.take(say.PUT_IN) if anchor is not None else None
    return put is not None and anchor is not None and _put(reader, anchor, match[1], reader.text(put[1]))


def of_text(reader: Reader) -> bool:
    """The chapter is amended by adding after § 9-102 a new § 9-102.01 to read as follows: “…”."""
    return reader.words.take(say.THIS_TEXT) is not None and beside(reader)


def beside(reader: Reader) -> bool:
    """Insert after Article 4 the following: “…”; inserting after paragraph (1) the following: “(2) …”."""
    match = reader.words.take(say.INSERT)
    if match is None:
        return False
    above = reader.now[0] if len(reader.now) == 1 else reader.above
    anchor = places(reader.words, above, reader.ours)
    if anchor is None:
        return False
    at = reader.words.at
    if reader.words.take(say.A_NEW) is not None and (named := places(reader.words, above)) is not None:
        read = reader.words.take(say.TO_READ)
        text = reader.text(read[1]) if read is not None else [""]
        if len(named) != 1 or named[0].label.split(" ")[-1] not in text[0].split(". ")[0].split(" "):
            return False
        return _put(reader, anchor, match[1], text)
    reader.words.at = at
    new = reader.words.take(say.THE_NEW)
    return new is not None and _put(reader, anchor, match[1], reader.text(new[3]))


def _put(reader: Reader, anchor: list[Place], side: str, text: list[str]) -> bool:
    """Something comes in next to a whole article, or next to a list unit."""
    if len(anchor) != 1 or anchor[0].part or anchor[0].piece or anchor[0].paragraph:
        raise CannotCarry(
            "只能在整条或者整项前后增加", "only next to a whole article or list unit can something be added"
        )
    one, way = anchor[0], Side(side.lower())
    if one.path:
        owner = replace(one, path=one.path[:-1])
        return reader.emit(Verb.ADD, [owner, one], unit=Reach.ENTRY, text=(text,), side=way)
    return reader.emit(Verb.ADD, anchor, unit=Kind.ARTICLE, text=(text,), side=way)


def listed(reader: Reader) -> bool:
    """Adding at the end the following new paragraph: “(4) …”."""
    match = reader.words.take(say.AT_END)
    return match is not None and len(reader.now) == 1 and _entry(reader, reader.now[0], reader.text(match[1]))


def _entry(reader: Reader, owner: Place, text: list[str]) -> bool:
    if re.match(r"\s*\([0-9A-Za-z]{1,5}\) ", text[0]) is None:
        raise CannotCarry("所增加的项没有序号", "the list unit that is added has no label")
    return reader.emit(Verb.ADD, [owner], unit=Reach.ENTRY, text=(text,), side=Side.END)


def following(reader: Reader) -> bool:
    """The following Article is inserted after Article 4: “…”; the following sentence is added: “…”."""
    if reader.words.take(say.THE_FOLLOWING) is None:
        return False
    named = places(reader.words, Place()) or []
    what = reader.words.take(say.WHAT) if not named else None
    if reader.words.take(say.IS_ADDED) is None or not (named or what):
        return False
    anchor: list[Place] = []
    side = Side.AFTER
    if (into := reader.words.take(say.INTO)) is not None:
        side, anchor = Side(into[1].lower()), places(reader.words, reader.above, reader.ours) or []
    at_end = reader.words.take(say.AT_THE_END) is not None
    read = reader.words.take(say.TO_READ)
    if read is None or side is Side.IN or (into is not None and not anchor):
        return False
    text = reader.text(read[1])
    kind = what[1].lower() if what is not None else ""
    if anchor:
        return _put(reader, anchor, side, text)
    if not kind or _ARTICLE.match(kind):
        return len(named) < 2 and reader.emit(
            Verb.ADD, [], unit=Kind.ARTICLE, labels=tuple(place.label for place in named), text=(text,)
        )
    if not reader.above.unit:
        return False
    if _SENTENCE.match(kind):
        first, *more = text
        way: Beside = Side.END if at_end else ""
        return reader.emit(Verb.APPEND, [reader.above], text=([" " + first, *more],), unit=Reach.SENTENCE, side=way)
    return _entry(reader, reader.above, text)
