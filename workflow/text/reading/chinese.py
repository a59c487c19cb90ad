"""Reads a Chinese text, simplified or traditional, line by line into the tree."""

from __future__ import annotations

import re

from workflow.text import tables
from workflow.text.labels import chinese
from workflow.text.labels.clauses import Clause
from workflow.text.labels.label import Label
from workflow.text.labels.marks import Mark, mark
from workflow.text.lines import Line, Normalisation
from workflow.text.reading import front
from workflow.text.reading.blocks import Progress
from workflow.text.reading.builder import Builder
from workflow.text.reading.clauses import is_heading
from workflow.text.reading.head import opened
from workflow.text.reading.recognise import Recognition
from workflow.text.reading.runon import cut
from workflow.text.tree import Kind

_STATUS = re.compile("[（(](?:规范性|资料性)(?:附录)?[）)]")
_PLAIN_RANK, _COMMA_RANK, _MARKED_RANK = 1, 5, 9  # 附则 closes everything, 一、 stands inside chapters and sections


class Chinese:
    """One reading of one Chinese text."""

    def __init__(self, lines: list[Line], told: list[Normalisation]) -> None:
        self.so_far = Progress(opened(cut(lines)), told)
        self.lines, self.build = self.so_far.lines, self.so_far.build
        self.known = Recognition(self.so_far)

    def read(self) -> Builder:
        """The tree of the lines."""
        at = front.read_front(self.lines, self.known.begins_body, self.build)
        while at < len(self.lines):
            at = self._unit(at)
        return self.build

    def _unit(self, at: int) -> int:
        """Reads the unit that begins at line `at`; returns the index after it."""
        line = self.lines[at]
        words = line.text
        if at == self.known.signature:
            return self.so_far.read_signature(at, self.known.signature_stop(at))
        if heading := self.known.marks.get(at):
            return self._read_marked(at, heading)
        if clause := self.known.clauses.get(at):
            return self._read_clause(at, clause)
        if words[0] == "第" and (label := chinese.numbered(words)):
            if label.kind == Kind.ARTICLE and self.known.is_article(words, label):
                return self._read_article(at, label)
            if label.kind != Kind.ARTICLE and self.known.is_container(words, label):
                return self._read_container(at, label)
        elif not self.so_far.quoting and (label := self.known.annex_at(at)):
            return self._read_annex(at, label)
        if tables.is_row(words):
            return self.so_far.read_table(at)
        if self.known.is_heading(at):
            return self._read_heading(at)
        if (label := self.known.listed(words)) and self.known.is_listed(words, label):
            self.so_far.open_preamble(line)
            self._read_item(line, label)
            return at + 1
        return self._read_paragraph(at)

    def _read_paragraph(self, at: int) -> int:
        line = self.lines[at]
        if self.build.block is self.build.root and front.is_preamble(line.text):
            self.build.preamble(line.text, line.number)
            return at + 1
        self.so_far.open_preamble(line)
        if self.known.is_below_heading(at):
            self.build.continuation(len(self.build.open_items), line.text, line.number)
            self.so_far.quote(line.text)
            return at + 1
        kind = Kind.NOTE if line.text[0] in "【>①" and self.build.block.kind != Kind.PREAMBLE else Kind.PARAGRAPH
        self.build.paragraph(line.text, line.number, kind)
        self.so_far.quote(line.text)
        return at + 1

    def _read_item(self, line: Line, label: Label) -> None:
        words = line.text[label.end :].strip()
        self.so_far.normalised(line, label.printed, label.text)
        self.build.item(label.style, label.text, words, line.number)
        self.so_far.quote(words)

    def _read_container(self, at: int, label: Label) -> int:
        line = self.lines[at]
        heading, used = _heading(line.text[label.end :]), 1
        self.so_far.normalised(line, label.printed, label.text)
        if not heading and self.known.is_bare_heading(at + 1):
            heading, used = _heading(self.lines[at + 1].text), 2
        self.build.container(label.kind, label.rank, label.text, heading, line.number)
        self.so_far.quoting = False
        return at + used

    def _read_heading(self, at: int) -> int:
        line = self.lines[at]
        label = chinese.comma(line.text)
        if label:
            self.so_far.normalised(line, label.printed, label.text)
            heading = line.text[label.end :].strip()
            self.build.container(Kind.HEADING, _COMMA_RANK, label.text, heading, line.number)
        elif self.known.marks:  # beside the others, and marked as they are
            unit = self.build.container(Kind.HEADING, _MARKED_RANK + 1, "", _heading(line.text), line.number)
            self.so_far.normalised(line, "", mark(self.build.depth(unit)), "mark")
        else:
            rank = _PLAIN_RANK if front.is_plain_heading(line.text) else _COMMA_RANK
            self.build.container(Kind.HEADING, rank, "", _heading(line.text), line.number)
        self.so_far.quoting = False
        return at + 1

    def _read_marked(self, at: int, found: Mark) -> int:
        """A heading without number, marked as one; below a heading that is missing it stands one step higher."""
        line = self.lines[at]
        heading = _heading(line.text[found.end :])
        unit = self.build.container(Kind.HEADING, _MARKED_RANK + found.depth, "", heading, line.number)
        self.so_far.normalised(line, found.printed, mark(self.build.depth(unit)), "mark")
        self.so_far.quoting = False
        return at + 1

    def _read_article(self, at: int, label: Label) -> int:
        line = self.lines[at]
        words, used = self._behind(line, label), 1
        if not words and self.known.is_caption(at + 1):
            words, used = self.lines[at + 1].text, 2
        end = self.known.caption_end(words, at + used)
        self.build.article(label.text, words[:end], line.number)
        words = words[end:].strip()
        self.known.last, self.so_far.quoting = label.number, False
        if words and (item := chinese.listed(words)) and self.known.is_listed(words, item):
            self._read_item(Line(line.number, words), item)
        elif words:
            self.build.paragraph(words, line.number)
            self.so_far.quote(words)
        return at + used

    def _read_clause(self, at: int, label: Clause) -> int:
        """A clause of a text without 第X条 stands where an article stands; its own heading, if it has one, is its caption."""
        line = self.lines[at]
        words, used = line.text[label.end :].strip(), 1
        self.so_far.normalised(line, label.printed, label.text)
        if not words and self.known.is_term(at + 1):
            words, used = self.lines[at + 1].text, 2
        headed = is_heading(words)
        self.build.article(label.text, words if headed else "", line.number)
        self.so_far.quoting = False
        if words and not headed:
            self.build.paragraph(words, line.number)
            self.so_far.quote(words)
        return at + used

    def _read_annex(self, at: int, label: Label) -> int:
        line = self.lines[at]
        rest = self._behind(line, label)
        if again := chinese.annex(f"{label.text} {rest}"):  # 附件：一 reads like 附件 一
            label, rest = again, f"{label.text} {rest}"[again.end :].strip()
        used = 1
        if _STATUS.fullmatch(rest) and self.known.is_term(at + 1):  # 附录A（规范性） above what it is called
            rest, used = f"{rest}\u3000{self.lines[at + 1].text}", 2
        self.build.annex(label.text, rest, line.number)
        self.known.last, self.so_far.quoting = None, False
        return at + used

    def _behind(self, line: Line, label: Label) -> str:
        """The words behind a label, without the colon that some put between."""
        behind = line.text[label.end :].strip()
        words = behind.lstrip("：: \u3000")
        self.so_far.normalised(line, label.printed + behind[: len(behind) - len(words)], label.text)
        return words


def _heading(words: str) -> str:
    """The words of a heading; blanks that only spread two characters over a line are taken out (总　则)."""
    words = words.strip()
    parts = words.split()
    return "".join(parts) if len(parts) > 1 and all(len(part) == 1 for part in parts) else words
