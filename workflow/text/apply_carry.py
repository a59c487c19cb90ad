"""Carries out operations on the blocks of a regulation: one item at a time, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workflow.text import apply_wording as wording
from workflow.text.apply_exchange import Exchanging
from workflow.text.apply_operations import CannotCarry, Operation, Quotation
from workflow.text.apply_restate import FRAME
from workflow.text.tree import CONTAINERS, Provision


class Carrying(Exchanging):
    """Everything an item may ask for, carried out as a whole or not at all."""

    def item(self, operations: Sequence[Operation], number: int) -> list[Provision]:
        """Carries out one item and returns the blocks it touched; raises CannotCarry and leaves everything as it was."""
        self._start()
        try:
            restated = {place for one in operations if one.verb == "restate" for place in one.places}
            for operation in operations:
                wordless = operation.verb == "add" and not operation.text and operation.unit in ("paragraph", "item")
                if wordless and any(place.unit == "article" and place.is_whole for place in restated):
                    continue  # 增加一款作为第二款，将该条修改为：“…” says the wording once
                getattr(self, f"_{operation.verb}")(operation)
            self.lists.flush()
            if any(operation.verb == "strike" for operation in operations):
                for block in self.touched:
                    self._sweep(block)
        except CannotCarry:
            self.memory.take_back()
            raise
        except RecursionError as error:
            self.memory.take_back()
            raise CannotCarry("层次过深", "nested too deeply") from error
        for entering in self.asked.entering:
            entering.item = number
        self.memory.clear()
        self.ledger.take(self.asked)
        self.asked_by[number] = self.asked
        return self.touched

    # structure

    def _delete(self, operation: Operation) -> None:
        for place in operation.places:
            if place.unit in FRAME:
                for block in self._scopes(place):
                    self.asked.gone[id(block)] = block
                continue
            spot = self._spot(replace(place, part=""))
            scope = spot.scope
            if place.part == "words":
                self.entrance.restate_words(scope, [])
            elif scope is not spot.block:
                unit = "subitem" if place.subitem else "item" if place.item else "paragraph"
                self.lists.change(spot.owner, unit).gone.add(id(scope))
            elif scope.kind in CONTAINERS and place.part != "heading":
                for block in self.entrance.held_by(scope):
                    self.asked.gone[id(block)] = block
            elif scope.kind == "article" and self.language == "zh-Hant":
                self.memory.touch(scope)
                scope.children, scope.heading = [Provision("paragraph", text="（刪除）")], ""
            else:
                self.asked.gone[id(scope)] = scope

    def _add(self, operation: Operation) -> None:
        if operation.unit == "entry":
            self._add_entry(operation)
        elif operation.unit in ("paragraph", "item", "subitem"):
            self._add_inside(operation)
        else:
            self.touched += self.entrance.add(operation)

    def _add_entry(self, operation: Operation) -> None:
        """A labelled list unit comes in behind the one before it: a new paragraph (3)."""
        spot = self._spot(operation.places[0])
        new = wording.entries([line for quotation in operation.text for line in quotation], self.language)
        owner = spot.scope
        if not owner.text and owner.kind == "article" and owner.children:
            owner = owner.children[0]
        self.memory.touch(owner)
        last = _nearest_list(owner)
        if last is None or len(new) != 1:
            raise CannotCarry("找不到插入的位置", "the place to insert at cannot be found")
        kinds = {child.kind for child in last.children if child.label}
        new[0].kind = next(iter(kinds), new[0].kind)
        self.memory.touch(last)
        at = max(
            (k + 1 for k, child in enumerate(last.children) if child.label and child.label < new[0].label), default=0
        )
        last.children.insert(at, new[0])

    def _add_inside(self, operation: Operation) -> None:
        if len(operation.places) != 1:
            raise CannotCarry("没有写明在哪一条增加", "where to add is not said")
        place = operation.places[0]
        spot = self._spot(replace(place, part=""))
        lines = [line for quotation in operation.text for line in quotation]
        if not lines or not all(operation.text):
            raise CannotCarry("没有写明增加的内容", "the wording to add is not given")
        new = self._new_members(operation, lines)
        if operation.unit == "paragraph":
            change = self.lists.change(spot.block, "paragraph")
            anchor = spot.paragraph
        elif operation.unit == "item":
            self.finder.remember(spot.block)
            owner = spot.paragraph or (
                self.finder.with_items(spot.block) if spot.block.kind == "article" else spot.block
            )
            change = self.lists.change(owner, "item")
            anchor = spot.item
        else:
            change = self.lists.change(spot.item or spot.scope, "subitem")
            anchor = spot.subitem
        if operation.labels:
            for label, member in zip(operation.labels, new, strict=True):
                change.fix(int(label), member)
        elif operation.side in ("after", "before") and anchor is not None:
            change.behind.append((anchor, new, operation.side == "before"))
        else:
            change.end += new

    def _new_members(self, operation: Operation, lines: Quotation) -> list[Provision]:
        count = len(operation.labels)
        if operation.unit == "paragraph":
            if count == len(operation.text) and count > 1:
                each = [wording.paragraphs(quotation, self.language) for quotation in operation.text]
                if all(len(some) == 1 for some in each):
                    return [some[0] for some in each]
            new = wording.paragraphs(lines, self.language)
        else:
            new = wording.units(lines, self.language, operation.unit)
        if count and count != len(new):
            raise CannotCarry(
                "增加的内容与所说的数目不符", "the wording added does not have the number of units that is said"
            )
        return new

    def _renumber(self, operation: Operation) -> None:
        if len(operation.labels) != len(operation.places):
            raise CannotCarry("改动前后的序号数目不符", "old and new numbers differ in count")
        for place, label in zip(operation.places, operation.labels, strict=True):
            spot = self._spot(place)
            if spot.scope is spot.block:
                self.asked.numbers[id(spot.block)] = label
            else:
                unit = "subitem" if place.subitem else "item" if place.item else "paragraph"
                self.lists.change(spot.owner, unit).fix(int(label), spot.scope)

    def _merge(self, operation: Operation) -> None:
        text = [line for quotation in operation.text for line in quotation]
        first = operation.places[0]
        if first.is_whole:
            label = operation.labels[0] if operation.labels else ""
            if label:
                self.asked.numbers[id(self.finder.block(first))] = label
            self._restate_one(first, text)
            for place in operation.places[1:]:
                block = self._spot(place).block
                self.asked.gone[id(block)] = block
            return
        self._delete(replace(operation, places=operation.places[1:]))
        self._restate_one(first, text)

    def _split(self, operation: Operation) -> None:
        place = operation.places[0]
        spot = self._spot(place)
        lines = [line for quotation in operation.text for line in quotation]
        texts = self.entrance.texts_of(list(operation.labels), list(operation.text), lines)
        self._touch(spot.block)
        self.asked.numbers[id(spot.block)] = operation.labels[0]
        self._restate_block(spot.block, texts[0])
        for label, quotation in zip(operation.labels[1:], texts[1:], strict=True):
            self.entrance.article(label, quotation)

    def _move(self, operation: Operation) -> None:
        self.touched += self.entrance.move(operation)

    def _adjust(self, operation: Operation) -> None:
        self.asked.adjust |= {"article", operation.unit}


def _nearest_list(owner: Provision) -> Provision | None:
    """`owner` itself or what below it holds the outermost list."""
    level = [owner]
    while level:
        for one in level:
            if any(child.label for child in one.children):
                return one
        level = [child for one in level for child in one.children]
    return owner if owner.kind != "article" else None
