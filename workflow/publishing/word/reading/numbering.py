"""Automatic numbers, rebuilt from the definitions of a Word file the way Word counts.

ISO/IEC 29500-1, 17.9: a w:num names a w:abstractNum with nine levels and may override some of them; lists of one
w:abstractNum count on together; a level begins again when a greater one is used, unless w:lvlRestart says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from workflow.publishing.word.markup import child, is_on, name, number, parse_part, qualified, value
from workflow.publishing.word.reading import counting
from workflow.publishing.word.reading.styles import Numbered, Style, Styles

LEVELS = 9
_PLACE = re.compile("%([1-9])")
_ZEROS = re.compile("0*1")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    text     what is printed, %1 standing for the number of the first level
    restart  the level, counted from 1, whose use makes this one begin again; 0 never; None the next greater one
    suffix   what follows: "tab", "space" or "nothing"
    legal    True when all numbers in it are printed in digits
    """

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    linked: str = ""  # the paragraph style that stands on this level


_PLAIN = Level()  # where a list defines nothing


@dataclass(frozen=True, slots=True)
class List:
    """A w:num: the definition whose counters it shares, its levels, and where it begins again."""

    definition: str
    levels: dict[int, Level]
    restarts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Number:
    """An automatic number: what is printed, what follows it, and whether its format is known."""

    text: str
    suffix: str
    known: bool = True
    bullet: bool = False


class Numbering:
    """The lists of one file."""

    def __init__(self, content: bytes | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, dict[int, Level]] = {}
        self._by_style_link: dict[str, str] = {}
        self._style_link_of: dict[str, str] = {}
        self.lists: dict[str, List] = {}
        if not content:
            return
        root = parse_part(content)
        for element in root:
            if name(element) == "w:abstractNum":
                self._define(element)
        for element in root:
            if name(element) == "w:num":
                self._add(element)

    def place(self, style: str, own: Numbered | None) -> tuple[str, int] | None:
        """List and level of a paragraph of that style whose own properties say `own`; None when it has no number."""
        chain = self._styles.chain(style or self._styles.default)
        inherited = next((item.numbered for _, item in chain if item.numbered and item.numbered.list is not None), None)
        if own is not None and own.list is not None:
            identity, level = own.list, own.level
            if level is None:
                level = self._linked_level(identity, chain) if inherited and inherited.list == identity else 0
        elif inherited is not None:
            identity = inherited.list or "0"
            level = own.level if own is not None and own.level is not None else self._linked_level(identity, chain)
            if level is None:
                level = next(
                    (said.numbered.level for _, said in chain if said.numbered and said.numbered.level is not None), 0
                )
        else:
            return None
        if identity not in self.lists:
            return None
        return identity, min(max(0 if level is None else level, 0), LEVELS - 1)

    def _linked_level(self, identity: str, chain: list[tuple[str, Style]]) -> int | None:
        levels = self.lists[identity].levels if identity in self.lists else {}
        for style, _ in chain:
            for place, level in levels.items():
                if level.linked == style:
                    return place
        return None

    def _define(self, element: Element) -> None:
        identity = element.get(qualified("w:abstractNumId"), "")
        self._definitions[identity] = _levels(element)
        if link := value(element, "w:styleLink"):
            self._by_style_link[link] = identity
        if link := value(element, "w:numStyleLink"):
            self._style_link_of[identity] = link

    def _add(self, element: Element) -> None:
        definition = value(element, "w:abstractNumId") or ""
        # A definition may only name a list style, whose own definition holds the levels.
        if definition in self._style_link_of:
            definition = self._by_style_link.get(self._style_link_of[definition], definition)
        levels = dict(self._definitions.get(definition, {}))
        restarts: dict[int, int] = {}
        for override in element:
            place = number(override.get(qualified("w:ilvl")))
            if name(override) != "w:lvlOverride" or place is None or not 0 <= place < LEVELS:
                continue
            if (own := child(override, "w:lvl")) is not None:
                levels[place] = _level(own)
            if (start := number(value(override, "w:startOverride"))) is not None:
                restarts[place] = start
                levels[place] = replace(levels.get(place, _PLAIN), start=start)
        self.lists[element.get(qualified("w:numId"), "")] = List(definition, levels, restarts)


class Counter:
    """Counts one reading of a document from its first paragraph to its last."""

    def __init__(self, lists: Mapping[str, List]) -> None:
        self._lists = lists
        self._at: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, identity: str, level: int) -> Number | None:
        """The number of the next paragraph on that level of that list; None when nothing is printed."""
        one = self._lists[identity]
        at = self._at.setdefault(one.definition, [None] * LEVELS)
        own = one.levels.get(level, _PLAIN)
        before = at[level]
        if level in one.restarts and (identity, level) not in self._begun:
            at[level] = one.restarts[level]
        else:
            at[level] = own.start if before is None else before + 1
        self._begun.add((identity, level))
        for deeper in range(level + 1, LEVELS):
            restart = one.levels.get(deeper, _PLAIN).restart
            if restart != 0 and level < (deeper if restart is None else min(restart, deeper)):
                at[deeper] = None
        return self._printed(one, own, at)

    def peek(self, identity: str, level: int) -> Number | None:
        """What `next` would print, without counting."""
        definition = self._lists[identity].definition
        at, begun = list(self._at.get(definition, [None] * LEVELS)), (identity, level) in self._begun
        number = self.next(identity, level)
        self._at[definition] = at
        if not begun:
            self._begun.discard((identity, level))
        return number

    @staticmethod
    def _printed(one: List, own: Level, at: list[int | None]) -> Number | None:
        if own.style == "bullet":
            return Number(own.text, own.suffix, bullet=True)

        def words(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            level = one.levels.get(place, _PLAIN)
            count = at[place]
            style = "decimal" if own.legal and level.style not in ("none", "decimalZero") else level.style
            return _print(level.start if count is None else count, style)

        text = _PLACE.sub(words, own.text)
        return (
            Number(text, own.suffix, counting.is_known(own.style) or _ZEROS.match(own.style) is not None)
            if text
            else None
        )


def _print(count: int, style: str) -> str:
    """`count` in a number format, or in as many digits as a format such as 001 has."""
    return (
        f"{count:0{min(len(style), 9)}d}"
        if style[:1] == "0" and _ZEROS.match(style)
        else counting.printed(count, style)
    )


def _levels(element: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for level in element:
        place = number(level.get(qualified("w:ilvl")))
        if name(level) == "w:lvl" and place is not None and 0 <= place < LEVELS:
            found[place] = _level(level)
    return found


def _level(element: Element) -> Level:
    style = value(element, "w:numFmt") or "decimal"
    # Formats that came later stand beside an older one that all programs know.
    newer = child(element, "mc:AlternateContent", "mc:Choice", "w:numFmt")
    if newer is not None and value(newer) == "custom":
        first = (newer.get(qualified("w:format")) or "").split(",")[0].strip()
        style = first if _ZEROS.fullmatch(first) else style
    start = number(value(element, "w:start"))
    return Level(
        start=1 if start is None else start,
        style=style,
        text=value(element, "w:lvlText") or "",
        suffix=value(element, "w:suff") or "tab",
        restart=number(value(element, "w:lvlRestart")),
        legal=is_on(element, "w:isLgl"),
        linked=value(element, "w:pStyle") or "",
    )
