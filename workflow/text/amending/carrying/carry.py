"""Carries out operations on the blocks of a regulation: one item at a time, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from workflow.text.amending.carrying.exchange import Exchanging
from workflow.text.amending.carrying.find import Spot, code_number
from workflow.text.amending.carrying.lists import members
from workflow.text.amending.carrying.restate import Restating
from workflow.text.amending.carrying.work import FRAME, Work
from workflow.text.amending.said import pieces, wording
from workflow.text.amending.said.operations import (
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
from workflow.text.references.renumber import value_of
from workflow.text.tree import CONTAINERS, WITHIN, Kind
from workflow.text.workpiece import Workpiece
from workflow.words import Script

#: What each verb may do with less than a unit. What is not here is refused: a place is never widened.
_PARTS = {
    Verb.RESTATE: {Portion.LEAD, Portion.HEADING, Portion.WORDS},
    Verb.EXCHANGE: {Portion.LEAD, Portion.HEADING, Portion.WORDS, Portion.START, Portion.END},
    Verb.STRIKE: {Portion.LEAD, Portion.HEADING, Portion.WORDS, Portion.START, Portion.END},
    Verb.INSERT: {Portion.LEAD, Portion.HEADING, Portion.WORDS, Portion.START, Portion.END},
    Verb.APPEND: {Portion.START, Portion.END},
    Verb.DELETE: {Portion.HEADING, Portion.WORDS},
    Verb.ADD: {Portion.END},
    Verb.STOP: {Portion.LEAD},
}
_PIECES = {Verb.RESTATE, Verb.EXCHANGE, Verb.STRIKE, Verb.INSERT, Verb.APPEND, Verb.DELETE}


class Carrying:
    """Everything an item may ask for, carried out as a whole or not at all."""

    def __init__(self, blocks: list[Workpiece], language: Script) -> None:
        self.work = Work(blocks, language)
        self.restating = Restating(self.work)
        self.exchanging = Exchanging(self.work, self.restating)
        self._verbs: dict[Verb, Callable[[Operation], None]] = {
            Verb.RESTATE: self.restating.restate,
            Verb.EXCHANGE: self.exchanging.exchange,
            Verb.STRIKE: self.exchanging.strike,
            Verb.INSERT: self.exchanging.insert,
            Verb.APPEND: self.exchanging.append,
            Verb.STOP: self.exchanging.stop,
            Verb.DESIGNATE: self.exchanging.designate,
            Verb.UNREAD: self.exchanging.unread,
            Verb.DELETE: self._delete,
            Verb.ADD: self._add,
            Verb.RENUMBER: self._renumber,
            Verb.MERGE: self._merge,
            Verb.SPLIT: self._split,
            Verb.MOVE: self._move,
            Verb.ELSEWHERE: self._elsewhere,
            Verb.ADJUST: self._adjust,
        }

    def item(self, operations: Sequence[Operation], number: int) -> list[Workpiece]:
        """Carries out one item and returns the blocks it touched; raises CannotCarry and leaves everything as it was."""
        self.work.start()
        self.work.number = number
        try:
            for operation in operations:
                _check_narrow(operation)
            restated = {place for one in operations if one.verb is Verb.RESTATE for place in one.places}
            for operation in operations:
                if _is_wordless(operation) and any(place.unit == Kind.ARTICLE and place.is_whole for place in restated):
                    self._expect_more(operation)
                    continue  # 增加一款作为第二款，将该条修改为：“…” says the wording once
                self._verbs[operation.verb](operation)
            self.work.lists.flush()
            self._check_more()
            if any(operation.verb is Verb.STRIKE for operation in operations):
                for block in self.work.touched:
                    self.exchanging.sweep(block)
        except CannotCarry:
            self._give_up()
            raise
        except RecursionError as error:
            self._give_up()
            raise CannotCarry("层次过深", "nested too deeply") from error
        for entering in self.work.asked.entering:
            entering.item = number
        self.work.memory.clear()
        self.work.ledger.take(self.work.asked)
        self.work.asked_by[number] = self.work.asked
        return self.work.touched

    def _give_up(self) -> None:
        self.work.memory.take_back()
        self.work.edits.forget(self.work.number)
        self.work.claimed = {key: one for key, one in self.work.claimed.items() if one[0] != self.work.number}

    def _expect_more(self, operation: Operation) -> None:
        """Notes that the wording which restates this article has to have more 款 or 项 than it had."""
        spot = self.work.spot(operation.places[0])
        owner, unit = spot.paragraph or spot.block, Kind(operation.unit)
        if unit == Kind.ITEM and owner.kind == Kind.ARTICLE:
            owner = self.work.finder.with_items(owner)
        had = len(self.work.finder.list_of(owner, unit))
        self.work.more.append((spot.block, unit, had + (len(operation.labels) or operation.nth or 1)))

    def _check_more(self) -> None:
        for block, unit, count in self.work.more:
            owners = (
                [block] if unit == Kind.PARAGRAPH else [one for one in block.children if one.kind == Kind.PARAGRAPH]
            )
            if not any(len(members(owner, unit)) == count for owner in owners):
                raise CannotCarry(
                    "新的文字没有所说要增加的款项", "the new wording does not have the unit that is said to be added"
                )

    # structure

    def _delete(self, operation: Operation) -> None:
        for place in operation.places:
            if place.unit in FRAME:
                self.work.asked.gone.update((id(block), block) for block in self._frame(place))
                continue
            spot = self.work.spot(replace(place, part=""))
            scope = spot.scope
            if place.piece:
                self._delete_piece(spot, place.piece)
                continue
            if place.part:
                self._delete_part(scope, place.part)
                continue
            self.work.claim(spot)
            if place.path:
                self.work.memory.touch(spot.owner)
                spot.owner.children = [child for child in spot.owner.children if child is not scope]
            elif scope is not spot.block:
                unit = Kind.SUBITEM if place.subitem else Kind.ITEM if place.item else Kind.PARAGRAPH
                self.work.lists.change(spot.owner, unit).gone.add(id(scope))
            elif scope.kind in CONTAINERS:
                for block in self.work.entrance.held_by(scope):
                    self.work.asked.gone[id(block)] = block
            elif scope.kind == Kind.ARTICLE and self.work.language == Script.TRADITIONAL:
                self.work.memory.touch(scope)
                scope.children, scope.heading = [Workpiece(Kind.PARAGRAPH, text="（刪除）")], ""
            else:
                self.work.asked.gone[id(scope)] = scope

    def _frame(self, place: Place) -> list[Workpiece]:
        found = self.work.scopes(place)
        if not found:
            raise CannotCarry("原文没有这一部分", "the text has no such part")
        return found

    def _delete_part(self, scope: Workpiece, part: Portion) -> None:
        """The words right under a heading, or a heading alone."""
        if part == Portion.WORDS:
            self.work.entrance.restate_words(scope, [])
        elif scope.kind == Kind.ARTICLE and not scope.heading:
            raise CannotCarry(
                "这一条没有可以单独删去的标题", "the article has no heading that can be taken out by itself"
            )
        elif scope.kind == Kind.ARTICLE:
            self.work.memory.touch(scope)
            scope.heading = ""
        else:
            self.work.asked.gone[id(scope)] = scope

    def _delete_piece(self, spot: Spot, piece: Piece) -> None:
        """A sentence or a proviso goes, and nothing else."""
        self.work.check_claims(spot)
        unit = pieces.holder(spot.scope)
        before = self.work.edits.before(unit)
        left = pieces.without(before, pieces.span(before, piece), piece)
        start = next((k for k, (one, other) in enumerate(zip(before, left, strict=False)) if one != other), len(left))
        end = len(before) - len(left) + start
        if before[:start] + before[end:] == left:
            change, words = (start, end), ""
        else:
            change, words = (0, len(before)), left
        self.work.memory.touch(unit)
        self.work.edits.change(unit, [change], words, self.work.number)

    def _add(self, operation: Operation) -> None:
        if operation.unit == Reach.ENTRY:
            self._add_entry(operation)
        elif operation.unit in WITHIN:
            self._add_inside(operation)
        else:
            self.work.touched += self.work.entrance.add(operation)

    def _add_entry(self, operation: Operation) -> None:
        """A labelled list unit comes in behind the one before it: a new paragraph (3)."""
        spot = self.work.spot(operation.places[0])
        new = wording.entries([line for quotation in operation.text for line in quotation], self.work.language)
        owner = spot.scope
        if not owner.text and owner.kind == Kind.ARTICLE and owner.children:
            owner = owner.children[0]
        self.work.memory.touch(owner)
        last = _nearest_list(owner)
        if last is None or len(new) != 1:
            raise CannotCarry("找不到插入的位置", "the place to insert at cannot be found")
        kinds = {child.kind for child in last.children if child.label}
        new[0].kind = next(iter(kinds), new[0].kind)
        self.work.memory.touch(last)
        if not new[0].label:
            raise CannotCarry("所增加的项没有序号", "the list unit that is added has no label")
        if any(child.label == new[0].label for child in last.children):
            raise CannotCarry(f"已有{new[0].label}", f"there is a {new[0].label} already")
        if len(operation.places) > 1:
            anchor = self.work.spot(operation.places[1]).scope
            found = next((k for k, child in enumerate(last.children) if child is anchor), None)
            if found is None:
                raise CannotCarry("找不到插入的位置", "the place to insert at cannot be found")
            at = found + (operation.side is Side.AFTER)
        else:
            number = code_number(new[0].label)
            behind = (
                k + 1 for k, child in enumerate(last.children) if child.label and code_number(child.label) < number
            )
            at = max(behind, default=0)
        labels = [code_number(child.label) for child in last.children if child.label]
        before, after = last.children[at - 1 : at] if at else [], last.children[at : at + 1]
        number = code_number(new[0].label)
        if labels == sorted(labels) and any(
            (code_number(one.label) < number) is is_after
            for some, is_after in ((before, False), (after, True))
            for one in some
            if one.label
        ):
            raise CannotCarry(f"{new[0].label}不在它的次序上", f"{new[0].label} would stand out of its order")
        last.children.insert(at, new[0])

    def _add_inside(self, operation: Operation) -> None:
        if len(operation.places) != 1:
            raise CannotCarry("没有写明在哪一条增加", "where to add is not said")
        place = operation.places[0]
        spot = self.work.spot(replace(place, part=""))
        self.work.check_claims(spot)
        lines = [line for quotation in operation.text for line in quotation]
        if not lines or not all(operation.text):
            raise CannotCarry("没有写明增加的内容", "the wording to add is not given")
        new = self._new_members(operation, lines)
        if operation.unit == Kind.PARAGRAPH:
            if spot.item is not None:
                raise CannotCarry("项中不能增加款", "a paragraph cannot be added inside a list unit")
            change = self.work.lists.change(spot.block, Kind.PARAGRAPH)
            anchor = spot.paragraph
        elif operation.unit == Kind.ITEM:
            self.work.finder.remember(spot.block)
            owner = spot.paragraph or (
                self.work.finder.with_items(spot.block) if spot.block.kind == Kind.ARTICLE else spot.block
            )
            change = self.work.lists.change(owner, Kind.ITEM)
            anchor = spot.item
        else:
            change = self.work.lists.change(spot.item or spot.scope, Kind.SUBITEM)
            anchor = spot.subitem
        if operation.labels:
            for label, member in zip(operation.labels, new, strict=True):
                change.fix(int(label), member)
        elif operation.side in (Side.AFTER, Side.BEFORE) and anchor is not None:
            change.behind.append((anchor, new, operation.side is Side.BEFORE))
        else:
            change.end += new

    def _new_members(self, operation: Operation, lines: Quotation) -> list[Workpiece]:
        count = len(operation.labels) or operation.nth
        if operation.unit == Kind.PARAGRAPH:
            if count == len(operation.text) and count > 1:
                each = [wording.paragraphs(quotation, self.work.language) for quotation in operation.text]
                if all(len(some) == 1 for some in each):
                    return [some[0] for some in each]
            new = wording.paragraphs(lines, self.work.language)
        else:
            new = wording.units(lines, self.work.language, Kind(operation.unit))
        for label, member in zip(operation.labels, new, strict=False):
            if member.label and value_of(member.label, member.label) not in (None, int(label)):
                raise CannotCarry(
                    f"引用的文字是{member.label}，不是第{label}",
                    f"the words quoted are {member.label}, not number {label}",
                )
        if count and count != len(new):
            raise CannotCarry(
                "增加的内容与所说的数目不符", "the wording added does not have the number of units that is said"
            )
        return new

    def _renumber(self, operation: Operation) -> None:
        if len(operation.labels) != len(operation.places):
            raise CannotCarry("改动前后的序号数目不符", "old and new numbers differ in count")
        for place, label in zip(operation.places, operation.labels, strict=True):
            spot = self.work.spot(place)
            if spot.scope is spot.block:
                if self.work.asked.numbers.setdefault(id(spot.block), label) != label:
                    raise CannotCarry("同一条有两个新的序号", "one article gets two numbers")
            else:
                unit = Kind.SUBITEM if place.subitem else Kind.ITEM if place.item else Kind.PARAGRAPH
                self.work.lists.change(spot.owner, unit).fix(int(label), spot.scope)

    def _merge(self, operation: Operation) -> None:
        text = [line for quotation in operation.text for line in quotation]
        first = operation.places[0]
        if first.is_whole:
            label = operation.labels[0] if operation.labels else ""
            if label:
                self.work.asked.numbers[id(self.work.finder.block(first))] = label
            self.restating.restate_one(first, text)
            for place in operation.places[1:]:
                spot = self.work.spot(place)
                self.work.claim(spot)
                self.work.asked.gone[id(spot.block)] = spot.block
            return
        self._delete(replace(operation, places=operation.places[1:]))
        self.restating.restate_one(first, text)

    def _split(self, operation: Operation) -> None:
        place = operation.places[0]
        spot = self.work.spot(place)
        lines = [line for quotation in operation.text for line in quotation]
        texts = self.work.entrance.texts_of(list(operation.labels), list(operation.text), lines)
        self.work.claim(spot)
        self.work.touch(spot.block)
        self.work.asked.numbers[id(spot.block)] = operation.labels[0]
        self.restating.restate_block(spot.block, texts[0])
        for label, quotation in zip(operation.labels[1:], texts[1:], strict=True):
            self.work.entrance.article(label, quotation)

    def _move(self, operation: Operation) -> None:
        self.work.touched += self.work.entrance.move(operation)

    def _elsewhere(self, operation: Operation) -> None:
        """Where the words went is said by other items."""

    def _adjust(self, operation: Operation) -> None:
        if operation.unit in (Kind.ARTICLE, Reach.CONTAINER):
            self.work.asked.adjust |= {Kind.ARTICLE, operation.unit}


def _check_narrow(operation: Operation) -> None:
    """CannotCarry when a place is narrower than what the verb can do."""
    for place in operation.places:
        if place.part and place.part not in _PARTS.get(operation.verb, ()):
            raise CannotCarry("这一处无法定位", "this place cannot be found")
        if place.piece and operation.verb not in _PIECES:
            raise CannotCarry("句子不能这样修改", "a sentence cannot be amended in this way")
        if place.quoted and operation.verb not in (Verb.ADD, Verb.RESTATE):
            raise CannotCarry("这一处无法定位", "this place cannot be found")


def _is_wordless(operation: Operation) -> bool:
    return operation.verb is Verb.ADD and not operation.text and operation.unit in (Kind.PARAGRAPH, Kind.ITEM)


def _nearest_list(owner: Workpiece) -> Workpiece | None:
    """`owner` itself or what below it holds the outermost list."""
    level = [owner]
    while level:
        for one in level:
            if any(child.label for child in one.children):
                return one
        level = [child for one in level for child in one.children]
    return owner if owner.kind != Kind.ARTICLE else None
