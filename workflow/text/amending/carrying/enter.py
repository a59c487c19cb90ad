"""What comes into a text, and what changes its place: articles, headings, annexes. Only notes it in the ledger."""

from __future__ import annotations

from workflow.text.amending.carrying.find import Finder
from workflow.text.amending.carrying.ledger import Entering, Ledger
from workflow.text.amending.decision.places import NEW
from workflow.text.amending.said import wording
from workflow.text.amending.said.body import flat, rank
from workflow.text.amending.said.operations import CannotCarry, Operation, Place, Quotation, Side, Unit
from workflow.text.labels.chinese import annex, comma, listed, numbered
from workflow.text.reading.front import is_preamble
from workflow.text.tree import CONTAINERS, HEADED, Kind
from workflow.text.workpiece import Workpiece
from workflow.words import Script

_FRAME = {Kind.TITLE: 0, Kind.NOTE: 1, Kind.TOC: 2, Kind.PREAMBLE: 3}


class Entrance:
    """Notes in `asked` what the operations of one item bring in or move."""

    def __init__(self, finder: Finder, asked: Ledger, language: Script) -> None:
        self.finder = finder
        self.asked = asked
        self.language = language

    # coming in

    def add(self, operation: Operation) -> list[Workpiece]:
        """An article, a chapter, an annex … comes in. Returns the blocks."""
        lines = [line for quotation in operation.text for line in quotation]
        if operation.unit in _FRAME or operation.unit == Kind.SIGNATURE:
            return self._frame(Kind(operation.unit), lines)
        if operation.unit == Kind.ANNEX:
            return self._annex(operation, lines)
        if operation.unit in HEADED:
            return self._container(operation, lines)
        if not lines:
            raise CannotCarry("没有写明增加的内容", "the wording to add is not given")
        labels = list(operation.labels) or list(wording.articles(lines, self.language))
        if not labels:
            if not operation.places:
                raise CannotCarry("没有写明作为第几条", "the number of the new article is not said")
            labels = [""]
        texts = self.texts_of(labels, list(operation.text), lines)
        anchor, before, within = self._next_to(operation)
        return [
            self.article(label, text, anchor, before, within) for label, text in zip(labels, texts, strict=True)
        ]  # fmt: skip

    def article(
        self,
        label: str,
        lines: Quotation,
        anchor: Workpiece | None = None,
        before: bool = False,
        within: Workpiece | None = None,
    ) -> Workpiece:
        """One article with `label` comes in. CannotCarry when another label stands in front of its words."""
        said = wording.head_label(lines[0], self.language == Script.ENGLISH)
        if said and label and self._printed(label) != said:
            raise CannotCarry(f"引用的文字是{said}，不是{label}", f"the words quoted are {said}, not {label}")
        block = wording.article(
            lines, self._printed(label) or wording.head_label(lines[0]) or self._any_label(), self.language
        )
        self.asked.entering.append(Entering([block], [self._printed(label)], anchor, before, within))
        return block

    def texts_of(self, labels: list[str], quotations: list[Quotation], lines: Quotation) -> list[Quotation]:
        """The wording of each of `labels`."""
        if len(labels) == 1:
            return [lines]
        by_label = wording.articles(lines, self.language)
        printed = [self._printed(label) for label in labels]
        if list(by_label) == printed:
            return list(by_label.values())
        if by_label and set(by_label) == set(printed):
            return [by_label[label] for label in printed]
        if len(quotations) == len(labels):
            return quotations
        raise CannotCarry(
            "增加的内容与所说的条数不符", "the wording added does not have the number of articles that is said"
        )

    def after(self, block: Workpiece, new: list[Workpiece]) -> None:
        """`new` come in right after `block`."""
        self.asked.entering.append(Entering(new, ["" for _ in new], block))

    def _printed(self, label: str) -> str:
        return label.replace("条", "條") if self.language == Script.TRADITIONAL else label

    def _printed_head(self, label: str) -> str:
        return label.replace("节", "節").replace("编", "編") if self.language == Script.TRADITIONAL else label

    def _any_label(self) -> str:
        return "Article 1" if self.language == Script.ENGLISH else self._printed("第一条")

    def _next_to(self, operation: Operation) -> tuple[Workpiece | None, bool, Workpiece | None]:
        """Where the operation says that something goes: anchor, whether in front of it, heading to stand under."""
        if not operation.places:
            return None, False, None
        place = operation.places[-1]
        block = self.finder.block(place)
        if block.kind in CONTAINERS:
            if operation.side in (Side.AFTER, Side.BEFORE):
                return (block, True, None) if operation.side is Side.BEFORE else (self.held_by(block)[-1], False, None)
            return None, False, block
        if operation.side is Side.IN:
            raise CannotCarry("条文中不能再增加条文", "an article cannot hold an article")
        return block, operation.side is Side.BEFORE, None

    def _container(self, operation: Operation, lines: Quotation) -> list[Workpiece]:
        if not lines:
            raise CannotCarry("没有写明章节的名称", "the heading is not given")
        label = operation.labels[0] if operation.labels else ""
        blocks = self._read_heads(operation.unit, label, lines)
        if label and blocks and blocks[0].label and blocks[0].label != self._printed_head(label):
            raise CannotCarry(
                f"引用的文字是{blocks[0].label}，不是{label}", f"the words quoted are {blocks[0].label}, not {label}"
            )
        if (
            not blocks
            or blocks[0].kind not in CONTAINERS
            or any(block.kind not in CONTAINERS | {Kind.ARTICLE} for block in blocks)
        ):
            raise CannotCarry("引用的章节无法读取", "the chapter quoted cannot be read")
        anchor, before, _ = self._next_to(operation) if operation.side is not Side.IN else (None, False, None)
        labels = [block.label if block.kind == Kind.ARTICLE else "" for block in blocks]
        self.asked.entering.append(Entering(blocks, labels, anchor, before))
        return blocks

    def _read_heads(self, unit: Unit, label: str, lines: Quotation) -> list[Workpiece]:
        """The headings and articles that `lines` are."""
        if unit == Kind.HEADING:
            mark = comma(lines[0])
            end = mark.end if mark is not None else 0
            return [
                Workpiece(Kind.HEADING, label=mark.text if mark is not None else "", heading=lines[0][end:].strip())
            ]
        return flat(wording.document(self._headed(label, lines), self.language))

    def _headed(self, label: str, lines: Quotation) -> Quotation:
        """`lines` with the label of the heading in front, where the decision leaves it to 作为第三章."""
        first = numbered(lines[0])
        if (first is not None and first.kind != Kind.ARTICLE) or listed(lines[0]):
            return lines
        if self.language == Script.ENGLISH or not label:
            return lines
        return [f"{label}\u3000{lines[0]}", *lines[1:]]

    def _annex(self, operation: Operation, lines: Quotation) -> list[Workpiece]:
        label = operation.labels[0] if operation.labels else ""
        head = annex(lines[0]) if lines else None
        if head is None and label:
            lines = [f"{label}\u3000{lines[0]}" if lines else label, *lines[1:]]
        blocks = self._read_annex(lines)
        last = [block for block in self.finder.blocks if block.kind != Kind.TOC][-1]
        self.asked.entering.append(Entering(blocks, ["" for _ in blocks], last))
        return blocks

    def _read_annex(self, lines: Quotation) -> list[Workpiece]:
        """The annex that `lines` are. It is read behind an article, since nothing is an annex in front of the text."""
        front = "Article 1 Words." if self.language == Script.ENGLISH else f"{self._any_label()}{chr(0x3000)}x。"
        blocks = flat(wording.document([front, *lines], self.language))[1:]
        if not blocks or blocks[0].kind != Kind.ANNEX:
            raise CannotCarry("引用的附件无法读取", "the annex quoted cannot be read")
        return blocks

    def restate_annex(self, head: Workpiece, lines: Quotation) -> None:
        """Another annex comes in the place of the one under `head`."""
        held = self.held_by(head)
        blocks = self._read_annex(lines)
        head.label, head.heading = blocks[0].label, blocks[0].heading
        for block in held[1:]:
            self.asked.gone[id(block)] = block
        self.asked.entering.append(Entering(blocks[1:], ["" for _ in blocks[1:]], head))

    def _frame(self, unit: Kind, lines: Quotation) -> list[Workpiece]:
        blocks = self.finder.blocks
        if not lines or not blocks:
            raise CannotCarry("没有写明增加的内容", "the wording to add is not given")
        if unit == Kind.PREAMBLE:
            heading = lines[0] if is_preamble(lines[0]) else ""
            new = [
                Workpiece(
                    Kind.PREAMBLE,
                    heading=heading,
                    children=wording.body(lines[1:] if heading else lines, self.language),
                )
            ]
        else:
            new = wording.frame(lines, unit)
        if unit == Kind.SIGNATURE:
            body = [block for block in blocks if block.kind != Kind.ANNEX]
            stop = next((k for k, block in enumerate(blocks) if block.kind == Kind.ANNEX), len(body))
            self.asked.entering.append(Entering(new, [""], blocks[stop - 1] if stop else None))
            return new
        front = [
            block
            for block in blocks
            if _FRAME.get(block.kind, 9) <= _FRAME[unit] and not (block.heading and not new[0].heading)
        ]
        anchor = front[-1] if front else blocks[0]
        self.asked.entering.append(Entering(new, ["" for _ in new], anchor, before=not front))
        return new

    def words_under(self, head: Workpiece) -> list[Workpiece]:
        """What stands right under `head` and belongs to no article."""
        held = self.held_by(head)[1:]
        stop = next(
            (k for k, block in enumerate(held) if block.kind in CONTAINERS or block.kind == Kind.ARTICLE), len(held)
        )
        return held[:stop]

    def restate_words(self, head: Workpiece, lines: Quotation) -> None:
        """Other words (or none) come right under `head`."""
        for block in self.words_under(head):
            self.asked.gone[id(block)] = block
        if lines:
            self.after(head, wording.body(lines, self.language))

    # moving

    def move(self, operation: Operation) -> list[Workpiece]:
        """Articles go elsewhere: next to another article, or under another heading."""
        *places, target = operation.places
        if target.within == NEW:
            return self._move_under(places, target.label, list(operation.labels))
        goal = self.finder.block(target)
        moved = [self._article(place) for place in places]
        labels = list(operation.labels) or [""] * len(moved)
        if len(labels) != len(moved):
            raise CannotCarry("改动前后的序号数目不符", "old and new numbers differ in count")
        anchor: Workpiece | None = goal
        for block, label in zip(moved, labels, strict=True):
            if goal.kind in CONTAINERS and operation.side not in (Side.BEFORE, Side.AFTER):
                self.asked.moved[id(block)] = (None, False, goal)
            elif goal.kind == Kind.ARTICLE:
                self.asked.moved[id(block)] = (anchor, operation.side is Side.BEFORE, None)
                anchor = goal if operation.side is Side.BEFORE else block
            else:
                raise CannotCarry("移动的位置无法读取", "the place to move to cannot be read")
            if label:
                self.asked.numbers[id(block)] = label
        return moved

    def _move_under(self, places: list[Place], head: str, labels: list[str]) -> list[Workpiece]:
        """Articles go under a heading that the decision itself brings in."""
        moved = [self._article(place) for place in places]
        if len(labels) not in (0, len(moved)):
            raise CannotCarry("改动前后的序号数目不符", "old and new numbers differ in count")
        for k, block in enumerate(moved):
            self.asked.under[id(block)] = head
            if labels:
                self.asked.numbers[id(block)] = labels[k]
            else:
                self.asked.numbers.setdefault(id(block), block.label)
        return moved

    def _article(self, place: Place) -> Workpiece:
        block = self.finder.block(place)
        if block.kind != Kind.ARTICLE or not place.is_whole:
            raise CannotCarry("只能移动整条", "only whole articles can be moved")
        return block

    def held_by(self, head: Workpiece) -> list[Workpiece]:
        """`head` and everything up to the next heading of its rank or above."""
        blocks = self.finder.blocks
        start = next(k for k, block in enumerate(blocks) if block is head)
        stop = start + 1
        while stop < len(blocks) and rank(blocks[stop]) > rank(head) and blocks[stop].kind != Kind.SIGNATURE:
            stop += 1
        return blocks[start:stop]
