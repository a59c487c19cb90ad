"""The state of one act that is carried out: what its items found, changed and asked for."""

from __future__ import annotations

from workflow.text.amending.carrying.edits import Edits
from workflow.text.amending.carrying.enter import Entrance
from workflow.text.amending.carrying.find import Finder, Spot
from workflow.text.amending.carrying.ledger import Ledger, Memory
from workflow.text.amending.carrying.lists import Lists
from workflow.text.amending.said.operations import CannotCarry, Place, Portion, Reach
from workflow.text.tree import Kind
from workflow.text.workpiece import Workpiece
from workflow.words import Script

ROOM = 2_000_000  # characters that exchanges of words may add besides as many as the text has
FRAME = (Kind.TITLE, Kind.NOTE, Kind.TOC, Kind.SIGNATURE)


class Work:
    """The blocks of a text under an act, and of the item at hand what it found, touched and asked for."""

    def __init__(self, blocks: list[Workpiece], language: Script) -> None:
        self.blocks = blocks
        self.language = language
        self.finder = Finder(blocks, language == Script.TRADITIONAL)
        self.ledger = Ledger()
        self.memory = Memory()
        self.room = ROOM + sum(len(unit.text) for block in blocks for unit in block.walk())
        self.asked_by: dict[int, Ledger] = {}
        self.edits = Edits()
        self.number = 0  # of the item at hand
        self.claimed: dict[int, tuple[int, Workpiece]] = {}  # what was restated or deleted by id: the item that did it
        self.start()

    def start(self) -> None:
        """Begins an item."""
        self.asked = Ledger()
        self.lists = Lists(self.memory)
        self.touched: list[Workpiece] = []
        self.more: list[tuple[Workpiece, Kind, int]] = []  # an article, a unit, and how many of it the new wording has
        self.entrance = Entrance(self.finder, self.asked, self.language)

    def spot(self, place: Place) -> Spot:
        """Where `place` is; its block is touched by the item. CannotCarry when it cannot be found."""
        spot = self.finder.spot(place)
        self.touched.append(spot.block)
        return spot

    def scopes(self, place: Place) -> list[Workpiece]:
        """All units that a place names: the whole text, its frame, an annex with what stands below it, one unit."""
        if place.unit == Reach.EVERYWHERE or not place.unit:
            return self.blocks
        if place.unit == Reach.TEXT:
            return [block for block in self.blocks if block.kind not in FRAME]
        if place.unit == Reach.ARTICLES:
            return [block for block in self.blocks if block.kind == Kind.ARTICLE]
        if place.unit in FRAME:
            return [block for block in self.blocks if block.kind == place.unit]
        if place.unit == Kind.ANNEX and place.is_whole:
            block = self.spot(place).block
            start = self.blocks.index(block)
            stop = next(
                (k for k in range(start + 1, len(self.blocks)) if self.blocks[k].kind == Kind.ANNEX), len(self.blocks)
            )
            return self.blocks[start:stop]
        scope = self.spot(place).scope
        if place.part == Portion.WORDS:
            return self.entrance.words_under(scope)
        if place.part == Portion.LEAD and scope.kind == Kind.ARTICLE:
            scope = self.finder.with_items(scope)
        return [scope]

    def claim(self, spot: Spot) -> None:
        """Notes that the item at hand settles all of this place; CannotCarry when that is settled already."""
        self.check_claims(spot)
        if id(spot.scope) in self.claimed:
            raise CannotCarry("这一处有两种不同的修改", "two different things are asked of this place")
        self.claimed[id(spot.scope)] = (self.number, spot.scope)

    def check_claims(self, spot: Spot) -> None:
        """CannotCarry when another item settles this place, or one inside it."""
        for unit in (spot.block, spot.paragraph, spot.item, spot.subitem, *spot.scope.walk()):
            if unit is not None and self.claimed.get(id(unit), (self.number,))[0] != self.number:
                raise CannotCarry("另一项已经修改或者删去了这一处", "another item restates or deletes this place")

    def touch(self, scope: Workpiece) -> None:
        """Remembers how a unit was, with all below it."""
        for unit in scope.walk():
            self.memory.touch(unit)

    def replace(self, owner: Workpiece, old: Workpiece, new: list[Workpiece]) -> None:
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
