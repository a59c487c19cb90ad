"""Labels as real Word lists, so that Word itself numbers what people insert; a label no list can print is typed.

Every label is first counted the way Word counts. Where the count would differ, the list begins again at the right
number; 第三十条之一 and the like stand in no list at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from workflow.publishing.word.reading.counting import printed
from workflow.publishing.word.reading.numbering import Counter, Level, List
from workflow.publishing.word.writing.look import indent_of, of_label
from workflow.publishing.word.writing.parts import attribute
from workflow.text.labels.numerals import parse_numeral
from workflow.text.tree import Kind

_CHINESE = "chineseCountingThousand"
_MOST_RESTARTS = 20_000
_FORMS = (
    (re.compile(r"(第)([一二三四五六七八九十百千零]+)([条條章节節编編])()$"), (_CHINESE,)),
    (re.compile(r"(第)(\d+)([条條章节節编編])()$"), ("decimal",)),
    (re.compile(r"(（)([一二三四五六七八九十百零]+)(）)()$"), (_CHINESE,)),
    (re.compile(r"()([一二三四五六七八九十百零]+)(、)()$"), (_CHINESE,)),
    (re.compile(r"([（(]|)(\d+)([）).])()$"), ("decimal",)),
    (re.compile(r"(Article |Chapter |Section |Part )(\d+)()()$"), ("decimal",)),
    (re.compile(r"(Article |Chapter |Section |Part )([IVXLC]+)()()$"), ("upperRoman",)),
    (re.compile(r"(\()([a-z]+)(\))()$"), ("lowerLetter", "lowerRoman")),
    (re.compile(r"(\()([A-Z]+)(\))()$"), ("upperLetter", "upperRoman")),
    (re.compile(r"()([①-⑳])()()$"), ("decimalEnclosedCircle",)),
)
_FAMILY = {
    Kind.PART: ("units", 0),
    Kind.CHAPTER: ("units", 1),
    Kind.SECTION: ("units", 2),
    Kind.HEADING: ("headings", 0),
}
_MOST = 2_000  # the greatest number a label in letters or Roman figures is looked for


class Form(NamedTuple):
    """How a list prints a label: number format, the text around it, and the number."""

    style: str
    before: str
    after: str
    value: int


class Lists:
    """The lists of a file that is being written.

    Counts two texts at once, the one before the tracked changes and the one after; a clean file is only after.
    """

    def __init__(self, english: bool = False) -> None:
        self._english = english
        self._looks: dict[tuple[str, int], str] = {}  # the style of the paragraphs on a level of a definition
        self.lists: dict[str, List] = {}
        self._definitions: dict[str, dict[int, Level]] = {}
        self._families: dict[str, str] = {}
        self._places: dict[tuple[str, int, str], tuple[str, int]] = {}
        self._current: dict[str, str] = {}
        self._counters = (Counter(self.lists), Counter(self.lists))

    def take(self, kind: Kind, depth: int, before: str | None, after: str | None, gap: str) -> tuple[str, int] | None:
        """List and level that print the label `before` in the old text and `after` in the new one; None when none can.

        None for a label means that the paragraph is not in that text. gap is the blank behind the label.
        """
        labels = [label for label in (before, after) if label is not None]
        counters = [
            counter for counter, label in zip(self._counters, (before, after), strict=True) if label is not None
        ]
        forms = [list(forms_of(label)) for label in labels]
        # Both labels of a changed paragraph must be of one form.
        common = {form[:3] for some in forms[:1] for form in some}.intersection(
            *({form[:3] for form in some} for some in forms)
        )
        choices = (
            [(form, *self._place(kind, depth, form, gap)) for form in forms[-1] if form[:3] in common] if common else []
        )
        for _, definition, level in choices:
            current = self._current[definition]
            told = [counter.peek(current, level) for counter in counters]
            if all(number and number.text.rstrip() == label for number, label in zip(told, labels, strict=True)):
                return self._count(current, level, counters)
        if not choices or len(set(labels)) > 1 or len(self.lists) > _MOST_RESTARTS:
            return None
        form, definition, level = min(choices, key=_least)
        return self._count(self._begin(definition, {level: form.value}), level, counters)

    def xml(self) -> str:
        """The definitions, as they stand in numbering.xml."""
        definitions = "".join(
            f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="multilevel"/>'
            + "".join(self._level_xml(identity, place, level) for place, level in sorted(levels.items()))
            + "</w:abstractNum>"
            for identity, levels in self._definitions.items()
        )
        lists = "".join(
            f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{one.definition}"/>'
            + "".join(
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
                for level, start in one.restarts.items()
            )
            + "</w:num>"
            for identity, one in self.lists.items()
        )
        return definitions + lists

    def _place(self, kind: Kind, depth: int, form: Form, gap: str) -> tuple[str, int]:
        """Definition and level for labels of that form. One definition holds the levels of a family: 第一条, （一）, 1.

        A second form on a level that is taken gets a definition of its own.
        """
        family, level = _FAMILY.get(kind, ("articles", depth))
        key = (family, level, f"{form.style} {form.before}%{form.after}")
        if key not in self._places:
            definition = self._families.setdefault(family, str(len(self._definitions) + 1))
            levels = self._definitions.setdefault(definition, {})
            place = level
            if level in levels:
                definition, place = str(len(self._definitions) + 1), 0
                levels = self._definitions.setdefault(definition, {})
            blank = gap.strip(" ")
            text = f"{form.before}%{place + 1}{form.after}{blank}"
            levels[place] = Level(style=form.style, text=text, suffix="nothing" if blank or not gap else "space")
            for one in self.lists.values():
                if one.definition == definition:
                    one.levels[place] = levels[place]
            if definition not in self._current:
                self._begin(definition, {})
            self._places[key] = (definition, place)
            self._looks[definition, place] = {0: kind, 1: Kind.ITEM}.get(depth, Kind.SUBITEM)
        return self._places[key]

    def _begin(self, definition: str, restarts: dict[int, int]) -> str:
        """A list that begins at the numbers `restarts` on those levels, and is the current one from now on."""
        levels = dict(self._definitions[definition])
        for place, start in restarts.items():
            levels[place] = replace(levels[place], start=start)
        identity = str(len(self.lists) + 1)
        self.lists[identity] = List(definition, levels, restarts)
        self._current[definition] = identity
        return identity

    def _level_xml(self, definition: str, place: int, level: Level) -> str:
        key = self._looks[definition, place]
        indent, words = indent_of(key, self._english), of_label(key, self._english)
        return (
            f'<w:lvl w:ilvl="{place}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.style}"/>'
            f'<w:suff w:val="{level.suffix}"/><w:lvlText w:val="{attribute(level.text)}"/><w:lvlJc w:val="left"/>'
            f"{f'<w:pPr>{indent}</w:pPr>' if indent else ''}{f'<w:rPr>{words}</w:rPr>' if words else ''}</w:lvl>"
        )

    @staticmethod
    def _count(identity: str, level: int, counters: list[Counter]) -> tuple[str, int]:
        for counter in counters:
            counter.next(identity, level)
        return identity, level


def forms_of(label: str) -> Iterator[Form]:
    """The ways a list could print `label`; none for a label that is no plain number, such as 第三十条之一."""
    for pattern, styles in _FORMS:
        match = pattern.match(label)
        if match is None:
            continue
        for style in styles:
            value = _value(match[2], style)
            if value is not None and printed(value, style) == match[2]:
                yield Form(style, match[1], match[3], value)


def _value(numeral: str, style: str) -> int | None:
    if style in (_CHINESE, "decimal"):
        return parse_numeral(numeral)
    if style == "decimalEnclosedCircle":
        return ord(numeral) - 0x2460 + 1
    return _in_letters(style).get(numeral)


@lru_cache(maxsize=8)
def _in_letters(style: str) -> dict[str, int]:
    return {printed(value, style): value for value in range(1, _MOST)}


def _least(choice: tuple[Form, str, int]) -> int:
    return choice[0].value
