"""Labels as real Word lists, so that Word itself numbers what people insert; a label no list can print is typed.

Every label is first counted the way Word counts. Where the count would differ, the list begins again at the right
number; 第三十条之一 and the like stand in no list at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from workflow.publishing.word.counting import printed
from workflow.publishing.word.numbering import Counter, Level, List
from workflow.publishing.word.parts import attribute
from workflow.text.numerals import parse_numeral

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
_FAMILY = {"part": ("units", 0), "chapter": ("units", 1), "section": ("units", 2), "heading": ("headings", 0)}
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

    def __init__(self) -> None:
        self.lists: dict[str, List] = {}
        self._definitions: dict[tuple[str, int, str, str], tuple[str, int]] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._current: dict[str, str] = {}
        self._counters = (Counter(self.lists), Counter(self.lists))

    def take(self, kind: str, depth: int, before: str | None, after: str | None, gap: str) -> tuple[str, int] | None:
        """List and level that print the label `before` in the old text and `after` in the new one; None when none can.

        None for a label means that the paragraph is not in that text. gap is the blank behind the label.
        """
        labels = [label for label in (before, after) if label is not None]
        counters = [counter for counter, label in zip(self._counters, (before, after), strict=True) if label is not None]
        forms = [[form for form in forms_of(label)] for label in labels]
        if not forms or any({form[:3] for form in some}.isdisjoint(form[:3] for form in forms[0]) for some in forms):
            return None
        choices = [(form, *self._place(kind, depth, form, gap)) for form in forms[0]]
        for _, definition, level in choices:
            current = self._current[definition]
            told = [counter.peek(current, level) for counter in counters]
            if all(number and number.text.rstrip() == label for number, label in zip(told, labels, strict=True)):
                return self._count(current, level, counters)
        if len(set(labels)) > 1 or len(self.lists) > _MOST_RESTARTS:
            return None
        form, definition, level = min(choices, key=_least)
        return self._count(self._restart(definition, level, form.value), level, counters)

    def xml(self) -> str:
        """The definitions, as they stand in numbering.xml."""
        definitions = "".join(
            f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="multilevel"/>'
            + "".join(_level_xml(place, level) for place, level in sorted(levels.items()))
            + "</w:abstractNum>"
            for identity, levels in self._levels.items()
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

    def _place(self, kind: str, depth: int, form: Form, gap: str) -> tuple[str, int]:
        """Definition and level for labels of that form; the first form met on a level stands with the others of its family."""
        family, level = _FAMILY.get(kind, ("articles", depth))
        key = (family, level, form.style, f"{form.before}%{form.after}")
        if key not in self._definitions:
            definition, place = family, level
            if level in self._levels.setdefault(self._identity(family), {}):
                definition, place = f"{family} {len(self._definitions)}", 0  # another form on the same level: a list of its own
            identity = self._identity(definition)
            levels = self._levels.setdefault(identity, {})
            levels[place] = Level(
                style=form.style,
                text=f"{form.before}%{place + 1}{form.after}{gap if gap.strip(' ') else ''}",
                suffix="space" if gap == " " else "nothing",
            )
            if identity not in self._current:
                self._add(identity, {})
            else:
                for number, one in self.lists.items():
                    if one.definition == identity:
                        one.levels.setdefault(place, levels[place])
                        assert number
            self._definitions[key] = (identity, place)
        return self._definitions[key]

    def _identity(self, name: str) -> str:
        return self._names.setdefault(name, str(len(self._names) + 1))

    def _restart(self, definition: str, level: int, value: int) -> str:
        return self._add(definition, {level: value})

    def _add(self, definition: str, restarts: dict[int, int]) -> str:
        levels = {
            place: level if place not in restarts else level._replace(start=restarts[place])
            for place, level in self._levels[definition].items()
        }
        identity = str(len(self.lists) + 1)
        self.lists[identity] = List(definition, levels, restarts)
        self._current[definition] = identity
        return identity

    @staticmethod
    def _count(identity: str, level: int, counters: list[Counter]) -> tuple[str, int]:
        for counter in counters:
            counter.next(identity, level)
        return identity, level
