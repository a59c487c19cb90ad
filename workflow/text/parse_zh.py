"""Reads a Chinese text, simplified or traditional, line by line into the tree."""

from __future__ import annotations

import re

from workflow.text import front, labels, tables
from workflow.text.builder import Builder
from workflow.text.labels import CAPTION, CITATION, NUMERAL, Label, Number
from workflow.text.lines import Line, Normalisation
from workflow.text.reading import Reading
from workflow.text.runon import cut

_AFTER_LABEL = frozenset("的、，。；,;.和至及与與或规規中所第款项項之以外前但等条條者")
_CONNECTING = frozenset("和至及与與或")
_SPACED = re.compile(rf"第{NUMERAL}{{1,9}}[条條](?:之{NUMERAL}{{1,4}})?([ \u3000\t：:]|$)?")
_NUMERALS = re.compile("[一二三四五六七八九十]+[、类類种種级級项項款条者]")
_SENTENCE_END = "。；：，、！？;:,.!?"
_GAP = 30  # article numbers a text may jump over and still be read as its own


class Chinese(Reading):
    """One reading of one Chinese text."""

    def __init__(self, lines: list[Line], told: list[Normalisation]) -> None:
        super().__init__(cut(lines), told)
        self.last: Number | None = None
        self.signature = self._signature_start()
        self.spaced = self._labels_are_spaced()
        self.headed = self._is_headed()

    def read(self) -> Builder:
        at = front.read_front(self.lines, self._begins_body, self.build)
        while at < len(self.lines):
            at = self._unit(at)
        return self.build

    # which line is what

    def _labels_are_spaced(self) -> bool:
        """Whether most labels of articles are followed by a blank, so that one without is likely a reference."""
        spaced = bare = 0
        for line in self.lines:
            if line.text[0] == "第" and (match := _SPACED.match(line.text)):
                if match[1] is not None:
                    spaced += 1
                else:
                    bare += 1
        return spaced > bare

    def _is_article(self, words: str, label: Label) -> bool:
        """Whether 第X条 at the beginning of a line labels an article there and is no reference."""
        if label.number is None:
            return False
        rest = words[label.end :]
        likely = label.number.follows(self.last) or (
            self.last is not None and self.last.main < label.number.main <= self.last.main + _GAP
        )
        if self.quoting and not label.number.follows(self.last):
            return False
        if not rest or rest[0] in "：:":
            return True
        if rest[0].isspace():
            behind = rest.lstrip()
            return CITATION.match(behind) is None and (likely or behind[0] not in _CONNECTING)
        return rest[0] not in _AFTER_LABEL and (likely or self.last is None or not self.spaced)

    def _is_container(self, words: str, label: Label) -> bool:
        rest = words[label.end :]
        if rest and rest[0] in _AFTER_LABEL:
            return False
        return not self.quoting and _may_head(rest)

    def _article_comes(self, at: int) -> bool:
        """Whether line `at` is the label of an article."""
        if at >= len(self.lines) or self.lines[at].text[0] != "第":
            return False
        label = labels.numbered(self.lines[at].text)
        return label is not None and label.kind == "article" and self._is_article(self.lines[at].text, label)

    def _is_heading(self, at: int) -> bool:
        """Whether line `at` is a heading without 第X章: 附则, or 一、… above an article or in a text without articles."""
        words = self.lines[at].text
        if front.is_plain_heading(words):
            return True
        return (
            not self.quoting
            and words[0] in "一二三四五六七八九十"
            and _is_short_heading(words)
            and (self.headed or (self._article_comes(at + 1) and not self._expects_item(words)))
        )

    def _expects_item(self, words: str) -> bool:
        """Whether 一、 at the beginning of `words` continues a list of the open article or follows words that announce one."""
        if not self.build.in_article:
            return False
        label = labels.comma(words)
        for style, unit in self.build.open_items:
            before = labels.comma(unit.label)
            if label and style == label.style and before and label.number and before.number:
                return label.number.follows(before.number)
        block = self.build.block.children
        return not block or (block[-1].text.endswith(("：", ":")) and not block[-1].children)

    def _is_headed(self) -> bool:
        """Whether the text has no articles and every 一、 stands above others as a heading."""
        numbered = [line.text for line in self.lines if labels.comma(line.text)]
        if len(numbered) < 2 or not all(_is_short_heading(words) for words in numbered):
            return False
        return not any(self._article_comes(at) for at in range(len(self.lines)))

    def _begins_body(self, at: int) -> bool:
        """Whether line `at` opens a container, an article or an annex."""
        words = self.lines[at].text
        if words[0] == "第" and (label := labels.numbered(words)):
            return self._is_article(words, label) if label.kind == "article" else self._is_container(words, label)
        return self._is_heading(at) or (at > 0 and _annex(words) is not None)

    # reading

    def _unit(self, at: int) -> int:
        """Reads the unit that begins at line `at`; returns the index after it."""
        line = self.lines[at]
        words = line.text
        if at == self.signature:
            return self._read_signature(at)
        if words[0] == "第" and (label := labels.numbered(words)):
            if label.kind == "article" and self._is_article(words, label):
                return self._read_article(at, label)
            if label.kind != "article" and self._is_container(words, label):
                return self._read_container(at, label)
        elif words[0] == "附" and (label := _annex(words)) and not self.quoting and self._after_body():
            return self._read_annex(at, label)
        if words[0] == "|" and tables.is_row(words):
            return self.read_table(at)
        if self._is_heading(at):
            return self._read_heading(at)
        if (label := labels.listed(words)) and self._lists(words, label):
            self.open_preamble(line)
            self._read_item(line, label)
            return at + 1
        return self._read_paragraph(at)

    def _lists(self, words: str, label: Label) -> bool:
        """Whether a list label at the beginning of a line opens a unit there: 二、三类 is no label, nor is a lone ①."""
        if label.style not in ("一、", "①") or label.number is None:
            return True
        if label.style == "一、" and _NUMERALS.match(words, label.end):
            return False
        if label.number.main == 1:
            return label.style == "一、" or self._begins_circled_list()
        if label.style == "①" and self.build.open_items:
            return True
        return not self.build.in_article or any(style == label.style for style, _ in self.build.open_items)

    def _after_body(self) -> bool:
        return self.last is not None or self.build.root.children != []

    def _begins_circled_list(self) -> bool:
        """Whether a ① that comes now opens a list and is no footnote: words lead to it."""
        block = self.build.block.children
        return bool(self.build.open_items) or not block or block[-1].text.endswith(("：", ":"))

    def _read_paragraph(self, at: int) -> int:
        line = self.lines[at]
        if self.build.block is self.build.root and front.is_preamble(line.text):
            self.build.preamble(line.text, line.number)
            return at + 1
        self.open_preamble(line)
        kind = "note" if line.text[0] in "【>①" and self.build.block.kind != "preamble" else "paragraph"
        self.build.paragraph(line.text, line.number, kind)
        self.quote(line.text)
        return at + 1

    def _read_item(self, line: Line, label: Label) -> None:
        words = line.text[label.end :].strip()
        self.normalised(line, label.printed, label.text)
        self.build.item(label.style, label.text, words, line.number)
        self.quote(words)

    def _read_container(self, at: int, label: Label) -> int:
        line = self.lines[at]
        heading = _heading(line.text[label.end :])
        self.normalised(line, label.printed, label.text)
        used = 1
        if not heading and at + 1 < len(self.lines) and self._is_bare_heading(at + 1):
            heading = _heading(self.lines[at + 1].text)
            used = 2
        self.build.container(label.kind, label.rank, label.text, heading, line.number)
        self.quoting = False
        return at + used

    def _is_bare_heading(self, at: int) -> bool:
        """Whether line `at` is the words of the heading whose label is alone on the line before."""
        words = self.lines[at].text
        if front.is_plain_heading(words):
            return True
        return (
            len(words) <= 30
            and words[-1] not in _SENTENCE_END
            and words[0] not in _AFTER_LABEL
            and _may_head(words)
            and not self._begins_body(at)
            and not labels.listed(words)
        )

    def _read_heading(self, at: int) -> int:
        line = self.lines[at]
        label = labels.comma(line.text)
        if label:
            self.normalised(line, label.printed, label.text)
            self.build.container("heading", 5, label.text, line.text[label.end :].strip(), line.number)
        else:
            self.build.container("heading", 1, "", _heading(line.text), line.number)
        self.quoting = False
        return at + 1

    def _read_article(self, at: int, label: Label) -> int:
        line = self.lines[at]
        behind = line.text[label.end :].strip()
        words, used = behind.lstrip("：: \u3000"), 1
        self.normalised(line, label.printed + behind[: len(behind) - len(words)], label.text)
        if not words and self._is_caption(at + 1):
            words, used = self.lines[at + 1].text, 2
        heading = ""
        caption = None if labels.listed(words) else CAPTION.match(words)
        if caption and (caption.end() < len(words) or self._words_follow(at + used)):
            heading, words = caption[0], words[caption.end() :].strip()
        self.build.article(label.text, heading, line.number)
        self.last, self.quoting = label.number, False
        if words and (item := labels.listed(words)) and self._lists(words, item):
            self._read_item(Line(line.number, words), item)
        elif words:
            self.build.paragraph(words, line.number)
            self.quote(words)
        return at + used

    def _is_caption(self, at: int) -> bool:
        """Whether line `at` is the caption of the article whose label is alone on the line before."""
        if at >= len(self.lines) or at == self.signature:
            return False
        words = self.lines[at].text
        return CAPTION.fullmatch(words) is not None and labels.listed(words) is None

    def _words_follow(self, at: int) -> bool:
        """Whether line `at` belongs to the article before it."""
        if at >= len(self.lines) or at == self.signature:
            return False
        return labels.listed(self.lines[at].text) is not None or not self._begins_body(at)

    def _read_annex(self, at: int, label: Label) -> int:
        line = self.lines[at]
        behind = line.text[label.end :].strip()
        rest = behind.lstrip("：: \u3000")
        self.normalised(line, label.printed + behind[: len(behind) - len(rest)], label.text)
        if again := labels.annex(f"{label.text} {rest}"):  # 附件：一 reads like 附件 一
            label, rest = again, f"{label.text} {rest}"[again.end :].strip()
        self.build.annex(label.text, rest, line.number)
        self.last, self.quoting = None, False
        return at + 1

    # the end

    def _signature_start(self) -> int:
        """The index of the first line of a signature block at the end of the text, or -1."""
        last = len(self.lines)
        for index, line in enumerate(self.lines):
            if index and _annex(line.text):
                last = index
                break
        at = last - 1
        if at < 1 or not front.is_date(self.lines[at].text):
            return -1
        while at > 1 and last - at < 4 and _is_name(self.lines[at - 1].text):
            at -= 1
        return at

    def _read_signature(self, at: int) -> int:
        stop = at
        while stop < len(self.lines) and (front.is_date(self.lines[stop].text) or _is_name(self.lines[stop].text)):
            stop += 1
            if front.is_date(self.lines[stop - 1].text):
                break
        return self.read_signature(at, stop)


def _may_head(words: str) -> bool:
    """Whether words behind the label of a chapter may be its heading: no sentence."""
    return len(words.strip()) <= 60 and not words.endswith(("。", "；", "，", "：")) and "，" not in words


def _annex(words: str) -> Label | None:
    """The label of an annex; 附　则 is a heading."""
    return labels.annex(words) if words[0] == "附" and not front.is_plain_heading(words) else None


def _is_short_heading(words: str) -> bool:
    """一、 and a few words that are no sentence."""
    return len(words) <= 40 and words[-1] not in _SENTENCE_END and "。" not in words and labels.comma(words) is not None


def _is_name(words: str) -> bool:
    """Whether `words` may name who signs: short, without the marks of a sentence."""
    short = len(words) <= 30 and not any(mark in words for mark in "，。；：、")
    return short and words[0] not in "第（(" and labels.listed(words) is None


def _heading(words: str) -> str:
    """The words of a heading; blanks that only spread two characters over a line are taken out (总　则)."""
    words = words.strip()
    parts = words.split()
    return "".join(parts) if len(parts) > 1 and all(len(part) == 1 for part in parts) else words
