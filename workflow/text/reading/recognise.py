"""Tells what a line of a Chinese text is: the label of a unit, a heading, a caption, or words. Builds nothing."""

from __future__ import annotations

import re

from workflow.text import tables
from workflow.text.labels import chinese
from workflow.text.labels.chinese import CAPTION, CITATION, NUMERAL
from workflow.text.labels.label import Label, Number
from workflow.text.labels.marks import Mark, bullet
from workflow.text.reading import front
from workflow.text.reading.blocks import Progress
from workflow.text.reading.clauses import clauses, is_heading, marks
from workflow.text.tree import Kind

_AFTER_LABEL = frozenset("的、，。；,;.和至及与與或规規所第款项項之以外前但等条條者")
#: 第四条中 is a citation, but for words that begin with 中.
_INSIDE = re.compile("中(?![国國层層心央小等级級高间間期标標止断斷文介药藥夜班午年东東西美外])")
_CONNECTING = frozenset("和至及与與或")
_SPACED = re.compile(rf"第{NUMERAL}{{1,9}}[条條](?:之{NUMERAL}{{1,4}})?([ \u3000\t：:]|$)?")
_NUMERALS = re.compile("[一二三四五六七八九十]+[、类類种種级級项項款条者]")
_PLAIN = re.compile("[\u4e00-\u9fff、]{2,20}")
_MARKS = "。；：，、！？;:,.!?"
_GAP = 30  # article numbers a text may jump over and still be read as its own
_ATTACHED = re.compile("附[ \u3000]*件[ \u3000]*[：:]")
_LISTED = re.compile(r"[0-9０-９]{1,2}[.．、]")
_SECOND = re.compile("；[（(][2二][)）]")
_FOOT = 24  # lines of a list of attachments and of who signs
_SIGNED = 4  # lines of a signature block, the date included


class Recognition:
    """What the lines of a Chinese text are, as far as it is read."""

    def __init__(self, so_far: Progress) -> None:
        self.so_far = so_far
        self.lines, self.build = self.so_far.lines, self.so_far.build
        self.last: Number | None = None  # of the articles read so far
        self.foot = self._foot()  # the lines of 附件：1.… above who signs
        self.signature = self._signature_start()  # index of the line where the signature block begins, or -1
        self.spaced = self._labels_are_spaced()
        self.marks: dict[int, Mark] = marks(self.lines, self._opens_article)
        self.clauses = clauses(self.lines, lambda at: self.annex_at(at) is not None, self._opens_article, self.marks)

    # labels

    def article_at(self, at: int) -> Label | None:
        """The label of the article that line `at` opens, or None."""
        if at >= len(self.lines) or self.lines[at].text[0] != "第":
            return None
        words = self.lines[at].text
        label = chinese.numbered(words)
        return label if label and label.kind == Kind.ARTICLE and self.is_article(words, label) else None

    def _opens_article(self, at: int) -> bool:
        return self.article_at(at) is not None

    def is_article(self, words: str, label: Label) -> bool:
        """Whether 第X条 at the beginning of a line labels an article there and is no citation."""
        if label.number is None:
            return False
        rest = words[label.end :]
        likely = label.number.follows(self.last) or (
            self.last is not None and self.last.main < label.number.main <= self.last.main + _GAP
        )
        if self.so_far.quoting and not label.number.follows(self.last):
            return False
        if not rest or rest[0] in "：:":
            return True
        if rest[0].isspace():
            behind = rest.lstrip()
            return CITATION.match(behind) is None and (likely or behind[0] not in _CONNECTING)
        return (
            rest[0] not in _AFTER_LABEL and not _INSIDE.match(rest) and (likely or self.last is None or not self.spaced)
        )

    def is_container(self, words: str, label: Label) -> bool:
        """Whether 第X章 at the beginning of a line stands there as a heading."""
        rest = words[label.end :]
        if rest and (rest[0] in _AFTER_LABEL or _INSIDE.match(rest)):
            return False
        return not self.so_far.quoting and _may_head(rest)

    def is_listed(self, words: str, label: Label) -> bool:
        """Whether a list label at the beginning of a line opens a unit there: 二、三类 is no label, nor is a lone ①."""
        first = self.clauses and label.style in ("（1）", "（一）") and label.number and label.number.main == 1
        if first and _SECOND.search(words, label.end):  # several in one line are a sentence: （1）…；（2）…。
            return False
        if label.style not in ("一、", "①") or label.number is None:
            return True
        if label.style == "一、" and _NUMERALS.match(words, label.end):
            return False
        if label.number.main == 1:
            return label.style == "一、" or self._opens_circled_list()
        if label.style == "①" and self.build.open_items:
            return True
        return not self.build.in_article or any(style == label.style for style, _ in self.build.open_items)

    def goes_on(self, words: str) -> Label | None:
        """The label of 3.10分钟内, where 2. is the open unit of a list: the next number, and words that begin with a figure."""
        for style, unit in self.build.open_items if words[0].isdigit() else ():
            label = chinese.arabic(unit.label)
            if style == "1." and label and label.number:
                after = f"{label.number.main + 1}."
                if words.startswith(after) and words[len(after) : len(after) + 1].isdigit():
                    return label._replace(
                        text=after, number=Number(label.number.main + 1), end=len(after), printed=after
                    )
        return None

    def _opens_circled_list(self) -> bool:
        block = self.build.block.children
        return bool(self.build.open_items) or not block or block[-1].text.endswith(("：", ":"))

    def _labels_are_spaced(self) -> bool:
        """Whether most labels of articles are followed by a blank, so that one without is likely a citation."""
        spaced = bare = 0
        for line in self.lines:
            if line.text[0] == "第" and (match := _SPACED.match(line.text)):
                if match[1] is not None:
                    spaced += 1
                else:
                    bare += 1
        return spaced > bare

    def listed(self, words: str) -> Label | None:
        """The label of a list unit at the beginning of a line: below marked headings a bullet is one."""
        return chinese.listed(words) or self.goes_on(words) or (bullet(words) if self.marks else None)

    # headings

    def begins_body(self, at: int) -> bool:
        """Whether line `at` opens a container, an article, a clause or an annex."""
        words = self.lines[at].text
        if at in self.clauses or at in self.marks:
            return True
        if words[0] == "第" and (label := chinese.numbered(words)):
            return self.is_article(words, label) if label.kind == Kind.ARTICLE else self.is_container(words, label)
        return self.is_heading(at) or self.annex_at(at) is not None

    def is_heading(self, at: int) -> bool:
        """Whether line `at` is a heading without 第X章: 附则, 一、…, or a few words between two articles."""
        words = self.lines[at].text
        if at in self.clauses:
            return False
        if front.is_plain_heading(words):
            return True
        if self.so_far.quoting or len(words) > 40:
            return False
        if words[0] in "一二三四五六七八九十" and _is_short_heading(words):
            return self.article_at(at + 1) is not None and not self._expects_item(words)
        return self._stands_between(at, words)

    def _stands_between(self, at: int, words: str) -> bool:
        """Whether words without a mark stand between the end of an article and the label of the next one."""
        if self.last is None or at < 1 or self.lines[at - 1].text[-1] != "。" or not _PLAIN.fullmatch(words):
            return False
        label = self.article_at(at + 1)
        return label is not None and label.number is not None and label.number.follows(self.last)

    def _expects_item(self, words: str) -> bool:
        """Whether 一、 at the beginning of `words` continues a list of the open article or follows words that announce one."""
        if not self.build.in_article:
            return False
        label = chinese.comma(words)
        for style, unit in self.build.open_items:
            before = chinese.comma(unit.label)
            if label and style == label.style and before and label.number and before.number:
                return label.number.follows(before.number)
        block = self.build.block.children
        return not block or (block[-1].text.endswith(("：", ":")) and not block[-1].children)

    def is_bare_heading(self, at: int) -> bool:
        """Whether line `at` is the words of the heading whose label is alone on the line before."""
        if at >= len(self.lines):
            return False
        words = self.lines[at].text
        if front.is_plain_heading(words):
            return True
        return (
            len(words) <= 30
            and words[-1] not in _MARKS
            and words[0] not in _AFTER_LABEL
            and _may_head(words)
            and not self.begins_body(at)
            and not chinese.listed(words)
        )

    # captions

    def caption_end(self, words: str, following: int) -> int:
        """Where the caption at the beginning of the words of an article ends, or 0: 【适用范围】, （原则）, or a few plain
        words above a sentence. `following` is the index of the line after `words`."""
        if not words or chinese.listed(words):
            return 0
        caption = CAPTION.match(words)
        if caption and (caption.end() < len(words) or self._words_follow(following)):
            return caption.end()
        return len(words) if self._is_plain_caption(words, following) else 0

    def is_caption(self, at: int) -> bool:
        """Whether line `at` is the caption of the article whose label is alone on the line before."""
        if at >= len(self.lines) or at == self.signature:
            return False
        words = self.lines[at].text
        if CAPTION.fullmatch(words):
            return chinese.listed(words) is None
        return self._is_plain_caption(words, at + 1)

    def is_term(self, at: int) -> bool:
        """Whether line `at` is the heading of the clause whose label is alone on the line before, as terms have them."""
        if at >= len(self.lines) or at == self.signature or self.begins_body(at):
            return False
        words = self.lines[at].text
        return is_heading(words) and not tables.is_row(words) and not chinese.listed(words)

    def is_below_heading(self, at: int) -> bool:
        """Whether line `at` stands below 1、 with a few words that are its heading, in a text of clauses."""
        if not self.clauses or not self.build.open_items:
            return False
        unit = self.build.open_items[-1][1]
        return not unit.children and is_heading(unit.text) and unit.line == self.lines[at - 1].number

    def _is_plain_caption(self, words: str, following: int) -> bool:
        if (
            not _PLAIN.fullmatch(words)
            or words[0] == "第"
            or chinese.listed(words)
            or not self._words_follow(following)
        ):
            return False
        below = self.lines[following].text
        return below[-1] in "。：" and len(below) > len(words) and below[0] != "|" and not chinese.listed(below)

    def _words_follow(self, at: int) -> bool:
        """Whether line `at` belongs to the article before it."""
        if at >= len(self.lines) or at == self.signature:
            return False
        return chinese.listed(self.lines[at].text) is not None or not self.begins_body(at)

    # the end

    def _signature_start(self) -> int:
        """The index of the first line of the signature block, before the annexes or at the end of the text, or -1."""
        if self.foot:
            return self.foot.start
        annex = next((at for at in range(1, len(self.lines)) if self.annex_at(at)), len(self.lines))
        for end in (annex, len(self.lines)):
            at = end - 1
            if at >= 1 and front.is_date(self.lines[at].text):
                while at > 1 and end - at < _SIGNED and _is_name(self.lines[at - 1].text):
                    at -= 1
                return at
        return -1

    def _foot(self) -> range:
        """The lines of a list of attachments (GB/T 9704-2012, 7.3.4) with who signs below it; empty where there is none."""
        for at in range(1, len(self.lines)):
            if not _ATTACHED.match(self.lines[at].text):
                continue
            for stop in range(at + 1, min(at + _FOOT, len(self.lines))):
                words = self.lines[stop].text
                if front.is_date(words):
                    return range(at, stop + 1)
                if annex_label(words) and not _ATTACHED.match(words):
                    return range(at, stop)
                if not (_is_name(words) or _LISTED.match(words)):
                    break
        return range(0)

    def annex_at(self, at: int) -> Label | None:
        """The label of the annex that line `at` opens, or None: a list of attachments opens none."""
        return annex_label(self.lines[at].text) if at and at not in self.foot else None

    def signature_stop(self, at: int) -> int:
        """The index after the signature block that begins at line `at`: after its date."""
        if self.foot:
            return self.foot.stop
        while not front.is_date(self.lines[at].text):
            at += 1
        return at + 1


def annex_label(words: str) -> Label | None:
    """The label of an annex; 附　则 is a heading."""
    return chinese.annex(words) if words[0] == "附" and not front.is_plain_heading(words) else None


def _may_head(words: str) -> bool:
    """Whether words behind the label of a chapter may be its heading: no sentence."""
    return len(words.strip()) <= 60 and not words.endswith(("。", "；", "，", "：")) and "，" not in words


def _is_short_heading(words: str) -> bool:
    """一、 and a few words that are no sentence."""
    return len(words) <= 40 and words[-1] not in _MARKS and "。" not in words and chinese.comma(words) is not None


def _is_name(words: str) -> bool:
    """Whether `words` may name who signs: short, without the marks of a sentence."""
    if len(words) > 30 or words[0] in "第（(" or any(mark in words for mark in "，。；：、"):
        return False
    return chinese.listed(words) is None and annex_label(words) is None and not tables.is_row(words)
