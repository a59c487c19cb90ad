"""Carries out operations on the blocks of a regulation: one item at a time, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workflow.text import apply_wording as wording
from workflow.text.apply_enter import Entrance
from workflow.text.apply_find import Finder, Spot
from workflow.text.apply_ledger import Ledger, Memory
from workflow.text.apply_lists import Lists
from workflow.text.apply_operations import CannotCarry, Operation, Place, Quotation
from workflow.text.apply_words import exchanged, nodes, occurrences
from workflow.text.fingerprint import normalised
from workflow.text.labels import listed, numbered
from workflow.text.tree import CONTAINERS, Provision
from workflow.text.units import lines_of

_STOPS = "；。，"
_FRAME = ("title", "note", "toc", "signature")


class Carrying:
    """The state of one act: what its items found, changed and asked for."""

    def __init__(self, blocks: list[Provision], language: str) -> None:
        self.blocks = blocks
        self.language = language
        self.finder = Finder(blocks, language == "zh-Hant")
        self.ledger = Ledger()
        self.memory = Memory()
        self.asked_by: dict[int, Ledger] = {}
        self._start()

    def _start(self) -> None:
        self.asked = Ledger()
        self.lists = Lists(self.memory)
        self.touched: list[Provision] = []
        self.entrance = Entrance(self.finder, self.asked, self.language)

    def item(self, operations: Sequence[Operation], number: int) -> list[Provision]:
        """Carries out one item and returns the blocks it touched; raises CannotCarry and leaves everything as it was."""
        self._start()
        try:
            restated = {place for one in operations if one.verb == "restate" for place in one.places}
            for operation in operations:
                if operation.verb == "add" and not operation.text and operation.unit in ("paragraph", "item"):
                    if any(place.unit == "article" and place.is_whole for place in restated):
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

    def _spot(self, place: Place) -> Spot:
        spot = self.finder.spot(place)
        self.touched.append(spot.block)
        return spot

    def _touch(self, scope: Provision) -> None:
        for unit in scope.walk():
            self.memory.touch(unit)

    # wording

    def _restate(self, operation: Operation) -> None:
        text = [line for quotation in operation.text for line in quotation]
        for place in operation.places:
            self._restate_one(place, text)

    def _restate_one(self, place: Place, text: Quotation) -> None:
        if place.unit == "everywhere" or not place.unit:
            raise CannotCarry("没有写明修改哪一处", "what is to be restated is not said")
        if place.unit in _FRAME:
            self._restate_frame(place.unit, text)
            return
        spot = self._spot(place)
        scope = spot.scope
        self._touch(scope)
        if place.part == "words":
            self.entrance.restate_words(scope, text)
            return
        if scope.kind in CONTAINERS:
            if scope.kind == "annex" and len(text) > 1:
                self.entrance.restate_annex(scope, text)
                return
            if len(text) != 1:
                raise CannotCarry("整章的重新表述无法安放", "a whole chapter cannot be restated at once")
            self._restate_heading(scope, text[0])
        elif place.part == "lead":
            lead = scope if scope.kind == "paragraph" else self.finder.with_items(scope)
            self.memory.touch(lead)
            lead.text = text[0] + (
                "" if text[0][-1:] in "：:。；" else lead.text[-1:] if lead.text[-1:] in "：:" else ""
            )
        elif place.part == "heading":
            scope.heading = text[0]
        elif place.part:
            raise CannotCarry("这一处无法定位", "this place cannot be found")
        elif scope is spot.block:
            self._restate_block(scope, text)
        elif scope.kind == "paragraph":
            new = wording.paragraphs(text, self.language)
            self._replace(spot.block, scope, new)
        else:
            new = wording.units(text, self.language, scope.kind)
            if len(new) != 1:
                raise CannotCarry("引用的不是一项", "the words quoted are not one list unit")
            scope.text, scope.children = new[0].text, new[0].children

    def _restate_block(self, scope: Provision, text: Quotation) -> None:
        self.finder.forget(scope)
        if scope.kind == "article":
            label = wording.head_label(text[0], self.language.startswith("en"))
            known = label in (scope.label, self.asked.numbers.get(id(scope)))
            new = wording.article(text, label if known else scope.label, self.language)
            scope.children = new.children
            if known:
                scope.heading = new.heading
        else:
            if text and normalised(text[0]) == normalised(scope.heading):
                text = text[1:]
            scope.children = wording.body(text, self.language)

    @staticmethod
    def _restate_heading(scope: Provision, line: str) -> None:
        label = numbered(line) or listed(line)
        if label is not None and label.end < len(line):
            scope.label, scope.heading = label.text, line[label.end :].strip()
        elif line.startswith(scope.label) and scope.label:
            scope.heading = line.removeprefix(scope.label).strip()
        else:
            scope.heading = line

    def _restate_frame(self, unit: str, text: Quotation) -> None:
        """Title, title note, contents or signature: all lines of it at once."""
        old = [block for block in self.blocks if block.kind == unit and id(block) not in self.asked.gone]
        new = wording.frame(text, unit)
        if not old:
            raise CannotCarry("原文没有这一部分", "the text has no such part")
        for block, wanted in zip(old, new, strict=False):
            self.memory.touch(block)
            block.text = wanted.text
        for block in old[len(new) :]:
            self.asked.gone[id(block)] = block
        if len(new) > len(old):
            self.entrance.after(old[-1], new[len(old) :])
        self.touched += old

    def _replace(self, owner: Provision, old: Provision, new: list[Provision]) -> None:
        """Puts `new` in the place of `old`, which goes on as the first of them."""
        if not new or new[0].kind != old.kind:
            raise CannotCarry(
                "引用的文字与所修改的部分不是同一层次", "the words quoted are not of the kind they replace"
            )
        self.memory.touch(owner)
        self.finder.forget(old)
        old.text, old.children = new[0].text, new[0].children
        at = next(place for place, child in enumerate(owner.children) if child is old)
        owner.children[at + 1 : at + 1] = new[1:]

    # words

    def _exchange(self, operation: Operation) -> None:
        after = "\n".join(line for quotation in operation.text for line in quotation)
        self._in_words(operation, after, "")

    def _strike(self, operation: Operation) -> None:
        self._in_words(operation, "", "")

    def _insert(self, operation: Operation) -> None:
        after = "\n".join(line for quotation in operation.text for line in quotation)
        self._in_words(operation, after, operation.side)

    def _in_words(self, operation: Operation, after: str, side: str) -> None:
        whole = "\n".join(line for quotation in operation.words for line in quotation)
        if operation.verb == "strike" and not operation.places[0].unit and (head := self.finder.heading(whole)) is not None:
            self.asked.gone[id(head)] = head
            return
        text = [line for quotation in operation.text for line in quotation]
        for place in operation.places:
            if not side and text and self._quoted_whole(place, whole, text):
                continue
            scopes = self._scopes(place)
            if self._swap(scopes, whole, after, side):
                continue
            if len(operation.words) > 1 and all(
                self._swap(scopes, "\n".join(one), after, side) for one in operation.words
            ):
                continue
            raise CannotCarry(f"找不到“{whole[:30]}”", f"the words “{whole[:30]}” are not there")

    def _scopes(self, place: Place) -> list[Provision]:
        if place.unit == "everywhere" or not place.unit:
            return self.blocks
        if place.unit in _FRAME:
            return [block for block in self.blocks if block.kind == place.unit]
        if place.unit == "annex" and place.is_whole:
            block = self._spot(place).block
            start = self.blocks.index(block)
            stop = next(
                (k for k in range(start + 1, len(self.blocks)) if self.blocks[k].kind == "annex"), len(self.blocks)
            )
            return self.blocks[start:stop]
        scope = self._spot(place).scope
        if place.part == "words":
            return self.entrance.words_under(scope)
        if place.part == "lead" and scope.kind == "article":
            scope = self.finder.with_items(scope)
        return [scope]

    def _quoted_whole(self, place: Place, whole: str, text: Quotation) -> bool:
        """第十条第三款“旧文”修改为：“新文” and 将“一、旧标题”修改为“…”: the old words are all of the place."""
        if not place.unit:
            heading = self.finder.heading(whole)
            if heading is None:
                return False
            self.memory.touch(heading)
            self.touched.append(heading)
            if heading.kind == "title":
                heading.text = "\n".join(text)
            else:
                self._restate_heading(heading, text[0])
            return True
        if place.unit in ("everywhere", "toc", "note", "signature") or place.part:
            return False
        spot = self.finder.spot(place)
        scope = spot.scope
        if scope.kind in CONTAINERS or scope.kind == "title":
            return False
        lines = [scope.text] if scope.text else []
        if normalised("\n".join(lines + lines_of(scope))) == normalised(whole):
            self._restate_one(place, text)
            return True
        if scope.kind in ("item", "subitem") and not scope.children:
            own = scope.text.rstrip(_STOPS)
            if normalised(whole.rstrip(_STOPS)) in (normalised(scope.label + own), normalised(own)):
                stop = "" if text[-1].endswith(tuple(_STOPS)) else scope.text[len(own) :]
                self._restate_one(place, [*text[:-1], text[-1] + stop])
                return True
        return self._quoted_paragraphs(spot, scope, whole, text)

    def _quoted_paragraphs(self, spot: Spot, scope: Provision, whole: str, text: Quotation) -> bool:
        """The old words are some paragraphs of the place, one after the other."""
        sought = normalised(whole)
        paragraphs = [child for child in scope.children if child.kind == "paragraph"]
        for start, first in enumerate(paragraphs):
            if not sought.startswith(normalised(first.text)) or not first.text:
                continue
            words: Quotation = []
            for end, paragraph in enumerate(paragraphs[start:], start):
                words += [paragraph.text, *lines_of(paragraph)]
                joined = normalised("\n".join(words))
                if joined == sought:
                    self._touch(spot.block)
                    self.touched.append(spot.block)
                    gone = {id(one) for one in paragraphs[start + 1 : end + 1]}
                    scope.children = [child for child in scope.children if id(child) not in gone]
                    self._replace(scope, first, wording.paragraphs(text, self.language))
                    return True
                if not sought.startswith(joined):
                    break
        return False

    def _swap(self, scopes: list[Provision], words: str, after: str, side: str) -> bool:
        """Exchanges every `words` below `scopes`; with a `side`, puts `after` next to the only one there is."""
        found = [(unit, spans) for scope in scopes for unit in nodes(scope) if (spans := occurrences(unit.text, words))]
        if side and sum(len(spans) for _, spans in found) > 1:
            raise CannotCarry(f"“{words[:30]}”不止一处", f"“{words[:30]}” is there more than once")
        if not found:
            return self._swap_aside(scopes, words, after, side)
        for unit, spans in found:
            self.memory.touch(unit)
            if side:
                spans = [(end, end) if side == "after" else (start, start) for start, end in spans]
            unit.text = exchanged(unit.text, spans, after) if after or not side else unit.text
        return True

    def _swap_aside(self, scopes: list[Provision], words: str, after: str, side: str) -> bool:
        """The same in headings, captions and the cells of tables."""
        done = False
        for unit in (unit for scope in scopes for unit in scope.walk()):
            if spans := occurrences(unit.heading, words):
                self.memory.touch(unit)
                spans = (
                    spans if not side else [(end, end) if side == "after" else (start, start) for start, end in spans]
                )
                unit.heading, done = exchanged(unit.heading, spans, after), True
            for row in unit.rows:
                for place, cell in enumerate(row):
                    if spans := occurrences(cell, words):
                        self.memory.touch(unit)
                        spans = (
                            spans
                            if not side
                            else [(end, end) if side == "after" else (start, start) for start, end in spans]
                        )
                        row[place], done = exchanged(cell, spans, after), True
        return done

    def _sweep(self, scope: Provision) -> None:
        """Takes out paragraphs and list units of which nothing but a stop is left."""
        for owner in scope.walk():
            left = [
                child
                for child in owner.children
                if child.text.strip("。；，")
                or child.children
                or child.rows
                or child.kind not in ("paragraph", "item", "subitem")
            ]
            if len(left) != len(owner.children) and left:
                self.memory.touch(owner)
                owner.children = left

    def _append(self, operation: Operation) -> None:
        text = [line for quotation in operation.text for line in quotation]
        for place in operation.places:
            spot = self._spot(replace(place, part=""))
            scope = spot.scope
            self._touch(scope)
            if operation.side == "start":
                target = scope if scope.kind != "article" else self.finder.list_of(scope, "paragraph")[0]
                glue = "" if text[-1][-1:] in "。；，：" else "；"
                self.memory.touch(target)
                target.text = text[0] + glue + target.text
            elif operation.side == "end" or scope.kind != "article":
                target = (
                    scope if scope.kind not in ("article", "preamble") else self.finder.list_of(scope, "paragraph")[-1]
                )
                self.memory.touch(target)
                target.text += "".join(text)
            else:
                change = self.lists.change(scope, "paragraph")
                change.end += wording.paragraphs(text, self.language)

    # structure

    def _delete(self, operation: Operation) -> None:
        for place in operation.places:
            if place.unit in _FRAME:
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
        if operation.unit in ("paragraph", "item", "subitem"):
            self._add_inside(operation)
        else:
            self.touched += self.entrance.add(operation)

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
