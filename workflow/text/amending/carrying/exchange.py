"""Carries out exchanges of words: 将“甲”修改为“乙”, 在“甲”后增加“乙”, 删去“甲”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from workflow.text.amending.carrying.edits import Slot
from workflow.text.amending.carrying.find import Spot
from workflow.text.amending.carrying.restate import Restating
from workflow.text.amending.carrying.work import FRAME, Work
from workflow.text.amending.said import pieces, wording
from workflow.text.amending.said.finding_words import nodes, occurrences
from workflow.text.amending.said.operations import (
    THROUGHOUT,
    Beside,
    CannotCarry,
    Operation,
    Piece,
    Place,
    Portion,
    Quotation,
    Reach,
    Side,
    Verb,
)
from workflow.text.fingerprint import normalised
from workflow.text.tree import CONTAINERS, LISTED, WITHIN, Kind
from workflow.text.units import lines_of
from workflow.text.workpiece import Workpiece
from workflow.words import Script

_STOPS = "；。，"
_There = tuple[Workpiece, Slot, list[tuple[int, int]]]


class Exchanging:
    """Exchanges, insertions and strikes of words, wherever a place names them."""

    def __init__(self, work: Work, restating: Restating) -> None:
        self.work = work
        self.restating = restating

    def exchange(self, operation: Operation) -> None:
        after = "\n".join(line for quotation in operation.text for line in quotation)
        self._in_words(operation, after, "")

    def strike(self, operation: Operation) -> None:
        self._in_words(operation, "", "")

    def insert(self, operation: Operation) -> None:
        after = "\n".join(line for quotation in operation.text for line in quotation)
        self._in_words(operation, after, operation.side)

    def _in_words(self, operation: Operation, after: str, side: Beside) -> None:
        whole = "\n".join(line for quotation in operation.words for line in quotation)
        if (
            operation.verb is Verb.STRIKE
            and not operation.places[0].unit
            and (head := self.work.finder.heading(whole)) is not None
        ):
            self.work.asked.gone[id(head)] = head
            return
        text = [line for quotation in operation.text for line in quotation]
        for place in operation.places:
            if place.unit not in ("", *THROUGHOUT, *FRAME) and place.part != Portion.WORDS:
                self.work.check_claims(self.work.finder.spot(place))
            if not side and text and not operation.nth and self._quoted_whole(place, whole, text):
                continue
            if len(text) > 1:
                raise CannotCarry("替换成的文字不止一段", "the words to put there are more than one line")
            found = self._found(place, whole, operation.nth)
            if operation.about:
                found = behind(found, operation.about, self.work.edits.before)
            _check_count(found, operation, whole)
            if operation.sole and sum(len(spans) for _, _, spans in found) > 1:
                raise CannotCarry(f"“{whole[:30]}”不止一处", f"“{whole[:30]}” is there more than once")
            if found or len(operation.words) == 1:
                self._exchange_there(found, whole, after, side)
                continue
            for one in operation.words:
                words = "\n".join(one)
                self._exchange_there(self._found(place, words, operation.nth), words, after, side)

    def _exchange_there(self, found: list[_There], words: str, after: str, side: Beside) -> None:
        """Puts `after` in the place of what was found, or next to the only one there is."""
        if not found:
            raise CannotCarry(f"找不到“{words[:30]}”", f"the words “{words[:30]}” are not there")
        count = sum(len(spans) for _, _, spans in found)
        if side and count > 1:
            raise CannotCarry(f"“{words[:30]}”不止一处", f"“{words[:30]}” is there more than once")
        self.work.room -= count * len(after)
        if self.work.room < 0:
            raise CannotCarry("增加的文字过多", "too many words would come in")
        for unit, slot, spans in found:
            self.work.memory.touch(unit)
            if side:
                spans = [(end, end) if side is Side.AFTER else (start, start) for start, end in spans]
            if self.work.language != Script.ENGLISH:
                self.work.edits.change(unit, spans, after, self.work.number, slot)
                continue
            text = self.work.edits.before(unit, slot)
            for span in spans:
                whole, words_in = spaced(text, span, after)
                self.work.edits.change(unit, [whole], words_in, self.work.number, slot)

    def _found(self, place: Place, words: str, nth: int) -> list[_There]:
        """Where `words` stand in `place`, in the words the act found there."""
        found = self._within(place, words)
        if not nth:
            return found
        each = [(unit, slot, [one]) for unit, slot, spans in found for one in spans]
        if nth > len(each):
            raise CannotCarry(f"没有第{nth}处“{words[:30]}”", f"there is no occurrence {nth} of “{words[:30]}”")
        return [each[nth - 1 if nth > 0 else -1]]

    def _within(self, place: Place, words: str) -> list[_There]:
        if place.piece:
            unit = pieces.holder(self.work.spot(place).scope)
            before = self.work.edits.before(unit)
            start, end = pieces.span(before, place.piece)
            spans = [(start + i, start + j) for i, j in occurrences(before[start:end], words)]
            return [(unit, "text", spans)] if spans else []
        scopes = self.work.scopes(place)
        if place.part == Portion.HEADING:
            spans = occurrences(self.work.edits.before(scopes[0], "heading"), words)
            return [(scopes[0], "heading", spans)] if spans else []
        if place.part and place.part != Portion.WORDS:
            return self._at_edge(scopes[0], words, place.part)
        texts: list[_There] = [
            (unit, "text", spans)
            for scope in scopes
            for unit in nodes(scope)
            if (spans := occurrences(self.work.edits.before(unit), words))
        ]
        return texts or list(self._aside(scopes, words))

    def _at_edge(self, scope: Workpiece, words: str, part: Portion) -> list[_There]:
        """The words in the first line of a place, or at its very beginning or end."""
        units = [unit for unit in nodes(scope) if unit.text]
        if not units:
            return []
        unit = units[-1] if part == Portion.END else units[0]
        spans = occurrences(self.work.edits.before(unit), words)
        if part == Portion.START:
            spans = [one for one in spans if one[0] == 0]
        elif part == Portion.END:
            spans = [one for one in spans if not self.work.edits.before(unit)[one[1] :].strip("。；")]
        return [(unit, "text", spans)] if spans else []

    def _aside(self, scopes: list[Workpiece], words: str) -> Iterator[_There]:
        """Where `words` stand in headings, captions and the cells of tables."""
        for unit in (unit for scope in scopes for unit in scope.walk()):
            if spans := occurrences(self.work.edits.before(unit, "heading"), words):
                yield unit, "heading", spans
            for row, cells in enumerate(unit.rows):
                for column in range(len(cells)):
                    if spans := occurrences(self.work.edits.before(unit, (row, column)), words):
                        yield unit, (row, column), spans

    def designate(self, operation: Operation) -> None:
        """The words of an article become its list unit (a)."""
        block = self.work.spot(operation.places[0]).block
        self.work.touch(block)
        paragraphs = [child for child in block.children if child.kind == Kind.PARAGRAPH]
        if len(paragraphs) == 1 and not paragraphs[0].text:
            units = [child.label for child in paragraphs[0].children]
            if units == list(operation.labels):
                return  # the text bears that label already
        if len(paragraphs) != 1 or not paragraphs[0].text:
            raise CannotCarry("不止一款", "there is not exactly one paragraph")
        first = paragraphs[0]
        unit = Workpiece(Kind.ITEM, label=operation.labels[0], text=first.text, children=first.children)
        first.text, first.children = "", [unit]

    def unread(self, operation: Operation) -> None:
        zh, en = operation.text[0]
        raise CannotCarry(zh, en)

    def stop(self, operation: Operation) -> None:
        """Words come in the place of the last full stop."""
        text = "\n".join(line for quotation in operation.text for line in quotation)
        for place in operation.places:
            ends = [unit for unit in nodes(self.work.spot(place).scope) if unit.text.endswith(".")]
            if len(ends) != 1:
                raise CannotCarry("句号不止一处", "there is not exactly one full stop at an end")
            self.work.memory.touch(ends[0])
            ends[0].text = ends[0].text[:-1] + text

    def _quoted_whole(self, place: Place, whole: str, text: Quotation) -> bool:
        """第十条第三款“旧文”修改为：“新文” and 将“一、旧标题”修改为“…”: the old words are all of the place."""
        if not place.unit:
            heading = self.work.finder.heading(whole)
            if heading is None:
                return False
            self.work.memory.touch(heading)
            self.work.touched.append(heading)
            if heading.kind == Kind.TITLE:
                heading.text = "\n".join(text)
            else:
                self.restating.restate_heading(heading, text[0])
            return True
        if place.unit in (*THROUGHOUT, Kind.TOC, Kind.NOTE, Kind.SIGNATURE) or place.part or place.piece:
            return False
        spot = self.work.finder.spot(place)
        scope = spot.scope
        if scope.kind in CONTAINERS or scope.kind == Kind.TITLE:
            return False
        lines = [scope.text] if scope.text else []
        if normalised("\n".join(lines + lines_of(scope.closed()))) == normalised(whole):
            self.restating.restate_one(place, text)
            return True
        if scope.kind in LISTED and not scope.children:
            own = scope.text.rstrip(_STOPS)
            if normalised(whole.rstrip(_STOPS)) in (normalised(scope.label + own), normalised(own)):
                stop = "" if text[-1].endswith(tuple(_STOPS)) else scope.text[len(own) :]
                self.restating.restate_one(place, [*text[:-1], text[-1] + stop])
                return True
        return self._quoted_paragraphs(spot, scope, whole, text)

    def _quoted_paragraphs(self, spot: Spot, scope: Workpiece, whole: str, text: Quotation) -> bool:
        """The old words are some paragraphs of the place, one after the other."""
        sought = normalised(whole)
        paragraphs = [child for child in scope.children if child.kind == Kind.PARAGRAPH]
        for start, first in enumerate(paragraphs):
            if not sought.startswith(normalised(first.text)) or not first.text:
                continue
            words: Quotation = []
            for end, paragraph in enumerate(paragraphs[start:], start):
                words += [paragraph.text, *lines_of(paragraph.closed())]
                joined = normalised("\n".join(words))
                if joined == sought:
                    self.work.touch(spot.block)
                    self.work.touched.append(spot.block)
                    gone = {id(one) for one in paragraphs[start + 1 : end + 1]}
                    scope.children = [child for child in scope.children if id(child) not in gone]
                    self.work.replace(scope, first, wording.paragraphs(text, self.work.language))
                    return True
                if not sought.startswith(joined):
                    break
        return False

    def sweep(self, scope: Workpiece) -> None:
        """Takes out paragraphs and list units of which nothing but a stop is left."""
        for owner in scope.walk():
            left = [
                child
                for child in owner.children
                if child.text.strip("。；，") or child.children or child.rows or child.kind not in WITHIN
            ]
            if len(left) != len(owner.children) and left:
                self.work.memory.touch(owner)
                owner.children = left

    def append(self, operation: Operation) -> None:
        """增加“…” behind a unit, in front of it, at its end, or behind one of its sentences."""
        text = [line for quotation in operation.text for line in quotation]
        for place in operation.places:
            spot = self.work.spot(replace(place, part=""))
            self.work.check_claims(spot)
            if place.piece:
                self._append_to_piece(spot, place.piece, text, operation.side)
                continue
            scope = spot.scope
            self.work.touch(scope)
            if operation.side in (Side.START, Side.END) or operation.unit == Reach.SENTENCE:
                self._append_line(scope, text, operation)
            elif operation.side is Side.BEFORE or (operation.side is Side.AMID and scope.kind == Kind.ARTICLE):
                raise CannotCarry(
                    "没有写明增加的是一款还是一句", "whether a paragraph or a sentence is added is not said"
                )
            elif scope.kind != Kind.ARTICLE:
                self._append_line(scope, text, operation)
            else:
                change = self.work.lists.change(scope, Kind.PARAGRAPH)
                change.end += wording.paragraphs(text, self.work.language)

    def _append_line(self, scope: Workpiece, text: Quotation, operation: Operation) -> None:
        """Words join the first or the last line of `scope`."""
        if len(text) != 1:
            raise CannotCarry("引用的文字不止一段", "more than one line is quoted")
        start = operation.side is Side.START
        if scope.kind in (Kind.ARTICLE, Kind.PREAMBLE):
            lines = self.work.finder.list_of(scope, Kind.PARAGRAPH)
            if operation.unit == Reach.SENTENCE and operation.side not in (Side.START, Side.END) and len(lines) != 1:
                raise CannotCarry("不止一款，未写明加在哪一款", "there is more than one paragraph; which is not said")
            scope = lines[0 if start else -1] if lines else scope
        if not start and scope.children:
            raise CannotCarry("这里有分项，无法确定加在哪里", "there is a list here: where to add cannot be told")
        before = self.work.edits.before(scope)
        if start:
            glue = "" if text[0][-1:] in "。；，：" else "；"
            self.work.memory.touch(scope)
            self.work.edits.change(scope, [(0, 0)], text[0] + glue, self.work.number)
            return
        if operation.unit == Reach.SENTENCE and not pieces.is_whole_sentence(before):
            raise CannotCarry("这里不是完整的句子，不能再加一句", "no sentence ends here; none can be added")
        self.work.memory.touch(scope)
        self.work.edits.change(scope, [(len(before), len(before))], text[0], self.work.number)

    def _append_to_piece(self, spot: Spot, piece: Piece, text: Quotation, side: Beside) -> None:
        """第一句后增加“…”."""
        if len(text) != 1 or side not in (Side.AFTER, Side.BEFORE) or not piece.is_of_sentences:
            raise CannotCarry("无法确定加在哪里", "where to add cannot be told")
        if not pieces.is_whole_sentence(text[0]):
            raise CannotCarry("增加的不是完整的一句", "what is added is no whole sentence")
        unit = pieces.holder(spot.scope)
        before = self.work.edits.before(unit)
        start, end = pieces.span(before, piece)
        at, words = (end if side is Side.AFTER else start), text[0]
        if pieces.is_latin(before):
            words = f" {words}" if side is Side.AFTER else f"{words} "
        self.work.memory.touch(unit)
        self.work.edits.change(unit, [(at, at)], words, self.work.number)


def spaced(text: str, span: tuple[int, int], after: str) -> tuple[tuple[int, int], str]:
    """An exchange in an English text with the blanks that words stand between: those that come in, those that are left."""
    start, end = span
    left, right = text[start - 1 : start], text[end : end + 1]
    if not after:
        if left == " " and (not right or right in " .,;:)"):
            return (start - 1, end), after
        return (start, end + (not left and right == " ")), after
    if start == end and len(after) > 1:  # one letter that comes in makes a plural
        after = f" {after}" if left.isalnum() and after[0].isalnum() else after
        after = f"{after} " if right.isalnum() and after[-1].isalnum() else after
    return span, after


def behind(found: list[_There], about: str, before: Callable[[Workpiece, Slot], str]) -> list[_There]:
    """Those of the words found that have `about` in front of them in the same clause. CannotCarry unless that is one."""
    left: list[_There] = []
    for unit, slot, spans in found:
        text = before(unit, slot)
        kept = [one for one in spans if about in re.split("[。；]", text[: one[0]])[-1]]
        left += [(unit, slot, kept)] if kept else []
    if sum(len(spans) for _, _, spans in left) != 1:
        raise CannotCarry(f"“{about}”后面的文字不是恰好一处", f"behind “{about}” the words do not stand exactly once")
    return left


def _check_count(found: list[_There], operation: Operation, words: str) -> None:
    count = sum(len(spans) for _, _, spans in found)
    if operation.times and count and count != operation.times:
        raise CannotCarry(
            f"“{words[:30]}”有{count}处，不是{operation.times}处",
            f"“{words[:30]}” stands there {count} times and not {operation.times}",
        )
