"""Near misses in English decisions on texts numbered 1.1.1: the right text is made of plain lists, or only a refusal is right."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.text._english_model import Hand, Text, Unit

_NEW = ["All doors are locked.", "The board decides.", "A list is kept."]
_WORDS = re.compile("[a-z]{4,}(?: [a-z]{4,})?")


@dataclass
class Written:
    """Items and the text that comes of them; None for a refusal."""

    items: list[str]
    right: Text | str | None
    title: str = ""


class Author:
    """Writes near misses about one text."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.hand = Hand(chance)
        self.text = self.hand.text("dotted")
        for unit in self.text.units:  # a decision leaves what cites a moved clause as it is
            unit.paragraphs = [re.sub(" This is subject to <[0-9]+>[.]", "", one) for one in unit.paragraphs]
        self.labels = self.text.labels()

    def plain(self) -> Unit:
        """A unit of one paragraph and no list."""
        found = [one for one in self.text.units if len(one.paragraphs) == 1 and not one.units]
        return self.chance.choice(found or [one for one in self.text.units if one.paragraphs])

    def name(self, unit: Unit) -> str:
        """How an office may call the clause."""
        label = self.labels[unit.sign]
        forms = (
            ["clause {}", "Clause {}", "paragraph {}", "section {}"]
            if "." not in label
            else ["clause {}", "section {}", "{}", "paragraph {}"]
        )
        return self.chance.choice(forms).format(label)

    def words(self, unit: Unit) -> str:
        """Some words that stand in the unit exactly once."""
        said = " ".join(unit.paragraphs)
        found = [one for one in _WORDS.findall(said) if len(re.findall(rf"\b{one}\b", said)) == 1]
        return self.chance.choice(found) if found else ""

    def with_words(self, unit: Unit, old: str, new: str) -> Text:
        """The text with other words in one unit."""
        text = self.text.copy()
        own = next(one for one in text.units if one.sign == unit.sign)
        own.paragraphs = [re.sub(rf"\b{old}\b", new, one) for one in own.paragraphs]
        return text

    def beside(self, unit: Unit) -> list[Unit]:
        """The units that stand beside one, itself included."""
        above = self.labels[unit.sign].rpartition(".")[0]
        return [
            one
            for one in self.text.units
            if self.labels[one.sign].rpartition(".")[0] == above and one.depth == unit.depth
        ]

    def at(self, unit: Unit) -> int:
        """Its place among the units."""
        return next(k for k, one in enumerate(self.text.units) if one is unit)


def _cap(words: str) -> str:
    return words[0].upper() + words[1:]


def _next(label: str, by: int = 1) -> str:
    above, dot, number = label.rpartition(".")
    return f"{above}{dot}{int(number) + by}"


def exchange(author: Author) -> Written:
    """Words for words, in several dialects; or words that are not there."""
    unit = author.plain()
    words, name = author.words(unit), author.name(unit)
    if not words:
        return missing(author)
    item = author.chance.choice([
        f"{_cap(name)} is amended by striking “{words}” and inserting “form X”.",
        f"In {name}, for “{words}” substitute “form X”.",
        f"In {name}, “{words}” is replaced by “form X”.",
        f"{_cap(name)} is amended by striking the phrase “{words}” and inserting the phrase “form X” in its place.",
    ])  # fmt: skip
    if author.chance.random() < 0.2:
        return Written([item.replace(words, "zebra crossing")], None)
    return Written([item], author.with_words(unit, words, "form X"))


def restated(author: Author) -> Written:
    """A clause in other words; sometimes with the number of another one in front of them, or of one more."""
    unit = author.plain()
    label, words = author.labels[unit.sign], author.chance.choice(_NEW)
    form = author.chance.choice(["plain", "label", "other", "more"])
    front = {
        "plain": words,
        "label": f"{label} {words}",
        "other": f"{_next(label)} {words}",
        "more": f"{label} {words}\n“{_next(label)} {words}",
    }[form]
    verb = author.chance.choice(["is amended to read as follows:", "is replaced by the following:"])
    text = author.text.copy()
    own = next(one for one in text.units if one.sign == unit.sign)
    own.paragraphs, own.units = [words], []
    right = text if form in ("plain", "label") and not unit.heading else None
    return Written([f"{_cap(author.name(unit))} {verb} “{front}”"], right)


def missing(author: Author) -> Written:
    """A clause that is not there."""
    unit = author.chance.choice(author.text.units)
    last = _next(author.labels[author.beside(unit)[-1].sign])
    return Written(
        [
            author.chance.choice(
                [f"Clause {last} is deleted.", f"Clause {last} is amended to read as follows: “{_NEW[0]}”"]
            )
        ],
        None,
    )


def sister(author: Author) -> Written:
    """The text of another name."""
    unit = author.plain()
    title = author.chance.choice(
        [author.text.title + " Annex", "Temporary " + author.text.title, author.text.title.split(" ", 1)[1]]
    )
    return Written([f"{_cap(author.name(unit))} is deleted."], None, title)


def other_paper(author: Author) -> Written:
    """A clause of another paper, which is no item for this text."""
    unit = author.plain()
    return Written([f"{_cap(author.name(unit))} of the Canteen Manual is deleted."], None)


def narrower(author: Author) -> Written:
    """Less than a clause: a sentence, a unit of a list, a part nobody can find."""
    unit = author.plain()
    name = author.name(unit)
    sentences = re.findall(r"[^.]+\.", unit.paragraphs[0])
    form = author.chance.choice(["sentence", "sentence", "item", "part"])
    if form == "sentence":
        which = author.chance.randint(1, len(sentences) + 1)
        ordinal = ["first", "second", "third", "fourth", "fifth", "sixth"][min(which, 6) - 1]
        item = f"The {ordinal} sentence of {name} is deleted."
        if which > len(sentences) or len(sentences) == 1 or len(unit.paragraphs) > 1 or unit.units:
            return Written([item], None)
        text = author.text.copy()
        own = next(one for one in text.units if one.sign == unit.sign)
        own.paragraphs = ["".join(sentences[: which - 1] + sentences[which:]).strip()]
        return Written([item], text)
    if form == "item":
        listed = [one for one in author.text.units if len(one.units) > 1]
        if not listed:
            return missing(author)
        unit = author.chance.choice(listed)
        which = author.chance.randint(0, len(unit.units))
        item = f"{_cap(author.name(unit))}({chr(97 + which)}) is deleted."
        if which == len(unit.units):
            return Written([item], None)
        lines = author.text.written().splitlines(keepends=True)
        start = next(k for k, line in enumerate(lines) if line.startswith(f"{author.labels[unit.sign]} "))
        at = next(k for k in range(start, len(lines)) if lines[k].startswith("  (a)")) + which
        return Written([item], "".join(lines[:at] + lines[at + 1 :]))  # the others keep their letters
    item = author.chance.choice([
        f"Part of {name} is deleted.", f"{_cap(name)} is deleted, except its first sentence.", f"The second half of {name} is deleted.",
        f"{_cap(name)}, second sentence, is deleted.", f"To save time, {name} is deleted where it is too long.",
    ])  # fmt: skip
    return Written([item], None)


def bare(author: Author) -> Written:
    """A number that another clause has, or that leaves a gap; a clause that goes and leaves those below it."""
    unit = author.chance.choice(author.text.units)
    beside = author.beside(unit)
    label = author.labels[unit.sign]
    form = author.chance.choice(["taken", "gap", "new", "above"])
    if form == "above":
        unit = author.text.units[0]
        return Written([f"Clause {author.labels[unit.sign]} is deleted."], None)
    if form == "new":
        return Written(
            [f"A new clause {_next(author.labels[beside[-1].sign], 2)} is added to read as follows: “{_NEW[0]}”"], None
        )
    goal = _next(label) if unit is not beside[-1] and form == "taken" else _next(author.labels[beside[-1].sign], 2)
    return Written([f"Clause {label} is renumbered as clause {goal}."], None)


def pushed_on(author: Author) -> Written:
    """A clause comes in and those behind it move on; or the two ranges do not fit."""
    units = [one for one in author.text.units if one.depth > 1]
    unit = author.chance.choice(units)
    beside = author.beside(unit)
    moving = beside[next(k for k, one in enumerate(beside) if one is unit) :]
    first, last = author.labels[moving[0].sign], author.labels[moving[-1].sign]
    form = author.chance.choice(["right", "right", "right", "long", "none"])
    goal = _next(last, 2 if form == "long" else 1)
    adding = f"A new clause {first} is added to read as follows: “{first} {_NEW[2]}”"
    if form == "none":
        return Written([adding], None)
    if len(moving) == 1:
        if form == "long":
            return Written([f"Clause {first} is renumbered as clause {goal}.", adding], None)
        items = [f"Clause {first} is renumbered as clause {goal}.", adding]
    else:
        verb = author.chance.choice(["are renumbered as", "become"])
        items = [
            adding,
            f"Clauses {first} to {last} {verb} clauses {_next(first)} to {goal}{author.chance.choice([' respectively', ''])}.",
        ]
        if form == "long":
            return Written(items, None)
    text = author.text.copy()
    fresh = author.hand.unit("dotted", unit.depth)
    fresh.heading, fresh.paragraphs, fresh.units = "", [_NEW[2]], []
    text.units.insert(author.at(unit), fresh)
    return Written(items, text)


def closed_up(author: Author) -> Written:
    """A clause goes and the others close up; or what stands below it is forgotten."""
    units = [one for one in author.text.units if one.depth > 1]
    unit = author.chance.choice(units)
    beside = author.beside(unit)
    place = next(k for k, one in enumerate(beside) if one is unit)
    behind = beside[place + 1 :]
    if not behind or len(beside) < 2:
        return missing(author)
    gone, first, last = (author.labels[one.sign] for one in (unit, behind[0], behind[-1]))
    moved = f"Clause {first} is renumbered as clause {gone}." if len(behind) == 1 else (
        f"Clauses {first} to {last} are renumbered as clauses {gone} to {_next(last, -1)}.")  # fmt: skip
    at = author.at(unit)
    items = [f"Clause {gone} is deleted.", moved]
    if author.text.below(at) > at + 1:
        return Written(items, None)
    text = author.text.copy()
    del text.units[at]
    return Written(items, text)


def left_over(author: Author) -> Written:
    """Words behind the act; a clause amended twice."""
    unit = author.plain()
    name = author.name(unit)
    words = author.words(unit) or "shall"
    item = author.chance.choice([
        f"{_cap(name)} is amended to read as follows: “{_NEW[0]}” and by making it clearer.",
        f"{_cap(name)} is deleted “as it is”.", f"{_cap(name)} and the like is deleted.",
        f"{_cap(name)} is amended by striking “{words}” and inserting “form X” “form Y”.",
        f"{_cap(name)} is amended to read as follows: “{_NEW[0]}” {_cap(name)} is amended by striking “{words}” and inserting “form X”.",
    ])  # fmt: skip
    return Written([item], None)


KINDS: list[tuple[str, Callable[[Author], Written], int]] = [
    ("English clause words", exchange, 6), ("English clause restated", restated, 5), ("English clause missing", missing, 2),
    ("English clause sister", sister, 3), ("English clause other", other_paper, 2), ("English clause narrower", narrower, 6),
    ("English clause bare", bare, 5), ("English clause pushed on", pushed_on, 6), ("English clause closed up", closed_up, 5),
    ("English clause left over", left_over, 4),
]  # fmt: skip
