"""The sheet: a file as read beside the tree it became, line by line, with its guesses and what there is to do about them.

It knows no edition: whoever imports a file for whatever purpose shows it by this, with templates/web/sheet/sheet.html.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.memory import Memory
from workflow.publishing.word.reading.guessing import Guessed
from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import Parsed
from workflow.text.reading.placing import Heading, Place, heading_line, headings, next_numbers, placed
from workflow.text.tree import Kind, Provision
from workflow.web.request import visit
from workflow.web.shapes.showing import t
from workflow.web.sheet.imported import CERTAIN, CHOICES, QUIET, Imported, Mark
from workflow.web.sheet.sheet_words import CHOICE_WORDS, GUESS_WORDS, KEEP_WORDS, KIND_WORDS
from workflow.words import Script

#: Lines on one sheet, characters of one line, places of one group, and problems that are listed.
LINES, CHARACTERS, PLACES, PROBLEMS = 300, 2_000, 240, 40
#: What is counted at the head, in this order.
COUNTED = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING, Kind.ARTICLE, Kind.ITEM, Kind.TABLE, Kind.ANNEX)


@dataclass(frozen=True, slots=True)
class Step:
    """What a line became: how deep it stands, its kind in words, label and heading; `joins` the line above it."""

    depth: int
    kind: str
    label: str = ""
    heading: str = ""
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One guess in the words of the visit, and whether it was answered."""

    kind: str
    name: str
    words: str
    settled: bool


@dataclass(slots=True)
class Row:
    """One line of the file.

    now      the lines that stand in its place, None while it stands as read; [] when it is left out
    asks     it has a guess that wants an answer here and now
    choices  value and words of what may be made of it, the first being what was assumed
    """

    number: int
    words: str
    cut: int
    now: list[str] | None
    steps: list[Step]
    told: list[Told]
    asks: bool
    opened: bool
    typed: str
    choices: list[tuple[str, str]]
    problems: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Whether every guess in it was answered."""
        return all(one.settled for one in self.told)

    @property
    def certain(self) -> bool:
        """Whether nothing in it is a guess: what is told of it follows from the file."""
        return all(one.kind in CERTAIN for one in self.told)


@dataclass(frozen=True, slots=True)
class Group:
    """All guesses of one kind: how many, how many without an answer, where, and what may be made of all of them."""

    kind: str
    name: str
    count: int
    left: int
    first: str
    last: str
    places: list[tuple[int, str, bool]]
    choices: list[tuple[str, str]]

    @property
    def certain(self) -> bool:
        """Whether these are no guesses."""
        return self.kind in CERTAIN


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page shows; `rows` are the lines of one sheet of several.

    heads  number, words and depth (0: none) of every line that may be a heading, while that is asked
    taken  whether the tracked changes of the file were read as accepted
    begun  whether somebody corrected or confirmed anything
    """

    rows: list[Row]
    heads: list[tuple[int, str, int]]
    number: int
    sheets: int
    lines: int
    groups: list[Group]
    guesses: int
    left: int
    corrected: int
    counts: list[tuple[str, int]]
    problems: list[tuple[int, str, bool]]
    many_problems: int
    blocking: int
    tracked: int
    remarks: int
    taken: bool
    begun: bool

    @property
    def span(self) -> list[tuple[int, int, int]]:
        """Number, first and last line of every sheet."""
        return [
            (one, (one - 1) * LINES + 1, min(one * LINES, self.lines)) for one in range(1, self.sheets + 1)
        ]  # fmt: skip


def sheet_of(
    brought: Imported, *, line: int = 0, opened: bool = False, sheet: int = 1, typed: str | None = None
) -> Sheet:
    """The sheet that `line` is on, or number `sheet` when no line is asked for.

    opened  with a field to type line `line` in, which holds `typed` when that is given and could not be taken
    """
    sheets = max(1, -(-len(brought.lines) // LINES))
    number = min(max(1, (line - 1) // LINES + 1 if 1 <= line <= len(brought.lines) else sheet), sheets)
    told = read(brought.text())
    problems = _problems(brought, told)
    left = brought.left()
    counts = Counter(unit.kind for unit in told.document.root.walk())
    drawing = _Drawing(brought, told, line if opened else 0, typed)
    shown = range((number - 1) * LINES + 1, min(number * LINES, len(brought.lines)) + 1)
    return Sheet(
        rows=drawing.rows(shown, problems),
        heads=[(one.line, brought.lines[one.line - 1], brought.ticked.get(one.line, 0)) for one in brought.may_head()],
        number=number,
        sheets=sheets,
        lines=len(brought.lines),
        groups=_groups(brought),
        guesses=sum(one.kind not in CERTAIN for one in brought.marks),
        left=len(left),
        corrected=len(brought.typed),
        counts=[(visit.say(KIND_WORDS[kind]), counts[kind]) for kind in COUNTED if counts[kind]],
        problems=problems[:PROBLEMS],
        many_problems=len(problems),
        blocking=sum(blocking for _, _, blocking in problems),
        tracked=brought.tracked,
        remarks=brought.remarks,
        taken=brought.taken,
        begun=brought.begun,
    )


# Trees --------------------------------------------------------------------------------------------------------------

_kept: Memory[Parsed] = Memory(16)


def read(text: str) -> Parsed:
    """The tree and the problems of a text being imported, kept for the next look at it. Do not change the tree."""
    name = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    found = _kept.get(name)
    if found is None:
        found = texts.read(text, visit.house().faces.printable)
        _kept.put(name, found)
    return found


def _problems(brought: Imported, told: Parsed) -> list[tuple[int, str, bool]]:
    """Line as read (0: the whole text), sentence, and whether it must be mended."""
    from_line = [number for number, _ in brought.now()]

    def as_read(line: int) -> int:
        return from_line[line - 1] if 0 < line <= len(from_line) else 0

    def renamed(words: str) -> str:
        return _NAMED.sub(lambda match: str(as_read(int(match[0]))), words) if brought.typed else words

    return [(as_read(one.line), renamed(t(one.zh, one.en)), one.blocking) for one in told.problems]


#: Where a problem names lines of the text, which are not those of the file once lines were left out or came in.
_NAMED = re.compile(r"(?<=第)\d+(?=行)|(?<= lines )\d+(?= and )|(?<= and )\d+(?=: renumber)")


# Lines --------------------------------------------------------------------------------------------------------------


class _Drawing:
    """Draws lines: what each became, what was guessed in it, and what may be done about it."""

    def __init__(self, brought: Imported, told: Parsed, opened: int, typed: str | None) -> None:
        self.brought, self.opened, self.typed = brought, opened, typed
        self.english = told.document.language == Script.ENGLISH
        self.places = placed(told.document)
        self.pieces: dict[int, list[tuple[int, str]]] = {}
        from_line: list[int] = []
        for at, (number, words) in enumerate(brought.now(), 1):
            self.pieces.setdefault(number, []).append((at, words))
            from_line.append(number)
        self.known: list[Heading] = [one._replace(line=from_line[one.line - 1]) for one in headings(told.document)]

    def rows(self, numbers: range, problems: list[tuple[int, str, bool]]) -> list[Row]:
        rows = {number: self.row(number) for number in numbers}
        for line, words, blocking in problems:
            if line in rows:
                rows[line].problems.append((words, blocking))
        return list(rows.values())

    def row(self, number: int) -> Row:
        brought, pieces = self.brought, self.pieces.get(number, [])
        marks = brought.by_line.get(number, [])
        opened = number == self.opened
        waiting = [one for one in marks if not brought.is_settled(one)]
        asks = any(one.kind not in QUIET for one in waiting)
        words = brought.lines[number - 1]
        typed = brought.words(number) if self.typed is None or not opened else self.typed
        return Row(
            number=number,
            words=words[:CHARACTERS],
            cut=max(0, len(words) - CHARACTERS),
            now=[one[:CHARACTERS] for _, one in pieces] if number in brought.typed else None,
            steps=[self.step(at, one) for at, one in pieces],
            told=[
                Told(one.kind, visit.say(GUESS_WORDS[one.kind]), t(one.zh, one.en), brought.is_settled(one))
                for one in marks
            ],
            asks=asks,
            opened=opened,
            typed=typed,
            choices=self.choices(number) if asks or opened else [],
        )

    def step(self, at: int, words: str) -> Step:
        place = self.places.get(at)
        if place is None:
            row = words.startswith("|") and words.endswith("|")
            return Step(
                self.depth_before(at),
                t("表的一行", "row of the table") if row else t("接上行", "joins the line above"),
                joins=True,
            )
        units = [unit for unit in place.units if unit.kind != Kind.PARAGRAPH or len(place.units) == 1]
        first = units[0]
        kinds = " ".join(dict.fromkeys(visit.say(KIND_WORDS[unit.kind]) for unit in units))
        labels = " ".join(unit.label for unit in units if unit.label)
        if not labels and place.turn:
            labels = t(f"第{chinese(place.turn)}款", f"no. {place.turn}")
        return Step(place.depth, kinds, labels, _heading(first))

    def depth_before(self, at: int) -> int:
        """How deep the line stands that this one joins."""
        for before in range(at - 1, max(0, at - 400), -1):
            place: Place | None = self.places.get(before)
            if place is not None:
                return place.depth
        return 0

    def choices(self, number: int) -> list[tuple[str, str]]:
        offering = self.brought.offering(number)
        if not offering:
            return []
        kind, about = offering[0].kind, offering[0].about
        words = [("", visit.say(KEEP_WORDS[kind]).format(about=about))]
        for value in self.brought.choices(number):
            line = ""
            if value in (Kind.CHAPTER, Kind.SECTION):
                turn = next_numbers(self.known, [(number, value)])[number]
                line = heading_line(Kind(value), turn, self.brought.lines[number - 1], english=self.english)
            words.append((value, visit.say(CHOICE_WORDS[value]).format(about=about, line=line)))
        return words


def _heading(unit: Provision) -> str:
    if unit.kind == Kind.TABLE:
        rows, columns = len(unit.rows), len(unit.rows[0]) if unit.rows else 0
        return t(f"{rows}行{columns}列", f"{rows} rows, {columns} columns")
    return unit.heading[:60]


# Groups -------------------------------------------------------------------------------------------------------------


def _groups(brought: Imported) -> list[Group]:
    by_kind: dict[str, list[Mark]] = {}
    for one in brought.marks:
        by_kind.setdefault(one.kind, []).append(one)
    if brought.may_head():  # which the page asks about by itself
        by_kind.pop(Guessed.UNNUMBERED)
    return [_group(brought, kind, marks) for kind, marks in sorted(by_kind.items(), key=_asking_first)]


def _asking_first(item: tuple[str, list[Mark]]) -> tuple[bool, int]:
    return item[0] in QUIET, item[1][0].at


def _group(brought: Imported, kind: str, marks: list[Mark]) -> Group:
    left = [one for one in marks if not brought.is_settled(one)]
    choices = [value for value in CHOICES.get(kind, ()) if value in (Kind.CHAPTER, Kind.SECTION)]
    return Group(
        kind=kind,
        name=visit.say(GUESS_WORDS[kind]),
        count=len(marks),
        left=len(left),
        first=marks[0].about,
        last=next((one.about for one in reversed(marks[1:]) if one.about[:1] == marks[0].about[:1]), ""),
        places=[(one.line, one.about, brought.is_settled(one)) for one in (left or marks)[:PLACES]],
        choices=[(value, visit.say(CHOICE_WORDS[f"all {value}"])) for value in choices if left],
    )
