"""Reads an English text line by line into the tree."""

from __future__ import annotations

import re

from workflow.text import tables
from workflow.text.labels import english
from workflow.text.labels.clauses import Clause
from workflow.text.labels.label import Label, Number
from workflow.text.labels.marks import Mark, mark
from workflow.text.lines import Line, Normalisation
from workflow.text.reading.blocks import Progress
from workflow.text.reading.builder import Builder
from workflow.text.reading.clauses import english_clauses, is_english_heading, marks
from workflow.text.tree import Kind

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(rf"^\(?(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d)\)?$")
_DATED = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ACT = re.compile(
    r"\b(?:adopted|amended|promulgated|issued|passed|approved|enacted|effective|revised|published|in force)\b", re.I
)
_CONTENTS = re.compile(r"^(?:table of )?contents:?$", re.I)
_PREAMBLE = re.compile(r"^preamble\.?$", re.I)
_GENERAL = re.compile(r"^(?:General Provisions|Supplementary Provisions|Final Provisions|Miscellaneous)$", re.I)
_LABELS = 8  # labels that may stand one after the other on a line
_NEAR = 3  # Roman numerals a list may jump over and still be read as Roman
_SHORT = 100  # characters of a heading
_MARKED_RANK = 9  # inside everything that has a number
_FIELD = re.compile(
    r"^(?:Document (?:no|number)|Doc\. ?no|Ref(?:erence)?|No|To|From|Date|Subject|Version|Revision)\b ?[.:]", re.I
)


#: What is printed above a title and is never one: Order No. 5 of 2026, Ref: HSE-12, URGENT.
_HEAD = re.compile(
    r"(?:[A-Z][A-Za-z&.,()' ]{1,60} )?(?:Order|Notice|Circular|Directive|Instruction) No\.? ?[0-9]{1,4}(?: of [0-9]{4}|/[0-9]{4})?"
    r"|(?:Document (?:no|number)|Doc\. ?no|Ref(?:erence)?)\.?:? ?[A-Z0-9][A-Za-z0-9/.-]{1,40}|URGENT|CONFIDENTIAL|Urgent|Confidential",
    re.I,
)
_ABOVE = 4  # lines


class English:
    """One reading of one English text."""

    def __init__(self, lines: list[Line], told: list[Normalisation]) -> None:
        self.so_far = Progress(lines, told)
        self.lines, self.build = self.so_far.lines, self.so_far.build
        self.last: Number | None = None
        self.indents: list[int] = []  # of the open list units, outermost first
        self.margin = 0  # indent of the paragraphs of the open article
        self.sections_are_articles = True
        self.sections_are_articles = not any(
            line.text[0] in "Aa" and self._article(line.text) is not None for line in lines
        )
        self.signature = self._signature_start()
        self.marks = marks(self.lines, self._opens_article)
        self.clauses = english_clauses(
            self.lines,
            lambda at: english.annex(self.lines[at].text) is not None,
            self._opens_article,
            self.marks,
        )

    def read(self) -> Builder:
        at = self._read_front()
        while at < len(self.lines):
            at = self._unit(at)
        return self.build

    # which line is what

    def _opens_article(self, at: int) -> bool:
        return self._article(self.lines[at].text) is not None

    def _article(self, words: str) -> Label | None:
        if words[0] not in "§AaSs":
            return None
        label = english.article(words)
        if label is None or (label.text[:3].lower() == "sec" and not self.sections_are_articles):
            return None
        rest = words[label.end :]
        return None if english.CONTINUES.match(rest.lstrip()) else label

    def _container(self, words: str) -> Label | None:
        if words[0] not in "PpTtDdCcSs" or len(words) > 160:
            return None
        label = english.container(words)
        if label is None or (
            label.kind == Kind.SECTION and label.text.lower().startswith("sec") and self.sections_are_articles
        ):
            return None
        rest = words[label.end :].strip()
        if rest and (rest[0].islower() or rest[0] in ",;)(" or rest[-1] in ".;,:"):
            return None
        return label

    def _begins_body(self, at: int) -> bool:
        words = self.lines[at].text
        return (
            at in self.clauses
            or at in self.marks
            or self._article(words) is not None
            or self._container(words) is not None
        )

    def _is_plain(self, at: int) -> bool:
        """Whether line `at` is neither the label of a unit nor a row nor the signature: words of what stands before it."""
        words = self.lines[at].text
        return not (self._begins_body(at) or english.annex(words) or at == self.signature)

    # the front

    def _read_front(self) -> int:
        at = self._read_title()
        while at < len(self.lines):
            words = self.lines[at].text
            if _CONTENTS.match(words):
                stop = self._contents_end(at)
                self.build.front(Kind.TOC, "\n".join(line.text for line in self.lines[at:stop]), self.lines[at].number)
                at = stop
            elif self._is_note(words) and not self._begins_body(at):
                self.build.front(Kind.NOTE, words, self.lines[at].number)
                at += 1
            else:
                break
        return at

    def _read_letterhead(self) -> int:
        """Builds what stands above the title: its number, how urgent it is; returns the index of the title."""
        at = 0
        while at < min(_ABOVE, len(self.lines) - 1) and _HEAD.fullmatch(self.lines[at].text):
            at += 1
        if self._begins_body(at) or self._is_note(self.lines[at].text):
            return 0  # it is all the title there is
        for line in self.lines[:at]:
            self.build.front(Kind.LETTERHEAD, line.text, line.number)
        return at

    def _read_title(self) -> int:
        start = self._read_letterhead() if self.lines else 0
        for at, line in enumerate(self.lines[start : start + 6]):
            at += start
            words = line.text
            if self._begins_body(at) or _CONTENTS.match(words) or _PREAMBLE.match(words) or len(words) > 200:
                return at
            if self._is_note(words) or english.listed(words) or words[0] == "|":
                return at
            if at > start and _FIELD.match(words):
                return at
            if at > start and (
                line.number > self.lines[at - 1].number + 1 or words[-1] in ".;:," or not words[0].isupper()
            ):
                return at
            self.build.front(Kind.TITLE, words, line.number)
        return min(start + 6, len(self.lines))

    @staticmethod
    def _is_note(words: str) -> bool:
        if words[0] == "(" and words[-1] == ")":
            return english.listed(words) is None
        head = words[:600]
        return bool(_DATE.match(head)) or bool(_DATED.search(head) and _ACT.search(head[:200]) and len(words) < 600)

    def _contents_end(self, at: int) -> int:
        """The index after the table of contents at `at`: where its first entry comes again."""
        first = ""
        for index in range(at + 1, len(self.lines)):
            words = self.lines[index].text
            label = self._container(words) or self._article(words)
            name = label.text if label else words
            if name == first or len(words) > 160:
                return index
            first = first or name
        return len(self.lines)

    # the body

    def _unit(self, at: int) -> int:
        line = self.lines[at]
        words = line.text
        if at == self.signature:
            return self.so_far.read_signature(at, self._signature_stop(at))
        if found := self.marks.get(at):
            return self._read_marked(at, found)
        if clause := self.clauses.get(at):
            return self._read_clause(at, clause)
        if not self.so_far.quoting and (label := self._container(words)):
            return self._read_container(at, label)
        if not (self.so_far.quoting and self.last is not None) and (label := self._article(words)):
            return self._read_article(at, label)
        if words[0] == "|" and tables.is_row(words):
            return self.so_far.read_table(at)
        if words[0] in "AaSsEe" and not self.so_far.quoting and (label := english.annex(words)):
            return self._read_annex(at, label)
        if english.listed(words):
            self.so_far.open_preamble(line)
            self._read_items(line, words)
            return at + 1
        return self._read_paragraph(at)

    def _read_paragraph(self, at: int) -> int:
        line = self.lines[at]
        if self.build.block is self.build.root and _PREAMBLE.match(line.text):
            self.build.preamble(line.text, line.number)
            return at + 1
        self.so_far.open_preamble(line)
        depth = self._depth(line.indent)
        if depth:
            self.build.continuation(depth, line.text, line.number)
            del self.indents[depth:]
        else:
            if not self.build.block.children:
                self.margin = line.indent
            self.build.paragraph(line.text, line.number)
            self.indents = []
        self.so_far.quote(line.text)
        return at + 1

    def _depth(self, indent: int) -> int:
        """The depth of the open list unit that words at `indent` continue, or 0."""
        if indent <= self.margin:
            return 0
        depth = 0
        for place, (of_unit, _) in enumerate(zip(self.indents, self.build.open_items, strict=False), 1):
            if of_unit <= indent:
                depth = place
        return depth

    def _read_items(self, line: Line, words: str) -> None:
        """Reads (a)(1) words: every label opens a unit, the last one has the words."""
        for left in range(_LABELS - 1, -1, -1):
            found = english.listed(words)
            if found is None:
                break
            token, around, end = found
            words = words[end:].strip()
            style = self._style(token, around, line.indent)
            label = f"({token})" if around == "()" else token + around
            more = english.listed(words) if words[:1] == "(" and left else None
            depth = next(
                (place for place, (of_open, _) in enumerate(self.build.open_items) if of_open == style),
                len(self.indents),
            )
            self.build.item(style, label, "" if more else words, line.number)
            self.indents[depth:] = [line.indent]
            if not more:
                break
        self.so_far.quote(words)

    def _style(self, token: str, around: str, indent: int) -> str:
        """Which of the letters, Roman numerals and figures `token` counts in, told from the open list."""
        mark = "(" if around == "()" else around
        if token[0].isdecimal():  # (1A) comes in behind (1)
            return f"1{mark}"
        case = "a" if token.islower() else "A"
        counted, in_roman = english.letter_value(token), english.roman(token)
        styles = {style: place for place, (style, _) in enumerate(self.build.open_items)}
        letter, numeral = f"{case}{mark}", f"{'i' if case == 'a' else 'I'}{mark}"
        if in_roman is None:
            return letter
        open_numeral = self._value(styles[numeral], roman=True) if numeral in styles else None
        if open_numeral == in_roman - 1:
            return numeral
        if letter in styles and counted is not None and self._value(styles[letter]) == counted - 1:
            innermost = styles[letter] == len(self.build.open_items) - 1
            level = indent == self.indents[styles[letter]] != self.indents[-1]
            if innermost or in_roman != 1 or not self._expects_list() or level:
                return letter
        near = open_numeral is not None and 0 < in_roman - open_numeral <= _NEAR
        return numeral if near or in_roman == 1 or len(token) > 1 else letter

    def _value(self, place: int, roman: bool = False) -> int | None:
        token = self.build.open_items[place][1].label.strip("().")
        return english.roman(token) if roman else english.letter_value(token)

    def _expects_list(self) -> bool:
        words = self.build.open_items[-1][1].text
        return not words or words.endswith((":", "—"))

    def _read_container(self, at: int, label: Label) -> int:
        line = self.lines[at]
        heading = line.text[label.end :].strip()
        self.so_far.normalised(line, label.printed, label.text)
        used = 1
        if not heading and at + 1 < len(self.lines) and self._is_bare_heading(at + 1):
            heading, used = self.lines[at + 1].text, 2
        self.build.container(label.kind, label.rank, label.text, heading, line.number)
        self.indents, self.so_far.quoting = [], False
        return at + used

    def _is_bare_heading(self, at: int) -> bool:
        words = self.lines[at].text
        return len(words) <= _SHORT and words[-1] not in ".;:," and words[0].isupper() and self._is_plain(at)

    def _read_article(self, at: int, label: Label) -> int:
        line = self.lines[at]
        rest, used = line.text[label.end :].strip(), 1
        if not rest and at + 1 < len(self.lines) and self._is_words(at + 1):
            rest, used = self.lines[at + 1].text, 2
        signed = label.text[0] == "§"
        headed = self._is_headed(at + used, rest, "." if signed else label.style)
        self.so_far.normalised(line, label.printed, label.text + ("." if (headed or signed) and rest else ""))
        self.build.article(label.text, rest if headed else "", line.number)
        self.last, self.so_far.quoting, self.indents, self.margin = label.number, False, [], 0
        if rest and not headed:
            if english.listed(rest):
                self._read_items(Line(line.number, rest, 0), rest)
            else:
                self.build.paragraph(rest, line.number)
                self.so_far.quote(rest)
        return at + used

    def _read_marked(self, at: int, found: Mark) -> int:
        line = self.lines[at]
        unit = self.build.container(
            Kind.HEADING, _MARKED_RANK + found.depth, "", line.text[found.end :].strip(), line.number
        )
        self.so_far.normalised(line, found.printed, mark(self.build.depth(unit)), "mark")
        self.indents, self.so_far.quoting, self.margin = [], False, 0
        return at + 1

    def _read_clause(self, at: int, label: Clause) -> int:
        line = self.lines[at]
        words = line.text[label.end :].strip()
        self.so_far.normalised(line, label.printed, label.text)
        headed = is_english_heading(words)
        self.build.article(label.text, words if headed else "", line.number)
        self.so_far.quoting, self.indents, self.margin = False, [], 0
        if words and not headed:
            self.build.paragraph(words, line.number)
            self.so_far.quote(words)
        return at + 1

    def _is_words(self, at: int) -> bool:
        """Whether line `at` is words of the open article: no label, no row."""
        words = self.lines[at].text
        return self._is_plain(at) and english.listed(words) is None and not tables.is_row(words)

    def _is_headed(self, following: int, rest: str, mark: str) -> bool:
        """Whether `rest`, behind the label of an article, is its heading: short, with words on the line `following`."""
        if not rest or len(rest) > _SHORT or following >= len(self.lines) or not self._is_plain(following):
            return False
        if english.listed(rest) or rest[-1] in ":;," or english.CONTINUES.match(rest):
            return False
        return rest[-1] != "." or (mark == "." and len(rest.split()) <= 8)

    def _read_annex(self, at: int, label: Label) -> int:
        line = self.lines[at]
        self.so_far.normalised(line, label.printed, label.text)
        self.build.annex(label.text, line.text[label.end :].strip(), line.number)
        self.last, self.so_far.quoting, self.indents, self.margin = None, False, [], 0
        return at + 1

    # the end

    def _signature_start(self) -> int:
        last = len(self.lines)
        for index, line in enumerate(self.lines):
            if index and line.text[0] in "AaSsEe" and english.annex(line.text):
                last = index
                break
        at = last - 1
        if at < 1 or not _DATE.match(self.lines[at].text):
            return -1
        while at > 1 and last - at < 4 and _is_name(self.lines[at - 1].text):
            at -= 1
        return at

    def _signature_stop(self, at: int) -> int:
        while not _DATE.match(self.lines[at].text):
            at += 1
        return at + 1


def _is_name(words: str) -> bool:
    """Whether `words` may name who signs."""
    whole = words[-1] not in ".;:" or words.endswith(("Co.", "Ltd.", "Inc.", "Corp."))
    return len(words) <= 60 and whole and not words.startswith(("(", "§", "Article", "Section", "Chapter"))
