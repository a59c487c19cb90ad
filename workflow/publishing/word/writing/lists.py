"""Labels as real Word lists, so that Word itself numbers what people insert; a label no list can print is typed.

Every label is first counted the way Word counts. Where the count would differ, the list begins again at the right
number; 第三十条之一 and the like stand in no list at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from workflow.publishing.word.forms import CHINESE, DOTTED, Form, forms_of
from workflow.publishing.word.reading.numbering import Counter, Level, List
from workflow.publishing.word.writing.look import indent_of, of_label
from workflow.publishing.word.writing.parts import attribute
from workflow.text.labels.clauses import BELOW, clause
from workflow.text.tree import LISTED, Kind

_MOST_RESTARTS = 20_000
_FAMILY = {
    Kind.PART: ("units", 0),
    Kind.CHAPTER: ("units", 1),
    Kind.SECTION: ("units", 2),
    Kind.HEADING: ("headings", 0),
}
#: Labels of articles end so, 第一条: behind them stands a tab, which ends at the next whole character of the line (see
#: `settings_xml`), so that an article that somebody puts in looks like the others.
_ARTICLES = ("条", "條")
_NOTHING = "nothing"


class Listed(NamedTuple):
    """The list and the level that print a label; `gap` is the blank behind it where the words have to begin with it."""

    list: str
    level: int
    gap: str = ""


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
        self._below = 0  # 1 in a clause that stands below another one: （一） below 一、

    def take(self, kind: Kind, depth: int, before: str | None, after: str | None, gap: str) -> Listed | None:
        """List and level that print the label `before` in the old text and `after` in the new one; None when none can.

        None for a label means that the paragraph is not in that text. gap is the blank behind the label.
        """
        labels = [label for label in (before, after) if label is not None]
        if kind == Kind.ARTICLE:
            found = clause(labels[-1])
            self._below = int(found is not None and found.form in BELOW)
        counters = [
            counter for counter, label in zip(self._counters, (before, after), strict=True) if label is not None
        ]
        forms = [list(forms_of(label)) for label in labels]
        # Both labels of a changed paragraph must be of one form.
        common = {form.shape for some in forms[:1] for form in some}.intersection(
            *({form.shape for form in some} for some in forms)
        )
        choices = (
            [(form, *self._place(kind, depth, form, gap)) for form in forms[-1] if form.shape in common]
            if common
            else []
        )
        for _, definition, level in choices:
            current = self._current[definition]
            told = [counter.peek(current, level) for counter in counters]
            if all(number and number.text == label for number, label in zip(told, labels, strict=True)):
                return self._count(current, level, counters, gap)
        if not choices or len(set(labels)) > 1 or len(self.lists) > _MOST_RESTARTS:
            return None
        form, definition, level = min(choices, key=_least)
        before_it = self._current[definition]
        begun = self._begin(definition, {level: form.value})
        number = counters[-1].peek(begun, level)
        if number is None or number.text != labels[-1]:  # 3.2 where nothing is numbered 3
            del self.lists[begun]
            self._current[definition] = before_it
            return None
        return self._count(begun, level, counters, gap)

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
        if form.style == DOTTED:
            family, level = f"dotted {form.before}", len(form.path) - 1
        elif kind in LISTED or (kind == Kind.ARTICLE and self._below):
            level += self._below
        key = (family, level, f"{form.style} {form.before}%{form.after}")
        if key not in self._places:
            definition = self._families.setdefault(family, str(len(self._definitions) + 1))
            levels = self._definitions.setdefault(definition, {})
            place = level
            if level in levels:
                definition, place = str(len(self._definitions) + 1), 0
                levels = self._definitions.setdefault(definition, {})
            levels[place] = _level(form, place, gap)
            for one in self.lists.values():
                if one.definition == definition:
                    one.levels[place] = levels[place]
            if definition not in self._current:
                self._begin(definition, {})
            self._places[key] = (definition, place)
            self._looks[definition, place] = self._look(kind, depth, form)
        return self._places[key]

    def _look(self, kind: Kind, depth: int, form: Form) -> str:
        """The style of the paragraphs on a level, whose indent and whose label it has."""
        if form.style == DOTTED and kind == Kind.ARTICLE and not self._english:
            return "flush"
        if kind == Kind.ARTICLE and self._below:  # （一） is set as the words behind it are
            return Kind.ITEM
        return {0: kind, 1: Kind.ITEM}.get(depth, Kind.SUBITEM)

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

    def _count(self, identity: str, level: int, counters: list[Counter], gap: str) -> Listed:
        for counter in counters:
            counter.next(identity, level)
        return Listed(identity, level, gap if self.lists[identity].levels[level].suffix == _NOTHING else "")


def _level(form: Form, place: int, gap: str) -> Level:
    """A level that prints labels of that form. Nothing but the label stands in its text: a REF field prints all of it."""
    printed = ".".join(f"%{at}" for at in range(1, len(form.path) + 1)) if form.style == DOTTED else f"%{place + 1}"
    tab = form.style == CHINESE and form.after in _ARTICLES and gap.strip(" ")
    return Level(
        style="decimal" if form.style == DOTTED else form.style,
        text=f"{form.before}{printed}{form.after}",
        suffix="tab" if tab else "space" if gap == " " else _NOTHING,
    )


def _least(choice: tuple[Form, str, int]) -> int:
    return choice[0].value
