"""Carries out restatements (修改为) on the blocks of a regulation."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.text.amending.carrying.find import Spot
from workflow.text.amending.carrying.work import FRAME, Work
from workflow.text.amending.said import pieces, wording
from workflow.text.amending.said.operations import THROUGHOUT, CannotCarry, Operation, Piece, Place, Portion, Quotation
from workflow.text.fingerprint import normalised
from workflow.text.labels.chinese import listed, numbered
from workflow.text.reading.clauses import is_heading
from workflow.text.references.renumber import value_of
from workflow.text.tree import CONTAINERS, Kind
from workflow.text.workpiece import Workpiece
from workflow.words import Script


class Restating:
    """New wording for whole units, for their parts and for what frames the text."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def restate(self, operation: Operation) -> None:
        text = [line for quotation in operation.text for line in quotation]
        if len(operation.places) == 1:
            self.restate_one(operation.places[0], text)
        elif all(place.is_whole and place.unit == Kind.ARTICLE for place in operation.places):
            labels = [place.label for place in operation.places]
            texts = self.work.entrance.texts_of(labels, list(operation.text), text)
            for place, lines in zip(operation.places, texts, strict=True):
                self.restate_one(place, lines)
        else:
            self._restate_each(operation.places, text)

    def _restate_each(self, places: Sequence[Place], text: Quotation) -> None:
        """Several 款 or 项 of one article, as many as the new wording has."""
        spots = [self.work.spot(place) for place in places]
        kinds = {spot.scope.kind for spot in spots}
        if len({id(spot.block) for spot in spots}) > 1 or len(kinds) > 1 or kinds & {Kind.ARTICLE, *CONTAINERS}:
            raise CannotCarry("几处的新文字无法分开", "the new wording of several places cannot be told apart")
        kind = kinds.pop()
        new = (
            wording.paragraphs(text, self.work.language)
            if kind == Kind.PARAGRAPH
            else wording.units(text, self.work.language, kind)
        )
        if len(new) != len(spots):
            raise CannotCarry("新文字与所修改的款项数目不符", "the new wording has not as many units as it restates")
        for spot, unit in zip(spots, new, strict=True):
            self.work.claim(spot)
            self.work.touch(spot.scope)
            self.work.finder.forget(spot.scope)
            spot.scope.text, spot.scope.children = unit.text, unit.children

    def restate_one(self, place: Place, text: Quotation) -> None:
        if place.unit in THROUGHOUT or not place.unit:
            raise CannotCarry("没有写明修改哪一处", "what is to be restated is not said")
        if place.unit in FRAME:
            self._restate_frame(Kind(place.unit), text)
            return
        spot = self.work.spot(place)
        scope = spot.scope
        self.work.touch(scope)
        if place.piece:
            self._restate_piece(spot, place.piece, text)
            return
        if place.part:
            self._restate_part(scope, place.part, text)
            return
        self.work.claim(spot)
        if scope.kind in CONTAINERS:
            if self.work.language == Script.ENGLISH and scope.kind != Kind.ANNEX:
                raise CannotCarry("整章的重新表述无法安放", "a whole chapter cannot be restated at once")
            self._restate_container(scope, text)
        elif scope is spot.block:
            self.restate_block(scope, text)
        elif scope.kind == Kind.PARAGRAPH:
            new = wording.paragraphs(text, self.work.language)
            self.work.replace(spot.block, scope, new)
        else:
            self._restate_unit(scope, text)

    def _restate_unit(self, scope: Workpiece, text: Quotation) -> None:
        """One list unit. A label that stands in front of the new words has to be its own."""
        read = wording.entries(text, self.work.language) if self.work.language == Script.ENGLISH else None
        new = read or wording.units(text, self.work.language, scope.kind)
        if len(new) != 1:
            raise CannotCarry("引用的不是一项", "the words quoted are not one list unit")
        if new[0].label and value_of(new[0].label, new[0].label) != value_of(scope.label, scope.label):
            raise CannotCarry(
                f"引用的文字是{new[0].label}，不是{scope.label}",
                f"the words quoted are {new[0].label}, not {scope.label}",
            )
        stop = scope.text[-1:] if scope.text[-1:] in "；。" and new[0].text[-1:] not in "；。：，" else ""
        scope.text, scope.children = new[0].text + stop, new[0].children

    def _restate_part(self, scope: Workpiece, part: Portion, text: Quotation) -> None:
        """The words under a heading, the words before a list, a heading."""
        if part == Portion.WORDS:
            self.work.entrance.restate_words(scope, text)
        elif len(text) != 1:
            raise CannotCarry("引用的文字不止一段", "more than one line is quoted")
        elif scope.kind in CONTAINERS:
            self._restate_container(scope, text)
        elif part == Portion.LEAD:
            self._restate_lead(scope, text[0])
        elif scope.kind == Kind.ARTICLE and not scope.heading:
            self._restate_first_line(scope, text[0])
        else:
            scope.heading = text[0]

    def _restate_first_line(self, scope: Workpiece, words: str) -> None:
        """The heading of a clause, which stands in front of what the clause holds; beside other words none may come in."""
        first = scope.children[0] if scope.children else None
        if first is None or first.kind != Kind.PARAGRAPH or first.children or not is_heading(first.text):
            raise CannotCarry("这一条没有标题", "the article has no heading")
        self.work.memory.touch(first)
        first.text = words.removeprefix(scope.label).strip()

    def _restate_piece(self, spot: Spot, piece: Piece, text: Quotation) -> None:
        """A sentence or a proviso gets other words."""
        if len(text) != 1:
            raise CannotCarry("引用的文字不止一段", "more than one line is quoted")
        self.work.check_claims(spot)
        unit = pieces.holder(spot.scope)
        before = self.work.edits.before(unit)
        start, end = pieces.span(before, piece)
        self.work.memory.touch(unit)
        self.work.edits.change(unit, [(start, end)], pieces.ended(text[0], before[start:end]), self.work.number)

    def _restate_container(self, scope: Workpiece, text: Quotation) -> None:
        """A heading, or an annex as a whole."""
        if scope.kind == Kind.ANNEX and len(text) > 1:
            self.work.entrance.restate_annex(scope, text)
            return
        if len(text) != 1:
            raise CannotCarry("整章的重新表述无法安放", "a whole chapter cannot be restated at once")
        self.restate_heading(scope, text[0])

    def _restate_lead(self, scope: Workpiece, words: str) -> None:
        """The words before a list, which keep their colon."""
        lead = scope if scope.kind == Kind.PARAGRAPH else self.work.finder.with_items(scope)
        self.work.memory.touch(lead)
        colon = lead.text[-1:] if lead.text[-1:] in "：:" and words[-1:] not in "：:。；" else ""
        lead.text = words + colon

    def restate_block(self, scope: Workpiece, text: Quotation) -> None:
        self.work.finder.forget(scope)
        if scope.kind == Kind.ARTICLE:
            label = wording.head_label(text[0], self.work.language == Script.ENGLISH)
            known = label in (scope.label, self.work.asked.numbers.get(id(scope)))
            if label and not known:
                raise CannotCarry(
                    f"引用的文字是{label}，不是{scope.label}", f"the words quoted are {label}, not {scope.label}"
                )
            new = wording.article(text, label if known else scope.label, self.work.language)
            scope.children = new.children
            if known:
                scope.heading = new.heading
        else:
            if text and normalised(text[0]) == normalised(scope.heading):
                text = text[1:]
            scope.children = wording.body(text, self.work.language)

    @staticmethod
    def restate_heading(scope: Workpiece, line: str) -> None:
        label = numbered(line) or listed(line)
        if label is not None and label.end < len(line):
            scope.label, scope.heading = label.text, line[label.end :].strip()
        elif line.startswith(scope.label) and scope.label:
            scope.heading = line.removeprefix(scope.label).strip()
        else:
            scope.heading = line

    def _restate_frame(self, unit: Kind, text: Quotation) -> None:
        """Title, title note, contents or signature: all lines of it at once."""
        old = [block for block in self.work.blocks if block.kind == unit and id(block) not in self.work.asked.gone]
        new = wording.frame(text, unit)
        if not old:
            raise CannotCarry("原文没有这一部分", "the text has no such part")
        for block, wanted in zip(old, new, strict=False):
            self.work.memory.touch(block)
            block.text = wanted.text
        for block in old[len(new) :]:
            self.work.asked.gone[id(block)] = block
        if len(new) > len(old):
            self.work.entrance.after(old[-1], new[len(old) :])
        self.work.touched += old
