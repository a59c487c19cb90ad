"""English texts as plain lists in five forms, with a writer and a numbering of their own, and random edits, seeded.

A text is units in order; a unit stands at a depth and has a heading or none, paragraphs, and a list or none. What a sentence
cites is the unit itself, printed by the number it has when the text is written.
"""

from __future__ import annotations

import copy
import random
import re
from dataclasses import dataclass, field

FORMS = ("articles", "code", "dotted", "roman", "paren")
_WHO = ["The site manager", "A contractor", "The shift leader", "Each department", "The laboratory", "The storekeeper"]
_MUST = ["shall", "may", "must", "shall not"]
_DO = ["record", "inspect", "report", "release", "repair", "label", "count", "approve"]
_WHAT = [
    "the pressure vessels",
    "all incoming samples",
    "the waste solvent",
    "lifting gear",
    "the visitor log",
    "spare parts",
]
_WHEN = [
    "within three days",
    "before each shift",
    "at least once a month",
    "within 24 hours",
    "after every stoppage",
    "by 31 March",
]
_TAIL = [
    "unless the safety officer agrees otherwise",
    "and keep the record for two years",
    "in writing",
    "together with the supplier",
]
_HEADS = [
    "Scope",
    "Duties",
    "Records",
    "Training of operators",
    "Maintenance",
    "Stock control",
    "Emergency response",
    "Review",
]
_CITE = re.compile("<([0-9]+)>")
_ROMANS = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
]


@dataclass
class Unit:
    """One article or clause. `between` is the suffix of a label that comes in without moving others: A of 3A, 01 of .01."""

    sign: int
    depth: int
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    between: str = ""


@dataclass
class Text:
    """A whole text; `chapters` are headings by the sign of the article that they stand above."""

    form: str
    title: str
    units: list[Unit]
    chapters: dict[int, str] = field(default_factory=dict)

    def labels(self) -> dict[int, str]:
        """The label of each unit by its sign, as this form prints it."""
        return {sign: label for sign, (label, _) in self._numbered().items()}

    def _numbered(self) -> dict[int, tuple[str, str]]:
        found: dict[int, tuple[str, str]] = {}
        path: list[int] = []
        for unit in self.units:
            if unit.between:
                last = list(found.values())[-1][0]
                mark = "." if self.form == "code" else ""
                found[unit.sign] = (f"{last}{mark}{unit.between}",) * 2
                continue
            path = [*path[: unit.depth], *([0] * (unit.depth - len(path)))][: unit.depth]
            path[-1] += 1
            found[unit.sign] = self._label(path)
        return found

    def _label(self, path: list[int]) -> tuple[str, str]:
        """As it is printed, and as it is cited."""
        if self.form == "articles":
            return (f"Article {path[0]}",) * 2
        if self.form == "code":
            return (f"§ 7-{100 + path[0]}",) * 2
        if self.form == "dotted":
            number = ".".join(map(str, path))
            return number, f"clause {number}"
        outer = _ROMANS[path[0] - 1]
        if len(path) == 1:
            return f"{outer}.", f"section {outer}"
        if self.form == "paren":
            return f"({path[1]})", f"section {outer}({path[1]})"
        letter = chr(64 + path[1])
        return f"{letter}.", f"section {outer}.{letter}"

    def written(self) -> str:
        """The text with its labels, what it cites by the labels there are now."""
        numbered = self._numbered()
        lines = [self.title, ""]
        chapter = 0

        def said(words: str) -> str:
            return _CITE.sub(lambda found: numbered[int(found[1])][1], words)

        for unit in self.units:
            if unit.sign in self.chapters:
                chapter += 1
                lines += ["", f"Chapter {chapter} {self.chapters[unit.sign]}"]
            label = numbered[unit.sign][0]
            stop = "." if self.form == "code" else ""
            words = [said(one) for one in unit.paragraphs]
            if unit.heading:
                lines.append(f"{label}{stop} {unit.heading}{stop}")
            elif words:
                lines.append(f"{label}{stop} {words.pop(0)}")
            lines += words
            lines += [f"  ({chr(97 + k)}) {said(one)}" for k, one in enumerate(unit.units)]
        return "\n".join(lines) + "\n"

    def copy(self) -> Text:
        """A copy that shares nothing."""
        return copy.deepcopy(self)

    def below(self, at: int) -> int:
        """The place after the unit at `at` and what stands below it."""
        stop = at + 1
        while stop < len(self.units) and self.units[stop].depth > self.units[at].depth:
            stop += 1
        return stop


class Hand:
    """Makes texts and edits them; the same for the same chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.signs = 0

    # making

    def text(self, form: str) -> Text:
        """A text of that form."""
        count = self.chance.randint(8, 18)
        units: list[Unit] = []
        while len(units) < count:
            if form in ("articles", "code"):
                units.append(self.unit(form, 1))
                continue
            units.append(self.unit(form, 1))
            for _ in range(self.chance.randint(2, 4)):
                units.append(self.unit(form, 2))
                if form == "dotted" and self.chance.random() < 0.35:
                    units[-1] = Unit(units[-1].sign, 2, self._heading())
                    units += [self.unit(form, 3) for _ in range(self.chance.randint(2, 3))]
        text = Text(form, f"{self.chance.choice(['Northgate', 'Elmstead', 'Harbour'])} {self.chance.choice(_HEADS)} "
                          f"{self.chance.choice(['Rules', 'Policy', 'Standard', 'Procedure'])}", units)  # fmt: skip
        if form == "articles" and self.chance.random() < 0.6:
            starts = [0, *sorted(self.chance.sample(range(2, len(units)), 2))]
            text.chapters = {units[at].sign: self._heading() for at in starts}
        for unit in units:
            if self.chance.random() < 0.3 and unit.paragraphs:
                unit.paragraphs[-1] += f" {self._citing(units)}"
        return text

    def unit(self, form: str, depth: int) -> Unit:
        """One unit."""
        self.signs += 1
        headed = form == "code" or (form in ("dotted", "roman", "paren") and depth == 1)
        unit = Unit(self.signs, depth, self._heading() if headed else "")
        if headed and form != "code":
            return unit
        unit.paragraphs = [self._paragraph() for _ in range(self.chance.choice((1, 1, 1, 2)))]
        if self.chance.random() < 0.25 and form != "paren":
            unit.paragraphs[-1] = f"{self.chance.choice(_WHO)} keeps the following:"
            unit.units = self._list(self.chance.randint(2, 4))
        return unit

    def _heading(self) -> str:
        return self.chance.choice(_HEADS)

    def sentence(self) -> str:
        """One sentence."""
        pick = self.chance.choice
        tail = f" {pick(_TAIL)}" if self.chance.random() < 0.5 else ""
        return f"{pick(_WHO)} {pick(_MUST)} {pick(_DO)} {pick(_WHAT)} {pick(_WHEN)}{tail}."

    def _paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.chance.randint(1, 3)))

    def _list(self, count: int) -> list[str]:
        found = [f"{self.chance.choice(_WHAT)} {self.chance.choice(_WHEN)};" for _ in range(count)]
        found[-1] = found[-1][:-1] + "."
        return found

    def _citing(self, units: list[Unit]) -> str:
        return f"This is subject to <{self.chance.choice(units).sign}>."

    # editing

    def edited(self, text: Text, times: int) -> Text:
        """The text after some edits."""
        new = text.copy()
        for _ in range(times):
            self.chance.choices(
                [self._words, self._everywhere, self.insert, self._delete, self.move, self._between, self._grow, self._list_edit,
                 self._reword, self._rename],
                [6, 2, 3, 2, 2, 1, 2, 3, 2, 1],
            )[0](new)  # fmt: skip
        alive = {unit.sign for unit in new.units}
        for unit in new.units:
            for some in (unit.paragraphs, unit.units):
                some[:] = [
                    _CITE.sub(lambda found: found[0] if int(found[1]) in alive else "this text", one) for one in some
                ]
        return new

    def _any(self, text: Text) -> Unit | None:
        found = [unit for unit in text.units if unit.paragraphs]
        return self.chance.choice(found) if found else None

    def _words(self, text: Text) -> None:
        unit = self._any(text)
        if unit is None:
            return
        at = self.chance.randrange(len(unit.paragraphs))
        words = unit.paragraphs[at].split(" ")
        place = self.chance.randrange(max(1, len(words) - 1))
        if _CITE.search(words[place]):
            return
        what = self.chance.choice(("swap", "put in", "take out"))
        mark = "".join(sign for sign in words[place] if sign in ".:,")
        if what == "put in" and place:
            words.insert(place, self.chance.choice(["duly", "promptly", "without delay", "always"]))
        elif what == "take out" and len(words) > 6 and not mark and place:
            del words[place]
        elif place > 1:
            words[place] = self.chance.choice(["quarterly", "signed", "the board", "five", "60"]) + mark
        unit.paragraphs[at] = " ".join(words)

    def _everywhere(self, text: Text) -> None:
        old, new = self.chance.choice(
            [
                ("safety officer", "safety engineer"),
                ("24 hours", "48 hours"),
                ("spare parts", "spares"),
                ("The storekeeper", "The warehouse"),
            ]
        )
        for unit in text.units:
            unit.paragraphs = [one.replace(old, new) for one in unit.paragraphs]
            unit.units = [one.replace(old, new) for one in unit.units]

    def _depths(self, text: Text) -> list[int]:
        """Places behind which a unit may come that stands as deep as the one there."""
        return [at for at, unit in enumerate(text.units) if unit.depth > 1 or text.form in ("articles", "code")]

    def insert(self, text: Text) -> None:
        """A unit comes in, and those behind it move on."""
        if text.form == "code":
            return self._between(text)
        at = self.chance.choice(self._depths(text))
        depth = text.units[at].depth
        stop = text.below(at)
        if stop < len(text.units) and text.units[stop].between:
            return None
        text.units.insert(stop, self.unit(text.form, depth))
        return None

    def _between(self, text: Text) -> None:
        if text.form not in ("articles", "code"):
            return
        at = self.chance.randrange(len(text.units))
        beside = text.units[at + 1] if at + 1 < len(text.units) else None
        if text.units[at].between or (beside is not None and beside.between):
            return
        unit = self.unit(text.form, 1)
        unit.between = "01" if text.form == "code" else "A"
        text.units.insert(at + 1, unit)

    def _delete(self, text: Text) -> None:
        at = self.chance.choice(self._depths(text))
        unit = text.units[at]
        if text.form == "code" and not unit.between:
            return
        stop = text.below(at)
        beside = [one for one in text.units if one.depth == unit.depth]
        if len(beside) < 4 or unit.sign in text.chapters or self._alone(text, at):
            return
        if stop < len(text.units) and text.units[stop].between:
            return
        del text.units[at:stop]

    def _alone(self, text: Text, at: int) -> bool:
        """Whether nothing stands beside the unit below the same one."""
        depth = text.units[at].depth
        before = at > 0 and text.units[at - 1].depth >= depth
        stop = text.below(at)
        return not before and (stop >= len(text.units) or text.units[stop].depth < depth)

    def move(self, text: Text) -> None:
        """A unit goes elsewhere with what stands below it."""
        if text.form == "code":
            return
        at = self.chance.choice(self._depths(text))
        unit = text.units[at]
        stop = text.below(at)
        if unit.between or unit.sign in text.chapters or self._alone(text, at):
            return
        if stop < len(text.units) and text.units[stop].between:
            return
        moving = text.units[at:stop]
        rest = text.units[:at] + text.units[stop:]
        goals = [k for k, one in enumerate(rest) if one.depth == unit.depth and not one.between]
        goal = self.chance.choice(goals)
        other = Text(text.form, "", rest)
        to = other.below(goal)
        if to < len(rest) and rest[to].between:
            return
        text.units = rest[:to] + moving + rest[to:]

    def _grow(self, text: Text) -> None:
        unit = self._any(text)
        if unit is None or unit.units:
            return
        if len(unit.paragraphs) > 1 and self.chance.random() < 0.5:
            unit.paragraphs.pop(self.chance.randrange(1, len(unit.paragraphs)))
        else:
            unit.paragraphs.insert(self.chance.randint(1, len(unit.paragraphs)), self._paragraph())

    def _list_edit(self, text: Text) -> None:
        found = [unit for unit in text.units if len(unit.units) > 1]
        if not found:
            return
        unit = self.chance.choice(found)
        dice = self.chance.random()
        if dice < 0.4:
            unit.units.insert(self.chance.randrange(len(unit.units)), f"{self.chance.choice(_WHAT)} in the yard;")
        elif dice < 0.7 and len(unit.units) > 2:
            unit.units.pop(self.chance.randrange(len(unit.units) - 1))
        else:
            at = self.chance.randrange(len(unit.units))
            unit.units[at] = self.chance.choice(["old ", "new "]) + unit.units[at]

    def _reword(self, text: Text) -> None:
        unit = self._any(text)
        if unit is not None and not unit.units:
            unit.paragraphs = [self._paragraph()]

    def _rename(self, text: Text) -> None:
        found = [unit for unit in text.units if unit.heading]
        if found:
            self.chance.choice(found).heading = self.chance.choice(["Filing", "Storage of goods", "Who decides"])
