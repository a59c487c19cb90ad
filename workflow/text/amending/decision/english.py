"""English amending decisions as entries, nested as (a), (1), (A) or numbered 1., 2.: what each stands under, and for which
text. Places are filled in from the levels above; no line that asks for something is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.text.amending.decision.acts import Decision
from workflow.text.amending.decision.english_patterns import OURS
from workflow.text.amending.decision.english_places import Words, places
from workflow.text.amending.decision.english_verbs import Sentences
from workflow.text.amending.decision.laws import Names
from workflow.text.amending.decision.packages import Act
from workflow.text.amending.decision.quotes import MASK, OPEN, mask
from workflow.text.amending.said.operations import CannotCarry, Item, Operation, Place, Reach, Run, Verb
from workflow.text.amending.said.pieces import sentences
from workflow.text.lines import Line, read
from workflow.text.tree import Document

_ENTRY = re.compile(r"(?:\(([0-9]{1,3}|[a-z]{1,5}|[A-Z]{1,5})\)|([0-9]{1,4})\.?)\s+(?=\S)")
BODY = re.compile(
    r"(?:to read|to read as follows|reads? as follows|(?:replaced|substituted) (?:by|with)(?: the following)?"
    r"|(?:insert|substitute)(?:ed)?(?: the following)?)\s*:?\s*$",
    re.I,
)
_OPENS = re.compile(r"^(?P<what>.{1,600}?),? (?:is|are) amended as follows:?$", re.I | re.S)
_DECISION = re.compile(
    r"^.{0,40}\b(?:Decision|Resolution|Act|Order|Bill)\b.{0,40}"
    r"\b(?:Amend|Amending|amend|amending)\b,? (?P<what>.+?)\.?$"
)
_ADJUST = re.compile(
    r"^The (?P<what>chapters|articles|sections|chapters and articles)(?: and sections)? are renumbered accordingly\.?$",
    re.I,
)
_ADJUSTED = re.compile(r"renumbered accordingly", re.I)
_CALM = re.compile(
    r"effective date|fiscal impact|takes? effect|may be cited|enters? into force|comes? into force|be it enacted|^To amend\b|\bTo amend the\b",
    re.I,
)
_VERBS = (
    r"amended|deleted|repealed|revoked|ceases? to have effect|struck|striking|strike|inserted|inserting|insert|added|renumbered|moved"
    r"|omitted|omit|substituted|substitute|replaced"
)
_UNIT = r"\b(?:Article|Section|Sec\.|Chapter|subsection|paragraph|subparagraph|sentence|heading|preamble|annex|schedule)s?\b"
_ASKS = re.compile(
    rf"(?:{_UNIT}|§|{OPEN}).*\b(?:{_VERBS})\b"
    rf"|\b(?:omit|strike|delete|insert|substitute)\b.*(?:{_UNIT}|§|{OPEN})",
    re.I | re.S,
)
_TWICE = re.compile(
    r"[Ss]ection ([0-9]{1,4}[a-z]?) \((?:[A-Z]\.?){2,6} ?(?:Official )?Code (§ ?[0-9A-Za-z.\-]*[0-9A-Za-z])\)"
)
_SECTION = re.compile(r"\bsection ([0-9]{1,4}[a-z]?)\b(?! of (?:the|title))")
_STRAIGHT = re.compile(r'"')
_DASHES = re.compile(rf"\s*[—–]+\s*(?={OPEN})")  # substitute— “…”
_CODE_SECTION = re.compile(r"Code (§ ?[0-9A-Za-z.\-]*[0-9A-Za-z])")
_THIS = re.compile(rf"^(?:this|these|the) (?:{OURS})$", re.I)
_MANY = re.compile(r"(?:the )?(?:following|several|certain|some|various)\b", re.I)
_NOT_NAME = re.compile(r"[^a-z0-9 ]")


@dataclass(slots=True)
class _Entry:
    """A line of the decision with its number and the lines below it."""

    number: str
    words: str
    line: Line
    block: list[str] = field(default_factory=list)
    children: list[_Entry] = field(default_factory=list)


def read_decision(text: str, old: Document) -> Decision:
    """The one act of a decision on `old`, with the operations of every item already read, and the runs its masks stand for.

    A code is named twice: section 7 (D.C. Official Code § 4-681.06); the sections are then called as the code calls them.
    """
    lines, _, _ = read(text)
    masked = mask(curled(lines), starts_item=None, plain=True)
    codified = any(article.label.startswith("§") for article in old.articles()[:3])
    names = dict(_TWICE.findall(text)) if codified else {}
    entries = _nested(masked.lines, masked.runs, {line.number: line.indent for line in lines})
    act = Act()
    reading = _Reading(act, masked.runs, names, old)
    for entry in entries:
        if entry.number:
            reading.entry(entry, Place(), entry.number)
        else:
            reading.unnumbered(entry)
    return Decision([act] if act.items or act.strays else [], masked.runs, Names(old.title))


def curled(lines: Sequence[Line]) -> list[Line]:
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
        reader = next((entry for _, entry in stack if BODY.search(entry.words)), None)
        if reader is not None:
            reader.block.append(" " * indent + _unmasked(line.text, runs))
            continue
        match = _ENTRY.match(line.text)
        if match is None:
            root.append(entry := _Entry("", line.text.strip(), line))
            stack = [(indent, entry)] if BODY.search(entry.words) else []
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
    def __init__(self, act: Act, runs: list[Run], names: dict[str, str], old: Document) -> None:
        self.act = act
        self.names = names
        self.runs = runs
        self.title = old.title
        self.sections = {article.label for article in old.articles()}
        self.foreign = ""  # the name of another text that what follows is about
        self.several = False  # what follows may be about any of several texts

    def entry(self, entry: _Entry, above: Place, number: str) -> None:
        """Reads one entry and those below it; a leaf becomes an item."""
        opens = _OPENS.match(entry.words)
        if entry.children and opens is not None:
            was = self.foreign, self.several
            place = self._opened(opens["what"], above)
            for child in entry.children:
                self.entry(child, place, f"{number}.{child.number}" if number else child.number)
            if number:
                self.foreign, self.several = was
            return
        if _CALM.search(entry.words[:300]) and not entry.children and _is_calm(entry.words):
            return
        if _adjusts(self.act, entry.words):
            return
        item = Item(number, entry.words, self.foreign, entry.line.number)
        self.act.items.append(item)
        ours = _plain_name(self.title) in _plain_name(entry.words) if self.title else False
        if self.foreign and not ours:
            item.operations = [Operation(Verb.PASSED, text=([self.foreign],))]
            return
        try:
            item.operations = self._operations(entry, above)
            if self.several and not ours and item.operations[0].verb is not Verb.PASSED:
                raise CannotCarry("没有写明修改的是哪一个文件", "which text the item amends is not said")
        except CannotCarry as error:
            item.operations = [Operation(Verb.UNREAD, text=([error.reason.zh, error.reason.en],))]
        if entry.children and item.operations[0].verb is not Verb.UNREAD:
            item.operations = [Operation(Verb.UNREAD, text=(["下面的各项读不懂", "the entries below cannot be read"],))]

    def unnumbered(self, entry: _Entry) -> None:
        """A heading, an opening, a closing; or an act that has no number."""
        words = entry.words
        opens, titled = _OPENS.match(words), _DECISION.match(words)
        if opens is not None:
            self._opened(opens["what"], Place())
        elif titled is not None and not MASK.search(words):
            self._named(titled["what"])
        elif _adjusts(self.act, words):
            return
        elif _CALM.search(words) and not entry.block:
            if not _is_calm(words) or _ADJUSTED.search(words):
                self.act.strays.append(Item("", words, self.foreign, entry.line.number))
        elif _ASKS.search(words) or MASK.search(words) or _ADJUSTED.search(words):
            self.entry(entry, Place(), f"line {entry.line.number}")

    def _opened(self, what: str, above: Place) -> Place:
        """The place an entry opens for those below it; a name opens a text, ours or another one."""
        words = Words(what, list(self.runs))
        found = places(words, above, self._is_ours)
        if found is not None and len(found) == 1 and words.at == len(what):
            self.foreign = what if found[0].foreign else self.foreign
            return found[0]
        if re.match(r"(?:sub)?(?:section|paragraph|article|chapter|clause|item)\b|§", what, re.I):
            return Place(Reach.UNREAD, what)
        self._named(what)
        return Place()

    def _named(self, what: str) -> None:
        """Notes which text a heading or an opening names: ours, another one, or several."""
        ours = self._is_ours(what)
        self.several = not ours and (_MANY.match(what) is not None or _plain_name(self.title) in _plain_name(what))
        self.foreign = "" if ours or self.several else re.sub(r"^[Tt]he ", "", what)

    def _is_ours(self, name: str) -> bool:
        """Whether a name is the title of the text at hand, or names a section of the code that it is."""
        if not self.title or _THIS.match(name.strip()):
            return True
        codes = _CODE_SECTION.findall(name)
        if codes:
            return any(" ".join(code.split()) in self.sections for code in codes)
        if self.names:
            return True  # acts of a code are called by their own names, their sections by both
        return _plain_name(name) == _plain_name(self.title)

    def _lines(self, number: str) -> list[str]:
        return _codified([line for quotation in self.runs[int(number)] for line in quotation], self.names)

    def _operations(self, entry: _Entry, above: Place) -> list[Operation]:
        if above.unit == Reach.UNREAD:
            raise CannotCarry(f"读不懂“{above.label}”", f"cannot read “{above.label}”")
        words = Words(_DASHES.sub(": ", entry.words), list(self.runs))
        found = Sentences(words, above, self._block(entry), self._is_ours, self._lines).read()
        for match in MASK.finditer(entry.words):
            if int(match[1]) not in words.used:
                line = self.runs[int(match[1])][0][0][:40]
                raise CannotCarry(f"引用的“{line}”没有用到", f"the quotation “{line}” was not used")
        return found or [Operation(Verb.PASSED, text=([words.other],))]

    def _block(self, entry: _Entry) -> list[str]:
        if not entry.block:
            return []
        least = min(len(line) - len(line.lstrip()) for line in entry.block)
        return _codified([line[least:] for line in entry.block], self.names)


def _is_calm(words: str) -> bool:
    """Whether every sentence says from when something holds, or the like, or at least asks for nothing."""
    return all(_CALM.search(words[start:end]) or not _ASKS.search(words[start:end]) for start, end in sentences(words))


def _adjusts(act: Act, words: str) -> bool:
    """The articles are renumbered accordingly: notes it in the closing."""
    match = _ADJUST.match(words)
    if match is None:
        return False
    act.closing.append("章节和条文顺序作相应调整" if "chapters" in match["what"].lower() else "条文顺序作相应调整")
    return True


def _plain_name(name: str) -> str:
    return " ".join(_NOT_NAME.sub(" ", re.sub(r"^the ", "", name.strip().lower())).split())
