"""What was read from a file and what a person said of it so far: lines, guesses, what was confirmed, other words.

Lines keep the numbers they were read under whatever is done to them, so that a form sent late means the same line.
Values only: how they are kept and shown is for others to say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from workflow.publishing.word.reading.guessing import Guessed
from workflow.text.labels.marks import DEEPEST, mark
from workflow.text.lines import lines_of
from workflow.text.reading.doubts.unnumbered import undecorated
from workflow.text.reading.placing import heading_line, headings, next_numbers
from workflow.text.tree import Document, Kind
from workflow.web.request.files import FileText
from workflow.words import Script

#: Under this name a file's facts hold what this module writes; other names are free for other pages.
FACT = "sheet"
#: What may be made of a guess besides leaving it as it was read.
CHOICES: dict[str, tuple[str, ...]] = {
    Guessed.HEADING: (Kind.CHAPTER, Kind.SECTION, "out"),
    Guessed.PICTURE: ("bare", "out"),
    Guessed.EQUATION: ("bare", "out"),
    Guessed.SYMBOL: ("bare",),
    Guessed.NOTE: ("inside", "out"),
    Guessed.NUMBER: ("bare",),
    Guessed.FORMAT: ("bare",),
    Guessed.BOX: ("out",),
    Guessed.LETTERHEAD: ("out",),
    Guessed.PART: ("only", "without"),
}
#: Guesses that come by the hundred: answered together, or where somebody asks for their line.
QUIET = frozenset({Guessed.NUMBER, Guessed.UNNUMBERED})
#: What follows from the file and is told, not asked: numbers in formats that are known, a table of contents that is made anew.
CERTAIN = frozenset({Guessed.NUMBER, Guessed.CONTENTS})
_NOTE, _NOTE_END = "【注：", "】"


class Mark(NamedTuple):
    """A guess on a line: its place among the guesses, its kind, both sentences, and the words of the file it is about."""

    at: int
    line: int
    kind: str
    zh: str
    en: str
    about: str


@dataclass
class Imported:
    """A file as read and as corrected since.

    lines      as read; line 1 is the first
    marks      the guesses
    confirmed  places of the guesses that somebody said yes to
    typed      line → the words that stand there now: several lines, or "" for a line that is left out
    ticked     line → how deep the heading stands that it may be, in a text without any number; 0 where it is no heading
    tracked, remarks  what the file held besides: tracked changes, remarks left out
    taken      whether the tracked changes are read as accepted, and not as rejected
    """

    lines: list[str]
    marks: list[Mark] = field(default_factory=list)
    confirmed: set[int] = field(default_factory=set)
    typed: dict[int, str] = field(default_factory=dict)
    ticked: dict[int, int] = field(default_factory=dict)
    tracked: int = 0
    remarks: int = 0
    taken: bool = True

    @classmethod
    def of_file(cls, found: FileText) -> "Imported":
        """A file that nobody has looked at yet."""
        told = sorted(found.guesses, key=lambda one: one.line)
        marks = [
            Mark(at, max(1, min(one.line, len(found.lines))), one.kind, one.zh, one.en, one.about)
            for at, one in enumerate(told)
        ]
        return cls(
            list(found.lines),
            marks,
            _certain(marks),
            ticked=dict(found.heads),
            tracked=found.tracked,
            remarks=found.remarks,
            taken=found.taken,
        )

    @classmethod
    def of_facts(cls, facts: Mapping[str, Any], text: str) -> "Imported":
        """As `facts` was last written; a file whose facts say nothing of it is its `text`, line by line."""
        kept = facts.get(FACT)
        if not kept:
            return cls(lines_of(text))
        return cls(
            kept["lines"].split("\n"),
            [Mark(at, *one) for at, one in enumerate(kept["guesses"])],
            set(kept["confirmed"]),
            {int(line): words for line, words in kept["typed"].items()},
            {
                int(line): depth for line, depth in kept.get("ticked", {}).items()
            },  # files of an earlier release have none
            kept["tracked"],
            kept["remarks"],
            kept.get("taken", True),
        )

    def facts(self) -> dict[str, Any]:
        """All of it, made of what JSON can hold, under the one name `FACT`."""
        return {
            FACT: {
                "lines": "\n".join(self.lines),
                "guesses": [list(one[1:]) for one in self.marks],
                "confirmed": sorted(self.confirmed),
                "typed": {str(line): words for line, words in sorted(self.typed.items())},
                "ticked": {str(line): depth for line, depth in sorted(self.ticked.items())},
                "tracked": self.tracked,
                "remarks": self.remarks,
                "taken": self.taken,
            }
        }

    # What it says now ---------------------------------------------------------------------------------------------

    def words(self, line: int) -> str:
        """What stands in the place of a line now."""
        return self.typed.get(line, self.lines[line - 1])

    def text(self) -> str:
        """The text as corrected, each line ended by a line feed."""
        return "".join(f"{words}\n" for _, words in self.now())

    def now(self) -> list[tuple[int, str]]:
        """Every line there is now, with the number of the line as read that it comes from."""
        out: list[tuple[int, str]] = []
        for number, line in enumerate(self.lines, 1):
            if number in self.typed:
                out += [(number, words) for words in self.typed[number].split("\n") if words]
            else:
                out.append((number, line))
        return out

    # Guesses ------------------------------------------------------------------------------------------------------

    @cached_property
    def by_line(self) -> dict[int, list[Mark]]:
        """Line → its guesses."""
        found: dict[int, list[Mark]] = {}
        for one in self.marks:
            found.setdefault(one.line, []).append(one)
        return found

    def is_settled(self, mark: Mark) -> bool:
        """Whether somebody said yes to a guess, or wrote something else in its line."""
        return mark.at in self.confirmed or mark.line in self.typed

    @property
    def begun(self) -> bool:
        """Whether somebody corrected or confirmed anything."""
        return bool(self.typed) or self.confirmed != _certain(self.marks)

    def left(self) -> list[Mark]:
        """The guesses that nobody has answered."""
        return [one for one in self.marks if not self.is_settled(one)]

    def offering(self, line: int) -> list[Mark]:
        """The guesses on a line that something else may be made of, all of one kind; none once the line was typed."""
        told = [] if line in self.typed else self.by_line.get(line, [])
        open_to = [one for one in told if one.kind in CHOICES and (one.about or one.kind == Guessed.BOX)]
        open_to.sort(key=lambda one: one.kind in QUIET)
        return [one for one in open_to if one.kind == open_to[0].kind]

    def choices(self, line: int) -> tuple[str, ...]:
        """What may be made of a line, besides leaving it as it was read."""
        return next((CHOICES[one.kind] for one in self.offering(line)), ())

    # What a person says -------------------------------------------------------------------------------------------

    def confirm(self, marks: Iterable[Mark]) -> None:
        """Say yes to guesses."""
        self.confirmed |= {one.at for one in marks}

    def type(self, line: int, words: str) -> None:
        """Put other words in the place of a line; none at all leave it out. The words it was read with restore it."""
        if not 1 <= line <= len(self.lines):
            return
        clean = "\n".join(lines_of(words))
        if clean == self.lines[line - 1]:
            self.typed.pop(line, None)
        else:
            self.typed[line] = clean

    def may_head(self) -> list[Mark]:
        """The lines that may be headings without number, while nobody has said which are."""
        return [one for one in self.left() if one.kind == Guessed.UNNUMBERED]

    def tick(self, depths: Mapping[int, int]) -> None:
        """Which of `may_head` are headings, and how deep; nothing is made of it yet."""
        known = {one.line for one in self.may_head()}
        self.ticked |= {line: depth for line, depth in depths.items() if line in known and 0 <= depth <= DEEPEST}

    def head(self) -> None:
        """Make headings of the ticked lines of `may_head`; the others stay words."""
        waiting = self.may_head()
        for one in waiting:
            words = self.lines[one.line - 1]
            if depth := self.ticked.get(one.line, 0):
                self.type(one.line, mark(depth) + (undecorated(words) or words))
        self.confirm(waiting)

    def restore(self, lines: Iterable[int]) -> None:
        """Back to the words as read; a yes that was given before stays given."""
        for line in lines:
            self.typed.pop(line, None)

    def start_again(self) -> None:
        """As if nobody had looked at it yet."""
        self.typed.clear()
        self.confirmed = _certain(self.marks)

    def choose(self, chosen: Mapping[int, str], document: Document) -> None:
        """Make of lines what was chosen from `choices`; `document` is the tree of the text as it is now.

        Chapters and sections take the numbers of their places, all of one form at once.
        """
        chosen = {line: choice for line, choice in chosen.items() if choice in self.choices(line)}
        above = [(line, choice) for line, choice in chosen.items() if choice in (Kind.CHAPTER, Kind.SECTION)]
        from_line = [number for number, _ in self.now()]
        known = [one._replace(line=from_line[one.line - 1]) for one in headings(document)] if above else []
        numbers = next_numbers(known, above)
        english = document.language == Script.ENGLISH
        for line, choice in chosen.items():
            words = self.lines[line - 1]
            if line in numbers:
                self.type(line, heading_line(Kind(choice), numbers[line], words, english=english))
            elif choice == "out":
                self.type(line, "")
            elif choice in ("only", "without"):
                self._leave_out(line, others=choice == "only")
            elif choice == "inside":
                self.type(line, words.removeprefix(_NOTE).removesuffix(_NOTE_END))
            else:
                self.type(line, self._bare(line, words))

    def _leave_out(self, line: int, *, others: bool) -> None:
        """Leave out the paper that begins with `line`, of several in the file, or all the others."""
        starts = sorted(one.line for one in self.marks if one.kind == Guessed.PART)
        stop = next((start for start in starts if start > line), len(self.lines) + 1)
        self.confirm(one for one in self.marks if one.kind == Guessed.PART and one.line == line)
        for number in range(1, len(self.lines) + 1):
            if (line <= number < stop) != others:
                self.type(number, "")

    def _bare(self, line: int, words: str) -> str:
        """The line without the number or the placeholders that were put into it."""
        for one in self.offering(line):
            words = words.replace(one.about, "", 1)
        return words


def _certain(marks: Iterable[Mark]) -> set[int]:
    """The places of what nobody needs to be asked about."""
    return {one.at for one in marks if one.kind in CERTAIN}
