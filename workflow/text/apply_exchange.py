"""Carries out exchanges of words: 将“甲”修改为“乙”, 在“甲”后增加“乙”, 删去“甲”."""

from __future__ import annotations

from dataclasses import replace

from workflow.text import apply_wording as wording
from workflow.text.apply_find import Spot
from workflow.text.apply_operations import CannotCarry, Operation, Place, Quotation
from workflow.text.apply_restate import FRAME, Restating
from workflow.text.apply_words import exchanged, nodes, occurrences
from workflow.text.fingerprint import normalised
from workflow.text.tree import CONTAINERS, Provision
from workflow.text.units import lines_of

_STOPS = "；。，"


class Exchanging(Restating):
    """Exchanges, insertions and strikes of words, wherever a place names them."""

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
        if (
            operation.verb == "strike"
            and not operation.places[0].unit
            and (head := self.finder.heading(whole)) is not None
        ):
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

    def _designate(self, operation: Operation) -> None:
        """The words of an article become its list unit (a)."""
        block = self._spot(operation.places[0]).block
        self._touch(block)
        paragraphs = [child for child in block.children if child.kind == "paragraph"]
        if len(paragraphs) != 1 or not paragraphs[0].text:
            raise CannotCarry("不止一款", "there is not exactly one paragraph")
        first = paragraphs[0]
        unit = Provision("item", label=operation.labels[0], text=first.text, children=first.children)
        first.text, first.children = "", [unit]

    def _unread(self, operation: Operation) -> None:
        del operation  # nothing is known of it
        raise CannotCarry("这一项读不懂", "the item cannot be read")

    def _stop(self, operation: Operation) -> None:
        """Words come in the place of the last full stop."""
        text = "\n".join(line for quotation in operation.text for line in quotation)
        for place in operation.places:
            ends = [unit for unit in nodes(self._spot(place).scope) if unit.text.endswith(".")]
            if len(ends) != 1:
                raise CannotCarry("句号不止一处", "there is not exactly one full stop at an end")
            self.memory.touch(ends[0])
            ends[0].text = ends[0].text[:-1] + text

    def _scopes(self, place: Place) -> list[Provision]:
        if place.unit == "everywhere" or not place.unit:
            return self.blocks
        if place.unit in FRAME:
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
        self.room -= sum(len(spans) for _, spans in found) * len(after)
        if self.room < 0:
            raise CannotCarry("增加的文字过多", "too many words would come in")
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
