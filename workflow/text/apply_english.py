"""Reads English amending decisions, nested as (a), (1), (A) or numbered 1., 2.: striking and inserting, amended to read
as follows, repealed, added, renumbered, moved, merged, divided. Fills places in from the levels above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.text.apply_acts import Act, Decision
from workflow.text.apply_english_places import LABEL, UNDER, Reader
from workflow.text.apply_laws import Names
from workflow.text.apply_operations import CannotCarry, Item, Operation, Place, Run
from workflow.text.apply_quotes import CLOSE, MASK, OPEN, mask
from workflow.text.lines import Line, read
from workflow.text.tree import Document

Q = f"{OPEN}(\\d+){CLOSE}"
_ENTRY = re.compile(r"(?:\(([0-9]{1,3}|[a-z]{1,5}|[A-Z]{1,5})\)|([0-9]{1,4})\.?)\s+(?=\S)")
_THING = r"(?:word|phrase|sentence|number|words|figure|term|text|heading)s?"
_STRIKE_INSERT = re.compile(
    rf"(?:strik(?:e|ing) (?:the )?(?:{_THING} )?{Q}(?: in the tabular array)?,? and insert(?:ing)? (?:the )?(?:{_THING} )?{Q}(?: in its place)?)",
    re.I,
)
_STRIKE_STOP = re.compile(rf"strik(?:e|ing) the period(?: at the end)? and insert(?:ing)? the {_THING} {Q}", re.I)
_STRIKE = re.compile(rf"strik(?:e|ing) (?:the )?(?:{_THING} )?{Q}", re.I)
_INSERT = re.compile(rf"insert(?:ing)? (?:the )?(?:{_THING} )?{Q} (after|before) (?:the )?(?:{_THING} )?{Q}", re.I)
_BODY = re.compile(r"(?:to read|to read as follows|read as follows)\s*:?\s*$", re.I)
_READS = re.compile(rf"to read(?: as follows)?:?\s*{Q}", re.I)
_OPENS = re.compile(r"(?:is|are) amended as follows:?\s*$|^.{0,300}amended as follows:", re.I)
_ADJUST = re.compile(r"renumbered accordingly", re.I)
_NOTHING = re.compile(
    r"effective date|fiscal impact|takes? effect|shall take effect|may be cited|enters? into force", re.I
)
_TWICE = re.compile(
    r"[Ss]ection ([0-9]{1,4}[a-z]?) \((?:[A-Z]\.?){2,6} ?(?:Official )?Code (§ ?[0-9A-Za-z.\-]*[0-9A-Za-z])\)"
)
_SECTION = re.compile(r"\bsection ([0-9]{1,4}[a-z]?)\b(?! of (?:the|title))")
_STRAIGHT = re.compile(r'"')


@dataclass(slots=True)
class _Entry:
    """A line of the decision with its number and the lines below it."""

    number: str
    words: str
    line: Line
    block: list[str] = field(default_factory=list)
    children: list[_Entry] = field(default_factory=list)


def read_decision(text: str, old: Document) -> Decision:
    """The acts of a decision, with the operations of every item already read, and the runs its masks stand for.

    `codified`: the text at hand is the code, whose sections the act names twice: section 7 (D.C. Official Code § 4-681.06).
    """
    lines, _, _ = read(text)
    masked = mask(_curled(lines), starts_item=None, plain=True)
    codified = any(article.label.startswith("§") for article in old.articles()[:3])
    names = dict(_TWICE.findall(text)) if codified else {}
    entries = _nested(masked.lines, masked.runs, {line.number: line.indent for line in lines})
    act = Act()
    reading = _Reading(act, masked.runs, names)
    for entry in entries:
        reading.entry(entry, Place(), entry.number)
    if any(_ADJUST.search(line.text) for line in masked.lines):
        act.closing.append("条文顺序作相应调整")
        if any(_ADJUST.search(line.text) and "chapters" in line.text for line in masked.lines):
            act.closing.append("章节和条文顺序作相应调整")
    return Decision([act] if act.items else [], masked.runs, Names(""))


def _curled(lines: Sequence[Line]) -> list[Line]:
    """Straight quotation marks as curved ones; one that is missing before “in its place” is put there."""
    if any("“" in line.text for line in lines):
        return list(lines)
    found: list[Line] = []
    for line in lines:
        words = line.text
        if words.count('"') % 2:
            words = (
                words.replace(" in its place", '" in its place', 1)
                if " in its place" in words
                else words.replace('"', "")
            )
        pieces = _STRAIGHT.split(words)
        curled = "".join(piece + ("“" if k % 2 == 0 else "”") for k, piece in enumerate(pieces[:-1])) + pieces[-1]
        found.append(Line(line.number, curled, line.indent))
    return found


def _nested(lines: Sequence[Line], runs: Sequence[Run], indents: dict[int, int]) -> list[_Entry]:
    """The entries by indentation; what follows “to read as follows:” unquoted is the block of its entry."""
    root: list[_Entry] = []
    stack: list[tuple[int, _Entry]] = []
    for line in lines:
        indent = indents.get(line.number, 0)
        while stack and stack[-1][0] >= indent:
            stack.pop()
        reader = next((entry for _, entry in stack if _BODY.search(entry.words)), None)
        if reader is not None:
            reader.block.append(" " * indent + _unmasked(line.text, runs))
            continue
        match = _ENTRY.match(line.text)
        if match is None:
            continue
        entry = _Entry(match[1] or match[2], line.text[match.end() :].strip(), line)
        (stack[-1][1].children if stack else root).append(entry)
        stack.append((indent, entry))
    return root


def _codified(lines: list[str], names: dict[str, str]) -> list[str]:
    """`lines` of an act in the words of the code: its sections by their sign, this act as this chapter."""
    if not names:
        return lines
    found = []
    for line in lines:
        line = _TWICE.sub(lambda match: match[2], line)
        line = _SECTION.sub(lambda match: names.get(match[1], match[0]), line)
        found.append(line.replace("this act", "this chapter"))
    return found


def _unmasked(words: str, runs: Sequence[Run]) -> str:
    return MASK.sub(lambda match: "".join('"' + "\n".join(one) + '"' for one in runs[int(match[1])]), words)


class _Reading:
    def __init__(self, act: Act, runs: Sequence[Run], names: dict[str, str]) -> None:
        self.act = act
        self.names = names
        self.runs = runs

    def entry(self, entry: _Entry, above: Place, number: str) -> None:
        """Reads one entry and those below it; a leaf becomes an item."""
        reader = Reader(entry.words, above)
        place = reader.first()
        if entry.children and _OPENS.search(entry.words):
            for child in entry.children:
                self.entry(child, place or above, f"{number}.{child.number}" if number else child.number)
            return
        if _NOTHING.search(entry.words[:200]) and not MASK.search(entry.words):
            return
        item = Item(number, entry.words, "", entry.line.number)
        self.act.items.append(item)
        try:
            item.operations = self._operations(entry, place or above, reader)
        except CannotCarry:
            item.operations = [Operation("unread")]

    def _lines(self, number: str) -> list[str]:
        return _codified([line for quotation in self.runs[int(number)] for line in quotation], self.names)

    def _operations(self, entry: _Entry, place: Place, reader: Reader) -> list[Operation]:
        words = entry.words
        found = self._exchanges(words, place)
        text = self._body(entry)
        if text:
            found += self._worded(words, place, reader, text)
        else:
            found += self._unworded(words, place, reader)
        if not found:
            raise CannotCarry("读不懂", "cannot be read")
        return found

    def _exchanges(self, words: str, place: Place) -> list[Operation]:
        found: list[tuple[int, Operation]] = []
        rest = words

        def take(pattern: re.Pattern[str], make: object) -> None:
            nonlocal rest
            for match in pattern.finditer(rest):
                found.append((match.start(), make(match)))  # type: ignore[operator]
            rest = pattern.sub(lambda match: " " * len(match[0]), rest)

        heading = re.match(rf"The heading {Q}", words)
        if heading is not None:
            return []
        take(
            _INSERT,
            lambda m: Operation(
                "insert", (place,), words=(self._lines(m[3]),), text=(self._lines(m[1]),), side=m[2].lower()
            ),
        )
        take(
            _STRIKE_INSERT,
            lambda m: Operation("exchange", (place,), words=(self._lines(m[1]),), text=(self._lines(m[2]),)),
        )
        take(_STRIKE_STOP, lambda m: Operation("stop", (place,), text=(self._lines(m[1]),)))
        take(_STRIKE, lambda m: Operation("strike", (place,), words=(self._lines(m[1]),)))
        return [operation for _, operation in sorted(found, key=lambda one: one[0])]

    def _body(self, entry: _Entry) -> list[str]:
        match = _READS.search(entry.words)
        if match is not None:
            return self._lines(match[1])
        if not entry.block:
            return []
        least = min(len(line) - len(line.lstrip()) for line in entry.block)
        return _codified([line[least:] for line in entry.block], self.names)

    def _worded(self, words: str, place: Place, reader: Reader, text: list[str]) -> list[Operation]:
        said = reader.words
        quotation = (text,)
        if (match := re.match(rf"The heading {Q}", words)) is not None:
            return [Operation("exchange", (Place(),), words=(self._lines(match[1]),), text=quotation)]
        if re.match(r"(?:A )?new\b", said, re.I):
            return [reader.added(text)]
        labels = reader.labels()
        if re.search(r"\bare merged\b", said):
            before, _, after = said.partition(" are merged")
            olds = tuple(Place("article", label) for label in LABEL.findall(before))
            goal = LABEL.findall(after.rpartition(" as ")[2])
            found = [Operation("merge", olds, labels=tuple(goal[:1]), text=quotation)]
            if (under := UNDER.search(after)) is not None:
                found.append(
                    Operation("move", (olds[0], reader.container(under[1])), labels=tuple(goal[:1]), side="in")
                )
            return found
        if re.search(r"\bis divided into\b", said):
            return [Operation("split", (Place("article", labels[0]),), labels=tuple(labels[1:]), text=quotation)]
        return [
            *self._unworded(words.split(", and is amended")[0], place, reader),
            Operation("restate", (place,), text=quotation),
        ]

    def _unworded(self, words: str, place: Place, reader: Reader) -> list[Operation]:
        said = reader.words
        if (match := re.match(rf"The heading {Q} is deleted", words)) is not None:
            return [Operation("strike", (Place(),), words=(self._lines(match[1]),))]
        if re.match(r"Designate the existing text as subsection \(a\)", words, re.I):
            return [Operation("designate", (place,), labels=("(a)",))]
        if (match := re.search(r"\bis moved (to|after|before) ", said)) is not None:
            return [reader.moved(match)]
        if re.search(r"\bis renumbered as\b", said):
            labels = reader.labels()
            if place.unit == "container":
                goal = said.partition("renumbered as ")[2].rstrip(". ")
                return [Operation("renumber", (place,), unit="container", labels=(reader.container(goal).label,))]
            return [Operation("renumber", (Place("article", labels[0]),), unit="article", labels=(labels[1],))]
        if re.search(r"\b(?:is|are) (?:deleted|struck|removed)\b", said):
            places = (
                tuple(Place("article", label) for label in reader.labels())
                if place.unit == "article" and not place.path
                else (place,)
            )
            return [Operation("delete", places)]
        if re.search(r"\b(?:is|are) repealed\b", said):
            return [Operation("restate", (place,), text=(["Repealed."],))]
        return []
